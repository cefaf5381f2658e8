"""文字の幅と文字コード - letters as a back office takes them; each that is typed otherwise is told, none goes silently.

Widths are changed as a whole and not told letter by letter. Nothing is normalised as a whole: that would replace 神
(U+FA19) and other letters of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

import jaconv

from .office import StandIn, System
from .sheet import Replaced
from .standins import KANA, LACKING, STAND_INS

Fitted = tuple[str, tuple[Replaced, ...]]

_JOINER: Final = "\u200d"
_SELECTORS = re.compile("[\ufe00-\ufe0f\u180b-\u180d\U000e0100-\U000e01ef]")
_SHAPES: Final = {
    "any": re.compile(r".*", re.DOTALL),
    "kana": re.compile(r"[ｦ-ﾟ -]*"),
    "wide": re.compile(r"[^\x00-\x7fｦ-ﾟ｡-･]*"),
    "ascii": re.compile(r"[\x20-\x7e]*"),
    "digits": re.compile(r"[0-9]*"),
}
WIDTHS: Final = {"kana": "半角カナ", "wide": "全角", "ascii": "半角英数字", "digits": "数字"}


def fitted(text: str, width: str, system: System) -> Fitted:
    """The text in the letters of a field of the back office (`any`, `kana`, `wide`, `ascii`, `digits`)."""
    typed, replaced = _each(text, system.encoding, system.letters)
    if width == "kana":
        typed, more = _half_kana(typed)
        replaced += more
    elif width == "wide":
        typed = jaconv.h2z(typed, kana=True, ascii=True, digit=True)
    elif width != "any":
        typed = unicodedata.normalize("NFKC", typed)
    return typed.strip(" \u3000"), replaced


def strange(typed: str, width: str) -> str:
    """The first letter that such a field does not take; "" when it takes them all."""
    shape = _SHAPES[width]
    return next((letter for letter in typed if not shape.fullmatch(letter)), "")


def size(typed: str, encoding: str) -> int:
    """In bytes of the back office."""
    return len(typed.encode(encoding))


def _half_kana(text: str) -> Fitted:
    wide = jaconv.hira2kata(jaconv.h2z(text, kana=True))
    replaced = tuple(_told(letter, KANA[letter], "半角カナにない仮名や記号") for letter in wide if letter in KANA)
    plain = "".join(KANA.get(letter, letter) for letter in wide)
    return jaconv.z2h(plain, kana=True, ascii=True, digit=True), replaced


def _each(text: str, encoding: str, own: Mapping[str, StandIn]) -> Fitted:
    typed: list[str] = []
    replaced: list[Replaced] = []
    for letter in letters(text):
        if letter not in own and _kept(letter, encoding):
            typed.append(letter)
            continue
        by, why = _instead(letter, encoding, own)
        typed.append(by)
        replaced.append(_told(letter, by, why))
    return "".join(typed), tuple(replaced)


def letters(text: str) -> list[str]:
    """Letters as people see them: with the marks and selectors that belong to each."""
    found: list[str] = []
    for sign in text:
        belongs = unicodedata.category(sign) in ("Mn", "Me") or sign == _JOINER or _SELECTORS.match(sign)
        if found and (belongs or found[-1].endswith(_JOINER)):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _kept(letter: str, encoding: str) -> bool:
    """Whether the encoding has it, gives it back as it was, and means the same by it everywhere."""
    if len(letter) > 1 or unicodedata.category(letter) in ("Cc", "Co") or letter == "\u00a0":
        return False
    return _round(letter, encoding) == letter


def _round(text: str, encoding: str) -> str | None:
    try:
        return text.encode(encoding).decode(encoding)
    except UnicodeError:
        return None


def _instead(letter: str, encoding: str, own: Mapping[str, StandIn]) -> tuple[str, str]:
    """What is typed for a letter, and why; the first way that the encoding has."""
    if letter in own:
        return own[letter].by, own[letter].why
    for by, why in _ways(letter, encoding):
        if all(_kept(sign, encoding) for sign in by):
            return by, why
    return LACKING, "外字" if unicodedata.category(letter[0]) == "Co" else "文字コードにない文字"


def _ways(letter: str, encoding: str) -> Iterator[tuple[str, str]]:
    kind = unicodedata.category(letter[0])
    if kind == "Co":
        return
    if kind == "Cc":
        yield " ", "改行などの制御文字"
    if kind == "Cf" or _SELECTORS.match(letter[0]):
        yield "", "見えない文字"
    if letter in STAND_INS:
        yield STAND_INS[letter]
    if len(letter) == 1 and (again := _round(letter, encoding)):
        yield again, "文字コードで同じになる文字"
    if len(letter) > 1:
        yield unicodedata.normalize("NFC", letter), "分かれた濁点などを合わせた"
        bare = _SELECTORS.sub("", letter)
        yield bare, "異体字の指定を外した"
        if bare in STAND_INS:
            yield STAND_INS[bare]
    yield unicodedata.normalize("NFKC", letter), "文字コードにある文字に開いた"
    yield (
        "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one)),
        "符号を外した",
    )


def _told(letter: str, by: str, why: str) -> Replaced:
    return Replaced(letter, " ".join(f"U+{ord(sign):04X}" for sign in letter), by, why)
