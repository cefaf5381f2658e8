"""様式の言葉 - whatever form is written in it, and whatever is posted: no exception, no lost answer, always an end."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.core import form
from madoguchi.core.fields import KINDS, is_blank
from madoguchi.core.form import Form, names_of, read_form
from madoguchi.lab.bench.form import counted

BASE = {"town": {"limit": 3, "places": {"x": "あ"}}, "today": "2026-11-16", "start": "2027-04-01", "window_kind": ""}
GUARDED = {
    "text": '{x} == "x"',
    "number": "{x} != null && {x} > town.limit",
    "money": "{x} == null || {x} == 0",
    "date": "{x} != null && {x} > today",
    "time": '{x} != null && minutes({x}) > minutes("12:00")',
    "yesno": "{x} == true",
    "choice": '{x} in ["x", "y"]',
    "multi": '"x" in {x}',
    "week": "week_days({x}) > 1",
    "files": "size({x}) > 0",
}
ASKED = sorted(set(KINDS) - {"computed", "note"})


@st.composite
def fields(draw: st.DrawFn, owner: str, known: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """One to three fields of a page, each perhaps on a condition about what came before; they join what is known."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        name = f"f{len(known)}_{owner.count('.')}"
        kind = draw(st.sampled_from([*ASKED, "computed", "note"]))
        field: dict[str, Any] = {"id": name, "kind": kind, "label": "見本"}
        if kind in ("choice", "multi"):
            many = draw(st.sampled_from((2, 2, 31)))
            field["options"] = [{"id": one, "label": one} for one in ["x", "y", *map(str, range(many - 2))]]
        if kind == "week":
            field |= {"days": ["mon", "tue"], "times": draw(st.sampled_from(([], ["end"], ["start", "end"])))}
        if kind == "computed":
            field["value"] = draw(conditions(known)) or "1 + 1"
        elif kind != "note":
            field["required"] = draw(st.booleans())
        if draw(st.booleans()) and (when := draw(conditions(known))):
            field["when"] = when
        found.append(field)
        known.append((f"this.{name}" if owner else name, kind))
    return found


