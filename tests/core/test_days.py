"""日付 - the calendar as the law counts it."""

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core import days

DATES = st.dates().map(lambda day: day.isoformat()).filter(lambda day: "1900" < day < "2200")


def test_a_child_born_on_1_april_belongs_to_the_older_year():
    assert days.school_grade("2020-04-01", "2026-04-01") == 1
    assert days.school_grade("2020-04-02", "2026-04-01") == 0
    assert days.school_grade("2020-04-02", "2027-04-01") == 1


def test_the_grade_changes_on_1_april_and_not_a_day_before():
    assert days.school_grade("2019-06-14", "2027-03-31") == 1
    assert days.school_grade("2019-06-14", "2027-04-01") == 2


@given(DATES, DATES)
def test_a_day_later_never_lowers_the_grade(birth: str, on: str):
    assert days.school_grade(birth, days.add_days(on, 1)) >= days.school_grade(birth, on)


def test_the_last_day_stands_in_for_a_missing_one():
    assert days.add_months("2027-01-31", 1) == "2027-02-28"
    assert days.add_months("2028-01-31", 1) == "2028-02-29"
    assert days.add_months("2027-03-15", -3) == "2026-12-15"


@given(DATES, st.integers(-400, 400))
def test_days_between_undoes_add_days(day: str, count: int):
    assert days.days_between(day, days.add_days(day, count)) == count


def test_work_through_the_night_meets_only_the_bands_it_passes():
    assert not days.overlaps("22:00", "07:00", "15:00", "17:00")
    assert days.overlaps("22:00", "07:00", "06:00", "08:00")
    assert days.overlaps("16:59", "01:00", "15:00", "17:00")


def test_touching_a_band_is_not_overlapping_it():
    assert not days.overlaps("09:00", "15:00", "15:00", "17:00")
    assert days.overlaps("09:00", "15:01", "15:00", "17:00")
    assert not days.overlaps("17:00", "20:00", "15:00", "17:00")


def test_the_length_of_a_night_shift_crosses_midnight():
    assert days.length("22:00", "07:00") == 9 * 60
    assert days.length("09:00", "17:30") == 8 * 60 + 30
