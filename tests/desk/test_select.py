"""A round from frozen inputs to decided cases: nothing unproved, unsigned or tampered with is ever decided."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.core.allocation import allocate, lottery
from madoguchi.core.allocation.canon import digest
from madoguchi.core.case import Actor
from madoguchi.core.flow import NotAllowed
from madoguchi.core.points.twice import Difference
from madoguchi.core.revision import OWN
from madoguchi.core.selection import Round, Stopped
from madoguchi.core.verification import Report
from madoguchi.desk import errands, gather, publish, select
from madoguchi.desk import tables as tables_of
from madoguchi.desk.act import act
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.desk.score import Twice, scored_again
from madoguchi.store import cases, events, notices, revisions, rounds, tables, wall
from madoguchi.store.errors import Stale
from tests.desk.test_revise import inside
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT, hand_in
from tests.places import Owner

FEWER = {"guardians__0__work_days": "16", "guardians__1__work_days": "16"}
VALUE = "見本の公開値 12345"


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> dict[str, Any]:
    """Tama seen from outside of the wall; one club takes one child, another none."""
    files = with_places(gakudo, daini=1, aiwa=0)
    inside(publish.publish, files, NOW)
    return files


def with_places(files: dict[str, Any], **places: int) -> dict[str, Any]:
    own = files["town.yaml"]
    club = own["choices"]["club"]
    options = [{**one, "capacity": places.get(one["id"], one["capacity"])} for one in club["options"]]
    return {**files, "town.yaml": {**own, "choices": {**own["choices"], "club": {**club, "options": options}}}}


def passed(**changed: str) -> str:
    """An application whose cases wait for a decision."""
    reference = str(inside(hand_in, **changed))
    for case in inside(cases.cases_of, reference):
        inside(act, case.id, "pass", CLERK, NOW)
    return reference


def work() -> None:
    worker = errands.Worker("w", {}, lambda: NOW)
    while errands.serve_one(worker, "tama"):
        pass


def now_is(number: int) -> Round:
    with wall.inside("tama"):
        found = rounds.get(number)
    assert found
    return found


def take(deed: Callable[..., Any], found: Round, *args: Any, by: Actor = CLERK, **more: Any) -> Round:
    """A deed on a round as it is now; what the worker has to do with it is done."""
    inside(deed, found.id, now_is(found.id).version, *args, by, NOW, **more)
    work()
    return now_is(found.id)


def frozen(leave_out: bool = False) -> Round:
    return take(gather.collect, inside(select.begin, "gakudo", "april", CLERK, NOW), "見本の出所", leave_out)


def placed() -> Round:
    return take(select.run, take(select.draw, frozen(), VALUE))


def verified() -> Round:
    return take(select.verify, placed())


def status_of(reference: str) -> list[str]:
    return [case.status for case in inside(cases.cases_of, reference)]


def test_a_round_gives_places_and_each_family_is_told_why(town: dict[str, Any]) -> None:
    first = passed()
    second, third = passed(**FEWER), passed(children__0__club_2="", children__0__hold_ok="no", **FEWER)
    other = passed(start_date="january", children__0__birth__y="2018", children__0__enrolled="no")
    found = verified()
    assert sorted(found.members) == [f"{one}-1" for one in sorted((first, second, third))]
    assert found.report["wrong"] == found.report["unsigned"] == []
    found = take(select.propose, found)
    found = take(gather.approve, found, by=DECIDER)
    assert (found.status, found.progress["gone"]) == ("decided", [])
    assert [status_of(one) for one in (first, second, third, other)] == [
        ["approved"],
        ["waiting"],
        ["refused"],
        ["passed"],
    ]
    with wall.inside("tama"):
        told = rounds.told(f"{second}-1")
        letter = notices.of_case(f"{second}-1")[-1].body
        assert told
        assert told["pool"] is None
        assert "第1希望の第二小学童クラブ" in letter
        assert events.verify() == ()
        steps = [event.step for event in events.read(found.subject)]
    assert steps == ["begin", "collect", "freeze", "draw", "run", "verify", "propose", "approve", "end"]


def decided(found: Round) -> Round:
    return take(gather.approve, take(select.propose, found), by=DECIDER)


def stopped(deed: Callable[..., Any], found: Round, *args: Any, by: Actor = CLERK) -> list[str]:
    """The numbers of the reasons why a deed is refused; the round is as it was."""
    before = now_is(found.id)
    with pytest.raises(Stopped) as refused:
        take(deed, found, *args, by=by)
    assert now_is(found.id) == before
    return [stop.number for stop in refused.value.stops]


def test_nothing_is_proposed_before_it_was_checked(town: dict[str, Any]) -> None:
    passed()
    found = placed()
    with pytest.raises(NotAllowed):
        take(select.propose, found)
    with pytest.raises(NotAllowed):
        take(gather.approve, found, by=DECIDER)


def test_who_asks_for_the_decision_does_not_decide(town: dict[str, Any]) -> None:
    reference = passed()
    found = take(select.propose, verified())
    assert stopped(gather.approve, found, by=Actor(CLERK.name, "decider")) == ["S12"]
    with pytest.raises(NotAllowed):
        take(gather.approve, found, by=Actor("uketsuke2", "clerk"))
    assert status_of(reference) == ["passed"]
    assert take(gather.approve, found, by=DECIDER).status == "decided"


def test_a_case_that_moved_stops_the_round_until_inputs_are_gathered_anew(town: dict[str, Any]) -> None:
    first, second = passed(), passed()
    found = verified()
    inside(act, f"{second}-1", "withdraw", RESIDENT, NOW)
    assert stopped(select.propose, found) == ["S10"]
    found = take(select.thaw, found)
    found = take(gather.collect, found, "見本の出所", False)
    assert list(found.members) == [f"{first}-1"]
    assert decided(take(select.verify, take(select.run, take(select.draw, found, VALUE)))).status == "decided"


def test_a_case_that_is_withdrawn_after_the_decision_began_stays_withdrawn(town: dict[str, Any]) -> None:
    first, second = passed(), passed(**FEWER)
    found = take(select.propose, verified())
    inside(gather.approve, found.id, found.version, DECIDER, NOW)
    inside(act, f"{second}-1", "withdraw", RESIDENT, NOW)
    work()
    found = now_is(found.id)
    assert (found.status, found.progress["gone"]) == ("decided", [f"{second}-1"])
    assert [status_of(one) for one in (first, second)] == [["approved"], ["withdrawn"]]


def test_where_the_two_computations_disagree_the_round_says_who_and_stays_open(
    town: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = passed()
    differ = Difference(reference, 1, "total", "15", "16")

    def twice(edition: str, references: Any) -> Twice:
        return Twice(scored_again(edition, references).scores, (differ,))

    monkeypatch.setattr(gather, "scored_again", twice)
    found = frozen()
    assert (found.status, found.progress["stops"]) == ("open", {"S01": [str(differ)]})


def test_children_without_points_are_named_and_may_be_left_out(town: dict[str, Any]) -> None:
    first = passed()
    unclear = passed(**FEWER)
    own = town[OWN]
    guardian, *others = own["tables"]
    rows = [row for row in guardian["rows"] if not row["id"].startswith("w16")]
    inside(publish.publish, {**town, OWN: {**own, "tables": [{**guardian, "rows": rows}, *others]}}, NOW)
    found = frozen()
    assert (found.status, found.progress["stops"]) == ("open", {"S02": [f"{unclear}-1"]})
    found = take(gather.collect, found, "見本の出所", True)
    assert (found.status, list(found.members), found.left) == ("frozen", [f"{first}-1"], (f"{unclear}-1",))


def test_lots_follow_from_what_was_promised_before_the_value_was_known(town: dict[str, Any]) -> None:
    same = sorted(f"{passed()}-1" for _ in range(3))
    found = frozen()
    assert found.document.get("lottery") is None
    assert found.promise["list_digest"] == lottery.list_digest(same)
    assert stopped(select.draw, found, " ") == ["S13"]
    found = take(select.draw, found, VALUE)
    record = found.document["lottery"]
    assert found.sealed == ""
    assert lottery.commitment(found.name, record["seed"], record["salt"]) == found.promise["commitment"]
    found = take(select.run, found)
    with wall.inside("tama"):
        made = rounds.run(found.run)
    assert made
    lots = lottery.lots(lottery.read_draw(record, found.name), same)
    assert {one["applicant"]: one["lot"] for one in made.result["placements"]} == lots
    first = min(lots, key=lambda one: lots[one])
    assert [one["applicant"] for one in made.result["placements"] if one["pool"]] == [first]


def test_a_what_if_leaves_nothing_until_it_is_chosen(town: dict[str, Any]) -> None:
    for _ in range(2):
        passed()
    found = verified()
    before, number = now_is(found.id), len(inside(rounds.runs, found))
    with wall.inside("tama"):
        differs = select.what_if(found, {"daini": 1})
        assert (len(differs["gain"]), differs["lose"], differs["placed"]) == (1, [], [1, 2])
        with pytest.raises(NotFound):
            select.what_if(found, {"nowhere": 1})
    assert now_is(found.id) == before
    assert len(inside(rounds.runs, found)) == number
    found = take(select.choose, found, {"daini": 1})
    assert (found.status, found.report) == ("placed", {})
    with wall.inside("tama"):
        made = rounds.run(found.run)
    assert made
    assert (made.change, sum(one["pool"] is not None for one in made.result["placements"])) == ({"daini": 1}, 2)


def generous(files: dict[str, Any], points: int) -> dict[str, Any]:
    """The city's tables, with other points for whoever works 16 days."""
    guardian, *others = files[OWN]["tables"]
    rows = [{**row, "points": points} if row["id"].startswith("w16") else row for row in guardian["rows"]]
    return {**files, OWN: {**files[OWN], "tables": [{**guardian, "rows": rows}, *others]}}


