"""だれか - which clerk of this city hall asks, what they have shown of themselves, and in which role they act."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.core.account import CLUB, needs_factor, without_proof
from madoguchi.core.case import Actor, Clerk
from madoguchi.core.flow import Flow, NotAllowed
from madoguchi.store.look import accounts, reach

from .faults import ProveFirst

View = Callable[..., HttpResponse]


def present(request: HttpRequest) -> Clerk | None:
    """The clerk signed in here, if the account is in use and its sessions were not ended. Sessions live inside the
    wall, so does this. Without a second factor nobody decides, and nobody changes accounts: those roles are not there.
    """
    clerk = _account(request)
    if clerk is None:
        return None
    if not (proved := request.session.get("proved", 0)):
        return replace(clerk, roles=without_proof(clerk.roles))
    return replace(clerk, fresh=0 <= time.time() - proved <= settings.STEP_UP_MINUTES * 60)


def held_up(request: HttpRequest) -> str:
    """The page whoever is signed in must see to first: a password that others know, a second factor not set up."""
    clerk = _account(request)
    if clerk and clerk.initial:
        return "password"
    return "me" if clerk and needs_factor(clerk.roles) and not request.session.get("proved", 0) else ""


def staff_only(ask: View, *, held_up_too: bool = False, clubs_too: bool = False) -> Callable[[View], View]:
    """A page for staff; whoever is not signed in is answered by `ask`, which loses nothing of what was sent. A club's
    account has its own pages and those about itself: from all others it is led back."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, city: str, **names: str) -> HttpResponse:
            request.clerk = present(request)
            if request.clerk is None:
                return ask(request, city)
            if (first := held_up(request)) and not held_up_too:
                return redirect(first, city=city)
            if CLUB in request.clerk.roles and not (clubs_too or held_up_too):
                return redirect("clubs", city=city)
            return view(request, city, **names)

        return guarded

    return guard


def acting(clerk: Clerk, flow: Flow, step_id: str) -> Actor:
    """The clerk in the role that a step asks for. Raises NotAllowed when it is none of theirs, ProveFirst when it
    decides about a family and the second factor was not shown lately."""
    step = flow.by_step.get(step_id)
    if step is None or step.role not in clerk.roles:
        raise NotAllowed(step_id)
    if step.decides and not clerk.fresh:
        raise ProveFirst(step_id)
    return clerk.actor(step.role)


def may_see(clerk: Clerk, procedure: str) -> bool:
    """Whether a clerk's sections work on a procedure."""
    return procedure in reach.procedures_of(clerk)


def address(request: HttpRequest) -> str:
    """Where a request comes from; behind proxies of our own, what the outermost of them has seen."""
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXIES and len(passed) >= settings.PROXIES:
        return passed[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def _account(request: HttpRequest) -> Clerk | None:
    number, seal = request.session.get("clerk"), request.session.get("seal")
    return accounts.signed_in(number, seal) if number and seal else None
