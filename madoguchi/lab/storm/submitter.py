"""申請する人 - hands in one application after the other, straight at the desk, and says each reference once it is safe.

A process of its own: `python -m madoguchi.lab.storm submitter MUNICIPALITY PROCEDURE`. One line for each receipt,
written after the transaction has been committed. With `--check` it reads references instead, and prints
{"present": those that are there and whole,
"sound": neither the database nor the chain of records is broken}. SQLite only.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from typing import Any

from django.db import connection

from madoguchi.desk import apply, submit
from madoguchi.lab.family import family
from madoguchi.store import cases, editions, events, wall
from madoguchi.web.clock import now


def fill_in(procedure: str, email: str = "") -> str:
    """A draft, filled in page by page as the form leads; its key."""
    key = apply.start(procedure, now())
    draft = apply.open_draft(key)
    page, version = editions.opened(draft.edition).form.pages[0].id, draft.version
    raw = {name: [text] for name, text in family(email=email).items()}
    while page:
        saved = apply.save(key, page, raw, version, None, now())
        page, version = saved.next, saved.draft.version
    return key


def hand_in(slug: str, procedure: str) -> str:
    """A draft, filled in, then submitted; returns the reference once it is committed."""
    with wall.inside(slug, write=True):
        key = fill_in(procedure, email="oya@example.jp")
    with wall.inside(slug, write=True):
        receipt = submit.submit(key, secrets.token_urlsafe(16), now(), touch=1)
    return receipt.reference


def _check(slug: str, references: list[str]) -> dict[str, Any]:
    with wall.inside(slug):
        found = [cases.get_application(reference) for reference in references]
        present = [it.reference for it in found if it and it.answers and cases.cases_of(it.reference)]
        chain = not events.verify()
    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return {"present": present, "sound": sound and chain}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("municipality")
    parser.add_argument("procedure")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if args.check:
        print(json.dumps(_check(args.municipality, sys.stdin.read().split())))
        return
    while True:
        print(hand_in(args.municipality, args.procedure), flush=True)
