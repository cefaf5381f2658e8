"""補正 - the family corrects what it was asked to, or sends a paper that an approval awaits, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from madoguchi.core import form
from madoguchi.core.case import Actor, Application, Ask
from madoguchi.core.days import jst_date
from madoguchi.core.fields import KINDS, Field, Raw
from madoguchi.core.flow import steps_open
from madoguchi.core.form import Stop
from madoguchi.core.intake.lacking import still
from madoguchi.core.language import JA
from madoguchi.core.package.edition import Edition
from madoguchi.core.proof import PROOF
from madoguchi.core.say import say
from madoguchi.store import asks, cases, editions

from . import attach, review, score, transcribe, triage
from .act import act
from .refusals import NotFound

OF_FAMILIES: Final = ("correction", PROOF)
NOTHING: Final = say("書類を選んでください。")


@dataclass(frozen=True)
class Asked:
    """A correction as the family meets it: the ask, and each asked field with its stop."""

    ask: Ask
    application: Application
    edition: Edition
    fields: tuple[tuple[Stop, Field], ...]


def asked(case_id: str, language: str = JA) -> Asked:
    """The open correction of a case, or the paper that is due next, in a language. Raises NotFound without one."""
    case = cases.get_case(case_id)
    ask = next((ask for ask in sorted(asks.open_of(case_id), key=lambda one: one.due) if ask.kind in OF_FAMILIES), None)
    application = cases.get_application(case.reference) if case else None
    if case is None or ask is None or application is None:
        raise NotFound(case_id)
    edition = editions.opened(case.edition).spoken(language)
    pairs = _asked_fields(application, edition, application.answers)
    return Asked(
        ask,
        application,
        edition,
        tuple(pair for pair in pairs if form.path(*pair) in ask.fields and form.path(*pair) != edition.settled),
    )


def correct(
    case_id: str, raw: Raw, by: Actor, now: datetime, *, touch: int | None = None, language: str = JA
) -> tuple[Asked, form.Cleaned]:
    """Take in the corrected fields; with mistakes nothing changes, and all of them come back.

    The Asked that comes back also has the fields which the new answers brought up.
    """
    it = asked(case_id, language)
    open_paths = _open_paths(it)
    answers: dict[str, Any] = it.application.answers
    typed: dict[str, str] = {}
    mistakes: list[form.Mistake] = []
    seen: set[str] = set()
    # A corrected answer may call up fields on its own page and pages of their own.
    while stop := _next_open(it, answers, open_paths, seen):
        base = it.edition.scope(jst_date(it.application.received), answers)
        inputs = _inputs(it, stop, answers, raw, open_paths)
        cleaned = form.clean_stop(it.edition.form, stop, answers, inputs, base)
        answers = cleaned.answers
        typed |= cleaned.typed
        mistakes += cleaned.mistakes
        seen.add(stop.slug)
    if it.ask.kind == PROOF and not mistakes and answers == it.application.answers:
        mistakes.append(form.Mistake(form.path(*it.fields[0]), it.fields[0][1].label, NOTHING))
    if not mistakes:
        _take_in(it, answers, now)
        act(case_id, _step(case_id, it.edition, by), by, now, touch=touch, channel="web", answers=it.ask.id)
        triage.keep(it.application, it.edition, now)
    pairs = _asked_fields(it.application, it.edition, answers)
    wider = replace(it, fields=tuple(pair for pair in pairs if open_paths(form.path(*pair))))
    return wider, form.Cleaned(answers, tuple(mistakes), typed)


def _step(case_id: str, edition: Edition, by: Actor) -> str:
    """The step by which a correction comes in: while a case is reviewed, or while it waits for a place."""
    case = cases.get_case(case_id)
    steps = steps_open(edition.flow, case.status, (by.role,)) if case else ()
    return next((step.id for step in steps if step.deed == "correct"), "correct")


def _next_open(it: Asked, answers: dict[str, Any], open_paths: Callable[[str], bool], seen: set[str]) -> Stop | None:
    """The first page with a field that may be answered, not yet read."""
    pairs = _asked_fields(it.application, it.edition, answers)
    return next((stop for stop, field in pairs if stop.slug not in seen and open_paths(form.path(stop, field))), None)


def _asked_fields(application: Application, edition: Edition, answers: dict[str, Any]) -> Iterator[tuple[Stop, Field]]:
    """Every field asked of these answers, with its stop."""
    base = edition.scope(jst_date(application.received), answers)
    for stop, _, fields in form.steps(edition.form, form.fill(edition.form, answers), base):
        yield from ((stop, field) for field in fields)


def _open_paths(it: Asked) -> Callable[[str], bool]:
    """May this path be answered now? What was asked for, and what had not been on the form before."""
    before = {form.path(*pair) for pair in _asked_fields(it.application, it.edition, it.application.answers)}
    settled = it.edition.settled  # each subject has its case by now
    return lambda path: (path in it.ask.fields or path not in before) and path != settled


def _take_in(it: Asked, answers: dict[str, Any], now: datetime) -> None:
    received = jst_date(it.application.received)
    edition = editions.opened(it.edition.digest)  # what is kept is Japanese, whatever the family reads
    document = edition.document(answers, received)
    cases.amend(it.application.reference, document, it.ask.id, now)
    attach.bind_more(edition.form, document, it.application.reference)
    findings = edition.findings(document, received)
    subjects = {subject.branch: subject for subject in edition.subjects(document)}
    for case in cases.cases_of(it.application.reference):
        about = subjects[case.branch]
        decided = edition.flow.by_status[case.status].final  # what was seen then stays as it was seen
        seen = tuple(finding for finding in findings if edition.concerns(finding, case.branch))
        seen = case.findings if decided else (*still(case.findings, document), *seen)
        saved = cases.save_case(replace(case, findings=seen, title=about.title, facets=about.facets), about.search)
        transcribe.leave(saved, now)
    score.keep(replace(it.application, answers=document), edition, now)
    review.leave(it.application, edition, now)


def _inputs(it: Asked, stop: Stop, answers: dict[str, Any], raw: Raw, open_paths: Callable[[str], bool]) -> Raw:
    """The stop's inputs: what was posted for the open fields, what is on file for all others."""
    home = form.home(stop, form.fill(it.edition.form, answers))
    inputs: dict[str, list[str]] = {}
    for field in stop.page.fields:
        kind, path = KINDS[field.kind], form.path(stop, field)
        told = kind.typed(field, raw, path) if open_paths(path) else kind.inputs(field, home[field.id], path)
        inputs |= {name: [value] for name, value in told.items()}
    return inputs
