"""歩く - a family goes from the page of the procedure to its receipt, and every operator on the way is noted.

The walk knows no page: it looks at what is asked, answers what the table of answers knows, and presses the main button,
until there is a receipt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from .answers import CHUNKS, Row, Rows, rows
from .families import Family
from .hands import Asked, NoSuchOption, Op, fill
from .memory import Memory
from .model import Act, characters
from .phone import BRING, HEIGHT, LAST_YEAR, RECEIPT, SIGN_IN, Control, Phone

TURNS: Final = 6  # so often a page may come back before something is wrong with it
PAGES: Final = 200


class Lost(Exception):
    """The family does not come to its receipt; the message says where, and at which input."""


@dataclass
class Walk:
    """One family at one phone; with a `card` it signs in where it can. Afterwards `acts` is what it did, `prefilled`
    whether last year's answers came back, `unknown` the inputs that no row of the table speaks of (left empty),
    `unasked` the rows that no page asked for."""

    phone: Phone
    family: Family
    typical: bool = False
    card: str = ""
    acts: list[Act] = field(default_factory=list)
    prefilled: bool = False
    unknown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._right: Rows = rows(self.family)
        slipped: Rows = rows(self.family.slipped()) if self.typical else {}
        self._slips = {path: row for path, row in slipped.items() if self._right.get(path) != row}
        self._where: dict[str, str] = {}  # field -> address of the page it was answered on
        self._memory = Memory()
        self._here: dict[str, set[str]] = {}  # address -> texts read there
        self._turns: dict[str, int] = {}
        self._heading, self._y, self._scrolled = "", 0.0, 0.0
        self._signed = False

    @property
    def unasked(self) -> list[str]:
        """What the family could have told, and nobody wanted to know: whoever comes back need not tell it again."""
        if self.prefilled:
            return []
        return sorted(path for path, row in self._right.items() if path not in self._where and not row.default)

    def go(self, url: str) -> None:
        """From the page of the procedure to the receipt. Raises Lost."""
        self.phone.open(url)
        self._arrive()
        for _ in range(PAGES):
            if self.phone.has(RECEIPT):
                break
            if not self._known():
                self._page()
        else:
            raise Lost("the form has no end")
        if self._slips:
            raise Lost(f"a mistake was never found: {', '.join(self._slips)}")

    def _known(self) -> bool:
        """Say who one is, or take up last year's answers, where the page offers it."""
        if self.card and not self._signed and self.phone.has(SIGN_IN):
            self._signed = True
            self._press(SIGN_IN)
            if self.phone.away:  # what the other house shows is part of the card
                self._note((("I", 1),), "")
                self._leave(self.phone.show_card(self.card))
            return True
        if self.family.before and not self.prefilled and self.phone.has(LAST_YEAR):
            self.prefilled = True
            self._press(LAST_YEAR)
            return True
        return False

    def _page(self) -> None:
        """What this page wants, and on."""
        here = self.phone.path
        self._turns[here] = self._turns.get(here, 0) + 1
        if self._turns[here] > TURNS:
            raise Lost(f"{here}: no way on")
        if self.prefilled and self._turns[here] == 1 and self.phone.has(BRING):
            self._press(BRING)  # rule 4: what is offered from before is no decision
        for name, say in self.phone.complaints():
            self._mend(self._path(name), say)
        self._answer_all()
        if self._found_out():
            return
        self._reach("")
        self._note((("T", 1),), "")
        try:
            self._leave(self.phone.press())
        except LookupError as fault:
            raise Lost(str(fault)) from None

    def _answer_all(self) -> None:
        """Everything the table knows, in the order in which it stands; an answer may open more."""
        looked: set[str] = set()
        while found := next((one for one in self._fields() if one[0] not in looked), None):
            path, controls = found
            looked.add(path)
            if path in self._where:
                continue
            row = self._slips.get(path) or self._right.get(path)
            if row is None:
                self.unknown += [path] if path not in self.unknown else []
                continue
            self._reach(controls[0].name)
            self._do(path, controls, row)
            self._where[path] = self.phone.path

    def _do(self, path: str, controls: Sequence[Control], row: Row, *, again: bool = False) -> None:
        try:
            ops = fill(Asked(self.phone, path, controls, self._memory), row.answer)
        except NoSuchOption as fault:
            raise Lost(f"{self.phone.path}: {fault}") from None
        # The second time it is no decision; nor is what follows from the field before it.
        free = again or CHUNKS.get(path) in self._where
        self._note(((op, n) for op, n in ops if op != "M" or not free), path, default=row.default)
        self._look()

    def _mend(self, path: str, say: str) -> None:
        """The page has found something: the family's own mistake is put right, anything else is a mistake of ours."""
        if path not in self._slips:
            known = (
                "the answer of the table is refused" if path in self._right else "unknown to the table, and required"
            )
            raise Lost(f"{self.phone.path}: {path}: {known}: {say}")
        self._put_right(path)

    def _put_right(self, path: str) -> None:
        del self._slips[path]
        controls = dict(self._fields())[path]
        self._reach(controls[0].name)
        self._do(path, controls, self._right[path], again=True)

    def _found_out(self) -> bool:
        """A page that asks nothing shows what was answered: a mistake that no rule could see is seen here."""
        path = next((one for one in self._slips if one in self._where), "")
        if not path or self.phone.controls() or not self.phone.leads_to(self._where[path]):
            return False
        self._reach("")  # all of it is read first
        self._note((("M", 1), ("T", 1)), path)
        self._leave(self.phone.follow(self._where[path]))
        self._put_right(path)
        return True

    def _fields(self) -> list[tuple[str, list[Control]]]:
        """The fields of the page, in order, each with its inputs."""
        found: dict[str, list[Control]] = {}
        for control in self.phone.controls():
            found.setdefault(self._path(control.name), []).append(control)
        return list(found.items())

    def _path(self, name: str) -> str:
        """The field an input belongs to: the longest name of the table that it begins with; else its own."""
        steps = name.split(".")
        begun = (".".join(steps[:size]) for size in range(len(steps), 0, -1))
        return next((path for path in begun if path in self._right), name)

    def _press(self, selector: str) -> None:
        """Tap what leads on beside the main button."""
        self._reach("", selector)
        self._note((("T", 1),), "")
        self._leave(self.phone.press(selector))

    def _reach(self, name: str, selector: str = "") -> None:
        """Scroll until an input, the button (""), or what is selected, is in sight, reading on the way."""
        while self.phone.approach(name, selector):
            self._look()

    def _leave(self, waited: float) -> None:
        self._note((("S", waited),), "")
        if not self.phone.away:
            self._arrive()

    def _arrive(self) -> None:
        """A new page: nothing of it is scrolled yet, and what is in sight is read."""
        self._heading, self._y, self._scrolled = self.phone.heading, self.phone.y, 0.0
        self._look()

    def _look(self) -> None:
        """What has been scrolled since the last look, in screens begun; then what is new in sight."""
        y = self.phone.y
        before, self._scrolled = self._scrolled, self._scrolled + abs(y - self._y)
        self._y = y
        if screens := math.ceil(self._scrolled / HEIGHT) - math.ceil(before / HEIGHT):
            self._note((("W", screens),), "")
        self._take_in()

    def _take_in(self) -> None:
        """Reads what is new; a text that an earlier page has shown, or that one has given oneself, is known."""
        here = self._here.setdefault(self.phone.path, set())
        counted: dict[str, tuple[int, int]] = {}
        for text, name, inside in self.phone.texts():
            path = self._path(name) if name else ""
            new, again = counted.get(path, (0, 0))
            read = self._memory.read(text)
            met_again = inside and not read and text not in here
            counted[path] = (new + read, again + characters(text) * met_again)
            here.add(text)
        self.acts += [
            Act("R", new, path, self._heading, again=again) for path, (new, again) in counted.items() if new or again
        ]

    def _note(self, ops: Iterable[Op], path: str, *, default: bool = False) -> None:
        self.acts += [Act(op, n, path, self._heading, default) for op, n in ops if n]
