"""夜の締め - once a day: days that have run out, old sessions and drafts, and what is past its 保存年限.

In every municipality: takes the flow's own steps for asks whose day is over (`asks`); brings decisions to mind that
nobody has opened (`unopened`), papers that an approval awaits (`proofs`), and interviews of the next two days
(`meetings`); forgets old sessions, wrong tries, whoever signed in long ago, files that nobody claimed and pictures of
robots that are past their time (`tidy`); deletes what is past its period, and writes the certificate (`retention`);
counts on which pages drafts rest (`needs`).
Prints {"taken", "reminded", "awaited", "expected", "disposed", "drafts", "needs", "files", "files_left",
"certificates", "kept", "pictures", "resting"}, each by municipality. It may run twice, or be killed and run again. What
fails in one municipality does not stop the others. Ends with 1 when something was left as it is.
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from madoguchi.commands._office import safe_to_run
from madoguchi.core.arrival import REMIND
from madoguchi.core.case import Ask
from madoguchi.desk import arrival, assent, attach, interview, invite, need, nightly, pictures, proof, retention
from madoguchi.desk.intake import mend
from madoguchi.store import municipalities, wall
from madoguchi.web.clock import now

log = logging.getLogger("madoguchi.nightly")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only", choices=list(PARTS), metavar="PART", help=f"one part of the night: {', '.join(PARTS)}"
    )
    parser.add_argument("--dry-run", action="store_true", help="of `retention`: list what would go, and touch nothing")


def run(args: argparse.Namespace) -> int:
    if not safe_to_run("nightly"):
        return 2
    if args.dry_run:
        return _dry_run()
    night = Night()
    for municipality in municipalities.all_():
        for name in [args.only] if args.only else PARTS:
            with night.surely(municipality.slug, name):
                PARTS[name](night, municipality.slug)
    if night.failed:
        print(f"madoguchi nightly: left as they are: {', '.join(night.failed)} (see the log)", file=sys.stderr)
    print(json.dumps(night.told))
    return int(bool(night.failed))


class Night:
    """What was done, by word and municipality, and what could not be."""

    def __init__(self) -> None:
        words = (
            "taken",
            "reminded",
            "awaited",
            "expected",
            "disposed",
            "drafts",
            "needs",
            "files",
            "files_left",
            "certificates",
            "kept",
            "pictures",
        )
        self.told: dict[str, dict[str, Any]] = {word: {} for word in (*words, "resting")}
        self.failed: list[str] = []

    def tell(self, slug: str, **counts: Any) -> None:
        """Note what is not nothing."""
        for word, count in counts.items():
            if count:
                self.told[word][slug] = count

    @contextmanager
    def surely(self, slug: str, what: str) -> Iterator[None]:
        """What goes wrong in the block is written down, and the night goes on."""
        try:
            yield
        except Exception:
            log.exception("the night left something", extra={"municipality": slug})
            self.failed.append(f"{slug} {what}")


def _asks(night: Night, slug: str) -> None:
    with wall.inside(slug):
        cases = nightly.run_out(now())
    taken = 0
    for case_id in cases:
        # Each case in a transaction of its own: one that cannot be moved must not hold up the night of all others.
        with night.surely(slug, case_id), wall.inside(slug, write=True):
            taken += nightly.lapse(case_id, now())
    night.tell(slug, taken=taken)


def _unopened(night: Night, slug: str) -> None:
    with wall.inside(slug):
        found = arrival.due(now(), REMIND)
    reminded = 0
    for notice in found:
        with night.surely(slug, notice.number), wall.inside(slug, write=True):
            reminded += arrival.remind(notice.id, now())
    night.tell(slug, reminded=reminded)


def _proofs(night: Night, slug: str) -> None:
    with wall.inside(slug):
        found = proof.due(now())
    night.tell(slug, awaited=_reminded(night, slug, found, proof.remind))


def _meetings(night: Night, slug: str) -> None:
    with wall.inside(slug):
        found = interview.due(now())
    night.tell(slug, expected=_reminded(night, slug, found, interview.remind))


def _reminded(night: Night, slug: str, found: Iterable[Ask], remind: Callable[[Ask, datetime], bool]) -> int:
    """How many families were reminded of these asks, each in a transaction of its own."""
    reminded = 0
    for ask in found:
        with night.surely(slug, ask.case), wall.inside(slug, write=True):
            reminded += remind(ask, now())
    return reminded


def _tidy(night: Night, slug: str) -> None:
    with wall.inside(slug, write=True):
        nightly.clear_sessions()
        nightly.clear_tries(now())
        assent.lapse(now())
        invite.sweep()
        nightly.clear_persons(now())
        night.tell(slug, pictures=pictures.sweep(now()))
        mend.forget(now())
    attach.sweep(slug, now())


def _retention(night: Night, slug: str) -> None:
    with wall.inside(slug, write=True):
        drafts, needs = retention.forget_drafts(now()), retention.forget_needs(now())
    with wall.inside(slug):
        due = list(retention.due(now()).references)
    kept = list(retention.dispose(slug, due))
    with wall.inside(slug, write=True):
        certificates = retention.certify(now())
    files, left = retention.clear_files(slug)
    night.tell(slug, needs=needs, drafts=drafts, disposed=len(due) - len(kept), kept=kept, files=files, files_left=left)
    night.tell(slug, certificates=[one.number for one in certificates])


def _needs(night: Night, slug: str) -> None:
    with wall.inside(slug):
        found = need.rest(now())
    with wall.inside(slug, write=True):
        need.rested(found)
    night.tell(slug, resting=sum(one.count for rows in found.values() for one in rows))


PARTS: dict[str, Callable[[Night, str], None]] = {
    "asks": _asks,
    "unopened": _unopened,
    "proofs": _proofs,
    "meetings": _meetings,
    "tidy": _tidy,
    "retention": _retention,
    "needs": _needs,
}


def _dry_run() -> int:
    found: dict[str, Any] = {}
    for municipality in municipalities.all_():
        with wall.inside(municipality.slug):
            due = retention.due(now())
        if due.references or due.drafts:
            days = {reference: day.isoformat() for reference, day in due.references.items()}
            found[municipality.slug] = {"applications": days, "drafts": due.drafts}
    print(json.dumps({"would_go": found}))
    return 0
