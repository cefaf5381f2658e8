"""読み取りの控え - the twin of the readers: knows a paper by the digest of its bytes, from a folder of what papers say.

`FOLDER/SHA256.json` holds the values of the file of that digest, by code. What it does not know says nothing to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from madoguchi.core.plug import Health, PlugError


class Plug:
    """`folder` is where it looks; while `away` it answers nobody."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.folder = Path(settings["folder"])
        self.away = False

    def read(self, kind: str, data: bytes) -> Mapping[str, Any]:
        """What the folder says of it."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        told = self.folder / f"{hashlib.sha256(data).hexdigest()}.json"
        found: Mapping[str, Any] = json.loads(told.read_text(encoding="utf-8")) if told.is_file() else {}
        return found

    def health(self) -> Health:
        """Well, unless it is away."""
        return Health(ok=not self.away, say="見本の差込です。", do="" if not self.away else "見本")
