"""勤め先の証明 - what the issuer of a paper states by themselves, and the address by which they were asked to.

An address belongs to one place for papers of one draft or application (`guardians.0.evidence`), so nothing that comes
by it can be anybody else's. It shows the name of the person it is about, and nothing more of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from . import form
from .fields import Field
from .form import Form, Stop

EMPLOYER: Final = "employer"  # who does the deed, and the source of what is stated
MOST_OPEN: Final = 3  # addresses of one place at a time
OPEN, WITHDRAWN = "open", "withdrawn"


@dataclass(frozen=True, slots=True)
class Invitation:
    """勤め先への依頼. `owner` is a digest of the draft's key, `reference` is "" until that is handed in.

    `answers` and `typed` are what the issuer has filled in so far, and `sender` a digest of whose address it was:
    nobody else sees it. `answered` is when the first statement came.
    """

    id: int
    owner: str
    reference: str
    place: str
    document: str
    made: datetime
    expires: datetime
    state: str = OPEN
    answered: datetime | None = None
    sender: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict, hash=False)
    typed: Mapping[str, str] = field(default_factory=dict, hash=False)

    def open_at(self, now: datetime) -> bool:
        """Whether it may be used; what was stated by it may be corrected after its last day too."""
        return self.state == OPEN and (now < self.expires or self.answered is not None)


@dataclass(frozen=True, slots=True)
class Statement:
    """勤め先の証明: `says` by the codes of the paper. `domain` is that of the address that confirmed it, `free` whether
    anybody can have one there; of several of one `invitation` the greatest `version` counts."""

    id: int
    owner: str
    reference: str
    place: str
    document: str
    invitation: int
    version: int
    says: Mapping[str, Any]
    at: datetime
    domain: str
    free: bool
    source: str = EMPLOYER


@dataclass(frozen=True, slots=True)
class Place:
    """A field for files whose paper may be asked of its issuer: its page, and the name of whom it is about."""

    stop: Stop
    field: Field
    path: str
    name: str

    @property
    def document(self) -> str:
        """The kind of paper."""
        return self.field.direct.document if self.field.direct else ""


def places(layout: Form, answers: Mapping[str, Any], base: form.Scope) -> tuple[Place, ...]:
    """Every place where somebody's issuer may be asked now."""
    full = form.filled(layout, answers, base)
    found = []
    for stop, one in form.places_for_files(layout, full):
        scope = form.scope_at(stop, full, base)
        if one.direct is None or (stop.page.when is not None and not stop.page.when.holds(scope)):
            continue
        if one.direct.when is None or one.direct.when.holds(scope):
            found.append(Place(stop, one, form.path(stop, one), str(form.home(stop, full).get(one.direct.name, ""))))
    return tuple(found)


def place_of(layout: Form, answers: Mapping[str, Any], path: str) -> Place | None:
    """The place of that path, whether its issuer may be asked now or not; None when there is none any more."""
    for stop, one in form.places_for_files(layout, answers):
        if one.direct and form.path(stop, one) == path:
            return Place(stop, one, path, str(form.home(stop, answers).get(one.direct.name, "") or ""))
    return None


def latest(found: Iterable[Statement]) -> dict[str, Statement]:
    """What counts at each place: what came last."""
    return {one.place: one for one in sorted(found, key=lambda one: (one.at, one.id))}


def is_free(domain: str, known: Iterable[str]) -> bool:
    """Whether a domain is one of these, or below one."""
    return any(domain == one or domain.endswith(f".{one}") for one in known)
