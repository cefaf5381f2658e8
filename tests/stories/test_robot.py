"""ロボットの物語 - a robot meets a child who is registered already, and a screen that was changed; a clerk solves both.

The back office and the robot are the real processes; every page is looked at in Chromium, with a script and without.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from madoguchi.lab import axe
from madoguchi.lab.family import family
from madoguchi.lab.office import Office, office
from madoguchi.store import events, transcripts, wall
from tests.handover import with_handover
from tests.stories.conftest import TODAY, Beside, Counter
from tests.stories.hands import apply, say_why, sign_in

RUN = "tama/staff/transcripts/gakudo/"
OTHER = {"children__0__name": "見本 次郎", "children__0__kana": "ミホン ジロウ"}
TWIN = {"children__0__name": "見本 花子", "children__0__kana": "ミホン ハナコ"}
WIDTHS = {360: 740, 1280: 800}


@pytest.fixture(scope="session")
def gakudo(gakudo: dict[str, Any]) -> dict[str, Any]:
    """Tama, whose cases a robot types as soon as they come in."""
    return with_handover(gakudo)


@pytest.fixture
def mihon(tmp_path: Path) -> Iterator[Office]:
    """The made-up back office."""
    with office(tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def beside(tmp_path: Path, mihon: Office) -> Beside:
    """Where the robot types, and its account."""
    accounts = mihon.account(tmp_path, "tama")
    return Beside({"MADOGUCHI_ROBOT": mihon.url, "MADOGUCHI_ROBOT_ACCOUNTS": str(accounts)})


@pytest.fixture
def robot(counter: Counter, server_env: dict[str, str], beside: Beside) -> Iterator[None]:
    """The robot itself, once the counter is open."""
    env = {**server_env, "MADOGUCHI_TODAY": TODAY, "MADOGUCHI_DEMO": "1", **beside.env}
    words = [sys.executable, "-m", "madoguchi", "robot", "run"]
    with subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL) as process:
        yield
        process.terminate()


def run_page(page: Page, counter: Counter, words: str) -> None:
    """The page of the run, until it says so."""
    page.goto(f"{counter.url}/{RUN}")
    for _ in range(120):
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)  # the robot is at it
        page.reload()
    raise AssertionError(page.locator("main").inner_text())


def rows(reference: str) -> list[tuple[str, str]]:
    with wall.inside("tama"):
        return [(row.state, row.number) for row in transcripts.of_case(f"{reference}-1")]


@pytest.mark.usefixtures("robot")
def test_a_child_known_there_already_and_a_changed_screen_are_seen_and_solved_by_a_clerk(
    counter: Counter, mihon: Office, phone: Page, desk: Page, javascript: bool
) -> None:
    first, _ = apply(phone, counter, family(children=1, **TWIN), by_hand=False)
    sign_in(desk, counter, "uketsuke")
    run_page(desk, counter, "1件のうち1件が済みました")
    [(state, number)] = rows(first)
    assert state == "done"
    assert [record["number"] for record in mihon.live()] == [number]
    if javascript:  # axe is a script
        assert axe.wrong(desk, WIDTHS) == []

    # The same child once more: the office's own screen says no, and its sentence reaches the clerk.
    again, _ = apply(phone, counter, family(children=1, **TWIN), by_hand=False)
    run_page(desk, counter, "同一児童が既に登録されています")
    expect(desk.locator("#needs")).to_contain_text("1件")
    desk.get_by_role("button", name="引き取って手で入力する").click()
    say_why(desk)
    expect(desk.get_by_role("heading", level=1)).to_contain_text(f"{again}-1")
    if javascript:
        assert axe.wrong(desk, WIDTHS) == []
    desk.get_by_label("基幹の番号").fill(number)
    desk.get_by_role("button", name="入力した").click()
    expect(desk.get_by_role("status")).to_contain_text("記録しました")
    assert rows(again) == [("done", number)]

    # The maker has changed a label overnight: nothing is typed, and both screens stand side by side.
    mihon.set(mutation="label-kana")
    third, _ = apply(phone, counter, family(children=1, **OTHER), by_hand=False)
    run_page(desk, counter, "ロボットは止まっています")
    expect(desk.locator("tr.differs").first).to_contain_text("児童氏名カナ")
    expect(desk.locator("tr.differs").first).to_contain_text("カナ氏名")
    desk.locator("summary", has_text="そのときの画面").click()
    assert desk.locator(".shot img").evaluate("one => one.decode().then(() => one.naturalWidth)") > 300
    if javascript:
        assert axe.wrong(desk, WIDTHS) == []
    assert len(mihon.live()) == 1

    mihon.set(mutation=None)
    desk.get_by_role("button", name="続ける").click()
    run_page(desk, counter, "3件のうち3件が済みました")
    assert len(mihon.live()) == 2
    assert rows(third)[0][0] == "done"
    desk.locator("#latest ~ * a", has_text=f"{third}-1").first.click()
    say_why(desk)
    expect(desk.locator("main")).to_contain_text("確認の画面を読み返した")
    with wall.inside("tama"):
        assert events.verify() == ()
