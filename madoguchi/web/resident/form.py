"""様式の画面 - one page of a draft: shown, taken in, shown again with all that was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.core import form
from madoguchi.core.again import onward
from madoguchi.core.case import Draft
from madoguchi.core.days import spoken
from madoguchi.core.fields import KINDS, Field, Raw
from madoguchi.core.form import Cleaned, Mistake, Stop
from madoguchi.core.pace import Left, left
from madoguchi.core.package.edition import Edition
from madoguchi.core.say import say
from madoguchi.core.town import Window
from madoguchi.desk import address, again, apply, attach, invite
from madoguchi.desk.refusals import AlreadySubmitted, NoDraft
from madoguchi.desk.tell import resume_link
from madoguchi.store import look
from madoguchi.store.look import Stale
from madoguchi.web import clock, language, read, uploads
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import cut, showing
from madoguchi.web.kit.showing import Shown
from madoguchi.web.middleware import around

from . import beside, files, items
from .closing import closing_of

LOST: Final = say(
    "安全のための確認が切れました。入力した内容はまだ保存されていません。もう一度「次へ」を押してください。"
)
FILLED: Final = say("住所を入れました。続きの番地と部屋番号を入力してください。")
NOT_FOUND: Final = say("その郵便番号の住所は見つかりませんでした。郵便番号を確かめるか、住所を入力してください。")
KEEP, FILL = "keep", "fill"  # inputs beside the answers: only keep what is typed; fill in the address of that name
NOTHING: Final[form.Says] = {}
THENS: Final = ("sign-in", "direct")  # where a page may lead besides the next one
GROWN: Final = say("質問が増えました。")
MOVED: Final = say("別の画面で、この申請が先に保存されています。確かめて、もう一度「次へ」を押してください。")


@dataclass(frozen=True)
class Walk:
    """A draft on its edition, today: the stops it leads through."""

    key: str
    draft: Draft
    edition: Edition
    known: tuple[Stop, ...] = ()  # its stops, where somebody has walked it already

    @cached_property
    def base(self) -> dict[str, object]:
        """What conditions see besides the answers."""
        return self.edition.scope(clock.today(), self.draft.answers)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The stops in order."""
        return self.known or form.walk(self.edition.form, self.draft.answers, self.base)

    def stop(self, slug: str) -> Stop:
        """The stop of that name. Raises NoDraft when the answers do not lead there."""
        for stop in self.stops:
            if stop.slug == slug:
                return stop
        raise NoDraft(slug)

    def first_mistake(self) -> Stop | None:
        """The first stop that still needs the family."""
        mistakes = form.mistakes_of(self.edition.form, self.draft.answers, self.base)
        places = showing.places(self.edition.form, self.draft.answers, self.base)
        return places.get(mistakes[0].path) if mistakes else None


def walk_of(key: str, procedure: str) -> Walk:
    """The family's draft. Raises NoDraft, AlreadySubmitted."""
    draft = look.draft(key)
    if draft is None or draft.procedure != procedure:
        raise NoDraft
    if draft.submitted:
        raise AlreadySubmitted(draft.submitted)
    return Walk(key, draft, language.opened(draft.edition))


def stale(request: HttpRequest, fault: Exception, *, city: str, procedure: str, key: str, slug: str) -> HttpResponse:
    """Another tab saved first: what it saved stands beside what is typed here."""
    walk = walk_of(key, procedure)
    stop = walk.stop(slug)
    cleaned = walk.edition.clean(stop, walk.draft.answers, _raw(walk, slug, request), clock.today())
    if KEEP in request.POST:
        return JsonResponse({}, status=409)
    differs = list(_differences(walk, stop, cleaned))
    return _page(request, walk, stop, cleaned.typed, status=409, notice=MOVED, notice_look="warn", differs=differs)


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str, key: str, slug: str) -> HttpResponse:
    """The token was lost: the page again as it was sent, nothing saved."""
    walk = walk_of(key, procedure)
    stop = walk.stop(slug)
    typed, seen = _typed(walk, stop, request), {"version": read.version(request), "seen": request.POST.get("seen", "")}
    return _page(request, walk, stop, typed, status=403, notice=LOST, notice_look="warn", **seen)


def take_in(request: HttpRequest, city: str, procedure: str, key: str, slug: str) -> None:
    """The files of a page, before its answers and outside of every transaction."""
    with around(request):
        asked = asked_on(walk_of(key, procedure).stop(slug))
    files.take_in(request, asked, lambda name, data: attach.add(request.city.slug, key, name, data, clock.now()))


