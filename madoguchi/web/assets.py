"""静的ファイル - addresses that change with the file, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

_FILES: Final = sorted((Path(__file__).parent / "static").iterdir())
_DIGESTS: Final = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in _FILES}


def address(name: str) -> str:
    """`/static/<name>` with the digest of its content."""
    return f"/static/{name}?v={_DIGESTS[name]}"
