"""Faults of kinds of paper, and of checks that speak of papers, of other applications and of registers."""

import copy
import json
from typing import Any

import pytest

from madoguchi.core.package.check import check
from tests.forms.examples import package, parts

CERTIFICATE = "documents/certificate.yaml"
CHILDREN = {"code": "child", "type": "children", "rows": 1, "heads": {"name": ["児童名"]}}


def told(file: str, way: tuple[Any, ...], value: Any) -> list[tuple[str, str]]:
    """File and code of the faults of the example once a value of it is another one; None takes it away."""
    data = copy.deepcopy(parts("papers")[file])
    home: Any = data
    for step in way[:-1]:
        home = home[step]
    home[way[-1]] = value
    changed = {**package("papers"), file: json.dumps(data, ensure_ascii=False).encode()}
    return sorted({(fault.file, fault.code) for fault in check(changed)})


def place(id_: str) -> int:
    return next(at for at, row in enumerate(parts("papers")["checks.yaml"]["checks"]) if row["id"] == id_)


def test_the_example_has_no_fault() -> None:
    assert told("checks.yaml", ("schema",), 1) == []


@pytest.mark.parametrize(
    ("check_id", "key", "value", "code"),
    [
        ("days_differ", "paper", "licence", "unknown-paper"),
        ("days_differ", "when", "paper.dais == 1", "unknown-name"),
        ("days_differ", "when", "paper.days > 1", "condition-fails"),
        ("days_differ", "when", "paper.days != null && paper.days + 1 > 5", "condition-fails"),
        ("on_leave", "when", 'paper.leave == "取得"', "unknown-option"),
        ("on_leave", "due", "add_days(this.back, 14)", "condition-fails"),
        ("old_paper", "when", "days_between(paper.issued, today) > 3", "condition-fails"),
        ("name_differs", "when", "paper.days != null", "unknown-name"),
        ("two_papers", "when", "papers.exists(p, p.kin == paper.kind)", "unknown-name"),
        ("elsewhere", "when", 'register.residents == "none"', "unknown-name"),
        ("twice", "when", "seen.exists(s, s.who == this.name)", "unknown-name"),
        ("days_differ", "evidence", [{"typed": "dais"}], "field-on-no-page"),
        ("days_differ", "evidence", [{"paper": "dais"}], "unknown-name"),
        ("twice", "evidence", [{"seen": "same_dog"}], "unknown-name"),
        ("empty_box", "blank", ["isued"], "unknown-name"),
        ("empty_box", "ask", "{paper.isued}", "unknown-slot"),
        ("twice", "say", "{paper.days}", "unknown-slot"),
        ("two_papers", "next", "dance", "wrong-shape"),
        ("two_papers", "blank", ["days"], "missing-key"),
    ],
)
def test_a_check_about_papers_is_inspected(check_id: str, key: str, value: Any, code: str) -> None:
    assert ("checks.yaml", code) in told("checks.yaml", ("checks", place(check_id), key), value)


@pytest.mark.parametrize(
    ("way", "value", "code"),
    [
        (("needs", 0, "at"), "guardians.proof", "field-on-no-page"),
        (("needs", 0, "at"), "guardians.days", "wrong-field"),
        (("needs", 0, "one_of"), ["licence"], "unknown-paper"),
        (("needs", 0, "when"), "this.work == true", "unknown-name"),
        (("needs", 0, "when"), "this.days > 1", "condition-fails"),
    ],
)
def test_a_need_is_inspected(way: tuple[Any, ...], value: Any, code: str) -> None:
    assert ("checks.yaml", code) in told("checks.yaml", way, value)


