"""訳した版 - an edition in another language: the same rules, and every word that residents read from its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..fields import Field, Option
from ..finding import Check
from ..flow import Flow, Step
from ..form import Eligibility, Form, Obstacle, Page, Repeat
from ..papers import Papers
from ..say import Untold
from ..town import Town

if TYPE_CHECKING:
    from .edition import Edition, Procedure

STANDARD = "standard/texts/"
OWN = "texts/"
SAID = ("label", "help", "unit", "column", "first_label")  # what a field says in words
OF_TOWN = ("municipality.yaml", "town.yaml")


@dataclass(frozen=True)
class Texts:
    """The texts of one language by id, those of the town apart; `reviewed` when people signed all of them off."""

    lang: str
    texts: Mapping[str, str]
    town: Mapping[str, str]
    reviewed: bool = False

    def tell(self, name: str, japanese: str) -> str:
        """The text of an id; the Japanese, marked, when it is missing. What is empty stays so."""
        return japanese and (self.texts.get(name) or Untold(japanese))

    def name(self, name: str, japanese: str) -> str:
        """A word of the town: a name stays as it is where nobody gave another."""
        return self.town.get(name, japanese)


def read_texts(files: Mapping[str, Any]) -> dict[str, Texts]:
    """The texts of every language, by its tag, from the parsed files of an edition."""
    langs = {path.rpartition("/")[2].removesuffix(".yaml") for path in files if path.startswith((STANDARD, OWN))}
    langs |= {lang for path in OF_TOWN for lang in files.get(path, {}).get("texts", {})}
    return {lang: _texts(files, lang) for lang in langs}


def _texts(files: Mapping[str, Any], lang: str) -> Texts:
    standard, own = (files.get(f"{folder}{lang}.yaml", {}) for folder in (STANDARD, OWN))
    town = [files.get(path, {}).get("texts", {}).get(lang, {}) for path in OF_TOWN]
    reviewed = [file.get("reviewed") for file in (standard, own) if file]
    told = {**standard.get("texts", {}), **own.get("texts", {})}
    return Texts(lang, told, {**town[0], **town[1]}, reviewed=bool(reviewed) and all(reviewed))


def spoken(edition: Edition, texts: Texts) -> Edition:
    """The edition in the language of these texts."""
    town = _town(edition.town, texts)
    swap = dict(_swapped(edition.town, town))
    return replace(
        edition,
        procedure=_procedure(edition.procedure, texts),
        form=_form(edition.form, texts, swap),
        flow=_flow(edition.flow, texts),
        eligibility=edition.eligibility and _eligibility(edition.eligibility, texts, swap),
        checks=tuple(_check(check, texts) for check in edition.checks),
        papers=_papers(edition.papers, texts),
        town=town,
        lang=texts.lang,
    )


def _check(check: Check, texts: Texts) -> Check:
    base = f"checks.{check.id}"
    return replace(check, say=texts.tell(f"{base}.say", check.say), ask=texts.tell(f"{base}.ask", check.ask))


def _papers(papers: Papers, texts: Texts) -> Papers:
    kinds = {
        kind.id: replace(kind, label=texts.tell(f"papers.{kind.id}.label", kind.label))
        for kind in papers.kinds.values()
    }
    return replace(papers, kinds=kinds)


def _procedure(about: Procedure, texts: Texts) -> Procedure:
    return replace(
        about,
        name=texts.tell("procedure.name", about.name),
        summary=texts.tell("procedure.summary", about.summary),
        bring=tuple(texts.tell(f"procedure.bring.{at}", thing) for at, thing in enumerate(about.bring, start=1)),
    )


def _form(form: Form, texts: Texts, swap: Mapping[Option, Option]) -> Form:
    rules = tuple(replace(rule, say=texts.tell(f"rules.{rule.id}.say", rule.say)) for rule in form.rules)
    called: dict[str, str] = {}
    for page in form.pages:
        if page.repeat and page.fields:
            called.setdefault(page.repeat.group, texts.tell(f"form.{page.id}.repeat", page.repeat.label))
    return Form(tuple(_page(page, texts, swap, called) for page in form.pages), rules)


def _eligibility(before: Eligibility, texts: Texts, swap: Mapping[Option, Option]) -> Eligibility:
    pages = (replace(page, fields=_fields(page, "eligibility", texts, swap)) for page in before.form.pages)
    return Eligibility(Form(tuple(pages)), tuple(_obstacle(one, texts) for one in before.obstacles))


def _obstacle(one: Obstacle, texts: Texts) -> Obstacle:
    base = f"eligibility.{one.id}"
    instead = (
        replace(other, say=texts.tell(f"{base}.instead.{at}", other.say)) for at, other in enumerate(one.instead, 1)
    )
    return replace(one, say=texts.tell(f"{base}.say", one.say), instead=tuple(instead))


def _page(page: Page, texts: Texts, swap: Mapping[Option, Option], called: Mapping[str, str]) -> Page:
    """A page; one that lists items is called as one of them, and so is each page of them, by the first one's words."""
    base, repeat = f"form.{page.id}", page.repeat and _repeat(page.repeat, called)
    if page.lists:
        lists = _repeat(page.lists, called)
        return replace(page, title=lists.label, lists=lists, repeat=repeat)
    return replace(
        page,
        title=texts.tell(f"{base}.title", page.title),
        help=texts.tell(f"{base}.help", page.help),
        repeat=repeat,
        fields=_fields(page, base, texts, swap),
    )


