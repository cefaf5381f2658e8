"""PDFの線 - what is drawn on a page of a PDF beside its text: rules, tick boxes, rings round words, and ticks."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_DEEPEST: Final = 8
_MOST: Final = 20_000  # paths of one page that are looked at
_STRAIGHT: Final = 0.6  # points that a rule may lean
_LONG: Final = 8.0  # points of the shortest rule
_SQUARE: Final = (4.5, 20.0)  # points of a tick box's side
_RING: Final = 90.0  # points that a ring is high at most


@dataclass(slots=True)
class Drawn:
    """Everything in points, from the upper left of the page as it is shown."""

    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    rings: list[Box] = field(default_factory=list)
    ticks: list[Box] = field(default_factory=list)


def drawn(page: Any, shown: Matrix) -> Drawn:
    """What the paths of a page are; `shown` leads from its own space to the page as it is shown."""
    found = Drawn()
    for number, (path, matrix) in enumerate(_paths(page, shown, 0)):
        if number >= _MOST:
            break
        for points, curves in _strokes(path, matrix):
            _sort(found, points, curves)
    return found


def times(first: Matrix, then: Matrix) -> Matrix:
    """One after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(points: list[Point]) -> Box:
    """The upright box round points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _paths(holder: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    count = pdfium.FPDFFormObj_CountObjects(holder) if depth else pdfium.FPDFPage_CountObjects(holder)
    for number in range(count):
        one = pdfium.FPDFFormObj_GetObject(holder, number) if depth else pdfium.FPDFPage_GetObject(holder, number)
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        own = pdfium.FS_MATRIX()
        if not pdfium.FPDFPageObj_GetMatrix(one, own):
            continue
        there = times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield one, there
        elif depth < _DEEPEST:
            yield from _paths(one, there, depth + 1)


def _strokes(path: Any, matrix: Matrix) -> Iterator[tuple[list[Point], int]]:
    """The lines of a path, each with its points and the number of its curves."""
    points: list[Point] = []
    bends = 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(pdfium.FPDFPath_CountSegments(path), 400)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, bends // 3
            points, bends = [], 0
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            points.append(moved(matrix, x.value, y.value))
        bends += kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points:
        yield points, bends // 3


def _sort(found: Drawn, points: list[Point], curves: int) -> None:
    x0, y0, x1, y1 = box = box_of(points)
    wide, high = x1 - x0, y1 - y0
    least, most = _SQUARE
    closed = len(points) > 3 and abs(points[0][0] - points[-1][0]) + abs(points[0][1] - points[-1][1]) < 1
    if curves >= 3:
        if closed and high <= _RING and wide >= 5 and high >= 5:
            found.rings.append(box)
        elif not closed and max(wide, high) < most * 1.5:
            found.ticks.append(box)
    elif closed and least <= wide <= most and least <= high <= most and 0.8 < wide / high < 1.25:
        found.squares.append(box)
    elif max(wide, high) < most * 1.5 and min(wide, high) > 2 and not closed and len(points) <= 8:
        found.ticks.append(box)
    else:
        _rules(found, points)


def _rules(found: Drawn, points: list[Point]) -> None:
    x0, y0, x1, y1 = box = box_of(points)
    if min(x1 - x0, y1 - y0) < 2.5 and max(x1 - x0, y1 - y0) >= _LONG:  # thin: a line, or a rectangle filled as one
        (found.across if x1 - x0 > y1 - y0 else found.down).append(box)
        return
    for (ax, ay), (bx, by) in pairwise(points):
        side = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if abs(ay - by) < _STRAIGHT and abs(ax - bx) >= _LONG:
            found.across.append(side)
        elif abs(ax - bx) < _STRAIGHT and abs(ay - by) >= _LONG:
            found.down.append(side)
