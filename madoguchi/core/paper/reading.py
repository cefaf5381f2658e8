"""読み取り - the values of a paper by code, each with the text it was read from, its place, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..weeks import PaperWeek
from . import grammar, rows
from .areas import Found, found
from .grammar import Told
from .kind import Item, PaperKind
from .marks import Option, chosen, in_one_era, options
from .sheet import EMPTY, RINGS, TICKED, UNWORKED, Page, Piece
from .strand import Strand, strand

SEVERAL: Final = "several"  # more than one choice is ticked where one is asked for
UNCLEAR: Final = "unclear"  # nothing tells which of the printed choices is meant
FORMULA: Final = "formula"  # a formula stands there that was never worked out
DIFFERS: Final = "differs"  # what is to be seen is something else than the text that programs read
_NOTHING: Final = "()「」[]:-~・_/" + UNWORKED


@dataclass(frozen=True, slots=True)
class Value:
    """One value: None is blank, or what `note` says. `text` as read, `where` its places, `sure` from 0 to 1."""

    value: Any
    text: str
    where: tuple[str, ...]
    sure: float = 1.0
    note: str = ""


def read(kind: PaperKind, page: Page) -> dict[str, Value]:
    """What a page says, by code; blank items are left out."""
    told: dict[str, Value] = {}
    for area in found(kind, page):
        for code, value in _area(area):
            if value.value is not None or value.note:
                told.setdefault(code, value)
    if _only_chosen_are_marked(page):
        told = {code: value for code, value in told.items() if value.note != UNCLEAR}
    for week in kind.weeks:
        if made := _week(week, told):
            told[week.code] = made
    return told


def _only_chosen_are_marked(page: Page) -> bool:
    """Whether choices are ringed, or ticked without boxes, on a page that a program wrote: what has no mark there was
    not chosen. On a picture a mark may have been overlooked."""
    signs = {piece.text.strip() for piece in page.pieces}
    ticked = not signs.isdisjoint(TICKED) and signs.isdisjoint(EMPTY)
    return (ticked or any(piece.marked for piece in page.pieces)) and all(piece.sure >= 1 for piece in page.pieces)


def _week(week: PaperWeek, told: Mapping[str, Value]) -> Value | None:
    """A week in the shape of answers (core/fields/week): as sure, and as doubtful, as what it is put together from."""
    made = week.of({code: one.value for code, one in told.items()})
    if not made:
        return None
    sources = [told[code] for code in (week.days, *week.times) if code in told]
    note = next((one.note for one in sources if one.note), "")
    return Value(made, sources[0].text, sources[0].where, min(one.sure for one in sources), note)


def _area(area: Found) -> Iterator[tuple[str, Value]]:
    whole = strand(in_one_era(area.pieces))
    printed = strand(in_one_era([piece for piece in area.pieces if not piece.text.startswith("※")]))
    for item in area.label.area.items:
        if item.type in rows.READERS:
            for code, told, pieces in rows.READERS[item.type](item, area.pieces):
                yield code, _value(told, pieces)
            continue
        here, anchors = whole if item.type == "text" else printed, area.label.area.anchors
        part = here.after(item.after, anchors) if item.after else here.before(anchors)
        if part is None:
            continue
        for code, value in _READERS[item.type](item, part):
            yield code, _worked(value, part)


def _worked(value: Value, part: Strand) -> Value:
    """A blank where a formula stands that nobody has worked out is no blank."""
    at = part.text.find(UNWORKED)
    if at < 0 or value.value is not None:
        return value
    piece = part.pieces_of(at, at + 1)[0]
    return Value(None, "", (piece.where,), 0.0, FORMULA)


def _value(told: Told, pieces: Sequence[Piece]) -> Value:
    """A value with the texts it comes from; what is seen otherwise than it is written is noted."""
    differs = next((piece for piece in pieces if piece.differs), None)
    note = told.note or (DIFFERS if differs else "")
    sure = min((piece.sure for piece in pieces), default=1.0)
    return Value(
        told.value, " ".join(piece.text for piece in pieces), tuple(piece.where for piece in pieces), sure, note
    )


def _part(told: Told, part: Strand) -> Value:
    return _value(told, part.pieces_of(told.start, told.end))


def _simple(find: Callable[[str], Told]) -> Callable[[Item, Strand], Iterator[tuple[str, Value]]]:
    def reader(item: Item, part: Strand) -> Iterator[tuple[str, Value]]:
        yield item.code, _part(find(part.text), part)

    return reader


def _text(item: Item, part: Strand) -> Iterator[tuple[str, Value]]:
    pieces = part.pieces_of()
    words = " ".join(" ".join(piece.text.split()) for piece in pieces if piece.text.strip(_NOTHING + " \u3000"))
    yield item.code, _value(Told(words or None), pieces)


def _hours(item: Item, part: Strand) -> Iterator[tuple[str, Value]]:
    yield item.code, _part(grammar.hours(part.text), part)
    if item.rest:
        yield item.rest, _part(grammar.break_(part.text), part)


def _period(item: Item, part: Strand) -> Iterator[tuple[str, Value]]:
    yield from ((code, _part(told, part)) for code, told in zip(item.parts, grammar.period(part.text), strict=True))


def _band(item: Item, part: Strand) -> Iterator[tuple[str, Value]]:
    yield from ((code, _part(told, part)) for code, told in zip(item.parts, grammar.band(part.text), strict=True))


def _choice(item: Item, part: Strand) -> Iterator[tuple[str, Value]]:
    printed = options(part, item.values)
    ours = chosen(printed)
    note = SEVERAL if len(ours) > 1 else UNCLEAR if len(printed) > 1 and _bare_choice(printed) else ""
    one = ours[0] if len(ours) == 1 else None
    pieces = part.pieces_of(one.start - 1 if one.start else 0, one.end) if one else _around(part, ours or printed)
    yield item.code, _value(Told(one.value if one else None, note=note), pieces)
    if item.other and one and one.value == item.values[-1]:
        yield item.other, _other(one.end, part)


def _bare_choice(printed: Sequence[Option]) -> bool:
    return all(option.chosen is None for option in printed)


def _around(part: Strand, printed: Sequence[Any]) -> list[Piece]:
    return [piece for option in printed for piece in part.pieces_of(option.start, option.end)]


def _many(item: Item, part: Strand) -> Iterator[tuple[str, Value]]:
    printed = options(part, item.values)
    ours = chosen(printed)
    values = [value for value in item.values if any(option.value == value for option in ours)]
    note = UNCLEAR if ours and _overlooked(part, item, printed) else ""
    yield item.code, _value(Told(values or None, note=note), _around(part, ours))


def _overlooked(part: Strand, item: Item, printed: Sequence[Option]) -> bool:
    """Whether in a picture some of the choices, which have boxes, were found without one or not at all."""
    boxes = [option.chosen is not None for option in printed]
    seen = any(piece.sure < 1 for piece in part.pieces)
    return (
        seen and any(option.chosen is False for option in printed) and (not all(boxes) or len(boxes) < len(item.values))
    )


def _other(at: int, part: Strand) -> Value:
    """What was written behind the last choice, in its brackets."""
    end = next((place for place in range(at, len(part.text)) if part.text[place] in TICKED + EMPTY + RINGS), None)
    rest = part.between(at, end if end is not None else len(part.text))
    words = rest.text
    for stop in ("期間", "理由"):
        words = words.partition(stop)[0]
    words = words.strip(_NOTHING.replace("(", "").replace(")", ""))
    words = _bracketed(words) if words.startswith("(") else words
    return _value(Told(words.strip(_NOTHING) if not words.strip(_NOTHING) else words), rest.pieces_of())


def _bracketed(words: str) -> str:
    """What stands in the brackets that a text begins with, even where they are not closed."""
    deep = 0
    for at, sign in enumerate(words):
        deep += (sign == "(") - (sign == ")")
        if deep == 0:
            return words[1:at]
    return words[1:]


_READERS: Final[Mapping[str, Callable[[Item, Strand], Iterator[tuple[str, Value]]]]] = {
    "text": _text,
    "date": _simple(grammar.one_date),
    "phone": _simple(grammar.phone),
    "number": _simple(grammar.number),
    "choice": _choice,
    "many": _many,
    "hours": _hours,
    "period": _period,
    "band": _band,
}
