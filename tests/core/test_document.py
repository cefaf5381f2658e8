"""書類の様式 - a kind of paper as its issuer answers it: the codes of the paper, and nothing that only led on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.core import document, form
from madoguchi.core.document import Document
from madoguchi.core.fields import is_blank
from madoguchi.core.package.edition import build
from madoguchi.core.statement import is_free
from madoguchi.lab.firm import firm

TODAY = date(2026, 11, 16)


@pytest.fixture(scope="module")
def paper(gakudo: dict[str, Any]) -> Document:
    return build(gakudo).documents["work_certificate"]


def answered(paper: Document, **changed: str) -> dict[str, Any]:
    """The answers of a firm that types this in, page by page."""
    layout, answers, seen = paper.on(TODAY), {}, set()
    raw = {name: [text] for name, text in firm(**changed).items()}
    while stop := next((s for s in form.walk(layout, answers, document.scope(TODAY)) if s.slug not in seen), None):
        seen.add(stop.slug)
        cleaned = form.clean_stop(layout, stop, answers, raw, document.scope(TODAY))
        assert cleaned.ok, cleaned.mistakes
        answers = cleaned.answers
    return answers


def values(paper: Document, **changed: str) -> dict[str, Any]:
    return paper.values(paper.on(TODAY), answered(paper, **changed), TODAY)


def test_every_value_of_the_paper_is_asked_or_filled_in_but_the_guardians_own_box(paper: Document) -> None:
    asked = {one.id for _, one in paper.form.fields()}
    unasked = [code for code in paper.items if code not in asked and f"{code}_h" not in asked]
    assert [code for code in unasked if not code.startswith("child_")] == list(paper.given)


def test_values_are_those_that_a_reader_of_the_paper_would_give(paper: Document) -> None:
    told = values(paper)
    assert told["office_name"] == "株式会社見本"
    assert told["month_hours"] == 10_200
    assert told["month_break"] == 1200
    assert told["weekdays"] == ["月", "火", "水", "木", "金"]
    assert (told["weekday_start"], told["weekday_end"], told["weekday_break"]) == ("09:00", "17:30", 60)
    assert (told["record_1_month"], told["record_1_days"]) == ("2026-10", 20)
    assert (told["term"], told["contract_start"], told["return_state"]) == ("無期", "2015-04-01", "復職済み")
    assert not [code for code in told if code not in paper.items or is_blank(told[code])]


def test_who_works_in_shifts_is_asked_otherwise(paper: Document) -> None:
    shifts = {
        "variable_unit": "月間",
        "variable_hours_h": "120",
        "variable_hours_m": "30",
        "variable_days_unit": "月間",
    }
    more = {"variable_days": "15", "main_start": "1000", "main_end": "1800"}
    told = values(paper, hours_style="シフト制などで変わる", **shifts, **more)
    assert (told["variable_hours"], told["variable_days"], told["main_end"]) == (7230, 15, "18:00")
    assert not {"weekdays", "month_hours", "days_per_month"} & told.keys()
    assert "week" not in paper.with_weeks(told)


@pytest.mark.parametrize("half", ["yes", ""])
def test_half_a_day_is_ticked_beside_the_whole_ones(paper: Document, half: str) -> None:
    told = values(paper, days_per_month_half=half, days_per_week="4", days_per_week_half=half)
    assert (told["days_per_month"], told["days_per_week"]) == ((19.5, 4.5) if half else (19, 4))
    lines = {line.label: line.shown for _, block in paper.lines(told) for line in block}
    assert lines["1か月に働く日数"] == ("19.5日" if half else "19日")


def test_more_days_than_a_week_has_are_told(paper: Document) -> None:
    answers = {**answered(paper), "days_per_week": 7, "days_per_week_half": True}
    told = form.mistakes_of(paper.on(TODAY), answers, document.scope(TODAY))
    assert [one.path for one in told] == ["days_per_week_half"]


def test_fixed_days_make_a_week_for_a_form_that_asks_for_one(paper: Document) -> None:
    more = {"weekdays.土": "yes", "saturday_start": "0900", "saturday_end": "1200"}
    week = paper.with_weeks(values(paper, **more))["week"]
    assert (week["mon"], week["sat"]) == ({"start": "09:00", "end": "17:30"}, {"start": "09:00", "end": "12:00"})
    assert list(week) == ["mon", "tue", "wed", "thu", "fri", "sat"]


def test_an_end_before_its_beginning_is_told(paper: Document) -> None:
    layout = paper.on(TODAY)
    answers = {**answered(paper), "term": "有期", "contract_end": "2014-01-01", "renewal": "有"}
    told = form.mistakes_of(layout, answers, document.scope(TODAY))
    assert [one.path for one in told] == ["contract_end"]


def test_the_months_of_a_record_are_the_last_ones(paper: Document) -> None:
    months = next(one for _, one in paper.on(TODAY).fields() if one.id == "record_1_month")
    assert [option.id for option in months.options][:2] == ["2026-10", "2026-09"]
    assert len(months.options) == document.MONTHS


def test_a_clerk_reads_it_under_the_titles_of_its_pages(paper: Document) -> None:
    told = {**values(paper), "addressee": "見本市長", "cert_date": "2026-11-16"}
    blocks = {title: {line.label: line.shown for line in lines} for title, lines in paper.lines(told)}
    assert blocks[""] == {"宛先": "見本市長", "証明日": "2026年11月16日"}
    assert blocks["1か月の時間と日数"]["1か月の合計時間"] == "170時間0分"
    assert blocks["最近3か月の実績"]["1つ目の月"] == "2026年10月"
    assert blocks["曜日と時間"]["働く曜日"] == "月・火・水・木・金"
    assert "働き方" not in blocks


def test_in_english_the_answers_are_the_same(paper: Document) -> None:
    spoken = paper.spoken(paper.on(TODAY), "en")
    field = next(one for _, one in spoken.fields() if one.id == "term")
    assert (field.label, field.labels) == ("Term of employment", {"無期": "Without a limit", "有期": "Limited"})


@pytest.mark.parametrize(("written", "valid"), [("2026-08-16", True), ("2026-08-15", False), ("", False)])
def test_a_later_application_takes_it_over_while_it_is_valid(paper: Document, written: str, valid: bool) -> None:
    assert document.valid_on(paper, written, TODAY) is valid


@pytest.mark.parametrize(
    ("domain", "free"),
    [("gmail.com", True), ("mail.gmail.com", True), ("notgmail.com", False), ("mihon.example.jp", False)],
)
def test_a_domain_is_free_with_all_below_it(domain: str, free: bool) -> None:
    assert is_free(domain, {"gmail.com"}) is free
