"""照会 - the family's way back to its application: reference and secret, both right."""

from __future__ import annotations

import hashlib
import hmac

from madoguchi import settings
from madoguchi.core.case import Application
from madoguchi.core.reference import hash_secret, tidy_reference, tidy_secret
from madoguchi.store import cases


def generation(application: Application) -> str:
    """Which secret of an application is in force: a word for a session, from which no secret can be made."""
    return hashlib.sha256(application.secret_hash.encode()).hexdigest()[:16]


def enter(reference: str, secret: str) -> Application | None:
    """The application, if both are right; which of them was wrong is not told."""
    known = tidy_reference(reference)
    application = cases.get_application(known) if known else None
    given = hash_secret(settings.SECRET_KEY, tidy_secret(secret))
    if application is None or not hmac.compare_digest(application.secret_hash, given):
        return None
    return application