def test_another_table_is_looked_at_and_never_taken(town: dict[str, Any]) -> None:
    first, second = passed(), passed(**FEWER)
    found = verified()
    before, number = now_is(found.id), len(inside(rounds.runs, found))
    assert inside(tables_of.others, found) == ()
    newer = generous(town, 30)
    inside(publish.publish, newer, NOW)
    inside(revisions.begin, "gakudo", "d", generous(town, 19)[OWN], NOW)
    draft, published = inside(tables_of.others, found)
    differs = inside(tables_of.what_if, found, published.id, {})
    assert [one["applicant"] for one in differs["gain"]] == [f"{second}-1"]
    assert [one["applicant"] for one in differs["lose"]] == [f"{first}-1"]
    assert differs["limits"][0]["after"]["general"]["values"]["total"] == 36
    less = inside(tables_of.what_if, found, draft.id, {})
    assert (draft.id, less["gain"], less["lose"]) == (tables_of.DRAFT, [], [])
    with pytest.raises(NotFound):
        inside(tables_of.what_if, found, found.edition, {})
    assert now_is(found.id) == before
    assert len(inside(rounds.runs, found)) == number


def test_a_round_that_somebody_else_has_moved_is_refused(town: dict[str, Any]) -> None:
    passed()
    found = placed()
    with pytest.raises(Stale):
        inside(select.verify, found.id, found.version - 1, CLERK, NOW)


