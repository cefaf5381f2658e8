"""様式を歩く - which pages and fields are asked, given what has been answered so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from ..fields import Field, is_blank
from ..say import say
from .shape import Form, Page, Run

Answers = Mapping[str, Any]
Scope = Mapping[str, object]


class Stop(NamedTuple):
    """One page as it is met on the way; a repeated page is one stop per item, `index` from 0.

    `above` is the index of the item around it, where a group is inside another one's items.
    """

    page: Page
    index: int | None = None  # type: ignore[assignment] # a tuple's own `index` is of no use here
    many: bool = False
    above: int | None = None

    @property
    def slug(self) -> str:
        """Its name in an address: `child`, `guardian-2` (counted from 1), `medicine-1-2`."""
        return "-".join([self.page.id, *(str(index + 1) for index in (self.above, self.index) if index is not None)])

    @property
    def title(self) -> str:
        """The page's title; where there are several items, with the name and number of its own."""
        repeat = self.page.repeat
        if repeat is None or self.index is None:
            return self.page.title
        label, title = repeat.label or self.page.title, self.page.title
        within = repeat.within if repeat.within and repeat.within.label and self.above is not None else None
        if not (self.many or within):
            return title
        own = say("{label}{number}", label=label, number=self.index + 1)
        if within:
            around = say("{label}{number}", label=within.label, number=(self.above or 0) + 1)
            own = say("{around} {item}", around=around, item=own)
        return own if label == title else say("{item}: {title}", item=own, title=title)

    @property
    def at(self) -> str:
        """What the paths of its fields begin with: "", `guardians.0.`, `children.0.medicines.1.`"""
        repeat = self.page.repeat
        if repeat is None:
            return ""
        around = f"{repeat.within.group}.{self.above}." if repeat.within else ""
        return f"{around}{repeat.name}.{self.index}."

    def about(self, group: str) -> int | None:
        """The index of the item of a group that it is about; None when it is about none."""
        repeat = self.page.repeat
        if repeat is None or not group:
            return None
        return self.index if repeat.group == group else self.above if repeat.group.startswith(f"{group}.") else None


def path(stop: Stop, field: Field) -> str:
    """Where a field's value lives: `child_name`, `guardians.0.name`."""
    return stop.at + field.id


def listed(stop: Stop) -> str:
    """Where the list lives whose items a stop shows: `children`, `children.0.medicines`; "" when it shows none."""
    return stop.at + stop.page.lists.name if stop.page.lists else ""


def home(stop: Stop, full: Answers) -> Any:
    """Where the values of a stop's fields live in filled answers: the document, or one item of a group."""
    repeat = stop.page.repeat
    if repeat is None:
        return full
    around = full[repeat.within.group][stop.above or 0] if repeat.within else full
    return around[repeat.name][stop.index or 0]


