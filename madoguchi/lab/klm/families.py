"""家族 - who fills in: the families of a file, each whole, and each with the one mistake that a typical run makes."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

UNCHANGED: Final = "unchanged"


class Unknown(Exception):
    """The file of families says something that cannot be followed; the message names it."""


@dataclass(frozen=True)
class Family:
    """What is known of a family: its own words, by the keys of the file; `slip` is what it types wrongly at first.

    `before` is the family that it was when it applied last time, if it did.
    """

    name: str
    told: Mapping[str, Any]
    slip: Mapping[str, Any]
    before: Family | None = None

    @property
    def signs_in(self) -> bool:
        """Whether it says who it is, by the card of the guardian who applies."""
        return bool(self.told.get("signed_in"))

    def slipped(self) -> Family:
        """The same family with its mistake in place of the truth."""
        told = changed(self.told, {self.slip["field"]: self.slip["typed"]}) if self.slip else self.told
        return Family(self.name, told, {}, self.before)


@dataclass(frozen=True)
class Paper:
    """The baseline on paper: whose items, on how many forms, and how many of them are written again."""

    of: str
    forms: int
    repeated: int


def families(file: Path | None = None) -> tuple[dict[str, Family], Paper | None]:
    """Every family by name, and the baseline on paper, if the file has one. Raises Unknown."""
    text = (file or files(__package__).joinpath("personas.yaml")).read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    personas, paper = told.get("personas") or {}, told.get("paper")
    found = {name: _family(name, personas) for name in personas}
    return found, Paper(paper["from"], paper["forms"], paper["repeated_items"]) if paper else None


def _family(name: str, personas: Mapping[str, Any]) -> Family:
    own, before = dict(personas[name]), None
    if "from" in own:
        if own["from"] not in personas:
            raise Unknown(f"{name}: there is no family {own['from']}")
        before = _family(own["from"], personas)
        # As it is said of the older one, then what has changed since.
        told = changed({**personas[own["from"]], "error": {}}, own.pop("changes", {})) | own
    else:
        told = own
    if "child" in told:
        told["children"] = [told.pop("child")]
    slip = dict(told.pop("error", None) or {})
    if str(slip.get("field", "")).startswith("child."):
        slip["field"] = slip["field"].replace("child.", "children.0.", 1)
    return Family(name, told, slip, before)


def changed(told: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with other values at some places (`guardians.1.hours`). Raises Unknown for a place that is not there."""
    new: dict[str, Any] = copy.deepcopy(dict(told))
    for path, value in changes.items():
        if value == UNCHANGED:
            continue
        *way, last = path.split(".")
        here: Any = new
        try:
            for step in way:
                here = here[int(step)] if isinstance(here, list) else here[step]
            here[last] = value
        except (KeyError, IndexError, ValueError, TypeError):
            raise Unknown(f"no such place in a family: {path}") from None
    return new
