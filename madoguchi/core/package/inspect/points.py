"""指数表の検査 - columns exist, cells can be read, and no row is without source, too many, too few or for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...points.rules import HOUSE, START, read_table
from ...recount import NotInSql, sql_of
from ...table import CellFault, Column, Table, parse
from ...table.cover import TOLD, Hole, TooWide, holes, overlaps, unreachable
from ...table.shape import GIVES, NEEDED
from ..faults import Fault
from ..parts import Asked, Parts, Row, repeated

OWN, TOWN = "points.yaml", "town/points.yaml"
HOLES = ("hole", "table-wide")  # of a table that says that rows are missing, they stop nothing
_EVERY = frozenset(key for keys in GIVES.values() for key in keys)


@dataclass(frozen=True)
class Known:
    """The columns there are, with the groups that each is asked of."""

    columns: Mapping[str, Column]
    groups: Mapping[str, frozenset[str]]
    subjects: str

    def reach(self, table: Row) -> frozenset[str]:
        """The groups whose columns the rows of a table may ask."""
        return frozenset({HOUSE, self.subjects, *(text for _, text in table.texts("each"))})


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of points.yaml and of the municipality's tables, but those of conditions."""
    if not parts.has("form.yaml", "procedure.yaml"):
        return
    own = parts.file(OWN)
    groups = {asked.group for asked in parts.asked}
    yield from repeated(own.rows("columns"))
    for column in own.rows("columns"):
        yield from _column(parts, column, groups)
    if parts.has(TOWN):
        yield from _town(parts)


def notes(parts: Parts) -> Iterator[Fault]:
    """Holes of tables that say that rows are missing: told, and nothing is stopped."""
    if parts.has("form.yaml", "procedure.yaml", OWN, TOWN):
        known = _known(parts)
        for row in parts.file(TOWN).rows("tables"):
            if row.text("partial") and not [*_shape(known, row), *_rows(parts, known, row)]:
                yield from (fault for fault in _read_together(known, row) if fault.code in HOLES)


def _column(parts: Parts, column: Row, groups: set[str]) -> Iterator[Fault]:
    for group in sorted(_groups(column) - {HOUSE} - groups):
        yield column.fault("field-on-no-page", f"繰り返し「{group}」は、どの画面にもありません。", "each")
    for formula in filter(None, _formulas(column)):
        try:
            sql_of(formula, dict.fromkeys(parts.value_kinds, 0))
        except NotInSql as word:
            yield column.fault(
                "unproved", f"二つ目の計算では「{word}」を使えません。別の書き方にしてください。", "value"
            )


def _formulas(column: Row) -> list[str]:
    own = column.row("value")
    return [own.text(group) for group in own.data] or [column.text("value")]


def _groups(column: Row) -> frozenset[str]:
    own = column.row("value").data
    return frozenset(own) if own else frozenset({column.text("each")})


def _known(parts: Parts) -> Known:
    # Of two with one id the first counts: the second is told elsewhere.
    named: dict[str, Row] = {}
    for row in parts.file(OWN).rows("columns"):
        named.setdefault(row.text("id"), row)
    rows = [row for name, row in named.items() if name]
    columns = {row.text("id"): _column_of(parts, row) for row in rows}
    return Known(columns, {row.text("id"): _groups(row) for row in rows}, parts.about.text("subjects"))


def _column_of(parts: Parts, row: Row) -> Column:
    group, value = row.text("each"), row.text("value").removeprefix("this.")
    field = parts.field(value, group)
    options = {name: str(label) for name, label in row.row("options").data.items()} or _options(parts, field)
    many = row.data.get("many", bool(field and field.kind == "multi"))
    low, high = (end if type(end) is int else None for end in (row.data.get("min"), row.data.get("max")))
    return Column(row.text("id"), row.text("label"), row.text("kind"), {}, row.text("unit"), options, many, low, high)


def _options(parts: Parts, field: Asked | None) -> dict[str, str]:
    if field is None:
        return {}
    named = field.row.row("options").text("from")
    home = dict(parts.town.named("choices")).get(named) if named else field.row
    return {option.text("id"): option.text("label") for option in home.rows("options")} if home else {}


def _town(parts: Parts) -> Iterator[Fault]:
    own = parts.file(TOWN)
    if not parts.has(OWN):
        if parts.sure(OWN):
            yield own.fault("missing-file", "この手続には points.yaml がないので、表は使えません。")
        return
    if own.text("procedure") not in ("", parts.about.text("id")):
        yield own.fault("wrong-procedure", f"この手続は「{parts.about.text('id')}」です。", "procedure")
    known = _known(parts)
    yield from repeated(own.rows("tables"))
    yield from repeated(own.rows("quotas"))
    for table in own.rows("tables"):
        found = [*_shape(known, table), *_rows(parts, known, table)]
        yield from found
        if not found:
            partial = HOLES if table.text("partial") else ()
            yield from (fault for fault in _read_together(known, table) if fault.code not in partial)
    for tie in own.rows("ties"):
        yield from _tie(known, tie)
    yield from _cited(parts)


def _shape(known: Known, table: Row) -> Iterator[Fault]:
    each = [text for _, text in table.texts("each")]
    asked = {group for groups in known.groups.values() for group in groups}
    for place, group in table.texts("each"):
        if group not in asked:
            yield table.fault("unknown-column", f"「{group}」について聞く欄がありません。", "each", place)
    several = set(each) - {known.subjects}
    points = table.text("gives") in ("", "points")
    if points and several and not table.text("over"):
        yield table.fault("missing-key", "「over」がありません。何人かの点をどうまとめるかを書いてください。", "each")
    if not points and table.text("take") in ("highest", "lowest"):
        yield table.fault("wrong-shape", "点を与えない表では、take は one か all にしてください。", "take")
    yield from _cells(known, table, table.row("only"), table)


