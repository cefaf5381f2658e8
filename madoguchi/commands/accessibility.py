"""ウェブアクセシビリティ - write the results behind the page of that name, from the last proof and from people's words.

`madoguchi prove a11y` tries the pages; this takes its entry of evidence.json. What people found comes from --people: a
JSON list of {"criterion", "result", "by", "on", "note"}; without it, the words that the file has already are kept.
Prints how many criteria stand how. Ends with 1 when nothing was proved yet, or a word cannot be. Needs no settings.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from madoguchi.core.accessibility import counts
from madoguchi.lab import evidence
from madoguchi.web.accessibility import SHIPPED, Unreadable, statement, words

BARE = True
TOPIC = "a11y"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--people", type=Path, metavar="FILE", help="what people found")
    parser.add_argument("--to", type=Path, metavar="FILE", default=SHIPPED, help="default: the one that is shipped")
    parser.add_argument("--evidence", type=Path, metavar="FILE", default=evidence.EVIDENCE, help="default: the house's")


def run(args: argparse.Namespace) -> int:
    """Write the file; print what stands in it."""
    entry = evidence.read(args.evidence).get(TOPIC)
    if entry is None:
        print("madoguchi accessibility: nothing was proved yet: bin/prove a11y", file=sys.stderr)
        return 1
    try:
        people = json.loads(args.people.read_text(encoding="utf-8")) if args.people else _kept(args.to)
        words(people)
    except (OSError, json.JSONDecodeError, Unreadable) as reason:
        print(f"madoguchi accessibility: {reason}", file=sys.stderr)
        return 1
    text = json.dumps(stated(entry, people), ensure_ascii=False, indent=2)
    args.to.write_text(text + "\n", encoding="utf-8")
    print(json.dumps({"file": str(args.to), **counts(statement(args.to).found)}, ensure_ascii=False))
    return 0


def stated(entry: dict[str, Any], people: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page needs of an entry of evidence.json."""
    figures = entry["figures"]
    return {
        "date": entry["date"],
        "commit": entry["commit"],
        "tools": figures["tools"],
        "states": entry["sizes"]["states"],
        "checks": figures["checks"],
        "people": people,
    }


def _kept(file: Path) -> list[dict[str, Any]]:
    return json.loads(file.read_text(encoding="utf-8")).get("people", []) if file.exists() else []
