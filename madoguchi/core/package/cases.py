"""例 - the made-up applications of a package, and whether what comes of them is what its authors expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import jsonschema_rs

from ..condition import ConditionFault
from ..finding import Finding
from ..form import answer_schema, walk
from ..review import all_files, clear
from ..table import plain
from . import beside
from .edition import Edition


@dataclass(frozen=True)
class Difference:
    """One thing that came out otherwise: `index` is the case's place in the file, `what` the key of `expect`."""

    index: int
    what: str
    say: str


class CannotGive(Exception):
    """A dotted path of `given` leads nowhere in the base."""


def run(edition: Edition, suite: Mapping[str, Any]) -> tuple[Difference, ...]:
    """All differences of the cases of one file (tests/NAME.yaml, of valid shape)."""
    return tuple(found for index in range(len(suite["cases"])) for found in _one(edition, suite, index))


def answers_of(base: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the given answers laid over it; `guardians.0.name` reaches into a group. Raises CannotGive."""
    answers = deepcopy(dict(base))
    for path, value in given.items():
        *way, last = path.split(".")
        home: Any = answers
        try:
            for step in way:
                home = home[int(step)] if isinstance(home, list) else home[step]
            home[int(last) if isinstance(home, list) else last] = deepcopy(value)
        except (LookupError, TypeError, ValueError) as error:
            raise CannotGive(path) from error
    return answers


def _one(edition: Edition, suite: Mapping[str, Any], index: int) -> Iterator[Difference]:
    case = suite["cases"][index]
    today = date.fromisoformat(case.get("today", suite["today"]))
    try:
        answers = answers_of(suite["base"], case.get("given", {}))
        came = _came(edition, answers, today, suite, case)
    except CannotGive as error:
        yield Difference(index, "given", f"「{error}」は元の入力内容にありません。")
        return
    except (ConditionFault, TypeError, ValueError, KeyError, AttributeError) as error:
        yield Difference(index, "expect", f"計算できません({error})。")
        return
    for what, say in _differences(case["expect"], came):
        yield Difference(index, what, say)


@dataclass(frozen=True)
class _Came:
    findings: tuple[Finding, ...]
    mistakes: dict[str, str]
    stops: list[str]
    invalid: list[str]
    points: list[str]
    interview: list[bool]


def _came(
    edition: Edition, answers: dict[str, Any], today: date, suite: Mapping[str, Any], case: Mapping[str, Any]
) -> _Came:
    judged = edition.judge(answers, today)
    document, mistakes = judged.document, {mistake.path: mistake.say for mistake in judged.mistakes}
    schema = answer_schema(edition.form, "urn:madoguchi:answers", edition.procedure.name)
    errors = jsonschema_rs.Draft202012Validator(schema).iter_errors(document)
    return _Came(
        findings=_findings(edition, document, today, suite, case),
        mistakes=mistakes,
        stops=[stop.slug for stop in walk(edition.form, answers, edition.scope(today, answers))],
        points=["null" if one.total is None else plain(one.total) for one in edition.score(document, today)],
        interview=[edition.meets(document, one.branch, today) for one in edition.subjects(document)],
        invalid=[] if mistakes else [f"{'.'.join(map(str, e.instance_path))}: {e.message}" for e in errors],
    )


def _findings(
    edition: Edition, document: dict[str, Any], today: date, suite: Mapping[str, Any], case: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """As at the counter while the papers are not read, or as a review finds them where the file has papers."""
    known = beside.known(suite, case, edition.papers)
    if known is None:
        return edition.findings(document, today)
    whole = beside.with_papers(known, all_files(edition, document, known.papers))
    return edition.look(document, today, whole).findings


def _differences(expect: Mapping[str, Any], came: _Came) -> Iterator[tuple[str, str]]:
    codes = sorted(finding.code for finding in came.findings)
    if "findings" in expect and sorted(expect["findings"]) != codes:
        yield "findings", _differs("指摘", expect["findings"], codes)
    if "stops" in expect and expect["stops"] != came.stops:
        yield "stops", _differs("画面", expect["stops"], came.stops)
    wanted = expect.get("mistakes", {})
    wrong = any(part not in came.mistakes.get(path, "") for path, part in wanted.items())
    if wrong or wanted.keys() != came.mistakes.keys():
        yield "mistakes", _differs("入力の誤り", wanted, came.mistakes)
    if expect.get("clear", clear(came.findings)) != clear(came.findings):
        yield (
            "clear",
            "一目で済むはずの案件が、そうではありません。" if expect["clear"] else "一目で済む案件になりました。",
        )
    if (
        "points" in expect
        and (wanted := ["null" if one is None else str(one) for one in expect["points"]]) != came.points
    ):
        yield "points", _differs("点", wanted, came.points)
    if "interview" in expect and expect["interview"] != came.interview:
        yield "interview", _differs("面談", expect["interview"], came.interview)
    yield from _told(expect, came)
    if came.invalid:
        yield "expect", f"入力内容が様式の形(JSON Schema)に合いません({came.invalid[0]})。"


def _told(expect: Mapping[str, Any], came: _Came) -> Iterator[tuple[str, str]]:
    """What is asked of the family, and by when something is awaited."""
    for code, part in expect.get("asks", {}).items():
        asked = [finding.ask for finding in came.findings if finding.code == code]
        if not any(part in ask for ask in asked):
            yield "asks", _differs(f"「{code}」の依頼", part, asked)
    for code, day in expect.get("due", {}).items():
        due = [finding.due for finding in came.findings if finding.code == code]
        if day not in due:
            yield "due", _differs(f"「{code}」の期限", day, due)


def _differs(what: str, wanted: object, came: object) -> str:
    return f"{what}は {_said(wanted)} のはずが、{_said(came)} でした。"


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return "、".join(f"{key}「{say}」" for key, say in value.items()) or "なし"
    return ", ".join(map(str, value)) or "なし" if isinstance(value, list) else str(value)
