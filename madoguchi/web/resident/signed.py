"""サインインした人 - what a session knows of somebody who has confirmed who they are, and forgets when it ends."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest

from madoguchi.core.package.edition import Edition
from madoguchi.core.say import say
from madoguchi.desk import identity, seal
from madoguchi.store import look

PERSON: Final = "person"  # in the session: the number, the way, and sealed, what they confirmed
CALLED: Final = {
    identity.MYNA: say("マイナンバーカード"),
    identity.FIRMS: say("GビズID"),
    identity.MAIL: say("メール"),
}
HOW: Final = {
    identity.MYNA: say("カードを読み取ると、名前・住所・生年月日の入力がいりません。"),
    identity.FIRMS: say("会社やお店の申請に使います。名前や所在地の入力がいりません。"),
    identity.MAIL: say("メールに届く6けたの番号を入力します。前回の内容を使えるようになります。"),
}


def enter(request: HttpRequest, person: int, way: str, known: dict[str, str]) -> None:
    """From now on this browser is theirs; the session gets another name, so that nobody was waiting in it."""
    request.session.cycle_key()
    request.session[PERSON] = {"id": person, "way": way, "known": seal.sealed({"told": json.dumps(known)})}


def leave(request: HttpRequest) -> None:
    """No longer."""
    request.session.pop(PERSON, None)
    request.session.cycle_key()


def person(request: HttpRequest) -> int | None:
    """Who is signed in, if anybody is."""
    told = request.session.get(PERSON)
    return int(told["id"]) if told else None


def known(request: HttpRequest) -> dict[str, str]:
    """What they confirmed of themselves, by its name."""
    told = request.session.get(PERSON)
    return dict(json.loads(seal.opened(told["known"])["told"])) if told else {}


def about(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """What a procedure's page says of it: who is signed in, else how one may; and their earlier applications."""
    told = request.session.get(PERSON)
    ways = identity.ways(edition)
    earlier = look.earlier(told["id"], edition.procedure.id) if told else ()
    return {
        "signed": CALLED[told["way"]] if told else "",
        "ways": [(way, CALLED[way], HOW[way]) for way in ways],
        "earlier": [look.application(reference) for reference in earlier],
    }
