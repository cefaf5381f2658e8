"""写し - what a backup says of itself, and the seal by which any change of it is seen.

A backup is a folder: `manifest.json`, a file of rows for each table, and the files that families attached. The manifest
names the digest of every other file; its seal is made with the server's key, so nobody without it can make another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
# Kinds of columns, and what a value of each is in a file of rows (null where a column is empty).
KINDS: Final[dict[str, str]] = {
    "text": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "json": "the document itself",
    "date": "YYYY-MM-DD",
    "datetime": "UTC with microseconds: YYYY-MM-DDTHH:MM:SS.ffffffZ",
    "bytes": "base64",
    "town": "the municipality of the row's account; no column of its own",
}


class Unfit(Exception):
    """A backup that cannot be trusted or used; the message says why, and what to do."""


def canonical(manifest: Mapping[str, Any]) -> bytes:
    """The bytes that are sealed: JSON of everything but the seal, keys sorted, without white space."""
    told = {key: value for key, value in manifest.items() if key != "seal"}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def canonical_text(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as people read it."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def seal(key: str, manifest: Mapping[str, Any]) -> str:
    """The seal of a manifest. 64 hex digits."""
    return hmac.digest(key.encode(), b"madoguchi/backup/" + canonical(manifest), hashlib.sha256).hex()


def key_check(key: str) -> str:
    """What tells whether a key is the one of then, and nothing else of it: 16 hex digits, "" for no key."""
    return hmac.digest(key.encode(), b"madoguchi/key-check", hashlib.sha256).hex()[:16] if key else ""


def read_manifest(data: bytes, keys: Mapping[str, Sequence[str]], *, other_key: bool = False) -> dict[str, Any]:
    """The manifest in these bytes. Raises Unfit when it was changed, or made with other keys than `keys`: by name,
    the one in force first, those that still open what was made under them behind it.

    With `other_key` what was made under another key is let through; whoever asks for it has lost that key.
    """
    try:
        manifest = dict(json.loads(data))
        checks = dict(manifest["keys"])
        sealed, version = str(manifest["seal"]), int(manifest["format"])
    except (ValueError, TypeError, KeyError):
        raise Unfit(f"{MANIFEST} cannot be read: this is no whole backup.") from None
    if version != FORMAT:
        raise Unfit(f"The backup is of format {version}; this version reads format {FORMAT}.")
    wrong = [name for name in sorted(checks) if checks[name] not in map(key_check, keys.get(name, ()))]
    if wrong and not other_key:
        raise Unfit(
            f"The backup was made with another {', '.join(wrong)} (or its manifest was changed). "
            "Set the key of then; without it nobody gets back to an application, or opens an attachment."
        )
    if not wrong and not hmac.compare_digest(sealed, seal(keys["secret_key"][0], manifest)):
        raise Unfit(f"{MANIFEST} was changed after the backup was made: its seal does not fit.")
    return manifest
