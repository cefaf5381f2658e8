"""所要分の図 - one bar for each family and one for paper, cut by what the minutes are made of; drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from .figures import PARTS, Figures
from .table import NAMES

WIDTH: Final = 840
LEFT, RIGHT = 136, 92  # room for names and for totals
TOP, STEP, BAR = 64, 72, 36
FONT: Final = "Noto Sans JP, Hiragino Sans, Yu Gothic UI, Meiryo, sans-serif"
# One colour for each part, dark enough for white words or light enough for dark ones: (fill, words).
COLOURS: Final = {
    "read": ("#0017c1", "#ffffff"),
    "decide": ("#4979f5", "#1a1a1a"),
    "type": ("#115a36", "#ffffff"),
    "tap": ("#9bd4b5", "#1a1a1a"),
    "show": ("#ffd43d", "#1a1a1a"),
    "write": ("#6e5600", "#ffffff"),
    "wait": ("#cccccc", "#1a1a1a"),
}
QUIET: Final = "#626264"
SIGN: Final = 15  # pixels of a character of a label


def svg(figures: Figures) -> str:
    """The picture; its title is what was found."""
    names = [name for name in figures if figures[name]["parts"]]
    height = TOP + STEP * len(names) + 24
    body = "\n".join((*_head(figures), *_bars(figures, names), _foot(height)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="t" font-family="{FONT}" font-size="15" fill="#333333">\n'
        f'<title id="t">{escape(finding(figures))}</title>\n<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f"{body}\n</svg>\n"
    )


def finding(figures: Figures) -> str:
    """In one sentence: how long a family needs, against paper, and what most of it is."""
    name = next(iter(figures))
    told = figures[name]
    part = max(PARTS, key=lambda one: float(told["parts"][one]))
    share = round(100 * told["parts"][part] / told["base"])
    paper = f"(紙は{figures['paper']['base']:.0f}分)" if "paper" in figures else ""
    return f"{NAMES.get(name, name)}の家族は{told['base']:.1f}分{paper}。その{share}%は「{PARTS[part].label}」"


def _head(figures: Figures) -> Iterator[str]:
    yield _words(16, 36, finding(figures), size=20, weight=700, fill="#1a1a1a")


def _bars(figures: Figures, names: list[str]) -> Iterator[str]:
    scale = (WIDTH - LEFT - RIGHT) / max(told["base"] for told in figures.values())
    for place, name in enumerate(names):
        told, y, x = figures[name], TOP + STEP * place, float(LEFT)
        small = []
        yield _words(LEFT - 12, y + 24, NAMES.get(name, name), weight=700, anchor="end")
        for part, minutes in told["parts"].items():
            width = minutes * scale
            if minutes:
                yield from _segment(part, x, y, width)
            if minutes and width < _room(part):
                small.append(f"{PARTS[part].label} {minutes:.1f}分")
            x += width
        yield _words(x + 10, y + 24, f"{told['base']:.1f}分", weight=700, fill="#1a1a1a")
        words = "、".join((f"{told['low']:.1f}〜{told['high']:.1f}分", *small))
        yield _words(LEFT, y + 54, words, size=13, fill=QUIET)


def _segment(part: str, x: float, y: int, width: float) -> Iterator[str]:
    (fill, words), label = COLOURS[part], PARTS[part].label
    box = f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{fill}" stroke="#ffffff">'
    yield f"{box}<title>{label}</title></rect>"
    if width >= _room(part):
        yield _words(x + width / 2, y + 24, label, anchor="middle", fill=words)


def _room(part: str) -> int:
    """Pixels that the name of a part needs inside its segment."""
    return SIGN * len(PARTS[part].label) + 8


def _foot(height: int) -> str:
    words = "KLM-JT の基準値(分)。棒の下は低い値〜高い値と、細い部分"
    return _words(LEFT, height - 8, words, size=13, fill=QUIET)


def _words(
    x: float, y: int, said: str, *, size: int = 15, weight: int = 400, fill: str = "#333333", anchor: str = "start"
) -> str:
    look = f'font-size="{size}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y}" {look}>{escape(said)}</text>'
