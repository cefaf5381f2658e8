"""検算の台本 - all statements that score every application of an edition in a database of JSON documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .cells import test_of
from .formula import quoted, sql_of

HOUSES: Final = "CREATE TABLE houses (h INTEGER PRIMARY KEY, doc, today, start, window_kind, day)"
HITS: Final = "CREATE TABLE hits (t TEXT, h INTEGER, b INTEGER, at TEXT, r TEXT, p INTEGER)"
WORTH: Final = "CREATE TABLE worth (t TEXT, h INTEGER, b INTEGER, p INTEGER, gap INTEGER)"
ORDERS: Final = "CREATE TABLE orders (n INTEGER, h INTEGER, b INTEGER, v INTEGER)"
_LAST: Final = 10**9
_BEST: Final = {"highest": "p DESC", "lowest": "p ASC"}
_OVER: Final = {"lowest": "min", "highest": "max", "sum": "sum", "": "sum"}


@dataclass(frozen=True)
class Script:
    """`before` makes the tables, `after` fills them once `houses` has rows. Points are whole numbers of `scale`ths."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    scale: int


def script(files: Mapping[str, Any]) -> Script:
    """From the parsed files of an edition. Raises NotInSql."""
    made = _Script(files)
    return Script((HOUSES, HITS, WORTH, ORDERS), tuple(made.statements()), made.scale)


def start_of(files: Mapping[str, Any], answers: Mapping[str, Any], today: str) -> tuple[str, str]:
    """The day on which the service starts for these answers, and the kind of their window."""
    windows = files["town.yaml"].get("windows", [])
    chosen = answers.get(files["procedure.yaml"].get("window", ""), "")
    found = [one for one in windows if one["id"] == chosen]
    found = found or [one for one in windows if one["opens"] <= today <= one["closes"]]
    return (found[0]["start"], found[0].get("kind", "")) if found else (today, "")


def day_of(files: Mapping[str, Any], today: str, start: str) -> str:
    """The day whose rows are used."""
    day = str(files["town/points.yaml"].get("reference", {}).get("day", "start"))
    return {"start": start, "received": today}.get(day, day)


