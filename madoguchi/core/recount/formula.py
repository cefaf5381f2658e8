"""式を読む - a column's formula as an SQL expression over JSON documents; without the house's other reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<number>\d+)|(?P<text>"[^"\\]*"|'[^'\\]*')|(?P<name>[A-Za-z_]\w*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]]))""",
    re.VERBOSE,
)
_WORDS: Final = {"true": "1", "false": "0", "null": "NULL"}
_LEVELS: Final[tuple[Mapping[str, str], ...]] = (
    {"||": "OR"},
    {"&&": "AND"},
    {"==": "IS", "!=": "IS NOT", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "in": "in"},
    {"+": "+", "-": "-"},
    {"*": "*", "/": "/", "%": "%"},
)


class NotInSql(Exception):
    """The formula says something for which there is no SQL here; the text names it."""


def sql_of(source: str, town: Mapping[str, Any]) -> str:
    """The expression over `h` (doc, start, today, window_kind) and over `i` (key, value: one item). Raises NotInSql."""
    reader = _Reader(source, town)
    made = reader.expression()
    if reader.tokens:
        raise NotInSql(reader.tokens[0])
    return made


def quoted(value: Any) -> str:
    """A literal."""
    if value is None or isinstance(value, bool | int):
        return "NULL" if value is None else str(int(value))
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise NotInSql(str(value))


def each(items: str) -> str:
    """The items of a JSON list or table; none where there is no JSON."""
    return f"json_each(CASE WHEN json_valid({items}) THEN {items} END)"


