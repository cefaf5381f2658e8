"""保存した絞込 - a clerk keeps a filter of the list under a name. No deed about a case, hence no event."""

from __future__ import annotations

from typing import Final

from madoguchi.core.case import Clerk, SavedFilter
from madoguchi.store import saved

from .refusals import Incomplete, NotFound

LONGEST: Final = 40
MOST: Final = 30  # of one clerk


def keep(clerk: Clerk, name: str, query: str, section: str = "") -> SavedFilter:
    """Keep a filter under a name; one of that name is replaced. Raises Incomplete: no name, or too many already."""
    called = name.strip()[:LONGEST]
    mine = [one for one in saved.seen_by(clerk.username) if one.name != called]
    if not called or len(mine) >= MOST:
        raise Incomplete(("name",))
    return saved.put(SavedFilter(0, clerk.username, called, query, section=section))


def rename(clerk: Clerk, kept: int, name: str) -> None:
    """Call one's own filter otherwise. Raises Incomplete, NotFound."""
    if not name.strip():
        raise Incomplete(("name",))
    if not saved.rename(clerk.username, kept, name.strip()[:LONGEST]):
        raise NotFound("filter")


def remove(clerk: Clerk, kept: int) -> None:
    """Take one's own filter away. Raises NotFound."""
    if not saved.remove(clerk.username, kept):
        raise NotFound("filter")


def make_usual(clerk: Clerk, kept: int) -> None:
    """Begin with this filter from now on; 0: with the plain list."""
    saved.make_usual(clerk.username, kept)
