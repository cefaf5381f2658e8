"""The record for 審査請求: a decided case as one PDF, for whoever may read it, with its digest in the history."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pypdfium2
import pytest

from madoguchi.core.case import Actor
from madoguchi.desk import deliver, protect
from madoguchi.desk.act import act
from madoguchi.store import events, viewings, wall
from madoguchi.web import clock
from tests.desk.test_thread import CLERK, DECIDER
from tests.web.test_access import wrong_with
from tests.web.test_documents import case, storage
from tests.web.visits import Visitor, open_case, sign_in

__all__ = ["case", "storage"]
REASON = "働く日数が足りないため"
BOSS = Actor("kessai", "decider")


@pytest.fixture
def refused(case: str) -> str:
    """A case with papers that was refused; its family has read why."""
    with wall.inside("tama", write=True):
        act(case, "pass", CLERK, clock.now())
        act(case, "refuse", DECIDER, clock.now(), reason=REASON)
        deliver.opened(case, clock.now())
    return case


@pytest.fixture
def clerk(staff: None, visit: Callable[[], Visitor]) -> Visitor:
    found = visit()
    sign_in(found)
    return found


def taken(clerk: Visitor, case: str) -> bytes:
    """The PDF, by the button on the page of the case."""
    open_case(clerk, case)
    clerk.send(clerk.page.form("/appeal.pdf"))
    assert (clerk.status, clerk.answer["Content-Type"]) == (200, "application/pdf"), clerk.page.text()
    return bytes(clerk.answer.content)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def written(case: str) -> list[tuple[str, str]]:
    with wall.inside("tama"):
        kinds = [event.note["kind"] for event in viewings.all_of(viewings.Sought(subject=case))]
        return [(one.step, str(one.note["digest"])) for one in events.read(subject=case) if one.step == "appeal"] + [
            ("view", kind) for kind in kinds if kind == "export"
        ]


def test_all_that_is_known_of_a_decided_case_is_in_one_file_with_an_index(refused: str, clerk: Visitor) -> None:
    pdf = taken(clerk, refused)
    cover, *rest = pages(pdf)
    for place, title in enumerate(("申請の内容", "書類", "指摘", "点数", "選考", "決裁", "通知", "経過"), start=1):
        assert f"{place}{title}" in cover
    assert all(word in cover for word in (refused, "見本花子", "不承認", REASON))
    whole = "".join(rest)
    assert all(
        word in whole
        for word in ("見本優子", "証明書.xlsx", "審査請求をすることができます", "知った日", "不承認にする")
    )
    assert whole.count("証明書.pdf(") == 2, "each page of a paper"
    assert wrong_with(open_case(clerk, refused)) == []


def test_which_file_was_taken_and_why_stands_in_the_record(refused: str, clerk: Visitor) -> None:
    pdf = taken(clerk, refused)
    assert written(refused) == [("appeal", f"t{hashlib.sha256(pdf).hexdigest()[:39]}"), ("view", "export")]
    assert "審査請求の記録を書き出した" in open_case(clerk, refused).text()


def test_there_is_none_of_a_case_that_is_not_decided(case: str, clerk: Visitor) -> None:
    page = open_case(clerk, case)
    assert not any(form.action.endswith("/appeal.pdf") for form in page.forms)
    clerk.post(
        f"/tama/staff/case/{case}/appeal.pdf", {"csrfmiddlewaretoken": page.forms[0].sends()["csrfmiddlewaretoken"]}
    )
    assert clerk.path == f"/tama/staff/case/{case}/"
    assert written(case) == []


def test_of_a_protected_family_only_who_is_named_takes_it(refused: str, clerk: Visitor) -> None:
    with wall.inside("tama", write=True):
        protect.protect(refused.rpartition("-")[0], ["kessai"], BOSS, clock.now())
    page = open_case(clerk, refused)
    assert not any(form.action.endswith("/appeal.pdf") for form in page.forms)
    token = page.forms[0].sends()["csrfmiddlewaretoken"]
    clerk.post(f"/tama/staff/case/{refused}/appeal.pdf", {"csrfmiddlewaretoken": token})
    assert (clerk.status, written(refused)) == (403, [])
    with wall.inside("tama", write=True):
        protect.name(refused.rpartition("-")[0], ["kessai", "uketsuke"], BOSS, clock.now())
    assert any("見本花子" in text for text in pages(taken(clerk, refused)))
