"""癖 - signs that look alike, told apart by what stands beside them: 三 among katakana is ミ, ー behind a kanji 一."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .signs import Sign
from .words import Word

_AS_KANA: Final = dict(zip("三八二口□囗工力夕卜一-", "ミハニロロロエカタトーー", strict=True))
_ERAS: Final = frozenset("昭平令")
_REIWA: Final = frozenset("今合会")  # what 令 is taken for
_FIRM: Final = "株"  # ㈱, unless one of these stands behind it
_NO_FIRM: Final = frozenset("式主価券)")


def mended(word: Word) -> Word:
    """The word as it was meant."""
    said = [sign.text for sign in word.signs]
    for at, text in enumerate(said):
        before, behind = said[at - 1] if at else "", "".join(said[at + 1 : at + 3])
        if text in _AS_KANA and _among_kana(text, before, behind):
            said[at] = _AS_KANA[text]
        elif (
            text == "ー"
            and before
            and behind
            and not _kana(before[-1])
            and not before.isdigit()
            and before not in "-〜~"
        ) or (text == "ー" == before and behind and not _kana(behind[0])):
            said[at] = "一"
    return replace(
        word, signs=tuple(replace(sign, text=text) for sign, text in zip(word.signs, _firm(said), strict=True))
    )


def parted(word: Word) -> list[Word]:
    """A word that begins with eras to choose from (昭平令4年), each of them alone; where 昭 or 平 stands, 今 is 令."""
    signs = [sign for sign in word.signs if sign.text.strip()]
    end = next(
        (at for at, sign in enumerate(signs) if sign.text not in _ERAS and not (at and sign.text in _REIWA)), len(signs)
    )
    if not end and len(signs) > 1 and signs[0].text in _REIWA and signs[1].text.isdigit():
        end = 1  # no number stands behind 今, 合 or 会
    if not end or (end < len(signs) and not (signs[end].text.isdigit() or signs[end].text == "年")):
        return [word]
    half = (word.box[3] - word.box[1]) / 2
    edges = [word.box[0], *(round(sign.at + half) for sign in signs[:end])]
    told = [
        replace(word, box=(left, word.box[1], right, word.box[3]), signs=(_said(sign),))
        for sign, left, right in zip(signs, edges, edges[1:], strict=False)
    ]
    rest = replace(word, box=(edges[-1], *word.box[1:]), signs=tuple(signs[end:]))
    return [*told, *([rest] if rest.signs else [])]


def _said(sign: Sign) -> Sign:
    return replace(sign, text="令") if sign.text in _REIWA else sign


def _among_kana(text: str, before: str, behind: str) -> bool:
    """Whether katakana stands before a sign and nothing else behind it, or two behind it."""
    if before and _kana(before):
        return not behind or behind[0] in _AS_KANA or not _kanji(behind[0])
    return text not in "一-" and len(behind) == 2 and all(map(_kana, behind))


def _firm(said: Sequence[str]) -> Sequence[str]:
    """㈱ at an end of a name, which is read as 株 or as (株."""
    told = list(said)
    if len(told) > 1 and told[0] == _FIRM and told[1] not in _NO_FIRM:
        told[0] = "㈱"
    elif len(told) > 1 and told[-1] == _FIRM and _kanji_or_kana(told[-2]):
        told[-1] = "㈱"
    elif told[:2] == ["(", _FIRM] and len(told) > 2 and told[2] not in _NO_FIRM:
        told[1] = f"{_FIRM})"
    return told


def _kana(sign: str) -> bool:
    return "ァ" <= sign <= "ヺ" or sign == "ー"


def _kanji(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _kanji_or_kana(sign: str) -> bool:
    return _kana(sign) or _kanji(sign)
