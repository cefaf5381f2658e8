"""見る - the inbox finds what is sought, and a page has all that belongs to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from madoguchi.core.case import Ask, Notice
from madoguchi.core.reference import reference
from madoguchi.store import asks, cases, errands, events, look, notices, wall
from tests.store.rows import DAY, NOW, application, case, event

PEOPLE = (
    ("髙橋 花子", "received", "aiwa"),
    ("山﨑 タロウ", "received", "tama1"),
    ("𠮷田 じろう", "review", "aiwa"),
    ("渡邉\u3000三奈", "review", "tama1"),
)


@pytest.fixture
def filled(house: object) -> None:
    """Four families in one city, one in another."""
    for slug, people in (("tama", PEOPLE), ("hachioji", PEOPLE[:1])):
        with wall.inside(slug, write=True):
            for serial, (title, status, school) in enumerate(people, start=1):
                number, late = reference(2026, serial), NOW + timedelta(minutes=serial)
                cases.put_application(application(number, answers={"school": school, "n": 1}))
                cases.put_case(
                    case(number, title=title, status=status, received=late, assignee="uketsuke" * (serial == 1))
                )


def titles(**chosen: object) -> list[str]:
    with wall.inside("tama"):
        return [found.title for found in look.inbox(look.Filters(**chosen)).cases]


def test_the_inbox_shows_who_came_first_on_top(filled: None) -> None:
    assert titles() == [title for title, _, _ in PEOPLE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("高橋", 0), ("髙橋花子", 0), ("山崎", 1), ("たろう", 1), ("ﾀﾛｳ", 1), ("吉", 2), ("渡辺 三", 3), ("渡邊", 3)),
        *((reference(2026, 3), 2), (reference(2026, 3).lower(), 2), ("２０２６－０００００２", 1)),
    ],
)
def test_a_name_or_number_is_found_however_it_is_typed(filled: None, text: str, found: int) -> None:
    assert titles(text=text) == [PEOPLE[found][0]]


@pytest.mark.parametrize("text", ["いない", "%", "_", "'", "\0", "高橋'--", "\\"])
def test_what_is_not_there_is_not_found(filled: None, text: str) -> None:
    assert titles(text=text) == ([] if text != "\0" else [title for title, _, _ in PEOPLE])


def test_filters_are_all_asked(filled: None) -> None:
    assert titles(statuses=("received",)) == [PEOPLE[0][0], PEOPLE[1][0]]
    assert titles(answers={"school": "aiwa"}) == [PEOPLE[0][0], PEOPLE[2][0]]
    assert titles(answers={"school": "aiwa"}, statuses=("review",)) == [PEOPLE[2][0]]
    assert titles(answers={"school": ""}) == titles()
    assert titles(answers={"school": "none"}) == []
    assert titles(assignee="uketsuke") == [PEOPLE[0][0]]
    assert titles(procedure="other") == []


def test_another_city_has_its_own_inbox(filled: None) -> None:
    with wall.inside("hachioji"):
        assert look.inbox().total == 1
        assert look.counts() == {"received": 1}
    with wall.inside("tachikawa"):
        assert look.inbox() == look.Inbox((), 0, 1, 1)


def test_fifty_to_a_page(in_tama: None) -> None:
    for serial in range(1, 53):
        cases.put_case(case(reference(2026, serial)))
    first, second = look.inbox(), look.inbox(page=2)
    assert (len(first.cases), first.total, first.page, first.pages) == (50, 52, 1, 2)
    assert [found.id for found in second.cases] == [f"{reference(2026, serial)}-1" for serial in (51, 52)]
    assert look.inbox(page=99) == second
    assert look.inbox(page=-1) == first


def test_counts_are_of_each_status(filled: None) -> None:
    with wall.inside("tama"):
        assert look.counts() == {"received": 2, "review": 2}


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
    page = look.case_page(case().id)
    assert page
    assert (page.case, page.application.reference) == (mine, handed_in.reference)
    assert (page.asks, page.notices, page.siblings) == ((ask,), (letter,), (sibling,))
    assert (page.events, page.viewings) == ((told,), (looked,))
    assert look.case_page("2026-000009-X-1") is None


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


def test_a_changed_title_is_found_by_its_new_name(filled: None) -> None:
    with wall.inside("tama", write=True):
        (first, *_) = look.inbox().cases
        cases.save_case(replace(first, title="佐藤 花子"))
    assert titles(text="佐藤") == ["佐藤 花子"]
    assert titles(text="高橋") == []
