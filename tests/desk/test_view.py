"""閲覧 - looking is an event with a purpose; the same visit counts once, and without the event there is no looking."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from madoguchi.core.case import Clerk
from madoguchi.core.words import PURPOSES, VIEWINGS
from madoguchi.desk import view
from madoguchi.store import editions, events, viewings, wall
from madoguchi.web.clock import now

CASE = "2026-000001-L-1"
CLERK, DECIDER, BOTH = (
    Clerk(number, name, name, roles)
    for number, (name, roles) in enumerate(
        {"uketsuke": ("clerk",), "kessai": ("decider",), "futari": ("clerk", "decider")}.items()
    )
)


def told() -> list[tuple[str, str, object, object]]:
    with wall.inside("tama"):
        return [(one.subject, one.who, one.note["purpose"], one.note["kind"]) for one in events.read()]


@pytest.mark.usefixtures("house")
def test_the_same_visit_counts_once_and_another_purpose_anew() -> None:
    begin = now()
    with wall.inside("tama"):
        for minutes, purpose in ((0, "review"), (5, "review"), (9, "review"), (9, "inquiry"), (21, "review")):
            view.viewed(CASE, CLERK, purpose, begin + timedelta(minutes=minutes))
        view.viewed(CASE, DECIDER, "decide", begin)
        view.viewed(CASE, CLERK, "review", begin, "document", 7)
    assert told() == [
        (CASE, "uketsuke", "review", "case"),
        (CASE, "uketsuke", "inquiry", "case"),
        (CASE, "uketsuke", "review", "case"),
        (CASE, "kessai", "decide", "case"),
        (CASE, "uketsuke", "review", "document"),
    ]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("kind", ["print", "export"])
def test_every_print_and_every_export_counts(kind: str) -> None:
    with wall.inside("tama"):
        for _ in range(2):
            view.viewed(CASE, CLERK, "statistics", now(), kind)
    assert len(told()) == 2


@pytest.mark.usefixtures("house")
def test_a_visit_goes_on_for_a_while() -> None:
    begin = now()
    with wall.inside("tama"):
        assert view.visit(CASE, CLERK, begin) == ""
        view.viewed(CASE, CLERK, "inquiry", begin)
        assert view.visit(CASE, CLERK, begin + timedelta(minutes=9)) == "inquiry"
        assert view.visit(CASE, CLERK, begin + timedelta(minutes=11)) == ""
        assert view.visit(CASE, DECIDER, begin) == ""


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(("purpose", "kind"), [("", "case"), ("curiosity", "case"), ("audit", "window")])
def test_nothing_is_looked_at_for_no_purpose(purpose: str, kind: str) -> None:
    with wall.inside("tama"), pytest.raises(ValueError, match=kind):
        view.viewed(CASE, CLERK, purpose, now(), kind)
    assert told() == []


@pytest.mark.usefixtures("tama")
def test_the_purpose_follows_from_the_step_that_is_open() -> None:
    edition = editions.current_edition("gakudo")
    assert edition
    asked = {
        (clerk.username, status): view.purpose_of_work(edition.flow, status, clerk)
        for clerk in (CLERK, DECIDER, BOTH)
        for status in ("received", "passed", "approved")
    }
    assert asked == {
        ("uketsuke", "received"): "review",
        ("uketsuke", "passed"): "",
        ("uketsuke", "approved"): "",
        ("kessai", "received"): "",
        ("kessai", "passed"): "decide",
        ("kessai", "approved"): "",
        ("futari", "received"): "review",
        ("futari", "passed"): "decide",
        ("futari", "approved"): "",
    }


@pytest.mark.usefixtures("house")
def test_the_record_is_found_by_account_number_and_day() -> None:
    begin = now()
    with wall.inside("tama"):
        view.viewed(CASE, CLERK, "review", begin)
        view.viewed("2026-000002-N-1", DECIDER, "decide", begin)
        view.viewed("", DECIDER, "audit", begin - timedelta(days=3), "export")
        sought = {
            "who": viewings.Sought(who="kessai"),
            "application": viewings.Sought(subject="2026-000001-L"),
            "day": viewings.Sought(since=begin - timedelta(days=3, hours=1)),
            "all": viewings.Sought(),
        }
        found = {name: len(viewings.page(one)[0]) for name, one in sought.items()}
        assert found == {"who": 2, "application": 1, "day": 1, "all": 3}
        assert len(viewings.all_of(viewings.Sought())) == 3


@pytest.mark.parametrize(("head", "codes"), [("Purposes", PURPOSES), ("Kinds", VIEWINGS)])
def test_the_reference_has_every_code_with_its_label(head: str, codes: dict[str, str]) -> None:
    page = Path("docs/reference/viewings.md").read_text(encoding="utf-8")
    table = page.split(f"## {head}\n")[1].split("\n## ")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", table, re.MULTILINE)) == codes


def test_purposes_and_kinds_are_codes_that_an_event_may_hold() -> None:
    assert all(code.isascii() and code.islower() for code in (*PURPOSES, *VIEWINGS))
    assert set(PURPOSES.values()) == {"審査", "問い合わせ対応", "決裁", "統計", "監査", "その他", "学童クラブの保育"}


@pytest.mark.usefixtures("tama")
def test_an_approved_case_is_work_only_while_a_paper_that_came_waits() -> None:
    edition = editions.current_edition("gakudo")
    assert edition
    told = {kind: view.purpose_of_work(edition.flow, "approved", CLERK, (kind,)) for kind in ("look", "proof")}
    assert told == {"look": "review", "proof": ""}
