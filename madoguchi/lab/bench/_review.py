"""審査の採点 - what a review found, held against what was planted: rule by rule, case by case, field by field."""

from __future__ import annotations

import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from madoguchi.core import bound
from madoguchi.core.finding import Finding
from madoguchi.core.papers import SURE
from madoguchi.core.review import Reviewed
from madoguchi.core.search import unvaried
from madoguchi.desk.folder import Application

GRAVE: Final = ("block", "ask", "condition")  # of a clean case, each of these costs a clerk more than a look
WORK: Final = "work_certificate"
RECORD: Final = ("month", "days", "hours")

Truth = Mapping[str, Any]
Plant = Mapping[str, str]


@dataclass
class Score:
    """What is counted; examples of each kind of mistake are kept by name."""

    rules: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    natural: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    cases: Counter[str] = field(default_factory=Counter)
    applications: Counter[str] = field(default_factory=Counter)
    misses: list[dict[str, Any]] = field(default_factory=list)
    alarms: list[dict[str, Any]] = field(default_factory=list)
    alarm_codes: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misread: list[dict[str, Any]] = field(default_factory=list)
    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def about(finding: Finding, plant: Plant) -> bool:
    """Whether a finding is the one that a plant must bring: of that rule, and about that part of the answers."""
    where = plant["where"]
    here = not where or any(path == where or path.startswith(f"{where}.") for path in finding.fields)
    return here and plant["code"] in (finding.rule, finding.code)


def scored(found: Iterable[Application], truth: Mapping[str, Truth]) -> Score:
    """All applications against the truth."""
    score = Score()
    for one in found:
        told = truth[one.name]
        findings = tuple(dict.fromkeys(finding for case in one.cases for finding in case.findings))
        _planted(score, one, told, findings)
        _cases(score, one, told)
        _read(score, one, told)
    return score


def _planted(score: Score, one: Application, told: Truth, findings: tuple[Finding, ...]) -> None:
    for plants, counts in ((told["defects"], score.rules), (told["natural"], score.natural)):
        for plant in plants:
            caught = any(about(finding, plant) for finding in findings)
            counts[plant["code"]][0] += 1
            counts[plant["code"]][1] += caught
            if not caught:
                score.misses.append({"application": one.name, **plant, "found": sorted({one.code for one in findings})})


def _cases(score: Score, one: Application, told: Truth) -> None:
    wrong_here = False
    for case in one.cases:
        clear = one.clear(case)
        wrong = clear and any(_passed_over(case, plant) for plant in (*told["defects"], *told["natural"]))
        alarms = list(_alarms(case, told)) if told["clean"] else []
        score.cases.update(all=1, clear=clear, wrong=wrong, clean=told["clean"], alarmed=bool(alarms))
        score.cases.update(clean_clear=clear and told["clean"])
        score.alarm_codes.update(finding.code for finding in alarms)
        score.alarms += [{"application": one.name, "code": finding.code, "say": finding.say} for finding in alarms]
        wrong_here |= wrong
    score.applications.update(all=1, clear=all(map(one.clear, one.cases)), wrong=wrong_here)


def _passed_over(case: Reviewed, plant: Plant) -> bool:
    """Whether a case says nothing of a plant that is about it."""
    where = plant["where"]
    elsewhere = where.startswith("children.") and where.split(".")[1] != str(case.branch - 1)
    return not elsewhere and not any(about(finding, plant) for finding in case.findings)


def _alarms(case: Reviewed, told: Truth) -> Iterator[Finding]:
    for finding in case.findings:
        if finding.level in GRAVE and not any(about(finding, plant) for plant in told["natural"]):
            yield finding


def _read(score: Score, one: Application, told: Truth) -> None:
    for read in one.read:
        medium = told["media"].get(read.name, "")
        score.ms[medium].append(read.ms)
        if read.name in told["papers"]:
            add_fields(score, (one.name, read.name), medium, told["papers"][read.name], read.told)


def add_fields(score: Score, named: tuple[str, str], medium: str, told: Truth, said: Mapping[str, Any]) -> None:
    """Count which fields of a paper, named by whose and which it is, were read as they stand on it."""
    values = _dense({code: one["value"] for code, one in said.get("fields", {}).items() if code != "week"})
    told = _dense(told)
    sure = {code for code, one in said.get("fields", {}).items() if not one["note"] and one["sure"] >= SURE}
    for code in told.keys() | {code for code, value in values.items() if value is not None}:
        kind = "digits" if _is_digits(told.get(code, values.get(code))) else "strings"
        same = plain(told.get(code)) == plain(values.get(code))
        alike = same or _alike(told.get(code), values.get(code))
        score.fields[medium].update({kind: 1, f"{kind}_exact": same, "alike": alike})
        score.fields[medium].update({"of_sure": code in sure, "sure_wrong": code in sure and not same})
        if not same:
            score.misread.append(
                {
                    "paper": "/".join(named),
                    "medium": medium,
                    "code": code,
                    "told": told.get(code),
                    "read": values.get(code),
                }
            )


