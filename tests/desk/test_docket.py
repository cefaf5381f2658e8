"""A docket from its draft to the decision: looked at before anybody signs, signed in turn by others, numbered once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from madoguchi.core.case import Actor
from madoguchi.core.clocks import NEAR
from madoguchi.core.docket import Docket, Halted
from madoguchi.core.flow import NotAllowed
from madoguchi.core.selection import Round, Stopped
from madoguchi.desk import gather, many, protect, publish, select
from madoguchi.desk.act import act
from madoguchi.desk.docket import draft, held, sign
from madoguchi.desk.refusals import Incomplete
from madoguchi.store import cases, clerks, dockets, events, notices, rounds, tables, wall
from madoguchi.store.errors import Stale
from madoguchi.store.look import docket as look
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, VALUE, now_is, passed, status_of, take, verified, with_places, work
from tests.desk.test_thread import CLERK, DECIDER, NOW

POSTS = {"kakari": "kakaricho", "kacho": "kacho", "bucho": "bucho"}
KAKARI, KACHO, BUCHO = (Actor(name, "decider") for name in POSTS)
TODAY = NOW.date()


@pytest.fixture
def town(house: object, routed: dict[str, Any]) -> dict[str, Any]:
    """Tama with its route, and whoever holds its posts; one club takes one child, another none."""
    files = with_places(routed, daini=1, aiwa=0)
    inside(publish.publish, files, NOW)
    for name, post in POSTS.items():
        inside(clerks.put, name, f"見本 {name}", ("decider",), "mihon-password", posts=(post,))
    return files


def routes(files: dict[str, Any], **routes: list[str]) -> dict[str, Any]:
    office = files["municipality.yaml"]
    return {**files, "municipality.yaml": {**office, "approval": {**office["approval"], "routes": routes}}}


def as_is(number: int) -> Docket:
    with wall.inside("tama"):
        found = dockets.get(number)
    assert found
    return found


def do(deed: Callable[..., Any], found: Docket, *args: Any, by: Actor = CLERK) -> Docket:
    """A deed on a docket as it is now; what the worker has to do with it is done."""
    inside(deed, found.id, as_is(found.id).version, *args, by, NOW)
    work()
    return as_is(found.id)


def drafted(
    *case_ids: str, step: str = "approve", reason: str = "要件を満たすため。", places: dict[str, str] | None = None
) -> Docket:
    with wall.inside("tama"):
        seen = {case: found.version for case in case_ids if (found := cases.get_case(case))}
    if places is None and step == "approve":
        places = dict.fromkeys(case_ids, "daini")
    made = inside(draft.draft, seen, step, reason, CLERK, NOW, places)
    work()
    return as_is(made.id)


def proposed(found: Round | None = None) -> tuple[Round, Docket]:
    """A round whose docket was looked at."""
    moved = take(draft.propose, found or verified())
    with wall.inside("tama"):
        docket = dockets.of_round(moved.id)
    assert docket
    return moved, docket


def wrong(found: Docket) -> dict[str, list[str]]:
    return dict(found.report["wrong"])


def test_a_round_is_decided_by_the_third_signature_and_each_letter_has_number_and_date(town: dict[str, Any]) -> None:
    first, second = passed(), passed(**FEWER)
    moved, docket = proposed()
    assert (moved.status, docket.status, wrong(docket)) == ("proposed", "approval", {})
    assert docket.report["counts"] == {"承認": 1, "保留(待機)": 1}
    assert docket.report["looked"]["G02"] == docket.report["looked"]["G05"] == 2
    docket = do(sign.sign, docket, by=KAKARI)
    docket = do(sign.sign, docket, by=KACHO)
    assert (docket.status, now_is(moved.id).status, docket.number) == ("approval", "proposed", "")
    docket = do(sign.sign, docket, by=BUCHO)
    assert (docket.status, docket.number, docket.decided) == ("decided", "児青第1号", TODAY)
    assert now_is(moved.id).status == "decided"
    assert status_of(first) + status_of(second) == ["approved", "waiting"]
    with wall.inside("tama"):
        letter = notices.of_case(f"{second}-1")[-1]
        assert letter.number == "児青第1号の2"
        assert "通知番号 児青第1号の2" in letter.body
        assert "2026年11月" in letter.body
        assert events.verify() == ()
        steps = [(event.step, event.who) for event in events.read(docket.subject)]
    assert steps == [
        ("draft", "uketsuke"),
        ("pass", "system"),
        *(("sign", "kakari"), ("sign", "kacho"), ("decide", "bucho")),
    ]


def test_with_a_route_no_decider_decides_a_round_alone(town: dict[str, Any]) -> None:
    passed()
    moved, _ = proposed()
    for deed, words in ((gather.approve, ()), (select.send_back, ("だめ",))):
        with pytest.raises(Stopped, match="S16"):
            take(deed, moved, *words, by=DECIDER)
    assert now_is(moved.id).status == "proposed"


def test_nobody_signs_out_of_turn_nor_twice_nor_what_they_drafted(town: dict[str, Any]) -> None:
    passed()
    _, docket = proposed()
    inside(clerks.change, "kakari", posts=("kakaricho", "kacho"))
    for by, number in ((KACHO, "D03"), (DECIDER, "D03"), (Actor("uketsuke", "decider"), "D01")):
        with pytest.raises(Halted, match=number):
            do(sign.sign, docket, by=by)
    docket = do(sign.sign, docket, by=KAKARI)
    with pytest.raises(Halted, match="D02"):
        do(sign.sign, docket, by=KAKARI)
    with pytest.raises(NotAllowed):
        do(sign.sign, docket, by=CLERK)
    assert [one["by"] for one in as_is(docket.id).signed] == ["kakari"]


def test_a_substitute_signs_while_the_head_is_away_and_no_longer(town: dict[str, Any]) -> None:
    passed()
    inside(clerks.put, "kakari2", "見本", ("decider",), "mihon-password", posts=("kakaricho",))
    _, docket = proposed()
    docket = do(sign.sign, docket, by=KAKARI)
    second = Actor("kakari2", "decider")
    with pytest.raises(Halted, match="D03"):
        do(sign.sign, docket, by=second)
    inside(dockets.add_absence, "kacho", TODAY - timedelta(2), TODAY, "kanri")
    docket = do(sign.sign, docket, by=second)
    assert (docket.signed[-1]["post"], docket.signed[-1]["acting"]) == ("kacho", "1")


def test_sent_back_with_a_reason_it_is_looked_at_and_signed_anew(town: dict[str, Any]) -> None:
    passed()
    moved, docket = proposed()
    docket = do(sign.sign, docket, by=KAKARI)
    with pytest.raises(Incomplete):
        do(sign.send_back, docket, " ", by=KACHO)
    docket = do(sign.send_back, docket, "理由の書き方を確かめてください。", by=KACHO)
    assert (docket.status, docket.signed, now_is(moved.id).status) == ("returned", (), "proposed")
    assert docket.report["returns"][0]["reason"] == "理由の書き方を確かめてください。"
    docket = do(draft.check, docket, "")
    assert (docket.status, docket.report["returns"][0]["by"]) == ("approval", "kacho")
    for by in (KAKARI, KACHO, BUCHO):
        docket = do(sign.sign, docket, by=by)
    assert docket.status == "decided"


def test_a_docket_that_is_given_up_lets_its_round_be_changed(town: dict[str, Any]) -> None:
    passed()
    moved, docket = proposed()
    docket = do(draft.drop, do(draft.recall, docket))
    assert (docket.status, now_is(moved.id).status) == ("dropped", "verified")
    assert take(select.thaw, moved).status == "open"


def planted(change: Callable[[dict[str, Any]], None]) -> Round:
    """A round whose frozen document somebody has changed before it was placed."""
    found = take(
        select.draw, take(gather.collect, inside(select.begin, "gakudo", "april", CLERK, NOW), "見本", False), VALUE
    )
    document = dict(found.document)
    change(document)
    with wall.inside("tama", write=True):
        tables.Round.objects.filter(pk=found.id).update(document=document)
    return take(select.verify, take(select.run, found))


def test_a_planted_error_of_places_stops_the_docket_and_is_named(town: dict[str, Any]) -> None:
    passed(), passed(**FEWER)

    def more(document: dict[str, Any]) -> None:
        next(one for one in document["pools"] if one["id"] == "daini")["capacity"] = 2

    _, docket = proposed(planted(more))
    assert docket.status == "stopped"
    assert wrong(docket) == {"G03": ["第二小学童クラブ: 選考回は2人、自治体のファイルは1人"]}
    with pytest.raises(NotAllowed):
        do(sign.sign, docket, by=KAKARI)
    assert do(draft.check, docket, "二人にしたい。").status == "stopped"


def test_a_planted_error_of_points_stops_the_docket_and_is_named(town: dict[str, Any]) -> None:
    reference = passed()

    def better(document: dict[str, Any]) -> None:
        child = document["applicants"][0]
        child["values"] = {**child["values"], "total": 99}

    _, docket = proposed(planted(better))
    assert docket.status == "stopped"
    assert [line.partition("→")[0] for line in wrong(docket)["G02"]] == [f"{reference}-1: 点数 99"]
    assert wrong(docket).keys() == {"G02"}


def test_places_that_differ_from_the_year_before_need_a_reason(town: dict[str, Any]) -> None:
    passed()
    before = verified()
    earlier = dict(before.document)
    with wall.inside("tama", write=True):  # the round before was one of the year before
        own = town["town.yaml"]
        windows = [{**one, "start": "2026-04-01"} if one["id"] == "april" else one for one in own["windows"]]
        club = own["choices"]["club"]
        options = [{**one, "capacity": 7} if one["id"] == "daini" else one for one in club["options"]]
        choices = {**own["choices"], "club": {**club, "options": options}}
        old = publish.publish({**town, "town.yaml": {**own, "windows": windows, "choices": choices}}, NOW)
        publish.publish(town, NOW)
        pools = [{**one, "capacity": 7} if one["id"] == "daini" else one for one in earlier["pools"]]
        tables.Round.objects.filter(pk=before.id).update(status="decided", edition=old)
        made = rounds.run(before.run)
        assert made
        run = rounds.add_run(type(made)(0, before.id, NOW, "x", {}, {**made.document, "pools": pools}, made.result))
        tables.Round.objects.filter(pk=before.id).update(run=run)
    _, docket = proposed()
    assert docket.status == "stopped"
    assert wrong(docket) == {"G04": ["第二小学童クラブ: 選考回は1人、前の年の選考回は7人"]}
    docket = do(draft.check, docket, "改修のため、1年だけ減らす。")
    assert (docket.status, docket.explained) == ("approval", "改修のため、1年だけ減らす。")


def test_what_moved_since_the_look_stops_the_next_signature_by_its_name(town: dict[str, Any]) -> None:
    reference = passed()
    _, docket = proposed()
    docket = do(sign.sign, docket, by=KAKARI)
    inside(publish.publish, with_places(town, daini=3), NOW)
    with pytest.raises(Halted, match=r"D04.*版"):
        do(sign.sign, docket, by=KACHO)
    inside(publish.publish, town, NOW)
    inside(protect.protect, reference, ["kakari"], DECIDER, NOW)
    with pytest.raises(Halted, match=r"D04.*支援措置"):
        do(sign.sign, docket, by=KACHO)
    assert len(as_is(docket.id).signed) == 1


def test_marked_cases_are_decided_together_by_their_own_route(town: dict[str, Any]) -> None:
    one, two = f"{passed()}-1", f"{passed(**FEWER)}-1"
    docket = drafted(one, two)
    assert (docket.kind, docket.status, wrong(docket)) == ("cases", "approval", {})
    assert docket.report["counts"] == {"承認": 2}
    docket = do(sign.sign, do(sign.sign, docket, by=KAKARI), by=KACHO)
    assert (docket.status, docket.number) == ("decided", "児青第1号")
    with wall.inside("tama"):
        letters = [notices.of_case(case)[-1] for case in (one, two)]
    assert [letter.number for letter in letters] == ["児青第1号の1", "児青第1号の2"]
    assert all("要件を満たすため。" in letter.body for letter in letters)


def test_numbers_have_neither_gap_nor_double_and_begin_anew_each_fiscal_year(town: dict[str, Any]) -> None:
    for number in ("児青第1号", "児青第2号"):
        docket = drafted(f"{passed()}-1", f"{passed()}-1")
        assert do(sign.sign, do(sign.sign, docket, by=KAKARI), by=KACHO).number == number
    with wall.inside("tama", write=True):
        assert dockets.next_serial(2027) == 1


def test_a_reason_with_points_that_are_not_the_cases_own_stops_the_docket(town: dict[str, Any]) -> None:
    one, two = f"{passed()}-1", f"{passed()}-1"
    docket = drafted(one, two, step="refuse", reason="指数が3点のため。")
    assert (docket.status, wrong(docket)) == (
        "stopped",
        {"G06": [f"{case}: 3点は計算にありません" for case in (one, two)]},
    )


@pytest.mark.parametrize(("step", "reason", "fault"), [("pass", "x", "D07"), ("give", "x", "D07")])
def test_only_what_can_be_decided_now_is_drafted(town: dict[str, Any], step: str, reason: str, fault: str) -> None:
    with pytest.raises(Halted, match=fault):
        drafted(f"{passed()}-1", f"{passed()}-1", step=step, reason=reason)


def test_a_draft_has_a_reason_a_route_and_cases_of_no_other_docket(town: dict[str, Any]) -> None:
    one, two, three = (f"{passed()}-1" for _ in range(3))
    with pytest.raises(Incomplete):
        drafted(one, two, reason=" ")
    with pytest.raises(Halted, match="D06"):  # one case alone: the decider decides it
        drafted(one)
    with pytest.raises(many.Moved):
        inside(draft.draft, {one: 99, two: 99}, "approve", "x", CLERK, NOW)
    with pytest.raises(Incomplete, match="place-"):
        drafted(one, two, places={one: "daini"})
    drafted(one, two)
    with pytest.raises(Halted, match="D05"):
        drafted(two, three)


def test_without_a_route_for_one_case_a_decider_decides_it_alone_and_with_one_does_not(town: dict[str, Any]) -> None:
    one, two = f"{passed()}-1", f"{passed()}-1"
    inside(act, one, "approve", DECIDER, NOW, reason="要件を満たすため。", place="daini")
    inside(publish.publish, routes(town, case=["kacho"]), NOW)
    with pytest.raises(Halted, match="D08"):
        inside(act, two, "approve", DECIDER, NOW, reason="要件を満たすため。", place="daini")
    docket = do(sign.sign, drafted(two), by=KACHO)
    assert (docket.kind, docket.number, status_of(two[:-2])) == ("case", "児青第1号", ["approved"])


def test_a_case_that_moved_since_is_decided_by_nobody_and_the_docket_stays(town: dict[str, Any]) -> None:
    one, two = f"{passed()}-1", f"{passed()}-1"
    docket = do(sign.sign, drafted(one, two), by=KAKARI)
    inside(act, one, "withdraw", Actor("resident", "resident"), NOW)
    with pytest.raises(Halted, match=f"D04.*{one}"):
        do(sign.sign, docket, by=KACHO)
    assert (as_is(docket.id).status, status_of(two[:-2])) == ("approval", ["passed"])
    docket = do(draft.check, do(draft.recall, docket), "")
    assert (docket.status, wrong(docket)) == ("stopped", {"G08": [f"{one}: 動きました"]})


def test_a_letter_to_a_protected_family_names_no_place(town: dict[str, Any]) -> None:
    reference, other = passed(), passed()
    inside(protect.protect, reference, ["kakari"], DECIDER, NOW)
    docket = drafted(f"{reference}-1", f"{other}-1", reason="第二小学童クラブに空きがあるため。")
    assert docket.status == "stopped"
    assert wrong(docket) == {"G07": [f"{reference}-1: 支援措置の家族の住まいや通う所が書いてあります"]}


def test_two_who_press_at_once_do_not_both_sign(town: dict[str, Any]) -> None:
    passed()
    _, docket = proposed()
    seen = as_is(docket.id).version
    inside(sign.sign, docket.id, seen, KAKARI, NOW)
    with pytest.raises(Stale):
        inside(sign.sign, docket.id, seen, KACHO, NOW)


def test_a_look_that_hangs_can_be_taken_back(town: dict[str, Any]) -> None:
    passed()
    found = verified()
    moved = inside(draft.propose, found.id, now_is(found.id).version, CLERK, NOW)
    with wall.inside("tama"):
        docket = dockets.of_round(moved.id)
    assert docket
    inside(draft.recall, docket.id, docket.version, CLERK, NOW)
    work()
    assert (as_is(docket.id).status, do(draft.check, docket, "").status) == ("returned", "approval")


def test_who_signs_is_warned_of_deadlines_that_come(town: dict[str, Any]) -> None:
    one, two = f"{passed()}-1", f"{passed()}-1"
    with wall.inside("tama"):
        far = look.due([one, two], TODAY + timedelta(NEAR))
        near = look.due([one, two], TODAY + timedelta(90))
    assert far == (0, None)
    assert near == (2, TODAY + timedelta(90))


def test_whose_turn_it_is_is_nobodys_when_all_who_may_are_away(town: dict[str, Any]) -> None:
    passed()
    _, docket = proposed()
    inside(dockets.add_absence, "kakari", TODAY, TODAY, "kakari")
    with wall.inside("tama"):
        turn = held.turn_of(docket, TODAY)
        later = held.turn_of(docket, date(2026, 12, 31))
    assert turn
    assert later
    assert (turn.signers, turn.away, later.signers) == ((), ("kakari",), ("kakari",))
