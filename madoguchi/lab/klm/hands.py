"""手 - gives one answer as its inputs want it, and tells which operators that took."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import jaconv

from .answers import CHUNKS, Answer, Chosen, Day, Document, Left, Ticked, Typed, Week
from .certificate import made
from .memory import Memory
from .model import choosing, keys, passing, typing
from .phone import Control, Phone

Op = tuple[str, float]
DATE_KEYS: Final = {".y": 4, ".m": 2, ".d": 2}
NATIVE_DATE_TAPS: Final = 4
LIST_TAPS: Final = 2
FILE_TAPS: Final = 3  # the button, the file, and to take it


class NoSuchOption(Exception):
    """The page does not offer what the family wants to choose."""


@dataclass(frozen=True)
class Asked:
    """A field of the page before us: its inputs, and what whoever answers has seen by now."""

    phone: Phone
    path: str
    controls: Sequence[Control]
    memory: Memory


def fill(asked: Asked, answer: Answer) -> list[Op]:
    """Answer a field: the operators in their order. What stands there already is only read. Raises NoSuchOption."""
    # What may be typed by the one who fills in may be chosen on another page, and the other way round.
    kind = asked.controls[0].type
    if isinstance(answer, Typed) and kind in ("select", "radio"):
        answer = Chosen(answer.text)
    if isinstance(answer, Chosen) and kind not in ("select", "radio", "checkbox"):
        answer = Typed(answer.option)
    if isinstance(answer, Ticked) and kind in ("select", "radio"):
        answer = Chosen(answer.options[0])
    if isinstance(answer, Left):
        return []
    way: Callable[..., Iterator[Op]] = WAYS[type(answer)]
    return list(way(asked, answer))


def _typed(asked: Asked, answer: Typed) -> Iterator[Op]:
    control, chunk = asked.controls[0], asked.path in CHUNKS
    stands = control.value
    if _same(stands, answer.text) or (chunk and stands.endswith(answer.text)):
        yield "R", asked.memory.read(stands)
        return
    words = () if stands else ((word, answer.beside(word)) for word in control.adds)
    if found := next(((word, left) for word, left in words if left), None):
        yield from _with_button(asked, answer, found[0], *found[1])
        return
    begun = stands if chunk else ""
    if begun:
        yield "R", asked.memory.read(begun)
    else:
        yield "M", 1
    count = typing(answer.text, answer.reading, answer.conversions, begun)
    rest = answer.text[len(answer.text) - count["D"] :] if begun and not count["F"] else answer.text
    add = rest != answer.text
    if not asked.phone.type(control, rest, "" if add else answer.reading, add=add):
        yield "T", 1
    asked.memory.know(begun + rest if add else rest)
    yield from ((op, n) for op, n in count.items() if n)


def _with_button(asked: Asked, answer: Typed, word: str, rest: Typed, first: bool) -> Iterator[Op]:
    """A word by the button that puts it in, before the rest or behind it."""
    phone, control = asked.phone, asked.controls[0]
    yield "M", 1
    if first:
        phone.add(control, word)
        yield "T", 1
    if rest.text:
        if not phone.type(control, rest.text, rest.reading, add=True):
            yield "T", 1
        yield from ((op, n) for op, n in typing(rest.text, rest.reading, rest.conversions).items() if n)
    if not first:
        phone.add(control, word)
        yield "T", 1
    if (stands := phone.value(control)) != answer.text:
        raise NoSuchOption(f"{asked.path}: with the button {word} it is {stands}")
    asked.memory.know(answer.text)


def _same(one: str, other: str) -> bool:
    return bool(one) and _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return str(jaconv.hira2kata("".join(text.split()).replace("-", "")))


def _chosen(asked: Asked, answer: Chosen) -> Iterator[Op]:
    first = asked.controls[0]
    if first.type == "checkbox":
        yield from _ticked(asked, Ticked((answer.option,) if answer.option != "no" else ()))
        return
    radios = [one for one in asked.controls if one.value]
    options = first.options if first.type == "select" else tuple((one.value, one.label) for one in radios)
    stands = first.value if first.type == "select" else next((one.value for one in radios if one.checked), "")
    place = _place(asked, options, answer, stands)
    value, label = options[place]
    if first.type == "select" and stands == value:
        yield "R", asked.memory.read(label)
    elif first.type == "select":
        asked.phone.choose(first, value)
        yield from (("M", choosing(len(options))), ("T", LIST_TAPS))
        passed = options[: place + 1]
        words = asked.memory.read(first.near_by) if any(value in first.near for value, _ in passed) else 0
        yield "R", words + passing([text for _, text in passed], place)
    elif stands != value:
        asked.phone.tick(radios[place])
        yield from (("M", choosing(len(options))), ("T", 1))
    asked.memory.choose(asked.path, value, label)


def _place(asked: Asked, options: Sequence[tuple[str, str]], answer: Chosen, stands: str) -> int:
    if answer.option:
        for place, (value, label) in enumerate(options):
            if answer.option in (value, label):
                return place
        raise NoSuchOption(f"{asked.path}: {answer.option} is not among {[value for value, _ in options]}")
    for place, (_, label) in enumerate(options):
        if answer.like and label.startswith(answer.like):
            return place
    for place, (value, _) in enumerate(options):
        if value == stands:
            return place
    # Nobody's list is known here: what it says is near, else somewhere in its middle.
    near, taken = asked.controls[0].near, asked.memory.taken(asked.path)
    middle = min(len(options) // 2 + answer.place, len(options) - 1)
    order = [place for place, (value, _) in enumerate(options) if value in near]
    order += [*range(middle, len(options)), *range(middle)]
    return next((place for place in order if options[place][0] not in taken), middle)


def _ticked(asked: Asked, answer: Ticked) -> Iterator[Op]:
    """Leaving a single box open is an answer, too."""
    path = asked.path
    wanted = {path, *(f"{path}.{option}" for option in answer.options)} if answer.options else set()
    if wanted and not any(one.name in wanted for one in asked.controls):
        raise NoSuchOption(f"{path}: none of {answer.options} is among {[one.name for one in asked.controls]}")
    turned = [one for one in asked.controls if one.checked != (one.name in wanted)]
    for one in turned:
        asked.phone.tick(one, not one.checked)
        asked.memory.know(one.label)
    if turned or not answer.options:
        yield "M", choosing(len(asked.controls))
    if turned:
        yield "T", len(turned)


def _day(asked: Asked, answer: Day) -> Iterator[Op]:
    path, controls = asked.path, asked.controls
    if controls[0].type == "date":
        asked.phone.fill_date(controls[0], answer.day.isoformat())
        yield from (("M", 2), ("T", NATIVE_DATE_TAPS))
        return
    wanted = {".y": answer.day.year, ".m": answer.day.month, ".d": answer.day.day}
    boxes = [(one, one.name.removeprefix(path)) for one in controls if one.name.removeprefix(path) in wanted]
    if all(one.value == str(wanted[part]) for one, part in boxes):
        yield "R", sum(asked.memory.read(one.value) for one, _ in boxes)
        return
    yield "M", 1
    for one, part in boxes:
        if one.value == str(wanted[part]):
            continue
        if one.type == "select":
            yield from list(_chosen(replace(asked, controls=(one,)), Chosen(str(wanted[part]))))[1:]
            continue
        if not asked.phone.type(one, str(wanted[part])):
            yield "T", 1
        yield "D", DATE_KEYS[part]


def _week(asked: Asked, answer: Week) -> Iterator[Op]:
    path, phone = asked.path, asked.phone
    names = {one.name: one for one in asked.controls}
    wanted = {"start": answer.start, "end": answer.end, "how": answer.how}
    done: list[Op] = []
    for place, day in enumerate(answer.days):
        for column, text in wanted.items():
            cell = names.get(f"{path}.{day}.{column}")
            stands = phone.value(cell) if cell and text else text  # as it is now: a page may carry a time on
            # The times of the first day stand for the others; what stands there otherwise is typed over.
            if cell and stands != text and (place == 0 or stands):
                done += _cell(replace(asked, path=cell.name, controls=(cell,)), text)
    for name, box in names.items():
        day = name.removeprefix(f"{path}.")
        if box.type == "checkbox" and phone.is_ticked(box) != (day in answer.days):
            phone.tick(box, day in answer.days)
            done.append(("T", 1))
    if done:
        yield from (("M", 1), *done)
    else:
        shown = (dict(one.options).get(one.value, one.value) for one in asked.controls if one.type != "checkbox")
        yield "R", sum(asked.memory.read(text) for text in shown)


def _cell(asked: Asked, text: str) -> Iterator[Op]:
    cell = asked.controls[0]
    if cell.type == "select":
        yield from list(_chosen(asked, Chosen(text)))[1:]
        return
    short = text.replace(":", "")
    if not asked.phone.type(cell, short):
        yield "T", 1
    yield "D", keys(short)


def _document(asked: Asked, answer: Document) -> Iterator[Op]:
    phone, inputs = asked.phone, [one for one in asked.controls if one.type == "file"]
    if answer.form == "photo":
        camera = next((one for one in inputs if one.camera), inputs[0])
        phone.give(camera, *made(answer.printed, answer.form))
        yield from (("M", 1), ("T", 1), ("P", 1))
        return
    other = next((one for one in inputs if not one.camera), inputs[0])
    phone.give(other, *made(answer.printed, answer.form))
    yield from (("M", 1), ("T", FILE_TAPS))


WAYS: Final[dict[type, Callable[..., Iterator[Op]]]] = {
    Typed: _typed,
    Chosen: _chosen,
    Ticked: _ticked,
    Day: _day,
    Week: _week,
    Document: _document,
}