@pytest.mark.parametrize(
    ("way", "value", "code"),
    [
        (("items", 0, "kind"), "words", "wrong-shape"),
        (("items", 1, "id"), "name", "duplicate-id"),
        (("id",), "lease", "paper-id"),
        (("areas",), [{"labels": ["休業"], "fields": [{"code": "absence", "type": "choice"}]}], "unknown-name"),
        (("areas",), [{"labels": ["名"], "fields": [{"code": "name", "type": "choice"}]}], "no-options"),
        (("areas",), [{"labels": ["名"], "fields": [{"code": "c", "type": "children", "rows": 1}]}], "missing-key"),
        (("areas",), [{"labels": ["名"], "fields": [CHILDREN | {"heads": {"age": ["年齢"]}}]}], "wrong-shape"),
        (("areas",), [{"labels": ["名"], "fields": [CHILDREN]}], "unknown-name"),
    ],
)
def test_a_kind_of_paper_is_inspected(way: tuple[Any, ...], value: Any, code: str) -> None:
    assert (CERTIFICATE, code) in told(CERTIFICATE, way, value)


def test_a_kind_that_means_any_paper_is_refused() -> None:
    files = package("papers")
    about = {**parts("papers")["procedure.yaml"], "papers": ["certificate", "lease", "any"]}
    files |= {"procedure.yaml": json.dumps({"schema": 1, **about}, ensure_ascii=False).encode()}
    files |= {"documents/any.yaml": files["documents/lease.yaml"].replace(b'"lease"', b'"any"')}
    assert ("documents/any.yaml", "reserved-id") in {(fault.file, fault.code) for fault in check(files)}


@pytest.mark.parametrize(
    ("way", "value", "code"),
    [
        (("people", 0, "birth"), "born", "field-on-no-page"),
        (("people", 1, "group"), "children", "duplicate-id"),
        (("across", 0, "people"), "uncles", "field-on-no-page"),
        (("across", 1, "compare"), ["hours"], "field-on-no-page"),
        (("across", 2, "paper"), "licence", "unknown-paper"),
        (("across", 2, "by"), ["number"], "unknown-name"),
        (("across", 2, "id"), "same_child", "duplicate-id"),
        (("advice", "fields"), ["guardians.hours"], "field-on-no-page"),
        (("advice", "fields"), ["guardians.name"], "wrong-field"),
        (("advice", "fields"), ["address"], "wrong-field"),
        (("advice", "items"), ["certificate.hours"], "unknown-name"),
        (("advice", "items"), ["licence.days"], "unknown-name"),
    ],
)
def test_what_lies_across_is_inspected(way: tuple[Any, ...], value: Any, code: str) -> None:
    assert ("checks.yaml", code) in told("checks.yaml", way, value)


@pytest.mark.parametrize(
    ("way", "value", "code"),
    [
        (("cases", 1, "papers", "guardians.0.evidence"), {"dais": 3}, "unknown-name"),
        (("papers", "guardians.0.evidence", 0, "kind"), "licence", "unknown-paper"),
        (("cases", 0, "expect", "clear"), False, "case-fails"),
        (("cases", 3, "expect", "asks"), {"empty_box": "住所"}, "case-fails"),
        (("cases", 0, "expect", "due"), {"on_leave": "2027-04-15"}, "case-fails"),
        (("cases", 0, "papers"), {"Evidence": {}}, "wrong-shape"),
    ],
)
def test_cases_of_papers_are_inspected(way: tuple[Any, ...], value: Any, code: str) -> None:
    assert ("tests/papers.yaml", code) in told("tests/papers.yaml", way, value)


def test_a_field_may_not_take_a_name_that_checks_need() -> None:
    field = ("pages", 0, "fields", 2, "id")
    assert ("form.yaml", "reserved-id") in told("form.yaml", field, "missing")
    assert ("form.yaml", "reserved-id") not in told("form.yaml", ("pages", 2, "fields", 4, "id"), "paper")


def test_a_word_for_the_family_is_needed_in_each_language_and_one_for_the_clerk_is_not() -> None:
    files = package("papers")
    about = {**parts("papers")["procedure.yaml"], "languages": ["ja", "en"]}
    files |= {
        "procedure.yaml": json.dumps(about, ensure_ascii=False).encode(),
        "texts/en.yaml": b"schema: 1\ntexts: {}\n",
    }
    missing = [fault.say for fault in check(files) if fault.code == "missing-text"]
    assert any("checks.empty_box.ask" in say for say in missing)
    assert any("papers.certificate.label" in say for say in missing)
    assert not any(".say」" in say and "checks." in say for say in missing)