class _Script:
    def __init__(self, files: Mapping[str, Any]) -> None:
        self.own = files["town/points.yaml"]
        self.subjects = files["procedure.yaml"].get("subjects", "")
        asked = set(_asked(self.own))
        self.columns = {column["id"]: column for column in files["points.yaml"]["columns"] if column["id"] in asked}
        self.town = {name: value["value"] for name, value in files["town.yaml"].get("values", {}).items()}
        self.options = {name: dict(_options(files, column)) for name, column in self.columns.items()}
        self.scale = 10 ** max([0, *(_places(value) for value in _all_points(self.own))])

    def statements(self) -> Iterator[str]:
        yield from self.values()
        for number, table in enumerate(self.own["tables"]):
            yield from self.people(f"people{number}", table)
            for row in table["rows"]:
                yield self.row(f"people{number}", table, row)
            if table.get("gives", "points") == "points" or table.get("take", _usual(table)) == "one":
                yield self.choose(table)
            if table.get("gives", "points") == "points":
                yield self.worth(f"people{number}", table)
        for number, tie in enumerate(self.own.get("ties", [])):
            yield self.order(number, tie)

    def values(self) -> Iterator[str]:
        """A table of values for the household and for each group, and one of the cases."""
        groups = {group for column in self.columns.values() for group in _formulas(column)}
        for group in sorted(groups | {"", self.subjects}):
            formulas = {name: _formulas(column).get(group) for name, column in self.columns.items()}
            told = "".join(f", {sql_of(text, self.town)} AS {name}" for name, text in formulas.items() if text)
            items = f", json_each(h.doc, '$.{group}') AS i" if group else ""
            place = "i.key" if group else "0"
            name = f"v_{group or 'house'}"
            yield f"CREATE TABLE {name} AS SELECT h.h AS h, {place} AS i, h.day AS day{told} FROM houses AS h{items}"
            yield f"CREATE INDEX k_{group or 'house'} ON {name} (h, i)"
        yield f"CREATE TABLE cases AS SELECT h, i + 1 AS b FROM v_{self.subjects or 'house'}"

    def home(self, name: str, each: Sequence[str]) -> str:
        """Where the value of a column stands for a person of these groups."""
        groups = _formulas(self.columns[name])
        for group, alias in ((self.subjects, "s"), ("", "h")) if self.subjects else (("", "h"),):
            if group in groups and not set(each) & set(groups) - {self.subjects}:
                return f"{alias}.{name}"
        return f"p.{name}" if set(each) & set(groups) else "NULL"

    def people(self, name: str, table: Mapping[str, Any]) -> Iterator[str]:
        """Who is asked, with the values of all columns that the table speaks of."""
        only = table.get("only", {})
        asked = dict.fromkeys([*only, *(cell for row in table["rows"] for cell in row.get("when", {}))])
        made = []
        for group in table.get("each", [""]):
            own = group == self.subjects
            join = f"JOIN v_{group} AS p ON p.h = c.h" if group and not own else ""
            subject = f"JOIN v_{self.subjects} AS s ON s.h = c.h AND s.i = c.b - 1" if self.subjects else ""
            homes = {one: self.home(one, [group] if group else []) for one in asked}
            told = "".join(f", {home} AS {one}" for one, home in homes.items())
            tests = [test_of(homes[one], cell, self.columns[one], self.options[one]) for one, cell in only.items()]
            where = " AND ".join(test for test in tests if test) or "1"
            at = f"'{group}.' || {'s' if own else 'p'}.i" if group else "''"
            made.append(
                f"SELECT c.h AS h, c.b AS b, {at} AS at, h.day AS day{told} "
                f"FROM cases AS c JOIN v_house AS h ON h.h = c.h {subject} {join} WHERE {where}"
            )
        yield f"CREATE TABLE {name} AS {' UNION ALL '.join(made)}"

    def row(self, people: str, table: Mapping[str, Any], row: Mapping[str, Any]) -> str:
        tests = [
            test_of(name, cell, self.columns[name], self.options[name]) for name, cell in row.get("when", {}).items()
        ]
        tests += [f"day >= {quoted(row['from'])}"] if "from" in row else []
        tests += [f"day <= {quoted(row['to'])}"] if "to" in row else []
        where = " AND ".join(test for test in tests if test) or "1"
        points = self.whole(row["points"]) if "points" in row else 0
        return (
            f"INSERT INTO hits SELECT {quoted(table['id'])}, h, b, at, {quoted(row['id'])}, {points} "
            f"FROM {people} WHERE {where}"
        )

    def choose(self, table: Mapping[str, Any]) -> str:
        """Of the hits of a person those that count are left."""
        name, take = quoted(table["id"]), table.get("take", _usual(table))
        if take == "one":
            return (
                f"DELETE FROM hits WHERE t = {name} AND (h, b, at) IN "
                f"(SELECT h, b, at FROM hits WHERE t = {name} GROUP BY h, b, at HAVING count(*) > 1)"
            )
        if take not in _BEST:
            return "SELECT 1"
        best = f"row_number() OVER (PARTITION BY h, b, at ORDER BY {_BEST[take]}, r)"
        ranked = f"SELECT rowid AS k, {best} AS n FROM hits WHERE t = {name}"
        return f"DELETE FROM hits WHERE rowid IN (SELECT k FROM ({ranked}) WHERE n > 1)"

    def worth(self, people: str, table: Mapping[str, Any]) -> str:
        """What each case gets from the table: no points where somebody gets none."""
        name, take, over = quoted(table["id"]), table.get("take", "one"), table.get("over", "")
        default = table.get("otherwise", 0 if take == "all" else None)
        nothing = "NULL" if default is None else self.whole(default)
        worths = f"SELECT h, b, at, sum(p) AS p FROM hits WHERE t = {name} GROUP BY h, b, at"
        person = (
            f"SELECT q.h, q.b, COALESCE(x.p, {nothing}) AS p FROM {people} AS q "
            f"LEFT JOIN ({worths}) AS x ON x.h = q.h AND x.b = q.b AND x.at = q.at"
        )
        must = over in ("lowest", "highest") and default is None
        total = f"COALESCE({_OVER[over]}(y.p), 0)"
        total = f"min({total}, {self.whole(table['most'])})" if "most" in table else total
        total = f"max({total}, {self.whole(table['least'])})" if "least" in table else total
        gap = f"count(y.h) <> count(y.p){' OR count(y.h) = 0' if must else ''}"
        return (
            f"INSERT INTO worth SELECT {name}, c.h, c.b, {total}, {gap} FROM cases AS c "
            f"LEFT JOIN ({person}) AS y ON y.h = c.h AND y.b = c.b GROUP BY c.h, c.b"
        )

    def order(self, number: int, tie: Mapping[str, Any]) -> str:
        """The value of each case in one link of the chain, the smallest first."""
        name, first = tie["column"], tie["first"]
        groups = sorted(set(_formulas(self.columns[name])) - {"", self.subjects})
        home = self.subjects if self.subjects in _formulas(self.columns[name]) else ""
        joins = [f"SELECT h, NULL AS i, {name} AS v FROM v_{group}" for group in groups] or [
            f"SELECT h, {'i' if home else 'NULL'} AS i, {name} AS v FROM v_{home or 'house'}"
        ]
        if first in ("yes", "no"):
            value = "1 - max(COALESCE(x.v, 0) IS 1)" if first == "yes" else "max(COALESCE(x.v, 0) IS 1)"
        else:
            sign = "" if first == "lowest" else "-"
            value = f"COALESCE({sign}{_OVER[tie.get('over', '')]}(x.v), {_LAST})"
        return (
            f"INSERT INTO orders SELECT {number}, c.h, c.b, {value} FROM cases AS c "
            f"LEFT JOIN ({' UNION ALL '.join(joins)}) AS x ON x.h = c.h AND (x.i IS NULL OR x.i = c.b - 1) "
            "GROUP BY c.h, c.b"
        )

    def whole(self, points: Any) -> int:
        """Points as a whole number of the smallest step there is."""
        sign, _, bare = ("-", "", str(points)[1:]) if str(points).startswith("-") else ("", "", str(points))
        ones, _, rest = bare.replace(",", "").partition(".")
        places = len(str(self.scale)) - 1
        return int(sign + ones + rest.ljust(places, "0"))


