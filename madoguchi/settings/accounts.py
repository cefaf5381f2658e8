"""利用者の設定 - what Django and allauth are told of staff accounts, passkeys and one-time codes."""

from __future__ import annotations

from .read import number

# What allauth's `mfa` needs by name; only itself gets a table (docs/decisions/0011-allauth-behind-the-wall.md).
APPS = [
    "madoguchi.store.engine.Types",
    "madoguchi.store.engine.Auth",
    "madoguchi.store.engine.Account",
    "madoguchi.store.engine.Mfa",
]
MIGRATION_MODULES = {"contenttypes": None, "auth": None, "account": None}
AUTH_USER_MODEL = "store.Clerk"

MFA_ADAPTER = "madoguchi.store.factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger, a face or a PIN: a stolen key alone opens nothing
MFA_TOTP_TOLERANCE = 1  # one code before and after: clocks of telephones differ
MFA_RECOVERY_CODE_COUNT = 10
ACCOUNT_RATE_LIMITS = False  # ours count in the database, for all servers together

STEP_UP_MINUTES = number("MADOGUCHI_STEP_UP_MINUTES", 60)  # so fresh must a second factor be for a decision
PROXIES = number("MADOGUCHI_PROXIES", 0)  # of our own in front: so many last addresses of X-Forwarded-For are true
