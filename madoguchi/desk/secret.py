"""確認用の番号を替える - the old number opens nothing any more, in no browser, and no link of a draft shows it."""

from __future__ import annotations

import secrets
from datetime import datetime

from madoguchi import settings
from madoguchi.core.case import Actor, Event
from madoguchi.core.flow import NotAllowed
from madoguchi.core.reference import hash_secret, secret_for
from madoguchi.core.words import PAPERS
from madoguchi.store import cases, drafts, events, protections
from madoguchi.store.errors import Stale

from . import tell
from .refusals import Incomplete, NotFound
from .status import generation


def renew(reference: str) -> str:
    """A new secret for an application, to be told to its family once: only its hash is kept. Raises NotFound."""
    if cases.get_application(reference) is None:
        raise NotFound(reference)
    secret = secret_for(settings.SECRET_KEY, secrets.token_urlsafe(16))
    cases.renew_secret(reference, hash_secret(settings.SECRET_KEY, secret))
    drafts.forget(reference)
    return secret


def hand_over(reference: str, paper: str, known: str, by: Actor, now: datetime) -> str:
    """A new secret for a family that has lost its own, at the counter, after it has shown who it is.

    `paper` is the kind of paper that was seen (words.PAPERS; nothing that stands on it is kept), `known` the generation
    of the secret as the page was shown. Raises NotFound, NotAllowed (clerks do it; for a protected family those named),
    Incomplete(("paper",)), Stale.
    """
    application = cases.get_application(reference)
    if application is None:
        raise NotFound(reference)
    if by.role != "clerk":
        raise NotAllowed(f"secret: {by.role}")
    protection = protections.of(reference)
    if protection and by.name not in protection.clerks:  # the number opens the family's pages
        raise NotAllowed("secret: protected")
    if paper not in PAPERS:
        raise Incomplete(("paper",))
    if known != generation(application):
        raise Stale(reference)
    secret = renew(reference)
    event = Event(
        seq=0,
        at=now,
        deed="revoke",
        step="secret",
        who=by.name,
        role=by.role,
        subject=reference,
        channel="staff",
        edition=application.edition,
        note={"paper": paper},
    )
    events.append(event)
    if application.contact and application.contact_confirmed:
        after = cases.get_application(reference)
        assert after is not None  # we hold it
        tell.leave(after, f"renewed/{reference}/{generation(after)}", {"renewed": reference}, reference, now)
    return secret
