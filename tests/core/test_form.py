"""様式 - the walk through the pages and what a page makes of its inputs."""

import jsonschema_rs
import pytest

from madoguchi.core import form
from madoguchi.core.fields import Option

BASE = {"town": {}, "today": "2026-11-16", "start": "2027-04-01"}
FILE = {
    "pages": [
        {
            "id": "child",
            "title": "お子さん",
            "fields": [
                {"id": "name", "kind": "text", "label": "名前", "required": True},
                {"id": "count", "kind": "choice", "label": "人数", "required": True, "options": {"from": "counts"}},
            ],
        },
        {
            "id": "parent",
            "title": "保護者",
            "repeat": {"group": "parents", "count": "count", "max": 2},
            "fields": [
                {"id": "reason", "kind": "choice", "label": "理由", "required": True, "options": {"from": "reasons"}},
                {"id": "days", "kind": "number", "label": "日数", "required": True, "when": 'this.reason == "work"'},
                {"id": "least", "kind": "number", "label": "最低", "when": 'this.reason == "work"'},
            ],
        },
        {
            "id": "last",
            "title": "最後",
            "when": 'parents.exists(p, p.reason == "work")',
            "fields": [{"id": "word", "kind": "text", "label": "一言"}],
        },
    ],
    "rules": [
        {
            "id": "order",
            "at": "least",
            "when": "this.days != null && this.least != null && this.least > this.days",
            "say": "日数より多いです。",
        }
    ],
}
CHOICES = {
    "counts": (Option("1", "1人"), Option("2", "2人")),
    "reasons": (Option("work", "仕事"), Option("care", "介護")),
}
FORM = form.read_form(FILE, CHOICES, form.names_of(FILE["pages"], ()))
WHOLE = {
    "name": "見本 花子",
    "count": "2",
    "parents": [{"reason": "work", "days": 20, "least": None}, {"reason": "care", "days": None, "least": None}],
    "word": "",
}


def slugs(answers: dict) -> list[str]:
    return [stop.slug for stop in form.walk(FORM, answers, BASE)]


def clean(slug: str, answers: dict, **raw: str) -> form.Cleaned:
    stop = next(stop for stop in form.walk(FORM, answers, BASE) if stop.slug == slug)
    posted = {name.replace("__", "."): [text] for name, text in raw.items() if name != "shown"}
    shown = {form_shown: raw["shown"].split() for form_shown in ("_shown",) if "shown" in raw}
    return form.clean_stop(FORM, stop, answers, {**posted, **shown}, BASE)


def test_a_repeated_page_is_met_once_per_item():
    assert slugs({}) == ["child"]
    assert slugs({"count": "1"}) == ["child", "parent-1"]
    assert slugs(WHOLE) == ["child", "parent-1", "parent-2", "last"]


def test_a_page_whose_condition_falls_away_is_left_out():
    assert "last" not in slugs({**WHOLE, "parents": [{"reason": "care"}, {"reason": "care"}]})


def test_all_mistakes_of_a_page_come_at_once_and_everything_typed_is_kept():
    cleaned = clean("child", {}, name="花😀", count="9")
    assert {mistake.path for mistake in cleaned.mistakes} == {"name", "count"}
    assert cleaned.typed == {"name": "花😀", "count": "9"}


def test_a_field_that_comes_up_is_shown_before_it_is_scolded():
    first = clean("parent-1", {"count": "1"}, parents__0__reason="work", shown="parents.0.reason")
    assert first.fresh == ("parents.0.days", "parents.0.least")
    assert not first.mistakes
    assert not first.ok
    second = clean("parent-1", first.answers, parents__0__reason="work", shown="parents.0.reason parents.0.days")
    assert [mistake.path for mistake in second.mistakes] == ["parents.0.days"]


def test_a_rule_across_fields_speaks_at_its_field():
    raw = {"parents__0__reason": "work", "parents__0__days": "10", "parents__0__least": "11"}
    assert [(m.path, m.say) for m in clean("parent-1", {"count": "1"}, **raw).mistakes] == [
        ("parents.0.least", "日数より多いです。")
    ]


def test_the_second_item_does_not_disturb_the_first():
    cleaned = clean("parent-2", {"count": "2", "parents": [{"reason": "work", "days": 3}]}, parents__1__reason="care")
    assert cleaned.answers["parents"] == [{"reason": "work", "days": 3}, {"reason": "care"}]


def test_a_whole_document_without_mistakes_has_none():
    assert form.mistakes_of(FORM, WHOLE, BASE) == ()


@pytest.mark.parametrize(
    ("changed", "path"),
    [({"name": ""}, "name"), ({"count": ""}, "count"), ({"parents": [{"reason": "work"}]}, "parents.0.days")],
)
def test_what_is_missing_in_a_whole_document_is_named(changed: dict, path: str):
    assert path in [mistake.path for mistake in form.mistakes_of(FORM, {**WHOLE, **changed}, BASE)]


def test_what_was_not_asked_is_blank_in_the_document():
    answers = {**WHOLE, "parents": [{"reason": "care", "days": 99}, {"reason": "care"}], "word": "古い"}
    handed_in = form.document(FORM, answers, BASE)
    assert handed_in["parents"][0] == {"reason": "care", "days": None, "least": None}
    assert handed_in["word"] == ""


def test_the_document_fits_its_own_schema_and_a_stranger_does_not():
    schema = jsonschema_rs.validator_for(form.answer_schema(FORM, "urn:x", "見本"))
    assert schema.is_valid(form.document(FORM, WHOLE, BASE))
    assert not schema.is_valid({**WHOLE, "stranger": 1})
    assert not schema.is_valid({**WHOLE, "parents": [{"reason": "sleep", "days": 1, "least": None}]})


def test_answers_are_shown_as_people_read_them():
    parts = {part.stop.title: [row.shown for row in part.rows] for part in form.summary(FORM, WHOLE, BASE)}
    assert parts == {"お子さん": ["見本 花子", "2人"], "保護者1": ["仕事", "20", ""], "保護者2": ["介護"], "最後": [""]}


def test_what_was_left_open_is_told_apart():
    open_ = {part.stop.title: [row.label for row in part.blank] for part in form.summary(FORM, WHOLE, BASE)}
    assert [title for title, labels in open_.items() if labels] == ["保護者1", "最後"]
