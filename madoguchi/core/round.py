"""選考回の文書 - the published JSON Schema of a round, and everything that is wrong with a document of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from .allocation import Fault, Refused
from .allocation.market import market
from .allocation.read import read

MOST = 200  # faults that are told at once


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a round's document."""
    found: dict[str, Any] = json.loads(
        files(f"{__package__}.allocation").joinpath("schemas", "round.json").read_bytes()
    )
    return found


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(), validate_formats=True)


def faults(document: Any) -> tuple[Fault, ...]:
    """What is wrong with a document: its shape, or, when that is sound, what it says."""
    if shape := tuple(_told(error) for error, _ in zip(_validator().iter_errors(document), range(MOST), strict=False)):
        return shape
    try:
        market(read(document))
    except Refused as refused:
        return refused.faults[:MOST]
    return ()


def _told(error: jsonschema_rs.ValidationError) -> Fault:
    where = "/".join(map(str, error.instance_path)) or "/"
    part: Any = schema()
    for step in error.schema_path[:-1]:
        part = _into(part, step)
    say = part.get("x-say") if isinstance(part, Mapping) else None
    return Fault(where, "shape", say or f"形が違います({error.message})。")


def _into(part: Any, step: Any) -> Any:
    """One step into a schema; a reference is followed."""
    if isinstance(part, Mapping) and step not in part:
        part = schema()["$defs"][part["$ref"].rpartition("/")[2]]
    return part[step]
