"""訳した版 - one edition in many languages: the words change, no rule does, and what is missing is seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.core.form import walk
from madoguchi.core.package.edition import Edition, build
from madoguchi.core.package.read import read_all
from madoguchi.core.say import Untold
from tests.core.package.good import broken, good

TODAY = date(2026, 11, 16)


def edition(**changed: tuple[str, str, str]) -> Edition:
    files = good()
    for file, old, new in changed.values():
        files = broken(files, file, old, new)
    data, faults = read_all(files)
    assert not faults
    return build(data, "digest")


@pytest.fixture(scope="module")
def english() -> Edition:
    return edition().spoken("en")


def test_every_word_of_the_form_and_of_the_flow_is_said(english: Edition) -> None:
    page = english.form.pages[0]
    assert (english.procedure.name, page.title, page.fields[0].label) == ("Sample procedure", "You", "Name")
    assert [option.label for option in page.fields[4].options] == ["Work", "Care"]
    assert english.flow.stations == ("Review", "Result")
    assert english.flow.by_status["waiting"].station == "Review"
    assert english.flow.by_step["correct"].label == "Correct"
    assert english.form.rules[0].say == "This day is yet to come."


def test_mistakes_carry_the_label_of_the_language(english: Edition) -> None:
    raw: dict[str, Any] = {"name": [""], "birth.y": ["2026"], "people": ["9"]}
    stop = walk(english.form, {}, english.scope(TODAY, {}))[0]
    said = {mistake.path: mistake.say for mistake in english.clean(stop, {}, raw, TODAY).mistakes}
    assert said["name"] == "Nameを入力してください。"
    assert said["name"].pattern == "{label}を入力してください。"
    assert said["people"].slots["label"] == "People"


def test_the_edition_stays_the_same_edition(english: Edition) -> None:
    japanese = edition()
    assert english.digest == japanese.digest
    assert english.form.pages[0].fields[0].when is japanese.form.pages[0].fields[0].when
    assert [field.id for _, field in english.form.fields()] == [field.id for _, field in japanese.form.fields()]


def test_it_is_made_once_for_each_language_and_readings_need_none() -> None:
    one = edition()
    assert one.spoken("en") is one.spoken("en")
    assert one.spoken("ja") is one
    assert one.spoken("ruby") is one


def test_a_text_that_is_missing_is_japanese_and_marked() -> None:
    told = edition(it=("texts/en.yaml", "  form.person.title: You\n", "")).spoken("en")
    assert told.form.pages[0].title == "あなた"
    assert isinstance(told.form.pages[0].title, Untold)
    assert isinstance(edition().spoken("ko").procedure.name, Untold)


def test_names_of_the_town_stay_until_the_town_gives_others() -> None:
    assert edition().spoken("en").form.pages[0].fields[3].options[0].label == "見本第一"
    texts = "procedure: pass\ntexts: {en: {choices.club.first.label: First Club, windows.april.label: From April}}\n"
    told = edition(it=("town.yaml", "procedure: pass\n", texts)).spoken("en")
    assert told.form.pages[0].fields[3].options[0].label == "First Club"
    assert told.form.pages[0].fields[2].options[0].label == "From April"
    assert told.town.windows[0].label == "From April"


def test_it_is_signed_off_only_when_every_file_of_the_language_is() -> None:
    signed = ("texts/en.yaml", "texts:\n", "reviewed: {by: 見本 訳子, on: 2026-11-16}\ntexts:\n")
    assert not edition().spoken("en").reviewed
    assert edition(it=signed).spoken("en").reviewed
    assert edition().reviewed
