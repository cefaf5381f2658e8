"""The months after: a child that was admitted leaves, its place is free, and what is handed in about it is its own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.commands._packages import examine_folder
from madoguchi.core.selection import Round
from madoguchi.desk import apply, ask, follow, gather, office, protect, publish, select, submit, vacancy
from madoguchi.desk.act import act
from madoguchi.desk.refusals import NoStay, NotFound, Unconfirmed
from madoguchi.store import cases, drafts, enrolments, notices, protections, wall
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, passed, take, verified, with_places
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT

HOME = Path(__file__).resolve().parent.parent.parent
APRIL, JULY = date(2027, 4, 1), date(2027, 7, 31)
SURELY = {"children__0__club_2": ""}


@pytest.fixture(scope="session")
def packages() -> dict[str, dict[str, Any]]:
    """The procedures that follow an admission, as their folders have them."""
    found = {}
    for name in ("gakudo_leave", "gakudo_change", "gakudo_extension", "gakudo_reduction"):
        report = examine_folder(HOME / "procedures" / name, "tama", HOME).report
        assert not report.faults
        found[name] = dict(report.files)
    return found


@pytest.fixture
def line(house: object, gakudo: dict[str, Any], packages: dict[str, dict[str, Any]]) -> tuple[Round, str, str]:
    """A decided round of one place: the child that has it, and the one that is next."""
    inside(publish.publish, with_places(gakudo, daini=1, aiwa=0), NOW)
    for files in packages.values():
        inside(publish.publish, files, NOW)
    has, waits = passed(**SURELY), passed(**SURELY, **FEWER)
    found = take(gather.approve, take(select.propose, verified()), by=DECIDER)
    return found, f"{has}-1", f"{waits}-1"


def handed_in(case: str, procedure: str = "gakudo_leave", **changed: Any) -> str:
    """What the family hands in after it was begun from the child's status page."""
    with wall.inside("tama", write=True):
        key = follow.begin(case, procedure, None, NOW)
        draft = apply.open_draft(key)
        more = {"last_day": JULY.isoformat(), "truth": True, **changed}
        drafts.save(key, {**draft.answers, **more}, {}, draft.version, {}, NOW)
        drafts.unconfirmed(key, ())
        return submit.submit(key, f"key-{key}", NOW).reference


def held(case: str) -> list[tuple[str, date, date | None]]:
    return [(one.pool, one.since, one.until) for one in inside(enrolments.of_case, case)]


def test_what_is_known_of_the_child_comes_along_and_waits_for_a_word(line: tuple[Round, str, str]) -> None:
    _, has, _ = line
    key = inside(follow.begin, has, "gakudo_leave", None, NOW)
    draft = inside(apply.open_draft, key)
    known = ("admission", "name", "kana", "birth", "guardian")
    assert [draft.answers[name] for name in known] == [has, "見本 花子", "ミホン ハナコ", "2020-06-14", "見本 優子"]
    assert draft.unconfirmed == ("child", "contact")
    inside(drafts.save, key, {**draft.answers, "last_day": "2027-07-31", "truth": True}, {}, draft.version, {}, NOW)
    with pytest.raises(Unconfirmed):
        inside(submit.submit, key, "one", NOW)


def test_only_of_an_admitted_child_something_follows(line: tuple[Round, str, str]) -> None:
    _, has, waits = line
    offered = [one.procedure.id for one in inside(follow.offered, inside(cases.get_case, has))]
    assert sorted(offered) == ["gakudo_change", "gakudo_extension", "gakudo_leave", "gakudo_reduction"]
    assert inside(follow.offered, inside(cases.get_case, waits)) == ()
    for case, procedure in ((waits, "gakudo_leave"), (has, "gakudo"), (has, "nothing")):
        with pytest.raises(NotFound):
            inside(follow.begin, case, procedure, None, NOW)


