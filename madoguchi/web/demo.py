"""見本のお知らせ - in a demonstration, the mails and other messages that the sinks have caught, on a page."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.account import needs_factor
from madoguchi.store.look import accounts
from madoguchi.web.staff.accounts import ROLE_NAMES

NAME: Final = re.compile(r"[A-Za-z0-9._-]+\.(eml|json)")
SHORT: Final = ("sms", "line")  # folders of messages without a subject
MOST: Final = 100
# The sample accounts' telephone: everybody has it, so it proves nothing and opens nothing but the samples.
SECRET: Final = "MIHONNOMADOGUCHIKESSAITOKANRINOS"  # noqa: S105 - everybody's
PASSWORD: Final = "mihon-no-madoguchi"  # noqa: S105 - printed at the start of the demonstration
# The sample staff of each office: account, name, roles.
CLERKS: Final = (
    ("uketsuke", "見本 受付", ("clerk",)),
    ("kessai", "見本 決裁", ("decider",)),
    ("kanri", "見本 管理", ("admin",)),
    ("sekkei", "見本 設計", ("designer",)),
    ("kakunin", "見本 確認", ("designer",)),
    ("kurabu", "見本 学童クラブ", ("club",)),
)
# And those on the way to a decision, where a municipality has one: account, name, post.
ROUTE: Final = (("kakari", "見本 係長", "kakaricho"), ("kacho", "見本 課長", "kacho"), ("bucho", "見本 部長", "bucho"))


@dataclass(frozen=True)
class Mail:
    """One message; its name is that of its file. A short message has no subject of its own."""

    name: str
    to: str
    subject: str
    at: datetime | None
    text: str


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """The sample accounts, and the code their telephone would show now."""
    if not settings.DEMO:
        raise Http404
    left = 30 - int(time.time()) % 30
    staff = [(name, "・".join(ROLE_NAMES[role] for role in roles), needs_factor(roles)) for name, _, roles in CLERKS]
    staff += [(name, f"{ROLE_NAMES['decider']}({who.split()[-1]})", True) for name, who, _ in ROUTE]
    told = {"code": accounts.code_of(SECRET), "next": accounts.code_of(SECRET, 1), "left": left, "password": PASSWORD}
    return render(request, "staff/demo_codes.html", {**told, "staff": staff})


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The newest first, whichever the way."""
    files = [*_folder("mail").glob("*.eml"), *(file for way in SHORT for file in _folder(way).glob("*.json"))]
    files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return render(request, "resident/mails.html", {"mails": [_read(file) for file in files[:MOST]]})


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One of them."""
    found = [file for way in ("mail", *SHORT) if NAME.fullmatch(name) and (file := _folder(way) / name).is_file()]
    if not found:
        raise Http404
    return render(request, "resident/mail.html", {"mail": _read(found[0])})


def _folder(name: str) -> Path:
    if not settings.DEMO:
        raise Http404
    return Path(settings.VAR) / name


def _read(file: Path) -> Mail:
    if file.suffix == ".json":
        told = json.loads(file.read_text(encoding="utf-8"))
        at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        return Mail(file.name, told["to"], file.parent.name.upper(), at, told["text"])
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)  # what this policy makes
    body = found.get_body(("plain",))
    sent = parsedate_to_datetime(found["Date"]) if found["Date"] else None
    return Mail(file.name, str(found["To"]), str(found["Subject"]), sent, body.get_content() if body else "")
