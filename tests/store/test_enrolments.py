"""在籍を残す - stays by day and place, and reports that replace each other."""

from datetime import UTC, date, datetime

import pytest

from madoguchi.core.enrolment import Absence, Report, Stay
from madoguchi.store import enrolments, wall

APRIL = date(2027, 4, 1)
NOW = datetime(2027, 4, 30, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def inside(house: object) -> object:
    with wall.inside("tama", write=True):
        yield


def test_those_who_have_a_place_on_a_day_are_found_by_place() -> None:
    for number, pool in enumerate(("aiwa", "aiwa", "kaitori")):
        enrolments.begin(Stay(f"c-{number}", "gakudo", pool, APRIL))
    enrolments.end("c-0", date(2027, 6, 30))
    assert [one.case for one in enrolments.at("gakudo", ["aiwa"], date(2027, 6, 30))] == ["c-0", "c-1"]
    assert [one.case for one in enrolments.at("gakudo", ["aiwa"], date(2027, 7, 1))] == ["c-1"]
    assert enrolments.at("gakudo", ["aiwa", "kaitori"], date(2027, 3, 31)) == ()


def test_a_place_ends_once() -> None:
    enrolments.begin(Stay("c", "gakudo", "aiwa", APRIL))
    assert (enrolments.end("c", date(2027, 6, 30)), enrolments.end("c", date(2027, 9, 30))) == (1, 0)
    assert enrolments.of_case("c") == (Stay("c", "gakudo", "aiwa", APRIL, date(2027, 6, 30)),)


def test_a_report_that_is_sent_again_takes_the_place_of_the_first() -> None:
    first = Report("gakudo", "aiwa", "2027-04", 40, 0, "club", NOW, (Absence("c-1", "long"), Absence("c-2", "rare")))
    again = Report("gakudo", "aiwa", "2027-04", 39, 1, "club", NOW, (Absence("c-2", "leaving"),))
    for told in (first, again):
        enrolments.report(told)
    assert enrolments.reports("gakudo", ["aiwa", "kaitori"], "2027-04") == {"aiwa": again}
    assert enrolments.reports("gakudo", ["aiwa"], "2027-05") == {}
