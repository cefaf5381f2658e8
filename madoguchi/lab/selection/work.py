"""役所の番 - what stands before and behind a round: all cases are passed; a family that waits gets a new secret."""

from __future__ import annotations

import json
from typing import Any, Final

from madoguchi.core.case import Actor
from madoguchi.desk import secret
from madoguchi.desk.act import act
from madoguchi.store import cases, rounds, wall
from madoguchi.web.clock import now

CLERK: Final = Actor("uketsuke", "clerk")
AT_ONCE: Final = 200  # cases in one transaction


def work(municipality: str, deed: str) -> None:
    """`pass` or `waiting`; prints JSON."""
    print(json.dumps({"pass": passed, "waiting": waiting}[deed](municipality)))


def passed(municipality: str) -> dict[str, int]:
    """Every case that can be is passed by a clerk; how many were."""
    with wall.inside(municipality):
        found = [one for reference in cases.references() for one in cases.cases_of(reference)]
    ids = [one.id for one in found if one.status == "received"]
    for first in range(0, len(ids), AT_ONCE):
        with wall.inside(municipality, write=True):
            act(ids[first : first + AT_ONCE], "pass", CLERK, now())
    return {"passed": len(ids)}


def waiting(municipality: str) -> dict[str, Any]:
    """An only child that waits after the last round because of its points: case, reference, and a new secret."""
    with wall.inside(municipality, write=True):
        found = rounds.all_of("gakudo")[0]
        made = rounds.run(found.run)
        assert made is not None  # it was decided
        alone = {one["id"] for one in made.document["applicants"] if "family" not in one}
        case_id = next(
            one["applicant"]
            for one in made.result["placements"]
            if one["pool"] is None and one["applicant"] in alone and one["reasons"][0]["code"] == "below"
        )
        case = cases.get_case(case_id)
        assert case is not None  # as in the round
        placements = made.result["placements"]
        told = {"children": len(placements), "placed": sum(one["pool"] is not None for one in placements)}
        told |= {"exceptions": len(made.result["exceptions"]), "families": len(made.document["families"])}
        return {"case": case_id, "reference": case.reference, "secret": secret.renew(case.reference), **told}
