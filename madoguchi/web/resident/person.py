"""確かめる画面 - what a provider told is shown to whom it is about; only what they confirm is used, or remembered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.days import spoken_short
from madoguchi.core.fields import KINDS, Field
from madoguchi.core.identity import LASTS, Proof
from madoguchi.core.say import say
from madoguchi.desk import again, apply, identity
from madoguchi.desk import person as desk
from madoguchi.desk.refusals import AlreadySubmitted, NoDraft
from madoguchi.store import look
from madoguchi.web import clock, language
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from . import index, later, signed
from .sign_in import PROOF, own

LABELS: Final = {
    "firm": say("事業者の名前"),
    "firm_number": say("法人番号"),
    "name": say("名前"),
    "kana": say("フリガナ"),
    "birth": say("生年月日"),
    "phone": say("電話番号"),
}
# What is shown in parts, to be mended where the provider's one line was cut wrongly.
PARTS: Final = (
    Field("postcode", "postcode", say("郵便番号")),
    Field("head", "address", say("都道府県・市区町村"), max=60),
    Field("rest", "address", say("町名・番地・建物"), max=100),
)
LOST: Final = say("安全のための確認が切れました。まだ使っていません。もう一度押してください。")


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str) -> HttpResponse:
    """The token was lost: the page again as it was sent."""
    told = _proof(request, procedure)
    if told is None:
        return redirect("ways", city=city, procedure=procedure)
    return _page(request, procedure, told[0], _sent(request), 403, notice=LOST, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged, Forged)
def person(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """What was told; posted, it is theirs and stands in the draft, or is forgotten."""
    told = _proof(request, procedure)
    if told is None:
        return redirect("ways", city=city, procedure=procedure)
    proof, way, draft = told
    if request.method != "POST":
        parts = desk.apart(proof)
        typed = {"postcode": parts.postcode, "head": parts.prefecture + parts.city, "rest": parts.rest}
        if number := _as_before(procedure, proof, way, typed):
            return _used(request, procedure, told, number, _known(procedure, proof, typed)[0])
        return _page(request, procedure, proof, typed)
    if request.POST.get("deed") == "no":
        del request.session[PROOF]
        return _on(city, procedure, draft)
    typed = _sent(request)
    known, mistakes = _known(procedure, proof, typed)
    if mistakes:
        return _page(request, procedure, proof, typed, 422, mistakes=mistakes)
    return _used(request, procedure, told, identity.recognise(way, proof.sub, clock.now()), known)


def _used(
    request: HttpRequest, procedure: str, told: tuple[Proof, str, str], number: int, known: dict[str, str]
) -> HttpResponse:
    _, way, draft = told
    del request.session[PROOF]
    signed.enter(request, number, way, known)
    return onward(request, procedure, draft, number, known)


def _as_before(procedure: str, proof: Proof, way: str, typed: Mapping[str, str]) -> int | None:
    """The number of somebody who has confirmed all this at an earlier visit, and handed it in: not asked again."""
    number = identity.known(way, proof.sub)
    earlier = look.earlier(number, procedure) if number else ()
    application = look.application(earlier[0]) if earlier else None
    known, mistakes = _known(procedure, proof, typed)
    same = application and not mistakes and again.as_before(application, index.current(procedure), known)
    return number if same else None


def _known(procedure: str, proof: Proof, typed: Mapping[str, str]) -> tuple[dict[str, str], list[showing.Said]]:
    """What is used of somebody, and what is wrong with the parts of the address."""
    values, mistakes = _address(typed)
    useful = desk.useful(index.current(procedure), proof)
    return {**useful, **(values if _asks_address(procedure, proof) else {})}, mistakes


def onward(request: HttpRequest, procedure: str, draft: str, number: int, known: Mapping[str, str]) -> HttpResponse:
    """Somebody is known now: on in their draft, to what they handed in before, or to a new draft."""
    city = request.city.slug
    if draft:
        try:
            desk.fill(draft, number, known, clock.now())
        except (NoDraft, AlreadySubmitted):
            draft = ""
    if draft or not index.about(index.current(procedure))["can_start"]:
        return _on(city, procedure, draft)
    if earlier := look.earlier(number, procedure):
        return redirect("again", city=city, procedure=procedure, reference=earlier[0])
    key = apply.start(procedure, clock.now(), language.current())
    desk.fill(key, number, known, clock.now())
    return later.remembered(request, redirect("resume", city=city, key=key), key)


def _on(city: str, procedure: str, draft: str) -> HttpResponse:
    return redirect("resume", city=city, key=draft) if draft else redirect("procedure", city=city, procedure=procedure)


def _proof(request: HttpRequest, procedure: str) -> tuple[Proof, str, str] | None:
    """Who came back for this procedure a moment ago, by which way, from which draft."""
    told = request.session.get(PROOF)
    if not told or told["procedure"] != procedure:
        return None
    if datetime.now(UTC) - datetime.fromisoformat(told["since"]) > LASTS:
        return None
    return identity.opened(told["sealed"]), told["way"], told["draft"] if own(told["draft"], procedure) else ""


def _sent(request: HttpRequest) -> dict[str, str]:
    return {field.id: request.POST.get(field.id, "")[:300] for field in PARTS}


def _address(typed: Mapping[str, str]) -> tuple[dict[str, str], list[showing.Said]]:
    """The confirmed postcode and address, and what is wrong with them."""
    raw = {name: [text] for name, text in typed.items()}
    parsed = {field.id: KINDS[field.kind].parse(field, raw, field.id) for field in PARTS}
    mistakes = [showing.Said(name, one.say) for name, one in parsed.items() if one.say]
    return {
        "postcode": str(parsed["postcode"].value),
        "address": f"{parsed['head'].value}{parsed['rest'].value}",
    }, mistakes


def _asks_address(procedure: str, proof: Proof) -> bool:
    return bool(proof.address) and "address" in index.current(procedure).procedure.person


def _page(
    request: HttpRequest, procedure: str, proof: Proof, typed: Mapping[str, str], status: int = 200, **more: Any
) -> HttpResponse:
    edition = index.current(procedure)
    useful = desk.useful(edition, proof)
    wrong = {said.anchor: said.say for said in more.get("mistakes", ())}
    parts = [(field, typed[field.id], wrong.get(field.id, "")) for field in PARTS]
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "rows": [(label, _spoken(name, useful[name])) for name, label in LABELS.items() if name in useful],
        "parts": parts if _asks_address(procedure, proof) else (),
        **more,
    }
    return render(request, "resident/person.html", context, status=status)


def _spoken(name: str, value: str) -> str:
    return spoken_short(date.fromisoformat(value)) if name == "birth" else value