@uploads.first(take_in)
@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(stale, Stale)
@otherwise(forged, Forged)
def page(request: HttpRequest, city: str, procedure: str, key: str, slug: str) -> HttpResponse:
    """One page of the form."""
    walk = walk_of(key, procedure)
    if request.method != "POST":
        return _page(request, walk, walk.stop(slug), walk.draft.typed)
    if walk.stop(slug).page.lists and items.deed(request):
        return items.take(request, walk, slug) if items.wants(request) else _page(request, walk, walk.stop(slug), {})
    if showing.LOOK in request.POST:
        stop = walk.stop(slug)
        return _page(
            request,
            walk,
            stop,
            _typed(walk, stop, request),
            version=read.version(request),
            seen=request.POST.get("seen", ""),
        )
    raw, filled = _with_address(request, walk.stop(slug), _raw(walk, slug, request))
    seen = apply.Seen(read.version(request), request.POST.get("seen", ""), read.earlier(request))
    saved = apply.save(key, slug, raw, seen, read.touch(request), clock.now(), language.current())
    if KEEP in request.POST:
        return JsonResponse(
            {"version": saved.draft.version, "seen": _mark(Walk(key, saved.draft, walk.edition, saved.stops), slug)}
        )
    if gone := files.ticked(request, asked_on(walk.stop(slug))):
        attach.remove(key, gone)
    after, cleaned = Walk(key, saved.draft, walk.edition, saved.stops), files.with_refusals(request, saved.cleaned)
    return _taken(request, after, slug, cleaned, saved.next, filled)


def _taken(request: HttpRequest, walk: Walk, slug: str, cleaned: Cleaned, following: str, filled: str) -> HttpResponse:
    """A page was taken in: on from it, or the page once more with what should be looked at."""
    stop = walk.stop(slug)
    if filled:
        return _page(request, walk, stop, cleaned.typed, notice=filled)
    if cleaned.ok:
        again.confirmed(walk.key, walk.draft, [slug])
    if request.POST.get("then") in THENS:  # whatever is wrong with the page, it is kept
        return _elsewhere(request, walk, slug)
    looked = form.cautions(walk.edition.form, stop, walk.draft.answers, walk.base, read.raw(request))
    if cleaned.ok and not looked:
        return _onward(request, walk, following)
    return _page(request, walk, stop, cleaned.typed, cleaned, 422 if cleaned.mistakes else 200, looked)


def _elsewhere(request: HttpRequest, walk: Walk, slug: str) -> HttpResponse:
    """To a page beside the form's own: signing in, or an address for whoever issues the paper."""
    names = {"city": request.city.slug, "procedure": walk.draft.procedure}
    if request.POST.get("then") == "direct":
        return redirect("direct", **names, key=walk.key, slug=slug)
    answer = redirect("ways", **names)
    answer["Location"] += f"?draft={walk.key}"
    return answer


def _onward(request: HttpRequest, walk: Walk, following: str) -> HttpResponse:
    """To the next page; back to the check page for who came from there, unless the change opened new questions."""
    names = {"city": request.city.slug, "procedure": walk.draft.procedure, "key": walk.key}
    if "again" in request.GET:
        return redirect("again-check", **names)
    if "check" in request.GET:
        stop = walk.first_mistake()
        following = stop.slug if stop else ""
    elif following and walk.draft.earlier:
        following = onward(walk.edition, walk.draft.answers, walk.base, walk.draft.unconfirmed, following)
    if not following:
        return redirect("check", **names)
    answer = redirect("page", **names, slug=following)
    answer["Location"] += "?check=1" if "check" in request.GET else ""
    return answer


def _page(
    request: HttpRequest,
    walk: Walk,
    stop: Stop,
    typed: Mapping[str, str],
    cleaned: Cleaned | None = None,
    status: int = 200,
    looked: tuple[Mistake, ...] = (),
    **more: Any,
) -> HttpResponse:
    stated = invite.stated(walk.key, walk.edition) if any(field.reads for field in stop.page.fields) else NOTHING
    made = made_of(walk, stop, typed, _known(walk, stop), cleaned, looked, stated)
    mine: dict[str, Any] = {
        "seen": _mark(walk, stop.slug),
        "link": resume_link(walk.key),
        "left": _left(walk, walk.stops.index(stop)),
        "check": "check" in request.GET,
        "direct": beside.direct(walk.key, walk.draft, walk.edition, stop, walk.base),
        **beside.about(request, walk.draft, walk.edition, stop, walk.base),
    }
    if stop.page.lists:
        mine |= items.shown(request, walk, stop, cleaned.mistakes if cleaned else ())
    return cut.page(request, "resident/form.html", {**made, **mine, **more}, status=status)


