"""文字 - reads the signs on pictures of single lines, by the models that the package rapidocr brings along.

The models are run by onnxruntime alone, each session in the thread that asks: such a session has no threads of its own,
so it survives the fork of the box, and two threads use two cores. Nothing is fetched, and nothing is told to anybody:
onnxruntime reports its use to its maker unless it is told not to before it is loaded.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads would not survive the fork either

import cv2
import numpy as np
import onnxruntime

from .twins import TWINS

Picture = Any  # an array of uint8: rows, columns; grey
HEIGHT: Final = 48  # pixels of a line as the model wants it
_STEP: Final = 8  # pixels of width that the model makes one column of
_SHORTEST: Final = 32
_BATCH_WIDTH: Final = 2_400  # pixels of all lines together that are read at once: bounds the memory
_BLANK: Final = 0
_NOTHING: Final = 0.9  # as likely as that, a column is blank
_CERTAIN: Final = 0.9  # a sign that is surer than this is no other
_THOUGHTS: Final = 8  # other signs are told of at most,
_THOUGHT: Final = 0.002  # and only those as likely as this

cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a line; `at` is its middle in pixels of the picture it was read from.

    `others` are the signs that it may be instead, where the reader is not sure.
    """

    text: str
    sure: float
    at: float
    others: str = ""


def _session(name: str) -> onnxruntime.InferenceSession:
    spec = find_spec("rapidocr")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    (model,) = Path(spec.submodule_search_locations[0], "models").glob(name)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model.read_bytes(), options, providers=["CPUExecutionProvider"])


def _alphabet(session: onnxruntime.InferenceSession) -> tuple[str, ...]:
    """The signs by the model's numbers: nothing first, a space last."""
    told = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *told, " ")


def _of_japan(sign: str) -> bool:
    """Whether a Japanese keyboard gives it: the model knows Chinese signs too, and would take one for another."""
    if sign in TWINS or "\u0370" <= sign <= "\u04ff" or "\u2500" <= sign <= "\u257f" or "\uff61" <= sign <= "\uff9f":
        return False  # Greek, Cyrillic, rules of tables, kana of half width
    try:
        sign.encode("cp932")
    except UnicodeEncodeError:
        return sign in "濱☑☐"
    return True


_READER: Final = _session("*_rec_small.onnx")
_SIGNS: Final = _alphabet(_READER)
_OURS: Final = np.array([number for number, sign in enumerate(_SIGNS) if number == _BLANK or _of_japan(sign)])
_NUMBER: Final = {sign: number for number, sign in enumerate(_SIGNS)}
_PLACE: Final = {_SIGNS[number]: place for place, number in enumerate(_OURS)}
_MEANT: Final = tuple((_NUMBER[one], _PLACE[two]) for one, two in TWINS.items() if one in _NUMBER and two in _PLACE)


class Reader:
    """Reads lines with two threads: its own, which must be started before the box is shut, and the one that asks."""

    def __init__(self, alone: bool = False) -> None:
        self._second = None if alone else ThreadPoolExecutor(1)
        if self._second is not None:
            self._second.submit(int).result()

    def read(self, lines: Sequence[Picture], squeeze: float = 1.0) -> list[tuple[Sign, ...]]:
        """The signs of each line; with `squeeze` the lines are made so much narrower first, which saves time."""
        found: list[tuple[Sign, ...]] = [()] * len(lines)
        left = deque(_batches([_width(line, squeeze) for line in lines]))

        def work() -> None:
            while True:
                try:
                    batch = left.popleft()
                except IndexError:
                    return
                for one, signs in zip(batch, _read([lines[one] for one in batch], squeeze), strict=True):
                    found[one] = signs

        second = self._second.submit(work) if self._second is not None else None
        work()
        if second is not None:
            second.result()
        return found


def _width(line: Picture, squeeze: float) -> int:
    rows, columns = line.shape
    return max(_SHORTEST, int(columns * HEIGHT / rows * squeeze))


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Lines of about the same width together, the widest first."""
    batches: list[list[int]] = []
    widest = 0
    for one in sorted(range(len(widths)), key=lambda one: -widths[one]):
        if not batches or (len(batches[-1]) + 1) * widest > _BATCH_WIDTH or widths[one] < widest * 0.92 - _STEP:
            batches.append([])
            widest = widths[one]
        batches[-1].append(one)
    return batches


def _read(lines: Sequence[Picture], squeeze: float) -> list[tuple[Sign, ...]]:
    widths = [_width(line, squeeze) for line in lines]
    room = -(-max(widths) // _STEP) * _STEP
    batch: Any = np.zeros((len(lines), 3, HEIGHT, room), np.float32)
    for place, (line, width) in enumerate(zip(lines, widths, strict=True)):
        small = line.shape[0] > HEIGHT
        sized = cv2.resize(line, (width, HEIGHT), interpolation=cv2.INTER_AREA if small else cv2.INTER_CUBIC)
        batch[place, :, :, :width] = sized.astype(np.float32) / 127.5 - 1
    (told,) = _READER.run(None, {"x": batch})
    return [
        _signs(one[: -(-width // _STEP)], line.shape[1] / width)
        for one, line, width in zip(told, lines, widths, strict=True)
    ]


def _signs(columns: Any, scale: float) -> tuple[Sign, ...]:
    """The signs that the columns of one line tell of: each run of the same, without the blanks."""
    there = np.flatnonzero(columns[:, _BLANK] < _NOTHING)
    ours = columns[there][:, _OURS]
    for one, two in _MEANT:
        ours[:, two] += columns[there, one]
    best, sure = np.full(len(columns), _BLANK), np.zeros(len(columns))
    best[there] = ours.argmax(axis=1)
    sure[there] = ours[np.arange(len(there)), best[there]]
    signs: list[Sign] = []
    starts = [place for place in range(len(best)) if place == 0 or best[place] != best[place - 1]]
    for start, end in zip(starts, [*starts[1:], len(best)], strict=True):
        if best[start] != _BLANK:
            middle, top = (start + end) / 2 * _STEP * scale, start + int(sure[start:end].argmax())
            others = _others(ours[np.searchsorted(there, top)]) if sure[top] < _CERTAIN else ""
            signs.append(Sign(_SIGNS[_OURS[best[start]]], float(sure[top]), middle, others))
    return tuple(signs)


def _others(column: Any) -> str:
    places = np.argpartition(column, -_THOUGHTS)[-_THOUGHTS:]
    return "".join(_SIGNS[_OURS[one]] for one in places if one and column[one] > _THOUGHT)
