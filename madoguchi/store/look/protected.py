"""支援措置を見る - whether something is hidden from a clerk: the one question of every page, list, print and export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from madoguchi.core.account import HEALTH
from madoguchi.core.case import Application, Ask, Case, Clerk, Notice, Protection
from madoguchi.core.interview import MEETING, SLOTS
from madoguchi.core.mask import PRIVATE, PROTECTED, Mask, blanked, mask_of, named_in, quieted, silenced
from madoguchi.core.selection import OFFER

from .. import protections
from ..editions import opened
from ..protections import of as protection

_MEETS = (SLOTS, MEETING)

__all__ = ["asks_seen", "hidden", "letters_seen", "mask", "masked", "protection", "seen"]


def hidden(reference: str, clerk: Clerk | None) -> bool:
    """Whether an application is protected and this clerk is not named for it. Nobody at all is never named."""
    return _hides(protections.of(reference), clerk)


def mask(reference: str, edition: str, clerk: Clerk | None) -> Mask:
    """All that is hidden from this clerk in the answers of an application: 支援措置 and pages without their permit."""
    return _mask(edition, hidden(reference, clerk), _permits(clerk))


def masked(cases: Iterable[Case], clerk: Clerk | None) -> tuple[Case, ...]:
    """The same cases as this clerk may see them; they are for showing, never for saving."""
    rows = tuple(cases)
    known = protections.among(case.reference for case in rows)
    return tuple(_masked(case, _hides(known.get(case.reference), clerk), clerk) for case in rows)


def seen(application: Application, clerk: Clerk | None) -> Application:
    """An application whose hidden answers are gone, and for whom it is hidden the address for news with them."""
    over = mask(application.reference, application.edition, clerk)
    if not over.words:
        return application
    answers = blanked(opened(application.edition).form, application.answers, over)
    if hidden(application.reference, clerk):
        return replace(application, answers=answers, contact="", helper=None)
    return replace(application, answers=answers)


def letters_seen(letters: Iterable[Notice], veiled: bool) -> tuple[Notice, ...]:
    """Letters; where they are hidden, that there are some and when they were made."""
    return tuple(replace(one, title=PROTECTED, body=PROTECTED) if veiled else one for one in letters)


def asks_seen(asks: Iterable[Ask], veiled: bool, clerk: Clerk | None) -> tuple[Ask, ...]:
    """What is awaited; where it is hidden, without the words that went with it, without the place of an offer and all
    that is known of an interview. What was said at one is 要配慮, as what the family has answered about it."""
    private = HEALTH not in _permits(clerk)
    heard = (replace(one, answer=PRIVATE) if private and one.answer and one.kind in _MEETS else one for one in asks)
    return tuple(_unsaid(one) if veiled else one for one in heard if not (veiled and one.kind == MEETING))


def _unsaid(ask: Ask) -> Ask:
    placed = ask.kind in (OFFER, SLOTS)
    return replace(ask, message=PROTECTED, answer=PROTECTED if ask.answer else "", fields=() if placed else ask.fields)


def _masked(case: Case, veiled: bool, clerk: Clerk | None) -> Case:
    over = _mask(case.edition, veiled, _permits(clerk))
    findings = quieted(case.findings, opened(case.edition).checks, over) if over.words else case.findings
    if others := named_in(findings):
        known = protections.among(others)
        findings = silenced(findings, {one for one in others if _hides(known.get(one), clerk)})
    if not veiled:
        return replace(case, findings=findings)
    reason = PROTECTED if case.reason else ""
    return replace(case, title=PROTECTED, reason=reason, facets={}, findings=findings)


def _hides(found: Protection | None, clerk: Clerk | None) -> bool:
    return found is not None and found.hides_from(clerk)


def _permits(clerk: Clerk | None) -> frozenset[str]:
    return frozenset(getattr(clerk, "permits", ()))


@lru_cache(maxsize=256)
def _mask(edition: str, veiled: bool, permits: frozenset[str]) -> Mask:
    """Editions are named by their digest, so what is hidden in one never changes."""
    package = opened(edition)
    return mask_of(package.form, package.procedure.protect, hidden=veiled, permits=permits)