def _repeat(repeat: Repeat, called: Mapping[str, str]) -> Repeat:
    within = repeat.within and _repeat(repeat.within, called)
    return replace(repeat, label=called.get(repeat.group, repeat.label), within=within)


def _fields(page: Page, base: str, texts: Texts, swap: Mapping[Option, Option]) -> tuple[Field, ...]:
    return tuple(_field(field, f"{base}.{field.id}", texts, swap) for field in page.fields)


def _field(field: Field, base: str, texts: Texts, swap: Mapping[Option, Option]) -> Field:
    words: dict[str, Any] = {key: texts.tell(f"{base}.{key}", getattr(field, key)) for key in SAID}
    options = tuple(swap.get(option) or _option(option, base, texts) for option in field.options)
    return replace(field, **words, options=options)


def _option(option: Option, base: str, texts: Texts) -> Option:
    words: dict[str, Any] = {
        key: texts.tell(f"{base}.{option.id}.{key}", getattr(option, key)) for key in ("label", "note")
    }
    return replace(option, **words)


def _flow(flow: Flow, texts: Texts) -> Flow:
    stations = {name: texts.tell(f"stations.{at}", name) for at, name in enumerate(flow.stations, start=1)}
    statuses = tuple(
        replace(
            status,
            label=texts.tell(f"statuses.{status.id}.label", status.label),
            station=stations[status.station],
            say=texts.tell(f"statuses.{status.id}.say", status.say),
        )
        for status in flow.statuses
    )
    return Flow(tuple(stations.values()), statuses, tuple(_step(step, texts) for step in flow.steps))


def _step(step: Step, texts: Texts) -> Step:
    return replace(step, label=texts.tell(f"steps.{step.id}.label", step.label)) if step.role == "resident" else step


def _town(town: Town, texts: Texts) -> Town:
    office = replace(
        town.office,
        name=texts.name("office.name", town.office.name),
        hours=texts.name("office.hours", town.office.hours),
    )
    choices = {
        key: tuple(
            replace(
                option,
                label=texts.name(f"choices.{key}.{option.id}.label", option.label),
                note=texts.name(f"choices.{key}.{option.id}.note", option.note),
            )
            for option in options
        )
        for key, options in town.choices.items()
    }
    windows = tuple(
        replace(window, label=texts.name(f"windows.{window.id}.label", window.label)) for window in town.windows
    )
    name = texts.name("municipality.name", town.name)
    rests = town.decision and replace(
        town.decision,
        ordinance=texts.name("decision.ordinance", town.decision.ordinance),
        grounds=texts.name("decision.grounds", town.decision.grounds),
    )
    return replace(town, name=name, office=office, choices=choices, windows=windows, decision=rests)


def _swapped(before: Town, after: Town) -> Iterator[tuple[Option, Option]]:
    """The options of the town's lists, and of its windows, each with what it is called now."""
    for key, options in before.choices.items():
        yield from zip(options, after.choices[key], strict=True)
    for old, new in zip(before.windows, after.windows, strict=True):
        yield Option(old.id, old.label), Option(new.id, new.label)
