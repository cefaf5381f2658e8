"""助言を求める - after a review a language model may be shown some lines; its remarks are only ever something to read.

Off unless the office names a model. It comes behind all other errands, changes neither what the rules found nor whether
a case is clear, and is never asked about protected families.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from madoguchi import settings
from madoguchi.core.advice import CODE, Remark, findings, shown_lines, text_of
from madoguchi.core.case import Application, Case, Errand, Event
from madoguchi.core.days import jst_date
from madoguchi.core.evidence import Evidence
from madoguchi.core.known import Known
from madoguchi.core.package.edition import Edition
from madoguchi.store import cases, editions, errands, events, papers, protections

from .errands import PlugCall, register

KIND: Final = "advice"
PLUG: Final = "advice/chat"


def leave(application: Application, edition: Edition, now: datetime) -> None:
    """Leave the errand, where an office has a model and the procedure shows it anything."""
    if settings.ADVICE and edition.advice.any:
        key = f"{KIND}/{application.reference}/{now.isoformat()}"
        payload = {"reference": application.reference}
        errands.leave(KIND, key, payload, application.reference, now, lane=errands.LATER)


def _lines(application: Application, edition: Edition) -> tuple[Evidence, ...]:
    if protections.of(application.reference):
        return ()
    document = edition.document(application.answers, jst_date(application.received))
    return shown_lines(
        edition.advice, edition.form, edition.papers, document, Known(papers=papers.readings(application.reference))
    )


def prepare(errand: Errand, payload: Mapping[str, Any]) -> PlugCall | None:
    """The lines as they are now."""
    application = cases.get_application(str(payload["reference"]))
    lines = _lines(application, editions.opened(application.edition)) if application else ()
    if not lines:
        return None
    return PlugCall(PLUG, {"lines": [{"label": one.label, "by": one.by, "text": text_of(one)} for one in lines]})


def done(errand: Errand, answer: str, now: datetime) -> None:
    """Put the remarks beside the findings of the rules: those whose words still stand there."""
    application = cases.get_application(str(errand.payload["reference"]))
    if application is None or not answer:
        return
    edition = editions.opened(application.edition)
    remarks = (Remark(**one) for one in json.loads(answer)["remarks"])
    told = findings(_lines(application, edition), remarks)
    for case in cases.cases_of(application.reference):
        if not edition.flow.by_status[case.status].final:
            kept = tuple(one for one in case.findings if one.code != CODE)
            mine = tuple(one for one in told if edition.concerns(one, case.branch))
            cases.save_case(replace(case, findings=(*kept, *mine)))
            _tell(case, len(mine), now)


def _tell(case: Case, count: int, now: datetime) -> None:
    """That lines were shown to a model stays on record, also when it had nothing to say."""
    told = Event(
        *(0, now, "note", KIND, "system", "system", case.id),
        channel="worker",
        edition=case.edition,
        note={"findings": count},
    )
    events.append(told)


register(KIND, prepare, done)
