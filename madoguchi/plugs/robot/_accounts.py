"""口座 - what a municipality is known by in its back office: `FOLDER/MUNICIPALITY.json`, which nobody else may read."""

from __future__ import annotations

import json
import stat
from dataclasses import dataclass, field
from pathlib import Path

from madoguchi.core.plug import PlugError


@dataclass(frozen=True)
class Account:
    """A name and a password, which is shown to nobody."""

    user: str
    password: str = field(repr=False)


def account(folder: Path, municipality: str) -> Account:
    """The municipality's. Raises PlugError for none, or a file that others may read."""
    file = folder / f"{municipality}.json"
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise PlugError("ロボットの口座のファイルを、ほかの人が読めます。")
        told = json.loads(file.read_text(encoding="utf-8"))
        found = Account(str(told["user"]), str(told["password"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise PlugError("ロボットの口座のファイルがないか、読めません。") from None
    if not found.user or not found.password:
        raise PlugError("ロボットの口座のファイルに足りない値があります。")
    return found
