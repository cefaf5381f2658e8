"""確認用の番号を替える - the old number opens nothing any more, in no browser, and no link of a draft shows it."""

from __future__ import annotations

import secrets

from madoguchi import settings
from madoguchi.core.reference import hash_secret, secret_for
from madoguchi.store import cases, drafts

from .refusals import NotFound


def renew(reference: str) -> str:
    """A new secret for an application, to be told to its family once: only its hash is kept. Raises NotFound."""
    if cases.get_application(reference) is None:
        raise NotFound(reference)
    secret = secret_for(settings.SECRET_KEY, secrets.token_urlsafe(16))
    cases.renew_secret(reference, hash_secret(settings.SECRET_KEY, secret))
    drafts.forget(reference)
    return secret
