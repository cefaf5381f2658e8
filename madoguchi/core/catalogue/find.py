"""カタログの検索 - an everyday question finds its procedure: spellings, everyday words and slips of the finger.

In memory and by arithmetic alone. A question is cut into sayings that the file of everyday words knows; each stands for
one or more terms of procedures, of which the best counts, and what all of them give is added up. Terms are compared by
pairs of letters, so a slip costs a pair or two and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import jaconv

from madoguchi.core.search import normalise

from .entry import Entry

# What stands beside the name, and how much of the name's weight it has.
BESIDE: Final = {"alias": 0.9, "kana": 0.9, "person": 0.15, "firm": 0.1, "summary": 0.3, "law": 0.25, "target": 0.15}
ITSELF: Final = 0.5  # the question's own words, beside what they stand for
WHOLE: Final = 0.6  # a term that stands in the name letter by letter
LEAST: Final = 0.12  # below this nothing was found
LIKE: Final = 0.7  # of a saying's pairs, in a question with a slip in it
SHORTEST: Final = 4  # letters of a saying that may have a slip
COMMON: Final = 0.2  # a piece that so much of the catalogue has (申請, 届出) tells nothing where others do
KEPT: Final = 500  # words whose answer is kept
KANA: Final = 0.2  # of endings and particles beside kanji


@dataclass(frozen=True)
class Saying:
    """What people say, in the spelling to look for, and the terms it stands for, each of one or more words."""

    said: str
    means: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Synonyms:
    """The file of everyday words: sayings, the longest first."""

    sayings: tuple[Saying, ...] = ()

    def slots(self, question: str) -> Iterator[tuple[tuple[str, ...], ...]]:
        """What the sayings of a question stand for; a saying inside of a longer one does not count."""
        left = question
        for one in self.sayings:
            if one.said in left:
                left = left.replace(one.said, "\0" * len(one.said), 1)
                yield one.means
        yield from self._slips(left)

    def _slips(self, left: str) -> Iterator[tuple[tuple[str, ...], ...]]:
        """A saying that is nearly there: as much of its pairs as LIKE."""
        if len(left.replace("\0", "")) < SHORTEST:
            return
        own = _grams(left)
        for one in self.sayings:
            pairs = _grams(one.said)
            if len(one.said) >= SHORTEST and len(pairs & own) >= LIKE * len(pairs):
                yield one.means
                return


def synonyms(rows: Iterable[Sequence[str]]) -> Synonyms:
    """From rows of (sayings, terms): alternatives stand between bars, words of one term between spaces."""
    found: dict[str, Saying] = {}
    for said, means in rows:
        terms = tuple(tuple(normalise(word) for word in term.split()) for term in means.split("|") if term.strip())
        for one in said.split("|"):
            if word := normalise(one):
                known = found.get(word)
                found[word] = Saying(word, (*known.means, *terms) if known else terms)
    return Synonyms(tuple(sorted(found.values(), key=lambda one: (-len(one.said), one.said))))


@dataclass(frozen=True)
class Found:
    """An entry and how well it answers."""

    entry: Entry
    score: float


class Index:
    """Entries, ready to be searched. Made once for a catalogue; asking changes nothing."""

    def __init__(self, entries: Iterable[Entry], everyday: Synonyms) -> None:
        self.entries, self.everyday = tuple(entries), everyday
        self._names = [normalise(one.name) for one in self.entries]
        self._places = defaultdict[str, dict[int, float]](dict)
        for at, entry in enumerate(self.entries):
            for text, weight in _texts(entry, self._names[at]):
                for gram in _grams(text) | (set(text) if weight == 1.0 else set()):
                    self._places[gram][at] = max(self._places[gram].get(at, 0.0), weight)
        whole = len(self.entries) + 1
        self._known: dict[str, Mapping[int, float]] = {}
        self._rare: Mapping[str, float] = {gram: log(whole / len(told)) + 0.1 for gram, told in self._places.items()}

    def ask(self, question: str, most: int = 50) -> tuple[Found, ...]:
        """The entries that answer a question, the best first; none for an empty one."""
        if question.isascii() and question.isalpha():
            question = jaconv.alphabet2kana(question.lower())  # hikkoshi, typed before the kana were switched on
        words, told = [normalise(word) for word in question.split()], normalise(question)
        if not told:
            return ()
        scores = defaultdict[int, float](float)
        for word in words:
            for at, value in self._term((word,)).items():
                scores[at] += ITSELF * value / len(words)
        for means in self.everyday.slots(told):
            best: dict[int, float] = {}
            for term in means:
                for at, value in self._term(term).items():
                    best[at] = max(best.get(at, 0.0), value)
            for at, value in best.items():
                scores[at] += value
        order = sorted(scores.items(), key=lambda pair: (-pair[1], len(self._names[pair[0]]), pair[0]))
        return tuple(Found(self.entries[at], round(score, 4)) for at, score in order[:most] if score >= LEAST)

    def _term(self, words: tuple[str, ...]) -> dict[int, float]:
        """How well each entry has a term: all its words count, and short names say it more plainly than long ones."""
        scores = defaultdict[int, float](float)
        for word in words:
            for at, value in self._word(word).items():
                scores[at] += value / len(words)
        return {at: score * (1 - min(len(self._names[at]), 60) / 200) for at, score in scores.items()}

    def _word(self, word: str) -> Mapping[int, float]:
        """How well each entry has a word. Those of the file of everyday words come again and again."""
        if word not in self._known:
            if len(self._known) > KEPT:
                self._known.clear()
            self._known[word] = self._reckoned(word)
        return self._known[word]

    def _reckoned(self, word: str) -> Mapping[int, float]:
        grams = _grams(word) if len(word) > 1 else {word}
        known = [gram for gram in grams if gram in self._rare]
        telling = [gram for gram in known if len(self._places[gram]) < COMMON * len(self.entries)] or known
        worth = {gram: self._rare[gram] * (KANA if _beside_kanji(gram, word) else 1.0) for gram in telling}
        # What is nowhere in the catalogue (a slip, an ending) costs less than what is.
        strange = sum(KANA if _beside_kanji(gram, word) else 1.0 for gram in grams if gram not in self._rare)
        whole = sum(worth.values()) + strange * log(len(self.entries) + 1) / 4
        scores = defaultdict[int, float](float)
        for gram, value in worth.items():
            for at, weight in self._places[gram].items():
                scores[at] += value * weight / whole
        for at in [at for at, value in scores.items() if value > WHOLE and word in self._names[at]]:
            scores[at] += WHOLE
        return scores


def _beside_kanji(gram: str, word: str) -> bool:
    return _kana(gram) and not _kana(word)


def _kana(text: str) -> bool:
    return all("ぁ" <= letter <= "ゖ" for letter in text)


def _texts(entry: Entry, name: str) -> Iterator[tuple[str, float]]:
    yield name, 1.0
    for key, weight in BESIDE.items():
        if text := entry.text(key):
            yield normalise(text), weight


def _grams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
