"""読み取り - YAML as JSON's types with a line for every value; what surprises people in YAML is a fault.

Dates, times, `yes`, `012` and `1_000` stay texts; only whole numbers, true, false and null are more than texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import yaml

from ..approval import FLOW
from .faults import Fault

LARGEST: Final = 400_000  # bytes of one file
DEEPEST: Final = 20  # levels of nesting
DIGITS: Final = 15  # of a whole number: exact in every language that reads the JSON

Path = tuple[str | int, ...]

# Controls, bidirectional overrides, line breaks that editors do not count: the file would not be what is seen of it.
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")  # half of a pair, written as an escape
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_LONE_CR = re.compile("\r(?!\n)")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION = re.compile(
    r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?|[-+]?\.(inf|nan)", re.IGNORECASE
)
_WORDS: Final[dict[str, Any]] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class Source:
    """One file as read: its data, and the line (from 1) of every value by its path in the data."""

    path: str
    data: Any
    lines: Mapping[Path, int] = field(default_factory=dict, repr=False)

    def line(self, *path: str | int) -> int:
        """The line of a value, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def laid(path: str, data: Any) -> Source:
    """Data that never was a file, as if each of its values stood on a line of its own."""
    lines: dict[Path, int] = {}

    def lay(value: Any, at: Path) -> None:
        lines[at] = len(lines) + 1
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in pairs:
            lay(item, (*at, key))

    lay(data, ())
    return Source(path, data, lines)


class _Unreadable(Exception):
    """Nothing more can be read of this file."""

    def __init__(self, line: int, code: str, say: str) -> None:
        super().__init__(say)
        self.line, self.code, self.say = line, code, say


