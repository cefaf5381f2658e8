"""要配慮 - what a family told about a child's health is read by clerks with the permit, wherever it would stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from madoguchi.core.case import Clerk
from madoguchi.core.mask import PRIVATE
from madoguchi.store import cases, look, wall
from madoguchi.web import clock
from tests.web.marked import token, whole
from tests.web.visits import Visitor, hand_in, open_case, sign_in

pytestmark = pytest.mark.usefixtures("staff")

TOLD = ("目印のそば", "目印のじんましん", "目印の病院")


@pytest.fixture
def number(visit: Callable[[], Visitor]) -> str:
    """The number of a case of a child with an allergy."""
    reference = hand_in(visit(), children=2)
    with wall.inside("tama", write=True):
        answers = cases.get_application(reference).answers
        answers["children"][0] |= {
            "care": ["allergy"],
            "allergy_food": TOLD[0],
            "allergy_symptom": TOLD[1],
            "doctor": TOLD[2],
        }
        cases.amend(reference, answers, 0, clock.now())
    return f"{reference}-1"


@pytest.fixture(params=[(), ("money",), ("health",)], ids=lambda permits: permits[0] if permits else "none")
def permits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """What the clerk may read."""
    monkeypatch.setattr("madoguchi.store.look.protected._permits", lambda clerk: frozenset(request.param))
    return tuple(request.param)


def test_health_is_read_with_the_permit_alone(
    visit: Callable[[], Visitor], number: str, permits: tuple[str, ...]
) -> None:
    """On the case's page, beside a correction, on paper, and beside another child of the family."""
    clerk = visit()
    sign_in(clerk)
    page = open_case(clerk, number)
    sent = {"deed": "print", "sure": "1", "purpose": "review", "case": [f"{number}:0"], "query": ""}
    answers = [page.html, clerk.get(f"/tama/staff/case/{number[:-1]}2/").html]
    answers += [whole(clerk.client.post("/tama/staff/bulk/", {**sent, "csrfmiddlewaretoken": token(clerk)}))]
    found = {mark for mark in TOLD for answer in answers if mark in answer}
    assert found == (set(TOLD) if permits == ("health",) else set())
    assert (PRIVATE in page.html) is (permits != ("health",))


def test_a_clerk_without_any_permit_reads_none(visit: Callable[[], Visitor], number: str) -> None:
    """Fails closed: an account that says nothing of permits has none."""
    with wall.inside("tama"):
        nobody = Clerk(1, "uketsuke", "見本", ("clerk",))
        for viewer in (nobody, replace(nobody, roles=("admin",))):
            page = look.case_page(number, viewer)
            assert page
            assert not [mark for mark in TOLD if mark in str(page)]