def _dense(told: Mapping[str, Any]) -> dict[str, Any]:
    """The months of the record from the first: which row was left blank tells nothing."""
    rows = [[told.get(f"record_{row}_{part}") for part in RECORD] for row in (1, 2, 3)]
    rows = [row for row in rows if any(value is not None for value in row)]
    rest = {code: value for code, value in told.items() if not code.startswith("record_")}
    return rest | {
        f"record_{number}_{part}": value
        for number, row in enumerate(rows, 1)
        for part, value in zip(RECORD, row, strict=True)
        if value is not None
    }


def _is_digits(value: Any) -> bool:
    text = value if isinstance(value, str) else ""
    return not isinstance(value, str | list) or (bool(text) and all(sign.isdecimal() or sign in "-:" for sign in text))


def _alike(told: Any, read: Any) -> bool:
    """Whether two texts are the same for a comparison, which takes variants of letters (髙, 﨑) for the common ones."""
    return (
        isinstance(told, str) and isinstance(read, str) and unvaried(plain(told) or "") == unvaried(plain(read) or "")
    )


def plain(value: Any) -> Any:
    """A value without width, spaces and the order of what is ticked."""
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).split()) or None
    if isinstance(value, list):
        return sorted(value)
    return value or None if not isinstance(value, int | float) else float(value)


def share(part: int, of: int) -> dict[str, Any]:
    """A share with its 95 % interval (Clopper-Pearson), in per cent."""
    low, high = bound.interval(part, of)
    percent = round(100 * part / of, 2) if of else None
    return {"of": of, "n": part, "percent": percent, "interval": [round(100 * low, 2), round(100 * high, 2)]}


def figures(score: Score) -> dict[str, Any]:
    """As JSON; the examples are the first of each kind."""
    planted = sum(row[0] for row in score.rules.values())
    caught = sum(row[1] for row in score.rules.values())
    cases, applications = score.cases, score.applications
    return {
        "cases": dict(cases) | {"applications": applications["all"]},
        "planted": share(caught, planted),
        "rules": {code: _rule(*row) for code, row in sorted(score.rules.items())},
        "natural": {code: _rule(*row) for code, row in sorted(score.natural.items())},
        "one_look": share(cases["clean_clear"], cases["clean"]),
        "false_alarms": share(cases["alarmed"], cases["clean"]),
        "alarm_codes": dict(score.alarm_codes.most_common()),
        "wrongly_clear": _wrong(cases),
        "wrongly_clear_by_application": _wrong(applications),
        "fields": {medium: of_fields(told) for medium, told in sorted(score.fields.items())},
        "ms": {medium: spread(told) for medium, told in sorted(score.ms.items())},
        "misses": score.misses[:50],
        "alarms": score.alarms[:50],
        "misread": score.misread[:50],
    }


def _rule(planted: int, caught: int) -> dict[str, Any]:
    return {
        "planted": planted,
        "caught": caught,
        "missed": planted - caught,
        "interval": share(caught, planted)["interval"],
    }


def _wrong(counts: Mapping[str, int]) -> dict[str, Any]:
    """With the one-sided 95 % upper bound: so often may it be wrong at most."""
    upper = round(100 * bound.upper(counts["wrong"], counts["clear"]), 3)
    return {"clear": counts["clear"], "wrong": counts["wrong"], "upper_percent": upper}


def of_fields(told: Mapping[str, int]) -> dict[str, Any]:
    """Shares of the fields that are exact: all, texts, digits; of all, those that comparisons take for the same; and of
    those that are sure, the wrong ones."""
    both = {"strings": told["strings"] + told["digits"], "exact": told["strings_exact"] + told["digits_exact"]}
    return {
        "all": share(both["exact"], both["strings"]),
        "strings": share(told["strings_exact"], told["strings"]),
        "digits": share(told["digits_exact"], told["digits"]),
        "alike": share(told["alike"], both["strings"]),
        "surely_wrong": share(told["sure_wrong"], told["of_sure"]),
    }


def spread(ms: list[float]) -> dict[str, Any]:
    """Milliseconds of a paper: median, and that within which 19 of 20 are read."""
    ordered = sorted(ms)
    at = min(len(ordered) - 1, int(len(ordered) * 0.95))
    return {"papers": len(ms), "p50": round(statistics.median(ordered), 1), "p95": round(ordered[at], 1)}
