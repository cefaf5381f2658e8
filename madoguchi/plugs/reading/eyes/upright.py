"""正立 - lays a photographed page flat: seen from straight above, its lines level, its paper white everywhere.

What tells how it lies is the outline of the paper and, more finely, the rules of its tables: on the paper all of them
run across or down, so in the picture each kind meets in one point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import cv2
import numpy as np

Picture = Any  # an array of uint8: rows, columns; grey
Turn = Any  # 3 × 3: from the pixels of the picture as it is kept to those of the page

LONGEST: Final = 2_400  # pixels of a page
_SEEN: Final = 1_000  # pixels of the long side at which rules are looked for
_OUTLINE: Final = 500  # pixels of the long side at which the paper is looked for
_LEAST_PAPER: Final = 0.25  # of the picture
_HOLDS: Final = 0.9  # of the rules at least lie within the outline of the paper
_BRIGHTNESSES: Final = (1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55)  # of what parts bright from dark
_AGREE: Final = 5.0  # pixels there
_LEVEL: Final = 20.0  # degrees: leaning more, a rule is no rule across
_FEW: Final = 5  # rules: too few to tell how the paper is tilted


@dataclass(frozen=True, slots=True)
class Upright:
    """A page laid flat. `paper` is false where no outline was found: then all of the picture is the page."""

    page: Picture
    turn: Turn
    paper: bool

    def where(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """Where a box of the page lies in the picture as it is kept."""
        x0, y0, x1, y1 = box
        corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float64)[None]
        kept = cv2.perspectiveTransform(corners, np.linalg.inv(self.turn))[0]
        (left, top), (right, bottom) = kept.min(axis=0), kept.max(axis=0)
        return round(left), round(top), round(right), round(bottom)

    def turned(self, times: int) -> Upright:
        """The same page, turned by so many quarters, counter-clockwise."""
        page, turn = self.page, self.turn
        for _ in range(times % 4):
            turn = np.array([[0, 1, 0], [-1, 0, page.shape[1] - 1], [0, 0, 1]], np.float64) @ turn
            page = np.ascontiguousarray(np.rot90(page))
        return replace(self, page=page, turn=turn)


def lay_flat(grey: Picture) -> Upright:
    """The page on a picture. Which side is up is not known yet: rows of writing may still run down or backwards."""
    rules = _rules(grey)
    outline = _outline(grey, rules)
    high, wide = grey.shape
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64) if outline is None else outline
    turn = np.eye(3) if outline is None else _from_outline(corners)
    turn = _from_rules(_moved(turn, rules).reshape(-1, 2, 2), _moved(turn, corners)) @ turn
    turn, size = _fitted(turn, corners)
    page = cv2.warpPerspective(_white(grey), turn, size, flags=cv2.INTER_LINEAR, borderValue=255)
    if outline is not None:
        page[cv2.fillConvexPoly(np.zeros_like(page), _moved(turn, corners).round().astype(np.int32), 1) == 0] = 255
    return Upright(page, turn, outline is not None)


def _white(grey: Picture) -> Picture:
    """The same with even light: each place is compared with the brightest around it."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    light = cv2.GaussianBlur(light, (0, 0), 3)
    light = cv2.resize(light, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, cv2.max(light, 20), scale=250)


def _outline(grey: Picture, rules: Any) -> Any:
    """The four corners of the paper, clockwise from the upper left; None where it fills the picture or is not found.

    A shadow may part the paper as its edge does: of several brightnesses two that follow each other must agree, and
    most of the rules lie within.
    """
    scale = _OUTLINE / max(grey.shape)
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (5, 5), 0)
    usual, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    before = None
    for share in _BRIGHTNESSES:
        corners = _corners(cv2.threshold(small, usual * share, 255, cv2.THRESH_BINARY)[1])
        corners = None if corners is None else _clockwise(corners)
        agreed = before is not None and corners is not None and np.abs(corners - before).max() < _AGREE
        if agreed and _within(rules * scale, corners) > _HOLDS:
            return corners / scale
        before = corners
    return None


def _corners(bright: Picture) -> Any:
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    paper = cv2.convexHull(max(contours, key=cv2.contourArea)) if contours else None
    if paper is None or not _LEAST_PAPER < cv2.contourArea(paper) / bright.size < 0.97:
        return None
    for share in (0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(paper, share * cv2.arcLength(paper, True), True)[:, 0]
        if len(corners) == 4:
            return corners if cv2.contourArea(corners) > 0.93 * cv2.contourArea(paper) else None
    return None


def _within(rules: Any, corners: Any) -> float:
    """How much of the rules lies within the corners; all of them, when there are none."""
    if not len(rules):
        return 1.0
    length = np.linalg.norm(rules[:, 1] - rules[:, 0], axis=1)
    hull = corners.astype(np.float32).reshape(-1, 1, 2)
    inside = [cv2.pointPolygonTest(hull, (float(x), float(y)), True) > -4 for x, y in rules.mean(axis=1)]
    return float(length[np.array(inside)].sum() / length.sum())


def _clockwise(corners: Any) -> Any:
    middle = corners.mean(axis=0)
    round_it = np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))
    ordered = corners[round_it]
    return np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0).astype(np.float64)


