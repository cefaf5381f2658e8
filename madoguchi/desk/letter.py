"""通知書 - each notice becomes a sealed PDF, made by the worker outside of every wall, and kept as it is.

Its number is made of the notice, so that a letter made again after a fall has the same one on it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, cast

from madoguchi import plugs, settings
from madoguchi.core.case import Application, Case, Errand, Event, Notice
from madoguchi.core.errand import PREPARED
from madoguchi.core.language import JA
from madoguchi.core.letter import Addressee, Kept, Sealing, document, only_translated, place, sheet
from madoguchi.core.notice import Letter
from madoguchi.core.package.edition import Edition
from madoguchi.core.plug import Health, PlugError, Stages, Values
from madoguchi.core.reference import check_for
from madoguchi.core.town import SAMPLE
from madoguchi.plugs.paper import Made, starts
from madoguchi.plugs.seal import Seal
from madoguchi.store import cases, editions, errands, events, letters, notices, protections, wall

from . import paper
from .errands import PlugCall, register

KIND: Final = "letter"
PRESS: Final = "desk/letter"
SETTING: Final = timedelta(seconds=20)  # of one letter, however long and on however slow a machine


@cache
def seal() -> Seal | None:
    """What signs the letters of this house; None where none is signed."""
    told = {"seals": settings.SEALS} | ({"seals_sample": "1"} if settings.DEMO else {})
    return cast(Seal, plugs.open_plug("seal/pades", told)) if settings.SEALS else None


def leave(case: Case, notice: Notice, now: datetime) -> None:
    """Leave the errand that makes the PDF of a notice."""
    errands.leave(KIND, f"{KIND}/{case.id}/{notice.id}", {KIND: notice.id}, case.id, now, lane=errands.PAPER)


class Press:
    """What the worker asks for a letter: it is set, then signed. Sees values, writes nothing; done twice, it does no
    harm."""

    @property
    def slowest(self) -> timedelta:
        """Of setting and signing."""
        signing = seal()
        return SETTING + (signing.slowest if signing else timedelta())

    def run(self, key: str, values: Values) -> Stages:
        """The answer is JSON: {"pdf": Base64, "pages", "signer", "plain": places without the shape asked for}."""
        yield PREPARED
        signing = seal()
        signer = signing.signer(values["city"]) if signing else ""
        told = document([sheet_of(values, signer)])
        made = _set(told)
        data = made.data
        if signing and signer:
            mark = f"{SAMPLE}: " if values["sample"] else ""
            data = signing.sign(values["city"], data, f"{mark}{values['town']} {values['notice'].title}")
        plain = sorted({place(path, told) for path in made.plain})
        answer = {"pdf": base64.b64encode(data).decode(), "pages": starts(data)[1], "signer": signer, "plain": plain}
        return json.dumps(answer, ensure_ascii=False)

    def health(self) -> Health:
        """That of the fonts, then that of the certificates."""
        told, signing = paper.health(), seal()
        return signing.health() if told.ok and signing else told


def _set(told: dict[str, Any]) -> Made:
    """The letter; without its 参考訳 where only that cannot be set. Raises PlugError naming the place of a value."""
    try:
        return paper.pdf(KIND, told)
    except paper.NoPaper as fault:
        if only_translated(fault.lacking):
            return _set({**told, "letters": [{**one, "translation": None} for one in told["letters"]]})
        where = "、".join(dict.fromkeys(place(path, told) for path in fault.lacking))
        raise PlugError(f"{fault}({where})" if where else str(fault), permanent=fault.permanent) from fault


def sheet_of(values: Mapping[str, Any], signer: str) -> dict[str, Any]:
    """The values of one letter for the press, from what `told` says of it."""
    around = Sealing(values["town"], signer, values["check"], values["url"], sample=values["sample"])
    return sheet(values["notice"], values["template"], values["to"], around)


def told(notice: Notice) -> dict[str, Any] | None:
    """All that the press must know of a notice; None when its application has gone. Inside of the wall."""
    case = cases.get_case(notice.case)
    application = cases.get_application(case.reference) if case else None
    if case is None or application is None:
        return None
    edition = editions.opened(case.edition)
    sample = settings.DEMO or settings.TODAY is not None or edition.town.letters == SAMPLE
    return {
        "notice": notice,
        "template": _template(edition, notice.kind),
        "to": addressee(application, edition),
        "city": wall.current(),
        "town": edition.town.name,
        "check": check_for(settings.SECRET_KEY, wall.current(), notice.id),
        "url": f"{settings.BASE_URL}/{wall.current()}/letter/",
        "sample": sample,
    }


def addressee(application: Application, edition: Edition) -> Addressee:
    """Who the envelope goes to. A protected address stands on no paper: such a letter is handed over."""
    places = edition.procedure.person
    name = _at(application.answers, places.get("name", ""))
    if protections.of(application.reference):
        return Addressee(name)
    digits = _at(application.answers, places.get("postcode", ""))
    postcode = f"{digits[:3]}-{digits[3:]}" if digits else ""
    return Addressee(name, postcode, _at(application.answers, places.get("address", "")))


def _at(answers: Any, path: str) -> str:
    """The text at a path (guardians.0.name); "" where there is none."""
    for part in path.split(".") if path else ():
        known = answers if isinstance(answers, dict) else dict(enumerate(answers or ()))
        answers = known.get(int(part) if part.isdigit() else part)
    return answers if path and isinstance(answers, str) else ""


def _template(edition: Edition, kind: str) -> Letter:
    try:
        return edition.letter(kind, JA)
    except KeyError:  # the edition it was written by is not the one of its case: then it has no head that we know
        return Letter(kind, JA, "", "")


def _prepare(errand: Errand, payload: Mapping[str, Any]) -> PlugCall | None:
    notice = notices.get(payload[KIND])
    values = told(notice) if notice and letters.get(notice.id) is None else None
    return PlugCall(PRESS, values) if values else None


def _done(errand: Errand, answer: str, now: datetime) -> None:
    """Keep the letter, and tie its digest into the records."""
    notice = notices.get(errand.payload[KIND])
    if not answer or notice is None or letters.get(notice.id):
        return
    said = json.loads(answer)
    pdf = base64.b64decode(said["pdf"])
    digest, number = hashlib.sha256(pdf).hexdigest(), check_for(settings.SECRET_KEY, wall.current(), notice.id)
    letters.put(Kept(notice.id, notice.case, number, digest, said["pages"], said["signer"], now), pdf)
    note = {"notice": notice.id, "digest": f"t{digest[:39]}", "count": said["pages"], "findings": len(said["plain"])}
    events.append(Event(0, now, "note", KIND, "system", "system", notice.case, channel="system", note=note))


register(KIND, _prepare, _done)
