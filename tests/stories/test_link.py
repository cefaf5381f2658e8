"""LINEの物語 - a family links its LINE account on the phone; a letter's news comes there; it blocks the account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from madoguchi.core.arrival import POST
from madoguchi.core.case import Actor
from madoguchi.desk import arrival
from madoguchi.desk.act import act
from madoguchi.lab import axe
from madoguchi.lab.family import family
from madoguchi.lab.linegate import channel
from madoguchi.lab.linepage import ACCOUNT, OPENS, Gate
from madoguchi.lab.served import running
from madoguchi.store import wall
from madoguchi.web.clock import now
from tests.stories.conftest import Beside, Counter, until
from tests.stories.hands import apply, look_up, open_case, sign_in


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    with running(Gate(tmp_path / "line", counter="")) as served:
        yield served


@pytest.fixture
def beside(gate: Gate, tmp_path: Path) -> Beside:
    folder = channel(tmp_path / "channels", "tama", account=f"{ACCOUNT}tama")
    line = {"MADOGUCHI_LINE_API": gate.address, "MADOGUCHI_LINE_OPENS": gate.address}
    return Beside({"MADOGUCHI_LINE": str(folder), **line})


def test_a_family_is_told_by_line(counter: Counter, gate: Gate, phone: Page, desk: Page, javascript: bool) -> None:
    gate.counter = counter.url
    reference, secret = apply(phone, counter, family(), by_hand=False)
    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name="お知らせ先").click()
    phone.get_by_role("button", name="番号を見る").click()
    expect(phone.locator("main")).to_contain_text(f"{ACCOUNT}tama")
    words = phone.locator("#words-line").inner_text()
    assert reference in words
    if javascript:  # axe is a script
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []

    page = phone.url
    phone.get_by_role("link", name="LINEを開く").click()
    expect(phone.locator("textarea")).to_have_value(words)
    user = phone.locator('[name="user"]').input_value()
    phone.get_by_role("button", name="送る").click()
    expect(phone.get_by_text("伝えました(200)")).to_be_visible()
    phone.goto(page)
    expect(phone.locator("main")).to_contain_text("LINE にお知らせを送ります。")
    expect(phone.get_by_role("button", name="番号を見る")).to_have_count(0)
    until(lambda: len(gate.messages) == 1, "the receipt")

    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "approve", Actor("kessai", "decider"), now(), reason="第一学童クラブ", place="daini")
    until(lambda: len(gate.messages) == 2, "the news")
    for message in gate.messages:
        assert message["to"] == user
        assert reference in message["text"]
        assert f"{counter.url}/tama/status/" in message["text"]
        assert "花子" not in message["text"]

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, "見本 花子")
    expect(desk.locator("main")).to_contain_text("お知らせ先: LINE")
    assert user not in desk.content()

    phone.goto(f"{gate.address}{OPENS}{ACCOUNT}tama/")
    phone.locator('[name="user"]').evaluate("(node, user) => node.value = user", user)
    phone.get_by_role("button", name="ブロックする").click()
    expect(phone.get_by_text("伝えました(200)")).to_be_visible()
    phone.goto(page)
    expect(phone.locator("main")).to_contain_text("お知らせ先はありません")
    with wall.inside("tama"):
        assert [one.case for one in arrival.due(now(), POST)] == [f"{reference}-1"]
