"""書類の様式 - a kind of paper as its issuer fills it in: the codes that are read from it, asked page by page.

`documents/NAME.yaml` says what stands on the paper, `documents/asks/NAME.yaml` how it is asked. Values are flat, by the
codes of the paper: a choice is its label, a length of time whole minutes, a date or time ISO; blank is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from . import form
from .days import add_months, spoken_short
from .fields import KINDS, Field, Option, is_blank
from .form import Form, names_of, read_form
from .package.spoken import Texts
from .say import say
from .weeks import PaperWeek, weeks_of

FOLDER: Final = "documents/"
ASKS: Final = "documents/asks/"
HOURS, MINUTES = "_h", "_m"  # a length of time is asked in two numbers
HALF: Final = "_half"  # half a day more than a whole number of days is ticked
MONTHS: Final = 12  # so many months back a record may lie
# Kinds of field by what the paper's file calls them.
_KINDS: Final = {
    "text": "text",
    "date": "date",
    "phone": "phone",
    "choice": "choice",
    "many": "multi",
    "number": "number",
    "time": "time",
    "month": "choice",
    "break": "number",
}


@dataclass(frozen=True)
class Item:
    """One value of a paper: its code, under which label it is printed, of which type, with which choices."""

    code: str
    label: str
    type: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One value as people read it."""

    label: str
    shown: str


