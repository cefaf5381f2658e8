"""壁 - what happens inside of one municipality; outside, and across, every table is shut.

Two walls stand behind each other. Ours: the manager of every scoped table asks `current()` and fails closed. The
database's (PostgreSQL): row-level security by a setting that lives as long as the transaction `inside` opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

from .errors import OutsideTheWall
from .privileges import assert_least_privilege

__all__ = ["SETTING", "after_commit", "assert_least_privilege", "current", "inside", "writing"]

SETTING: Final = "madoguchi.municipality"  # the policies of the migrations ask for it by this name


@dataclass(frozen=True, slots=True)
class _Inside:
    slug: str
    write: bool


_inside: ContextVar[_Inside | None] = ContextVar("inside", default=None)


def current() -> str:
    """The slug of the municipality around us. Raises OutsideTheWall."""
    here = _inside.get()
    if here is None:
        raise OutsideTheWall("no municipality is open")
    return here.slug


def writing() -> str:
    """As `current`, where it was opened to write. Raises OutsideTheWall."""
    here = _inside.get()
    if here is None or not here.write:
        raise OutsideTheWall(f"{current()} is open for reading only")
    return here.slug


@contextmanager
def inside(municipality: str, write: bool = False) -> Iterator[None]:
    """Everything in the block happens inside of this municipality (a slug).

    With `write` the block is one transaction: all of it is kept at its end, or nothing. Inside of itself it may be
    opened once more, to write what only some readings need; the municipality of another raises OutsideTheWall, and so
    does a transaction that somebody else has opened (the setting would outlive the wall in it).
    """
    around = _inside.get()
    if around is not None and around.slug != municipality:
        raise OutsideTheWall(f"{municipality} cannot be opened inside of {around.slug}")
    if not municipality:
        raise OutsideTheWall("a municipality without a name")
    with ExitStack() as stack:
        if around is None:
            _open(stack, municipality, write)
        elif write:
            stack.enter_context(transaction.atomic())
        token = _inside.set(_Inside(municipality, write or bool(around and around.write)))
        try:
            yield
        finally:
            _inside.reset(token)


def after_commit(deed: Callable[[], object]) -> None:
    """Do this when the transaction around us is safe, and never if it is not."""
    writing()
    transaction.on_commit(deed)


def _open(stack: ExitStack, municipality: str, write: bool) -> None:
    if connection.in_atomic_block:
        raise OutsideTheWall("a transaction is already open")
    if connection.vendor == "postgresql":
        # Reading too: the setting must not outlive us on a pooled connection.
        stack.enter_context(transaction.atomic(durable=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, municipality])
    elif write:
        stack.enter_context(transaction.atomic(durable=True))
