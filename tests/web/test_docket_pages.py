"""Dockets on screen: drafted by a clerk, signed by those whose turn it is, and every reason to stop is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.commands import load
from madoguchi.desk import office, protect, publish
from madoguchi.desk.act import act
from madoguchi.store import cases, dockets, enrolments, wall
from madoguchi.web import clock, demo
from tests.desk.test_docket import routes
from tests.desk.test_select import FEWER, with_places
from tests.desk.test_thread import CLERK, DECIDER
from tests.web.test_access import wrong_with
from tests.web.test_round_pages import given, press
from tests.web.visits import Visitor, case_of, hand_in, open_case, sign_in, work

HOME = "/tama/staff/dockets/"


@pytest.fixture
def gakudo(routed: dict[str, Any]) -> dict[str, Any]:
    """Tama with its route; one club takes one child, another none."""
    return with_places(routed, daini=1, aiwa=0)


@pytest.fixture
def people(staff: None, visit: Callable[[], Visitor]) -> Callable[[str], Visitor]:
    """Somebody of the office, signed in."""
    with wall.inside("tama", write=True):
        for username, name, post in demo.ROUTE:
            office.employ(username, name, ("decider",), load.DEMO_PASSWORD, posts=(post,), totp=demo.SECRET)

    def come(name: str) -> Visitor:
        visitor = visit()
        sign_in(visitor, name)
        return visitor

    return come


def passed(visit: Callable[[], Visitor], **changed: str) -> str:
    """A case that waits for its decision."""
    reference = hand_in(visit(), **changed)
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", CLERK, clock.now())
    return f"{reference}-1"


def proposed(clerk: Visitor, round_page: str) -> str:
    """The address of the docket of a round."""
    press(clerk, "verify")
    clerk.get(round_page)
    clerk.send(clerk.page.form("/propose"))
    work()
    assert clerk.path.startswith(HOME)
    return clerk.path


def sign(visitor: Visitor, path: str) -> str:
    visitor.get(path)
    visitor.send(visitor.page.form("/sign"))
    work()
    return visitor.get(path).text()


def test_a_round_goes_to_three_pages_and_is_decided_by_the_third(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    passed(visit), passed(visit, **FEWER)
    clerk = people("uketsuke")
    path = proposed(clerk, round_page := given(clerk))
    seen = clerk.get(path)
    assert "係長の署名を待っています" in seen.text()
    assert wrong_with(seen) == []
    first = people("kakari")
    assert "あなたの署名を待つ起案1件" in first.get(HOME).text()
    assert wrong_with(first.page) == []
    assert "課長" in sign(first, path)
    second = people("kacho")
    second.get(path)
    second.send(second.page.form("/return"), reason="")
    assert second.status == 422
    second.send(second.page.form("/return"), reason="待機の理由を確かめてください。")
    assert "待機の理由を確かめてください。" in clerk.get(path).text()
    clerk.send(clerk.page.form("/check"))
    work()
    sign(first, path)
    sign(second, path)
    third = people("bucho")
    assert "署名すると決定し" in third.get(path).text()
    assert "児青第1号" in sign(third, path)
    assert wrong_with(third.page) == []
    assert "児青第1号" in third.get(round_page).text()


def test_who_is_not_next_sees_no_button_and_a_press_all_the_same_is_refused_by_name(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    passed(visit)
    clerk = people("uketsuke")
    path = proposed(clerk, given(clerk))
    last = people("bucho")
    page = last.get(path)
    assert not [form for form in page.forms if form.action.endswith("/sign")]
    version = {"version": "2", "csrfmiddlewaretoken": last.client.cookies["csrftoken"].value}
    with wall.inside("tama"):
        found = dockets.get(int(path.removeprefix(HOME).partition("/")[0]))
    assert found
    last.post(f"{path.partition('?')[0]}sign", {**version, "version": str(found.version)})
    assert last.status == 409
    assert "D03" in last.page.text()


def test_ticked_cases_become_a_docket_with_a_condition_in_their_letters(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    one, two = passed(visit), passed(visit)
    clerk = people("uketsuke")
    clerk.get("/tama/staff/?status=all")
    token = clerk.client.cookies["csrftoken"].value
    with wall.inside("tama"):
        seen = [f"{case.id}:{case.version}" for case in map(cases.get_case, (one, two)) if case]
    clerk.post(f"{HOME}new", {"case": seen, "csrfmiddlewaretoken": token})
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/new"), step="approve", reason="")
    assert clerk.status == 422
    clerk.send(clerk.page.form("/new"), step="approve", reason="要件を満たすため。", condition="求職の期間は3か月まで")
    work()
    path = clerk.path
    assert "一件" not in clerk.get(path).text()
    letter = clerk.get(f"{path}letter/{one}/")
    if letter.forms and any(form.action.endswith("/purpose") for form in letter.forms):
        letter = clerk.send(letter.form("/purpose"), purpose="inquiry")
    assert "条件:求職の期間は3か月まで" in letter.text()
    assert "決裁のときに入ります" in letter.text()
    sign(people("kakari"), path)
    assert "児青第1号" in sign(people("kacho"), path)
    assert case_of(two[:-2]).status == "approved"


def test_where_one_case_has_a_route_a_decider_has_no_button_and_a_clerk_drafts(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor], gakudo: dict[str, Any]
) -> None:
    one = passed(visit)
    with wall.inside("tama", write=True):
        publish.publish(routes(gakudo, case=["kacho"]), clock.now())
    boss, clerk = people("kessai"), people("uketsuke")
    boss.get(f"/tama/staff/case/{one}/")
    if any(form.action.endswith("/purpose") for form in boss.page.forms):
        boss.send(boss.page.form("/purpose"), purpose="inquiry")
    assert not [form for form in boss.page.forms if form.action.endswith("/approve/")]
    clerk.get(f"/tama/staff/case/{one}/")
    if any(form.action.endswith("/purpose") for form in clerk.page.forms):
        clerk.send(clerk.page.form("/purpose"), purpose="inquiry")
    clerk.send(clerk.page.form("/dockets/new"))
    assert "1件の決定を起案する" in clerk.page.text()


def test_somebody_tells_their_own_days_away_and_an_admin_everybodys(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    head, admin = people("kacho"), people("kanri")
    days = {"since": "2026-11-16", "until": "2026-11-20"}
    head.get(f"{HOME}absences/")
    assert wrong_with(head.page) == []
    head.send(head.page.form("/absences/"), username="kacho", since="2026-11-20", until="2026-11-16")
    assert head.status == 422
    head.send(head.page.form("/absences/"), username="bucho", **days)
    assert head.status == 422
    head.send(head.page.form("/absences/"), username="kacho", **days)
    admin.get(f"{HOME}absences/")
    assert "見本課長11月16日(月)から" in admin.page.text()
    with wall.inside("tama"):
        [absence] = dockets.absences(clock.today())
    token = head.client.cookies["csrftoken"].value
    stranger = people("kakari")
    stranger.post(
        f"{HOME}absences/",
        {"deed": "drop", "absence": f"{absence.id}", "csrfmiddlewaretoken": stranger.client.cookies["csrftoken"].value},
    )
    assert stranger.status == 422
    head.post(f"{HOME}absences/", {"deed": "drop", "absence": f"{absence.id}", "csrfmiddlewaretoken": token})
    with wall.inside("tama"):
        assert dockets.absences(clock.today()) == ()


def test_names_and_letters_of_a_protected_family_are_not_shown_to_others(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    one = passed(visit)
    clerk = people("uketsuke")
    path = proposed(clerk, given(clerk))
    with wall.inside("tama", write=True):
        protect.protect(one[:-2], ["uketsuke"], DECIDER, clock.now())
    other = people("kakari")
    page = other.get(f"{path.partition('?')[0]}letter/{one}/")
    if any(form.action.endswith("/purpose") for form in page.forms):
        page = other.send(page.form("/purpose"), purpose="inquiry")
    assert "支援措置のため、見られません。" in page.text()
    assert "D04" not in other.get(path).text()
    assert "支援措置" in other.page.text()
    assert not [form for form in other.page.forms if form.action.endswith("/sign")]


def test_a_round_that_told_first_says_how_many_wait_for_the_decision_and_drafts_it(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor], gakudo: dict[str, Any]
) -> None:
    with wall.inside("tama", write=True):
        publish.publish({**gakudo, "town.yaml": {**gakudo["town.yaml"], "steps": ["preselect"]}}, clock.now())
    case_id = passed(visit)
    clerk = people("uketsuke")
    round_page = given(clerk)
    path = proposed(clerk, round_page)
    for name in ("kakari", "kacho", "bucho"):
        sign(people(name), path)
    assert "内定を知らせた1件は、まだ決定していません。" in clerk.get(round_page).text()
    assert wrong_with(clerk.page) == []
    clerk.send(next(form for form in clerk.page.forms if "/dockets/told/" in form.action))
    work()
    path = clerk.path
    assert path.startswith(HOME)
    sign(people("kakari"), path)
    assert "児青第2号" in sign(people("kacho"), path)
    assert case_of(case_id[:-2]).status == "approved"
    assert "内定を知らせた" not in clerk.get(round_page).text()


def test_who_decides_without_a_round_says_where_the_child_has_its_place(
    staff: None, visit: Callable[[], Visitor]
) -> None:
    case_id = passed(visit)
    boss = visit()
    sign_in(boss, "kessai")
    page = open_case(boss, case_id)
    chosen = page.form("/approve/").sends()["place"]
    assert chosen == ["daini"]  # the first wish has room
    boss.send(page.form("/approve/"), reason="要件を満たすため。", place="")
    assert boss.status == 422
    assert "入る所を選んでください。" in boss.page.text()
    assert wrong_with(boss.page) == []
    boss.send(boss.page.form("/approve/"), reason="要件を満たすため。", place="mihon1")
    with wall.inside("tama"):
        assert [one.pool for one in enrolments.of_case(case_id)] == ["mihon1"]


def test_a_docket_of_several_gives_each_its_place(
    people: Callable[[str], Visitor], visit: Callable[[], Visitor]
) -> None:
    every = passed(visit), passed(visit)
    clerk = people("uketsuke")
    clerk.get("/tama/staff/?status=all")
    token = clerk.client.cookies["csrftoken"].value
    with wall.inside("tama"):
        seen = [f"{case.id}:{case.version}" for case in map(cases.get_case, every) if case]
    clerk.post(f"{HOME}new", {"case": seen, "csrfmiddlewaretoken": token})
    places = {f"place-{every[0]}": "", f"place-{every[1]}": "mihon2"}
    clerk.send(clerk.page.form("/new"), step="approve", reason="要件を満たすため。", **places)
    assert clerk.status == 422
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/new"), **{f"place-{every[0]}": "mihon1"})
    work()
    path = clerk.path
    sign(people("kakari"), path), sign(people("kacho"), path)
    with wall.inside("tama"):
        assert [enrolments.of_case(one)[0].pool for one in every] == ["mihon1", "mihon2"]
