"""認証の部品 - the parts of Django and allauth that sign-in by passkey and one-time code needs, and no more of them.

None of them connects a signal, and but for `Mfa` none gets a table (settings/accounts.py).
"""

from __future__ import annotations

from django.apps import AppConfig


class Types(AppConfig):
    """Asked for by Django's own users."""

    name = "django.contrib.contenttypes"


class Auth(AppConfig):
    """Asked for by allauth: its groups and permissions are no table of ours."""

    name = "django.contrib.auth"


class Account(AppConfig):
    """Asked for by allauth's `mfa`: its addresses of mails are no table of ours."""

    name = "allauth.account"
    default_auto_field = "django.db.models.BigAutoField"


class Mfa(AppConfig):
    """Passkeys, one-time codes and recovery codes: one table, put behind the wall."""

    name = "allauth.mfa"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .tables import factor

        factor.enclose()
