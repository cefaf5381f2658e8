"""だれか - which clerk of this city hall asks, and in which role they act."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from madoguchi.core.case import Actor, Clerk
from madoguchi.core.flow import Flow, NotAllowed
from madoguchi.store import look

View = Callable[..., HttpResponse]


def present(request: HttpRequest) -> Clerk | None:
    """The clerk signed in here, if the account is still in use. Sessions live inside the wall, so does this."""
    number = request.session.get("clerk")
    clerk = look.clerk(number) if number else None
    return clerk if clerk and clerk.active else None


def staff_only(ask: View) -> Callable[[View], View]:
    """A page for staff; whoever is not signed in is answered by `ask`, which loses nothing of what was sent."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, city: str, **names: str) -> HttpResponse:
            request.clerk = present(request)
            if request.clerk is None:
                return ask(request, city)
            return view(request, city, **names)

        return guarded

    return guard


def acting(clerk: Clerk, flow: Flow, step_id: str) -> Actor:
    """The clerk in the role that a step asks for. Raises NotAllowed when it is none of theirs."""
    step = flow.by_step.get(step_id)
    if step is None or step.role not in clerk.roles:
        raise NotAllowed(step_id)
    return clerk.actor(step.role)
