"""枠組みの設定 - what Django is told: its parts, templates, sessions, headers and logs."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from .accounts import APPS
from .house import BASE_URL, HOSTS
from .read import text

HERE = Path(__file__).resolve().parent.parent
_BASE = urlsplit(BASE_URL)
_SECURE = _BASE.scheme == "https"

DEBUG = False
INSTALLED_APPS = [*APPS, "madoguchi.store", "csp", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "madoguchi.web.middleware.Arrived",  # before all others: nothing that takes time comes earlier
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "madoguchi.web.middleware.Headers",
    "madoguchi.web.language.Language",  # pages about faults speak it too
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
    "root": {"handlers": ["stderr"], "level": text("MADOGUCHI_LOG_LEVEL", "INFO").upper()},
    # Django's own handlers would write addresses, and mail what went wrong to somebody.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},  # a mistyped form is no news
        # The library logs every call that failed with its arguments: the answers of families.
        "cel": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
