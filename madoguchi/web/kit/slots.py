"""開いた値 - what a template meets in the place of a value, so that its text can be cut there (kit/cut.py).

Printed, a slot leaves a mark. Asked (`if`, `==`, `length`, `for`), it answers for the page at hand, and the question is
noted with its answer. Whatever else is wanted of it is refused. What is noted is compiled to a function: it asks the
same of another page, and joins the text for whoever answers alike. It knows a value only as `v7`.
"""

from __future__ import annotations

import operator
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache, wraps
from html import escape
from typing import Any, Final

from django.http import HttpRequest
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.safestring import SafeString

# Marks carry a sign that nobody can know, in letters that whatever changes a text would change.
_SIGN: Final = secrets.token_hex(8)
_CUT: Final = re.compile(rf"q\n&lt;&#x27;{_SIGN}\.(\d+)&#x27;&gt;Q\n|w{_SIGN}W(\d+)w")
_WORD: Final = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN: Final = Context()  # how Django writes what is no text
# What Django takes apart before it writes it: of these a slot is only ever written whole.
_COUNTED: Final = frozenset({int, float, Decimal, date, datetime, time})


# How a template writes a value of a class; the quick way is of most texts.
_WRITTEN: Final = {str: "v{0} if v{0}.isalnum() else escape(v{0})", SafeString: "v{0}", int: "number(v{0})"}


class Uncut(Exception):
    """A template wanted something of an open value that a cut text could not give again."""


class Values(dict[str, Any]):
    """What a page is given, by the names its template knows."""

    request: HttpRequest | None = None
    language: str = ""

    def beside(self, name: str, value: Any) -> Values:
        """The same with one more."""
        more = Values(self)
        more[name], more.request, more.language = value, self.request, self.language
        return more


@dataclass(frozen=True)
class Text:
    """A text cut at its open places: `of` joins it with the values of a page, None where they answer otherwise.

    `names` is all that the function knows: the texts between, and what the template itself says.
    """

    of: Callable[[Values], str | None]
    names: Mapping[str, Any]


def over(function: Callable[..., Any], kind: type | None = None) -> Callable[..., Any]:
    """A filter that may stand over open values: each page applies it to its own. `kind`: what it always gives."""

    @wraps(function)
    def applied(*given: Any) -> Any:
        slot = next((one for one in given if type(one) is Slot), None)
        return function(*given) if slot is None else slot._trace.applied(function, given, kind)

    return applied


def word(value: Any) -> Any:
    """A value as an address takes it."""
    return value._trace.word(value) if type(value) is Slot else value


def is_word(value: Any) -> bool:
    """Whether a value may stand in an address as it is."""
    return _WORD.fullmatch(str(value)) is not None


def written(value: Any) -> str:
    """What is no text, as a template writes it."""
    return render_value_in_context(value, _PLAIN)


@lru_cache
def numbers(language: str) -> Callable[[int], str]:
    """The same for numbers in a language: they are few, and Django thinks long about each."""
    return lru_cache(maxsize=4096)(written)


def _never(slot: Slot, *_: Any) -> Any:
    slot._trace.refuse()