@dataclass(frozen=True)
class Document:
    """書類: `items` by code, `form` as its issuer is asked, `given` the codes that we fill in ourselves.

    `valid_months`: so long after its date a later application takes it over. `weeks` are put together from its values.
    `texts` are those of other languages, by the Japanese.
    """

    id: str
    label: str
    items: Mapping[str, Item]
    form: Form
    given: tuple[str, ...] = ()
    valid_months: int = 0
    weeks: tuple[PaperWeek, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def on(self, today: date) -> Form:
        """The form on a day: the months that a record can be of are those before it."""
        months = tuple(_months(today))
        return _each(self.form, lambda one: replace(one, options=months) if self._type(one) == "month" else one)

    def spoken(self, layout: Form, lang: str) -> Form:
        """The form in another language; Japanese, marked, where a text is missing."""
        texts = Texts(lang, self.texts.get(lang, {}), {})

        def told(text: str) -> str:
            return texts.tell(text, text)

        def worded(one: Field) -> Field:
            months = self._type(one) == "month"
            options = one.options if months else tuple(replace(it, label=told(it.label)) for it in one.options)
            return replace(one, label=told(one.label), help=told(one.help), unit=told(one.unit), options=options)

        pages = tuple(replace(page, title=told(page.title), help=told(page.help)) for page in layout.pages)
        rules = tuple(replace(rule, say=told(rule.say)) for rule in layout.rules)
        return _each(Form(pages, rules), worded)

    def values(self, layout: Form, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
        """What the answers come to, by the codes of the paper; without what was not asked, and what only led on."""
        found = form.document(layout, answers, scope(today))
        told = {code: found[code] for code in self.items if code in found and not is_blank(found[code])}
        for code in self.items:
            hours = found.get(code + HOURS)
            if hours is not None:
                told[code] = hours * 60 + (found.get(code + MINUTES) or 0)
            if found.get(code + HALF) and code in told:
                told[code] += 0.5
        return told

    def with_weeks(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values, and with them the weeks that a form may ask of somebody who works at fixed hours."""
        made = {week.code: week.of(values) for week in self.weeks}
        return {**values, **{code: week for code, week in made.items() if week}}

    def lines(self, values: Mapping[str, Any]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """All values as people read them, under the titles of the pages that ask them; first what we filled in."""
        given = tuple(self._line(self.items[code].label, code, values) for code in self.given if code in values)
        blocks = [("", given)]
        for page in self.form.pages:
            lines = tuple(self._lines(page.fields, values))
            blocks.append((page.title, lines))
        return tuple((title, lines) for title, lines in blocks if lines)

    def _lines(self, fields: tuple[Field, ...], values: Mapping[str, Any]) -> Iterator[Line]:
        for one in fields:
            code = one.id if one.id in self.items else one.id.removesuffix(HOURS)
            if code in values:
                yield self._line(one.label, code, values)

    def _line(self, label: str, code: str, values: Mapping[str, Any]) -> Line:
        value, kind = values[code], self.items[code].type
        if kind == "minutes":
            return Line(label, f"{value // 60}時間{value % 60}分")
        if kind == "month":
            return Line(label, _month(str(value)))
        if kind == "date":
            return Line(label, spoken_short(date.fromisoformat(value)))
        if kind == "many":
            return Line(label, "・".join(value))
        asked = next((one for _, one in self.form.fields() if one.id == code), None)
        return Line(label, KINDS[asked.kind].show(asked, value) if asked else str(value))

    def _type(self, one: Field) -> str:
        return self.items[one.id].type if one.id in self.items else ""


def read_documents(files: Mapping[str, Any]) -> dict[str, Document]:
    """Every kind of paper that an edition knows how to ask, by its id, from the edition's files."""
    asks = (path for path in files if path.startswith(ASKS))
    return {
        name: read_document(files[f"{FOLDER}{name}.yaml"], files[f"{ASKS}{name}.yaml"])
        for name in (path.removeprefix(ASKS).removesuffix(".yaml") for path in asks)
    }


def read_document(paper: Mapping[str, Any], asks: Mapping[str, Any]) -> Document:
    """Build from the two files. Raises ConditionFault, KeyError for a code that no file knows."""
    items = {item.code: item for item in items_of(paper)}
    pages = [_page(page, items) for page in asks["pages"]]
    names = {**names_of(pages, ()), "today": None}
    return Document(
        id=paper["id"],
        label=paper["label"],
        items=items,
        form=read_form({"pages": pages, "rules": asks.get("rules", ())}, {}, names),
        given=tuple(asks.get("given", ())),
        valid_months=asks.get("valid_months", 0),
        weeks=weeks_of(paper),
        texts=asks.get("texts", {}),
    )


def items_of(paper: Mapping[str, Any]) -> Iterator[Item]:
    """Every single value of a paper. A length of time is told in hours and minutes, a break in minutes alone."""
    hours = {one["code"] for area in paper.get("areas", ()) for one in area["fields"] if one["type"] == "hours"}
    for row in paper["items"]:
        kind = "break" if row["kind"] == "minutes" and row["id"] not in hours else row["kind"]
        yield Item(row["id"], row["label"], kind, tuple(row.get("options", ())))


def scope(today: date) -> dict[str, object]:
    """What conditions see besides the answers."""
    return {"today": today.isoformat()}


def valid_on(document: Document, written: str, today: date) -> bool:
    """Whether a paper of this date may still be taken over."""
    return bool(written) and add_months(written, document.valid_months) >= today.isoformat()


def words_of(document: Document) -> Iterator[str]:
    """Every Japanese word of the form, for whoever translates or reads it aloud."""
    for page in document.form.pages:
        yield from filter(None, (page.title, page.help))
        for one in page.fields:
            yield from filter(None, (one.label, one.help, one.unit, *(option.label for option in one.options)))
    yield from (rule.say for rule in document.form.rules)


def _page(page: Mapping[str, Any], items: Mapping[str, Item]) -> dict[str, Any]:
    plain = {key: page[key] for key in ("id", "title", "help", "when") if key in page}
    return {**plain, "fields": [field for row in page["fields"] for field in _fields(row, items)]}


def _fields(row: Mapping[str, Any], items: Mapping[str, Item]) -> Iterator[dict[str, Any]]:
    """The fields of one question, as form.yaml would have them."""
    code, item = row["code"], items.get(row["code"])
    plain = {key: row[key] for key in ("help", "required", "max", "min", "unit", "when") if key in row}
    if item is not None and item.type == "minutes":
        rest = {"unit": "分", "min": 0, "max": 59, **({"when": row["when"]} if "when" in row else {})}
        yield {"id": code + HOURS, "kind": "number", "label": row["ask"], "unit": "時間", "min": 0, **plain}
        yield {"id": code + MINUTES, "kind": "number", "label": row["minutes"], **rest}
        return
    kind = row.get("kind") or _KINDS[items[code].type]
    if item is not None and item.type == "break":
        plain = {"unit": "分", "min": 0, **plain}
    values = row.get("values") or (item.values if item else ())
    options = {"options": [{"id": value, "label": value} for value in values]} if kind in ("choice", "multi") else {}
    yield {"id": code, "kind": kind, "label": row["ask"], **plain, **options}
    if "half" in row:
        when = {"when": row["when"]} if "when" in row else {}
        yield {"id": code + HALF, "kind": "consent", "label": row["half"], **when}


def _each(layout: Form, change: Any) -> Form:
    pages = tuple(replace(page, fields=tuple(change(one) for one in page.fields)) for page in layout.pages)
    return Form(pages, layout.rules)


def _months(today: date) -> Iterator[Option]:
    for back in range(1, MONTHS + 1):
        month = add_months(today.replace(day=1).isoformat(), -back)[:7]
        yield Option(month, _month(month))


def _month(text: str) -> str:
    year, _, month = text.partition("-")
    return say("{year}年{month}", year=year, month=say(f"{int(month)}月"))