def read_all(files: Mapping[str, bytes]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The data of all files an edition is made of, as `pack` takes them, and what could not be read."""
    sources, faults = read_sources(files)
    return edition_files(sources), faults


def read_sources(files: Mapping[str, bytes]) -> tuple[dict[str, Source], tuple[Fault, ...]]:
    """Every readable file by its path, and the faults of reading."""
    sources: dict[str, Source] = {}
    faults: list[Fault] = []
    for path in sorted(files):
        source, found = read(path, files[path])
        faults += found
        if source is not None:
            sources[path] = source
    return sources, tuple(faults)


def edition_files(sources: Mapping[str, Source]) -> dict[str, Any]:
    """Data by path of what applications are judged by: no cases; of shared folders what is named."""
    about = sources["procedure.yaml"].data if "procedure.yaml" in sources else None
    about = about if isinstance(about, dict) else {}
    papers = about.get("papers")
    selection = about.get("selection")
    flows = [about.get("flow"), selection.get("flow") if isinstance(selection, dict) else None]
    office = sources["municipality.yaml"].data if "municipality.yaml" in sources else None
    flows += [FLOW] if isinstance(office, dict) and "approval" in office else []
    named = {"standard": {f"{flow}.yaml" for flow in flows}, "tests": set[str]()}
    named["documents"] = {f"{paper}.yaml" for paper in papers} if isinstance(papers, list) else set()
    asked = _papers(sources["form.yaml"].data) if "form.yaml" in sources else ()
    named["documents/asks"] = {f"{paper}.yaml" for paper in asked}
    named["documents"] |= named["documents/asks"]
    town = sources["town.yaml"].data if "town.yaml" in sources else None
    named["systems"] = _of_handover(town.get("handover") if isinstance(town, dict) else None)
    return {path: source.data for path, source in sources.items() if _belongs(path, named)}


def _of_handover(told: Any) -> set[str]:
    """What a municipality that hands over has of its back office; a robot's script only for a robot."""
    if not isinstance(told, dict):
        return set()
    return {"system.yaml", "transcript.yaml"} | ({"robot.yaml"} if told.get("way") == "robot" else set())


def _belongs(path: str, named: Mapping[str, set[str]]) -> bool:
    """Of shared folders only what the procedure names."""
    folder, _, name = path.rpartition("/")
    return folder not in named or name in named[folder]


def _papers(form: Any) -> Iterator[str]:
    """The kinds of paper that a form asks of their issuers, wherever it is misshapen too."""
    if isinstance(form, dict):
        direct = form.get("direct")
        if isinstance(direct, dict):
            yield str(direct.get("document"))
        form = list(form.values())
    for one in form if isinstance(form, list) else ():
        yield from _papers(one)


def read(path: str, data: bytes) -> tuple[Source | None, tuple[Fault, ...]]:
    """One file: YAML by its name, else a text. None when it cannot be used at all."""
    source, faults = _read(path, data)
    return source and replace(source, data=deepcopy(source.data)), faults


@lru_cache(maxsize=512)  # many municipalities are checked with the same procedure, one after the other
def _read(path: str, data: bytes) -> tuple[Source | None, tuple[Fault, ...]]:
    try:
        text = _decode(data)
        if not path.endswith(".yaml"):
            return Source(path, text), ()
        return _read_yaml(path, text)
    except _Unreadable as stop:
        return None, (Fault(path, stop.line, stop.code, stop.say),)


def _decode(data: bytes) -> str:
    if len(data) > LARGEST:
        raise _Unreadable(1, "too-large", f"ファイルが大きすぎます({len(data):,}バイト。{LARGEST:,}バイトまで)。")
    try:
        text = data.decode("utf-8-sig")  # a BOM is what some editors write
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Unreadable(line, "encoding", "UTF-8の文字ではありません。UTF-8で保存してください。") from error
    if found := _STRANGE.search(text) or _LONE_CR.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _Unreadable(line, "character", f"使えない文字 U+{ord(found[0]):04X} があります。消してください。")
    return text.replace("\r\n", "\n")


def _read_yaml(path: str, text: str) -> tuple[Source | None, tuple[Fault, ...]]:
    builder = _Builder(path)
    try:
        data = builder.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if half := _HALF.search("".join(text.split("\n")[line - 1 : line])):
            raise _Unreadable(line, "character", f"使えない文字 {half[0]} があります。消してください。") from error
        raise _Unreadable(line, "syntax", _plain(str(error.problem))) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # impossible escapes and directives end in ValueError
        raise _Unreadable(builder.line, "syntax", _plain(str(error).partition("\n")[0])) from error
    return Source(path, data, builder.lines), tuple(builder.faults)


def _plain(problem: str) -> str:
    if r"'\t'" in problem:
        return "字下げにタブは使えません。空白にしてください。"
    return f"YAMLとして読めません: {problem}"


class _Builder:
    """Data from the parser's events, one pass, no deeper than DEEPEST."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []

    def document(self, events: Iterator[yaml.Event]) -> Any:
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Unreadable(_line(event), "syntax", "`---` で区切った二つ目の文書は置けません。")
            elif isinstance(event, yaml.NodeEvent):
                data = self._node(event, events, ())
        return data

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Any:
        self.line = _line(event)
        self.lines.setdefault(path, self.line)
        if len(path) > DEEPEST:
            raise _Unreadable(self.line, "too-large", f"入れ子が深すぎます({DEEPEST}段まで)。")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _Unreadable(self.line, "alias", "アンカー(&)、別名(*)、タグ(!)は使えません。そのまま書いてください。")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise _Unreadable(_line(event), "syntax", "キーは文字だけで書いてください。")
            key = self._text(event)
            if key in found:
                self.faults.append(
                    Fault(
                        self.path, _line(event), "duplicate-key", f"「{key}」が二度あります。どちらかを消してください。"
                    )
                )
            self.lines[(*path, key)] = _line(event)
            found[key] = self._node(next(events), events, (*path, key))
        return found

    def _text(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if found := _STRANGE.search(text):  # written as an escape in quotation marks
            raise _Unreadable(
                _line(event), "character", f"使えない文字 U+{ord(found[0]):04X} があります。消してください。"
            )
        return text

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text = self._text(event)
        if event.style:  # in quotation marks, or a block: a text whatever it looks like
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _FRACTION.fullmatch(text):
            say = f"小数 {text} は使えません。小さい単位の整数にするか、文字なら引用符で囲んでください。"
            self.faults.append(Fault(self.path, _line(event), "fraction", say))
            return text
        if _WHOLE.fullmatch(text):
            if len(text) > DIGITS:
                say = f"{text[:DIGITS]}… は大きすぎます({DIGITS}けたまで)。文字なら引用符で囲んでください。"
                raise _Unreadable(_line(event), "too-large", say)
            return int(text)
        return text


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1