class Slot:
    """An open value: its place among those found, and its class."""

    __slots__ = ("_kind", "_place", "_trace")

    def __init__(self, trace: Trace, place: int, kind: type) -> None:
        self._trace, self._place, self._kind = trace, place, kind

    # Whoever asks isinstance() is answered for the value.
    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return Slot if self._kind in _COUNTED else self._kind

    def __getitem__(self, name: str) -> Any:
        return self._trace.part(self, name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._trace.part(self, name)

    def __iter__(self) -> Iterator[Any]:
        return (self._trace.part(self, str(place)) for place in range(len(self)))

    def __bool__(self) -> bool:
        return self._trace.asks(bool, self)

    def __len__(self) -> int:
        return self._trace.asks(len, self)

    def __contains__(self, other: Any) -> bool:
        return bool(over(operator.contains, bool)(self, other))

    def __str__(self) -> str:
        return self._trace.mark(_WRITTEN.get(self._kind, "written(v{0})").format(self._place))

    __eq__ = over(operator.eq, bool)
    __ne__ = over(operator.ne, bool)
    __lt__ = over(operator.lt, bool)
    __le__ = over(operator.le, bool)
    __gt__ = over(operator.gt, bool)
    __ge__ = over(operator.ge, bool)
    __hash__ = __int__ = __float__ = __index__ = __add__ = __radd__ = __mod__ = _never


class _Opened(dict[str, Any]):
    """The values of a page as its template meets them; the values themselves are not in it."""

    def __init__(self, trace: Trace, about: str) -> None:
        super().__init__(dict.fromkeys(trace.found[0]))
        self.trace, self.about, self.met = trace, about, dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self.met:
            code, value = f"v0[{self.trace.name(name)}]", self.trace.found[0][name]
            if callable(value):  # as templates do
                code, value = f"{code}()", value()
            slot = self.trace.find(code, value)
            self.met[name] = value.opened(slot) if name == self.about else slot
        return self.met[name]


class Trace:
    """One rendering of a template over open values: what it asked and found, and what it wrote at which mark."""

    def __init__(self, values: Values) -> None:
        self.found: list[Any] = [values]
        self.lines: list[str] = []
        self.known: dict[str, Any] = {}
        self.marks: list[str] = []
        self.names: dict[str, Any] = {"escape": escape, "number": numbers(values.language), "written": written}
        self.named: dict[tuple[type, Any], str] = {}
        self.whole = True

    def context(self, about: str) -> Context:
        """What the template is rendered with."""
        context = Context(_Opened(self, about))
        context.trace = self
        return context

    def refuse(self) -> None:
        """Raises Uncut; noted too, since Django passes over some exceptions."""
        self.whole = False
        raise Uncut

    def name(self, it: Any) -> str:
        """What is no value of anybody's is called this in the code."""
        name = self.named.setdefault((type(it), it), f"c{len(self.named)}")
        self.names[name] = it
        return name

    def ask(self, code: str, answer: Any) -> Any:
        """A question, and what the page at hand answers."""
        if code not in self.known:
            self.known[code] = answer
            self.lines.append(f"if {code} != {self.name(answer)}: return None")
        return answer

    def asks(self, function: Callable[[Any], Any], slot: Slot) -> Any:
        """As `ask`, of one value."""
        return self.ask(f"{self.name(function)}(v{slot._place})", function(self.found[slot._place]))

    def find(self, code: str, value: Any, kind: type | None = None) -> Any:
        """The slot of a value; None stays None. Of which class a value is, is a question too."""
        if code not in self.known:
            place = len(self.found)
            self.found.append(value)
            self.lines.append(f"v{place} = {code}")
            kind = kind or self.ask(f"type(v{place})", type(value))
            self.known[code] = None if value is None else Slot(self, place, kind)
        return self.known[code]

    def part(self, slot: Slot, name: str) -> Any:
        """What a template calls `slot.name`."""
        whole, value = self.found[slot._place], None
        counted = isinstance(whole, tuple | list) and name.isdigit()
        key, keyed = int(name) if counted else name, counted or isinstance(whole, Mapping)
        try:
            value = whole[key] if keyed else getattr(whole, name)
        except (AttributeError, LookupError, TypeError):
            self.refuse()
        if callable(value) or not (keyed or name.isidentifier()):
            self.refuse()
        return self.find(f"v{slot._place}[{self.name(key)}]" if keyed else f"v{slot._place}.{name}", value)

    def applied(self, function: Callable[..., Any], given: tuple[Any, ...], kind: type | None) -> Any:
        """What a function makes of values of which some are open."""
        codes = (f"v{one._place}" if type(one) is Slot else self.name(one) for one in given)
        values = (self.found[one._place] if type(one) is Slot else one for one in given)
        return self.find(f"{self.name(function)}({', '.join(codes)})", function(*values), kind)

    def mark(self, code: str) -> str:
        """Where a text is to be cut, and what is written there."""
        self.marks.append(code)
        return f"q\n<'{_SIGN}.{len(self.marks) - 1}'>Q\n"

    def word(self, slot: Slot) -> str:
        """A mark that may be a step of an address, for values that may be one."""
        if not self.asks(is_word, slot):
            self.refuse()
        self.marks.append(f"str(v{slot._place})")
        return f"w{_SIGN}W{len(self.marks) - 1}w"

    def cut(self, text: str) -> Text:
        """The text without its marks. Raises Uncut where one was changed."""
        parts = _CUT.split(text)
        if not self.whole or _SIGN in "".join(parts[::3]).lower():
            raise Uncut
        codes = [self.name(parts[0])]
        for one, other, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            codes += (self.marks[int(one or other)], self.name(after))
        lines = [*self.lines, f"return ''.join(({', '.join(codes)},))"]
        exec("def of(v0):\n " + "\n ".join(lines), self.names)  # noqa: S102 - the code has names of our own count only
        return Text(self.names.pop("of"), self.names)
