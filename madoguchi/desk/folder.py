"""申請のフォルダ - applications as files of a folder, read and laid side by side; what is broken stops nothing else.

The folder is described in docs/reference/files.md. Nothing is kept of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from madoguchi.core.attachment import LARGEST
from madoguchi.core.crossing import Filed, cross_all
from madoguchi.core.form import Form, fill, home, path, places_for_files
from madoguchi.core.package.edition import Edition
from madoguchi.core.papers import Reading, reading_of
from madoguchi.core.register import asked_about
from madoguchi.core.review import Reviewed, review
from madoguchi.plugs.reading.paper import look, unread
from madoguchi.plugs.register import look_up
from madoguchi.plugs.register.file import Plug as Registers

HEAD: Final = "review.json"
ANSWERS: Final = "answers.json"
PAPERS: Final = "papers"
REGISTERS: Final = "registers"
LARGEST_ANSWERS: Final = 5_000_000  # bytes of one answers.json
_KEY: Final = 22  # characters of a file's key

Tell = Callable[[int, int], None]
Look = Callable[[str, bytes, Any], Mapping[str, Any]]


class NoFolder(Exception):
    """The folder cannot be reviewed at all; the message says why."""


@dataclass(frozen=True)
class Head:
    """What review.json says."""

    municipality: str
    procedure: str
    today: date


@dataclass(frozen=True)
class Read:
    """One file of an application: PLACE/FILE, its key among the answers, what was read, and how long that took."""

    name: str
    key: str
    reading: Reading
    ms: float
    told: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass
class Application:
    """One application of the folder. `faults` say what of it could not be used; without `answers` it has no cases."""

    name: str
    answers: dict[str, Any] | None = None
    read: list[Read] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    mistakes: tuple[str, ...] = ()
    cases: tuple[Reviewed, ...] = ()
    seconds: float = 0.0

    def clear(self, case: Reviewed) -> bool:
        """Whether one confirming look at a case is enough: what the form itself would not take never is."""
        return case.clear and not self.mistakes and not self.faults

    @property
    def filed(self) -> Filed:
        """As others meet it."""
        return Filed(self.name, self.answers or {}, self.papers)

    @property
    def papers(self) -> dict[str, tuple[Reading, ...]]:
        """The readings by the path of their files field."""
        found: dict[str, tuple[Reading, ...]] = {}
        for one in self.read:
            place = one.name.partition("/")[0]
            found[place] = (*found.get(place, ()), one.reading)
        return found


def head_of(folder: Path) -> Head:
    """Raises NoFolder."""
    try:
        data = json.loads((folder / HEAD).read_bytes())
        return Head(_slug(data["municipality"]), _slug(data["procedure"]), date.fromisoformat(data["today"]))
    except OSError:
        raise NoFolder(f"{folder / HEAD} cannot be opened") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoFolder(f"{folder / HEAD} needs municipality, procedure and today (YYYY-MM-DD)") from None


def _slug(value: Any) -> str:
    if not isinstance(value, str) or not value.replace("-", "").replace("_", "").isalnum() or not value.isascii():
        raise ValueError(value)
    return value


def reviewed(
    folder: Path, edition: Edition, today: date, tell: Tell | None = None, eye: Look = look
) -> list[Application]:
    """Every application of the folder, by its name. `tell` hears how many of how many have been read."""
    names = sorted(one.name for one in folder.iterdir() if one.is_dir() and one.name != REGISTERS)
    found = []
    for number, name in enumerate(names, start=1):
        found.append(opened(folder / name, edition, today, eye))
        if tell:
            tell(number, len(names))
    usable = [one for one in found if one.answers is not None]
    seen = cross_all(edition.across, edition.form, edition.papers, (one.filed for one in usable))
    registers = Registers({"registers": str(folder / REGISTERS)})
    for one in usable:
        began = time.perf_counter()
        document: dict[str, Any] = one.answers or {}
        records = look_up(registers, "", asked_about(edition.across, document))
        one.cases = review(edition, document, one.papers, seen.get(one.name, {}), records, today)
        one.seconds += time.perf_counter() - began
    return found


def opened(folder: Path, edition: Edition, today: date, eye: Look = look) -> Application:
    """The answers and papers of one application."""
    began = time.perf_counter()
    found = Application(folder.name)
    given = _answers(folder / ANSWERS, edition.form, found.faults)
    if given is not None:
        _read_papers(folder / PAPERS, given, edition, found, eye)
        judged = edition.judge(given, today)
        found.answers = judged.document
        found.mistakes = tuple(f"{one.path}: {one.say}" for one in judged.mistakes)
    found.seconds = time.perf_counter() - began
    return found


def _answers(file: Path, form: Form, faults: list[str]) -> dict[str, Any] | None:
    try:
        data = _bytes(file, LARGEST_ANSWERS)
        given = json.loads(data)
    except OSError:
        faults.append(f"{ANSWERS} cannot be opened")
    except (ValueError, RecursionError):
        faults.append(f"{ANSWERS} is no JSON, or too long")
    else:
        if isinstance(given, dict):
            return fill(form, given)
        faults.append(f"{ANSWERS} is not in the shape of the form")
    return None


def _bytes(file: Path, most: int) -> bytes:
    """Of a plain file inside of the folder: a link may lead anywhere."""
    if file.is_symlink() or not file.is_file():
        raise FileNotFoundError(file.name)
    with file.open("rb") as opened_file:
        data = opened_file.read(most + 1)
    if len(data) > most:
        raise ValueError(file.name)
    return data


def _read_papers(folder: Path, given: dict[str, Any], edition: Edition, found: Application, eye: Look) -> None:
    """Reads the files, and puts their keys among the answers: those that are named there and those that lie there."""
    known = set()
    for stop, at in places_for_files(edition.form, given):
        place = path(stop, at)
        known.add(place)
        here = home(stop, given)
        named = here.get(at.id)
        names = [one for one in named if isinstance(one, str)] if isinstance(named, list) else []
        files = {key_of(place, name): name for name in (*_files(folder / place), *map(_last, names)) if name}
        here[at.id] = list(files)
        found.read += [_read(folder / place / name, place, key, edition, eye) for key, name in files.items()]
    strange = [one.name for one in _inside(folder) if one.name not in known]
    found.faults += [f"{PAPERS}/{name} is no place of the form for files" for name in sorted(strange)]


def _last(name: str) -> str:
    """A name without a folder: nothing outside of the place is read."""
    return Path(name).name


def key_of(place: str, name: str) -> str:
    """The key of a file among the answers."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"{place}/{name}".encode()).digest()).decode()[:_KEY]


def _inside(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        yield from folder.iterdir()


def _files(folder: Path) -> list[str]:
    return sorted(one.name for one in _inside(folder) if not one.name.startswith("."))


def _read(file: Path, place: str, key: str, edition: Edition, eye: Look) -> Read:
    began = time.perf_counter()
    try:
        told = eye(file.name, _bytes(file, LARGEST + 1), edition.paper_files)
    except OSError:
        told = unread("missing")
    except ValueError:
        told = unread("too_big")
    ms = (time.perf_counter() - began) * 1_000
    return Read(f"{place}/{file.name}", key, reading_of(told, key), ms, told)
