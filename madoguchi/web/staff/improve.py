"""改善する所 - what each page of a form costs its families, the worst first, and what they say of it.

Everybody who works on a procedure may read it: there is nobody in it. What fewer than five did is told as 少数.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core import tally
from madoguchi.core.package.edition import Edition
from madoguchi.core.tally import FEW, Cost, Tally
from madoguchi.core.voice import QUESTIONS, Voice, spread
from madoguchi.store import look
from madoguchi.store.look import needs
from madoguchi.web import clock
from madoguchi.web.kit import chart
from madoguchi.web.who import staff_only

from .sign import ask

PERIODS: Final = {"7": "7日", "30": "30日", "90": "90日", "365": "1年"}
USUAL: Final = "30"
SMALL: Final = "少数"
NONE: Final = "なし"
UNKNOWN: Final = "不明"
CHECKING: Final = "内容の確認"
PARTS: Final = (("filling", "入力"), ("again", "やり直し"), ("leaving", "とちゅうでやめた"))
LOOKS: Final = ("good", "fair", "bad")
CHANNELS: Final = {"web": "", "counter": "窓口で"}
MOST: Final = 100  # words that are read on one page
SLOT: Final = re.compile(r"\{(\w+)[^}]*\}")


@dataclass(frozen=True)
class Line:
    """A page of the form: its bar, and the figures that stand in the table."""

    title: str
    bar: chart.Bar
    parts: tuple[tuple[str, str, str], ...]  # look, word, time
    cost: Cost
    refused: str
    left: str
    mistakes: tuple[tuple[str, str, str], ...]  # field, sentence, how often


@dataclass(frozen=True)
class Heard:
    """A question with its answers: bar, and (look, answer, how many)."""

    text: str
    bar: chart.Bar
    answers: tuple[tuple[str, str, str], ...]


@require_safe
@staff_only(ask)
def improve(request: HttpRequest, city: str) -> HttpResponse:
    """The page; the filters stand in its address."""
    editions = {edition.procedure.id: edition for edition in look.editions_of(request.clerk)}
    wanted = request.GET.get("procedure", "")
    edition = editions.get(wanted) or next(iter(editions.values()), None)
    days = request.GET.get("days", "")
    days = days if days in PERIODS else USUAL
    context: dict[str, Any] = {"here": "improve", "editions": editions.values(), "periods": PERIODS, "days": days}
    if edition:
        context |= _of(edition, days, request.GET.get("version", ""))
    return render(request, "staff/improve.html", context)


def _of(edition: Edition, days: str, version: str) -> dict[str, Any]:
    procedure, since = edition.procedure.id, clock.today() - timedelta(days=int(days))
    versions = needs.versions(procedure)
    version = version if version in versions else ""
    tallies, voices = needs.tallies(procedure, since, version), needs.voices(procedure, since, version)
    lines = _lines(tallies, edition)
    begun, handed = (tally.total(tallies, kind) for kind in (tally.BEGUN, tally.HANDED))
    return {
        "procedure": edition.procedure,
        "versions": versions,
        "version": version,
        "lines": [line for line in lines if not line.cost.few],
        "few": [line.title for line in lines if line.cost.few],
        "begun": _number(begun),
        "handed": _number(handed),
        "rate": tally.share(handed, begun),
        "time": spoken_time(tally.whole_time(tallies)) if handed >= FEW else "",
        "heard": _heard(voices),
        "liked": _liked(voices),
        "voices": [_said(voice) for voice in voices if voice.words][:MOST],
    }


def _lines(tallies: tuple[Tally, ...], edition: Edition) -> list[Line]:
    costs = tally.costs(tallies)
    begun = tally.total(tallies, tally.BEGUN)
    titles = {page.id: page.title for page in edition.form.pages} | {tally.CHECK: CHECKING}
    rows = [[(name, getattr(cost, name)) for name, _ in PARTS] for cost in costs]
    drawn = chart.bars(rows, max((cost.whole for cost in costs if not cost.few), default=0))
    return [_line(cost, bar, titles, begun, edition) for cost, bar in zip(costs, drawn, strict=True)]


def _line(cost: Cost, bar: chart.Bar, titles: Mapping[str, str], begun: int, edition: Edition) -> Line:
    counts = {"filling": cost.passed, "again": cost.refused, "leaving": cost.left}
    return Line(
        title=titles.get(cost.page, cost.page),
        bar=bar,
        parts=tuple((name, word, _time(getattr(cost, name), counts[name])) for name, word in PARTS),
        cost=cost,
        refused=_share(cost.refused, cost.passed + cost.refused),
        left=_share(cost.left, begun),
        mistakes=tuple(_mistake(one, edition) for one in cost.mistakes),
    )


def _mistake(one: Tally, edition: Edition) -> tuple[str, str, str]:
    """A mistake in words; what the form no longer has keeps its id."""
    places = ((f"{page.repeat.group}." if page.repeat else "", field) for page, field in edition.form.fields())
    label = next((field.label for group, field in places if group + field.id == one.field), one.field)
    rules = {f"{tally.RULE}{rule.id}": rule.say for rule in edition.form.rules}
    pattern = SLOT.sub(lambda slot: label if slot[1] == "label" else "…", one.say)
    say = {tally.MISSING: "入力がありません。", "": "形が違います。"}.get(one.say) or rules.get(one.say, pattern)
    return label, say, _number(one.count)


def _heard(voices: Iterable[Voice]) -> list[Heard]:
    """Each question with its answers; those with few answers have no bar."""
    found = []
    for question, counts in spread(voices):
        told = [(look, count if count >= FEW else 0) for look, count in zip(LOOKS, counts, strict=True)]
        bar = chart.bars([told], sum(counts))[0] if sum(counts) >= FEW else ()
        answers = zip(LOOKS, question.answers, map(_number, counts), strict=True)
        found.append(Heard(question.text, bar, tuple(answers)))
    return found


def _liked(voices: Iterable[Voice]) -> int | None:
    """The share of those who found it easy."""
    counts = dict(spread(voices))[QUESTIONS[0]]
    return tally.share(counts[0], sum(counts))


def _said(voice: Voice) -> dict[str, Any]:
    """Words with the month alone: in a small town the day could say whose they are."""
    taps = voice.taps
    told = [question.answers[3 - taps[question.id]] for question in QUESTIONS if question.id in taps]
    where = CHANNELS.get(voice.channel, voice.channel)
    return {"words": voice.words, "month": f"{voice.day:%Y}年{voice.day.month}月", "where": where, "taps": told}


def _share(part: int, of: int) -> str:
    found = tally.share(part, of)
    return SMALL if found is None else f"{found}%"


def _number(count: int) -> str:
    return SMALL if 0 < count < FEW else f"{count:,}"


def _time(seconds: int, count: int) -> str:
    """Of how many; without a script nobody knows how long."""
    if not count:
        return NONE
    if count < FEW:
        return SMALL
    return spoken_time(seconds) if seconds else UNKNOWN


def spoken_time(seconds: int) -> str:
    """How long, as people say it: 45秒, 3分, 2時間5分."""
    if seconds < 60:
        return f"{seconds}秒"
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours:,}時間{rest}分" if hours else f"{minutes}分"
