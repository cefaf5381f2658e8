"""目印の家族 - a family whose places can be found wherever they stand, and a walk to every address of the house."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from madoguchi import logs
from madoguchi.core.case import Actor
from madoguchi.desk import act, note, protect
from madoguchi.store import cases, errands, tables, wall
from madoguchi.web import clock
from tests.web.test_every_address import ELSEWHERE, routes
from tests.web.visits import Visitor, look_up, open_case, sign_in

PLACES = ("目印町9-8-7", "042-987-6543", "0429876543", "目印小学校", "marked_school", "目印学童クラブ", "marked_club")
# What a list of choices offers everybody is no family's.
CHOICES = re.compile(
    r'<option\b.*?</option>|<label><input type="checkbox" name="sections".*?</label>'
    # The list of clubs, and of what is counted at each: it names every club.
    r'|<tr><th scope="row">(?:<a class="go" href="/\w+/staff/clubs/\w+/\w+/">)?[^<]*(?:</a>)?</th>'
    r'\s*<td class="number">.*?</tr>',
    re.DOTALL,
)
SEEN = {"目印町9-8-7", "0429876543", "目印小学校", "目印学童クラブ"}
BOSS = Actor("kessai", "decider")
LINES = logs.Lines()

# Every address of the staff, with what is posted there. One that is missing here is not walked, and fails the walk.
STAFF: dict[str, dict[str, Any]] = {
    "inbox": {},
    "intake": {"procedure": "gakudo", "channel": "logo", "form": "目印"},
    "intake-file": {"deed": "try"},
    "intake-row": {"deed": "again"},
    "bulk": {"deed": "print", "sure": "1", "purpose": "audit"},
    "filters": {"deed": "keep", "name": "目印", "query": "status="},
    "note": {"words": "見ました。"},
    "sign-in": {},
    "sign-out": {},
    "errands": {},
    "case": {},
    "purpose": {"purpose": "inquiry"},
    "protect": {},
    "appeal": {},
    "counter-again": {"purpose": "inquiry"},
    "counter": {"procedure": "gakudo", "resident": ""},
    "improve": {},
    "views": {},
    "views-export": {"purpose": "audit"},
    "take": {},
    "secret": {"paper": "", "known": "1"},
    "document": {},
    "leaf": {},
    "crop": {},
    "framed": {},
    "verdict": {"verdict": "fine", "finding": "hidden"},
    "reviews": {},
    "triage": {},
    "disposals": {},
    "certificate": {},
    "sign-in-code": {},
    "passkey-in": {},
    "passkey-ask": {},
    "me": {},
    "password": {},
    "totp": {},
    "passkey-new": {},
    "passkey-make": {},
    "factor-remove": {},
    "recovery-codes": {},
    "accounts": {},
    "account": {},
    "account-deed": {},
    "transcripts": {},
    "transcripts-of": {},
    "robot-health": {},
    "robot-shot": {},
    "robot-deed": {},
    "batches": {},
    "batch": {},
    "batch-out": {},
    "reconcile": {},
    "transcript": {},
    "transcript-type": {"number": "00000001"},
    "transcript-file": {},
    "transcript-picture": {},
    "transcript-deed": {},
    "clubs": {},
    "statistics": {},
    "roster": {},
    "club-sheets": {},
    "club-report": {"free": "0"},
    "club-child": {},
    "dockets": {},
    "docket": {},
    "docket-new": {"step": "approve", "reason": "要件を満たすため。"},
    "docket-told": {},
    "docket-letter": {},
    "docket-deed": {},
    "absences": {"username": "uketsuke", "since": "2026-11-16", "until": "2026-11-16"},
    "rounds": {"procedure": "gakudo", "window": "april"},
    "round": {},
    "round-compare": {},
    "round-after": {},
    "round-line": {},
    "round-club": {},
    "round-child": {},
    "round-deed": {},
    "catalogue": {},
    "catalogue-next": {},
    "catalogue-progress": {},
    "catalogue-xlsx": {},
    "catalogue-lists": {},
    "catalogue-list": {},
    "catalogue-row": {"version": "1"},
    "tables": {},
    "tables-of": {},
    "tables-history": {},
    "trial": {},
    "revise": {"version": "1"},
    "table": {},
    "table-xlsx": {},
    "table-draft": {},
    "table-bring": {"version": "1"},
    "table-row": {"version": "1", "points": "1"},
    "table-beside": {"version": "1", "most": "1"},
    "tables-beside": {"version": "1"},
}
LEAVES = {"factor-remove", "password", "sign-out"}  # walked, but last


@dataclass(frozen=True)
class Family:
    """A family in the middle of everything: a letter, a correction, a note, an errand that got stuck."""

    reference: str
    secret: str
    key: str
    token: str = ""

    def address(self, route: str, branch: int = 1, city: str = "tama") -> str:
        """A route of the house with what belongs to this family in it."""
        known = {
            "city": city,
            "procedure": "gakudo",
            "key": self.key,
            "token": self.token or "1",
            "slug": "home",
            "reference": self.reference,
            "case_id": f"{self.reference}-{branch}",
            "step": "pass" if branch == 1 else "return",
            "name": "mail",
        }
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: known.get(part[1], "1"), route)


def worked(reference: str, place: str) -> None:
    """A letter with a decision, a correction that is asked for, a note and a stuck errand, each speaking of a place."""
    clerk, now = Actor("uketsuke", "clerk"), clock.now()
    with wall.inside("tama", write=True):
        application = cases.get_application(reference)
        assert application
        cases.save_application(replace(application, contact_confirmed=True))
        act.act(f"{reference}-1", "pass", clerk, now)
        act.act(f"{reference}-1", "approve", BOSS, now, reason=f"{place}から通う目印学童クラブです。", place="daini")
        act.act(f"{reference}-2", "return", clerk, now, fields=("address",), message=f"{place}を確かめてください。")
        note.note(f"{reference}-2", f"{place}に電話 042-987-6543", clerk, now)
        errands.leave("mail", f"stuck/{reference}", {"reference": reference, "code": 9}, reference, now)
        stuck = next(one for one in all_errands() if one.key == f"stuck/{reference}")
        tables.Errand.objects.filter(pk=stuck.id).update(state="failed", error=f"550 {place} unknown")


def all_errands() -> list[Any]:
    return [errands.value(row) for row in tables.Errand.objects.order_by("id")]


def hide(family: Family, *named: str) -> str:
    """Mark the family; its new secret."""
    with wall.inside("tama", write=True):
        return protect.protect(family.reference, named or ("uketsuke",), BOSS, clock.now())


def everything(visitor: Visitor, family: Family) -> Iterator[tuple[str, str]]:
    """What is answered at every address: name and whole answer, head and body, as it was looked at and posted to."""
    sent = {"case": [f"{family.reference}-1:9", f"{family.reference}-2:9"]}
    for name, route in sorted(routes(), key=lambda pair: pair[0] in LEAVES):
        for branch in (1, 2) if "case_id" in route else (1,):
            path, data = family.address(route, branch), {**sent, **STAFF.get(name, {})}
            yield f"get {path}", whole(visitor.client.get(path, follow=True))
            if "staff" in route or "reference" in route or "key" in route:
                data["csrfmiddlewaretoken"] = token(visitor)
            yield f"post {path}", whole(visitor.client.post(path, data, follow=True))


def token(visitor: Visitor) -> str:
    held = visitor.client.cookies.get("csrftoken")
    return held.value if held else ""


def whole(answer: Any) -> str:
    """Head and body of an answer and of those that led to it, without what is offered to everybody."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    on_the_way = " ".join(address for address, _ in getattr(answer, "redirect_chain", ()))
    return CHOICES.sub("", f"{on_the_way} {answer.headers} {body.decode(errors='replace')}")


def leaks(visitor: Visitor, family: Family) -> set[tuple[str, str]]:
    """Every place of the family that an address gives away."""
    return {(name, mark) for name, answered in everything(visitor, family) for mark in PLACES if mark in answered}


def comes(who: str, visit: Callable[[], Visitor], family: Family, secret: str, before: Visitor) -> Visitor:
    """Somebody before the house."""
    visitor = visit()
    accounts = {"the clerk named": "uketsuke", "another clerk": "hoka", "a decider": "kessai", "an admin": "kanri"}
    if who in accounts:
        sign_in(visitor, accounts[who])
        for branch in (1, 2):
            open_case(visitor, f"{family.reference}-{branch}")
    elif who == "a clerk of another city":
        sign_in(visitor, password=ELSEWHERE, city="hachioji")
    elif who == "the applicant":
        look_up(visitor, family.reference, secret)
    elif who == "who has the old secret":
        look_up(visitor, family.reference, family.secret)
    return before if who == "who had it open" else visitor
