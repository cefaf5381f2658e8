"""抽選 - lots that anyone can draw again: committed before the deadline, mixed with a public value after it.

Before: the office publishes `commitment`, the SHA-256 of a salt and a seed it keeps secret, and the digest of the list
of children. After: a value that nobody could know or choose before (a published draw, a price, a public beacon) is
added, salt and seed are shown, and each child's lot is the HMAC-SHA256 of its id. A commit-reveal draw, as in
M. Blum, Coin flipping by telephone (1981), with a public randomness beacon (M. O. Rabin, 1983).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Draw:
    """The published record. `seed` and `salt` are hexadecimal; `value` is the public value as text."""

    round: str
    list_digest: str
    commitment: str
    seed: str
    salt: str
    value: str


def list_digest(ids: Iterable[str]) -> str:
    """SHA-256 over the ids in their order, a line each."""
    return hashlib.sha256("".join(f"{one}\n" for one in sorted(ids)).encode()).hexdigest()


def commitment(round_id: str, seed: str, salt: str) -> str:
    """What is published before. Raises ValueError unless seed and salt are 32 bytes in hexadecimal."""
    secret = _bytes(salt) + _bytes(seed)
    return hashlib.sha256(b"madoguchi/lottery/" + round_id.encode() + b"\n" + secret).hexdigest()


def lots(draw: Draw, ids: Iterable[str]) -> dict[str, int]:
    """The lot of each child: 1 comes first. The smallest HMAC under (seed, public value) is the first."""
    key = hmac.digest(_bytes(draw.seed), b"public\n" + draw.value.encode(), "sha256")
    drawn = sorted([(hmac.digest(key, f"{draw.round}\n{one}".encode(), "sha256"), one) for one in ids])
    return {one: number for number, (_, one) in enumerate(drawn, start=1)}


def read_draw(told: Mapping[str, Any], round_id: str) -> Draw:
    """From the key `lottery` of a round. Raises KeyError for what is missing."""
    return Draw(
        round=str(told.get("round", round_id)),
        list_digest=told["list_digest"],
        commitment=told["commitment"],
        seed=told["seed"],
        salt=told["salt"],
        value=told["public"]["value"],
    )


def _bytes(text: str) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != SECRET_BYTES:
        raise ValueError(f"{SECRET_BYTES} bytes")
    return found
