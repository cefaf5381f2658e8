"""見慣れた言葉 - the words printed on a kind of paper: what is nearly one of them, sign by sign, was meant for it.

Only signs of which the reader was not sure are taken for others, and only for those that it thought of itself, except
where a long word is read but for a sign or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from madoguchi.core.paper.kind import bare

from .signs import Sign

_SURE: Final = 0.9  # a sign that is surer than this is what it is
_LEAST: Final = 0.5  # of the signs of a word must be read as they are
_LONG: Final = 4  # signs: of a word as long as this,
_NEARLY: Final = 0.66  # so many read as they are leave no doubt
_TAKEN: Final = {"児": "見"}  # signs that small print is surely read as, where there is no word with those


class Known:
    """Words (bare), by how many signs they have."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = frozenset(words)
        self._long: dict[int, list[str]] = {}
        for word in self.words:
            self._long.setdefault(len(word), []).append(word)

    def meant(self, signs: Sequence[Sign]) -> tuple[Sign, ...] | None:
        """The signs as the word that they are or were meant for; None where they are no such word."""
        told = [(one, sign, bare(sign.text)) for one, sign in enumerate(signs)]
        told = [(one, sign, text) for one, sign, text in told if text]
        if "".join(text for _, _, text in told) in self.words:
            return tuple(signs)
        near = sorted(
            (_same(word, told), word)
            for word in self._long.get(len(told), ())
            if _fits(word, [one[1:] for one in told])
        )
        if not near or (len(near) > 1 and near[-2][0] == near[-1][0]):
            return None
        meant = {one: sign for sign, (one, _, text) in zip(near[-1][1], told, strict=True) if sign != text}
        return tuple(replace(sign, text=meant.get(one, sign.text)) for one, sign in enumerate(signs))


def _same(word: str, told: Sequence[tuple[int, Sign, str]]) -> int:
    return sum(sign == text for sign, (_, _, text) in zip(word, told, strict=True))


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
