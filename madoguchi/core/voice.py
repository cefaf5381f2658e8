"""利用者の声 - what a family says after handing in: three taps and a free word, and nothing that leads back to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from .say import say

LONGEST: Final = 400  # characters of the free word


@dataclass(frozen=True, slots=True)
class Question:
    """A question that one tap answers; the first answer is the best (3), the last the worst (1)."""

    id: str
    text: str
    answers: tuple[str, str, str]


QUESTIONS: Final = (
    Question("ease", say("入力は、かんたんでしたか"), (say("かんたん"), say("ふつう"), say("むずかしい"))),
    Question("time", say("時間は、どのくらいかかりましたか"), (say("短かった"), say("ふつう"), say("長かった"))),
    Question("again", say("次も、この画面で申し込みたいですか"), (say("はい"), say("どちらでも"), say("いいえ"))),
)


@dataclass(frozen=True, slots=True)
class Voice:
    """声: what a family said after handing in; nothing in it leads back to them. Taps are 3, 2, 1, or None."""

    procedure: str
    version: str
    day: date
    channel: str
    lang: str
    ease: int | None = None
    time: int | None = None
    again: int | None = None
    words: str = ""

    @property
    def silent(self) -> bool:
        """Whether it says nothing at all."""
        return not self.words and not self.taps

    @property
    def taps(self) -> dict[str, int]:
        """What was tapped, by question."""
        told = ((question.id, getattr(self, question.id)) for question in QUESTIONS)
        return {name: tap for name, tap in told if tap}


def tapped(told: Mapping[str, str]) -> dict[str, int]:
    """The taps that a form sent; what is no answer of ours is none."""
    known = ((question.id, told.get(question.id, "")) for question in QUESTIONS)
    return {name: int(text) for name, text in known if text in ("1", "2", "3")}


def discreet(voice: Voice, taps: Mapping[str, int]) -> Voice:
    """A voice with its taps, whose words name no telephone, mail, number, link or key; cut where they are too long."""
    words = covered(voice.words.strip()[:LONGEST])
    return replace(voice, words=words, ease=taps.get("ease"), time=taps.get("time"), again=taps.get("again"))


_DIGIT: Final = "0-9０-９〇一二三四五六七八九"
_BETWEEN: Final = r"[\s\-‐‑‒–—−－ー.．・()（）/／]*"
_COVERS: Final = (
    (re.compile(r"https?://[!-~]+|[A-Za-z0-9_-]{20,}"), "(アドレス)"),
    (re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９._%+-]+\s*[@＠]\s*[A-Za-z0-9Ａ-Ｚａ-ｚ０-９.．-]+"), "(メールアドレス)"),
    (re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}(?![0-9A-Za-z])"), "(番号)"),
    # Seven digits in a row are a telephone number, a postcode, a reference or more; a day or a time has fewer.
    (re.compile(rf"[+＋]?(?:[{_DIGIT}]{_BETWEEN}){{6,}}[{_DIGIT}](?:[-‐－]?[A-Za-z](?![A-Za-z]))?"), "(番号)"),
)


def covered(words: str) -> str:
    """The same words, with what looks like somebody's number or address covered."""
    for looks, cover in _COVERS:
        words = looks.sub(cover, words)
    return words


def spread(voices: Iterable[Voice]) -> Iterator[tuple[Question, tuple[int, int, int]]]:
    """For each question how many gave its best, its middle and its worst answer."""
    all_of = tuple(voices)
    for question in QUESTIONS:
        told = Counter(voice.taps.get(question.id) for voice in all_of)
        yield question, (told[3], told[2], told[1])
