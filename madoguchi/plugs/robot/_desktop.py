"""卓上の画面 - a display of X as a person at its keyboard has it: windows by their titles, keys, and the clipboard."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from time import monotonic, sleep
from typing import Final

from PIL import Image, ImageDraw, ImageGrab

from madoguchi.core.plug import PlugError

NOTHING: Final = "madoguchi: nothing was copied"  # no copy leaves this behind
A_COPY: Final = 0.2  # seconds until a window has answered a copy
AGAIN: Final = 0.03  # seconds between two looks
QUALITY: Final = 60

Place = tuple[int, int, int, int]  # left, top, width, height


class Display:
    """One display, on which nobody else works. Raises PlugError when it or its window does not answer."""

    def __init__(self, name: str, timeout: float) -> None:
        self.name, self.timeout = name, timeout
        # Letters beyond Latin come through only where the locale has them.
        self._environment = {**os.environ, "DISPLAY": name, "LC_ALL": "C.UTF-8"}

    def windows(self) -> dict[str, str]:
        """Every window on the screen that has a title: its id, by title."""
        try:
            found = self._run("xdotool", "search", "--maxdepth", "1", "--onlyvisible", "--name", ".").split()
        except subprocess.CalledProcessError:  # there is none
            return {}
        told = {}
        for one in found:
            try:
                told[self._run("xdotool", "getwindowname", one).rstrip("\n")] = one
            except subprocess.CalledProcessError:  # closed in between
                continue
        return told

    def focus(self, window: str) -> None:
        """What is pressed from now on goes there."""
        self._do("windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        if keys:
            self._do("key", "--delay", "2", *keys)

    def type(self, text: str) -> None:
        """Letters only: another sign would be a key that does something. What no key has is pasted."""
        if not text.isprintable():
            raise PlugError("改行などの、画面に打てない文字があります。", permanent=True)
        if text.isascii():
            self._do("type", "--delay", "4", "--file", "-", given=text)
        else:
            self._paste(text)

    def _paste(self, text: str) -> None:
        """The clipboard gives it twice: to us, who see that it is there, and to the window. Then it is taken back."""
        self._blank()
        command = ["xclip", "-quiet", "-selection", "clipboard", "-loops", "2", "-in"]
        holder = subprocess.Popen(
            command, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with holder:
            try:
                assert holder.stdin
                holder.stdin.write(text.encode())
                holder.stdin.close()
                if self.until(lambda: self._clipped() == text):
                    self.press("ctrl+v")
                holder.wait(self.timeout)
            except subprocess.TimeoutExpired:
                raise PlugError("基幹システムの窓が、貼り付けに応じません。") from None
            finally:
                holder.kill()

    def copied(self, *keys: str, wait: float = A_COPY) -> str:
        """What the focus holds after these keys; "" when nothing comes."""
        self._blank()
        self.press(*keys, "ctrl+a", "ctrl+c")
        found = [NOTHING]

        def came() -> bool:
            found[0] = self._clipped()
            return found[0] not in ("", NOTHING)

        return found[0] if self.until(came, wait) else ""

    def until(self, is_so: Callable[[], bool], wait: float | None = None) -> bool:
        """Whether it came to be so in time."""
        end = monotonic() + (self.timeout if wait is None else wait)
        while not is_so():
            if monotonic() > end:
                return False
            sleep(AGAIN)
        return True

    def looks(self, window: str) -> str:
        """The fingerprint of its picture: to the pixel."""
        picture = self._picture(window)
        return hashlib.sha256(repr(picture.size).encode() + picture.tobytes()).hexdigest()[:32]

    def picture(self, window: str, covers: Iterable[Sequence[int]]) -> bytes:
        """As JPEG; these places are covered."""
        picture, kept = self._picture(window), BytesIO()
        for left, top, wide, high in covers:
            ImageDraw.Draw(picture).rectangle((left, top, left + wide, top + high), fill="#555555")
        picture.save(kept, "JPEG", quality=QUALITY)
        return kept.getvalue()

    def _picture(self, window: str) -> Image.Image:
        told = dict(line.split("=") for line in self._do("getwindowgeometry", "--shell", window).split())
        left, top, wide, high = (int(told[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        try:
            return ImageGrab.grab(xdisplay=self.name).convert("RGB").crop((left, top, left + wide, top + high))
        except OSError:
            raise PlugError("ロボットの画面が見えません。") from None

    def _do(self, *words: str, given: str = "") -> str:
        try:
            return self._run("xdotool", *words, given=given)
        except subprocess.CalledProcessError:
            raise PlugError("基幹システムの窓が閉じました。") from None

    def _blank(self) -> None:
        """The clipboard holds nothing of before. xclip returns before the display has heard of it."""
        self._run("xclip", "-selection", "clipboard", "-in", given=NOTHING)
        if not self.until(lambda: self._clipped() == NOTHING):
            raise PlugError("ロボットの画面が応答しません。")

    def _clipped(self) -> str:
        try:
            return self._run("xclip", "-selection", "clipboard", "-out")
        except subprocess.CalledProcessError:  # nobody holds it at this moment
            return ""

    def _run(self, *words: str, given: str = "") -> str:
        """What is typed or copied goes by standard input: command lines are seen by everybody on the machine."""
        # xclip stays behind to hold what was copied: it must not hold our pipe too.
        out = subprocess.DEVNULL if given or "-in" in words else subprocess.PIPE
        try:
            done = subprocess.run(
                words, env=self._environment, input=given.encode(), stdout=out, stderr=subprocess.DEVNULL,
                timeout=self.timeout, check=True,
            )  # fmt: skip
        except FileNotFoundError:
            raise PlugError(f"{words[0]} がありません。") from None
        except subprocess.TimeoutExpired:
            raise PlugError("ロボットの画面が応答しません。") from None
        return (done.stdout or b"").decode(errors="replace")
