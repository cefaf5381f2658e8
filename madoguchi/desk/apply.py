"""申請の準備 - a family's draft: begun, saved page by page, never an event."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from madoguchi.core import form
from madoguchi.core.case import Draft
from madoguchi.core.days import jst_date
from madoguchi.core.fields import Raw
from madoguchi.core.helper import Aide
from madoguchi.core.language import JA
from madoguchi.core.package.edition import Edition
from madoguchi.core.suggestion import laid
from madoguchi.core.window import Window, following
from madoguchi.store import drafts, editions
from madoguchi.store.errors import Stale

from . import need
from .refusals import AlreadySubmitted, NoDraft, WindowClosed

LOST: Final = -1  # the version of a screen that does not say what it was made from


@dataclass(frozen=True)
class Seen:
    """What a screen was made from: the draft's `version`, and the page's own mark (`form.held`).

    `before`: what the same screen sent earlier without hearing whether it came.
    """

    version: int
    mark: str = ""
    before: tuple[Raw, ...] = ()


@dataclass(frozen=True)
class Saved:
    """A page as it was taken in; `next` is the slug of the page that follows, "" when all are answered.

    `stops` are those that the answers lead through now.
    """

    draft: Draft
    cleaned: form.Cleaned
    next: str
    stops: tuple[form.Stop, ...]


def start(procedure: str, now: datetime, language: str = JA, helper: Aide | None = None) -> str:
    """Begin a draft on the edition in force; the key is the only way back to it."""
    edition = editions.current_edition(procedure)
    if edition is None:
        raise NoDraft(procedure)
    key = secrets.token_urlsafe(16)
    drafts.create(key, procedure, edition.digest, now, language, helper)
    need.begun(edition, now)
    return key


def lay(key: str, places: Mapping[str, str], told: Mapping[str, Any], now: datetime) -> None:
    """Lay what was answered before the form into the blanks of a draft, where it has its places."""
    draft = open_draft(key, lock=True)
    answers = laid(editions.opened(draft.edition).form, places, told, draft.answers)
    if answers != draft.answers:
        drafts.save(key, answers, draft.typed, draft.version, draft.seconds, now)


def open_draft(key: str, lock: bool = False) -> Draft:
    """The draft, still the family's own. Raises NoDraft, AlreadySubmitted."""
    draft = drafts.get(key, lock=lock)
    if draft is None:
        raise NoDraft
    if draft.submitted:
        raise AlreadySubmitted(draft.submitted)
    return draft


def save(
    key: str, slug: str, raw: Raw, seen: Seen | int, touch: int | None, now: datetime, language: str = ""
) -> Saved:
    """Take in one page. What is wrong is kept as typed beside the answers, so that nothing is lost.

    `seen` is what the page was made from, or only the draft's version; when this page was saved from elsewhere since,
    raises Stale. `touch` is in seconds. `language` is the one the page was read in, if it is told: mistakes speak it,
    and the draft remembers it.
    """
    seen = Seen(seen) if isinstance(seen, int) else seen
    draft, edition, stop = _at(key, slug, now, language)
    page = _Page(edition, stop, draft, jst_date(now))
    cleaned = page.clean(raw)
    if page.moved_on(seen):
        if not page.holds(cleaned):
            raise Stale
        saved = draft  # the same sent twice, by an impatient finger or after a broken line
    else:
        seconds = _add(draft.seconds, slug, touch)
        saved = drafts.save(key, cleaned.answers, _keep(draft, cleaned), draft.version, seconds, now, language)
        need.saved(edition, stop, cleaned, touch, now)
    after = form.walk(edition.form, cleaned.answers, edition.scope(jst_date(now), cleaned.answers))
    return Saved(saved, cleaned, form.after(after, slug), after)


def add_item(key: str, slug: str, seen: Seen, now: datetime, *, copy: bool = False) -> str:
    """One more item in the list that a page shows, with `copy` like the one before it. The slug of its first page, or
    of the list where no more fit. Raises NoDraft, AlreadySubmitted, Stale."""
    draft, edition, stop = _at(key, slug, now)
    if _Page(edition, stop, draft, jst_date(now)).moved_on(seen):
        raise Stale
    answers = form.added(edition.form, stop, draft.answers, copy=copy)
    if answers == draft.answers:
        return slug
    drafts.save(key, answers, draft.typed, draft.version, draft.seconds, now)
    return form.items_of(edition.form, stop, answers, edition.scope(jst_date(now), answers))[-1].slug


