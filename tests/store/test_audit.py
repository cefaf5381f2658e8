"""監査 - what somebody with power over the database did to the records is found; where only an anchor can, with it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from madoguchi import settings
from madoguchi.commands import audit, main
from madoguchi.core import chain
from madoguchi.store import events, wall
from tests.places import Owner
from tests.store.rows import event

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def recorded(house: object) -> None:
    """Six records of one municipality, three of another."""
    for slug, count in (("tama", 6), ("hachioji", 3)):
        for number in range(count):
            with wall.inside(slug, write=True):
                events.append(event(touch=number))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(["audit", *words])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else {}

    return command


@pytest.fixture
def anchored(recorded: None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "ANCHOR", tmp_path)
    code, told = run("anchor")
    assert (code, told["anchored"]) == (0, {"tama": 6, "hachioji": 3})
    return tmp_path / audit.FILE


def faults(told: dict[str, Any], slug: str = "tama") -> set[tuple[int, str]]:
    return {(fault["seq"], fault["code"]) for fault in told["municipalities"][slug]["faults"]}


def make_anew(owner: Owner, changed: dict[int, int]) -> None:
    """What somebody with all power and our source would do: change, then tie every record and the ledger again."""
    for seq, touch in changed.items():
        owner.execute("UPDATE store_event SET touch = %s WHERE municipality_id = 'tama' AND seq = %s", touch, seq)
    before = chain.genesis("tama")
    with wall.inside("tama"):
        told = events.read()
    for one in told:
        before = chain.link(before, chain.event_bytes(one))
        owner.execute("UPDATE store_event SET digest = %s WHERE municipality_id = 'tama' AND seq = %s", before, one.seq)
    set_back(owner, told[-1].seq)


def set_back(owner: Owner, seq: int) -> None:
    """Make the ledger say what the last record is now."""
    owner.execute(
        "UPDATE store_ledger SET seq = %s, head = (SELECT digest FROM store_event WHERE municipality_id = 'tama'"
        " AND seq = %s) WHERE municipality_id = 'tama'",
        seq,
        seq,
    )


def cut(owner: Owner, seq: int) -> None:
    owner.execute("DELETE FROM store_event WHERE municipality_id = 'tama' AND seq > %s", seq)


def test_untouched_records_are_whole(recorded: None, run: Run) -> None:
    code, told = run("verify")
    assert (code, told["faults"]) == (0, 0)
    assert {slug: town["seq"] for slug, town in told["municipalities"].items()} == {
        "hachioji": 3,
        "tachikawa": 0,
        "tama": 6,
    }


@pytest.mark.parametrize(
    "change",
    [
        *(
            "touch = 999",
            "who = 'kessai'",
            "deed = 'decide'",
            "\"to\" = 'approved'",
            "subject = 'x'",
            "role = 'system'",
        ),
        *("at = '2026-01-01 00:00:00+00'", "step = 'x'", "channel = 'web'", "note = '{\"count\": 5}'", "source = 'x'"),
        *("digest = repeat('0', 64)", "touch = NULL", "who = '見本 花子'"),
    ],
)
def test_a_changed_record_is_found(recorded: None, owner: Owner, run: Run, change: str) -> None:
    change = change.replace("repeat('0', 64)", "'" + "0" * 64 + "'")
    owner.execute(f"UPDATE store_event SET {change} WHERE municipality_id = 'tama' AND seq = 3")
    code, told = run("verify")
    assert code == 1
    assert (3, "changed") in faults(told)
    assert faults(told, "hachioji") == set()


def test_a_record_taken_out_is_found(recorded: None, owner: Owner, run: Run) -> None:
    owner.execute("DELETE FROM store_event WHERE municipality_id = 'tama' AND seq = 4")
    code, told = run("verify")
    assert (code, faults(told)) == (1, {(4, "removed")})


def test_records_that_changed_places_are_found(recorded: None, owner: Owner, run: Run) -> None:
    for here, there in ((2, 99), (5, 2), (99, 5)):
        owner.execute("UPDATE store_event SET seq = %s WHERE municipality_id = 'tama' AND seq = %s", there, here)
    code, told = run("verify")
    assert code == 1
    assert {(2, "changed"), (5, "changed")} <= faults(told)


def test_a_record_moved_from_another_city_is_found(recorded: None, owner: Owner, run: Run) -> None:
    owner.execute(
        "UPDATE store_event SET municipality_id = 'tama', seq = 7 WHERE municipality_id = 'hachioji' AND seq = 3"
    )
    code, told = run("verify")
    assert code == 1
    assert (7, "changed") in faults(told)
    assert faults(told, "hachioji") == {(2, "head")}


def test_an_end_cut_off_is_found_by_the_ledger(recorded: None, owner: Owner, run: Run) -> None:
    cut(owner, 4)
    assert faults(run("verify")[1]) == {(4, "head")}


def test_an_end_cut_off_together_with_the_ledger_is_found_by_an_anchor_alone(
    anchored: Path, owner: Owner, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(owner, 4)
    set_back(owner, 4)
    code, told = run("verify")
    assert (code, faults(told)) == (1, {(6, "truncated")})
    monkeypatch.setattr(settings, "ANCHOR", None)
    assert run("verify")[0] == 0  # the control: nothing inside of the database can tell
    assert faults(run("verify", "--anchor", str(anchored))[1]) == {(6, "truncated")}


def test_a_chain_made_anew_is_found_by_an_anchor_alone(
    anchored: Path, owner: Owner, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_anew(owner, {3: 999})
    code, told = run("verify")
    assert (code, faults(told)) == (1, {(6, "rewritten")})
    monkeypatch.setattr(settings, "ANCHOR", None)
    assert run("verify")[0] == 0  # the control


def test_what_came_after_the_anchor_is_no_fault(anchored: Path, run: Run) -> None:
    with wall.inside("tama", write=True):
        events.append(event())
    assert run("verify")[0] == 0
    assert run("anchor")[1]["anchored"] == {"tama": 7, "hachioji": 3}
    assert len(anchored.read_text().splitlines()) == 4
    assert run("verify")[1]["municipalities"]["tama"]["anchors"] == 2


def test_a_city_that_lost_everything_is_found(anchored: Path, owner: Owner, run: Run) -> None:
    for table in ("event", "ledger"):
        owner.execute(f"DELETE FROM store_{table} WHERE municipality_id = 'tama'")
    owner.execute("DELETE FROM store_municipality WHERE slug = 'tama'")
    code, told = run("verify")
    assert (code, faults(told)) == (1, {(6, "truncated")})


def test_one_city_is_verified_alone(recorded: None, owner: Owner, run: Run) -> None:
    owner.execute("DELETE FROM store_event WHERE municipality_id = 'tama' AND seq = 4")
    assert run("verify", "--municipality", "hachioji")[0] == 0
    assert run("verify", "--municipality", "tama")[0] == 1
    assert run("verify", "--municipality", "nowhere")[0] == 2


def test_a_broken_anchor_is_refused_by_its_line(anchored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with anchored.open("a") as file:
        file.write("{\n")
    assert main(["audit", "verify"]) == 1
    assert f"{anchored}:3" in capsys.readouterr().err


def test_without_a_folder_nothing_is_anchored(
    recorded: None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("anchor")[0] == 2
    monkeypatch.setattr(settings, "ANCHOR", tmp_path / "gone")
    assert run("anchor")[0] == 2
    assert run("verify")[0] == 2


def test_a_fault_is_told_in_japanese_with_its_seq(
    recorded: None, owner: Owner, capsys: pytest.CaptureFixture[str]
) -> None:
    owner.execute("DELETE FROM store_event WHERE municipality_id = 'tama' AND seq = 4")
    main(["audit", "verify"])
    assert capsys.readouterr().err == "tama 4 removed: 記録4がありません。\n"
