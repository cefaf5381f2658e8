"""見る - what pages read; all that the web knows of the store. Inside of the wall, but for the directory."""

from ..errors import DatabaseError, OutsideTheWall, Stale
from ..municipalities import all_ as municipalities
from ..municipalities import get as municipality
from ..municipalities import open_ones as with_procedures
from .desk import PAGE, CasePage, Filters, Inbox, case_page, clerk, counts, failed_errands, inbox, timeline
from .family import StatusCase, StatusPage, application, cases_of, draft, notices_of, open_asks, status_page
from .house import Health, current_edition, health, opened, procedures, published

__all__ = [
    "PAGE",
    "CasePage",
    "DatabaseError",
    "Filters",
    "Health",
    "Inbox",
    "OutsideTheWall",
    "Stale",
    "StatusCase",
    "StatusPage",
    "application",
    "case_page",
    "cases_of",
    "clerk",
    "counts",
    "current_edition",
    "draft",
    "failed_errands",
    "health",
    "inbox",
    "municipalities",
    "municipality",
    "notices_of",
    "open_asks",
    "opened",
    "procedures",
    "published",
    "status_page",
    "timeline",
    "with_procedures",
]
