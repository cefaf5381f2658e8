"""抽選の検証 - the lots of a published record drawn again, with nothing of the code that drew them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any


def draw_again(seed: str, value: str, round_id: str, ids: Iterable[str]) -> dict[str, int]:
    """The lot of each child, as docs/reference/lottery.md says it. Raises ValueError for a seed in no hexadecimal."""
    key = hmac.digest(bytes.fromhex(seed), f"public\n{value}".encode(), "sha256")
    drawn = sorted([(hmac.digest(key, f"{round_id}\n{one}".encode(), "sha256"), one) for one in ids])
    return {one: lot for lot, (_, one) in enumerate(drawn, start=1)}


def wrong_with(record: Mapping[str, Any], published: str | None = None) -> list[str]:
    """Everything that does not hold of {"lottery", "lots"}; `published`: the commitment as known from elsewhere."""
    told, lots = record["lottery"], record["lots"]
    words = b"madoguchi/lottery/" + told["round"].encode() + b"\n" + bytes.fromhex(told["salt"] + told["seed"])
    lines = "".join(f"{one}\n" for one in sorted(lots))
    true = draw_again(told["seed"], told["public"]["value"], told["round"], lots)
    found = []
    if hashlib.sha256(words).hexdigest() != told["commitment"]:
        found.append("種と塩が、締切前に公表した値と合いません。")
    if published is not None and published != told["commitment"]:
        found.append("記録の値が、締切前に公表した値と違います。")
    if hashlib.sha256(lines.encode()).hexdigest() != told["list_digest"]:
        found.append("児童の一覧が、締切前に公表した一覧と違います。")
    return found + [f"{one}: 抽選の番号が違います。" for one, lot in sorted(lots.items()) if true[one] != lot]
