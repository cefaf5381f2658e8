"""フォルダーのロボット - cases go to a robot behind LGWAN as signed files, and its stages come back the same way.

Settings: `robot_folder`; `robot_folder_key`, the file of the key; `robot_folder_wait`, seconds for each file (300).
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from madoguchi.core.plug import Health, PlugError, Stages, Values
from madoguchi.plugs.robot._letters import Unsigned, key_of, made, read, write
from madoguchi.plugs.robot._words import Told, fault_of, step_of

WAIT: Final = 300.0
AGAIN: Final = 0.05  # seconds between two looks
QUIET: Final = timedelta(minutes=2)  # after which a robot that gives no sign is called silent


class Plug:
    """Writes a case out, and reads what the robot writes in. A try has a name of its own: no file fits another."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._folder, self._key_file = Path(settings["robot_folder"]), Path(settings["robot_folder_key"])
        self._wait = float(settings.get("robot_folder_wait") or WAIT)
        self.slowest = timedelta(seconds=2 * self._wait)

    def run(self, key: str, values: Values) -> Stages:
        """One case; returns the number under which the back office has it."""
        signing = self._key()
        name = hashlib.sha256(key.encode()).hexdigest()[:32]
        for older in (self._folder / "out").glob(f"*.{name}.*"):
            older.unlink(missing_ok=True)
        now = datetime.now(UTC)
        stem = f"{now:%Y%m%dT%H%M%S%f}.{name}.{secrets.token_hex(8)}"
        until = (now + timedelta(seconds=self._wait)).isoformat()
        write(self._folder / "out" / stem, signing, {"until": until, "key": key, "values": dict(values)})
        told = Told()
        try:
            for step in self._steps(stem):
                if isinstance(step, str):
                    return step
                if not told.again(step):
                    yield step
        finally:
            self._sweep(stem)
        raise AssertionError  # the steps end with the number or with a PlugError

    def _key(self) -> bytes:
        """With the folder made, where it is not there yet."""
        try:
            made(self._folder)
            return key_of(self._key_file)
        except (OSError, ValueError):
            raise PlugError("ロボットのフォルダーか鍵を使えません。", undone=True) from None

    def _steps(self, stem: str) -> Iterator[Any]:
        """Everything that the robot tells, in its order; at last the number."""
        count = 0
        while True:
            told = self._next(stem, count + 1)
            if "count" not in told:
                count += 1
                yield step_of(told)
                continue
            if "say" in told:
                raise fault_of(told)
            if told["count"] != count:
                raise PlugError("ロボットから来たファイルがそろっていません。")
            yield str(told["number"])
            return

    def _next(self, stem: str, number: int) -> dict[str, Any]:
        """The next file of the robot; the last one only when there is no other."""
        inside, until = self._folder / "in", time.monotonic() + self._wait
        while time.monotonic() < until:
            ended = (inside / f"{stem}.end").exists()
            for name in (f"{stem}.{number:05}", f"{stem}.end" if ended else ""):
                if name and (inside / name).exists():
                    return self._taken(inside / name)
            time.sleep(AGAIN)
        try:
            (self._folder / "out" / stem).unlink()
        except FileNotFoundError:
            raise PlugError("ロボットから答えが来ません。") from None
        raise PlugError("ロボットが案件を受け取りませんでした。", undone=True)

    def _taken(self, file: Path) -> dict[str, Any]:
        try:
            told = read(file, self._key())
        except Unsigned:
            file.rename(self._folder / "refused" / file.name)
            raise PlugError("ロボットから来たファイルの署名が正しくありません。") from None
        file.unlink()
        return told

    def _sweep(self, stem: str) -> None:
        for file in (self._folder / "out" / stem, *(self._folder / "in").glob(f"{stem}.*")):
            file.unlink(missing_ok=True)

    def health(self) -> Health:
        """Whether the robot gave a sign of life within the last minutes."""
        with suppress(OSError):
            since = datetime.now(UTC) - datetime.fromtimestamp((self._folder / "alive").stat().st_mtime, UTC)
            if since < QUIET:
                return Health(ok=True, say="ロボットが動いています。")
        do = "ロボットの側で madoguchi robot serve を始めてください。"
        return Health(ok=False, say="ロボットが応じません。", do=do)
