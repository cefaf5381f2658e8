"""見本の引き渡し - a procedure handed over to the made-up back office, which no real municipality uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from madoguchi.core.handover import ROBOT, TRANSCRIPT
from madoguchi.core.package.read import read_sources
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import of_system

HANDOVER: Final[Mapping[str, Any]] = {
    "system": "mihon",
    "way": "robot",
    "after": ["submit"],
    "ends": ["withdrawn", "refused", "revoked"],
    "by_hand": 540,  # of the 52 minutes of a case, those that a robot saved where it was measured (43 were left)
}


def known(procedure: str) -> bool:
    """Whether the made-up back office takes a procedure."""
    return TRANSCRIPT in of_system(HOME, procedure, HANDOVER["system"])


def with_handover(files: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """The parsed files of an edition, with a handover as HANDOVER says; `changes` take the place of its keys."""
    told = {**HANDOVER, **changes}
    lying = of_system(HOME, files["procedure.yaml"]["id"], told["system"])
    sources, _ = read_sources({key: path.read_bytes() for key, path in lying.items()})
    system = {key: source.data for key, source in sources.items() if key != ROBOT or told["way"] == "robot"}
    return {**files, **system, "town.yaml": {**files["town.yaml"], "handover": told}}
