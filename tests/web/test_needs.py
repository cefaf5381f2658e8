"""住民ニーズ - filling in is counted by page, taps and a word come after it, the staff see the worst page first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from madoguchi.core import tally
from madoguchi.core.tally import BEGUN, HANDED, LEFT, MISTAKE, PASSED, REFUSED, RESTING, Tally
from madoguchi.core.voice import Voice
from madoguchi.desk import need, retention
from madoguchi.store import tables, tallies, voices, wall
from madoguchi.store.look import needs
from madoguchi.web import clock
from tests.web.visits import Visitor, begin, fill_in, hand_in, shown, sign_in, typed

VERSION = "9.9.9"
WORDS = "名前の欄が小さいです。電話 042-338-6789"


def counted() -> dict[tuple[str, str, str], tuple[int, int, int]]:
    with wall.inside("tama"):
        rows = needs.tallies("gakudo", clock.today())
    return {(row.kind, row.page, row.field): (row.count, row.timed, row.seconds) for row in rows}


def said() -> list[tuple[int | None, str]]:
    with wall.inside("tama"):
        return [(voice.ease, voice.words) for voice in needs.voices("gakudo", clock.today())]


def test_a_page_is_counted_as_it_is_answered(visitor: Visitor) -> None:
    begin(visitor)
    visitor.send(**typed(visitor), touch="40")
    visitor.send(**typed(visitor, address="", postal="漢字"), touch="20")
    visitor.send(**typed(visitor), touch="10")
    told = counted()
    assert told[BEGUN, "", ""] == (1, 0, 0)
    assert told[PASSED, "start", ""] == (1, 1, 40)
    assert told[REFUSED, "home", ""] == (1, 1, 20)
    assert told[PASSED, "home", ""] == (1, 1, 10)
    assert {key for key in told if key[0] == MISTAKE} == {(MISTAKE, "home", "address"), (MISTAKE, "home", "postal")}


def test_what_was_not_saved_is_not_counted(visitor: Visitor) -> None:
    begin(visitor)
    form, path, told = visitor.page.form(), visitor.path, typed(visitor)
    visitor.send(form, **told, touch="40")
    visitor.post(path, form.sends(**told | {"guardian_count": "1"}, touch="40"))
    assert visitor.status == 409
    assert counted()[PASSED, "start", ""] == (1, 1, 40)


def test_handing_in_is_counted_with_the_time_of_the_whole_form(visitor: Visitor) -> None:
    fill_in(visitor)
    visitor.send(touch="30")
    told = counted()
    assert told[HANDED, "", ""] == (1, 1, 30)
    assert told[PASSED, tally.CHECK, ""] == (1, 1, 30)
    visitor.get(visitor.path)
    assert counted() == told


def test_who_has_no_script_is_counted_without_a_time(visitor: Visitor) -> None:
    hand_in(visitor)
    assert counted()[HANDED, "", ""] == (1, 0, 0)


def test_a_page_that_an_impatient_finger_sends_twice_counts_once(visitor: Visitor) -> None:
    begin(visitor)
    form, path, told = visitor.page.form(), visitor.path, typed(visitor)
    for _ in range(2):
        visitor.post(path, form.sends(**told, touch="40"))
        assert visitor.status == 200
    assert counted()[PASSED, "start", ""] == (1, 1, 40)


def test_a_draft_thrown_away_is_counted_where_it_stood(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    visitor.get(visitor.path.replace("/home/", "/later/"))
    visitor.send(visitor.page.form("/discard"))
    assert counted()[LEFT, "home", ""][0] == 1


def test_a_draft_that_rests_is_counted_each_night_anew(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    tonight = clock.now() + need.REST + timedelta(hours=1)
    for _ in range(2):
        with wall.inside("tama", write=True):
            need.rested(need.rest(tonight))
        assert counted()[RESTING, "home", ""][0] == 1
    visitor.get(visitor.path.replace("/home/", "/later/"))
    visitor.send(visitor.page.form("/discard"))
    with wall.inside("tama", write=True):
        need.rested(need.rest(tonight))
    assert (RESTING, "home", "") not in counted()


def test_a_draft_forgotten_in_the_night_is_counted_for_good(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    with wall.inside("tama", write=True):
        assert retention.forget_drafts(clock.now() + timedelta(days=400)) == 1
    assert counted()[LEFT, "home", ""][0] == 1


def test_counts_and_voices_go_when_the_years_of_the_rule_are_over(visitor: Visitor) -> None:
    hand_in(visitor)
    visitor.send(visitor.page.form("/voice"), ease="3")
    with wall.inside("tama", write=True):
        assert retention.forget_needs(clock.now() + timedelta(days=300)) == 0
        assert retention.forget_needs(clock.now() + timedelta(days=366 * 12)) > 1
    assert not counted()
    assert not said()


def test_three_taps_and_a_word_are_kept_without_a_way_back(visitor: Visitor) -> None:
    reference = hand_in(visitor)
    visitor.send(visitor.page.form("/voice"), ease="3", time="2", again="1", words=WORDS)
    assert "ありがとうございました" in visitor.page.text()
    assert shown(visitor.page, "reference") == reference
    assert said() == [(3, "名前の欄が小さいです。電話 (番号)")]
    with wall.inside("tama"):
        (row,) = tables.Voice.objects.all()
    assert reference not in repr(vars(row))


@pytest.mark.parametrize("taps", [{"ease": "1"}, {"words": "ひとこと"}, {"again": "2"}])
def test_one_answer_is_enough(visitor: Visitor, taps: dict[str, str]) -> None:
    hand_in(visitor)
    visitor.send(visitor.page.form("/voice"), **taps)
    assert len(said()) == 1


@pytest.mark.parametrize("taps", [{}, {"words": "  "}, {"ease": "9"}])
def test_saying_nothing_is_fine_and_asks_again(visitor: Visitor, taps: dict[str, str]) -> None:
    hand_in(visitor)
    visitor.send(visitor.page.form("/voice"), **taps)
    assert visitor.status == 200
    assert not said()
    assert visitor.page.form("/voice")


def test_what_was_said_first_stays(visitor: Visitor) -> None:
    hand_in(visitor)
    form, path = visitor.page.form("/voice"), visitor.path
    for tap in ("3", "1"):
        visitor.path = path
        visitor.send(form, ease=tap)
    assert said() == [(3, "")]


def test_a_word_without_its_token_comes_back(visitor: Visitor) -> None:
    hand_in(visitor)
    visitor.send(visitor.page.form("/voice"), words="ひとこと", csrfmiddlewaretoken="")
    assert visitor.status == 403
    assert visitor.page.inputs()["words"] == "ひとこと"
    assert not said()
    visitor.send(visitor.page.form("/voice"))
    assert said() == [(None, "ひとこと")]


def test_before_handing_in_nobody_is_asked(visitor: Visitor) -> None:
    fill_in(visitor)
    token = visitor.page.inputs()["csrfmiddlewaretoken"]
    visitor.post(visitor.path.replace("/check/", "/voice"), {"ease": "3", "csrfmiddlewaretoken": token})
    assert visitor.status == 404
    assert not said()


def many(*rows: Tally) -> None:
    with wall.inside("tama", write=True):
        tallies.add("gakudo", VERSION, clock.today(), rows)


@pytest.fixture
def clerk(staff: None, visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor)
    return visitor


def test_the_worst_page_comes_first_with_what_is_wrong_there(clerk: Visitor) -> None:
    many(
        Tally(BEGUN, count=40),
        Tally(HANDED, count=30, timed=30, seconds=30 * 360),
        Tally(PASSED, "home", count=40, timed=40, seconds=40 * 20),
        Tally(PASSED, "work", count=40, timed=40, seconds=40 * 50),
        Tally(REFUSED, "work", count=20, timed=20, seconds=20 * 50),
        Tally(MISTAKE, "work", "guardians.work_days", "missing", count=12),
        Tally(LEFT, "work", count=3),
    )
    page = clerk.get("/tama/staff/improve/")
    assert "「仕事」を直すと" in page.text()
    assert page.text().index("仕事") < page.text().index("ご家庭")
    assert "1か月に働く日数:入力がありません。12" in page.text()
    assert "とちゅうでやめた少数" in page.text()
    assert "33%" in page.text()
    assert "40" in page.text()
    assert page.all("svg")


def test_a_page_of_a_few_is_named_and_not_reckoned(clerk: Visitor) -> None:
    many(Tally(PASSED, "home", count=4, timed=4, seconds=77 * 4))
    page = clerk.get("/tama/staff/improve/")
    assert "少数のため出していない画面:ご家庭" in page.text()
    assert "77" not in page.text()


def test_the_filters_of_the_page_stand_in_its_address(clerk: Visitor) -> None:
    old = clock.today() - timedelta(days=60)
    with wall.inside("tama", write=True):
        tallies.add("gakudo", VERSION, old, [Tally(PASSED, "home", count=50, timed=50, seconds=500)])
    assert "まだ、順番を" in clerk.get("/tama/staff/improve/").text()
    assert "「ご家庭」を直すと" in clerk.get(f"/tama/staff/improve/?days=90&version={VERSION}").text()
    assert "まだ、順番を" in clerk.get("/tama/staff/improve/?days=7&procedure=gakudo").text()
    for odd in ("days=x", "procedure=nothing", "version=0", "days=-1"):
        clerk.get(f"/tama/staff/improve/?{odd}")
        assert clerk.status == 200


def test_voices_are_read_with_their_month_alone(clerk: Visitor, visit: Callable[[], Visitor]) -> None:
    home = visit()
    hand_in(home)
    home.send(home.page.form("/voice"), ease="1", words="<b>字が小さい</b>")
    page = clerk.get("/tama/staff/improve/")
    assert "<b>字が小さい</b>" in page.text()
    assert "2026年11月・むずかしい" in page.text()
    assert "11月16日" not in page.text().replace("見本の日付11月16日", "")


def test_the_share_of_those_who_found_it_easy_is_the_head(clerk: Visitor) -> None:
    with wall.inside("tama", write=True):
        for tap in (3, 3, 3, 3, 3, 3, 1, 1, 1, 1):
            voices.put(Voice("gakudo", VERSION, clock.today(), "web", "ja", ease=tap))
    page = clerk.get("/tama/staff/improve/")
    assert "「かんたん」と答えた人は60%です" in page.text()
    assert "むずかしい少数" in page.text()


def test_who_is_not_signed_in_sees_no_counts(staff: None, visitor: Visitor) -> None:
    visitor.get("/tama/staff/improve/")
    assert "改善する所" not in visitor.page.text()
