"""表 - the figures of the runs as a person at a shell reads them."""

from __future__ import annotations

from collections.abc import Iterator

from .figures import AIMS, PARTS, REQUIRED, Figures, distance
from .model import operators

# What the runs are called where people read them.
NAMES = {"new": "初めて", "returning": "2年目", "siblings": "きょうだい2人", "paper": "紙"}


def text(figures: Figures) -> str:
    """All of it: minutes, then each family by part, page and field."""
    return "\n".join(_lines(figures))


def _lines(figures: Figures) -> Iterator[str]:
    yield "minutes        base (low–high)      typical  without S  reread  characters"
    for name, told in figures.items():
        span = f"{told['base']:>6} ({told['low']}–{told['high']})"
        typical = told.get("typical", {}).get("base", "-")
        row = f"{name:<12} {span:<22} {typical:>7} {told['without_s']:>10} {told['reread']:>7} {told['characters']:>11}"
        yield row + ("" if told.get("prefilled", True) or name != "returning" else "  (nothing prefilled)")
    for name, told in figures.items():
        yield from ("", f"{name}: by part", *_parts(told))
        yield from (f"{name}: by operator", *_operators(told))
        if "fields" in told and told["pages"]:
            yield from (f"{name}: by page (minutes, characters read)", *_pages(told))
            yield from (f"{name}: the costliest fields (seconds)", *_fields(told))
            yield from _aim(name, told)
        for word in ("unknown", "unasked"):
            if told.get(word):
                yield f"{name}: {word}: {', '.join(told[word])}"


def _aim(name: str, told: Figures) -> Iterator[str]:
    if found := distance(name, told):
        over, share = found
        met = "met" if told["base"] <= REQUIRED[name] else "not met"
        yield f"{name}: required {REQUIRED[name]}: {met}; aim {AIMS[name]}: {over} over, {share}"


def _parts(told: Figures) -> Iterator[str]:
    yield "  " + "  ".join(f"{part.label} {told['parts'][name]}" for name, part in PARTS.items() if told["parts"][name])


def _operators(told: Figures) -> Iterator[str]:
    for op in operators():
        if op in told["operators"]:
            one = told["operators"][op]
            yield f"  {op} {one['n']:>8}  {one['minutes']:>6}  {operators()[op].unit}"


def _pages(told: Figures) -> Iterator[str]:
    for row in told["pages"]:
        yield f"  {row['minutes']:>6} {row['characters']:>6}  {row['page']}"


def _fields(told: Figures) -> Iterator[str]:
    for row in told["fields"]:
        parts = "、".join(f"{PARTS[name].label} {n}" for name, n in row["parts"].items())
        yield f"  {row['seconds']:>6}  {row['field']} ×{row['times']} ({parts})"
