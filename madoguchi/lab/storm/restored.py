"""戻した家を見る人 - what a house that was made of a backup has: applications, records, files, and the next number.

A process of its own: `python -m madoguchi.lab.storm restored MUNICIPALITY PROCEDURE` reads references, and prints
{"present", "known", "unopened", "faults", "next"}. With `--fill N` it makes a house instead: so many applications, and
a few files; it prints {"references"}.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import secrets
import sys
from typing import Any

from madoguchi import settings
from madoguchi.core.attachment import PHOTO, Attachment
from madoguchi.core.reference import hash_secret, secret_for
from madoguchi.desk import attach, submit
from madoguchi.lab.family import answers, family
from madoguchi.lab.storm.submitter import hand_in
from madoguchi.plugs import vault
from madoguchi.store import attachments, cases, editions, events, wall
from madoguchi.web.clock import now, today

FEW, _PART = 3, 100
WORDS = b"a made-up paper, sealed under the key of the municipality"


def look(slug: str, procedure: str, references: list[str]) -> dict[str, Any]:
    """Everything a family would ask for: the application, its cases, and whether its secret still opens it."""
    with wall.inside(slug):
        known = set(cases.references())
        present = [it for it in references if _whole(it)]
        faults = len(events.verify())
        waiting = [attach.sealed(it) for it in attachments.free_of("drill").values()]
    unopened = sum(one.data() != WORDS for one in waiting)
    return {
        "present": present,
        "known": sorted(known),
        "unopened": unopened + (not waiting),
        "faults": faults,
        "next": hand_in(slug, procedure),
    }


def _whole(reference: str) -> bool:
    it = cases.get_application(reference)
    if it is None or not it.answers or not cases.cases_of(reference):
        return False
    return it.secret_hash == hash_secret(settings.SECRET_KEY, secret_for(settings.SECRET_KEY, it.idempotency))


def fill(slug: str, procedure: str, number: int) -> list[str]:
    """So many applications as if they had come in by the counter; their numbers."""
    found: list[str] = []
    while len(found) < number:
        with wall.inside(slug, write=True):
            edition = editions.current_edition(procedure)
            assert edition
            given = answers(edition, family(children=2), today())
            for _ in range(min(_PART, number - len(found))):
                document = edition.document(given, today())
                made = submit.file(edition, document, secrets.token_urlsafe(16), now(), "web", 1)
                found.append(made.reference)
    return found


def lay_away(slug: str, number: int) -> None:
    """Files as the product lays them away, without the box: what is in them is ours."""
    for _ in range(number):
        with wall.inside(slug):
            keys = attachments.sealing_keys()
        serial, wrapped = max(keys.items()) if keys else (1, attach._first_key(slug, now()))
        key = secrets.token_urlsafe(16)
        sealed = vault.seal(attach._unwrapped(slug, serial, wrapped), ("file", slug, key), WORDS)
        attach.storage().put(f"{slug}/{key}", sealed)
        about = Attachment(
            key=key,
            reference="",
            name="mihon.jpg",
            kind=PHOTO,
            form="jpeg",
            size=len(WORDS),
            pages=1,
            sealed_by=serial,
            digest=hashlib.sha256(sealed).hexdigest(),
            place="",
            private="",
            made=now(),
        )
        with wall.inside(slug, write=True):
            attachments.put(about, "drill")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("municipality")
    parser.add_argument("procedure")
    parser.add_argument("--fill", type=int)
    args = parser.parse_args()
    if args.fill is not None:
        lay_away(args.municipality, FEW)
        print(json.dumps({"references": fill(args.municipality, args.procedure, args.fill)}))
    else:
        print(json.dumps(look(args.municipality, args.procedure, sys.stdin.read().split())))
