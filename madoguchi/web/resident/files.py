"""添付の欄 - files that came with a page are taken in before its answers, so that none is chosen twice."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from madoguchi.core import form
from madoguchi.core.attachment import Attachment, Unacceptable, tidy
from madoguchi.core.fields import Field, Raw
from madoguchi.core.fields.files import most
from madoguchi.core.form import Cleaned, Mistake, Stop
from madoguchi.web import read
from madoguchi.web.kit.showing import Shown

log = logging.getLogger("madoguchi.attach")

Asked = Iterable[tuple[Stop, Field]]
Known = Mapping[str, Attachment]


@dataclass
class Brought:
    """What became of a page's files: the keys of those taken in, by path, and a sentence for each that was not."""

    keys: dict[str, list[str]] = field(default_factory=dict)
    refused: list[Mistake] = field(default_factory=list)


def take_in(request: HttpRequest, asked: Asked, lay: Callable[[str, bytes], Attachment]) -> None:
    """Take in the files of a page with `lay(name, data)`; each that is refused says so for itself."""
    brought = request.brought = Brought()
    for one, path in _fields(asked):
        sent = read.raw(request)
        room = most(one) - len(_listed(sent, path))
        for file in request.FILES.getlist(f"{path}.new"):
            try:
                _may(file, room, one)
                brought.keys.setdefault(path, []).append(lay(file.name, file.read()).key)
                room -= 1
            except Unacceptable as no:
                brought.refused.append(Mistake(path, one.label, no.say))
            except Exception:
                # Storage away, no key, a seal that does not open: our fault, and what was typed is kept all the same.
                log.exception("an attachment was not kept")
                brought.refused.append(Mistake(path, one.label, Unacceptable("not_now", tidy(file.name)).say))


def _may(file: Any, room: int, one: Field) -> None:
    if file.over:
        raise Unacceptable(file.over, tidy(file.name))
    if room <= 0:
        raise Unacceptable("too_many_here", tidy(file.name), most(one))


def raw(request: HttpRequest, asked: Asked, known: Known) -> Raw:
    """What a page sent, with the keys of its files: those it listed that are known here, and those that it brought."""
    sent = dict(read.raw(request))
    for _, path in _fields(asked):
        sent[path] = [key for key in _listed(sent, path) if key in known] + _brought(request).keys.get(path, [])
    return sent


def ticked(request: HttpRequest, asked: Asked) -> list[str]:
    """The keys of the files to be taken away."""
    sent = read.raw(request)
    return [key for _, path in _fields(asked) for key in sent.get(f"{path}.remove", [])]


def with_refusals(request: HttpRequest, cleaned: Cleaned) -> Cleaned:
    """What came of a page, and of its files: why one was refused says more than that none is there."""
    refused = _brought(request).refused
    told = {mistake.path for mistake in refused}
    said = [
        Mistake(path, one.label, " ".join(mistake.say for mistake in refused if mistake.path == path))
        for path, one in {mistake.path: mistake for mistake in refused}.items()
    ]
    return replace(cleaned, mistakes=(*(one for one in cleaned.mistakes if one.path not in told), *said))


def shown(fields: Iterable[Shown], known: Known) -> tuple[Shown, ...]:
    """The fields of a page, those for files with the files that are there."""
    return tuple(_with_files(one, known) if one.kind == "files" else one for one in fields)


def _with_files(one: Shown, known: Known) -> Shown:
    return replace(one, files=tuple(known[key] for key in one.value.split() if key in known))


def _fields(asked: Asked) -> Iterator[tuple[Field, str]]:
    return ((one, form.path(stop, one)) for stop, one in asked if one.kind == "files")


def _listed(sent: Raw, path: str) -> list[str]:
    """The keys that a page listed and did not tick."""
    gone = sent.get(f"{path}.remove", [])
    return [key for key in " ".join(sent.get(path, [])).split() if key not in gone]


def _brought(request: HttpRequest) -> Brought:
    found: Brought = getattr(request, "brought", None) or Brought()
    return found
