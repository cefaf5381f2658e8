"""保存年限 - the first day on which something may go, in a year of any length."""

from datetime import date

import pytest

from madoguchi.core.retention import Retention, cutoff, fiscal_year, read_retention, release

TABLE = [
    # 年度: counted from 1 April after the fiscal year in which it was closed
    ("fiscal_year", 5, date(2020, 4, 1), date(2026, 4, 1)),
    ("fiscal_year", 5, date(2021, 3, 31), date(2026, 4, 1)),
    ("fiscal_year", 5, date(2021, 4, 1), date(2027, 4, 1)),
    ("fiscal_year", 1, date(2025, 1, 1), date(2026, 4, 1)),
    # 完結の翌日: the period ends with the day before the same day, and with the month where there is none
    ("closing", 5, date(2020, 11, 16), date(2025, 11, 17)),
    ("closing", 1, date(2024, 2, 29), date(2025, 3, 1)),
    ("closing", 4, date(2024, 2, 29), date(2028, 3, 1)),
    ("closing", 1, date(2023, 2, 28), date(2024, 2, 29)),
    ("closing", 3, date(2022, 12, 31), date(2026, 1, 1)),
]


def rule(since: str, years: int) -> Retention:
    return Retention(years, since, "見本")


@pytest.mark.parametrize(("since", "years", "closed", "day"), TABLE)
def test_the_first_day_on_which_it_may_go(since: str, years: int, closed: date, day: date) -> None:
    assert release(rule(since, years), closed) == day


@pytest.mark.parametrize(("since", "years", "closed", "day"), TABLE)
def test_the_list_for_the_night_leaves_out_nothing_that_may_go(since: str, years: int, closed: date, day: date) -> None:
    assert closed < cutoff(rule(since, years), day)


def test_a_fiscal_year_begins_in_april() -> None:
    assert (fiscal_year(date(2026, 3, 31)), fiscal_year(date(2026, 4, 1))) == (2025, 2026)


def test_a_procedure_may_have_a_rule_of_its_own_and_without_any_nothing_goes() -> None:
    own = {"retention": {"years": 3, "from": "closing", "status": "見本"}}
    town = {"retention": {"years": 5, "from": "fiscal_year", "drafts": 90, "status": "read", "source": "s1"}}
    assert read_retention(town, own) == Retention(3, "closing", "見本")
    assert read_retention(town, {}) == Retention(5, "fiscal_year", "read", 90, "s1")
    assert read_retention({}, {}) is None
