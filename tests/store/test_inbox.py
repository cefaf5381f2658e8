"""一覧を見る - what a clerk may see: found however it is typed, filtered by the facets, sorted, counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from madoguchi.core.case import Clerk, Protection
from madoguchi.core.finding import Finding
from madoguchi.core.mask import PROTECTED
from madoguchi.core.reference import reference
from madoguchi.desk import publish
from madoguchi.store import cases, clerks, look, protections, wall
from tests.store.rows import NOW, application, case

# Name, status, school, grade, telephone.
PEOPLE = (
    ("髙橋 花子", "received", "aiwa", 1, "042-300-1111"),
    ("山﨑 ショータ", "received", "tama1", 10, "090 1234 5678"),
    ("𠮷田 じろう", "review", "aiwa", 2, ""),
    ("渡邉\u3000佐々", "review", "tama1", 3, ""),
)
NAMES = [name for name, *_ in PEOPLE]
TODAY = date(2026, 11, 16)
FINDING = Finding("c", "ask", "実質審査", (), "見て")


@pytest.fixture
def clerk(house: object, gakudo: dict[str, object]) -> Clerk:
    """A clerk of Tama; four families there, one in another city, the same procedure in force in both."""
    for slug, people in (("tama", PEOPLE), ("hachioji", PEOPLE[:1])):
        with wall.inside(slug, write=True):
            publish.publish(gakudo, NOW)
            found = clerks.put("uketsuke", "見本", ("clerk",), "a-long-password")
            for serial, person in enumerate(people, start=1):
                _put(serial, *person)
    with wall.inside("tama"):
        return next(one for one in clerks.all_() if one.username == found.username)


def _put(serial: int, title: str, status: str, school: str, grade: int, phone: str) -> None:
    number, late = reference(2026, serial), NOW + timedelta(minutes=serial)
    cases.put_application(application(number))
    mine = case(
        number,
        title=title,
        status=status,
        received=late,
        assignee="uketsuke" * (serial == 1),
        findings=(FINDING,) * (serial - 1),
        facets={"school": school, "grade": grade},
    )
    cases.put_case(mine, (phone,))


def titles(clerk: Clerk | None, sort: look.Sort | None = None, **chosen: object) -> list[str]:
    with wall.inside("tama"):
        return [found.title for found in look.inbox(clerk, look.Filters(**chosen), sort=sort or look.Sort()).rows]


def test_the_inbox_shows_who_came_first_on_top(clerk: Clerk) -> None:
    assert titles(clerk) == NAMES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("高橋", 0), ("髙橋花子", 0), ("花子 高橋", 0), ("山崎", 1), ("しょうた", None), ("しよた", 1), ("ｼｮｰﾀ", 1)),
        *(("シヨ‐タ", 1), ("吉", 2), ("ジ", 2), ("渡辺 佐佐", 3), ("渡邊", 3), ("佐々", 3)),
        *((reference(2026, 3), 2), (reference(2026, 3).lower(), 2), ("２０２６－０００００２", 1), ("2026000004", 3)),
        *(("0423001111", 0), ("042(300)1111", 0), ("０９０－１２３４", 1), ("12345678", 1)),
    ],
)
def test_a_name_or_number_is_found_however_it_is_typed(clerk: Clerk, text: str, found: int | None) -> None:
    assert titles(clerk, text=text) == ([] if found is None else [NAMES[found]])


@pytest.mark.parametrize("text", ["いない", "%", "_", "'", "\0", "高橋'--", "\\", "高橋 山崎", "子2026"])
def test_what_is_not_there_is_not_found(clerk: Clerk, text: str) -> None:
    assert titles(clerk, text=text) == ([] if text != "\0" else NAMES)


def test_filters_are_all_asked(clerk: Clerk) -> None:
    assert titles(clerk, statuses=("received",)) == NAMES[:2]
    assert titles(clerk, facets={"school": "aiwa"}) == [NAMES[0], NAMES[2]]
    assert titles(clerk, facets={"school": "aiwa"}, statuses=("review",)) == [NAMES[2]]
    assert titles(clerk, facets={"grade": "1"}) == [NAMES[0]]
    assert titles(clerk, facets={"school": "none"}) == []
    assert titles(clerk, facets={"no_such": "x"}) == []
    assert titles(clerk, assignee="uketsuke") == [NAMES[0]]
    assert titles(clerk, unassigned=True) == NAMES[1:]
    assert titles(clerk, procedure="other") == []
    assert titles(clerk, graves=False) == [NAMES[0]]
    assert titles(clerk, graves=True) == NAMES[1:]
    assert titles(clerk, since=NOW + timedelta(minutes=3)) == NAMES[2:]
    assert titles(clerk, ids=(f"{reference(2026, 2)}-1",)) == [NAMES[1]]
    assert titles(clerk, ids=()) == []


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (look.Sort(down=True), [3, 2, 1, 0]),
        (look.Sort("graves", down=True), [3, 2, 1, 0]),
        (look.Sort("status"), [0, 1, 2, 3]),
        (look.Sort("assignee", down=True), [0, 1, 2, 3]),
        (look.Sort(facet="grade"), [0, 2, 3, 1]),  # as numbers, not as letters
        (look.Sort(facet="school"), [0, 2, 1, 3]),
        (look.Sort("no such column"), [0, 1, 2, 3]),
    ],
)
def test_rows_stand_by_the_column_asked_for(clerk: Clerk, sort: look.Sort, order: list[int]) -> None:
    assert titles(clerk, sort) == [NAMES[place] for place in order]


def test_rows_without_a_deadline_stand_last_whichever_way(clerk: Clerk) -> None:
    with wall.inside("tama", write=True):
        for serial, day in ((3, TODAY), (2, TODAY + timedelta(days=30))):
            cases.set_deadline(f"{reference(2026, serial)}-1", day, "ask")
    assert titles(clerk, look.Sort("deadline"))[:2] == [NAMES[2], NAMES[1]]
    assert titles(clerk, look.Sort("deadline", down=True))[:2] == [NAMES[1], NAMES[2]]


def test_a_deadline_is_near_for_a_week_and_over_behind_its_day(clerk: Clerk) -> None:
    with wall.inside("tama", write=True):
        for serial, days in enumerate((-1, 0, 7, 8), start=1):
            cases.set_deadline(f"{reference(2026, serial)}-1", TODAY + timedelta(days=days), "standard")
    assert titles(clerk, standing="over", today=TODAY) == [NAMES[0]]
    assert titles(clerk, standing="near", today=TODAY) == NAMES[1:3]
    with wall.inside("tama"):
        told = look.counts(clerk, ("received", "review"), TODAY)
    assert (told.over, told.near) == (1, 2)


def test_another_city_has_its_own_inbox(clerk: Clerk) -> None:
    with wall.inside("hachioji"):
        assert look.inbox(clerk).total == 1
        assert dict(look.counts(clerk, (), TODAY).statuses) == {"received": 1}
    with wall.inside("tachikawa"):
        assert look.inbox(clerk) == look.Inbox((), 0, 1, 1)


def test_nobody_and_whoever_is_switched_off_see_nothing(clerk: Clerk) -> None:
    assert titles(None) == []
    assert titles(replace(clerk, active=False)) == []
    with wall.inside("tama"):
        assert look.next_case(None, ("received",), "") == ""
        assert look.rows(None, look.Filters(), 9) == ()
        assert dict(look.counts(None, ("received",), TODAY).statuses) == {}


def test_fifty_to_a_page(clerk: Clerk) -> None:
    with wall.inside("tama", write=True):
        for serial in range(5, 53):
            _put(serial, f"見本 {serial}郎", "received", "aiwa", 1, "")
        first, second = look.inbox(clerk), look.inbox(clerk, page=2)
        assert (len(first.rows), first.total, first.page, first.pages) == (50, 52, 1, 2)
        assert [found.id for found in second.rows] == [f"{reference(2026, serial)}-1" for serial in (51, 52)]
        assert look.inbox(clerk, page=99) == second
        assert look.inbox(clerk, page=-1) == first
        assert [row.id for row in look.rows(clerk, look.Filters(), 3)] == [row.id for row in first.rows[:3]]


def test_counts_are_of_what_waits(clerk: Clerk) -> None:
    with wall.inside("tama"):
        told = look.counts(clerk, ("received",), TODAY)
        assert dict(told.statuses) == {"received": 2, "review": 2}
        assert (told.fresh, told.mine, told.unassigned) == (2, 1, 1)
        assert look.counts(clerk, ("received",), TODAY + timedelta(days=1)).fresh == 0


def test_the_next_case_is_the_one_that_waited_longest(clerk: Clerk) -> None:
    numbers = [f"{reference(2026, serial)}-1" for serial in range(1, 5)]
    with wall.inside("tama"):
        assert look.next_case(clerk, ("received", "review"), numbers[0]) == numbers[1]
        assert look.next_case(clerk, ("review",), numbers[2]) == numbers[3]
        assert look.next_case(clerk, ("nonsense",), "") == ""


def test_a_protected_case_is_a_number_to_whom_is_not_named(clerk: Clerk) -> None:
    with wall.inside("tama", write=True):
        protections.put(Protection(reference(2026, 3), ("kessai",), NOW, "kessai"))
        named = clerks.put("kessai", "決裁", ("decider",), "a-long-password")
        (row,) = look.inbox(clerk, look.Filters(text=reference(2026, 3))).rows
    assert (row.title, dict(row.facets), row.graves, row.veiled) == (PROTECTED, {}, 0, True)
    # Not by its name, its school, its findings; and its place in the list does not tell them either.
    assert titles(clerk, text="吉田") == titles(clerk, text="じ") == []
    assert PROTECTED not in titles(clerk, facets={"school": "aiwa"}) + titles(clerk, graves=True)
    for sort in (look.Sort("title"), look.Sort("graves"), look.Sort(facet="grade")):
        assert titles(clerk, sort)[-1] == PROTECTED
    assert titles(named, text="吉田") == [NAMES[2]]


def test_a_changed_title_is_found_by_its_new_name(clerk: Clerk) -> None:
    with wall.inside("tama", write=True):
        first = cases.get_case(f"{reference(2026, 1)}-1")
        assert first
        cases.save_case(replace(first, title="佐藤 花子"), ())
    assert titles(clerk, text="佐藤") == ["佐藤 花子"]
    assert titles(clerk, text="高橋") == []
