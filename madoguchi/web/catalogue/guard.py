"""入口 - all of the staff may read the catalogue; designers and administrators change it."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from madoguchi.core.case import Actor
from madoguchi.core.catalogue import Entry
from madoguchi.desk.catalogue import ROLES
from madoguchi.store.look import catalogue as look

HERE: Final = "catalogue"


def may_change(request: HttpRequest) -> bool:
    """Whether this clerk may."""
    return bool(ROLES & set(request.clerk.roles))


def changer(request: HttpRequest) -> Actor:
    """The clerk as who changes the catalogue. Raises PermissionDenied."""
    role = next((role for role in ("designer", "admin") if role in request.clerk.roles), "")
    if not role:
        raise PermissionDenied
    return Actor(request.clerk.username, role)


def own() -> tuple[Entry, ...]:
    """What the city has taken for its own: its list, what it confirmed, and rows whose place on the road was said."""
    return tuple(
        one for one in look.all_() if (one.source == "own" or one.confirmed or one.state) and not one.get("gone")
    )
