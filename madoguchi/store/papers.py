"""書類 - what is known of the papers of an application: what was read of its files, and what their issuers stated."""

from __future__ import annotations

from madoguchi.core.papers import Reading, reading_of

from . import attachments, statements


def readings(reference: str) -> dict[str, tuple[Reading, ...]]:
    """By the path of their files field, first what was read of each file."""
    found: dict[str, tuple[Reading, ...]] = {}
    for key, one in attachments.bound_to(reference).items():
        if one.says:
            found[one.place] = (*found.get(one.place, ()), reading_of(one.says, key))
    for place, stated in statements.counting("", reference).items():
        found[place] = (*found.get(place, ()), Reading(stated.document, stated.says, file=f"statement/{stated.id}"))
    return found
