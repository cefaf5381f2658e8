"""列 - the pieces behind a label as one text to search in, each sign still knowing the piece it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .kind import Anchors
from .sheet import Piece, plain

GAP: Final = "¦"  # between the digits of two pieces: they are two numbers


@dataclass(frozen=True)
class Strand:
    """`text` is plain (sheet.plain); `origin` names the piece of each of its signs by place in `pieces`."""

    text: str
    origin: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def between(self, start: int, end: int) -> Strand:
        """A part of it."""
        return Strand(self.text[start:end], self.origin[start:end], self.pieces)

    def pieces_of(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """The pieces that a part of it comes from, each once."""
        return [self.pieces[at] for at in dict.fromkeys(self.origin[start:end])]

    def after(self, chains: Iterable[Sequence[str]], anchors: Anchors) -> Strand | None:
        """What follows the first chain that is found, up to the next word that leads to something else."""
        for chain in chains:
            words = [plain(word) for word in chain]
            at = 0
            for word in words:
                at = self._end_of(word, at)
                if at < 0:
                    break
            else:
                end = self._next(at, (*anchors.first, *anchors.following[words[0]]))
                head = self.pieces[self.origin[at - 1]]
                beside = at < end and head.room[1] <= self.pieces[self.origin[at]].middle[1] <= head.room[3]
                below = None if beside else self._below(head, anchors.first)
                return below or self.between(at, end)
        return None

    def _below(self, head: Piece, leading: Iterable[str]) -> Strand | None:
        """What stands right below a word behind which there is nothing; none where that leads to something else."""
        x0, _, x1, y1 = head.room
        ours = [
            piece for piece in self.pieces if x0 <= piece.box[0] < x1 and 0 <= piece.box[1] - y1 < y1 - head.room[1]
        ]
        return strand(ours) if ours and plain(ours[0].text) not in {*leading} else None

    def before(self, anchors: Anchors) -> Strand:
        """What comes before all words that lead somewhere."""
        return self.between(0, self._next(0, anchors.first)) if anchors.first else self

    def _next(self, start: int, words: Iterable[str]) -> int:
        places = (place for word in words if (place := self._place(word, start)) is not None)
        return min((first for first, _ in places), default=len(self.text))

    def _end_of(self, word: str, start: int) -> int:
        place = self._place(word, start)
        return place[1] if place else -1

    def _place(self, word: str, start: int) -> tuple[int, int] | None:
        """Where a word stands that is not the end of one piece and the beginning of the next."""
        at = self.text.find(word, start)
        while at >= 0:
            end = at + len(word)
            if self.begins(at) and (self.origin[at] == self.origin[end - 1] or self.begins(end)):
                return at, end
            at = self.text.find(word, at + 1)
        return None

    def begins(self, at: int) -> bool:
        """Whether a word begins here: a piece does, or a sign that is not of a word stands before."""
        at_edge = at in (0, len(self.text)) or self.origin[at - 1] != self.origin[at]
        return at_edge or not self.text[at - 1].isalnum()


def strand(pieces: Sequence[Piece]) -> Strand:
    """The pieces, one after the other."""
    signs: list[str] = []
    origin: list[int] = []
    for at, piece in enumerate(pieces):
        text = plain(piece.text)
        if text[:1].isdigit() and signs and signs[-1][-1:].isdigit():
            text = GAP + text
        signs.append(text)
        origin += [at] * len(text)
    return Strand("".join(signs), tuple(origin), tuple(pieces))


def lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces in reading order, line by line: a line ends where the next piece stands further left."""
    line: list[Piece] = []
    for piece in pieces:
        if line and piece.box[0] < line[-1].box[2] - 1e-6 and piece.middle[1] > line[-1].middle[1]:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line