def made_of(
    walk: Walk,
    stop: Stop,
    typed: Mapping[str, str],
    known: files.Known,
    cleaned: Cleaned | None = None,
    looked: tuple[Mistake, ...] = (),
    stated: form.Says = NOTHING,
) -> dict[str, Any]:
    """What the page of a stop is made of, by the names that its template knows."""
    layout, answers = walk.edition.form, walk.draft.answers
    mistakes = cleaned.mistakes if cleaned else ()
    filled, asks = form.prefilled(layout, stop, answers, walk.base)
    asked = [(stop, field) for field in asks]
    said = form.fill(layout, answers)  # what a page begins with is no answer yet, and keeps nothing from being offered
    states = form.states(stop, said, stated)
    offers = form.offered(stop, said, {key: one.says for key, one in known.items()}, stated)
    form.home(stop, filled).update(offers)
    fields = files.shown(showing.shown(asked, filled, typed, mistakes, looked), known)
    place = walk.stops.index(stop)
    grown = {"notice": GROWN} if cleaned and cleaned.fresh and not mistakes else {}
    return {
        "procedure": walk.edition.procedure,
        "office": walk.edition.town.office,
        "key": walk.key,
        "stop": stop,
        "read": bool(offers),
        "stated": bool(states),
        "fields": _noted(fields, walk.edition),
        "multipart": any(field.kind == "files" for field in fields),
        "mistakes": showing.said(mistakes, fields),
        "cautions": showing.said(looked, fields),
        "version": walk.draft.version,
        "fills": any(field.postcode for field in fields),
        "place": place + 1,
        "closing": closing_of(walk.edition, walk.draft),
        "places": len(walk.stops) + 1,
        "before": form.before(walk.stops, stop.slug),
        **grown,
    }


def _left(walk: Walk, place: int) -> Left | None:
    """How many minutes are left from this page on."""
    measured = look.pace(walk.draft.procedure, clock.now())
    return left(
        [stop.page.id for stop in walk.stops[place:]], len(walk.stops), measured, walk.edition.procedure.minutes
    )


def _typed(walk: Walk, stop: Stop, request: HttpRequest) -> dict[str, str]:
    """What this page's inputs held when it was sent."""
    sent = _raw(walk, stop.slug, request)
    found: dict[str, str] = {}
    for field in stop.page.fields:
        found |= KINDS[field.kind].typed(field, sent, form.path(stop, field))
    return found


def _mark(walk: Walk, slug: str) -> str:
    """What this page holds, so that it is told when another screen changes it."""
    return form.held(walk.edition.form, walk.stop(slug), walk.draft.answers, walk.draft.typed)


def _with_address(request: HttpRequest, stop: Stop, raw: Raw) -> tuple[Raw, str]:
    """What was sent with the beginning of an address, where its button was pressed, and what the page says of it."""
    wanted = request.POST.get(FILL, "")
    for field in stop.page.fields:
        if field.from_postcode and form.path(stop, field) == wanted:
            typed = raw.get(wanted.removesuffix(field.id) + field.from_postcode, [""])[-1]
            if found := address.begun(typed, request.city.code):
                return {**raw, wanted: [found]}, FILLED
            return raw, NOT_FOUND
    return raw, ""


def asked_on(stop: Stop) -> list[tuple[Stop, Field]]:
    """All fields of a page, each with it."""
    return [(stop, field) for field in stop.page.fields]


def _raw(walk: Walk, slug: str, request: HttpRequest) -> Raw:
    stop = walk.stop(slug)
    return files.raw(request, asked_on(stop), _known(walk, stop))


def _known(walk: Walk, stop: Stop) -> files.Known:
    """The files of the draft, where its page asks for files or for what stands on them."""
    wanted = any(field.kind == "files" or field.reads for field in stop.page.fields)
    return look.draft_files(walk.key) if wanted else {}


def _differences(walk: Walk, stop: Stop, cleaned: Cleaned) -> Iterable[dict[str, str]]:
    """Field by field: what is saved, and what was just typed; as it was typed, where it says nothing."""
    typed = {row.path: row.shown for row in _rows(walk, cleaned.answers, stop)}
    for mistake in cleaned.mistakes:
        words = [text for name, text in cleaned.typed.items() if name.startswith(mistake.path) and text]
        typed[mistake.path] = " ".join(words)
    for row in _rows(walk, walk.draft.answers, stop):
        if row.shown != typed.get(row.path, ""):
            yield {"label": row.label, "saved": row.shown, "typed": typed.get(row.path, "")}


def _rows(walk: Walk, answers: Mapping[str, Any], stop: Stop) -> tuple[form.Row, ...]:
    parts = form.summary(walk.edition.form, answers, walk.base)
    return next((part.rows for part in parts if part.stop.slug == stop.slug), ())


def _noted(fields: tuple[Shown, ...], edition: Edition) -> tuple[Shown, ...]:
    """The fields; the one that chooses a window says when each is open."""
    window = edition.procedure.window
    if all(field.path != window for field in fields):
        return fields
    return showing.with_notes(fields, window, {one.id: _window_note(one) for one in edition.town.windows})


def _window_note(window: Window) -> str:
    now = clock.now()
    if window.open_at(now):
        return say("{day}まで", day=window.last)
    return say("受付は{day}から", day=spoken(window.opens)) if now < window.begins else say("受付は終わりました")
