"""内定のあとの起案 - those whom a round has told first are decided by one docket; many of them by the worker."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core.selection import Round
from madoguchi.desk import publish
from madoguchi.desk.act import act
from madoguchi.desk.docket import carry, draft, sign
from madoguchi.desk.refusals import NotFound
from madoguchi.store import cases, notices
from tests.desk.test_docket import BUCHO, KACHO, KAKARI, as_is, do, proposed, town, wrong
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, now_is, passed, status_of, with_places, work
from tests.desk.test_thread import CLERK, NOW, RESIDENT

__all__ = ["town"]


def told_first(town: dict[str, Any], *changed: dict[str, str]) -> tuple[Round, list[str]]:
    """A decided round of a city that tells families first, and the children that it has told of a place."""
    files = with_places({**town, "town.yaml": {**town["town.yaml"], "steps": ["preselect"]}}, daini=9, aiwa=9)
    inside(publish.publish, files, NOW)
    every = [f"{passed(**one)}-1" for one in changed]
    moved, docket = proposed()
    for by in (KAKARI, KACHO, BUCHO):
        docket = do(sign.sign, docket, by=by)
    assert [status_of(one[:-2]) for one in every] == [["provisional"]] * len(every)
    return now_is(moved.id), every


def test_those_who_were_told_first_are_decided_by_one_docket_each_for_its_own_reason(town: dict[str, Any]) -> None:
    found, every = told_first(town, {}, FEWER)
    reasons = {one: inside(cases.get_case, one).reason for one in every}
    made = inside(draft.of_told, found.id, "approve", CLERK, NOW)
    work()
    docket = as_is(made.id)
    assert (docket.status, wrong(docket), docket.report["counts"]) == ("approval", {}, {"承認": 2})
    docket = do(sign.sign, do(sign.sign, docket, by=KAKARI), by=KACHO)
    assert (docket.status, docket.number) == ("decided", "児青第2号")
    for place, one in enumerate(sorted(every), start=1):
        letter = inside(notices.of_case, one)[-1]
        assert (letter.kind, letter.number) == ("approved", f"児青第2号の{place}")
        assert reasons[one] in letter.body
    with pytest.raises(NotFound):
        inside(draft.of_told, found.id, "approve", CLERK, NOW)


def test_many_cases_are_decided_by_the_worker_and_one_that_moved_is_left_and_named(
    town: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry, "EACH", 2)
    found, every = told_first(town, {}, FEWER, {"children__0__club_2": ""})
    made = inside(draft.of_told, found.id, "approve", CLERK, NOW)
    work()
    docket = do(sign.sign, as_is(made.id), by=KAKARI)
    inside(sign.sign, docket.id, as_is(docket.id).version, KACHO, NOW)
    assert [status_of(one[:-2]) for one in every] == [["provisional"]] * 3  # nobody waits before the page
    inside(act, every[1], "withdraw", RESIDENT, NOW)
    work()
    assert [status_of(one[:-2]) for one in every] == [["approved"], ["withdrawn"], ["approved"]]
    assert as_is(docket.id).progress == {"after": None, "done": 3, "of": 3, "gone": [every[1]]}
    assert inside(notices.of_case, every[2])[-1].number == "児青第2号の3"
