"""版 - a package and a municipality's file as one immutable document, named by the digest of its bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from ..advice import Shown, read_advice
from ..approval import Approval, read_approval
from ..assent import Second
from ..condition import Names
from ..crossing import Across, read_across
from ..document import Document, read_documents
from ..fields import Option, Raw, is_blank
from ..finding import Check, Finding, Looked, look, read_checks
from ..flow import Flow, inherit, read_flow, taken
from ..follow import Follows, read_follows
from ..form import (
    Cleaned,
    Eligibility,
    Form,
    Judged,
    Stop,
    clean_stop,
    document,
    files_of,
    items_in,
    judge,
    names_of,
    read_eligibility,
    read_form,
)
from ..handover import Handover, read_handover
from ..interview import Interview, read_interview
from ..known import Known, waiting
from ..language import JA, texts_of
from ..notice import Letter, read_letter
from ..papers import Papers, read_papers
from ..points import Rules, Score, read_rules, score
from ..selection.declared import Selection, read_selection
from ..town import SAMPLE, Town, Window, read_town
from ..triage import Countable, read_triage
from .spoken import Texts, read_texts, spoken


@dataclass(frozen=True)
class Law:
    """An enactment the procedure rests on."""

    name: str
    source: str = ""


@dataclass(frozen=True)
class Procedure:
    """手続: what people read before they begin.

    `subjects` is the group whose items become one case each; `title` the field that names a case, `facets` those a list
    of cases is filtered by, `search` those it is found by; `window` holds the chosen window, `contact` names the fields
    with the address for news, by the way it goes (mail, sms). `protect` are the paths that 支援措置 hides. `minutes` is
    what the author thinks that the form takes.
    `second` says of which group another one confirms what was handed in.
    `person` is where what a provider of identities tells stands (core/identity), by its name. `follows` says of which
    admitted child it is.
    """

    id: str
    name: str
    version: str
    languages: tuple[str, ...]
    owner: str
    summary: str
    bring: tuple[str, ...]
    law: tuple[Law, ...]
    title: str
    subjects: str = ""
    facets: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    window: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    minutes: int | None = None
    second: Second | None = None
    person: Mapping[str, str] = field(default_factory=dict)
    follows: Follows | None = None


@dataclass(frozen=True)
class Subject:
    """What one case is about: its branch (from 1), and the words by which it is named, filtered and found."""

    branch: int
    title: str
    facets: Mapping[str, str | int]
    search: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """Everything that an application is judged by, for ever. `digest` is the SHA-256 of the packed bytes, in hex."""

    digest: str
    procedure: Procedure
    form: Form
    flow: Flow
    checks: tuple[Check, ...]
    letters: Mapping[tuple[str, str], Letter]
    town: Town
    eligibility: Eligibility | None = None
    texts: Mapping[str, Texts] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    lang: str = JA
    papers: Papers = field(default_factory=Papers)
    across: Across = field(default_factory=Across)
    advice: Shown = field(default_factory=Shown)
    triage: Countable = field(default_factory=Countable)
    points: Rules | None = None  # a city without tables gives no points
    selection: Selection | None = None  # a procedure without places has no rounds
    approval: Approval | None = None  # without one a decider decides alone
    interview: Interview | None = None
    handover: Handover | None = None  # without one nothing is typed into a back office
    paper_files: tuple[Mapping[str, Any], ...] = ()  # as readers are given them
    _spoken: dict[str, Edition] = field(default_factory=dict, init=False, compare=False, repr=False)

    def spoken(self, lang: str) -> Edition:
        """The same edition as residents of a language read it: Japanese, marked, where a text is missing."""
        lang = texts_of(lang)
        if lang == JA:
            return self
        if lang not in self._spoken:
            self._spoken[lang] = spoken(self, self.texts.get(lang) or Texts(lang, {}, {}))
        return self._spoken[lang]

    @property
    def reviewed(self) -> bool:
        """Whether a person has signed these words off; the Japanese is nobody's translation."""
        return self.lang == JA or (self.lang in self.texts and self.texts[self.lang].reviewed)

    def scope(self, today: date, answers: Mapping[str, Any]) -> dict[str, object]:
        """The base scope of every condition: town's values, today, and the day the service would start."""
        window = self.window_of(answers) or next(iter(self.town.open_windows(today)), None)
        return {
            "town": self.town.known,
            "today": today.isoformat(),
            "start": (window.start if window else today).isoformat(),
            "window_kind": window.kind if window else "",
        }

    def window_of(self, answers: Mapping[str, Any]) -> Window | None:
        """The window these answers chose, if the procedure has windows and one was chosen."""
        return self.town.window(answers.get(self.procedure.window, "")) if self.procedure.window else None

    def clean(self, stop: Stop, answers: Mapping[str, Any], raw: Raw, today: date) -> Cleaned:
        """One posted page. The page that chooses a window is judged by the window it chooses."""
        before = self.scope(today, answers)
        cleaned = clean_stop(self.form, stop, answers, raw, before)
        after = self.scope(today, cleaned.answers)
        return cleaned if after == before else clean_stop(self.form, stop, answers, raw, after)

    def judge(self, answers: Mapping[str, Any], today: date) -> Judged:
        """The answers as handed in on a day, and what is to be mended before they can be."""
        return judge(self.form, answers, self.scope(today, answers))

    def document(self, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
        """The answers as handed in on a day."""
        return document(self.form, answers, self.scope(today, answers))

    def subjects(self, document: Mapping[str, Any]) -> tuple[Subject, ...]:
        """The cases that a handed-in document makes, in the order of their branches."""
        group = self.procedure.subjects
        items = document[group] if group else [document]
        return tuple(self._subject(number, item, document) for number, item in enumerate(items, start=1))

    def _subject(self, branch: int, item: Mapping[str, Any], document: Mapping[str, Any]) -> Subject:
        about = self.procedure
        here = {**document, **item}
        found: list[str] = []
        for name in about.search:
            group, _, member = name.rpartition(".")
            homes = document[group] if group and group != about.subjects else [here]
            found += [str(home[member]) for home in homes if not is_blank(home[member])]
        facets = {name: here[name] for name in about.facets if not is_blank(here[name])}
        return Subject(branch, str(item[about.title]), facets, tuple(found))

    @property
    def settled(self) -> str:
        """The field that says how many subjects there are, which no correction can change; "" without subjects."""
        repeat = self.form.repeats.get(self.procedure.subjects)
        return repeat.count if repeat else ""

    def concerns(self, finding: Finding, branch: int) -> bool:
        """Whether a finding is about this case: not one about another subject alone."""
        group = self.procedure.subjects
        others = [path for path in finding.fields if path.startswith(f"{group}.")] if group else []
        return not others or any(self.about(path, branch) for path in others)

    def about(self, path: str, branch: int) -> bool:
        """Whether what lies at a path is of this case, or of all."""
        group = self.procedure.subjects
        return not group or not path.startswith(f"{group}.") or path.startswith(f"{group}.{branch - 1}.")

    def findings(self, answers: Mapping[str, Any], today: date) -> tuple[Finding, ...]:
        """The findings about a handed-in document on the day it came, while nobody has looked at its papers."""
        files = ((key, place) for key, (place, _, _) in files_of(self.form, answers))
        return self.look(answers, today, waiting(files)).findings

    def look(self, answers: Mapping[str, Any], today: date, known: Known) -> Looked:
        """What comes of a handed-in document and of what is known beside it."""
        return look(self.checks, answers, self.scope(today, answers), self.form, self.papers, known)

    def score(self, document: Mapping[str, Any], received: date) -> tuple[Score, ...]:
        """The points of each case of a document that came on a day; none where the city has no tables."""
        if self.points is None:
            return ()
        return score(self.points, document, self.scope(received, document), received)

    def meets(self, document: Mapping[str, Any], branch: int, received: date) -> bool:
        """Whether a case of a document that came on a day needs an interview, in a city that has them."""
        if self.interview is None:
            return False
        group, scope = self.procedure.subjects, {**document, **self.scope(received, document)}
        about = list(items_in(document, group))[branch - 1][1] if group else {}
        return self.interview.when.holds({**scope, **about})

    def letter(self, kind: str, lang: str = "ja") -> Letter:
        """The letter of a kind; Japanese, the legal text, stands in for a missing language."""
        return self.letters.get((kind, lang)) or self.letters[kind, "ja"]


def pack(files: Mapping[str, object]) -> bytes:
    """Canonical bytes of parsed files (path -> YAML data or text): sorted keys, no white space, UTF-8."""
    return json.dumps(files, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(data: bytes) -> str:
    """The name of an edition."""
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=256)
def open_edition(data: bytes) -> Edition:
    """The edition in these bytes. Raises KeyError, TypeError or ConditionFault on bytes that `check` would refuse."""
    return build(json.loads(data), digest_of(data))


def build(files: Mapping[str, Any], digest: str = "") -> Edition:
    """An edition from parsed files, keyed as documented in docs/reference/package.md."""
    about, pages = files["procedure.yaml"], files["form.yaml"]["pages"]
    town = read_town(files["municipality.yaml"], files["town.yaml"])
    values = [row["id"] for key in ("values", "tables") for row in about.get(key, ())]
    names = names_of(pages, values)
    lists = {**town.choices, "windows": tuple(Option(window.id, window.label) for window in town.windows)}
    checks = files.get("checks.yaml", {"checks": ()})
    documents = tuple(files[f"documents/{name}.yaml"] for name in about.get("papers", ()))
    papers = read_papers(documents, checks, names)
    form = _mark_samples(read_form(files["form.yaml"], lists, names), pages, town)
    return Edition(
        digest=digest,
        procedure=read_procedure(about),
        form=form,
        eligibility=read_eligibility(files["form.yaml"]["eligibility"], lists, values)
        if "eligibility" in files["form.yaml"]
        else None,
        flow=taken(
            read_flow(inherit(files[f"standard/{about['flow']}.yaml"], files.get("flow.yaml"))),
            files["town.yaml"].get("steps", ()),
        ),
        checks=read_checks(checks, names, town.sources, papers),
        papers=papers,
        across=read_across(checks),
        advice=read_advice(checks),
        triage=read_triage(checks),
        points=_points(files, names, form, town.sources),
        selection=read_selection(files),
        approval=read_approval(files["municipality.yaml"], files),
        interview=read_interview(about, names),
        handover=read_handover(files, names),
        letters={**_letters(files, "standard/notices/"), **_letters(files, "notices/")},
        town=town,
        texts=read_texts(files),
        paper_files=documents,
        documents=read_documents(files),
    )


def _points(files: Mapping[str, Any], names: Names, form: Form, sources: Mapping[str, str]) -> Rules | None:
    """The city's tables, where the package has columns for them and the city has given some."""
    if "points.yaml" not in files or "town/points.yaml" not in files:
        return None
    subjects = files["procedure.yaml"].get("subjects", "")
    return read_rules(files["points.yaml"], files["town/points.yaml"], names, form, subjects, sources)


def read_procedure(data: Mapping[str, Any]) -> Procedure:
    """Build from procedure.yaml."""
    plain = {key: data[key] for key in ("id", "name", "version", "owner", "summary", "title")}
    return Procedure(
        **plain,
        languages=tuple(data["languages"]),
        bring=tuple(data.get("bring", ())),
        law=tuple(Law(**row) for row in data.get("law", ())),
        subjects=data.get("subjects", ""),
        facets=tuple(data.get("facets", ())),
        search=tuple(data.get("search", ())),
        protect=tuple(data.get("protect", ())),
        window=data.get("window", ""),
        contact=dict(data.get("contact", {})),
        minutes=data.get("minutes"),
        second=Second(**data["second"]) if "second" in data else None,
        person=dict(data.get("person", {})),
        follows=read_follows(data),
    )


def _letters(files: Mapping[str, Any], folder: str) -> dict[tuple[str, str], Letter]:
    letters = {}
    for path in (path for path in files if path.startswith(folder)):
        kind, lang, _ = path.removeprefix(folder).split(".")
        letters[kind, lang] = read_letter(kind, lang, files[path])
    return letters


def _mark_samples(form: Form, pages: list[Mapping[str, Any]], town: Town) -> Form:
    """Fields whose options are the town's 見本, or that begin with what a table of 見本 says, say so on screen."""
    tables = [re.compile(rf"\btown\s*\.\s*{key}\b") for key, table in town.tables.items() if table.status == SAMPLE]

    def is_sample(field: Mapping[str, Any]) -> bool:
        options = field.get("options")
        said = " ".join(str(field.get(key, "")) for key in ("prefill", "value", "first"))
        listed = isinstance(options, Mapping) and options["from"] in town.samples
        return listed or any(table.search(said) for table in tables)

    sampled = {field["id"] for page in pages for field in page["fields"] if is_sample(field)}
    marked = tuple(
        replace(page, fields=tuple(replace(f, sample=True) if f.id in sampled else f for f in page.fields))
        for page in form.pages
    )
    return replace(form, pages=marked)