@st.composite
def conditions(draw: st.DrawFn, known: list[tuple[str, str]]) -> str:
    """A condition about one thing that is known, or two; "" when nothing can be asked about."""
    told = [GUARDED[kind].format(x=path) for path, kind in known if kind in GUARDED]
    if not told:
        return ""
    return draw(st.sampled_from((" && ", " || "))).join(draw(st.lists(st.sampled_from(told), min_size=1, max_size=2)))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Pages outside groups, a group by count or as a list, and perhaps one inside its items."""
    known: list[tuple[str, str]] = [("many", "number")]
    pages = [{"id": "first", "title": "見本", "fields": [{"id": "many", "kind": "number", "label": "数"}]}]
    pages.append({"id": "flat", "title": "見本", "fields": draw(fields("", known))})
    repeat: dict[str, Any] = {"group": "items", "label": "もの"}
    repeat |= draw(st.sampled_from(({"count": "many", "max": 4}, {"min": 1}, {"min": 0, "max": 3})))
    if "count" not in repeat and (when := draw(conditions(known))):
        repeat |= draw(st.sampled_from(({}, {"when": when})))
    here = list(known)
    pages.append({"id": "item", "title": "見本", "repeat": repeat, "fields": draw(fields("items", here))})
    if draw(st.booleans()):
        inner = [(path.replace("this.", "parent."), kind) for path, kind in here]
        nested = {"group": "items.parts", "label": "中", **draw(st.sampled_from(({}, {"min": 1, "max": 2})))}
        pages.append({"id": "part", "title": "見本", "repeat": nested, "fields": draw(fields("items.parts", inner))})
        pages.append({"id": "more", "title": "見本", "repeat": repeat, "fields": draw(fields("items", here))})
    rules = []
    if when := draw(conditions(here)):
        rules.append({"id": "r", "at": pages[2]["fields"][0]["id"], "when": when, "say": "見本"})
    return read_form({"pages": pages, "rules": rules}, {}, names_of(pages, ("limit", "places")))


TYPED = st.one_of(
    st.sampled_from(("", "x", "y", "yes", "no", "2", "0", "12", "2020", "R2", "17:30", "ミホン", "2060000", "a@b.jp")),
    st.text(max_size=8),
)
STORED = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=5), st.sampled_from(("x", "2020-06-14"))),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(("mon", "end")), inner)),
    max_leaves=4,
)


def answer(layout: Form, data: st.DataObject, steps: int) -> dict[str, Any]:
    """Pages posted at random, with whatever was typed; each time what was stored or typed is looked for again."""
    answers: dict[str, Any] = {}
    slug = ""
    for _ in range(steps):
        stops = form.walk(layout, answers, BASE)
        slug = slug or stops[0].slug
        stop = next((one for one in stops if one.slug == slug), stops[0])
        assert form.before(stops, stop.slug) in ("", *(one.slug for one in stops))
        if stop.page.lists and form.may_add(layout, stop, answers) and data.draw(st.booleans()):
            answers = form.added(layout, stop, answers, copy=data.draw(st.booleans()))
            continue
        raw = {}
        for field in stop.page.fields:
            names = KINDS[field.kind].inputs(field, KINDS[field.kind].blank, form.path(stop, field))
            raw |= {name: [data.draw(TYPED)] for name in names}
        cleaned = form.clean_stop(layout, stop, answers, raw, BASE)
        nothing_lost(stop, answers, raw, cleaned)
        answers = cleaned.answers
        slug = form.after(form.walk(layout, answers, BASE), stop.slug)
    return answers


def nothing_lost(stop: form.Stop, before: dict[str, Any], raw: dict[str, list[str]], cleaned: form.Cleaned) -> None:
    """What was refused is kept as it was typed, and what other pages had said is still there."""
    for mistake in cleaned.mistakes:
        typed = {name for name in raw if name == mistake.path or below(name, {mistake.path})}
        assert typed <= set(cleaned.typed)
        assert all(cleaned.typed[name] in (raw[name][-1], " ".join(raw[name][-1].split())) for name in typed)
    own = {form.path(stop, field) for field in stop.page.fields}
    others = {path: value for path, value in leaves(before) if path not in own and not below(path, own)}
    assert others.items() <= dict(leaves(cleaned.answers)).items()


def below(path: str, own: set[str]) -> bool:
    return any(path.startswith(f"{one}.") for one in own)


def leaves(node: Any, at: str = "") -> list[tuple[str, str]]:
    """Every value by its path, as text."""
    if isinstance(node, dict) and node:
        return [leaf for key, value in node.items() for leaf in leaves(value, f"{at}.{key}" if at else key)]
    if isinstance(node, list) and node and isinstance(node[0], dict):
        return [leaf for place, value in enumerate(node) for leaf in leaves(value, f"{at}.{place}")]
    return [] if is_blank(node) else [(at, repr(node))]


@given(forms(), st.data())
@settings(max_examples=25)
def test_any_form_takes_whatever_is_posted_and_keeps_it(layout: Form, data: st.DataObject):
    answers = answer(layout, data, 6)
    judged = form.judge(layout, answers, BASE)
    form.summary(layout, answers, BASE)
    again = form.judge(layout, judged.document, BASE)
    assert again.document == judged.document, "what is clean stays as it is"
    assert again.mistakes == judged.mistakes


@given(forms(), st.dictionaries(st.text(max_size=3), STORED), st.data())
@settings(max_examples=25)
def test_any_stored_document_is_judged_and_what_is_clean_fits_its_schema(
    layout: Form, strange: dict[str, Any], data: st.DataObject
):
    given_in: dict[str, Any] = dict(strange)
    for group, names in layout.blanks.items():
        if not group:
            given_in |= {name: data.draw(STORED) for name in names}
    given_in["items"] = data.draw(
        st.one_of(STORED, st.lists(st.fixed_dictionaries(dict.fromkeys(layout.blanks["items"], STORED)), max_size=3))
    )
    judged = form.judge(layout, given_in, BASE)
    assert form.judge(layout, judged.document, BASE).document == judged.document
    schema = form.answer_schema(layout, "urn:x", "見本")
    assert judged.mistakes or jsonschema_rs.is_valid(schema, judged.document)
    for document in (given_in, judged.document):
        assert jsonschema_rs.is_valid(counted(schema), document) == jsonschema_rs.is_valid(schema, document)


@given(forms(), st.integers(0, 3), st.data())
@settings(max_examples=20)
def test_an_item_taken_away_takes_nothing_else_with_it(layout: Form, index: int, data: st.DataObject):
    answers = answer(layout, data, 5)
    for stop in form.walk(layout, answers, BASE):
        if not stop.page.lists:
            continue
        where = form.listed(stop)
        typed = {f"{where}.{place}.name": str(place) for place in range(4)} | {"elsewhere": "x"}
        size = len(form.items_of(layout, stop, answers, BASE))
        shorter, moved = form.removed(layout, stop, answers, typed, index)
        if shorter == answers:
            continue
        assert len(form.items_of(layout, stop, shorter, BASE)) == size - 1
        rest = [str(place) for place in range(4) if place != index]
        assert moved == {f"{where}.{place}.name": text for place, text in enumerate(rest)} | {"elsewhere": "x"}
