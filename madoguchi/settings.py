"""設定 - everything that differs from house to house, read from the environment here and nowhere else."""

from __future__ import annotations

import os
import secrets
import stat
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).resolve().parent


def _text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _number(name: str, default: int) -> int:
    try:
        return int(_text(name, str(default)))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None


def _list(name: str) -> list[str]:
    return [part.strip() for part in _text(name).split(",") if part.strip()]


# --- the house -------------------------------------------------------------------------------------------------------

VAR = Path(_text("MADOGUCHI_VAR", "var")).resolve()  # SQLite's file, the demo's key and mails
DEMO = _text("MADOGUCHI_DEMO") == "1"  # sample accounts and the page of mails; never in an office at work
PORT = _number("MADOGUCHI_PORT", 8000)
WORKERS = _number("MADOGUCHI_WORKERS", 1)  # processes that serve; one is right on SQLite
THREADS = _number("MADOGUCHI_THREADS", 4)  # threads in each of them
BASE_URL = _text("MADOGUCHI_BASE_URL", f"http://localhost:{PORT}").rstrip("/")  # as people type it; stands in mails
SMTP = _text("MADOGUCHI_SMTP")  # smtp://host:port; empty: no mail leaves the house
MAIL_FROM = _text("MADOGUCHI_MAIL_FROM", "madoguchi@localhost")
_ANCHOR, _TODAY = _text("MADOGUCHI_ANCHOR"), _text("MADOGUCHI_TODAY")
ANCHOR = Path(_ANCHOR) if _ANCHOR else None  # folder on another disk, where the heads of the records are kept
try:
    TODAY = date.fromisoformat(_TODAY) if _TODAY else None  # 見本の日付: the day the house plays
except ValueError:
    raise ImproperlyConfigured("MADOGUCHI_TODAY must be a date such as 2026-11-16.") from None

# host=slug,…: on such a host only that municipality's pages answer.
HOSTS = {host.strip(): slug.strip() for host, _, slug in (pair.partition("=") for pair in _list("MADOGUCHI_HOSTS"))}
_BASE = urlsplit(BASE_URL)
_SECURE = _BASE.scheme == "https"
# From the machine itself health is asked, whatever the world calls it.
ALLOWED_HOSTS = [_BASE.hostname or "", *_list("MADOGUCHI_ALLOWED_HOSTS"), *HOSTS, "localhost", "127.0.0.1"]


def _secret_key() -> str:
    """From the environment, or from a file that nobody else may read. The demo makes its own."""
    if key := _text("MADOGUCHI_SECRET_KEY"):
        return _long_enough(key)
    file = Path(_text("MADOGUCHI_SECRET_KEY_FILE") or (VAR / "secret_key" if DEMO else ""))
    if file == Path():
        raise ImproperlyConfigured("Set MADOGUCHI_SECRET_KEY_FILE (a file with mode 0600) or MADOGUCHI_SECRET_KEY.")
    if DEMO and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise ImproperlyConfigured(f"Others may read {file}. Do: chmod 600 {file}")
        return _long_enough(file.read_text(encoding="utf-8").strip())
    except OSError as fault:
        raise ImproperlyConfigured(f"MADOGUCHI_SECRET_KEY_FILE cannot be read: {fault.strerror}") from None


def _long_enough(key: str) -> str:
    if len(key) < 32:
        raise ImproperlyConfigured("The secret key is too short: at least 32 characters, made by chance.")
    return key


SECRET_KEY = _secret_key()  # secrets of applications are made with it: whoever changes it makes all of them invalid


# --- the database ----------------------------------------------------------------------------------------------------


def _sqlite() -> dict[str, Any]:
    # Begun as writers, transactions wait for each other instead of failing; FULL keeps what was acknowledged.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR / "madoguchi.sqlite3"), "OPTIONS": options}


def _postgresql(name: str, **options: Any) -> dict[str, Any]:
    url = urlsplit(_text(name))
    if url.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(f"{name} must begin with postgresql:// (or be empty for SQLite).")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        # A pooled connection goes back at the end of a request; kept longer, threads would leak them.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # those that died with a restart of the server are not handed out
        "OPTIONS": {**dict(parse_qsl(url.query)), **options},
    }


_POOL = {"min_size": 1, "max_size": THREADS + 2, "timeout": 20}
DATABASES = {"default": _postgresql("MADOGUCHI_DATABASE", pool=_POOL) if _text("MADOGUCHI_DATABASE") else _sqlite()}
if _text("MADOGUCHI_DATABASE_OWNER"):  # the role that owns the tables: for `madoguchi migrate` alone, never for serving
    DATABASES["owner"] = _postgresql("MADOGUCHI_DATABASE_OWNER")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# --- Django ----------------------------------------------------------------------------------------------------------

DEBUG = False
INSTALLED_APPS = ["madoguchi.store", "csp", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "madoguchi.web.middleware.Headers",
    "madoguchi.web.middleware.Faults",
    "madoguchi.web.middleware.Wall",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CSRF_FAILURE_VIEW = "madoguchi.web.faults.forged"
ROOT_URLCONF = "madoguchi.web.urls"
_LOADERS = [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]
_CONTEXT = ["django.template.context_processors.csrf", "madoguchi.web.context.about"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web"],
        "OPTIONS": {"loaders": _LOADERS, "context_processors": _CONTEXT, "builtins": ["madoguchi.web.kit.tags"]},
    }
]
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "ja", "Asia/Tokyo", True  # stored in UTC, shown in Japan's time

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "web" / "static"]
WHITENOISE_USE_FINDERS = True  # from where they lie: nothing to collect before the first start
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60  # addresses carry the digest of the file (web/assets.py)

# Ten million bytes of Japanese take three times as much in a form's encoding: read, and answered with a message.
DATA_UPLOAD_MAX_MEMORY_SIZE = 34_000_000

SESSION_ENGINE = "madoguchi.store.sessions"
SESSION_COOKIE_AGE = 4 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"{_BASE.scheme}://{_BASE.netloc}", *(f"{_BASE.scheme}://{host}" for host in HOSTS)]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

if _SECURE:  # the proxy in front must set this header itself, whatever came in
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"  # the address of a draft is a secret: no other house hears of it
X_FRAME_OPTIONS = "DENY"
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": ["'self'", "data:"],
        "connect-src": _SELF,
        "form-action": _SELF,
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "madoguchi.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": _text("MADOGUCHI_LOG_LEVEL", "INFO").upper()},
    # Django's own handlers would write addresses, and mail what went wrong to somebody.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},  # a mistyped form is no news
        # The library logs every call that failed with its arguments: the answers of families.
        "cel": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
