"""取り込めなかった行 - mended and filed, tried again, set aside and taken up; each look and deed is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from madoguchi.core.case import Actor, Clerk
from madoguchi.desk import office, protect, publish, review
from madoguchi.desk.intake import mend
from madoguchi.desk.intake.keep import Emptied
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import cases, events, intakes, wall
from tests.desk.intake.files import CLERK, NOW, ROW, adds_up, brought, csv, filed, match, rows, titles
from tests.desk.test_thread import hand_in

SOMEBODY = Clerk(1, "uketsuke", "受付", ("clerk",))


def one_waiting(**changed: str) -> int:
    made = filed(csv([{**ROW, "受付番号": "", **changed}]))
    return intakes.rows(made.id, "quarantined", 1)[0].id


def steps(number: int) -> list[str]:
    row = intakes.row(number)
    assert row
    return [event.step for event in events.read(row.subject)]


def test_a_mended_row_is_filed_and_its_file_still_adds_up(tama: None) -> None:
    number = one_waiting()
    intake, _, said = mend.shown(number, SOMEBODY, NOW)
    assert said["子の名"] == "花子"
    row = mend.again(number, {**said, "受付番号": "L-0001"}, CLERK, NOW)
    assert (row.state, row.came) == ("filed", "L-0001")
    found = intakes.get(intake.id)
    assert found
    assert adds_up(found) == {"rows": 1, "filed": 1}
    assert steps(number) == ["view", "mend_row"]
    assert titles() == ["多摩 花子"]


def test_tried_again_without_a_change_it_waits_with_the_same_reason(tama: None) -> None:
    number = one_waiting()
    assert mend.again(number, None, CLERK, NOW).reason == "number"
    assert steps(number) == ["retry_row"]


def test_what_is_set_aside_has_words_and_can_be_taken_up_for_a_while(tama: None) -> None:
    number = one_waiting()
    with pytest.raises(Incomplete):
        mend.set_aside(number, " ", CLERK, NOW)
    assert mend.set_aside(number, "試しに送られたもの", CLERK, NOW).state == "aside"
    assert mend.take_up(number, CLERK, NOW).state == "quarantined"
    mend.set_aside(number, "試しに送られたもの", CLERK, NOW)
    assert mend.forget(NOW + timedelta(days=29)) == 0
    assert mend.forget(NOW + timedelta(days=31)) == 1
    with pytest.raises(NotFound):
        mend.take_up(number, CLERK, NOW)


def test_a_file_that_nobody_files_is_emptied_after_a_while(tama: None) -> None:
    made = brought(csv(rows(3)), known=match())
    assert mend.forget(NOW + timedelta(days=31)) == 3
    (row, *_) = intakes.rows(made.id, "waiting", 9)
    with pytest.raises(Emptied):
        mend.bring.words_of(made, row)
    found = intakes.get(made.id)
    assert found
    assert found.state == "dropped"


def test_a_file_brought_by_mistake_is_dropped(tama: None) -> None:
    made = brought(csv(rows(1)), known=match())
    mend.drop(made, CLERK, NOW)
    assert intakes.latest(["gakudo"], 9) == ()
    with pytest.raises(NotFound):
        mend.drop(filed(csv(rows(1))), CLERK, NOW)


def twins(reference: str) -> list[Any]:
    return [one for case in cases.cases_of(reference) for one in case.findings if one.code == "likely_twin"]


def test_the_same_child_by_two_channels_is_shown_on_both_and_never_merged(tama: None) -> None:
    """The other came by the form of our own, before anything was ever laid side by side."""
    online = hand_in()
    (case,) = cases.cases_of(online)
    child = {"子の姓": "見本", "子の名": "花子", "子のフリガナ": "ミホン ハナコ", "元号": "", "年": "2020"}
    application = cases.get_application(online)
    assert application
    year, month, day = application.answers["children"][0]["birth"].split("-")
    filed(csv([{**ROW, **child, "年": year, "月": month, "日": day}, *rows(3)[1:]]))
    (other,) = [one for one in cases.references() if one != online and twins(one)]
    assert twins(other)[0].evidence[0].by == f"申請 {online}"
    assert twins(online)[0].evidence[0].by == f"申請 {other}"
    assert len(titles()) == 4
    (finding,) = twins(online)
    review.say(case.id, finding.code, finding.fields, "fine", SOMEBODY, NOW)
    assert events.read(case.id)[-1].note["verdict"] == "fine"


def test_of_a_protected_family_others_learn_only_that_there_is_one(tama: None) -> None:
    filed(csv([ROW]))
    (first,) = cases.references()
    office.employ("uketsuke", "受付", ("clerk",), "a-long-password-of-a-test")
    protect.protect(first, ("uketsuke",), Actor("kessai", "decider"), NOW)
    filed(csv([{**ROW, "受付番号": "L-9"}]))
    (other,) = [one for one in cases.references() if one != first]
    (finding,) = twins(other)
    assert first not in str(finding)


def test_nobody_reads_or_moves_a_row_of_another_municipality(house: object, gakudo: dict[str, Any]) -> None:
    with wall.inside("tama", write=True):
        publish.publish(gakudo, NOW)
        number = one_waiting()
    with wall.inside("hachioji", write=True):
        assert intakes.row(number) is None
        with pytest.raises(NotFound):
            mend.again(number, None, CLERK, NOW)
