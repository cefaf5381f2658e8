"""LINEの物語 - a family links its LINE account on the phone; a letter's news comes there; it blocks the account."""

from __future__ import annotations

import urllib.request
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
from madoguchi.lab.linegate import ACCOUNT, Gate, channel, leaves, says, webhook
from madoguchi.lab.served import running
from madoguchi.store import wall
from madoguchi.web.clock import now
from tests.stories.conftest import Beside, Counter, until
from tests.stories.hands import apply, look_up, open_case, sign_in

USER = "U" + "0123456789abcdef" * 2


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    with running(Gate(tmp_path / "line")) as served:
        yield served


@pytest.fixture
def beside(gate: Gate, tmp_path: Path) -> Beside:
    folder = channel(tmp_path / "channels", "tama")
    return Beside({"MADOGUCHI_LINE": str(folder), "MADOGUCHI_LINE_API": gate.address})


def happens(counter: Counter, event: object) -> None:
    """LINE tells the counter of it."""
    body, signature = webhook(event)
    heads = {"Content-Type": "application/json", "X-Line-Signature": signature}
    with urllib.request.urlopen(urllib.request.Request(f"{counter.url}/tama/from/line", body, heads)) as answer:
        assert answer.status == 200


def test_a_family_is_told_by_line(counter: Counter, gate: Gate, phone: Page, desk: Page, javascript: bool) -> None:
    reference, secret = apply(phone, counter, family(), by_hand=False)
    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name="お知らせ先").click()
    phone.get_by_role("button", name="番号を見る").click()
    expect(phone.locator("main")).to_contain_text(ACCOUNT)
    words = phone.locator("#words-line").inner_text()
    assert reference in words
    if javascript:  # axe is a script
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []

    happens(counter, says(USER, words))
    phone.reload()
    expect(phone.locator("main")).to_contain_text("LINE にお知らせを送ります。")
    expect(phone.get_by_role("button", name="番号を見る")).to_have_count(0)
    until(lambda: len(gate.messages) == 1, "the receipt")

    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "approve", Actor("kessai", "decider"), now(), reason="第一学童クラブ")
    until(lambda: len(gate.messages) == 2, "the news")
    for message in gate.messages:
        assert message["to"] == USER
        assert reference in message["text"]
        assert f"{counter.url}/tama/status/" in message["text"]
        assert "花子" not in message["text"]

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, "見本 花子")
    expect(desk.locator("main")).to_contain_text("お知らせ先: LINE")
    assert USER not in desk.content()

    happens(counter, leaves(USER))
    phone.reload()
    expect(phone.locator("main")).to_contain_text("お知らせ先はありません")
    with wall.inside("tama"):
        assert [one.case for one in arrival.due(now(), POST)] == [f"{reference}-1"]
