"""勤め先の証明 - which issuers were asked by which address, and what they stated; a draft's stays with its draft."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from madoguchi.core.statement import WITHDRAWN, Invitation, Statement, latest

from . import tables

_INVITED: Final = ("place", "document", "made", "expires", "state", "answered", "sender")
_STATED: Final = ("owner", "reference", "place", "document", "invitation", "version", "at", "domain", "free", "source")


def invite(token: str, one: Invitation) -> None:
    """Keep a new address under a token of at least 128 random bits."""
    told = {name: getattr(one, name) for name in ("owner", "reference", *_INVITED)}
    tables.Invitation.objects.create(token_hash=_hash(token), **told)


def invited(token: str, lock: bool = False) -> Invitation | None:
    """That of a token. With `lock` nobody else writes in it before our transaction ends."""
    rows = tables.Invitation.objects.filter(token_hash=_hash(token))
    row = (rows.select_for_update() if lock else rows).first()
    return _invitation(row) if row else None


def invitations(owner: str, reference: str = "") -> tuple[Invitation, ...]:
    """Those of an application, or of a draft by its owner, the newest first."""
    rows = _of(tables.Invitation, owner, reference).order_by("-id")
    return tuple(_invitation(row) for row in rows)


def withdraw(number: int, owner: str, reference: str = "") -> bool:
    """It opens nothing any more; whether there was one of this owner."""
    rows = _of(tables.Invitation, owner, reference).filter(pk=number)
    return bool(rows.exclude(state=WITHDRAWN).update(state=WITHDRAWN, answers={}, typed={}))


def fill_in(number: int, sender: str, answers: Mapping[str, Any], typed: Mapping[str, str]) -> None:
    """Keep what the issuer has filled in so far."""
    rows = tables.Invitation.objects.filter(pk=number)
    rows.update(sender=sender, answers=dict(answers), typed=dict(typed))


def put(statement: Statement) -> int:
    """Keep a statement for good, and note that its address was answered; its number."""
    told = {name: getattr(statement, name) for name in _STATED}
    row = tables.Statement.objects.create(says=dict(statement.says), **told)
    asked = tables.Invitation.objects.filter(pk=statement.invitation, answered=None)
    asked.update(answered=statement.at)
    return int(row.pk)


def statements(owner: str, reference: str = "") -> tuple[Statement, ...]:
    """Those of an application, or of a draft by its owner, as they came."""
    return tuple(_statement(row) for row in _of(tables.Statement, owner, reference).order_by("id"))


def counting(owner: str, reference: str = "") -> dict[str, Statement]:
    """What counts at each place of the answers."""
    return latest(statements(owner, reference))


def versions(invitation: int) -> int:
    """How often something was stated by an address."""
    return int(tables.Statement.objects.filter(invitation=invitation).count())


def bind(owner: str, reference: str) -> tuple[Statement, ...]:
    """All that belongs to a draft is the application's from now on; what was stated by then."""
    tables.Invitation.objects.filter(owner=owner, reference="").update(reference=reference)
    tables.Statement.objects.filter(owner=owner, reference="").update(reference=reference)
    return statements(owner, reference)


def sweep() -> int:
    """Forget what belongs to drafts that are there no more; how many rows."""
    gone = 0
    for model in (tables.Statement, tables.Invitation):
        rows = model.objects.filter(reference="")
        owners = set(rows.values_list("owner", flat=True).distinct())
        there = set(tables.Draft.objects.filter(key_hash__in=owners).values_list("key_hash", flat=True))
        gone += int(rows.filter(owner__in=owners - there).delete()) if owners - there else 0
    return gone


def _of(model: Any, owner: str, reference: str) -> Any:
    if reference:
        return model.objects.filter(reference=reference)
    return model.objects.filter(owner=owner, reference="") if owner else model.objects.none()


def _invitation(row: tables.Invitation) -> Invitation:
    plain = {name: getattr(row, name) for name in _INVITED}
    return Invitation(
        id=row.pk, owner=row.owner, reference=row.reference, answers=row.answers, typed=row.typed, **plain
    )


def _statement(row: tables.Statement) -> Statement:
    return Statement(id=row.pk, says=row.says, **{name: getattr(row, name) for name in _STATED})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
