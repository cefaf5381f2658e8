"""An approval on condition, on screen: first the result, then what is awaited, until a clerk has looked at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from madoguchi.desk.act import act
from madoguchi.store import wall
from madoguchi.web import clock
from tests import papers
from tests.desk.test_proof import DUE, FIELD, ON_LEAVE
from tests.desk.test_thread import CLERK, DECIDER
from tests.web.test_access import wrong_with
from tests.web.test_round_pages import Family
from tests.web.test_uploads import file
from tests.web.test_waiting_pages import opened
from tests.web.visits import Visitor, hand_in, look_up, open_case, shown, sign_in


@pytest.fixture
def child(staff: None, visitor: Visitor) -> Family:
    """A family whose mother is on leave; the child is approved, and nobody has read it yet."""
    reference = hand_in(visitor, **ON_LEAVE)
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", CLERK, clock.now())
        act(f"{reference}-1", "approve", DECIDER, clock.now(), reason="要件を満たすため", place="daini")
    return Family(visitor, reference, shown(visitor.page, "secret"))


def test_the_family_reads_the_result_before_it_is_asked(child: Family) -> None:
    look_up(child.visitor, child.reference, child.secret)
    assert ("結果を見る" in child.visitor.page.text(), "復職証明書" in child.visitor.page.text()) == (True, False)
    opened(child)
    text = child.visitor.page.text()
    assert "2027年4月15日(木)までに書類を送ってください" in text
    assert "復職証明書を出してください" in text
    assert wrong_with(child.visitor.page) == []


def test_the_paper_is_sent_and_a_clerk_looks_at_it(child: Family, visit: Callable[[], Visitor]) -> None:
    opened(child)
    clerk = visit()
    sign_in(clerk)
    number = f"{child.reference}-1"
    page = open_case(clerk, number)
    assert "承認の条件:4月15日(木)まで" in page.text()
    assert "届いた書類を確かめた" not in page.text()
    assert wrong_with(page) == []
    child.visitor.get(f"/tama/status/{child.reference}/correct/?child=1")
    assert wrong_with(child.visitor.page) == []
    assert ("guardians.0" in child.visitor.page.html, "guardians.1" in child.visitor.page.html) == (True, False)
    form = child.visitor.page.form("/correct/?child=1")
    child.visitor.send(form)
    assert (child.visitor.status, "書類を選んでください" in child.visitor.page.text()) == (422, True)
    child.visitor.send(child.visitor.page.form("/correct/?child=1"), **{f"{FIELD}.new": file(papers.jpeg())})
    assert "書類を送りました" in child.visitor.page.text()
    assert "までに書類を送ってください" not in child.visitor.page.text()
    assert "見本花子" in clerk.get("/tama/staff/").text()
    page = open_case(clerk, number)
    assert "届いた書類を確かめてください" in page.text()
    clerk.send(page.form("/proven/"))
    assert "「届いた書類を確かめた」を済ませました" in clerk.page.text()
    assert "見本花子" not in clerk.get("/tama/staff/").text()


def test_the_list_counts_a_condition_among_the_days_to_keep(
    child: Family, visit: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = visit()
    sign_in(clerk)
    assert "見本花子" not in clerk.get("/tama/staff/?deadline=over").text()
    monkeypatch.setattr(clock, "today", lambda: DUE.replace(day=16))
    text = clerk.get("/tama/staff/?deadline=over").text()
    assert "見本花子" in text
    assert "条件の期限" in clerk.page.html
