"""送る嵐 - who sends photos is killed in the middle; what was said to be kept is whole, and nothing half is known."""

from __future__ import annotations

import base64
import io
import os
import random
import secrets
import signal
import time
from typing import Any

from PIL import Image

from .ground import Ground

MODULE = "madoguchi.lab.storm"


def photo(width: int, height: int) -> bytes:
    """A photo of noise: what a camera makes of a page is easier."""
    noise = Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert("RGB")
    made = io.BytesIO()
    noise.save(made, "JPEG", quality=85)
    return made.getvalue()


def kills(made: Ground, number: int, seed: int) -> dict[str, Any]:
    """Kill a sender that many times, each somewhere in its second photo or later; what was kept, and what was left."""
    coin = random.Random(seed)
    key = made.var / "storage_key"
    key.touch(mode=0o600)
    key.write_text(base64.b64encode(secrets.token_bytes(32)).decode(), encoding="ascii")
    told: list[str] = []
    for _ in range(number):
        sender = made.start(MODULE, "uploader", *made.counter)
        assert sender.stdout is not None
        told.append(sender.stdout.readline().decode().strip())
        time.sleep(coin.uniform(0.0, 0.25))
        os.killpg(sender.pid, signal.SIGKILL)
        told += [line for line in sender.stdout.read().decode().split("\n")[:-1] if line]
        sender.stdout.close()
        sender.wait()
    checked = made.ask(MODULE, "uploader", *made.counter, "--check", given="\n".join(told))
    return {"acknowledged": len(told), **checked}
