"""記録の鎖 - what the chain finds, and what only an anchor does."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.case import Event
from madoguchi.core.chain import (
    Anchor,
    PersonalData,
    event_bytes,
    event_record,
    genesis,
    link,
    read_anchors,
    verify,
)

AT = datetime(2026, 11, 16, 3, 4, 5, 6, tzinfo=UTC)
PLAIN = Event(
    1, AT, "pass", "pass", "uketsuke", "clerk", "2026-000123-C-1", "received", "review", "staff", 42, "a" * 64
)


def chain(length: int, town: str = "tama", **more: object) -> list[Event]:
    events, before = [], genesis(town)
    for seq in range(1, length + 1):
        event = replace(PLAIN, seq=seq, note={"count": seq}, **more)
        before = link(before, event_bytes(event))
        events.append(replace(event, digest=before))
    return events


def head(events: list[Event]) -> tuple[int, str]:
    return (events[-1].seq, events[-1].digest) if events else (0, genesis("tama"))


def found(events: list[Event], anchors: dict[int, frozenset[str]] | None = None) -> set[tuple[int, str]]:
    return {(fault.seq, fault.code) for fault in verify("tama", events, head(events), anchors or {})}


def test_the_bytes_are_what_the_docs_say() -> None:
    assert event_bytes(replace(PLAIN, note={"count": 2, "branch": 1})) == (
        b'{"at":"2026-11-16T03:04:05.000006Z","channel":"staff","deed":"pass","edition":"' + b"a" * 64 + b'",'
        b'"note":{"branch":1,"count":2},"role":"clerk","seq":1,"source":"received","step":"pass",'
        b'"subject":"2026-000123-C-1","to":"review","touch":42,"who":"uketsuke"}'
    )


def test_the_lines_of_the_reference_come_to_the_same_digests() -> None:
    """Whoever does not trust our code follows the page."""
    page = (Path(__file__).parents[2] / "docs/reference/events.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {"hashlib": hashlib, "json": json}
    exec(page.partition("```python\n")[2].partition("```")[0], names)  # noqa: S102 - our own page
    told = [event_record(event) | {"digest": event.digest} for event in chain(4)]
    names["verify"]("tama", told)
    told[2]["touch"] = 1
    with pytest.raises(AssertionError, match="3"):
        names["verify"]("tama", told)


def test_the_same_moment_in_another_zone_gives_the_same_bytes() -> None:
    japan = AT.astimezone(timezone(timedelta(hours=9)))
    assert event_bytes(replace(PLAIN, at=japan)) == event_bytes(PLAIN)


def test_a_whole_chain_has_no_fault() -> None:
    assert found(chain(5)) == set()
    assert found([]) == set()


@pytest.mark.parametrize(
    "change",
    [
        *({"deed": "return"}, {"who": "kessai"}, {"role": "decider"}, {"to": "approved"}, {"touch": 41}),
        *({"subject": "2026-000124-D-1"}, {"at": AT + timedelta(microseconds=1)}, {"note": {"count": 4}}),
        *({"source": ""}, {"channel": "web"}, {"edition": "b" * 64}, {"step": "pass_on"}),
    ],
)
def test_whatever_is_changed_is_found_where_it_was_changed(change: dict[str, object]) -> None:
    events = chain(5)
    events[2] = replace(events[2], **change)
    assert found(events) == {(3, "changed")}


def test_a_changed_event_with_its_digest_made_anew_is_found_at_the_next() -> None:
    events = chain(5)
    changed = replace(events[2], touch=1)
    events[2] = replace(changed, digest=link(events[1].digest, event_bytes(changed)))
    assert found(events) == {(4, "changed")}


def test_an_event_taken_out_is_found() -> None:
    events = chain(5)
    assert found(events[:2] + events[3:]) == {(3, "removed")}
    assert found(events[1:]) == {(1, "removed")}


def test_an_event_taken_out_with_the_rest_moved_up_is_found() -> None:
    events = chain(5)
    closed = events[:2] + [replace(event, seq=event.seq - 1) for event in events[3:]]
    assert {seq for seq, _ in found(closed)} == {3, 4}


def test_two_events_that_changed_places_are_found() -> None:
    events = chain(5)
    events[1], events[2] = replace(events[2], seq=2), replace(events[1], seq=3)
    assert {(2, "changed"), (3, "changed")} <= found(events)


def test_the_chain_of_another_municipality_is_no_chain_of_ours() -> None:
    assert found(chain(2, "hachioji")) == {(1, "changed")}


def test_an_end_cut_off_is_found_by_the_ledger_or_else_by_an_anchor_alone() -> None:
    events = chain(5)
    assert {fault.code for fault in verify("tama", events[:3], head(events), {})} == {"head"}
    assert found(events[:3]) == set()  # the ledger was set back too: nothing inside the database can tell
    assert found(events[:3], {5: frozenset({events[4].digest})}) == {(5, "truncated")}


def test_a_chain_made_anew_is_found_by_an_anchor_alone() -> None:
    real, false = chain(5), chain(5, touch=1)
    assert found(false) == set()
    assert found(false, {4: frozenset({real[3].digest})}) == {(4, "rewritten")}
    assert found(real, {4: frozenset({real[3].digest})}) == set()


def test_anchors_of_before_and_after_a_rewriting_cannot_both_hold() -> None:
    real, false = chain(3), chain(3, touch=1)
    anchors = {3: frozenset({real[2].digest, false[2].digest})}
    assert found(real, anchors) == found(false, anchors) == {(3, "rewritten")}


@pytest.mark.parametrize(
    "words",
    [
        *({"who": "見本 花子"}, {"who": "hanako@example.jp"}, {"subject": "+81 42"}, {"step": "a b"}, {"deed": ""}),
        *({"note": {"reason": "x"}}, {"note": {"kind": "見本"}}, {"note": {"kind": "a b"}}, {"note": {"count": 1.5}}),
        *({"note": {"kind": "0423387777"}}, {"note": {"kind": "2020-04-01"}}, {"note": {"kind": "x" * 41}}),
        *({"note": {"count": ["a"]}}, {"edition": "a" * 81}),
    ],
)
def test_what_could_be_somebodys_words_is_refused(words: dict[str, object]) -> None:
    with pytest.raises(PersonalData) as refused:
        event_bytes(replace(PLAIN, **words))
    assert "見本" not in str(refused.value)


@pytest.mark.parametrize("note", [{"errand": 5}, {"kind": "mail"}, {"amended": True}, {"count": 0, "stage": "waiting"}])
def test_codes_and_counts_are_welcome(note: dict[str, int | bool | str]) -> None:
    assert event_bytes(replace(PLAIN, note=note))


def test_words_put_into_a_row_by_hand_are_a_change() -> None:
    events = chain(3)
    events[1] = replace(events[1], who="見本 花子")
    assert found(events) == {(2, "changed")}


def test_anchors_are_read_as_they_were_written() -> None:
    lines = [Anchor("tama", 3, "a" * 64, AT).line, "", Anchor("hachioji", 1, "b" * 64, AT).line]
    assert read_anchors(lines) == {"tama": {3: frozenset({"a" * 64})}, "hachioji": {1: frozenset({"b" * 64})}}


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"municipality": "tama"}', '{"municipality": "a", "seq": "x", "digest": ""}']
)
def test_a_broken_line_of_anchors_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"^2$"):
        read_anchors([Anchor("tama", 3, "a" * 64, AT).line, line])