def fill(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers with every declared field given a value: blank where unanswered.

    A group with a count has exactly as many items as that says, none while it is unanswered.
    """
    return _filled(form, "", answers, {})


def _filled(form: Form, group: str, given: Answers, around: Answers) -> dict[str, Any]:
    blanks = form.blanks[group]
    full: dict[str, Any] = {**blanks, **given}
    if len(full) > len(blanks):  # lists are added below, and what no page asks has no place here
        for stranger in full.keys() - blanks.keys():
            del full[stranger]
    for repeat in form.inner[group]:
        items = given.get(repeat.name)
        items = items if isinstance(items, list) else []
        wanted = repeat.size(len(items), full, around)
        known = [item if isinstance(item, Mapping) else {} for item in items[:wanted]]
        known += [{}] * (wanted - len(known))
        full[repeat.name] = [_filled(form, repeat.group, item, full) for item in known]
    return full


def filled(form: Form, answers: Answers, base: Scope) -> dict[str, Any]:
    """As `fill`, with what follows from other answers where conditions speak of it."""
    full = fill(form, answers)
    if form.reckons:
        deque(steps(form, full, base), maxlen=0)
    return full


def scope_at(stop: Stop | None, full: Answers, base: Scope) -> dict[str, object]:
    """What a condition at this stop sees: filled answers, the base (town, today), in a repeat `this` and `index`, and
    `parent` where the item is inside another one."""
    scope: dict[str, object] = {**full, **base}
    if stop is not None:
        _look_at(stop, full, scope)
    return scope


def _look_at(stop: Stop, full: Answers, scope: dict[str, object]) -> None:
    repeat = stop.page.repeat
    if repeat is not None:
        scope["this"], scope["index"] = home(stop, full), stop.index
        if repeat.within:
            scope["parent"] = full[repeat.within.group][stop.above or 0]


def asked_in(stop: Stop, scope: Scope) -> tuple[Field, ...]:
    """The fields asked at a stop, whose scope is at hand."""
    page = stop.page
    if page.same_for_all:
        return page.fields
    return tuple([field for field in page.fields if field.when is None or field.when.holds(scope)])


def steps(form: Form, full: dict[str, Any], base: Scope) -> Iterator[tuple[Stop, dict[str, object], tuple[Field, ...]]]:
    """Each stop that filled answers lead through, with its scope and the fields asked there.

    On the way what follows from other answers is reckoned, and a list that is not asked for is emptied in `full`. There
    is one scope for the whole way: it is that of a stop only until the next one.
    """
    scope: dict[str, object] = {**full, **base}
    for stop in _stops(form.runs, full, scope, None):
        page = stop.page
        if page.repeat is not None:
            _look_at(stop, full, scope)
        if page.when is None or page.when.holds(scope):
            asked = asked_in(stop, scope)
            if page.reckons:
                for field in asked:
                    if field.value is not None:
                        _reckon(stop, field, full, scope)
            if page.always or any(field.id in page.askers for field in asked):
                yield stop, scope, asked


def _reckon(stop: Stop, field: Field, full: dict[str, Any], scope: dict[str, object]) -> None:
    assert field.value is not None  # asked only of what follows from other answers
    value = home(stop, full)[field.id] = field.value.value(scope)
    if stop.page.repeat is None:
        scope[field.id] = value


def _stops(
    parts: Iterable[Page | Run], full: dict[str, Any], scope: dict[str, object], around: Stop | None
) -> Iterator[Stop]:
    """Page by page; pages of one group that follow each other are walked item by item."""
    index = around.index if around else None
    many, above = (around.many, around.above) if around else (False, None)
    for part in parts:
        if isinstance(part, Page):
            yield Stop(part, index, many, above)
            continue
        here = home(around, full) if around else full
        if part.repeat.when is not None and not _wanted(part, around, full, scope):
            here[part.repeat.name] = []
        items = len(here[part.repeat.name])
        for number in range(items):
            yield from _stops(part.parts, full, scope, Stop(part.any_page, number, items > 1, index))


def _wanted(run: Run, around: Stop | None, full: dict[str, Any], scope: dict[str, object]) -> bool:
    """Whether a list is asked for at all."""
    assert run.repeat.when is not None  # asked of lists with a condition
    if around:
        _look_at(around, full, scope)
    if run.repeat.when.holds(scope):
        return True
    if not around:
        scope[run.repeat.name] = []
    return False


def items_in(document: Answers, group: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Every item of a group, also of one inside another's items: how its paths begin, and what conditions call it."""
    outer, _, name = group.rpartition(".")
    if not outer:
        for index, item in enumerate(document[name]):
            yield f"{name}.{index}.", {"this": item, "index": index}
        return
    for at, around in items_in(document, outer):
        parent: Any = around["this"]
        for index, item in enumerate(parent[name]):
            yield f"{at}{name}.{index}.", {"this": item, "index": index, "parent": parent}


def places(form: Form, answers: Answers, base: Scope) -> dict[str, Stop]:
    """Which stop asks for which path."""
    asked = steps(form, fill(form, answers), base)
    found: dict[str, Stop] = {}
    for stop, _, fields in asked:
        found |= {listed(stop): stop} if stop.page.lists else {path(stop, field): stop for field in fields}
    return found


def walk(form: Form, answers: Answers, base: Scope) -> tuple[Stop, ...]:
    """The stops in order that these answers lead through."""
    return tuple(stop for stop, _, _ in steps(form, fill(form, answers), base))


def after(stops: tuple[Stop, ...], slug: str) -> str:
    """The slug of the stop that follows; "" after the last. After an item that people added comes their list again."""
    place = _place(stops, slug)
    if place is None:
        return stops[0].slug if stops else ""
    here, following = stops[place], stops[place + 1 :]
    repeat = here.page.repeat
    if repeat and not repeat.count and not (following and _of_one_item(here, following[0])):
        about = here.at.rpartition(f".{here.index}.")[0]
        following = tuple(stop for stop in stops if listed(stop) == about) or following
    return following[0].slug if following else ""


def before(stops: tuple[Stop, ...], slug: str) -> str:
    """The slug of the stop before; "" before the first. Before an item that people added comes their list."""
    place = _place(stops, slug)
    if not place:
        return ""
    here, earlier = stops[place], stops[place - 1]
    repeat = here.page.repeat
    if repeat and not repeat.count and here.index and not _of_one_item(here, earlier):
        about = here.at.rpartition(f".{here.index}.")[0]
        earlier = next((stop for stop in stops if listed(stop) == about), earlier)
    return earlier.slug


def _place(stops: tuple[Stop, ...], slug: str) -> int | None:
    return next((place for place, stop in enumerate(stops) if stop.slug == slug), None)


def _of_one_item(one: Stop, other: Stop) -> bool:
    """Whether the other stop is about the same item, or about something inside it."""
    return other.at.startswith(one.at)


def fields_of(form: Form, stop: Stop, answers: Answers, base: Scope) -> tuple[Field, ...]:
    """The fields asked at a stop."""
    return asked_in(stop, scope_at(stop, filled(form, answers, base), base))


def _nearest_first(field: Field, scope: Scope) -> Field:
    """The field with some of its options before the others, as its `first` says."""
    assert field.first is not None  # asked only where it says so
    return _led_by(field, tuple(field.first.value(scope)))


@lru_cache(maxsize=1024)
def _led_by(field: Field, wanted: tuple[str, ...]) -> Field:
    """The very same field for the same order, so that what is known of it is found again (web/kit/cut.py)."""
    options = {option.id: option for option in field.options}
    near = [options[key] for key in wanted if key in options]
    others = [option for option in field.options if option not in near]
    return replace(field, options=(*near, *others), near=len(near))


def prefilled(form: Form, stop: Stop, answers: Answers, base: Scope) -> tuple[dict[str, Any], tuple[Field, ...]]:
    """Filled answers to show a page with, and the fields it asks: what they come to, or begin with. A field that hangs
    on another begins with it, so that nobody has to send the page to see it.

    What need not be answered begins only while nothing on its page is: who has left it open meant that.
    """
    full = filled(form, answers, base)
    here, scope = home(stop, full), scope_at(stop, full, base)
    begun = any(not is_blank(here[field.id]) for field in stop.page.fields)
    asked = []
    for field in stop.page.fields:
        if field.when is not None and not field.when.holds(scope):
            continue
        asked.append(_nearest_first(field, scope) if field.first else field)
        proposes = is_blank(here[field.id]) and (field.required or not begun)
        if expression := field.value or (field.prefill if proposes else None):
            value = here[field.id] = expression.value(scope)
            if stop.page.repeat is None:
                scope[field.id] = value
    return full, tuple(asked)
