"""入力を助けるもの - what stands beside the fields of a page: earlier answers to be said anew, and a way to sign in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from madoguchi.core import again, form, statement
from madoguchi.core.case import Draft
from madoguchi.core.fields import KINDS, is_blank
from madoguchi.core.form import Stop
from madoguchi.core.package.edition import Edition
from madoguchi.core.suggestion import fields
from madoguchi.desk import again as desk
from madoguchi.desk import identity
from madoguchi.store import look

from . import signed


def direct(key: str, draft: Draft, edition: Edition, stop: Stop, base: form.Scope) -> dict[str, Any]:
    """Of a page for a paper that its issuer may state: how many addresses were `asked`, and what `came` last; {} of
    any other page."""
    if not any(field.direct for field in stop.page.fields):
        return {}
    places = statement.places(edition.form, draft.answers, base)
    place = next((one for one in places if one.stop.slug == stop.slug), None)
    if place is None:
        return {}
    asked = [one for one in look.draft_invitations(key) if one.place == place.path]
    return {"asked": len(asked), "came": statement.latest(look.draft_statements(key)).get(place.path), "may": True}


def about(request: HttpRequest, draft: Draft, edition: Edition, stop: Stop, base: form.Scope) -> dict[str, Any]:
    """`last_time`: label and earlier answer of each blank field; `sign_in`: whether signing in would fill one."""
    full = form.fill(edition.form, draft.answers)
    asked = {field.id for field in form.fields_of(edition.form, stop, draft.answers, base)}
    found = again.blanks(stop, full, desk.before(draft, edition)) if draft.earlier else ()
    blank = any(
        place.page.id == stop.page.id and place.index == stop.index and is_blank(form.home(stop, full)[field.id])
        for _, place, field in fields(edition.form, edition.procedure.person)
    )
    return {
        "last_time": [(one.label, KINDS[one.kind].show(one, value)) for _, one, value in found if one.id in asked],
        "sign_in": blank and signed.person(request) is None and bool(identity.ways(edition)),
        "again": "again" in request.GET,
    }
