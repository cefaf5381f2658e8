"""表 - the tables behind the store's functions; nobody outside of the store sees one."""

from .assent import Assent
from .attachment import Attachment, StorageKey
from .attempt import Try
from .case import Amendment, Application, Ask, Case, Code, Draft, Notice
from .catalogue import CatalogueEntry, CatalogueList
from .day import Note, SavedFilter
from .docket import Absence, Docket, DocketLine
from .edition import Edition, Publication
from .enrolment import ClubReport, Nonattendance, Stay
from .errand import Errand
from .event import Event, Ledger
from .intake import Intake, IntakeMatch, IntakeRow
from .letter import Letter
from .municipality import Municipality
from .need import Tally, Voice
from .person import Person, Tie
from .protection import Protection
from .retention import Certificate, Disposal, Hold
from .review import Mark, Review, Verdict
from .revision import Edit, Revision
from .round import Placement, Round, Run, Wish
from .scoped import Scoped
from .score import Score
from .staff import Clerk, Lock, Session
from .statement import Invitation, Statement
from .transcript import Batch, Evidence, Robot, Transcript
from .triage import Learned, Triage

__all__ = [
    "Absence",
    "Amendment",
    "Application",
    "Ask",
    "Assent",
    "Attachment",
    "Batch",
    "Case",
    "CatalogueEntry",
    "CatalogueList",
    "Certificate",
    "Clerk",
    "ClubReport",
    "Code",
    "Disposal",
    "Docket",
    "DocketLine",
    "Draft",
    "Edit",
    "Edition",
    "Errand",
    "Event",
    "Evidence",
    "Hold",
    "Intake",
    "IntakeMatch",
    "IntakeRow",
    "Invitation",
    "Learned",
    "Ledger",
    "Letter",
    "Lock",
    "Mark",
    "Municipality",
    "Nonattendance",
    "Note",
    "Notice",
    "Person",
    "Placement",
    "Protection",
    "Publication",
    "Review",
    "Revision",
    "Robot",
    "Round",
    "Run",
    "SavedFilter",
    "Scoped",
    "Score",
    "Session",
    "Statement",
    "Stay",
    "StorageKey",
    "Tally",
    "Tie",
    "Transcript",
    "Triage",
    "Try",
    "Verdict",
    "Voice",
    "Wish",
]
