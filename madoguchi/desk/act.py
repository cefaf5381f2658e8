"""行為 - the one door: a step of the flow is taken, with its asks, letters, errands and its event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from madoguchi.core.approval import CASE, Approval
from madoguchi.core.case import Actor, Ask, Case, Event
from madoguchi.core.days import jst_date
from madoguchi.core.docket import ALONE, Decision, Docket, Halted, Line
from madoguchi.core.flow import AskRule, Step, take
from madoguchi.core.interview import SLOTS, UNSAID, Meeting
from madoguchi.core.package.edition import Edition
from madoguchi.core.proof import LEVEL, Awaited, awaited, told_in
from madoguchi.core.selection import Round
from madoguchi.core.verdict import WRONG, place_of
from madoguchi.store import asks, cases, dockets, editions, events, reviews, rounds
from madoguchi.store.errors import Stale

from . import deadline, deliver, enrol, meeting, transcribe
from .refusals import Incomplete, NotFound


@dataclass(frozen=True)
class Words:
    """What the one who acts says with it."""

    reason: str = ""
    fields: tuple[str, ...] = ()
    message: str = ""
    meeting: Meeting = UNSAID

    def lacking(self, step: Step, now: datetime) -> tuple[str, ...]:
        """What the step needs, and is not said."""
        plain = (need for need in step.needs if need in ("reason", "fields", "message"))
        return (*(need for need in plain if not getattr(self, need)), *self.meeting.lacking(step, now))


@dataclass(frozen=True)
class Deed:
    """A step about to be taken: by whom, when, with what words, from which channel, in how many seconds."""

    step: str
    by: Actor
    now: datetime
    words: Words = Words()
    touch: int | None = None
    channel: str = "staff"
    alone: bool = True  # not one of many: somebody has looked at it
    answers: int = 0  # the ask that it answers, where there are several
    place: str = ""  # which place a case is given that neither a round nor an offer has given one
    decision: Decision | None = None  # what a round, or a docket, has decided; None for who decides at a case


def act(
    case_ids: str | Sequence[str],
    step: str,
    by: Actor,
    now: datetime,
    *,
    reason: str = "",
    fields: tuple[str, ...] = (),
    message: str = "",
    touch: int | None = None,
    channel: str = "staff",
    version: int | None = None,
    answers: int = 0,
    place: str = "",
    decision: Decision | None = None,
    meeting: Meeting = UNSAID,
) -> tuple[Case, ...]:
    """Take one step with one or many cases, all or none.

    Raises NotFound (of a case, or of a place), NotAllowed (not in the flow), Incomplete (the step needs more), Stale
    (`version` has passed), Halted (only a docket decides here). `touch` is the seconds spent on all of them together;
    `place` is one chosen without a round; `decision` the document that decides, blank where a round does without one;
    `meeting` what is said of an interview.
    """
    ids = [case_ids] if isinstance(case_ids, str) else list(case_ids)
    each = touch // len(ids) if touch is not None and ids else None
    words = Words(reason.strip(), tuple(fields), message.strip(), meeting)
    deed = Deed(step, by, now, words, each, channel, isinstance(case_ids, str), answers, place, decision)
    cases.lock_cases(ids)  # all before the first, so that two bulk deeds never wait for each other in a circle
    return tuple(_one(case_id, deed, version) for case_id in ids)


def begin(
    case: Case,
    found_by: tuple[str, ...],
    edition: Edition,
    by: Actor,
    now: datetime,
    *,
    touch: int | None,
    channel: str,
    typed_by: Actor | None = None,
) -> Case:
    """The first step of a new case; besides its title and number it is found by the words `found_by`.

    The step is the family's; `typed_by` is who did it for them, whose name stands in the record."""
    step = take(edition.flow, "submit", "", by.role)
    moved = replace(case, status=step.to)
    cases.put_case(moved, found_by)
    deadline.renew(moved, edition)
    _record(moved, "", step, Deed(step.id, typed_by or by, now, touch=touch, channel=channel))
    transcribe.leave(moved, now)
    return moved


def begin_round(procedure: str, window: str, edition: Edition, by: Actor, now: datetime) -> Round:
    """The first step of a new round. Raises NotAllowed."""
    assert edition.selection is not None  # the desk has looked
    step = take(edition.selection.flow, "begin", "", by.role)
    made = rounds.begin(procedure, window, edition.digest, step.to, now)
    _tell(made.subject, made.edition, "", made.status, step, Deed(step.id, by, now), {})
    return made


def act_round(found: Round, deed: Deed, note: Mapping[str, int | str] | None = None, **changed: Any) -> Round:
    """Take one step with a round that was read and locked, and write what changed of it.

    Raises NotAllowed (not in its flow), Incomplete (the step needs more), Stale (`found` is no longer as it was).
    """
    edition = editions.opened(found.edition)
    assert edition.selection is not None  # as when it was begun
    step = take(edition.selection.flow, deed.step, found.status, deed.by.role)
    _complete(step, deed)
    moved = rounds.save(found, status=step.to, **changed)
    _tell(moved.subject, moved.edition, found.status, moved.status, step, deed, note or {})
    return moved


def begin_docket(made: Docket, lines: Iterable[Line], by: Actor, now: datetime) -> Docket:
    """The first step of a new docket. Raises NotAllowed."""
    flow = _approval(made).flow
    step = take(flow, "draft", "", by.role)
    begun = dockets.begin(replace(made, status=step.to), lines)
    note = {"kind": begun.kind}
    _tell(begun.subject, begun.edition, "", begun.status, step, Deed(step.id, by, now), note)
    return begun