def _rows(parts: Parts, known: Known, table: Row) -> Iterator[Fault]:
    rows = table.rows("rows")
    yield from repeated(rows)
    gives = table.text("gives") or "points"
    quotas = {row.text("id") for row in parts.file(TOWN).rows("quotas")}
    for row in rows:
        yield from _cells(known, table, row.row("when"), row)
        for key in NEEDED.get(gives, ()):
            if key not in row.data:
                yield row.fault("missing-key", f"「{key}」がありません。")
        for key in sorted(_EVERY & row.data.keys() - set(GIVES.get(gives, ()))):
            yield row.fault("unknown-key", f"「{key}」は、{gives} を与える表には書けません。", key)
        if "quota" in row.data and row.text("quota") not in quotas:
            yield row.fault("unknown-value", f"枠「{row.text('quota')}」は quotas にありません。", "quota")
        for key in ("due", "anchor"):
            yield from _day(known, row, key)
        if row.text("from") and row.text("to") and row.text("to") < row.text("from"):
            yield row.fault("never-applies", "始まる日より前に終わる行です。", "to")


def _day(known: Known, row: Row, key: str) -> Iterator[Fault]:
    name = row.text(key)
    if name and name != START and (name not in known.columns or known.columns[name].kind != "date"):
        yield row.fault("unknown-column", f"日付の欄「{name}」はありません。", key)


def _cells(known: Known, table: Row, cells: Row, row: Row) -> Iterator[Fault]:
    at = cells.path[-1]
    for name, value in cells.data.items():
        column = known.columns.get(name)
        if column is None:
            say = f"欄「{name}」は points.yaml にありません。あるのは {'、'.join(known.columns)} です。"
            yield row.fault("unknown-column", say, at, name)
            continue
        if not known.groups[name] & known.reach(table):
            yield row.fault("unknown-column", f"「{column.label}」は、この表の人(each)には聞けません。", at, name)
        try:
            parse(value, column.kind, column.options or None, column.unit)
        except CellFault as fault:
            yield row.fault("wrong-cell", str(fault), at, name)


def _read_together(known: Known, row: Row) -> Iterator[Fault]:
    """What shows only when the rows of a table are laid beside each other."""
    try:
        table = read_table(row.data, known.columns, {})
    except (AttributeError, LookupError, TypeError, ValueError):
        return  # misshapen, and told so by its schema
    places = {one.text("id"): one for one in row.rows("rows")}
    for one, by in unreachable(table, known.columns):
        why = f"行「{by.id}」がいつも先になります" if by else "どの値も入りません"
        yield places[one.id].fault("never-applies", f"この行は、決して使われません({why})。")
    if table.take == "one":
        for one, other in overlaps(table, known.columns):
            say = f"行「{one.id}」と重なっています。一つだけ当てはまるように分けてください。"
            yield places[other.id].fault("overlap", say)
    yield from _holes(known, row, table)


def _holes(known: Known, row: Row, table: Table) -> Iterator[Fault]:
    if not table.whole:
        return
    try:
        found = holes(table, known.columns)
    except TooWide as wide:
        yield row.fault("table-wide", f"欄の組み合わせが{wide}通りあり、抜けを調べられません。表を分けてください。")
        return
    for hole in found[:TOLD]:
        yield row.fault("hole", f"{_told(known, hole)}、当てはまる行がありません。")
    if len(found) > TOLD:
        yield row.fault("hole", f"ほかにも{len(found) - TOLD}通り、当てはまる行がありません。")


def _told(known: Known, hole: Hole) -> str:
    columns = known.columns
    values = "、".join(f"{columns[name].label}が{columns[name].show(value)}" for name, value in hole.values.items())
    day = f"{hole.day.isoformat()}に" if hole.day.year > 1 else ""
    return f"{day}{values}のとき" if values else f"{day}だれにも"


def _tie(known: Known, tie: Row) -> Iterator[Fault]:
    column = known.columns.get(tie.text("column"))
    if column is None:
        yield tie.fault("unknown-column", f"欄「{tie.text('column')}」は points.yaml にありません。", "column")
        return
    wanted = {"number": ("lowest", "highest"), "yesno": ("yes", "no")}.get(column.kind, ())
    if tie.text("first") not in wanted:
        say = f"「{column.label}」は {column.kind} の欄です。先になるものは {'、'.join(wanted) or '決められません'}。"
        yield tie.fault("wrong-shape", say, "first")
    if column.kind == "number" and known.groups[column.id] - {HOUSE, known.subjects} and not tie.text("over"):
        yield tie.fault("missing-key", "「over」がありません。何人かの値をどうまとめるかを書いてください。", "column")


def _cited(parts: Parts) -> Iterator[Fault]:
    """Every source that is cited is listed here, in the town's file or in the municipality's."""
    own = parts.file(TOWN)
    files = [own, parts.town, parts.file("municipality.yaml")]
    known = {key for file in files for key in file.row("sources").data}
    rows = [row for table in own.rows("tables") for row in table.rows("rows")]
    rows += [*own.rows("ties"), *own.rows("quotas"), *(own.row(key) for key in ("threshold", "extra", "reference"))]
    for row in rows:
        if (name := row.text("source")) and name not in known:
            yield row.fault("unknown-source", f"出典「{name}」は sources にありません。", "source")
