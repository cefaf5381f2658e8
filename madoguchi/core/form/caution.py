"""入力の注意 - what is taken in all the same, and yet should be looked at once more before one goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .. import mynumber
from ..fields import Raw
from .clean import Mistake
from .shape import Form
from .walk import Scope, Stop, fields_of, fill, home, path

WARNED: Final = "_warned"  # the page names the fields it has warned about: once is enough
_FREE: Final = frozenset({"text", "address"})  # kinds in which people write what they like


def cautions(form: Form, stop: Stop, answers: Mapping[str, Any], base: Scope, raw: Raw) -> tuple[Mistake, ...]:
    """The fields of a page that seem to hold a マイナンバー, unless this page has said so before."""
    warned, here = raw.get(WARNED, []), home(stop, fill(form, answers))
    return tuple(
        Mistake(path(stop, field), field.label, mynumber.WARNING)
        for field in fields_of(form, stop, answers, base)
        if field.kind in _FREE and path(stop, field) not in warned and mynumber.is_in(str(here[field.id]))
    )