class _Reader:
    """From tokens to SQL, by the precedence of CEL."""

    def __init__(self, source: str, town: Mapping[str, Any]) -> None:
        self.tokens, self.town = _tokens(source), town
        self.bound: dict[str, str] = {}
        self.numbers = count(1)

    def next(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, wanted: str = "") -> str:
        if not self.tokens or (wanted and self.tokens[0] != wanted):
            raise NotInSql(self.next() or "end")
        return self.tokens.pop(0)

    def expression(self) -> str:
        test = self.binary(0)
        if self.next() != "?":
            return test
        self.take("?")
        yes = self.expression()
        self.take(":")
        return f"(CASE WHEN {test} THEN {yes} ELSE {self.expression()} END)"

    def binary(self, level: int) -> str:
        if level == len(_LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.next() in _LEVELS[level]:
            sign = _LEVELS[level][self.take()]
            right = self.binary(level + 1)
            left = _among(left, right) if sign == "in" else f"({left} {sign} {right})"
        return left

    def unary(self) -> str:
        if self.next() in ("!", "-"):
            sign = {"!": "NOT ", "-": "-"}[self.take()]
            return f"({sign}{self.unary()})"
        return self.primary()

    def primary(self) -> str:
        token = self.take()
        if token == "(":
            inner = self.expression()
            self.take(")")
            return inner
        if token == "[":
            return f"[{', '.join(self.listed(']'))}]"
        if token[0] in "\"'":
            return quoted(token[1:-1])
        if token.isdigit() or token in _WORDS:
            return _WORDS.get(token, token)
        if not token.isidentifier():
            raise NotInSql(token)
        return self.named(token)

    def listed(self, end: str) -> list[str]:
        found: list[str] = []
        while self.next() != end:
            found.append(self.expression())
            if self.next() != end:
                self.take(",")
        self.take(end)
        return found

    def named(self, name: str) -> str:
        if self.next() == "(":
            self.take("(")
            if name not in FUNCTIONS:
                raise NotInSql(name)
            return FUNCTIONS[name](*self.listed(")"))
        way: list[str] = []
        while self.next() == ".":
            self.take(".")
            word = self.take()
            if self.next() == "(":
                return self.method(self.place(name, way), word)
            way.append(word)
        return self.place(name, way)

    def place(self, name: str, way: list[str]) -> str:
        """What stands at a dotted name."""
        if name == "town":
            if len(way) != 1 or way[0] not in self.town:
                raise NotInSql(".".join([name, *way]))
            return quoted(self.town[way[0]])
        if name in ("start", "today", "window_kind") and not way:
            return f"h.{name}"
        if name == "index":
            return "i.key"
        if name in self.bound:
            return _member(f"{self.bound[name]}.value", way) if way else f"{self.bound[name]}.value"
        return _member("i.value", way) if name == "this" else _member("h.doc", [name, *way])

    def method(self, items: str, word: str) -> str:
        self.take("(")
        if word == "size":
            self.take(")")
            return _size(items)
        variable, alias = self.take(), f"m{next(self.numbers)}"
        self.take(",")
        outer, self.bound = self.bound, {**self.bound, variable: alias}
        test = self.expression()
        self.bound = outer
        self.take(")")
        rows = f"FROM {each(items)} AS {alias}"
        made = {
            "exists": f"EXISTS (SELECT 1 {rows} WHERE {test})",
            "all": f"NOT EXISTS (SELECT 1 {rows} WHERE NOT {test})",
            "filter": f"(SELECT json_group_array(json({alias}.value)) {rows} WHERE {test})",
        }
        if word not in made:
            raise NotInSql(word)
        return made[word]


def _tokens(source: str) -> list[str]:
    found: list[str] = []
    place = 0
    while place < len(source.rstrip()):
        token = _TOKEN.match(source, place)
        if token is None:
            raise NotInSql(source[place:].strip()[:20])
        found.append(token[0].strip())
        place = token.end()
    return found


def _member(doc: str, way: list[str]) -> str:
    return f"json_extract({doc}, '$.{'.'.join(way)}')"


def _among(left: str, right: str) -> str:
    if right.startswith("["):
        return f"COALESCE({left} IN ({right[1:-1]}), 0)"
    return f"EXISTS (SELECT 1 FROM {each(right)} AS one WHERE one.value IS {left})"


def _size(items: str) -> str:
    return f"(SELECT count(*) FROM {each(items)})"


def _minutes(clock: str) -> str:
    return f"(CAST(substr({clock}, 1, 2) AS INTEGER) * 60 + CAST(substr({clock}, 4, 2) AS INTEGER))"


def _length(start: str, end: str) -> str:
    return f"(({_minutes(end)} - {_minutes(start)} + 1440) % 1440)"


def _overlaps(start: str, end: str, low: str, high: str) -> str:
    """A stretch that passes midnight goes on from 24:00, and the band comes again the next day."""
    first, last = _minutes(start), _minutes(end)
    last = f"({last} + 1440 * ({last} <= {first}))"
    today = f"({first} < {_minutes(high)} AND {_minutes(low)} < {last})"
    return f"({today} OR ({first} < {_minutes(high)} + 1440 AND {_minutes(low)} + 1440 < {last}))"


def _grade(birth: str, day: str) -> str:
    """学校教育法第17条; who was born on 1 April belongs to the year before."""
    school = f"(CAST(substr({day}, 1, 4) AS INTEGER) - (substr({day}, 6) < '04-01'))"
    born = f"(CAST(substr({birth}, 1, 4) AS INTEGER) - (substr({birth}, 6) < '04-02'))"
    return f"({school} - {born} - 6)"


def _months(day: str, by: str) -> str:
    """The last day of a shorter month stands in: what runs over its end is later than that."""
    last = f"date({day}, 'start of month', ({by} + 1) || ' months', '-1 day')"
    return f"min(date({day}, ({by}) || ' months'), {last})"


_TIMES: Final = ("json_extract(d.value, '$.start')", "json_extract(d.value, '$.end')")
_BOTH: Final = " AND ".join(f"{time} <> ''" for time in _TIMES)

FUNCTIONS: Final[dict[str, Callable[..., str]]] = {
    "size": _size,
    "minutes": _minutes,
    "length": _length,
    "overlaps": _overlaps,
    "school_grade": _grade,
    "days_between": lambda first, last: f"CAST(julianday({last}) - julianday({first}) AS INTEGER)",
    "add_days": lambda day, by: f"date({day}, ({by}) || ' days')",
    "add_months": _months,
    "first_of_month": lambda day: f"date({day}, 'start of month')",
    "tenths": lambda number: f"CAST(round({number} * 10) AS INTEGER)",
    "week_days": _size,
    "week_minutes": lambda week: f"(SELECT COALESCE(sum({_length(*_TIMES)}), 0) FROM {each(week)} AS d WHERE {_BOTH})",
    "week_matches": lambda week, low, high, least: (
        f"(SELECT count(*) FROM {each(week)} AS d "
        f"WHERE {_BOTH} AND {_length(*_TIMES)} >= {least} AND {_overlaps(*_TIMES, low, high)})"
    ),
}
