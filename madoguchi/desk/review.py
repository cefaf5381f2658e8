"""審査 - papers are read and registers asked outside of every wall; then a person sees what there is to be seen.

Left as an errand when an application comes in or is corrected. What was read of a file stays with the file: it is read
once, however often the application is looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, cast

from madoguchi import plugs, settings
from madoguchi.core import crossing
from madoguchi.core.case import Actor, Application, Case, Clerk, Errand, Event
from madoguchi.core.crossing import Filed
from madoguchi.core.days import jst_date
from madoguchi.core.errand import PREPARED
from madoguchi.core.evidence import Evidence
from madoguchi.core.finding import Finding
from madoguchi.core.intake.lacking import still
from madoguchi.core.known import Record, Seen
from madoguchi.core.package.edition import Edition
from madoguchi.core.plug import Health, Stages, Values
from madoguchi.core.register import asked_about
from madoguchi.core.review import Reviewed, review
from madoguchi.core.verdict import ASKED, Look, Verdict, drawn, place_of
from madoguchi.plugs.reading import Kinds
from madoguchi.plugs.reading.paper import unread
from madoguchi.plugs.register import People, look_up
from madoguchi.store import attachments, cases, editions, errands, events, papers, protections, reviews, wall

from . import advise, attach, triage
from .errands import PlugCall, register
from .refusals import NotFound

KIND: Final = "review"
LANE: Final = "reading"
EYES: Final = "desk/review"
SYSTEM: Final = Actor("system", "system")
AT_ONCE: Final = 4  # papers that one errand reads: its lease outlasts them all
UNREAD: Final = "unread"  # of a finding: the reader itself gave up
MOST_BESIDE: Final = (
    50  # applications that are laid beside one: somebody who applies more often than that is seen anyway
)


@cache
def registers() -> People | None:
    """The registers of people, as the settings say; None where they are looked up by hand."""
    folder = settings.REGISTERS
    return cast(People, plugs.open_plug("register/file", {"registers": folder})) if folder else None


def leave(application: Application, edition: Edition, now: datetime) -> None:
    """Leave the errand, if there is anything to read, to look up, or to meet again elsewhere, and somebody who does."""
    if not (attach.reader() or registers()):
        return
    if edition.paper_files or edition.across.people:
        key = f"{KIND}/{application.reference}/{now.isoformat()}"
        errands.leave(KIND, key, {"reference": application.reference}, application.reference, now, lane=LANE)


@dataclass(frozen=True)
class Unread:
    """A file that nobody has read yet, with what is needed to open it outside of the wall."""

    key: str
    form: str
    sealed: attach.Sealed


class Eyes:
    """What the worker asks to look: files are opened, registers asked. Sees values, writes nothing; done twice, it does
    no harm."""

    def __init__(self, people: People | None = None) -> None:
        self._people = people

    @property
    def slowest(self) -> timedelta:
        """Of the papers of one errand and the registers after them."""
        reader = attach.reader()
        asked = self._people.slowest if self._people else timedelta()
        return AT_ONCE * reader.slowest + asked if reader else asked

    def run(self, key: str, values: Values) -> Stages:
        """Reads the papers, then asks the registers. The answer is JSON: {"says": by file, "register": by item}."""
        yield PREPARED
        says = {paper.key: _read(paper, values["kinds"]) for paper in values["papers"]}
        people, town = values["people"], values["town"]
        known = look_up(self._people, town, people) if self._people and people else {}
        register = {at: asdict(record) for at, record in known.items()}
        return json.dumps({"says": says, "register": register}, ensure_ascii=False)

    def health(self) -> Health:
        """That of the reader."""
        reader = attach.reader()
        return reader.health() if reader else Health(ok=True, say="書類の読み取りは使っていません。")


def _read(paper: Unread, kinds: Kinds) -> Mapping[str, Any]:
    """What a reader makes of a file. One that cannot be had is told as such. Raises PlugError when nobody answers."""
    reader = attach.reader()
    try:
        return reader.read(paper.form, paper.sealed.data(), kinds) if reader else {}
    except attach.Lost:
        return unread("lost")


def prepare(errand: Errand, payload: Mapping[str, Any]) -> PlugCall | None:
    """What there is to be read, and whom to look up."""
    application = cases.get_application(str(payload["reference"]))
    if application is None:
        return None
    edition = editions.opened(application.edition)
    values = {
        "papers": _waiting(application.reference)[:AT_ONCE],
        "kinds": list(edition.paper_files),
        "people": asked_about(edition.across, application.answers),
        "town": wall.current(),
    }
    return PlugCall(EYES, values)


def _waiting(reference: str) -> list[Unread]:
    """The files of an application that nobody has read yet, where anybody reads."""
    files = attachments.bound_to(reference) if attach.reader() else {}
    return [Unread(key, one.kind, attach.sealed(one)) for key, one in files.items() if not one.says]


def done(errand: Errand, answer: str, now: datetime) -> None:
    """Lay all that is known side by side, and write down what a person must see; many papers are read in turns."""
    application = cases.get_application(str(errand.payload["reference"]))
    if application is None:
        return
    told = json.loads(answer) if answer else {"says": {}, "register": {}}
    for key, says in told["says"].items():
        attachments.say(key, says)
    edition = editions.opened(application.edition)
    if told["says"] and _waiting(application.reference):
        leave(application, edition, now)
        return
    found = {one.branch: one for one in look(application, edition, told["register"])}
    for case in cases.cases_of(application.reference):
        one = found[case.branch]
        _write(case, replace(one, findings=(*still(case.findings, application.answers), *one.findings)), now)
    triage.keep(application, edition, now)
    advise.leave(application, edition, now)


def failed(errand: Errand, say: str, now: datetime) -> None:
    """Nobody reads the papers by machine any more: a person must, and sees so; the number leads to the errand."""
    application = cases.get_application(str(errand.payload["reference"]))
    if application is None:
        return
    edition = editions.opened(application.edition)
    left = {key: one.place for key, one in attachments.bound_to(application.reference).items() if not one.says}
    for case in cases.cases_of(application.reference):
        mine = {key: place for key, place in left.items() if edition.about(place, case.branch)}
        kept = (one for one in case.findings if one.code != UNREAD)
        _write(case, Reviewed(case.branch, (*kept, _unread(errand.id, say, mine)), ()), now)


def _unread(number: int, say: str, files: Mapping[str, str]) -> Finding:
    """That files (key: place) were not read, under the number by which the office finds why."""
    return Finding(
        *(UNREAD, "ask", "形式審査", tuple(dict.fromkeys(files.values()))),
        f"書類を読み取れませんでした(止まった用務の{number}番)。書類を見て確かめてください。",
        say,
        evidence=tuple(Evidence("書類", file=key, place=place) for key, place in files.items()),
        next="look",
    )


def look(application: Application, edition: Edition, register: Mapping[str, Mapping[str, Any]]) -> tuple[Reviewed, ...]:
    """Each case of an application with all that is known; its marks are written anew."""
    mine = _filed(application)
    marks = crossing.marks(edition.across, edition.papers, mine)
    reviews.put_marks(application.reference, marks)
    seen = _seen(edition, mine, reviews.beside(application.reference, marks)[:MOST_BESIDE])
    known = {at: Record(**{**row, "differs": tuple(row["differs"])}) for at, row in register.items()}
    return review(edition, application.answers, mine.papers, seen, known, jst_date(application.received))


def _seen(edition: Edition, mine: Filed, references: Sequence[str]) -> dict[str, tuple[Seen, ...]]:
    others = [_filed(one) for reference in references if (one := standing(reference))]
    return crossing.crossings(edition.across, edition.form, edition.papers, mine, others)


def standing(reference: str) -> Application | None:
    """An application of which a case still stands: none of it was withdrawn."""
    application = cases.get_application(reference)
    if application is None:
        return None
    flow = editions.opened(application.edition).flow
    gone = {step.to for step in flow.steps if step.deed == "withdraw"}
    return application if any(case.status not in gone for case in cases.cases_of(reference)) else None


def _filed(application: Application) -> Filed:
    hidden = protections.of(application.reference) is not None
    return Filed(application.reference, application.answers, papers.readings(application.reference), hidden)


def _write(case: Case, reviewed: Reviewed, now: datetime) -> None:
    flow = editions.opened(case.edition).flow
    if flow.by_status[case.status].final:
        return  # what was seen then stays as it was seen
    cases.save_case(replace(case, findings=reviewed.findings))
    before = reviews.look_of(case.id)
    lot = reviewed.clear and drawn(case.id, settings.SECRET_KEY)
    told = Look(case.id, case.procedure, now, reviewed.clear, lot)
    if before and before.looked:
        told = replace(told, blind=before.blind, looked=before.looked, found=before.found)
    reviews.put(told)
    note = {"findings": len(reviewed.findings), "clear": reviewed.clear}
    events.append(
        Event(
            0, now, "note", KIND, SYSTEM.name, SYSTEM.role, case.id, channel="worker", edition=case.edition, note=note
        )
    )


def say(
    case_id: str,
    code: str,
    fields: tuple[str, ...],
    verdict: str,
    by: Clerk,
    now: datetime,
    *,
    touch: int | None = None,
) -> None:
    """A clerk says of a finding that it is fine, or wrong; or that the family was asked. Raises NotFound."""
    case = cases.get_case(case_id)
    if case is None or not any((one.code, place_of(one.fields)) == (code, place_of(fields)) for one in case.findings):
        raise NotFound(case_id)
    reviews.say(Verdict(case_id, case.procedure, code, fields, verdict, by.username, now))
    note = {"code": code, "verdict": verdict}
    told = Event(
        *(0, now, "note", "verdict", by.username, "clerk", case_id),
        channel="staff",
        touch=touch,
        edition=case.edition,
        note=note,
    )
    events.append(told)


def asked(case_id: str, findings: Iterable[Finding], by: Clerk, now: datetime) -> None:
    """What these findings ask for was sent to the family. The seconds are those of the request. Raises NotFound."""
    for one in findings:
        say(case_id, one.code, one.fields, ASKED, by, now)


register(KIND, prepare, done, failed)
