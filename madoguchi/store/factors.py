"""認証の要素 - passkeys, one-time codes and recovery codes of an account, kept by allauth inside of the wall.

allauth's functions ask for a request: they get a `_Ceremony`, which knows the host and what was asked of the browser.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError

from . import municipalities, tables, wall

Kind = Authenticator.Type
SECONDS: Final = 30  # a one-time code lives
_NAME: Final = 40  # characters of a passkey's name


@dataclass(frozen=True, slots=True)
class Factor:
    """One of an account's: `kind` is webauthn, totp or recovery_codes, `left` how many recovery codes remain."""

    id: int
    kind: str
    name: str
    made: datetime
    used: datetime | None
    left: int = 0


@dataclass
class _Ceremony:
    """What allauth asks of a request."""

    host: str
    session: dict[str, Any] = field(default_factory=dict)

    def get_host(self) -> str:
        return self.host


class Adapter(DefaultMFAAdapter):
    """What allauth asks of us: the name on the telephone, and that its secrets are not stored as they are."""

    def get_totp_issuer(self) -> str:
        town = municipalities.get(wall.current())
        return f"窓口 {town.name}" if town else "窓口"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:  # the server's key was changed since: it is no factor any more
            return base64.b32encode(hashlib.sha256(encrypted_text.encode()).digest()).decode()

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()


def of(clerk_id: int) -> tuple[Factor, ...]:
    """All of an account's, in the order in which they were made."""
    return tuple(_value(row) for row in _rows(clerk_id).order_by("id"))


def kinds(clerk_id: int) -> frozenset[str]:
    """Which of webauthn and totp the account has; recovery codes alone are no factor."""
    found = _rows(clerk_id).exclude(type=Kind.RECOVERY_CODES).values_list("type", flat=True)
    return frozenset(found)


def new_secret() -> str:
    """A secret for an application on a telephone, not kept yet."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    return str(generate_totp_secret())


def picture(clerk_id: int, secret: str) -> tuple[str, str]:
    """A secret as the address that applications read, and as a picture of it (an SVG)."""
    adapter = Adapter()
    address = adapter.build_totp_url(_account(clerk_id), secret)
    return address, adapter.build_totp_svg(address)


def fits(secret: str, code: str) -> bool:
    """Whether a code is one that the secret gives now."""
    from allauth.mfa.totp.internal.auth import validate_totp_code

    return bool(validate_totp_code(secret, code))


def code_of(secret: str, steps: int = 0) -> str:
    """The code of now, or of so many steps from now: what the telephone shows."""
    import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // SECONDS + steps)))


def add_totp(clerk_id: int, secret: str) -> None:
    """Keep a secret whose code was shown; one before it counts no more."""
    from allauth.mfa.totp.internal.auth import TOTP

    _rows(clerk_id).filter(type=Kind.TOTP).delete()
    TOTP.activate(_account(clerk_id), secret)


def take_code(clerk_id: int, code: str) -> str:
    """Which kind a typed code is of (totp, recovery_codes); "" when it is none. A recovery code is then used up."""
    # As allauth's own form does: the code of the telephone first.
    for row in _rows(clerk_id).exclude(type=Kind.WEBAUTHN).order_by("-type"):
        if row.wrap().validate_code(code):
            row.record_usage()
            return str(row.type)
    return ""


def make_codes(clerk_id: int) -> tuple[str, ...]:
    """New recovery codes; those before count no more. They can be read once: here."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    _rows(clerk_id).filter(type=Kind.RECOVERY_CODES).delete()
    return tuple(RecoveryCodes.activate(_account(clerk_id)).generate_codes())


def remove(clerk_id: int, factor_id: int) -> str:
    """Take one away; its kind, or "" when there is none of that number. Recovery codes do not stay behind alone."""
    row = _rows(clerk_id).filter(pk=factor_id).first()
    if row is None:
        return ""
    row.delete()
    if not kinds(clerk_id):
        _rows(clerk_id).delete()
    return str(row.type)


def reset(clerk_id: int) -> int:
    """Take all of them away; how many there were."""
    return int(_rows(clerk_id).delete())


def begin_registration(clerk_id: int, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what the browser is asked, what to remember until it answers) for a new passkey."""
    from allauth.mfa.webauthn.internal import auth

    with _asking(host) as ceremony:
        # Passwordless: the key itself knows the account, and asks for a finger, a face or a PIN.
        return auth.begin_registration(_account(clerk_id), passwordless=True), _plain(ceremony.session)


def add_passkey(clerk_id: int, host: str, state: Mapping[str, Any], answer: Any, name: str) -> bool:
    """Keep the passkey that a browser made; False when its answer is not to what was asked."""
    from allauth.mfa.webauthn.internal import auth

    with _asking(host, state):
        try:
            auth.parse_registration_response(answer)
            if not auth.complete_registration(answer).is_user_verified():
                return False
        except _BROKEN:
            return False
        given = name.strip()[:_NAME] or f"パスキー{_rows(clerk_id).filter(type=Kind.WEBAUTHN).count() + 1}"
        auth.WebAuthn.add(_account(clerk_id), given, answer)
        return True


def begin_proof(clerk_id: int | None, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what the browser is asked, what to remember) to show a passkey: of this account, or of whichever it knows."""
    from allauth.mfa.webauthn.internal import auth

    with _asking(host) as ceremony:
        user = _account(clerk_id) if clerk_id else None
        return auth.begin_authentication(user), _plain(ceremony.session)


def take_passkey(clerk_id: int | None, host: str, state: Mapping[str, Any], answer: Any) -> int | None:
    """The account whose passkey was shown; None when it is not one of ours, or not that of this account."""
    from allauth.mfa.webauthn.internal import auth

    with _asking(host, state):
        try:
            auth.parse_authentication_response(answer)
            user = _account(clerk_id) if clerk_id else auth.extract_user_from_response(answer)
            shown = auth.complete_authentication(user, answer)
        except _BROKEN:
            return None
        shown.record_usage()
        return int(user.pk)


# An answer is whatever somebody sent: the libraries behind stumble over it in their own ways.
_BROKEN: Final = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)


@contextmanager
def _asking(host: str, state: Mapping[str, Any] | None = None) -> Iterator[_Ceremony]:
    ceremony = _Ceremony(host, dict(state or {}))
    with context.request_context(ceremony):
        yield ceremony


def _plain(session: dict[str, Any]) -> dict[str, Any]:
    """As it can be kept in a session: words only."""
    return {
        key: {name: str(getattr(part, "value", part)) for name, part in told.items()} for key, told in session.items()
    }


def _rows(clerk_id: int) -> Any:
    return Authenticator.objects.filter(user_id=clerk_id)


def _account(clerk_id: int) -> tables.Clerk:
    return tables.Clerk.objects.get(pk=clerk_id)


def _value(row: Any) -> Factor:
    passkey, codes = row.type == Kind.WEBAUTHN, row.type == Kind.RECOVERY_CODES
    left = len(row.wrap().get_unused_codes()) if codes else 0
    return Factor(row.pk, row.type, row.wrap().name if passkey else "", row.created_at, row.last_used_at, left)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"madoguchi.factors|" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
