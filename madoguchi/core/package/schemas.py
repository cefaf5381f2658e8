"""形式 - the published JSON Schemas (2020-12) of the package's files, and what they refuse, in plain words."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

import jsonschema_rs

from .faults import Fault
from .read import Source

# Kind of file -> how it is called in a package.
KINDS: Final[dict[str, str]] = {
    "procedure": "procedure.yaml",
    "form": "form.yaml",
    "checks": "checks.yaml",
    "points": "points.yaml",
    "flow": "flow.yaml",
    "texts": "texts/LANG.yaml",
    "cases": "tests/NAME.yaml",
    "municipality": "municipality.yaml",
    "town": "town.yaml",
    "tables": "town/points.yaml",
    "paper": "documents/NAME.yaml",
    "asks": "documents/asks/NAME.yaml",
    "system": "systems/system.yaml",
    "transcript": "systems/transcript.yaml",
    "robot": "systems/robot.yaml",
}

_FOLDERS: Final = {
    "texts": "texts",
    "standard/texts": "texts",
    "tests": "cases",
    "town": "tables",
    "standard": "flow",
    "documents": "paper",
    "documents/asks": "asks",
}

# What is missing has a name of its own where people look for it.
_NAMED: Final = {
    "role": ("no-role", "手順に役(role)がありません。"),
    "source": ("unsourced", "出典(source)がありません。"),
}

_TYPES: Final = {
    "object": "キーと値の組",
    "array": "一覧",
    "string": "文字",
    "integer": "整数",
    "boolean": "true か false",
}


@cache
def schema(kind: str) -> dict[str, Any]:
    """The published schema of a kind of file. Raises KeyError for an unknown kind."""
    if kind not in KINDS:
        raise KeyError(kind)
    found: dict[str, Any] = json.loads(files(__package__).joinpath("schemas", f"{kind}.json").read_bytes())
    return found


def kind_of(path: str) -> str:
    """The kind of a file of a package by its path; "" for a text and for what is no part of a package."""
    folder, _, name = path.rpartition("/")
    if not name.endswith(".yaml"):
        return ""
    exact = next((kind for kind, known in KINDS.items() if known == path), "")
    return exact or _FOLDERS.get(folder, "")


def misshapen(source: Source) -> tuple[tuple[Fault, ...], bool]:
    """The faults of a file's shape, and whether its rows can still be relied on."""
    kind = kind_of(source.path)
    errors = list(_validator(kind).iter_errors(source.data))
    sound = not any(_shakes(kind, error) for error in errors)
    return tuple(fault for error in errors for fault in _faults(source, kind, error)), sound


def _shakes(kind: str, error: jsonschema_rs.ValidationError) -> bool:
    """Whether a whole list or table of the file is missing or is something else."""
    path, name = error.instance_path, error.kind.name
    if name not in ("type", "required") or len(path) > 1 or (path and name == "required"):
        return False
    key = path[0] if path else error.kind.value
    part = schema(kind)["properties"].get(key) if path or name == "required" else schema(kind)
    return part is None or part.get("type") in ("array", "object")


@cache
def _validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(kind), validate_formats=True)


def _faults(source: Source, kind: str, error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
    path, name, value = tuple(error.instance_path), error.kind.name, error.kind.value

    def fault(code: str, say: str, *at: str) -> Fault:
        return Fault(source.path, source.line(*path, *at), code, say)

    if name == "additionalProperties":
        known = list(_around(kind, error).get("properties", ()))
        for key in value:
            yield fault("unknown-key", f"「{key}」は、ここには書けません。{_hint(key, known)}", key)
    elif name == "required":
        code, say = _NAMED.get(value, ("missing-key", f"「{value}」がありません。"))
        yield fault(code, say)
    elif name == "falseSchema":
        yield fault("wrong-shape", f"「{path[-1]}」は、この種類には書けません。")
    else:
        yield fault("wrong-shape", f"{_called(path)}{_say(name, value, error, _around(kind, error))}")


def _around(kind: str, error: jsonschema_rs.ValidationError) -> dict[str, Any]:
    """The part of the schema that holds the keyword which refused."""
    part: Any = schema(kind)
    for step in error.schema_path[:-1]:
        part = part[step]
    return part if isinstance(part, dict) else {}


def _hint(key: str, known: list[str]) -> str:
    if close := difflib.get_close_matches(key, known, n=1):
        return f"「{close[0]}」のことですか。"
    return f"書けるのは {', '.join(known)} です。" if known else ""


def _called(path: tuple[str | int, ...]) -> str:
    """How a value is called: the last key on the way to it."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    return f"「{key}」は、" if key else ""


def _say(name: str, value: Any, error: jsonschema_rs.ValidationError, around: dict[str, Any]) -> str:
    if name == "type":
        wanted = value if isinstance(value, list) else [value]
        return f"{'または'.join(_TYPES.get(str(kind), str(kind)) for kind in wanted)}にしてください。"
    if name in ("pattern", "format", "propertyNames"):
        return str(around.get("x-say", "形が違います。"))
    if name == "enum":
        return f"{'、'.join(str(one) for one in around.get('enum', ()))} のどれかにしてください。"
    if name == "const":
        return f"{json.dumps(around.get('const'), ensure_ascii=False)} にしてください。"
    if name == "contains":
        return "日本語(ja)を入れてください。"
    if name == "uniqueItems":
        return "同じものが二度あります。"
    words = _LIMITS.get(name)
    return words.format(value) if words else f"形が違います({error.message})。"


_LIMITS: Final = {
    "maxLength": "{}文字までにしてください。",
    "minLength": "空にできません。",
    "minItems": "一つ以上書いてください。",
    "minProperties": "一つ以上書いてください。",
    "maximum": "{}以下にしてください。",
    "minimum": "{}以上にしてください。",
}
