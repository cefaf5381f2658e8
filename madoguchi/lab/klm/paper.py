"""紙の時間 - the baseline: the same items by hand, on as many forms as a family meets without this counter."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Final

from .answers import ASKED_AGAIN, Answer, Chosen, Day, Document, Left, Rows, Ticked, Typed, Week
from .families import Paper
from .model import Act, characters

DATE_SIGNS: Final = 8
TIME_SIGNS: Final = 4
NAME_SIGNS: Final = 8  # of a school or a club: 第二小学童クラブ


def by_hand(acts: Iterable[Act], rows: Rows, paper: Paper) -> list[Act]:
    """What the family of these acts would do on paper: it reads and decides the same, and writes instead of typing.

    What is asked again is read, decided and written again. No way to the counter, no waiting, no certificates; pages
    that ask nothing have no like on paper.
    """
    done = list(acts)
    items = {act.at: act.page for act in done if act.at in rows and not isinstance(rows[act.at].answer, Left)}
    first = [act for act in done if act.op in ("R", "M") and act.page in items.values()]
    # What the page filled in by itself is decided and written on paper like everything else.
    first += [Act("M", 1, at) for at in items.keys() - {act.at for act in done if act.op != "R"}]
    first += [Act("H", n, at) for at in items if (n := signs(rows[at].answer))]
    again = again_of(items, paper.repeated)
    return first + [act for act in first if act.at in again]


def again_of(items: Iterable[str], number: int) -> list[str]:
    """So many of the items that other forms ask again, those first that most of them ask."""
    left = list(items)
    asked = [one for pattern in ASKED_AGAIN for one in left if fnmatchcase(one, pattern)]
    return asked[:number]


def signs(answer: Answer) -> int:
    """Characters or marks that a pen makes: a ring around an option is one, alike days are written once."""
    match answer:
        case Typed():
            return characters(answer.text)
        case Chosen():
            return 1 if answer.option else NAME_SIGNS
        case Ticked():
            return len(answer.options)
        case Day():
            return DATE_SIGNS
        case Week():
            times = sum(bool(one) for one in (answer.start, answer.end))
            return len(answer.days) + TIME_SIGNS * times + bool(answer.how)
        case Document() | Left():
            return 0