def _asked(own: Mapping[str, Any]) -> Iterator[str]:
    """The columns of which anything here speaks."""
    for table in own["tables"]:
        yield from table.get("only", {})
        for row in table["rows"]:
            yield from row.get("when", {})
    yield from (tie["column"] for tie in own.get("ties", []))


def _usual(table: Mapping[str, Any]) -> str:
    return "one" if table.get("gives", "points") in ("points", "phase") else "all"


def _formulas(column: Mapping[str, Any]) -> dict[str, str]:
    value = column["value"]
    return dict(value) if isinstance(value, Mapping) else {column.get("each", ""): value}


def _options(files: Mapping[str, Any], column: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Ids by the words that may stand for them in a cell."""
    yield from ((_plain(label), name) for name, label in column.get("options", {}).items())
    for group, formula in _formulas(column).items():
        for page in files["form.yaml"]["pages"]:
            if page.get("repeat", {}).get("group", "") != group:
                continue
            for field in page["fields"]:
                if field["id"] == formula.removeprefix("this."):
                    listed = field.get("options", [])
                    choices = files["town.yaml"].get("choices", {})
                    rows = choices.get(listed["from"], {}).get("options", []) if isinstance(listed, dict) else listed
                    yield from ((_plain(row["label"]), row["id"]) for row in rows)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word)


def _all_points(own: Mapping[str, Any]) -> Iterator[str]:
    for table in own["tables"]:
        yield from (str(table[key]) for key in ("most", "least", "otherwise") if key in table)
        yield from (str(row["points"]) for row in table["rows"] if "points" in row)


def _places(points: str) -> int:
    return len(points.partition(".")[2])
