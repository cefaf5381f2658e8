"""見本の転記 - made-up cases as the made-up back office is to have them, composed as the desk composes real ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count, islice
from typing import Any, Final

from madoguchi.core.days import JST, jst_date
from madoguchi.core.handover import Handover
from madoguchi.core.package.edition import Edition, open_edition, pack
from madoguchi.core.package.read import read_all
from madoguchi.core.reference import reference
from madoguchi.core.transcript.compose import compose
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import places
from madoguchi.lab.handover import with_handover
from madoguchi.lab.sample.arrivals import main_window
from madoguchi.lab.sample.household import household
from madoguchi.lab.sample.typed import document_of, pages_of

TOWN: Final = "tama"
MOMENT: Final = datetime(2026, 11, 16, 10, tzinfo=JST)  # a window of the sample municipality is open


@dataclass(frozen=True)
class Made:
    """One case to be typed: the key it is searched by, and its fields in order, as a robot is given them."""

    key: str
    fields: Sequence[Mapping[str, str]]

    @property
    def typed(self) -> dict[str, str]:
        """By label, what the office must have."""
        return {field["label"]: field["typed"] for field in self.fields}

    def values(self, handover: Handover, op: str = "new", number: str = "") -> dict[str, Any]:
        """What the plug is asked to do."""
        told = {"op": op, "key": self.key, "number": number, "fields": list(self.fields), "script": handover.script}
        return {"municipality": TOWN, **told}


@cache
def edition(way: str = "robot") -> Edition:
    """The sample municipality's after-school clubs, handed over to the made-up office."""
    found = places(HOME / "procedures" / "gakudo", HOME, TOWN)
    files, _ = read_all({key: path.read_bytes() for key, path in found.items() if not key.startswith("tests/")})
    return open_edition(pack(with_handover(files, way=way)))


def handover() -> Handover:
    """Of that edition, the part that says how."""
    found = edition().handover
    assert found is not None  # with_handover has put it in
    return found


def made(number: int, seed: int = 1) -> Iterator[Made]:
    """So many cases that can be typed, always the same of a seed."""
    return islice(_all(seed), number)


def _all(seed: int) -> Iterator[Made]:
    it, how, day = edition(), handover(), jst_date(MOMENT)
    for serial in count(1):
        home = household(serial, seed, it.town, main_window(it.town, MOMENT), day)
        home.answers["contact_by"] = "none"
        for guardian in home.guardians:
            guardian["evidence_later"] = True  # papers are not typed
        document = document_of(it, pages_of(it, home.answers, day, home.dice), day)
        for branch in range(1, len(document[it.procedure.subjects]) + 1):
            whole = reference(day.year, serial)
            key = f"{whole}-{branch}"
            facts = {"id": key, "reference": whole, "branch": branch, "status": "received"}
            sheet = compose(how, document, it.scope(day, document), facts | {"received": day.isoformat()})
            if not sheet.faults:
                yield Made(key, sheet.fields)