def test_the_place_ends_on_the_day_that_the_family_named_and_is_free_for_the_next(
    line: tuple[Round, str, str],
) -> None:
    found, has, waits = line
    left = handed_in(has)
    assert held(has) == [("daini", APRIL, None)], "what was handed in changes nothing before somebody has read it"
    assert inside(vacancy.next_ones, found, (), {}) == ()
    inside(act, f"{left}-1", "file", CLERK, NOW)
    assert held(has) == [("daini", APRIL, JULY)]
    assert [len(inside(enrolments.at, "gakudo", ["daini"], day)) for day in (JULY, JULY + timedelta(days=1))] == [1, 0]
    assert [one.case for one in inside(vacancy.next_ones, found, (), {})] == [waits]
    letter = inside(notices.of_case, f"{left}-1")[-1]
    assert (letter.kind, "2027年7月31日" in letter.body) == ("filed", True)
    assert inside(follow.offered, inside(cases.get_case, has)) == (), "who has left has nothing more to follow"


def test_a_place_that_is_given_on_is_no_second_time_free(line: tuple[Round, str, str]) -> None:
    found, has, waits = line
    inside(act, f"{handed_in(has)}-1", "file", CLERK, NOW)
    inside(vacancy.offer, found.id, (), {}, CLERK, NOW)
    inside(act, waits, "accept", RESIDENT, NOW)
    inside(act, waits, "give", DECIDER, NOW, reason="空きが出たため")
    assert held(waits) == [("daini", APRIL, None)]
    assert inside(vacancy.next_ones, found, (), {}) == ()


@pytest.mark.parametrize("changed", [{"admission": "2026-999999-A-1"}, {"admission": "花子"}, {"name": "別見本 太郎"}])
def test_a_number_of_nobody_or_of_another_child_ends_no_place(
    line: tuple[Round, str, str], changed: dict[str, str]
) -> None:
    _, has, _ = line
    left = handed_in(has, **changed)
    with pytest.raises(NoStay):
        inside(act, f"{left}-1", "file", CLERK, NOW)
    assert held(has) == [("daini", APRIL, None)]
    assert inside(cases.get_case, f"{left}-1").status == "received"


def test_the_family_mends_the_number_when_it_is_asked(line: tuple[Round, str, str]) -> None:
    _, has, _ = line
    left = f"{handed_in(has, admission='花子')}-1"
    inside(act, left, "return", CLERK, NOW, fields=("admission",), message="番号を確かめてください")
    inside(ask.correct, left, {"admission": [has]}, RESIDENT, NOW)
    inside(act, left, "file", CLERK, NOW)
    assert held(has)[0][2] == JULY


def test_a_second_notification_of_the_same_child_is_not_filed(line: tuple[Round, str, str]) -> None:
    _, has, _ = line
    first, second = handed_in(has), handed_in(has, last_day="2027-08-31")
    inside(act, f"{first}-1", "file", CLERK, NOW)
    with pytest.raises(NoStay):
        inside(act, f"{second}-1", "file", CLERK, NOW)
    assert held(has)[0][2] == JULY


def test_other_follow_ups_leave_the_place_alone(line: tuple[Round, str, str]) -> None:
    _, has, _ = line
    more = {"what": ["household"], "since": "2026-11-10", "detail": "弟が生まれた"}
    changed = handed_in(has, "gakudo_change", **more)
    inside(act, f"{changed}-1", "file", CLERK, NOW)
    assert (inside(cases.get_case, f"{changed}-1").outcome, held(has)) == ("filed", [("daini", APRIL, None)])


def test_a_refused_extension_says_why_and_what_can_be_done(line: tuple[Round, str, str]) -> None:
    _, has, _ = line
    asked = {"how": "monthly", "since": "2026-12-01", "why": "仕事", "picks_up": True, "email": "mihon@example.jp"}
    case = f"{handed_in(has, 'gakudo_extension', **asked)}-1"
    inside(act, case, "pass", CLERK, NOW)
    inside(act, case, "refuse", DECIDER, NOW, reason="迎えの時刻に間に合わないため")
    letter = inside(notices.of_case, case)[-1]
    assert all(part in letter.body for part in ("迎えの時刻に間に合わないため", "審査請求", "行政手続条例第8条"))


def test_what_a_protected_family_hands_in_is_hidden_from_the_first_moment(line: tuple[Round, str, str]) -> None:
    _, has, _ = line
    inside(office.employ, CLERK.name, "見本 受付", ("clerk",), "x1y2z3-only-for-tests")
    inside(protect.protect, has.rpartition("-")[0], [CLERK.name], DECIDER, NOW)
    known = inside(protections.of, handed_in(has))
    assert known
    assert known.clerks == (CLERK.name,)
