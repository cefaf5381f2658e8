"""本人確認の検査 - what a provider of identities tells has a place in the form, of a kind that can hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...identity import TELLS
from ..faults import Fault
from ..parts import Parts

_ONE_LINE: Final = ("text", "address")
# What may hold it, by its name.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("text",),
    "kana": ("kana",),
    "birth": ("date",),
    "postcode": ("postcode",),
    "address": _ONE_LINE,
    "firm": ("text",),
    "firm_number": ("text",),
    "phone": ("phone",),
}
assert tuple(KINDS) == TELLS


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `person` in procedure.yaml."""
    if not parts.has("procedure.yaml", "form.yaml"):
        return
    person = parts.about.row("person")
    for name, fitting in KINDS.items():
        if not (place := person.text(name)):
            continue
        group, _, member = place.rpartition(".")
        asked = parts.field(member, group.partition(".")[0])
        if asked is None:
            yield person.fault("field-on-no-page", f"「{place}」は、どの画面にもありません。", name)
        elif asked.kind not in fitting:
            yield person.fault("wrong-field", f"「{place}」は {' か '.join(fitting)} の項目ではありません。", name)
