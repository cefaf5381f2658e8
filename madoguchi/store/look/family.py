"""家族の画面 - a draft by its key, and what became of an application."""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.core.attachment import Attachment
from madoguchi.core.case import Application, Ask, Case, Notice
from madoguchi.core.statement import Invitation, Statement

from ..asks import open_of as open_asks
from ..assents import get as assent_of
from ..assents import of as assent
from ..attachments import bound_to as application_files
from ..attachments import free_of, owner_of
from ..attachments import get as attachment
from ..cases import cases_of
from ..cases import get_application as application
from ..drafts import get as draft
from ..notices import of_case as notices_of
from ..persons import references as earlier
from ..statements import invitations
from ..statements import statements as statements_of

__all__ = [
    "StatusCase",
    "StatusPage",
    "application",
    "application_files",
    "assent",
    "assent_of",
    "attachment",
    "cases_of",
    "draft",
    "draft_files",
    "draft_invitations",
    "draft_statements",
    "earlier",
    "notices_of",
    "open_asks",
    "sent_files",
    "statements_of",
    "status_page",
]


@dataclass(frozen=True, slots=True)
class StatusCase:
    """A case with what it awaits and the letters there are."""

    case: Case
    asks: tuple[Ask, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class StatusPage:
    """An application and its cases, as its family may see them."""

    application: Application
    cases: tuple[StatusCase, ...]


def status_page(reference: str) -> StatusPage | None:
    """Where an application stands; None when there is none of that number."""
    found = application(reference)
    if found is None:
        return None
    cases = tuple(StatusCase(case, open_asks(case.id), notices_of(case.id)) for case in cases_of(reference))
    return StatusPage(found, cases)


def draft_files(key: str) -> dict[str, Attachment]:
    """The files of a draft, by their keys, in the order in which they came."""
    return free_of(owner_of(key))


def draft_invitations(key: str) -> tuple[Invitation, ...]:
    """The addresses that were made for issuers of a draft's papers, the newest first."""
    return invitations(owner_of(key))


def draft_statements(key: str) -> tuple[Statement, ...]:
    """What issuers of a draft's papers stated, as it came."""
    return statements_of(owner_of(key))


def sent_files(reference: str) -> dict[str, Attachment]:
    """The files of an application, and those sent to it that are not yet bound, by their keys."""
    return application_files(reference) | free_of(reference)
