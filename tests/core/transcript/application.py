"""One application, and what the four ways of handing it over make of it: the files of the folder `golden`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from madoguchi.core.handover import Handover
from madoguchi.core.package.edition import Edition, open_edition, pack
from madoguchi.core.transcript import Sheet
from madoguchi.core.transcript.compose import compose
from tests.handover import with_handover

FOLDER = Path(__file__).parent / "golden"
DAY = date(2026, 11, 16)
APPLICATION = json.loads((FOLDER / "application.json").read_text(encoding="utf-8"))
# The second child of the family, after its decision.
FACTS = {
    "id": "2026-000123-C-2",
    "reference": "2026-000123-C",
    "branch": 2,
    "received": "2026-11-16",
    "status": "approved",
    "outcome": "approved",
    "outcome_label": "承認",
    "outcome_on": "2027-01-29",
    "place": "見本第15学童クラブ",
}


def edition(gakudo: Mapping[str, Any], way: str = "robot") -> Edition:
    """The after-school club, handed over to the made-up back office."""
    return open_edition(pack(with_handover(gakudo, way=way)))


def handover(it: Edition) -> Handover:
    """Of that edition, the part that says how."""
    assert it.handover is not None
    return it.handover


def composed(it: Edition, answers: Mapping[str, Any] = APPLICATION, *, cancel: bool = False, **facts: Any) -> Sheet:
    """The sheet of the application's second child, with other answers or facts."""
    document = it.document(answers, DAY)
    return compose(handover(it), document, it.scope(DAY, document), FACTS | facts, cancel=cancel)
