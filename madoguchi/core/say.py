"""言葉 - a sentence for people that remembers its pattern and its slots, so that it can be said in another language."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Final

BAR: Final = "|"  # 曜日|月 is the 月 of weekdays: what stands before the bar is not said


class Say(str):
    """The Japanese sentence itself, to be shown as it is; `pattern` and `slots` are what it was made of."""

    __slots__ = ("pattern", "slots")
    pattern: str
    slots: Mapping[str, object]

    def tell(self, texts: Mapping[str, str]) -> str:
        """The sentence by the texts of another language; Japanese, marked as such, where they lack its pattern."""
        pattern = texts.get(self.pattern)
        if pattern is None:
            return Untold(self)
        return pattern.format(**{name: told(slot, texts) for name, slot in self.slots.items()})


class Untold(str):
    """Japanese amid another language, because nobody has translated it: a page shows it marked, never leaves it out."""

    __slots__ = ()

    def __html__(self) -> str:
        return f'<span class="untold" lang="ja">{html.escape(self)}</span>'


def say(pattern: str, **slots: object) -> Say:
    """`say("{label}を入力してください。", label="名前")`, filled with str.format. Raises KeyError for a missing slot.

    A word before a bar tells homonyms apart and is not said: `say("曜日|月")` is 月.
    """
    made = Say(japanese(pattern).format(**slots))
    made.pattern, made.slots = pattern, MappingProxyType(slots)
    return made


def japanese(pattern: str) -> str:
    """A pattern as it is said in Japanese."""
    return pattern.rpartition(BAR)[2]


def told(word: object, texts: Mapping[str, str]) -> object:
    """What can be said in another language, in it; anything else as it is."""
    return word.tell(texts) if isinstance(word, Say) else word


def listed(words: Iterable[str], between: str = "{first}、{then}") -> str:
    """Several things one after the other; "" for none."""
    return reduce(lambda first, then: say(between, first=first, then=then), words) if (words := list(words)) else ""
