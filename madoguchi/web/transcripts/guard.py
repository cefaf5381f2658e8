"""入口 - transcripts are for who works on a procedure that hands its cases over; to others they are not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from madoguchi.core.case import Actor
from madoguchi.core.flow import NotAllowed
from madoguchi.core.handover import Handover
from madoguchi.core.package.edition import Edition
from madoguchi.store.look import transcript as look
from madoguchi.store.look.transcript import Seen

ROLE = "clerk"  # who types, and who minds the robot


def handed(request: HttpRequest, procedure: str) -> tuple[Edition, Handover]:
    """A procedure of an address, and how it hands over. Raises Http404."""
    edition = look.handover_of(procedure, request.clerk)
    if edition is None or edition.handover is None:
        raise Http404
    return edition, edition.handover


def found(request: HttpRequest, case_id: str, number: int) -> Seen:
    """The row of an address. Raises Http404."""
    seen = look.seen(number, request.clerk)
    if seen is None or seen.row.case != case_id:
        raise Http404
    return seen


def may(request: HttpRequest) -> bool:
    """Whether this clerk does something about transcripts, or only reads."""
    return ROLE in request.clerk.roles


def actor(request: HttpRequest) -> Actor:
    """Who does it. Raises NotAllowed."""
    if not may(request):
        raise NotAllowed("transcript")
    return request.clerk.actor(ROLE)
