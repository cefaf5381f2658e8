"""正規形 - a document as bytes that do not depend on the order in which it was written, and their digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

# Lists whose order says nothing. That of wishes, components and quotas is meant.
_BY_ID: Final = {"pools": "zones", "applicants": "tags", "families": ""}


def canonical(document: Mapping[str, Any]) -> bytes:
    """JSON in ASCII: keys sorted, no white space; pools, children and families by id, zones and tags sorted."""
    told = dict(document)
    for name, inner in _BY_ID.items():
        if name in told:
            told[name] = sorted((_sorted(one, inner) for one in told[name]), key=_id)
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(document)).hexdigest()


def _sorted(one: Mapping[str, Any], inner: str) -> Mapping[str, Any]:
    return {**one, inner: sorted(one[inner])} if inner in one else one


def _id(one: Mapping[str, Any]) -> str:
    return str(one["id"])
