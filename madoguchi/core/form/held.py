"""手元の控え - what a stop holds, as a mark: two screens with the same mark have seen the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from .shape import Form
from .walk import Answers, Stop, fill, home, path

_LONG: Final = 16  # hex digits: it only has to differ from the few others of one page


def held(form: Form, stop: Stop, answers: Answers, typed: Mapping[str, str]) -> str:
    """The mark of a stop's own answers, and of what was typed there and refused. Other pages do not change it."""
    here = home(stop, fill(form, answers))
    paths = [path(stop, field) for field in stop.page.fields]
    own = {name: text for name, text in typed.items() if any(f"{name}.".startswith(f"{one}.") for one in paths)}
    said = {field.id: here[field.id] for field in stop.page.fields}
    if stop.page.lists:
        said[stop.page.lists.name] = here[stop.page.lists.name]
    return hashlib.sha256(json.dumps([said, own], sort_keys=True).encode()).hexdigest()[:_LONG]
