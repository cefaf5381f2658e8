"""審査: each case of an application, what must be seen of it, and when one look is enough."""

import json
from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.finding import Finding, finding_of
from madoguchi.core.known import Record, Seen
from madoguchi.core.mask import mask_of, quieted
from madoguchi.core.papers import Reading
from madoguchi.core.request import requested
from madoguchi.core.review import Reviewed, clear, review
from tests.forms.examples import TODAY, base, example

EDITION = example("papers")
PLACE = "guardians.0.evidence"
KEY = "AAAAAAAAAAAAAAAAAAAAAA"
PAPER = Reading("certificate", {"name": "見本 優子", "issued": "2026-10-05", "days": 20}, file=KEY)
TWO = {
    **base("papers"),
    "count": "2",
    "children": [{"name": "見本 花子", "birth": "2019-05-05"}, {"name": "見本 太郎", "birth": "2018-04-04"}],
}


def reviewed(
    paper: Reading | None = PAPER, answers: dict[str, Any] | None = None, **known: Any
) -> tuple[Reviewed, ...]:
    papers = {PLACE: [paper]} if paper else {}
    return review(EDITION, answers or TWO, papers, known.get("seen"), known.get("register"), TODAY)


def codes(case: Reviewed) -> list[str]:
    return [finding.code for finding in case.findings]


def test_a_finding_says_what_was_typed_what_the_paper_says_and_where() -> None:
    paper = replace(PAPER, values={**PAPER.values, "days": 12}, where={"days": "Sheet1!C5"})
    (found,) = reviewed(paper)[0].findings
    assert (found.say, found.next) == ("入力は20日、証明書は12日です。", "ask")
    assert found.fields == ("guardians.0.days", PLACE)
    (line,) = found.evidence
    assert (line.label, line.typed, line.by, line.said, line.where) == (
        *("働く日数", "20日", "見本の証明書", "12日"),
        "Sheet1!C5",
    )


def test_a_guardians_finding_is_of_every_case_and_a_childs_of_its_own() -> None:
    cases = reviewed(replace(PAPER, values={**PAPER.values, "days": 8}), register={"children.1.": Record("none")})
    assert [codes(case) for case in cases] == [["days_differ"], ["days_differ", "elsewhere"]]
    cases = reviewed(seen={"children.0.": (Seen("same_child", "2026-000001"),)})
    assert [(codes(case), case.clear) for case in cases] == [(["twice"], False), ([], True)]
    (line,) = cases[0].findings[0].evidence
    assert (line.by, line.said) == ("申請 2026-000001", "2026-000001")


def test_what_agrees_is_shown_for_the_one_look() -> None:
    case = reviewed()[0]
    assert case.clear
    assert [(line.label, line.typed, line.said, line.file) for line in case.agreed] == [
        ("働く日数", "20日", "20日", KEY),
        ("名前", "見本 優子", "見本 優子", KEY),
    ]


def test_a_file_that_nobody_read_is_not_read_and_never_clear() -> None:
    case = reviewed(None)[0]
    assert codes(case) == ["missing_paper", "not_read"]
    assert case.missing == (("guardians.0.", "certificate"),)
    assert not case.clear


def test_a_paper_that_is_missing_is_not_clear_whatever_the_checks_say() -> None:
    silent = replace(EDITION, checks=())
    (case, _) = review(silent, TWO, {}, None, None, TODAY)
    assert case.findings == ()
    assert not case.clear


@given(st.sets(st.sampled_from(["name", "issued", "days", "leave"])))
def test_no_value_that_was_compared_and_not_surely_read_is_ever_clear(unsure: set[str]) -> None:
    (case, _) = reviewed(replace(PAPER, unsure=frozenset(unsure)))
    compared = unsure & {"name", "issued", "days", "leave"}
    assert case.clear is not bool(compared)
    doubts = [line.code for finding in case.findings if finding.code == "unsure" for line in finding.evidence]
    assert set(doubts) == compared


def test_a_doubt_is_shown_beside_what_was_typed() -> None:
    (case, _) = reviewed(replace(PAPER, values={**PAPER.values, "days": 8}, unsure=frozenset({"days"})))
    (line,) = case.findings[0].evidence
    assert (line.label, line.field, line.typed, line.said) == ("働く日数", "guardians.0.days", "20日", "8日")


def test_only_what_wants_more_than_a_look_is_not_clear() -> None:
    one = Finding("a", "info", "形式審査", (), "。")
    assert clear([])
    assert clear([one, replace(one, level="condition")])
    assert not clear([one, replace(one, level="ask")])
    assert not clear([replace(one, level="block")])


def test_a_finding_survives_its_row_and_an_old_row_is_still_one() -> None:
    found = reviewed(replace(PAPER, values={"issued": "2026-01-05"}))[0].findings
    assert {one.code for one in found} >= {"old_paper", "empty_box"}
    for one in found:
        assert finding_of(json.loads(json.dumps(asdict(one)))) == one
    old = {"code": "a", "level": "ask", "stage": "形式審査", "fields": ["x"], "say": "。", "source": ""}
    assert finding_of(old) == Finding("a", "ask", "形式審査", ("x",), "。")


def test_what_is_asked_is_said_in_the_familys_language() -> None:
    (case, _) = reviewed(replace(PAPER, values={**PAPER.values, "issued": "2026-05-01"}))
    old = case.findings[0]
    assert requested(EDITION, old, {}) == old.ask == "2026年5月1日の証明書です。新しいものを出してください。"
    checks = tuple(replace(check, ask="Dated {paper.issued}.") for check in EDITION.checks)
    english = replace(EDITION, checks=checks, lang="en")
    words = {"{year}年{month}{day}日": "{day} {month} {year}", "5月": "May"}
    assert requested(english, old, words) == "Dated 1 May 2026."
    assert requested(replace(EDITION, checks=()), old, {}) == old.ask


def test_missing_papers_are_named_in_the_familys_language() -> None:
    (case, _) = reviewed(None)
    missing = case.findings[0]
    assert missing.ask == "見本の証明書を出してください。"
    kinds = {name: replace(kind, label="certificate") for name, kind in EDITION.papers.kinds.items()}
    english = replace(EDITION, papers=replace(EDITION.papers, kinds=kinds), lang="en")
    assert requested(english, missing, {}) == "certificateを出してください。"


def test_a_protected_answer_is_not_told_by_the_evidence_beside_it() -> None:
    findings = reviewed(replace(PAPER, values={**PAPER.values, "days": 8}))[0].findings
    for protect in (["guardians.days"], []):
        mask = mask_of(EDITION.form, protect, hidden=True, permits=())  # files are always hidden
        (quiet,) = quieted(findings, EDITION.checks, mask)
        assert (quiet.evidence, quiet.fields, quiet.ask, quiet.slots) == ((), (), "", {})
