"""見本の行 - one row of every table, so that a walk through all of them leaves none out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from madoguchi.core.case import Application, Case, Event
from madoguchi.store import tables

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
DAY = NOW.date()

# A row of each table, but for its municipality. A new table without one fails the walk.
ROWS: dict[type[tables.Scoped], dict[str, Any]] = {
    tables.Amendment: {"reference": "r", "ask": 1, "before": {}, "at": NOW},
    tables.Application: {
        "reference": "r",
        "procedure": "gakudo",
        "edition": "e",
        "answers": {},
        "channel": "web",
        "received": NOW,
        "secret_hash": "h",
        "idempotency": "i",
    },
    tables.Attachment: {
        "key": "k",
        "owner": "o",
        "name": "見本.jpg",
        "kind": "photo",
        "form": "jpeg",
        "size": 1,
        "pages": 1,
        "sealed_by": 1,
        "digest": "d",
        "made": NOW,
    },
    tables.Batch: {
        "procedure": "gakudo",
        "system": "mihon",
        "name": "gakudo-000001.csv",
        "count": 1,
        "digest": "d",
        "made": NOW,
        "by": "uketsuke",
    },
    tables.Evidence: {"transcript": 1, "case": "c", "name": "confirm", "at": NOW, "picture": b"sealed"},
    tables.Robot: {"system": "mihon"},
    tables.Transcript: {
        "case": "c",
        "procedure": "gakudo",
        "system": "mihon",
        "op": "new",
        "way": "robot",
        "state": "waiting",
        "sheet": [],
        "made": NOW,
    },
    tables.Assent: {"reference": "r", "item": 1, "token_hash": "h", "made": NOW, "expires": NOW},
    tables.Ask: {"case": "c", "kind": "correction", "to": "resident", "due": DAY, "state": "open", "opened": NOW},
    tables.Case: {
        "number": "c",
        "reference": "r",
        "branch": 1,
        "status": "received",
        "title": "見本",
        "search": "みほん",
        "procedure": "gakudo",
        "edition": "e",
        "received": NOW,
        "changed": NOW,
    },
    tables.Certificate: {
        "number": 1,
        "procedure": "gakudo",
        "at": NOW,
        "rule": {},
        "count": 1,
        "rows": 1,
        "files": 0,
        "digest": "d",
    },
    tables.Clerk: {"username": "uketsuke", "name": "見本", "password": "p"},
    tables.Code: {"reference": "r", "serial": 1, "expires": NOW},
    tables.Disposal: {"reference": "r", "procedure": "gakudo", "release": DAY, "at": NOW},
    tables.Person: {"way": "myna", "sub_hash": "h", "since": NOW, "seen": NOW},
    tables.Tie: {"person": 1, "reference": "r"},
    tables.Draft: {"key_hash": "h", "procedure": "gakudo", "edition": "e", "updated": NOW},
    tables.Edition: {"procedure": "gakudo", "digest": "d", "data": b"{}", "made": NOW},
    tables.Docket: {
        "procedure": "gakudo",
        "edition": "e",
        "kind": "case",
        "status": "checking",
        "made": NOW,
        "drafter": "uketsuke",
    },
    tables.DocketLine: {"docket": 1, "case": "c", "step": "approve", "reason": "r", "seen": "s"},
    tables.Absence: {"username": "kessai", "since": DAY, "until": DAY, "by": "kanri"},
    tables.Errand: {"kind": "mail", "key": "k", "due": NOW},
    tables.Event: {
        "seq": 1,
        "at": NOW,
        "deed": "pass",
        "step": "pass",
        "who": "uketsuke",
        "role": "clerk",
        "subject": "c",
        "source": "a",
        "to": "b",
        "channel": "staff",
        "edition": "e",
        "digest": "d",
    },
    tables.Invitation: {
        "reference": "r",
        "place": "evidence",
        "document": "work_certificate",
        "token_hash": "h",
        "made": NOW,
        "expires": NOW,
    },
    tables.Letter: {
        "notice": 1,
        "case": "c",
        "check_number": "0000-0000-0000",
        "digest": "d",
        "pages": 1,
        "made": NOW,
        "pdf": b"%PDF-",
    },
    tables.Statement: {
        "reference": "r",
        "place": "evidence",
        "document": "work_certificate",
        "invitation": 1,
        "version": 1,
        "says": {"office_name": "株式会社見本"},
        "at": NOW,
        "domain": "mihon.example.jp",
        "source": "employer",
    },
    tables.Hold: {"reference": "r", "reason": "audit", "since": NOW, "by": "kessai"},
    tables.Ledger: {"head": "d"},
    tables.Lock: {"key_hash": "h", "last": NOW},
    tables.Mark: {"reference": "r", "what": "person children", "key": "k", "at": "children.0."},
    tables.Round: {"procedure": "gakudo", "window": "april", "edition": "e", "status": "open", "made": NOW},
    tables.Run: {"round": 1, "at": NOW, "who": "uketsuke", "document": {}, "result": {}},
    tables.Placement: {"case": "c", "round": 1, "told": {}},
    tables.Wish: {"case": "c", "pool": "aiwa", "at": NOW},
    tables.Revision: {"procedure": "gakudo", "base": "d", "own": {}, "made": NOW},
    tables.Edit: {"revision": 1, "version": 2, "at": NOW, "who": "sekkei", "table": "t", "row": "r"},
    tables.Review: {"case": "c", "procedure": "gakudo", "at": NOW, "clear": True},
    tables.Verdict: {
        "case": "c",
        "procedure": "gakudo",
        "code": "work_days",
        "verdict": "fine",
        "who": "uketsuke",
        "at": NOW,
    },
    tables.Notice: {
        "case": "c",
        "kind": "receipt",
        "lang": "ja",
        "number": "n",
        "title": "t",
        "body": "b",
        "made": NOW,
    },
    tables.Protection: {"reference": "r", "clerks": ["uketsuke"], "since": NOW, "by": "kessai"},
    tables.Note: {"case": "c", "who": "uketsuke", "words": "w", "at": NOW},
    tables.SavedFilter: {"owner": "uketsuke", "name": "n", "query": "status=received"},
    tables.Publication: {"procedure": "gakudo", "digest": "d", "at": NOW},
    tables.StorageKey: {"serial": 1, "wrapped": "w", "made": NOW},
    tables.Score: {
        "reference": "r",
        "branch": 1,
        "procedure": "gakudo",
        "edition": "e",
        "at": NOW,
        "told": {},
    },
    tables.Stay: {"case": "c", "procedure": "gakudo", "pool": "aiwa", "since": DAY},
    tables.ClubReport: {
        "procedure": "gakudo",
        "pool": "aiwa",
        "month": "2026-11",
        "enrolled": 1,
        "free": 0,
        "who": "club",
        "at": NOW,
    },
    tables.Nonattendance: {"case": "c", "procedure": "gakudo", "pool": "aiwa", "month": "2026-11", "code": "long"},
    tables.Learned: {"procedure": "gakudo", "version": "t1", "at": NOW, "told": {}},
    tables.Triage: {"case": "c", "procedure": "gakudo", "at": NOW, "counted": {}},
    tables.Session: {"key_hash": "h", "data": "", "expires": NOW},
    tables.Tally: {"procedure": "gakudo", "day": DAY, "version": "1.0.0", "kind": "begun"},
    tables.Try: {"key_hash": "h", "until": NOW},
    tables.Voice: {"procedure": "gakudo", "version": "1.0.0", "day": DAY, "channel": "web", "lang": "ja"},
}


def application(reference: str = "2026-000001-L", **more: Any) -> Application:
    """見本 of an application."""
    plain = {"procedure": "gakudo", "edition": "e" * 64, "answers": {"school": "aiwa"}, "channel": "web"}
    return Application(**{"reference": reference, "received": NOW, "idempotency": reference, **plain, **more})


def case(reference: str = "2026-000001-L", **more: Any) -> Case:
    """見本 of a case."""
    plain: dict[str, Any] = {
        "id": f"{reference}-1",
        "reference": reference,
        "branch": 1,
        "status": "received",
        "outcome": "",
        "reason": "",
        "findings": (),
        "assignee": "",
        "version": 0,
        "title": "見本 花子",
        "procedure": "gakudo",
        "edition": "e" * 64,
        "received": NOW,
        "changed": NOW,
    }
    return Case(**{**plain, **more})


def event(subject: str = "2026-000001-L-1", **more: Any) -> Event:
    """見本 of an event, not written yet."""
    plain: dict[str, Any] = {
        "seq": 0,
        "at": NOW,
        "deed": "pass",
        "step": "pass",
        "who": "uketsuke",
        "role": "clerk",
        "subject": subject,
        "source": "received",
        "to": "review",
        "channel": "staff",
        "touch": 42,
    }
    return Event(**{**plain, **more})
