"""手続を探す - the city's catalogue for its residents: everyday words lead to a procedure, and to what it asks for."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.catalogue import Entry
from madoguchi.core.say import Say, listed, say
from madoguchi.store import look
from madoguchi.store.look import catalogue
from madoguchi.web import language

MOST: Final = 20
LONGEST: Final = 100
WAYS: Final = {
    "online": say("インターネット"),
    "counter": say("窓口"),
    "post": say("郵送"),
    "mail": say("電子メール"),
    "phone": say("電話"),
    "fax": say("ファクス"),
}


@require_safe
def find(request: HttpRequest, city: str) -> HttpResponse:
    """What the city has confirmed, or what of it answers a question."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    found = [one.entry for one in catalogue.index(public=True).ask(asked, MOST)] if asked else _all()
    return render(request, "resident/find.html", {"asked": asked, "entries": found, "office": _office()})


def _all() -> list[Entry]:
    return sorted(catalogue.confirmed(), key=lambda one: (one.state != "online", one.text("kana") or one.name))


def _office() -> object:
    editions = look.published()
    return language.heard(editions[0]).town.office if editions else None


@require_safe
def found(request: HttpRequest, city: str, key: str) -> HttpResponse:
    """One procedure: what it is, until when, with what, how, who sees to it, and by which rule."""
    entry = catalogue.offered(key)
    if entry is None:
        raise Http404
    package = entry.text("package")
    procedure = package if package in look.procedures() else ""
    context = {"entry": entry, "facts": facts(entry), "procedure": procedure, "office": _office()}
    return render(request, "resident/found.html", context)


def facts(entry: Entry) -> list[tuple[Say, str, bool]]:
    """(label, text, whether the house says it): what is known, in the order in which one asks."""
    law = " ".join(text for text in (entry.text("law"), entry.text("article"), entry.text("local_rule")) if text)
    told: list[tuple[Say, str, bool]] = [
        (say("どんな手続か"), entry.text("summary"), False),
        (say("だれがするか"), entry.text("target"), False),
        (say("いつまでに"), entry.text("deadline"), False),
        (say("書類"), entry.text("documents"), False),
        (say("持ちもの"), entry.text("bring"), False),
        (say("マイナンバーカード"), say("使います") if entry.get("card") else "", True),
        (say("手数料"), entry.text("fee"), False),
        (say("方法"), listed(WAYS[code] for code in entry.many("channels") if code in WAYS), True),
        (say("担当"), f"{entry.text('department')} {entry.text('section')}".strip(), False),
        (say("問い合わせ先"), entry.text("contact"), False),
        (say("きまり(根拠)"), law, False),
    ]
    return [one for one in told if one[1]]