def test_a_round_without_a_source_for_its_lottery_does_not_begin_to_gather(town: dict[str, Any]) -> None:
    passed()
    found = inside(select.begin, "gakudo", "april", CLERK, NOW)
    assert stopped(gather.collect, found, " ", False) == ["S14"]
    with pytest.raises(NotFound):
        inside(select.begin, "gakudo", "no_window", CLERK, NOW)
    with pytest.raises(NotAllowed):
        inside(select.begin, "gakudo", "april", DECIDER, NOW)


def test_an_empty_round_is_not_frozen(town: dict[str, Any]) -> None:
    assert frozen().progress["stops"] == {"S05": []}


TAMPERED = {
    "another child has the place": lambda result: _swap(result["placements"]),
    "a reason says other points": lambda result: _reason(result, "mine", 1),
    "a child was lost": lambda result: result["placements"].pop(),
    "the limit is another": lambda result: _pool(result, "daini")["limits"].update(general={"state": "closed"}),
}


def _pool(result: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in result["pools"] if one["id"] == name)


def _swap(placements: list[dict[str, Any]]) -> None:
    one, other = (next(p for p in placements if bool(p["pool"]) is has) for has in (True, False))
    one["applicant"], other["applicant"] = other["applicant"], one["applicant"]


def _reason(result: dict[str, Any], key: str, value: int) -> None:
    next(reason for one in result["placements"] for reason in one["reasons"] if key in reason)[key] = value


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_a_result_that_somebody_wrote_over_is_not_decided(
    town: dict[str, Any], owner: Owner, change: Callable[[dict[str, Any]], None]
) -> None:
    references = [passed(), passed(**FEWER)]
    found = take(select.propose, verified())
    tamper(owner, found, change)
    assert stopped(gather.approve, found, by=DECIDER) == ["S11"]
    assert [status_of(one) for one in references] == [["passed"], ["passed"]]


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_a_wrong_result_is_found_even_where_the_record_says_the_same(
    town: dict[str, Any], change: Callable[[dict[str, Any]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own mistake, or whoever made the result lies."""

    def wrongly(document: dict[str, Any]) -> dict[str, Any]:
        result = allocate(document)
        change(result)
        return signed_off(result)

    passed(), passed(**FEWER)
    monkeypatch.setattr(select, "allocate", wrongly)
    found = verified()
    assert found.report["wrong"]
    assert stopped(select.propose, found) == ["S08"]


def signed_off(result: dict[str, Any]) -> dict[str, Any]:
    """A result with the digest that belongs to it."""
    rest = {key: value for key, value in result["digests"].items() if key != "result"}
    return {**result, "digests": rest | {"result": digest({**result, "digests": rest})}}


def tamper(owner: Owner, found: Round, change: Callable[[dict[str, Any]], None]) -> None:
    """Somebody with power over the database writes another result, with the digest that belongs to it."""
    with wall.inside("tama"):
        result = dict(tables.Run.objects.get(pk=found.run).result)
    change(result)
    owner.execute("UPDATE store_run SET result = %s WHERE id = %s", json.dumps(signed_off(result)), found.run)


def test_an_exception_must_be_signed_for_this_very_result(
    town: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    family, alone = passed(children=2, children__0__same_as_sibling="yes", children__1__same_as_sibling="yes"), passed()
    found = take(select.draw, frozen(), VALUE)
    monkeypatch.setattr(select, "check", lambda document, result, signed: reported(family, result, signed))
    found = take(select.verify, take(select.run, found))
    assert stopped(select.propose, found) == ["S09"]
    with pytest.raises(Incomplete):
        take(select.sign, found, family, " ", by=DECIDER)
    with pytest.raises(NotAllowed):
        take(select.sign, found, family, "要綱どおり", by=CLERK)
    with pytest.raises(NotFound):
        take(select.sign, found, alone, "要綱どおり", by=DECIDER)
    found = take(select.sign, found, family, "要綱どおり", by=DECIDER)
    assert take(select.propose, found).status == "proposed"
    assert (found.signed[0]["by"], found.signed[0]["reason"]) == ("kessai", "要綱どおり")
    again = take(select.verify, take(select.choose, found_back(found), {"daini": 1}))
    assert stopped(select.propose, again) == ["S09"]


def reported(family: str, result: dict[str, Any], signed: Any) -> Report:
    """What the checker says of a result with one exception."""
    said = {one["of"] for one in signed if one["result"] == result["digests"]["result"]}
    return Report((), (family,), tuple({family} - said), {})


def found_back(found: Round) -> Round:
    return take(select.send_back, now_is(found.id), "もう一度", by=DECIDER)
