"""見慣れた言葉 - the words printed on a kind of paper: what is nearly one of them, sign by sign, was meant for it.

Only signs of which the reader was not sure are taken for others, and only for those that it thought of itself, except
where a long word is read but for a sign or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from madoguchi.core.paper.kind import bare

if TYPE_CHECKING:
    from .signs import Sign

_SURE: Final = 0.9  # a sign that is surer than this is what it is
_DOUBTED: Final = 0.6  # and one that is less sure may be a word of one sign
_LEAST: Final = 0.5  # of the signs of a word must be read as they are
_LONG: Final = 4  # signs: of a word as long as this,
_NEARLY: Final = 0.66  # so many read as they are leave no doubt
_ENOUGH: Final = 0.7  # of a ringed choice must be read
_BEGUN: Final = 3  # signs: the beginning of a choice is as long as this
# Signs that small print is surely read as, where there is no word with those.
_TAKEN: Final = {"児": "見", "殿": "股", "週": "遇", "無": "黒"}


class Known:
    """Words (bare), by how many signs they have; and the choices among them, as they are printed."""

    def __init__(self, words: Iterable[str] = (), choices: Iterable[str] = ()) -> None:
        self.words = frozenset(words)
        self.choices = sorted(choices, key=len, reverse=True)
        self._long: dict[int, list[str]] = {}
        for word in self.words:
            self._long.setdefault(len(word), []).append(word)

    def choice_at(self, signs: Sequence[Sign], at: int = 0) -> str:
        """The longest choice that stands there among signs, or is meant there; "" where none is."""
        text = "".join(sign.text for sign in signs)
        exact = next((one for one in self.choices if text.startswith(one, at)), "")
        rest = text[at:]
        if not exact and len(rest) >= _BEGUN and any(one.startswith(rest) for one in self.choices):
            return rest  # the rest of it stands apart
        return exact or next((one for one in self.choices if self._near(one, signs[at:])), "")

    def _near(self, choice: str, signs: Sequence[Sign]) -> bool:
        return len(choice) <= len(signs) and _fits(choice, [(sign, sign.text) for sign in signs[: len(choice)]])

    def nearest(self, signs: Sequence[Sign]) -> str:
        """The choice that these signs, which stand behind a tick box, are most like; "" where none or several are."""
        if len(signs) == 1:
            thought = [one for one in self.choices if one in (signs[0].text, *signs[0].others)]
            return thought[0] if len(thought) == 1 else ""
        near = [(sum(map(_is, signs, one)), one) for one in self.choices if _may_be(one, signs)]
        near.sort()
        alone = len(near) == 1 or (len(near) > 1 and near[-2][0] < near[-1][0])
        return near[-1][1] if alone and near[-1][0] * 2 >= len(signs) else ""

    def most_like(self, text: str) -> str:
        """The choice that a text, of which the ends may be hidden, is most like; "" where it is like none."""
        near = sorted((SequenceMatcher(None, one, text).ratio(), one) for one in self.choices)
        return near[-1][1] if near and len(text) > 1 and near[-1][0] > _ENOUGH else ""

    def meant(self, signs: Sequence[Sign]) -> tuple[Sign, ...] | None:
        """The signs as the word that they are or were meant for; None where they are no such word."""
        told = [(one, sign, bare(sign.text)) for one, sign in enumerate(signs)]
        told = [(one, sign, text) for one, sign, text in told if text]
        if "".join(text for _, _, text in told) in self.words:
            return tuple(signs)
        if len(told) == 1:
            return self._alone(told[0][1], signs)
        near = sorted(
            (_same(word, told), word)
            for word in self._long.get(len(told), ())
            if _fits(word, [one[1:] for one in told])
        )
        if not near or (len(near) > 1 and near[-2][0] == near[-1][0]):
            return None
        meant = {one: sign for sign, (one, _, text) in zip(near[-1][1], told, strict=True) if sign != text}
        return tuple(replace(sign, text=meant.get(one, sign.text)) for one, sign in enumerate(signs))

    def _alone(self, sign: Sign, signs: Sequence[Sign]) -> tuple[Sign, ...] | None:
        """The same for a word of one sign."""
        near = [
            word
            for word in self._long.get(1, ())
            if _TAKEN.get(word) == sign.text or (sign.sure < _DOUBTED and word in sign.others)
        ]
        return tuple(replace(one, text=near[0]) if one is sign else one for one in signs) if len(near) == 1 else None


NOTHING: Final = Known()


def _same(word: str, told: Sequence[tuple[int, Sign, str]]) -> int:
    return sum(sign == text for sign, (_, _, text) in zip(word, told, strict=True))


def _is(sign: Sign, text: str) -> bool:
    return sign.text == text


def _may_be(word: str, signs: Sequence[Sign]) -> bool:
    """Whether no sign is surely another one than that of the word."""
    return len(word) == len(signs) > 1 and all(
        sign.text == meant or sign.sure < _SURE for sign, meant in zip(signs, word, strict=True)
    )


def _fits(word: str, told: Sequence[tuple[Sign, str]]) -> bool:
    same = [meant == text for meant, (_, text) in zip(word, told, strict=True)]
    if len(word) < 2 or sum(same) < _LEAST * len(word):
        return False
    if len(word) >= _LONG and sum(same) >= _NEARLY * len(word) and not any(text.isdigit() for _, text in told):
        return True
    return all(
        alike or (sign.sure < _SURE and meant in sign.others) or _TAKEN.get(meant) == text
        for alike, meant, (sign, text) in zip(same, word, told, strict=True)
    )
