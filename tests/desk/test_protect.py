"""支援措置 - set and lifted by those who decide; while it is in force nothing finds the family but its number."""

import json
from datetime import timedelta

import pytest

from madoguchi.core.case import Actor, Application, Clerk
from madoguchi.core.flow import NotAllowed
from madoguchi.core.mask import PROTECTED
from madoguchi.core.search import normalise
from madoguchi.core.words import PAPERS
from madoguchi.desk import act, office, protect, secret, status, submit
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.lab.family import answers, family
from madoguchi.store import drafts, editions, events, look, notices, tables
from madoguchi.store.errors import Stale
from madoguchi.web.clock import now, today

pytestmark = pytest.mark.usefixtures("tama")

BOSS = Actor("kessai", "decider")
NAMED, OTHER = (Clerk(number, name, name, ("clerk",)) for number, name in ((1, "tanto"), (2, "hoka")))
MARKS = ("目印町", "042-987-6543", "254270", "daini")


@pytest.fixture
def filed() -> Application:
    """Two children of one family, and the accounts of the house."""
    for name in ("tanto", "hoka"):
        office.employ(name, f"見本 {name}", ("clerk",), "mihon-no-madoguchi")
    edition = editions.current_edition("gakudo")
    assert edition
    given = answers(edition, family(children=2, address="目印町1-2-3", guardians__0__phone="042-987-6543"), today())
    return submit.file(edition, edition.document(given, today()), "key", now(), "web", None)


def rows() -> list[dict[str, object]]:
    return list(tables.Case.objects.order_by("number").values("number", "search", "facets"))


def test_a_protected_family_lies_in_no_list_but_by_its_number(filed: Application) -> None:
    before = rows()
    assert all(row["facets"] for row in before)
    protect.protect(filed.reference, ["tanto"], BOSS, now())
    for row in rows():
        assert row["facets"] == {}
        assert row["search"] == normalise(str(row["number"]))
    protect.unprotect(filed.reference, BOSS, now())
    assert rows() == before


def test_it_stays_so_whatever_happens_to_the_case(filed: Application) -> None:
    protect.protect(filed.reference, ["tanto"], BOSS, now())
    act.act(f"{filed.reference}-1", "pass", Actor("hoka", "clerk"), now())
    assert [row["facets"] for row in rows()] == [{}, {}]


def test_only_the_clerks_named_read_it(filed: Application) -> None:
    assert not look.hidden(filed.reference, None)
    protect.protect(filed.reference, ["tanto"], BOSS, now())
    assert [look.hidden(filed.reference, one) for one in (NAMED, OTHER, None)] == [False, True, True]
    protect.name(filed.reference, ["hoka"], BOSS, now())
    assert [look.hidden(filed.reference, one) for one in (NAMED, OTHER, None)] == [True, False, True]
    protect.unprotect(filed.reference, BOSS, now())
    assert not look.hidden(filed.reference, None)


def test_what_is_read_of_it_holds_nothing_for_the_others(filed: Application) -> None:
    protect.protect(filed.reference, ["tanto"], BOSS, now())
    for clerk, expected in ((OTHER, False), (NAMED, True)):
        page = look.case_page(f"{filed.reference}-1", clerk)
        assert page
        assert any(mark in json.dumps(page.application.answers, ensure_ascii=False) for mark in MARKS) is expected
        assert (page.case.title == PROTECTED) is not expected
        assert {one.title for one in page.siblings} == ({"見本 太郎"} if expected else {PROTECTED})


def test_the_old_secret_and_the_links_of_drafts_are_dead(filed: Application) -> None:
    drafts.create("the-key-of-a-draft", "gakudo", filed.edition, now())
    drafts.mark_submitted("the-key-of-a-draft", filed.reference)
    old = submit.receipt("the-key-of-a-draft")
    assert old
    assert status.enter(filed.reference, old.secret)
    shown = status.generation(filed)
    new = protect.protect(filed.reference, ["tanto"], BOSS, now())
    assert new != old.secret
    assert status.enter(filed.reference, old.secret) is None
    assert drafts.get("the-key-of-a-draft") is None
    again = status.enter(filed.reference, new)
    assert again
    assert status.generation(again) != shown


def test_only_the_clerks_named_hand_a_new_secret_over(filed: Application) -> None:
    """It opens the family's pages."""
    protect.protect(filed.reference, ["tanto"], BOSS, now())
    known = status.generation(look.application(filed.reference) or filed)
    with pytest.raises(NotAllowed):
        secret.hand_over(filed.reference, next(iter(PAPERS)), known, Actor("hoka", "clerk"), now())
    new = secret.hand_over(filed.reference, next(iter(PAPERS)), known, Actor("tanto", "clerk"), now())
    assert status.enter(filed.reference, new)


@pytest.mark.parametrize("role", ["clerk", "designer", "resident", "system"])
def test_nobody_else_sets_or_lifts_it(filed: Application, role: str) -> None:
    for deed in (
        lambda by: protect.protect(filed.reference, ["tanto"], by, now()),
        lambda by: protect.name(filed.reference, ["tanto"], by, now()),
        lambda by: protect.unprotect(filed.reference, by, now()),
    ):
        with pytest.raises(NotAllowed):
            deed(Actor("x", role))
    protect.protect(filed.reference, ["tanto"], Actor("kanri", "admin"), now())


def test_somebody_must_be_named_and_twice_is_once(filed: Application) -> None:
    for named in ([], ["nobody-of-here"]):
        with pytest.raises(Incomplete):
            protect.protect(filed.reference, named, BOSS, now())
    protect.protect(filed.reference, ["tanto"], BOSS, now())
    with pytest.raises(Stale):
        protect.protect(filed.reference, ["hoka"], BOSS, now())
    with pytest.raises(NotFound):
        protect.protect("2026-000009-X", ["tanto"], BOSS, now())


def test_its_events_say_who_and_how_many_but_nobody_of_the_family(filed: Application) -> None:
    protect.protect(filed.reference, ["tanto", "hoka"], BOSS, now())
    protect.unprotect(filed.reference, BOSS, now() + timedelta(minutes=1))
    told = events.read(subject=filed.reference)
    assert [(one.deed, one.step, one.who, one.note) for one in told] == [
        ("note", "protect", "kessai", {"count": 2}),
        ("note", "unprotect", "kessai", {"count": 0}),
    ]


def test_a_letter_made_meanwhile_does_not_say_which_club(filed: Application) -> None:
    """One made before stays as it was, and its family reads it."""
    clubs = ("第二小学童クラブ", "愛和小学童クラブ")

    def approved(branch: int) -> str:
        case_id = f"{filed.reference}-{branch}"
        act.act(case_id, "pass", Actor("tanto", "clerk"), now())
        act.act(case_id, "approve", BOSS, now(), reason="要件を満たしています。", place="daini")
        return notices.of_case(case_id)[-1].body

    before = approved(2)
    assert [club for club in clubs if club in before]
    protect.protect(filed.reference, ["tanto"], BOSS, now())
    meanwhile = approved(1)
    assert not [club for club in clubs if club in meanwhile]
    assert notices.of_case(f"{filed.reference}-2")[-1].body == before
