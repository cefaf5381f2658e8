"""覚え - what a family has seen by now: a text that it has read, typed or chosen itself is not read again."""

from __future__ import annotations

from .model import characters


class Memory:
    """Texts letter by letter: what is written differently is new. Of lists, what was chosen in each field."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._chosen: dict[str, str] = {}

    def know(self, text: str) -> None:
        """It was seen, read or not: one's own hand has put it there."""
        self._seen.add(text)

    def choose(self, path: str, option: str, label: str) -> None:
        """It was chosen in a field."""
        self._chosen[path] = option
        self.know(label)

    def taken(self, path: str) -> set[str]:
        """What was chosen in the other wishes of the same kind: club_1 and club_3 beside club_2."""
        return {option for other, option in self._chosen.items() if other != path and _kind(other) == _kind(path)}

    def read(self, text: str) -> int:
        """The characters to be read: none of a text that was seen before."""
        new = 0 if text in self._seen else characters(text)
        self._seen.add(text)
        return new


def _kind(path: str) -> str:
    return path.rstrip("0123456789")
