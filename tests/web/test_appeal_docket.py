"""The record of a case that was decided by a docket has the number of the document and every signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from madoguchi.store import asks, cases, wall
from tests.web.test_appeal import pages, taken
from tests.web.test_docket_pages import FEWER, HOME, gakudo, given, passed, people, proposed, sign
from tests.web.test_documents import storage
from tests.web.visits import Visitor, work

__all__ = ["gakudo", "people", "storage"]


def test_the_round_and_the_three_who_signed_are_in_it(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    passed(visit)
    loser = passed(visit, **FEWER)
    clerk = people("uketsuke")
    path = proposed(clerk, given(clerk))
    for name in ("kakari", "kacho", "bucho"):
        sign(people(name), path)
    told = pages(taken(clerk, loser))
    (of_round,) = [text for text in told[1:] if text.startswith("5選考")]
    assert "第二小学童クラブ" in of_round
    (signed,) = [text for text in told[1:] if text.startswith("6決裁")]
    assert all(word in signed for word in ("児青第1号", "uketsuke", "係長", "課長", "部長", "kakari", "kacho", "bucho"))


def test_a_condition_with_a_day_in_a_docket_is_awaited_and_the_docket_of_the_case_is_in_its_record(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    one, two = passed(visit), passed(visit)
    clerk = people("uketsuke")
    clerk.get("/tama/staff/?status=all")
    token = clerk.client.cookies["csrftoken"].value
    with wall.inside("tama"):
        seen = [f"{case.id}:{case.version}" for case in map(cases.get_case, (one, two)) if case]
    clerk.post(f"{HOME}new", {"case": seen, "csrfmiddlewaretoken": token})
    words = {"reason": "要件を満たすため。", "condition": "住民票を出す(2027年6月1日まで)"}
    clerk.send(clerk.page.form("/new"), step="approve", **words)
    work()
    path = clerk.path
    sign(people("kakari"), path)
    sign(people("kacho"), path)
    with wall.inside("tama"):
        awaited = [(ask.kind, ask.due, ask.message) for ask in asks.open_of(one)]
    assert awaited == [("proof", date(2027, 6, 1), "住民票を出す")]
    (signed,) = [text for text in pages(taken(clerk, one))[1:] if text.startswith("6決裁")]
    assert all(word in signed for word in ("児青第1号", "kakari", "kacho"))
