"""書類を読む - pieces of text with their places become the values of a kind of paper, found by their printed labels."""

from .areas import titled
from .kind import Item, PaperKind, read_kind
from .reading import Value, read
from .sheet import Page, Piece

__all__ = ["Item", "Page", "PaperKind", "Piece", "Value", "read", "read_kind", "titled"]
