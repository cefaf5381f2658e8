"""動作の記録 - one JSON line on stderr for what the machine did, without anything that was typed."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

# What every record has; the rest was given as `extra`.
_PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Whoever knows a draft's key has the draft; whoever knows a reference number has half of what opens an application.
_MASKS: Final = (
    (re.compile(r"/([dgr])/[^/\s]+"), r"/\1/*"),
    (re.compile(r"\d{4}-\d{6,12}-[A-Z]\b"), "*"),
    (re.compile(r"\?\S*"), "?*"),
)


class Lines(logging.Formatter):
    """A record as a line. Of an error only its type and places are told: its words may be somebody's."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "say": masked(record.getMessage()),
        }
        line |= {key: _short(value) for key, value in vars(record).items() if key not in _PLAIN and _tellable(value)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["places"] = [_place(frame) for frame in traceback.extract_tb(record.exc_info[2])[-8:]]
        return json.dumps(line, ensure_ascii=False)


def masked(text: str) -> str:
    """The text without keys of drafts, reference numbers and queries; 300 characters at most."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text[:300]


def _tellable(value: object) -> bool:
    # A request, for one, is given as `extra` by Django: an object is never told.
    return isinstance(value, bool | int | float | str)


def _short(value: object) -> object:
    return masked(value) if isinstance(value, str) else value


def _place(frame: traceback.FrameSummary) -> str:
    return f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
