"""実測 - run checks at full size and write their figures to docs/reference/evidence.json.

Without a name: every topic, one after the other. Prints the entries as JSON, {topic: entry}. Ends with 1 when a topic
did not hold; its entry of an earlier run then stays as it was.
"""

import argparse
import json
import sys

from madoguchi.lab import evidence

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="see --list")
    parser.add_argument("--list", action="store_true", help="print the topics and end")
    parser.add_argument("--small", action="store_true", help="at the size of a test; writes nothing")
    parser.add_argument("--json", action="store_true", help="accepted for likeness with the benches: output is JSON")


def run(args: argparse.Namespace) -> int:
    known = evidence.topics()
    if args.list:
        print(json.dumps({name: topic.summary for name, topic in known.items()}, ensure_ascii=False, indent=2))
        return 0
    if unknown := [name for name in args.topics if name not in known]:
        print(f"no such topic: {', '.join(unknown)} (there are: {', '.join(known)})", file=sys.stderr)
        return 2
    entries, held = {}, True
    for name in args.topics or known:
        print(f"{name}: {known[name].summary}", file=sys.stderr, flush=True)
        try:
            entries[name] = evidence.prove(known[name], full=not args.small)
        except evidence.Disproved as reason:
            print(f"{name}: did not hold: {reason}", file=sys.stderr, flush=True)
            held = False
            continue
        if not args.small:
            evidence.write(name, entries[name])
    print(json.dumps(entries, ensure_ascii=False, indent=2))
    return 0 if held else 1
