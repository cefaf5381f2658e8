"""覚え - what a family has seen by now: a text that it has read, typed or chosen itself is not read again."""

from __future__ import annotations

from .model import characters


class Memory:
    """Texts letter by letter: what is written differently is new."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def know(self, text: str) -> None:
        """It was seen, read or not: one's own hand has put it there."""
        self._seen.add(text)

    def read(self, text: str) -> int:
        """The characters to be read: none of a text that was seen before."""
        new = 0 if text in self._seen else characters(text)
        self._seen.add(text)
        return new
