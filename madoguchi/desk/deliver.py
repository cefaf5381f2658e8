"""通知を届ける - letters are written at the step that makes them; mails tell only that there is something to read."""

from __future__ import annotations

from datetime import date, datetime

from madoguchi.core.case import Application, Case, Event, Notice
from madoguchi.core.days import jst_date, spoken_long
from madoguchi.core.form import summary
from madoguchi.core.language import JA, texts_of
from madoguchi.core.mask import PROTECTED, Mask, covered
from madoguchi.core.package.edition import Edition
from madoguchi.core.say import listed
from madoguchi.locale import tell as tell_in
from madoguchi.store import cases, events, notices, protections, wall

from . import letter, tell


def write(
    case: Case, kind: str, edition: Edition, now: datetime, fields: tuple[str, ...], message: str, due: date | None
) -> Notice:
    """Compose a letter and keep it, whole, as it will be read."""
    application = cases.get_application(case.reference)
    assert application is not None  # a case is never without its application
    number = f"{case.id}-{len(notices.of_case(case.id)) + 1}"
    told = {"child": case.title, "reason": case.reason, "number": number, "message": message}
    days = {"date": spoken_long(jst_date(now)), "due": spoken_long(due) if due else ""}

    def filled(language: str) -> tuple[str, str]:
        said = _values(case, application, edition.spoken(language), fields) | days
        return edition.letter(kind, language).fill({**told, **{key: tell_in(it, language) for key, it in said.items()}})

    title, body = filled(JA)
    translated = edition.letter(kind, texts_of(application.language)).lang
    translated = "" if translated == JA else translated
    translation = "\n\n".join(filled(translated)) if translated else ""
    notice = Notice(0, case.id, kind, JA, number, title, body, now, translated=translated, translation=translation)
    return notices.put(notice)


def _values(case: Case, application: Application, edition: Edition, fields: tuple[str, ...]) -> dict[str, str]:
    """What a letter says of an application, in the language of the edition."""
    shown = _shown(application, edition)
    own = f"{edition.procedure.subjects}.{case.branch - 1}." if edition.procedure.subjects else ""
    window = edition.window_of(application.answers)
    rests = edition.town.decision
    clubs = dict.fromkeys(text for name, (_, text) in shown.items() if name.startswith(f"{own}club_") and text)
    return {
        **tell.about(edition, case.reference),
        "club": listed(clubs),
        "fields": listed(shown[name][0] for name in fields if name in shown),
        "start": spoken_long(window.start) if window else "",
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


def _shown(application: Application, edition: Edition) -> dict[str, tuple[str, str]]:
    scope = edition.scope(jst_date(application.received), application.answers)
    # A letter can be opened by whoever lives there, or no longer does: a protected one names no place.
    paths = edition.procedure.protect if protections.of(application.reference) else ()
    parts = covered(summary(edition.form, application.answers, scope), Mask(dict.fromkeys(paths, PROTECTED)))
    return {row.path: (row.label, row.shown) for part in parts for row in part.rows}
