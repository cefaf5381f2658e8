"""国の悉皆調査の写し - the state's survey as published, packed, and the file of everyday words; for all floors."""

from __future__ import annotations

import csv
import io
import lzma
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from madoguchi.core.catalogue import Entry, Synonyms, of_survey, synonyms
from madoguchi.core.package.read import read

HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Source:
    """Whose rows these are: credit, the day they were published, and what was left out of them."""

    credit: str
    published: str
    about: str


@cache
def source() -> Source:
    """What must be said wherever the rows are shown."""
    told, faults = read("source.yaml", (HERE / "source.yaml").read_bytes())
    assert told is not None, faults
    return Source(**{name: str(told.data[name]) for name in ("credit", "published", "about")})


def rows() -> list[dict[str, str]]:
    """Every row with every column, as it came."""
    text = lzma.decompress((HERE / "state.csv.xz").read_bytes()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def entries() -> tuple[Entry, ...]:
    """The rows as entries."""
    return tuple(of_survey(rows()))


@cache
def everyday() -> Synonyms:
    """The file of everyday words."""
    lines = csv.reader(io.StringIO((HERE / "everyday.csv").read_text(encoding="utf-8")))
    return synonyms((line[0], line[1]) for line in lines if len(line) == 2 and not line[0].startswith("#"))
