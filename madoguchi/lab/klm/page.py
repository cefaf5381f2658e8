"""所要分のページ - docs/reference/minutes.md, made of the recorded figures so that the two never differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .figures import AIMS, PARTS, REQUIRED, Figures, distance
from .model import operators
from .table import NAMES

HEAD: Final = """# Minutes at the form (所要分)

How long a family needs, reckoned without a stopwatch on a person: a made-up family goes through the real pages in
headless Chromium (390 × 844), and every act it takes is counted under KLM-JT, a touch keystroke-level model for
Japanese forms. The model compares forms with each other and with paper; it is no claim about any one person. This
page is made from [evidence.json](evidence.json) (`madoguchi klm --markdown`); `bin/prove klm` runs it again and
fails when a family needs 3 % longer than recorded, waiting left out. To accept a longer form on purpose, take the
entry `klm` out of evidence.json in the same commit.

![Minutes of each family, cut by what they are made of](../images/minutes.svg)

"""
TABLE: Final = """| family | base | low | high | with one mistake | characters read | if nothing were remembered |
|---|---|---|---|---|---|---|
"""
NOTES: Final = """
- **new**: one child, two working parents, both certificates photographed. **returning**: the same family a year
  later. **siblings**: two children, one parent, shift work. Who they are: `madoguchi/lab/klm/personas.yaml` (見本);
  what they answer to which input: `madoguchi/lab/klm/answers.py`.
- **paper**: the items of *new* by hand on three forms, 14 of them written twice; nobody walks to the counter.
- **With one mistake**: the one of the family's file. Where no rule can see it, the check page shows it, and the
  family goes back.
- **If nothing were remembered**: as base, but a text that an earlier page has shown is read again.
"""
MODEL: Final = """
## The model

Seconds for one of each. `R` counts the characters that come into sight and were not read before, without white
space and buttons; a closed disclosure counts when it is opened.

| operator | one is | low | base | high | source |
|---|---|---|---|---|---|
"""
RULES: Final = """
What the rules leave open is counted so:

- `M` once for each field that is answered, twice where more than 7 options lie open or in a list; none for the
  address behind its postcode.
- Three boxes of a date are 8 `D` and a `T` for each box that is tapped. A list is 2 `T`, and `R` of the options
  that are passed, 10 of them at the most. In a table of the week, each tick is a `T`, each time typed a `T` and 4
  `D`; whatever the page fills in by itself is nothing.
- A button that puts in a word with which the text begins or ends (株式会社) is a `T` instead of its kana and one
  conversion.
- `F` counts voicing marks (が is two); `D` counts the signs in addresses and mail addresses, and no spaces.
- A photo is `M`, `T` and `P`, and legible: the page has nothing to say against it. A file that lies on the
  phone is `M` and 3 `T`. It is a certificate with what the family's file says of the work (the rest is made up), and
  the counter's own reader reads it: what it offers is read and confirmed, and the seconds it takes are `S`.
- `W` counts screens begun on each page. `S` is from the tap to the next page's `DOMContentLoaded`, on the same
  machine: the line is not in it.
- A text that the family has typed, or an option that it has chosen, is text seen before: the check page costs what is
  new there or written differently (a date in words, the days of a week), letter by letter.
- What stands there already is read (`R` of the value), once.
- *returning* signs in by the card of the guardian who applies: an `I`, in which the provider's own page is. It takes
  up what it handed in as *new*, which is not counted, and brings the earlier answers of each page that offers them.
  What it taps on that way is a `T` each, and no decision. Both times are the same day: the file of the sample town has
  no window of the year after.
- A list of schools: the one of the town part of the address. Of clubs: what the page proposes; else the first that the
  list marks as near and no other wish has (the words of the mark are read once); else the middle of the list.
- What a family's file does not say is answered by the table and marked `"default": true` in the log; an optional
  question that nobody knows is left empty, a required one ends the run with its name.
- On paper: `R` and `M` as at the form, `H` for each character; a ring around an option is one, a date 8, the name
  of a school or club 8.
- A mistake that is put right: the message is read, the input tapped again, and typed again where it was wrong.
"""


def text(figures: Figures) -> str:
    """The whole page."""
    return "".join(
        (HEAD, TABLE, *_table(figures), NOTES, *_parts(figures), *_families(figures), MODEL, *_model(), RULES)
    )


def _mark(path: str, value: object) -> str:
    return f"<!--ev:klm.{path}-->{value}<!--/ev-->"


def _table(figures: Figures) -> Iterator[str]:
    for name, told in figures.items():
        cells = [_mark(f"{name}.{key}", told[key]) for key in ("base", "low", "high")]
        cells += [_mark(f"{name}.typical.base", told["typical"]["base"]) if "typical" in told else ""]
        cells += [_mark(f"{name}.{key}", told[key]) for key in ("characters", "reread")]
        yield f"| {name} {NAMES.get(name, '')} | {' | '.join(cells)} |\n"


def _parts(figures: Figures) -> Iterator[str]:
    yield "\n## What the minutes are made of\n\n"
    yield f"| family | {' | '.join(part.label for part in PARTS.values())} |\n|---|{'---|' * len(PARTS)}\n"
    for name, told in figures.items():
        yield f"| {name} | {' | '.join(_mark(f'{name}.parts.{part}', told['parts'][part]) for part in PARTS)} |\n"


def _families(figures: Figures) -> Iterator[str]:
    for name, told in figures.items():
        if "prefilled" not in told:  # paper has no pages
            continue
        yield f"\n## {name}: the ten fields that take most\n\n"
        if name == "returning" and not told["prefilled"]:
            yield "Nothing came back from last year yet: everything is typed again.\n\n"
        yield "| field | how often | seconds of all | characters read | of which |\n|---|---|---|---|---|\n"
        for place, row in enumerate(told["fields"]):
            parts = "、".join(
                f"{PARTS[part].label} {_mark(f'{name}.fields.{place}.parts.{part}', n)}"
                for part, n in row["parts"].items()
            )
            cells = (_mark(f"{name}.fields.{place}.{key}", row[key]) for key in ("times", "seconds", "characters"))
            yield f"| `{row['field']}` | {' | '.join(cells)} | {parts} |\n"
        if found := distance(name, told):
            over, share = found
            yield f"\nRequired: at most {REQUIRED[name]}. The aim is {AIMS[name]}: that is {over} less,\n{share}.\n"
        yield from _pages(name, told)


def _pages(name: str, told: Figures) -> Iterator[str]:
    yield f"\n<details><summary>{name}: page by page</summary>\n\n| page | minutes | characters read |\n|---|---|---|\n"
    for place, row in enumerate(told["pages"]):
        cells = (_mark(f"{name}.pages.{place}.{key}", row[key]) for key in ("minutes", "characters"))
        yield f"| {row['page']} | {' | '.join(cells)} |\n"
    yield "\n</details>\n"


def _model() -> Iterator[str]:
    for one in operators().values():
        yield f"| {one.name} | {one.unit} | {one.low} | {one.base} | {one.high} | {one.source} |\n"
