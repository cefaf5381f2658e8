"""目の答え - what is found on the pages of a file, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from madoguchi.core.paper.sheet import Page

MOST_PAGES: Final = 6  # of one file that are read: a certificate has one or two
HIDDEN: Final = "(見えません)"  # seen where a text stands that only programs read


@dataclass(frozen=True, slots=True)
class Told:
    """Pages of pieces, and remarks by their code: `differs` when what is written is not what is seen there."""

    pages: tuple[Page, ...]
    remarks: tuple[str, ...] = ()
