"""見る - what pages read; all that the web knows of the store. Inside of the wall, but for the directory."""

from ..away import away
from ..clerks import all_ as clerks
from ..errors import DatabaseError, OutsideTheWall, Stale
from ..municipalities import all_ as municipalities
from ..municipalities import lately as municipality
from ..municipalities import open_ones as with_procedures
from ..notes import of_case as notes
from ..saved import seen_by as saved_filters
from ..viewings import Sought
from ..viewings import all_of as viewings_of
from ..viewings import page as viewings
from .case import CasePage, Glance, case_page, glance, timeline
from .desk import clerk, failed_errands
from .family import (
    StatusCase,
    StatusPage,
    application,
    application_files,
    assent,
    assent_of,
    attachment,
    cases_of,
    draft,
    draft_files,
    draft_invitations,
    draft_statements,
    earlier,
    notices_of,
    open_asks,
    sent_files,
    statements_of,
    status_page,
)
from .house import Health, current_edition, health, opened, procedures, published
from .inbox import PAGE, SORTS, Counts, Filters, Inbox, Row, Sort, counts, inbox, next_case, rows
from .pace import pace
from .protected import hidden, mask, masked, protection, seen
from .reach import colleagues, editions_of, procedures_of
from .ready import ready

__all__ = [
    "PAGE",
    "SORTS",
    "CasePage",
    "Counts",
    "DatabaseError",
    "Filters",
    "Glance",
    "Health",
    "Inbox",
    "OutsideTheWall",
    "Row",
    "Sort",
    "Sought",
    "Stale",
    "StatusCase",
    "StatusPage",
    "application",
    "application_files",
    "assent",
    "assent_of",
    "attachment",
    "away",
    "case_page",
    "cases_of",
    "clerk",
    "clerks",
    "colleagues",
    "counts",
    "current_edition",
    "draft",
    "draft_files",
    "draft_invitations",
    "draft_statements",
    "earlier",
    "editions_of",
    "failed_errands",
    "glance",
    "health",
    "hidden",
    "inbox",
    "mask",
    "masked",
    "municipalities",
    "municipality",
    "next_case",
    "notes",
    "notices_of",
    "open_asks",
    "opened",
    "pace",
    "procedures",
    "procedures_of",
    "protection",
    "published",
    "ready",
    "rows",
    "saved_filters",
    "seen",
    "sent_files",
    "statements_of",
    "status_page",
    "timeline",
    "viewings",
    "viewings_of",
    "with_procedures",
]