def _from_outline(corners: Any) -> Turn:
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    wide, high = max(sides[0], sides[2]), max(sides[1], sides[3])
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    return cv2.getPerspectiveTransform(corners.astype(np.float32), flat)


def _moved(turn: Turn, points: Any) -> Any:
    if not len(points):
        return np.zeros((0, 2))
    return cv2.perspectiveTransform(np.asarray(points, np.float64).reshape(1, -1, 2), turn)[0]


def _rules(grey: Picture) -> Any:
    """Long straight lines of the picture, each by its two ends."""
    scale = min(1.0, _SEEN / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(small)[0]
    if found is None:
        return np.zeros((0, 2, 2))
    ends = found.reshape(-1, 2, 2).astype(np.float64)
    return ends[np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1) > _SEEN / 25] / scale


def _from_rules(ends: Any, placed: Any) -> Turn:
    """What makes the rules level and upright, on a page with these corners; with few rules, what levels those."""
    middle, reach = placed.mean(axis=0), float(np.abs(placed - placed.mean(axis=0)).max())
    ends = (ends - middle) / reach
    way = ends[:, 1] - ends[:, 0]
    lean = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
    lean = (lean + 90) % 180 - 90
    across, down = _meeting(ends[np.abs(lean) < _LEVEL]), _meeting(ends[np.abs(lean) > 90 - _LEVEL])
    if across is None and down is None:
        return np.eye(3)
    if across is None or down is None:
        across, down = _square(across, down)
    flat = _flattening(across, down)
    there = np.array([[1 / reach, 0, -middle[0] / reach], [0, 1 / reach, -middle[1] / reach], [0, 0, 1]])
    return np.linalg.inv(there) @ flat @ there


def _square(across: Any, down: Any) -> tuple[Any, Any]:
    """Of one kind there are too few: the other is taken as parallel, and this one as square to it."""
    known = across if across is not None else down
    way = known[:2] / np.linalg.norm(known[:2])
    this, other = np.array([*way, 0.0]), np.array([-way[1], way[0], 0.0])
    return (this, other) if across is not None else (other, this)


def _meeting(ends: Any) -> Any:
    """The point, in three coordinates, where lines meet that are parallel on the paper; None when they are few."""
    if len(ends) < _FEW:
        return None
    solid = np.concatenate([ends, np.ones((*ends.shape[:2], 1))], axis=2)
    lines = np.cross(solid[:, 0], solid[:, 1])
    lines /= np.linalg.norm(lines[:, :2], axis=1, keepdims=True)
    length = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
    trust = length.copy()
    for _ in range(6):
        _, vectors = np.linalg.eigh(np.einsum("n,ni,nj->ij", trust, lines, lines))
        point = vectors[:, 0]
        to_it = point[:2] - point[2] * ends.mean(axis=1)
        to_it /= np.maximum(np.linalg.norm(to_it, axis=1, keepdims=True), 1e-9)
        off = np.degrees(np.abs((lines[:, :2] * to_it).sum(axis=1)))
        trust = length / (1 + (off / 0.4) ** 2)
    return point


def _flattening(across: Any, down: Any) -> Turn:
    """What sends the two meeting points to the far right and far down, and leaves the middle as large as it was."""
    horizon = np.cross(across, down)
    if abs(horizon[2]) < 1e-9:
        return np.eye(3)
    tilt = np.eye(3)
    tilt[2, :2] = horizon[:2] / horizon[2]
    if np.abs(tilt[2, :2]).sum() > 0.8:  # no photo is taken so flat: the lines were no rules
        tilt = np.eye(3)
    right, below = (tilt @ across)[:2], (tilt @ down)[:2]
    right, below = right / np.linalg.norm(right), below / np.linalg.norm(below)
    right, below = right * np.sign(right[0] or 1), below * np.sign(below[1] or 1)
    level = np.eye(3)
    level[:2, :2] = np.linalg.inv(np.column_stack([right, below]))
    return level @ tilt


def _fitted(turn: Turn, corners: Any) -> tuple[Turn, tuple[int, int]]:
    """The turn with all of the page in view and no larger than we need; and its size."""
    placed = _moved(turn, corners)
    low, span = placed.min(axis=0), placed.max(axis=0) - placed.min(axis=0)
    scale = min(1.0, LONGEST / float(span.max()))
    into = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale], [0, 0, 1]])
    wide, high = (max(8, round(float(side) * scale)) for side in span)
    return into @ turn, (wide, high)
