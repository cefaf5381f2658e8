"""照合していないもの - what of a case nothing was laid beside by machine, so that a person knows to do it by hand."""

from __future__ import annotations

from typing import Final

from madoguchi.core import register
from madoguchi.core.case import Application, Case
from madoguchi.core.evidence import ARREARS, OTHER, RESIDENTS
from madoguchi.core.package.edition import Edition
from madoguchi.store import attachments, reviews, wall

from .review import registers

PAPERS: Final = "書類"
_NAMES: Final = {register.RESIDENTS: RESIDENTS, register.ARREARS: ARREARS}


def unmet(case: Case, application: Application, edition: Edition) -> tuple[str, ...]:
    """By their names on screen: papers that nobody read, other applications, and registers that this house has not.

    A register that was asked and did not answer is a finding of its own.
    """
    found = []
    files = attachments.bound_to(application.reference)
    if edition.paper_files and any(not one.says for one in files.values()):
        found.append(PAPERS)
    if edition.across.rules and reviews.look_of(case.id) is None:
        found.append(OTHER)
    people = registers()
    there = people.registers(wall.current()) if people else ()
    asked = dict.fromkeys(name for of in edition.across.people for name in of.registers)
    return (*found, *(_NAMES[name] for name in asked if name not in there))
