"""字形 - which signs, and which shapes of them (IVS), the fonts at hand have; asked before anything is set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

# The first that is there sets the page; the others stand in for signs it lacks.
FAMILIES: Final = ("Noto Sans CJK JP", "IPAexGothic", "IPAGothic", "VL PGothic", "VL Gothic", "IPAmjMincho")
SELECTED: Final = re.compile("(.)([\ufe00-\ufe0f\U000e0100-\U000e01ef])")
# What has no shape of its own: ends of lines, selectors of shapes, joiners.
_SHAPELESS: Final = re.compile("[\n\r\t\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True)
class Face:
    """One font of a file. What it has is read when somebody asks."""

    family: str
    file: Path
    number: int

    @cached_property
    def _signs(self) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
        from fontTools.ttLib import TTFont

        with TTFont(self.file, fontNumber=self.number, lazy=True) as font:
            table = font["cmap"]
            shapes = (one.uvsDict for one in table.tables if one.format == 14)
            pairs = frozenset((sign, which) for found in shapes for which, signs in found.items() for sign, _ in signs)
            return frozenset(table.getBestCmap() or ()), pairs

    @property
    def signs(self) -> frozenset[int]:
        """The code points it has."""
        return self._signs[0]

    def shapes(self, sign: str, selector: str) -> bool:
        """Whether it has this very shape."""
        return (ord(sign), ord(selector)) in self._signs[1]


def texts(values: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the values, with its path."""
    if isinstance(values, str):
        yield path, values
    elif isinstance(values, Mapping):
        for name, value in values.items():
            yield from texts(value, f"{path}.{name}" if path else str(name))
    elif isinstance(values, list | tuple):
        for place, value in enumerate(values):
            yield from texts(value, f"{path}.{place}" if path else str(place))


def lacking(faces: Iterable[Face], values: Any) -> tuple[str, ...]:
    """The paths of texts with a sign that none of the faces has."""
    wanted = {path: {ord(sign) for sign in _SHAPELESS.sub("", text)} for path, text in texts(values)}
    left = set().union(*wanted.values()) if wanted else set()
    for face in faces:
        if not left:
            break
        left -= face.signs
    return tuple(path for path, signs in wanted.items() if signs & left)


def shaped(faces: tuple[Face, ...], values: Any) -> tuple[dict[str, str], tuple[str, ...]]:
    """Shapes (sign and selector) that another face than the one whose turn it is has, with its family; and the paths
    of texts with a shape that none has."""
    other: dict[str, str] = {}
    plain = []
    for path, text in texts(values):
        for sign, selector in SELECTED.findall(text):
            turn = next((face for face in faces if ord(sign) in face.signs), None)
            has = next((face for face in faces if face.shapes(sign, selector)), None)
            if has is None:
                plain.append(path)
            elif has is not turn:
                other[sign + selector] = has.family
    return other, tuple(dict.fromkeys(plain))


@cache
def faces(folders: tuple[str, ...]) -> tuple[Face, ...]:
    """One face of each family of these folders, those we know in our order and before all others."""
    found: dict[str, Face] = {}
    for file in sorted(path for folder in folders for path in Path(folder).glob("**/*") if path.suffix in _SUFFIXES):
        for face in _of_file(file):
            found.setdefault(face.family, face)
    first = [name for name in FAMILIES if name in found]
    return tuple(found[name] for name in (*first, *sorted(found.keys() - {*first})))


_SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc")


def _of_file(file: Path) -> Iterator[Face]:
    from fontTools.ttLib import TTCollection, TTFont

    if file.suffix in (".ttc", ".otc"):
        with TTCollection(file, lazy=True) as many:
            names = [_family(font) for font in many.fonts]
    else:
        with TTFont(file, lazy=True) as font:
            names = [_family(font)]
    yield from (Face(name, file, number) for number, name in enumerate(names))


def _family(font: Any) -> str:
    return str(font["name"].getDebugName(16) or font["name"].getDebugName(1))
