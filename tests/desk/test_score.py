"""Points stand with each case from the moment it is handed in, and a round rests on two computations."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from madoguchi.core.mask import PRIVATE, Mask, uncounted
from madoguchi.core.points import rank
from madoguchi.desk import ask, publish, score
from madoguchi.desk.act import act
from madoguchi.store import cases, editions, scores
from madoguchi.store.errors import OutsideTheWall
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT, hand_in

Files = dict[str, Any]


def with_rules(gakudo: Mapping[str, Any], **changes: Any) -> Files:
    """The package with something else in the municipality's tables."""
    files = deepcopy(dict(gakudo))
    files["town/points.yaml"] = {**files["town/points.yaml"], **changes}
    return files


def mended(reference: str, days: str, later: timedelta = timedelta()) -> None:
    """A clerk asks, and the family corrects, how many days the mother works."""
    case = cases.cases_of(reference)[0]
    act(case.id, "return", CLERK, NOW, fields=("guardians.0.work_days",), message="確かめてください")
    assert not ask.correct(case.id, {"guardians.0.work_days": [days]}, RESIDENT, NOW + later)[1].mistakes


def totals(reference: str) -> list[str]:
    return [str(kept.score.total) for kept in scores.of(reference).values()]


def test_each_case_has_its_points_and_why(tama: None) -> None:
    reference = hand_in(children=2)
    assert totals(reference) == ["27", "25"]
    kept = scores.of(reference)[1]
    assert kept.edition == cases.cases_of(reference)[0].edition
    assert kept.score.why == (
        "保護者1は、「月20日以上・1日7時間以上の就労」に当たるので、20点です(見本 別表1の1)。",
        "お子さんは、学年が1年生なので、6点です(見本 別表2の1)。",
        "お子さんは、「きょうだいで申し込む」に当たるので、1点です(見本 別表2の5)。",
    )


def test_a_correction_changes_the_points(tama: None) -> None:
    reference = hand_in(guardians__0__work_days="8")
    assert totals(reference) == ["8"]
    mended(reference, "20")
    assert totals(reference) == ["26"]


def test_a_correction_after_the_last_day_for_changes_changes_no_points(in_tama: None, gakudo: dict[str, Any]) -> None:
    until = {"day": "start", "until": NOW.date().isoformat(), "source": "mihon"}
    publish.publish(with_rules(gakudo, reference=until), NOW)
    late, timely = hand_in(guardians__0__work_days="8"), hand_in(guardians__0__work_days="8")
    mended(late, "20", timedelta(days=1))
    mended(timely, "20")
    assert (totals(late), totals(timely)) == (["8"], ["26"])
    twice = score.scored_again(cases.cases_of(late)[0].edition, [late, timely])
    assert twice.differences == ()
    assert [str(one.total) for one in twice.scores.values()] == ["8", "26"]


def test_points_of_a_decided_case_stay(tama: None) -> None:
    reference = hand_in(children=2, guardians__0__work_days="8")
    first, second = cases.cases_of(reference)
    before = totals(reference)
    for step, by in (("pass", CLERK), ("approve", DECIDER)):
        act(second.id, step, by, NOW, reason="見本", place="daini")
    mended(first.reference, "20")
    assert totals(reference)[0] != before[0]
    assert totals(reference)[1] == before[1]


def test_a_city_without_tables_gives_no_points(in_tama: None, gakudo: dict[str, Any]) -> None:
    publish.publish({name: data for name, data in gakudo.items() if name != "town/points.yaml"}, NOW)
    reference = hand_in()
    assert scores.of(reference) == {}
    assert score.scored_again(cases.cases_of(reference)[0].edition, [reference]).scores == {}


def test_points_are_read_by_nobody_outside() -> None:
    with pytest.raises(OutsideTheWall):
        scores.of("R8-000001")


def test_stored_applications_are_scored_twice_before_a_round(tama: None) -> None:
    references = [hand_in(), hand_in(children=2, single_parent="single"), hand_in(guardians__1__work_days="12")]
    digest = cases.cases_of(references[0])[0].edition
    twice = score.scored_again(digest, references)
    assert twice.differences == ()
    assert len(twice.scores) == 4
    best = min(twice.scores, key=lambda key: rank(twice.scores[key]))
    assert best == (references[1], 1)


def test_tables_that_are_not_those_of_the_edition_are_found_out(tama: None, gakudo: dict[str, Any]) -> None:
    reference = hand_in()
    application = cases.get_application(reference)
    assert application is not None
    handed = [(reference, application.answers, date(2026, 11, 16))]
    edition = editions.opened(application.edition)
    assert score.scored_twice(edition, gakudo, handed).differences == ()
    other = deepcopy(dict(gakudo))
    other["town/points.yaml"]["tables"][0]["rows"][0]["points"] = 21
    told = score.scored_twice(edition, other, handed).differences
    assert [one.table for one in told] == ["guardian", "total"]
    assert told[0].reference == reference


def test_who_may_not_see_an_answer_sees_no_row_that_rests_on_it(tama: None) -> None:
    reference = hand_in()
    kept = scores.of(reference)[1]
    rules = editions.opened(kept.edition).points
    assert rules is not None
    assert uncounted(kept.score, rules, Mask()) == kept.score
    seen = uncounted(kept.score, rules, Mask({"guardians.work_days": PRIVATE}))
    assert seen.total == kept.score.total
    assert {line.say for line in seen.parts[0].lines} == {PRIVATE}
    assert not [line.saw for line in seen.parts[0].lines if line.saw]
    assert seen.parts[1] == kept.score.parts[1]
