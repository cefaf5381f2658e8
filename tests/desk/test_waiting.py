"""While a child waits: papers that change make the line anew with the same lots; a free club nearby may be added."""

from __future__ import annotations

import json
from typing import Any

import pytest

from madoguchi.core.flow import NotAllowed
from madoguchi.core.selection import Round, Stopped
from madoguchi.desk import ask, nearby, office, protect, publish, rerank, select, vacancy
from madoguchi.desk.act import act
from madoguchi.desk.refusals import NotFound
from madoguchi.store import cases, events, rounds, scores, tables, wall
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, decided, now_is, passed, placed, take, with_places
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT, typed
from tests.places import Owner

SURELY = {"children__0__club_2": ""}
DAYS = ("guardians.0.work_days", "guardians.1.work_days")


@pytest.fixture
def line(house: object, gakudo: dict[str, Any]) -> tuple[Round, list[str]]:
    """A decided round: 第二小 has one place and two children wait in order; of the clubs near, 19 has one place."""
    inside(publish.publish, with_places(gakudo, daini=1, aiwa=0, mihon19=1, mihon20=0, mihon21=0), NOW)
    first = passed(**SURELY)
    _ = [passed(**SURELY, **FEWER) for _ in range(2)]
    found = decided(take(select.verify, placed()))
    pools = inside(rounds.run, found.run).result["pools"]
    return found, [f"{first}-1", *next(one["waiting"] for one in pools if one["id"] == "daini")]


def next_ones(found: Round, *gone: str, **seats: int) -> list[tuple[str, str]]:
    return [(one.case, one.pool) for one in inside(vacancy.next_ones, now_is(found.id), gone, seats)]


def better_papers(case: str) -> None:
    """A clerk asks for the certificate anew, the family corrects the days of work; the case waits all the while."""
    inside(act, case, "ask_again", CLERK, NOW, fields=DAYS, message="証明書が変わったため")
    _, cleaned = inside(ask.correct, case, typed(**SURELY), RESIDENT, NOW)
    assert cleaned.mistakes == ()
    assert inside(cases.get_case, case).status == "waiting"


def test_new_papers_move_a_child_up_and_offers_follow(line: tuple[Round, list[str]]) -> None:
    found, (has, first, second) = line
    with pytest.raises(Stopped, match="S15"):
        take(rerank.keep, found)
    better_papers(second)
    assert next_ones(found, has) == [(first, "daini")], "not before it is on record"
    again = inside(rerank.again, found)
    assert (again.before["daini"], again.after["daini"], again.moved) == ((first, second), (second, first), ("daini",))
    assert list(again.points) == [second]
    with pytest.raises(NotAllowed):
        take(rerank.keep, found, by=DECIDER)
    found = take(rerank.keep, found)
    assert (found.status, inside(rounds.reranked, found).kind) == ("decided", "rerank")
    assert [one.kind for one in inside(rounds.runs, found)] == [""], "a line is no run that gave places"
    assert next_ones(found, has) == [(second, "daini")]
    kept = inside(scores.of, second.rpartition("-")[0])[1].score
    assert kept.total == again.points[second][1]
    with wall.inside("tama"):
        assert events.verify() == ()
        assert events.read(found.subject)[-1].step == "rerank"
    with pytest.raises(Stopped, match="S15"):
        take(rerank.keep, found)


def test_a_line_that_somebody_wrote_over_is_not_used(line: tuple[Round, list[str]], owner: Owner) -> None:
    found, (has, _, second) = line
    better_papers(second)
    found = take(rerank.keep, found)
    with wall.inside("tama"):
        row = tables.Run.objects.get(kind="rerank")
        document = row.document
    document["applicants"][0]["values"]["total"] = 99
    owner.execute("UPDATE store_run SET document = %s WHERE id = %s", json.dumps(document), row.pk)
    with pytest.raises(Stopped, match="S11"):
        next_ones(found, has)


def near(case: str) -> list[tuple[str, int, bool]]:
    found = inside(cases.get_case, case)
    clubs = inside(nearby.clubs, found, inside(cases.get_application, found.reference))
    return [(one.pool, one.free, one.added) for one in clubs]


def test_a_free_club_nearby_is_added_and_offered_after_all_who_listed_it(line: tuple[Round, list[str]]) -> None:
    found, (has, first, second) = line
    assert near(has) == []
    assert near(second) == [("mihon19", 1, False)]
    with pytest.raises(NotFound):
        inside(nearby.add, second, "mihon20", RESIDENT, NOW)
    better_papers(second)
    for case in (second, first):
        inside(nearby.add, case, "mihon19", RESIDENT, NOW)
        inside(nearby.add, case, "mihon19", RESIDENT, NOW)
    assert near(second) == [("mihon19", 1, True)]
    with wall.inside("tama"):
        assert [event.step for event in events.read(second)].count("add_wish") == 1
    assert next_ones(found) == [(first, "mihon19")], "by points, ties and lots, not by who was faster"
    take(rerank.keep, found)
    assert next_ones(found) == [(second, "mihon19")]
    assert next_ones(found, has) == [(second, "daini"), (first, "mihon19")], "what was listed comes first"
    (offered,) = inside(vacancy.offer, found.id, [], {}, CLERK, NOW)
    assert (offered.case, offered.added) == (second, True)
    inside(act, second, "accept", RESIDENT, NOW, channel="web")
    inside(act, second, "give", DECIDER, NOW, reason="近くのクラブに空きがあるため")
    assert (near(first), next_ones(found)) == ([("mihon19", 0, True)], [])


def test_whoever_opens_the_page_of_a_protected_family_learns_of_no_club_near_it(
    line: tuple[Round, list[str]],
) -> None:
    _, (_, first, _) = line
    inside(office.employ, CLERK.name, "見本 受付", ("clerk",), "x1y2z3-only-for-tests")
    inside(protect.protect, first.rpartition("-")[0], [CLERK.name], DECIDER, NOW)
    assert near(first) == []
    with pytest.raises(NotFound):
        inside(nearby.add, first, "mihon19", RESIDENT, NOW)


def test_a_correction_that_is_awaited_stays_open_when_a_club_is_added(line: tuple[Round, list[str]]) -> None:
    _, (_, first, _) = line
    inside(act, first, "ask_again", CLERK, NOW, fields=("guardians.1.work_days",), message="証明書が変わったため")
    inside(nearby.add, first, "mihon19", RESIDENT, NOW)
    assert inside(ask.asked, first).ask.state == "open"
