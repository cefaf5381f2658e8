"""明るさの差 - relative luminance and contrast of colours, as WCAG 2 reckons them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

Colour = tuple[float, float, float, float]  # red, green and blue from 0 to 255, and how much it covers, from 0 to 1

WHITE: Final[Colour] = (255, 255, 255, 1)
_NUMBER: Final = re.compile(r"-?[\d.]+(?:e-?\d+)?")


def read(told: str) -> Colour:
    """`#0017c1`, or what a browser computes: `rgb(0, 23, 193)`, `rgba(0, 0, 0, 0.5)`, `color(srgb 0 0.09 0.75)`.

    Raises ValueError.
    """
    if told.startswith("#"):
        red, green, blue = (int(told[place : place + 2], 16) for place in (1, 3, 5))
        return (red, green, blue, 1)
    if told == "transparent":
        return (0, 0, 0, 0)
    parts = [float(part) for part in _NUMBER.findall(told.removeprefix("color(srgb"))]
    if len(parts) not in (3, 4):
        raise ValueError(f"no colour: {told}")
    most = 255 if told.startswith("color(srgb") else 1
    cover = parts[3] if len(parts) == 4 else 1.0
    return (parts[0] * most, parts[1] * most, parts[2] * most, cover)


def over(upper: Colour, lower: Colour) -> Colour:
    """What is seen where one lies on the other, which lets nothing through."""
    red, green, blue = (
        one * upper[3] + other * (1 - upper[3]) for one, other in zip(upper[:3], lower[:3], strict=True)
    )
    return (red, green, blue, 1)


def ground(layers: Iterable[str]) -> Colour:
    """What is seen of backgrounds that lie upon each other, the nearest first; under all of them is white paper."""
    seen = WHITE
    for layer in reversed(list(layers)):
        seen = over(read(layer), seen)
    return seen


def luminance(colour: Colour) -> float:
    """Relative luminance, WCAG 2.2: from 0 (black) to 1 (white)."""
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (alike) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
