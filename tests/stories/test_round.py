"""選考の物語 - a round of sample families: frozen, placed, proved, signed, decided by another; the family reads why."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from madoguchi.core.case import Actor
from madoguchi.desk import publish, secret
from madoguchi.desk.act import act
from madoguchi.lab import axe
from madoguchi.lab.sample.filing import Wanted, file
from madoguchi.store import cases, events, rounds, wall
from madoguchi.web.clock import now
from tests.stories.conftest import PATIENCE, Counter
from tests.stories.hands import look_up, say_why, sign_in

SEED, FAMILIES, SCALE = 6, 60, 34  # so that there are too few places, and one family that no outcome suits
CLERK = Actor("uketsuke", "clerk")


def town(files: dict[str, Any]) -> None:
    """Made-up families whose applications were passed, and clubs that are small enough for them."""
    own = files["town.yaml"]
    club = own["choices"]["club"]
    options = [{**one, "capacity": max(1, one["capacity"] // SCALE)} for one in club["options"]]
    small = {**own, "choices": {**own["choices"], "club": {**club, "options": options}}}
    with wall.inside("tama", write=True):
        publish.publish({**files, "town.yaml": small}, now())
    file(Wanted("tama", "gakudo", SEED, FAMILIES, news=False), now(), lambda done, of: None)
    with wall.inside("tama", write=True):
        act([one.id for reference in cases.references() for one in cases.cases_of(reference)], "pass", CLERK, now())


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def done(page: Page, name: str) -> None:
    press(page, name)
    expect(page.get_by_role("status").first).to_contain_text(name)


def prepared(page: Page, counter: Counter) -> None:
    """Begun, gathered, drawn, placed and checked by a clerk."""
    sign_in(page, counter, "uketsuke")
    page.get_by_role("link", name="選考", exact=True).click()
    press(page, "選考回を始める")
    page.get_by_label("抽選に使う公開の値の出所").fill("見本の出所(12月1日)")
    press(page, "入力を集めて固定する")
    # The page comes again by itself until the worker has gathered all.
    page.get_by_label("公開の値", exact=True).fill("12345", timeout=PATIENCE * 1000)
    done(page, "抽選の値を入れる")
    done(page, "配置する")
    done(page, "検算する")
    expect(page.locator(".seal")).to_contain_text("合格")


def waiting_child() -> tuple[str, str, str]:
    """Somebody who waits in the round that was decided: case, reference, and a new secret of its family."""
    with wall.inside("tama", write=True):
        (found,) = rounds.all_of("gakudo")
        made = rounds.run(found.run)
        assert made
        alone = {one["id"] for one in made.document["applicants"] if "family" not in one}
        case_id = next(
            one["applicant"]
            for one in made.result["placements"]
            if one["pool"] is None and one["applicant"] in alone and one["reasons"][0]["code"] == "below"
        )
        case = cases.get_case(case_id)
        assert case
        return case_id, case.reference, secret.renew(case.reference)


def test_a_round_is_proved_signed_and_decided_and_the_family_reads_why(
    counter: Counter, desk: Page, phone: Page, javascript: bool, gakudo: dict[str, Any]
) -> None:
    town(gakudo)
    prepared(desk, counter)
    expect(desk.locator("#now")).to_contain_text("例外が1件あり")
    expect(desk.get_by_role("button", name="決裁を頼む")).to_have_count(0)
    desk.get_by_role("link", name="定員を変えたときなどを試算する").click()
    desk.get_by_label("クラブ", exact=True).select_option("daini")
    desk.get_by_label("定員の増減").fill("2")
    press(desk, "くらべる")
    expect(desk.locator("main")).to_contain_text("悪くなる児童は0人")
    round_page = desk.url.partition("compare")[0]

    sign_in(phone, counter, "kessai")
    phone.goto(round_page)
    phone.get_by_label("署名の理由").fill("要綱どおり。世帯に説明した。")
    done(phone, "例外に署名する")

    desk.goto(round_page)
    done(desk, "決裁を頼む")
    phone.goto(round_page)
    if javascript:  # axe is a script
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []
    press(phone, "決定する")
    expect(phone.locator("#now")).to_contain_text("すべての案件を決定しました", timeout=PATIENCE * 1000)

    case_id, reference, number = waiting_child()
    desk.goto(f"{round_page}child/{case_id}/")
    say_why(desk)
    expect(desk.locator(".wishes")).to_contain_text("届きませんでした")
    phone.context.clear_cookies()
    look_up(phone, counter, reference, number)
    press(phone, "結果を見る")
    expect(phone.locator("main")).to_contain_text("希望と理由")
    expect(phone.locator("main")).to_contain_text("第1希望の")
    phone.goto(f"{phone.url}?lang=en")
    expect(phone.locator("main")).to_contain_text("No place: choice 1")
    with wall.inside("tama"):
        assert events.verify() == ()
