"""差込 - services outside: a file `<kind>/<name>.py` is a service, and putting it there is all that adds it."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from madoguchi.core.plug import Plug

from .several import together

HERE = Path(__file__).parent


class NoSuchPlug(LookupError):
    """No file of that kind and name."""


def names() -> tuple[str, ...]:
    """Every service as "kind/name"."""
    return tuple(sorted(f"{file.parent.name}/{file.stem}" for file in HERE.glob("*/[!_]*.py")))


def open_plug(name: str, settings: Mapping[str, str]) -> Plug:
    """The service "kind/name" with the office's settings. Raises NoSuchPlug; KeyError for a setting it misses."""
    if name not in names():
        raise NoSuchPlug(f"{name}: known are {', '.join(names())}")
    module = importlib.import_module(f"{__name__}.{name.replace('/', '.')}")
    return together([cast(Plug, module.Plug(one)) for one in _apart(settings, getattr(module, "SEVERAL", ()))])


def _apart(settings: Mapping[str, str], names: Sequence[str]) -> list[Mapping[str, str]]:
    """Settings for each provider: those of these names may hold one word for each of them, or one for all."""
    if not names:
        return [settings]
    words = {name: settings[name].replace(",", " ").split() or [""] for name in names}
    count = len(words[names[0]])
    for name, found in words.items():
        if len(found) not in (1, count):
            raise ValueError(f"{name}: one for all of {names[0]}, or one for each")
    return [{**settings, **{name: found[at % len(found)] for name, found in words.items()}} for at in range(count)]


def open_plugs(settings: Mapping[str, str]) -> dict[str, Plug]:
    """Every service this office has settings for, by name; a twin never stands in for one. Raises ValueError."""
    opened: dict[str, Plug] = {}
    for name in names():
        with contextlib.suppress(KeyError):  # a setting is missing: the office does not use this service
            if not name.endswith("/fake"):
                opened[name] = open_plug(name, settings)
    return opened
