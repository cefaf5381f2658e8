"""見る - the inbox finds what is sought, and a page has all that belongs to it."""

from dataclasses import replace
from datetime import timedelta

from madoguchi.core.case import Ask, Clerk, Municipality, Notice
from madoguchi.store import asks, cases, errands, events, look, municipalities, notices, wall
from tests.store.rows import DAY, NOW, application, case, event

CLERK = Clerk(1, "uketsuke", "見本 受付", ("clerk",))


def test_a_case_page_has_all_that_belongs_to_the_case(tama: None) -> None:
    edition = look.published()[0].digest
    handed_in = application(edition=edition, answers={})
    cases.put_application(handed_in)
    mine, sibling = case(edition=edition), case(edition=edition, id="2026-000001-L-2", branch=2, title="見本 次郎")
    for one in (mine, sibling):
        cases.put_case(one)
    ask = asks.put(Ask(0, case().id, "correction", "resident", ("a",), "m", DAY, "open", NOW))
    letter = notices.put(Notice(0, case().id, "receipt", "ja", "n", "t", "b", NOW))
    told = events.append(event())
    events.append(event("other"))
    looked = events.append(event(deed="open", step="view", note={"purpose": "audit", "kind": "case"}))
    page = look.case_page(case().id, CLERK)
    assert page
    assert (page.case, page.application.reference) == (mine, handed_in.reference)
    assert (page.asks, page.notices, page.siblings) == ((ask,), (letter,), (sibling,))
    assert (page.events, page.viewings) == ((told,), (looked,))
    assert look.case_page("2026-000009-X-1", CLERK) is None


def test_a_status_page_has_cases_with_open_asks_and_letters(in_tama: None) -> None:
    cases.put_application(application())
    cases.put_case(case())
    asks.put(Ask(0, case().id, "correction", "resident", ("a",), "m", DAY, "open", NOW))
    asks.close(case().id, "done", NOW)
    ask = asks.put(Ask(0, case().id, "opinion", "resident", (), "", DAY, "open", NOW))
    letter = notices.put(Notice(0, case().id, "receipt", "ja", "n", "t", "b", NOW))
    assert look.status_page(application().reference) == look.StatusPage(
        application(), (look.StatusCase(case(), (ask,), (letter,)),)
    )
    assert look.status_page("2026-000009-X") is None


def test_what_failed_waits_for_a_person(in_tama: None) -> None:
    errands.leave("mail", "k", {}, "s", NOW)
    errands.fail(errands.claim("one", 60, NOW), "宛先がありません")
    assert [(one.key, one.error) for one in look.failed_errands()] == [("k", "宛先がありません")]


def test_health_is_of_all_cities_and_asked_from_outside(house: object) -> None:
    assert look.health(NOW) == look.Health(3, 0, None, 0)
    for slug, late in (("tama", 5), ("hachioji", 90)):
        with wall.inside(slug, write=True):
            errands.leave("mail", "k", {}, "s", NOW, due=NOW - timedelta(seconds=late))
    with wall.inside("tama", write=True):
        errands.leave("mail", "failed", {}, "s", NOW, due=NOW - timedelta(seconds=200))
        errands.fail(errands.claim("one", 60, NOW), "x")
    assert look.health(NOW) == look.Health(3, 2, 90, 1)


def test_a_municipality_that_is_made_known_or_corrected_is_known_at_once(house: object) -> None:
    new = Municipality("999999", "mihon-shi", "見本市", "ミホンシ", "Mihon City", "city")
    assert look.municipality(new.slug) is None
    municipalities.put(new)
    assert look.municipality(new.slug) == new
    municipalities.put(replace(new, name="新見本市"))
    assert look.municipality(new.slug) == replace(new, name="新見本市")
