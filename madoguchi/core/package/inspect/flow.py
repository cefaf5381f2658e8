"""業務フローの検査 - every status can be reached and left, every step has someone to take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ...proof import STANDING
from ..faults import Fault
from ..parts import Parts, Row, repeated

# What a step may leave to be done outside; the desk knows how.
ERRANDS: Final = frozenset({"mail", "code"})


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of the flow in force; each in the file its row stands in."""
    if not parts.has("procedure.yaml", parts.flow_path) or not parts.sure("flow.yaml"):
        return
    for path in (parts.flow_path, "flow.yaml"):
        for part in ("statuses", "steps"):
            yield from repeated(parts.file(path).rows(part))
    statuses = {row.text("id"): row for row in parts.flow_rows("statuses")}
    steps = parts.flow_rows("steps")
    for status in statuses.values():
        if (station := status.text("station")) and station not in parts.stations:
            yield status.fault("unknown-station", f"駅「{station}」は stations にありません。", "station")
    for step in steps:
        yield from _step(parts, step, statuses)
    yield from _shortcuts(steps)
    yield from _ways(parts, statuses, steps)
    yield from _expiries(steps)


def _step(parts: Parts, step: Row, statuses: Mapping[str, Row]) -> Iterator[Fault]:
    for place, name in step.texts("from"):
        if name not in statuses:
            yield step.fault("unknown-status", f"状態「{name}」は statuses にありません。", "from", place)
    if (name := step.text("to")) and name not in statuses:
        yield step.fault("unknown-status", f"状態「{name}」は statuses にありません。", "to")
    for place, name in step.texts("errands"):
        if name not in ERRANDS:
            say = f"用務「{name}」はありません。使えるのは {', '.join(sorted(ERRANDS))} です。"
            yield step.fault("unknown-errand", say, "errands", place)
    ask = step.row("ask")
    days = ask.text("days")
    if ask.data and ("days" in ask.data) == ("by" in ask.data):
        yield step.fault("missing-key", "依頼の期限は、days か by のどちらかで書いてください。", "ask")
    if days and parts.value_kinds.get(days) != "number":
        yield step.fault(
            "unknown-value", f"「{days}」は procedure.yaml の values にある数ではありません。", "ask", "days"
        )


def _shortcuts(steps: list[Row]) -> Iterator[Fault]:
    seen: dict[tuple[str, str, str], str] = {}
    for step in steps:
        for _, status in step.texts("from"):
            key = step.text("key")
            if not key:
                continue
            first = seen.setdefault((step.text("role"), status, key), step.text("id"))
            if first != step.text("id"):
                yield step.fault("duplicate-shortcut", f"キー {key} は「{first}」も使っています。", "key")


def _ways(parts: Parts, statuses: Mapping[str, Row], steps: list[Row]) -> Iterator[Fault]:
    starts = [step for step in steps if step.text("deed") == "submit" and not step.texts("from")]
    if not any(step.text("role") == "resident" for step in starts):
        yield parts.file(parts.flow_path).fault(
            "no-start", "申請者(resident)の submit で始まる手順がありません。", "steps"
        )
        return
    ways = [(status, step.text("to")) for step in steps for _, status in step.texts("from")]
    reached = _spread({step.text("to") for step in starts}, ways)
    ends = {name for name, row in statuses.items() if row.data.get("final") is True}
    ending = _spread(ends, [(after, before) for before, after in ways])
    for name, status in statuses.items():
        if name not in reached:
            yield status.fault("unreachable", f"状態「{name}」へ進む手順がありません。", "id")
        elif name not in ends and name not in {before for before, _ in ways}:
            yield status.fault("dead-end", f"状態「{name}」から出る手順がなく、終わり(final)でもありません。", "id")
        elif name not in ending and _leaves_only_to_living(name, ways, statuses):
            yield status.fault("no-end", f"状態「{name}」からは、どの終わり(final)にもたどり着けません。", "id")


def _leaves_only_to_living(name: str, ways: list[tuple[str, str]], statuses: Mapping[str, Row]) -> bool:
    """Whether a status runs in circles: what only leads to a dead end or to nowhere is told there already."""
    onward = _spread({name}, ways)
    return onward <= statuses.keys() and onward <= {before for before, _ in ways}


def _spread(starts: Iterable[str], ways: list[tuple[str, str]]) -> set[str]:
    """Everything that can be reached."""
    reached = set(starts)
    while more := {after for before, after in ways if before in reached} - reached:
        reached |= more
    return reached


def _expiries(steps: list[Row]) -> Iterator[Fault]:
    """What is asked for by a day needs a step for the day that runs out, or it waits for ever."""
    expiring = {
        status
        for step in steps
        if step.text("deed") == "expire" and step.text("role") in ("system", "")
        for _, status in step.texts("from")
    }
    for step in steps:
        standing = step.row("ask").text("kind") in STANDING  # goes on past its day
        if step.data.get("ask") and not standing and (status := step.text("to")) and status not in expiring:
            say = f"状態「{status}」の期限が過ぎた時に system が行う手順(deed: expire)がありません。"
            yield step.fault("no-expiry", say, "ask")
