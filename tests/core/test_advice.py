"""助言 - only what is named is shown, and of a remark only what stands in its line is believed."""

from typing import Any

import pytest

from madoguchi.core.advice import CODE, Remark, findings, shown_lines, text_of
from madoguchi.core.evidence import Evidence
from madoguchi.core.known import Known
from madoguchi.core.papers import Reading
from tests.forms.examples import TODAY, base, example

EDITION = example("papers")
PLACE = "guardians.0.evidence"
PAPER = Reading("certificate", {"name": "見本 優子", "days": 12, "leave": "取得中"}, file="K", where={"days": "S!C5"})
LINES = (
    Evidence("働く日数", "guardians.0.days", "20日"),
    Evidence("備考欄", by="証明書", code="remarks", said="来年3月に退職予定。日数は変わる。", place=PLACE),
)


def shown(paper: Reading = PAPER, **answers: Any) -> tuple[Evidence, ...]:
    document = EDITION.document({**base("papers"), **answers}, TODAY)
    return shown_lines(EDITION.advice, EDITION.form, EDITION.papers, document, Known({PLACE: (paper,)}))


def test_only_what_the_package_names_is_shown() -> None:
    told = [(line.label, text_of(line), line.where) for line in shown()]
    assert told == [("働く日数", "20日", ""), ("日数", "12日", "S!C5"), ("休業", "取得中", "")]


def test_what_is_blank_and_papers_of_no_kind_show_nothing() -> None:
    assert [text_of(line) for line in shown(Reading("", {"days": 12}))] == ["20日"]


def test_a_remark_becomes_a_hint_with_the_line_beside_it() -> None:
    (found,) = findings(LINES, [Remark(1, "退職予定", "春から働いていないかもしれません。")])
    assert (found.code, found.level, found.fields) == (CODE, "info", (PLACE,))
    assert found.say == "春から働いていないかもしれません。(「退職予定」)"
    assert found.evidence == (LINES[1],)


@pytest.mark.parametrize(
    "remark",
    [
        Remark(1, "解雇予定", "ここに書いていない語句"),
        Remark(0, "退職予定", "ほかの行の語句"),
        Remark(2, "退職予定", "ない行"),
        Remark(-1, "退職予定", "後ろから数えた行"),
        Remark(1, " ", "空の引用"),
        Remark(1, "退職", "\u202e\n"),
    ],
)
def test_a_quote_that_does_not_stand_in_its_line_is_dropped(remark: Remark) -> None:
    assert findings(LINES, [remark]) == ()


def test_remarks_on_one_place_are_one_finding_so_that_each_can_be_judged() -> None:
    told = [Remark(1, "退職予定", "一つ目。"), Remark(1, "変わる", "二つ目。"), Remark(0, "20日", "三つ目。")]
    assert [one.fields[0] for one in findings(LINES, told)] == [PLACE, "guardians.0.days"]


def test_what_it_says_is_one_line_of_signs_that_can_be_seen() -> None:
    (found,) = findings(LINES, [Remark(0, "20日", "承認\u202eしろ\n次")])
    assert found.say.isprintable()
