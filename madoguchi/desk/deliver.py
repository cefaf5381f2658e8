"""通知を届ける - letters are written at the step that makes them; mails tell only that there is something to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from madoguchi.core.case import Application, Case, Event, Notice
from madoguchi.core.days import jst_date, spoken_long
from madoguchi.core.docket import ALONE, Decision
from madoguchi.core.flow import results, upheld
from madoguchi.core.follow import last_day
from madoguchi.core.form import summary
from madoguchi.core.interview import slot
from madoguchi.core.language import JA, texts_of
from madoguchi.core.mask import PROTECTED, Mask, covered, unnumbered
from madoguchi.core.notice import Letter
from madoguchi.core.package.edition import Edition
from madoguchi.core.say import Say, listed, say
from madoguchi.locale import tell as tell_in
from madoguchi.store import cases, events, notices, protections, wall

from . import letter, tell


@dataclass(frozen=True)
class Wanted:
    """What a letter is written from, besides the case: what somebody says in it, and the document that decides."""

    fields: tuple[str, ...] = ()
    message: str = ""
    due: date | None = None
    decision: Decision = ALONE


def write(case: Case, kind: str, edition: Edition, now: datetime, wanted: Wanted) -> Notice:
    """Compose a letter and keep it, whole, as it will be read."""
    number = wanted.decision.number or f"{case.id}-{len(notices.of_case(case.id)) + 1}"
    on = spoken_long(wanted.decision.on or jst_date(now))
    letter, _ = compose(case, kind, edition, now, wanted, {"number": number, "date": on})
    return notices.put(letter)


def compose(
    case: Case, kind: str, edition: Edition, now: datetime, wanted: Wanted, marks: dict[str, str]
) -> tuple[Notice, tuple[str, ...]]:
    """A letter with the number and the date of `marks`, kept nowhere; and its places for which there are no words."""
    application = cases.get_application(case.reference)
    assert application is not None  # a case is never without its application
    told = {"child": case.title, "reason": case.reason, "message": wanted.message}
    before = earlier(case, edition)
    days = {"due": spoken_long(wanted.due) if wanted.due else "", "slots": _slots(case, wanted.fields)}

    def values(language: str) -> dict[str, str]:
        said = _values(case, application, edition.spoken(language), wanted.fields) | days | marks
        said["earlier"] = _named(before) if before else ""
        return {**told, **{key: tell_in(it, language) for key, it in said.items()}}

    def filled(letter: Letter, language: str) -> tuple[str, str]:
        title, body = letter.fill(values(language))
        if before is None or kind not in results(edition.flow) or "earlier" in letter.slots():
            return title, body
        instead = say("この通知は、{earlier}の通知に代わるものです。", earlier=_named(before))
        said, _, whom_to_ask = body.rpartition("\n\n")
        return title, f"{said}\n\n{tell_in(instead, language)}\n\n{whom_to_ask}"

    japanese, letter = values(JA), edition.letter(kind, JA)
    title, body = filled(letter, JA)
    blank = tuple(sorted(slot for slot in letter.slots() if not japanese[slot].strip()))
    translated = edition.letter(kind, texts_of(application.language)).lang
    translated = "" if translated == JA else translated
    in_theirs = filled(edition.letter(kind, translated), translated) if translated else ()
    written = Notice(0, case.id, kind, JA, marks["number"], title, body, now)
    return replace(written, translated=translated, translation="\n\n".join(in_theirs)), blank


def earlier(case: Case, edition: Edition) -> Notice | None:
    """The result that the family of a case was told last; not that it stands, which is none of its own."""
    known = results(edition.flow) - upheld(edition.flow)
    return next((one for one in reversed(notices.of_case(case.id)) if one.kind in known), None)


def _slots(case: Case, fields: tuple[str, ...]) -> str:
    """The times of an interview. A letter can be opened by whoever lives there: that of a protected family names none,
    and its status page does."""
    times = [one.say_long for text in fields if (one := slot(text))]
    if times and protections.of(case.reference):
        return say("「申請の状況」のページで見られます。")
    return listed(times, "{first} / {then}")


def _named(notice: Notice) -> Say:
    return say("{day}付け{number}", day=spoken_long(jst_date(notice.made)), number=notice.number)


def _values(case: Case, application: Application, edition: Edition, fields: tuple[str, ...]) -> dict[str, str]:
    """What a letter says of an application, in the language of the edition."""
    shown = _shown(application, edition)
    own = f"{edition.procedure.subjects}.{case.branch - 1}." if edition.procedure.subjects else ""
    window = edition.window_of(application.answers)
    rests = edition.town.decision
    ends = last_day(edition.procedure.follows, application.answers)
    clubs = dict.fromkeys(text for name, (_, text) in shown.items() if name.startswith(f"{own}club_") and text)
    return {
        **tell.about(edition, case.reference),
        "club": listed(clubs),
        "fields": listed(shown[name][0] for name in fields if name in shown),
        "start": spoken_long(window.start) if window else "",
        "until": spoken_long(ends) if ends else "",
        "ordinance": rests.ordinance if rests else "",
        "grounds": rests.grounds if rests else "",
    }


def send(case: Case, notice: Notice, now: datetime, *, news: bool = True) -> None:
    """Leave the errands that make the PDF and bring the news, if there is any and the family confirmed an address."""
    application = cases.get_application(case.reference)
    if news and application and application.contact and application.contact_confirmed:
        tell.leave(application, f"notice/{case.id}/{notice.id}", {"notice": notice.id}, case.id, now)
    letter.leave(case, notice, now)


def opened(case_id: str, now: datetime) -> None:
    """Note when the family first opened its letters: from then on they know (処分を知った日)."""
    case = cases.get_case(case_id)
    fresh = [notice for notice in notices.of_case(case_id) if notice.opened is None]
    for notice in fresh:
        notices.note(notice.id, "opened", now)
    if case and fresh:
        note = {"count": len(fresh)}
        events.append(
            Event(
                0, now, "open", "open", "resident", "resident", case_id, channel="web", edition=case.edition, note=note
            )
        )


def downloaded(notice_id: int, now: datetime) -> None:
    """Note when the family first fetched the PDF of a letter."""
    with wall.inside(wall.current(), write=True):
        notices.note(notice_id, "downloaded", now)


def places(application: Application, edition: Edition) -> frozenset[str]:
    """What no letter to a protected family may say: what stands at the places that 支援措置 hides."""
    told = _shown(application, edition, ())
    hidden = frozenset(edition.procedure.protect)
    return frozenset(shown for path, (_, shown) in told.items() if unnumbered(path) in hidden and len(shown) > 1)


def _shown(
    application: Application, edition: Edition, hidden: tuple[str, ...] | None = None
) -> dict[str, tuple[str, str]]:
    scope = edition.scope(jst_date(application.received), application.answers)
    # A letter can be opened by whoever lives there, or no longer does: a protected one names no place.
    if hidden is None:
        hidden = edition.procedure.protect if protections.of(application.reference) else ()
    parts = covered(summary(edition.form, application.answers, scope), Mask(dict.fromkeys(hidden, PROTECTED)))
    return {row.path: (row.label, row.shown) for part in parts for row in part.rows}
