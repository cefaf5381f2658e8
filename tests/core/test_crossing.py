"""突合: the same met again in other applications, by marks that tell nothing."""

from dataclasses import replace
from typing import Any

from madoguchi.core.crossing import Filed, cross_all, crossings, marks
from madoguchi.core.papers import Reading
from tests.forms.examples import TODAY, base, example

EDITION = example("papers")
AROUND = (EDITION.across, EDITION.form, EDITION.papers)
PLACE = "guardians.0.evidence"
PAPER = Reading("certificate", {"name": "見本 優子", "issued": "2026-10-05", "days": 20})


def filed(reference: str, paper: Reading | None = PAPER, hidden: bool = False, **changed: Any) -> Filed:
    answers = base("papers")
    answers = {
        **answers,
        "children": [{**answers["children"][0], **changed.pop("child", {})}],
        "guardians": [{**answers["guardians"][0], **changed.pop("guardian", {})}],
    }
    papers = {PLACE: (paper,)} if paper else {}
    return Filed(reference, EDITION.document(answers, TODAY), papers, hidden)


def seen(mine: Filed, *others: Filed) -> set[tuple[str, str, str]]:
    found = crossings(*AROUND, mine, others)
    return {(at, one.what, one.reference) for at, those in found.items() for one in those}


ELSE = {"child": {"name": "別見本 太郎"}, "guardian": {"name": "別見本 良子", "birth": "1990-01-01"}}


def test_a_child_is_the_same_however_its_name_is_written() -> None:
    twin = filed("2", None, child={"name": "見本　花子"}, guardian={"name": "別見本 良子"})
    assert seen(filed("1", None), twin) == {("children.0.", "same_child", "2")}
    assert seen(filed("1", None), filed("2", None, child={"birth": "2019-05-06"}, guardian={"name": "別"})) == set()


def test_an_application_is_not_beside_itself() -> None:
    assert seen(filed("1"), filed("1")) == set()


def test_a_certificate_in_another_family_is_one_thing_and_in_the_own_another() -> None:
    assert seen(filed("1"), filed("2", **ELSE)) == {("guardians.0.", "same_paper", "2")}
    assert seen(filed("1"), filed("2", child=ELSE["child"])) == {("guardians.0.", "again", "2")}


def test_a_certificate_not_surely_read_or_without_its_date_is_nobody_elses() -> None:
    unsure = replace(PAPER, unsure=frozenset({"issued"}))
    undated = replace(PAPER, values={"name": "見本 優子"})
    for paper in (unsure, undated, replace(PAPER, values={**PAPER.values, "issued": "2026-10-06"})):
        assert seen(filed("1"), filed("2", paper, **ELSE)) == set()


def test_siblings_that_disagree_about_a_guardian_are_seen_with_both_values() -> None:
    other = filed("2", None, child=ELSE["child"], guardian={"days": 8})
    (one,) = crossings(*AROUND, filed("1", None), [other])["guardians.0."]
    assert one.what == "other_days"
    assert [(pair.label, pair.mine, pair.theirs) for pair in one.pairs] == [("働く日数", "20日", "8日")]
    assert seen(filed("1", None), filed("2", None, child=ELSE["child"])) == set()
    blank = filed("2", None, child=ELSE["child"], guardian={"works": False})
    (about,) = crossings(*AROUND, filed("1", None), [blank])["guardians.0."]
    assert [pair.label for pair in about.pairs] == ["働いていますか"], "what was not answered disagrees with nothing"


def test_of_a_protected_application_others_learn_nothing_but_that_there_is_one() -> None:
    hidden = filed("2", None, hidden=True, guardian={"days": 8})
    found = crossings(*AROUND, filed("1", None), [hidden])
    told = [one for those in found.values() for one in those]
    assert {one.what for one in told} == {"same_child", "other_days"}
    assert {one.reference for one in told} == {""}
    assert {pair.theirs for one in told for pair in one.pairs} == {""}
    assert seen(hidden, filed("1", None)) >= {("children.0.", "same_child", "1")}


def test_many_at_once_come_to_the_same() -> None:
    many = [filed("1"), filed("2", **ELSE), filed("3", None, child={"name": "三"}, guardian={"name": "三", "days": 1})]
    together = cross_all(*AROUND, many)
    assert set(together) == {"1", "2"}
    for one in many:
        assert together.get(one.reference, {}) == crossings(*AROUND, one, many)


def test_marks_tell_nobody_anything() -> None:
    told = str(marks(EDITION.across, EDITION.papers, filed("1")))
    assert "見本" not in told
    assert "1988" not in told