def remove_item(key: str, slug: str, index: int, seen: Seen, now: datetime) -> str:
    """One item less in the list that a page shows. The slug of the list. Raises NoDraft, AlreadySubmitted, Stale."""
    draft, edition, stop = _at(key, slug, now)
    if _Page(edition, stop, draft, jst_date(now)).moved_on(seen):
        raise Stale
    answers, typed = form.removed(edition.form, stop, draft.answers, draft.typed, index)
    if answers != draft.answers:
        drafts.save(key, answers, typed, draft.version, draft.seconds, now)
    return slug


def _at(key: str, slug: str, now: datetime, language: str = "") -> tuple[Draft, Edition, form.Stop]:
    """The family's draft and a page of it. Raises NoDraft, AlreadySubmitted."""
    draft = open_draft(key, lock=True)
    edition = editions.opened(draft.edition).spoken(language or draft.language)
    base = edition.scope(jst_date(now), draft.answers)
    stop = next((stop for stop in form.walk(edition.form, draft.answers, base) if stop.slug == slug), None)
    if stop is None:
        raise NoDraft(slug)
    return draft, edition, stop


@dataclass(frozen=True)
class _Page:
    """A stop of a draft as it is stored."""

    edition: Edition
    stop: form.Stop
    draft: Draft
    today: date

    def clean(self, raw: Raw) -> form.Cleaned:
        return self.edition.clean(self.stop, self.draft.answers, raw, self.today)

    def holds(self, cleaned: form.Cleaned) -> bool:
        """Whether all of it is stored already."""
        return cleaned.answers == self.draft.answers and _keep(self.draft, cleaned) == self.draft.typed

    def moved_on(self, seen: Seen) -> bool:
        """Whether somebody else wrote here since: another page of the draft, or our own earlier try, is nobody else."""
        if seen.version in (self.draft.version, LOST):
            return seen.version == LOST
        if seen.mark == form.held(self.edition.form, self.stop, self.draft.answers, self.draft.typed):
            return False
        return not any(self.holds(self.clean(earlier)) for earlier in seen.before)


def choose_window(key: str, window: str, version: int, now: datetime) -> Draft:
    """Put a draft into another window that has not ended. Raises NoDraft, AlreadySubmitted, Stale, WindowClosed."""
    draft = open_draft(key, lock=True)
    edition = editions.opened(draft.edition)
    wanted = edition.town.window(window) if edition.procedure.window else None
    if wanted is None or now >= wanted.ends:
        raise WindowClosed(wanted, following(edition.town.windows, now, wanted))
    if draft.answers.get(edition.procedure.window) == window:
        return draft
    if draft.version != version:
        raise Stale
    answers = {**draft.answers, **_fitting(edition, draft.answers, wanted), edition.procedure.window: window}
    return drafts.save(key, answers, draft.typed, version, draft.seconds, now)


def _fitting(edition: Edition, answers: Mapping[str, Any], wanted: Window) -> dict[str, str]:
    """Choices beside that of the window which named the old one's kind, and can name the new one's."""
    before = edition.window_of(answers)
    if before is None or not before.kind or not wanted.kind:
        return {}
    named = edition.procedure.window
    beside = (page.fields for page in edition.form.pages if any(field.id == named for field in page.fields))
    return {
        field.id: wanted.kind
        for fields in beside
        for field in fields
        if answers.get(field.id) == before.kind and wanted.kind in {option.id for option in field.options}
    }


LONGEST_KEPT = 4_000  # characters of one refused input that the row keeps; the page itself shows all of it


def _keep(draft: Draft, cleaned: form.Cleaned) -> dict[str, str]:
    """Refused inputs stay as typed until they are mended."""
    wrong = {mistake.path for mistake in cleaned.mistakes}
    kept = {path: text for path, text in draft.typed.items() if path not in cleaned.typed}
    here = {path: text[:LONGEST_KEPT] for path, text in cleaned.typed.items() if _belongs(path, wrong)}
    return {**kept, **here}


def _belongs(path: str, wrong: set[str]) -> bool:
    """Whether an input is one of a wrong field's: `birth.y`, `work.mon.start`."""
    return path in wrong or any(path.startswith(f"{one}.") for one in wrong)


def _add(seconds: Mapping[str, int], slug: str, touch: int | None) -> dict[str, int]:
    return {**seconds, slug: seconds.get(slug, 0) + touch} if touch else dict(seconds)