def act_docket(found: Docket, deed: Deed, note: Mapping[str, int | str] | None = None, **changed: Any) -> Docket:
    """Take one step with a docket that was read and locked, and write what changed of it. Raises as `act_round`."""
    step = take(_approval(found).flow, deed.step, found.status, deed.by.role)
    _complete(step, deed)
    moved = dockets.save(found, status=step.to, **changed)
    _tell(moved.subject, moved.edition, found.status, moved.status, step, deed, note or {})
    return moved


def _approval(found: Docket) -> Approval:
    approval = editions.opened(found.edition).approval
    assert approval is not None  # or there would be no docket
    return approval


def _complete(step: Step, deed: Deed) -> None:
    if lacking := deed.words.lacking(step, deed.now):
        raise Incomplete(lacking)


def _one(case_id: str, deed: Deed, version: int | None) -> Case:
    case = cases.get_case(case_id)
    if case is None:
        raise NotFound(case_id)
    if version is not None and case.version != version:
        raise Stale(case_id)
    edition = editions.opened(case.edition)
    step = take(edition.flow, deed.step, case.status, deed.by.role)
    _complete(step, deed)
    if step.decides and deed.decision is None and only_by_docket(case.procedure):
        raise Halted("D08")
    # A docket asks both when it is drafted, and a round draws only what was passed.
    if deed.decision is None and meeting.lacks(case, step, edition):
        raise Incomplete(("interview",))
    if deed.decision is None and not deed.place and enrol.lacks(case, step, edition):
        raise Incomplete(("place",))
    if "result" in step.needs:
        meeting.keep(case.id, step, deed.words.meeting, deed.now)
    if step.deed != "note":  # what was only noted ends nothing that is awaited
        asks.close(case.id, "lapsed" if step.deed == "expire" else "done", deed.now, step.ends, deed.answers)
    if deed.place and not enrol.known(deed.place, edition):
        raise NotFound(deed.place)
    moved = cases.save_case(_moved(case, step, edition, deed))
    _leave(moved, step, edition, deed)
    ended = edition.flow.by_status[case.status].final
    if (
        deed.by.role == "clerk" and deed.alone and not (ended or step.meets)
    ):  # of a case that was drawn: who asks for more has found something
        reviews.judge(case.id, bool(step.ask), deed.now)
    deadline.renew(moved, edition)
    enrol.follow(moved, case.status, edition, deed.now, deed.place)
    _record(moved, case.status, step, deed)
    transcribe.leave(moved, deed.now)
    return moved


def only_by_docket(procedure: str) -> bool:
    """Whether a docket decides every single case of a procedure here: no decider does alone."""
    edition = editions.current_edition(procedure)
    return bool(edition and edition.approval and edition.approval.route(CASE))


def _moved(case: Case, step: Step, edition: Edition, deed: Deed) -> Case:
    status = edition.flow.by_status[step.to]
    outcome = status.id if status.outcome else ""
    reason = deed.words.reason or case.reason
    return replace(case, status=status.id, outcome=outcome, reason=reason, changed=deed.now)


def _leave(case: Case, step: Step, edition: Edition, deed: Deed) -> None:
    """What the step leaves behind: an ask, a letter, errands."""
    words, now = deed.words, deed.now
    if step.ask and step.to in step.source and not words.fields:  # it asks for the same again
        before = [ask.fields for ask in asks.of_case(case.id) if ask.kind == step.ask.kind]
        words = replace(words, fields=before[-1] if before else ())
    due = _due(step.ask, edition, now) if step.ask and not step.ask.by else None
    if step.ask and step.ask.by == SLOTS:
        due, words = words.meeting.until, replace(words, fields=words.meeting.fields)
    if step.ask:
        asked = (Awaited(words.message, due, words.fields),) if due else _conditions(case, edition, now)
        for one in asked:
            asks.put(Ask(0, case.id, step.ask.kind, step.ask.to, one.fields, one.message, one.due, "open", now))
    if step.notice:
        wanted = deliver.Wanted(words.fields, words.message, due, deed.decision or ALONE)
        notice = deliver.write(case, step.notice, edition, now, wanted)
        deliver.send(case, notice, now, news="mail" in step.errands)


def _conditions(case: Case, edition: Edition, now: datetime) -> tuple[Awaited, ...]:
    """What an approval still awaits; what a clerk has called a mistake of the rules is none of it."""
    dated = [one for one in case.findings if one.level == LEVEL and one.due]
    if not dated and not any(told_in(case.reason)):
        return ()
    application, said = cases.get_application(case.reference), reviews.verdicts(case.id)
    assert application is not None  # a case is never without its application
    findings = [one for one in dated if said.get((one.code, place_of(one.fields))) != WRONG]
    return awaited(findings, case.reason, edition, application.answers, jst_date(now))


def _due(rule: AskRule, edition: Edition, now: datetime) -> date:
    days = rule.days if isinstance(rule.days, int) else int(edition.town.values[rule.days].value)
    return jst_date(now) + timedelta(days=days)


def _record(case: Case, source: str, step: Step, deed: Deed) -> None:
    _tell(case.id, case.edition, source, case.status, step, deed, {})


def _tell(
    subject: str, edition: str, source: str, to: str, step: Step, deed: Deed, note: Mapping[str, int | str]
) -> None:
    events.append(
        Event(
            seq=0,
            at=deed.now,
            deed=step.deed,
            step=step.id,
            who=deed.by.name,
            role=deed.by.role,
            subject=subject,
            source=source,
            to=to,
            channel=deed.channel,
            touch=deed.touch,
            edition=edition,
            note=note,
        )
    )
