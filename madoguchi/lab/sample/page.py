"""仮定の一覧 - docs/reference/sample.md, made from the written assumptions so that the two never differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .dice import ASSUMED, Assumption, written
from .moves import FATES
from .plants import DEFECTS

HEAD: Final = """# Samples

`madoguchi sample` makes families that do not exist. This page is made from `madoguchi/lab/sample/assumptions.yaml`
(`madoguchi sample --assumptions`): what chance goes by, with its source.
What has no source is 仮定: made up, not read.

- Nobody is real: every surname holds 見本, every telephone number begins with 000 (a mobile's with 0900, which is given
  to nobody), mail goes to `example.jp`, and no address is a place.
- The same seed makes the same families, each by its number alone: 300 are the first 300 of 2,000.
- They are typed in page by page as people type (full-width digits, hiragana, half-width kana), cleaned by the form,
  and handed in through `desk/submit`, at moments of the application window that have passed.
- With `--truth FILE`, each line names a reference and the findings that were planted; no other finding comes of it.
- With `--moved`, clerks who do not exist have taken steps: of each thousand cases __FATES__.

| what | weights of 1,000 | source | |
|---|---|---|---|
"""


def text() -> str:
    """The whole page."""
    assumptions, sources = written()
    fates = ", ".join(f"{name} {weight}" for name, weight in FATES.items())
    lines = [HEAD.replace("__FATES__", fates), *(_row(one) for one in assumptions.values())]
    lines += ["\n## Sources\n", *(f"- {key}: {source}\n" for key, source in sources.items())]
    lines += ["\n## Planted findings\n\n", *_planted()]
    return "".join(lines)


def _row(one: Assumption) -> str:
    weights = "、".join(f"{key} {weight}" for key, weight in one.weights.items())
    source = ASSUMED if one.source == ASSUMED else f"[{one.source}](#sources)"
    return f"| {one.label} | {weights} | {source} | {one.note} |\n"


def _planted() -> Iterator[str]:
    yield "One after the other in every fourth family, where the municipality's values leave room for it:\n\n"
    yield "| finding | the family |\n|---|---|\n"
    for name, plant in DEFECTS.items():
        yield f"| `{name}` | {(plant.__doc__ or '').strip()} |\n"
