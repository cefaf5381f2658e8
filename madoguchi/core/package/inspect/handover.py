"""引き渡しの検査 - the back office is there, its transcript fits the procedure, and every value and code is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...condition import ConditionFault, compile_condition
from ...handover import ROBOT, SYSTEM, TRANSCRIPT
from ...robot.script import ScriptFault, read_script
from ...transcript.office import names_at
from ..faults import Fault
from ..parts import Parts, Row, repeated

_OF_FILES = ("deed", "manifest", "results")


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `handover` in the municipality's file, and of the files of its back office."""
    told = parts.town.row("handover")
    if not told.data:
        return
    yield from _missing(parts, told)
    yield from _of_flow(parts, told)
    if parts.has(SYSTEM):
        yield from _of_system(parts, told)
    if parts.has(TRANSCRIPT, "form.yaml", "procedure.yaml"):
        yield from _of_transcript(parts, told)
    if parts.has(ROBOT):
        yield from _of_script(parts, told)


def _missing(parts: Parts, told: Row) -> Iterator[Fault]:
    wanted = {SYSTEM: "system.yaml", TRANSCRIPT: f"{parts.about.text('id')}.yaml"}
    if told.text("way") == "robot":
        wanted[ROBOT] = "robot.yaml"
    for path, name in wanted.items():
        if not parts.has(path) and path not in parts.lost:
            say = f"基幹システム「{told.text('system')}」に {name} がありません。"
            yield told.fault("missing-file", say, "way" if path == ROBOT else "system")


def _of_flow(parts: Parts, told: Row) -> Iterator[Fault]:
    if not parts.has(parts.flow_path) or not parts.sure("flow.yaml"):
        return
    taken = {name for _, name in parts.town.texts("steps")}
    rows = parts.flow_rows("steps")
    steps = {row.text("id") for row in rows if row.data.get("optional") is not True or row.text("id") in taken}
    for place, name in told.texts("after"):
        if name not in steps:
            yield told.fault("unknown-step", f"手順「{name}」は、この市の業務フローにありません。", "after", place)
    statuses = {row.text("id") for row in parts.flow_rows("statuses")}
    for place, name in told.texts("ends"):
        if name not in statuses:
            yield told.fault("unknown-status", f"状態「{name}」は、業務フローにありません。", "ends", place)


def _of_system(parts: Parts, told: Row) -> Iterator[Fault]:
    system = parts.file(SYSTEM)
    if system.text("id") != told.text("system"):
        say = f"id は「{told.text('system')}」にしてください。"
        yield system.fault("wrong-system", say, "id")
    yield from repeated(system.rows("letters"), "letter")
    for key in _OF_FILES if told.text("way") == "batch" else ():
        if not system.row("files").row(key).data:
            yield system.fault("missing-value", f"方式4のファイルの形 files の {key} がありません。", "files")


def _of_transcript(parts: Parts, told: Row) -> Iterator[Fault]:
    transcript = parts.file(TRANSCRIPT)
    for key, wanted in (("system", told.text("system")), ("procedure", parts.about.text("id"))):
        if transcript.text(key) != wanted:
            code = f"wrong-{key}"
            yield transcript.fault(code, f"{key} は「{wanted}」にしてください。", key)
    fields = transcript.rows("fields")
    labels = [row.text("label") for row in fields]
    if transcript.text("key") not in labels:
        yield transcript.fault("unknown-label", f"項目「{transcript.text('key')}」がありません。", "key")
    tables = dict(transcript.named("codes"))
    for rows in (fields, transcript.rows("cancel")):
        yield from repeated(rows, "label")
        for place, row in enumerate(rows):
            yield from _of_field(parts, row, tables)
            if row.text("rest") and row.text("rest") not in [later.text("label") for later in rows[place + 1 :]]:
                say = f"「{row.text('rest')}」は、この項目のあとにありません。"
                yield row.fault("unknown-label", say, "rest")
    filled = {row.text("rest") for row in fields}
    for row in fields:
        if "value" not in row.data and row.data.get("required") is True and row.text("label") not in filled:
            yield row.fault("missing-value", "必須の項目に value がありません。", "required")


def _of_script(parts: Parts, told: Row) -> Iterator[Fault]:
    """What of a script cannot be followed, and what only one of script and transcript fills in."""
    row = parts.file(ROBOT)
    try:
        script = read_script(row.data)
    except ScriptFault as error:
        yield row.fault("wrong-script", f"手順書を読めません。{error}")
        return
    if script.system != told.text("system"):
        yield row.fault("wrong-system", f"system は「{told.text('system')}」にしてください。", "system")
    if not parts.has(TRANSCRIPT):
        return
    for way, key in (("new", "fields"), ("change", "fields"), ("cancel", "cancel")):
        labels = [field.text("label") for field in parts.file(TRANSCRIPT).rows(key)]
        typed = script.labels(way) if way in script.ways else tuple(labels)
        for label in sorted({*labels} ^ {*typed}):
            where = "手順書の画面" if label in labels else f"転記の {key} "
            yield row.fault("unknown-label", f"「{label}」が、{where}にありません。", "ways", way)


def _of_field(parts: Parts, row: Row, tables: Mapping[str, Row]) -> Iterator[Fault]:
    group = row.text("of")
    if group and group not in {asked.group for asked in parts.asked if "." not in asked.group}:
        yield row.fault("field-on-no-page", f"繰り返し「{group}」は、様式にありません。", "of")
        return
    subjects = parts.about.text("subjects")
    if source := row.text("value"):
        try:
            compile_condition(source, names_at(parts.names(), subjects, group))
        except ConditionFault as error:
            yield row.fault(error.code, f"{error}。", "value")
    if name := row.text("codes"):
        if name not in tables:
            yield row.fault("unknown-codes", f"コードの表「{name}」がありません。", "codes")
        else:
            yield from _uncoded(parts, row, tables[name], group or subjects)


def _uncoded(parts: Parts, row: Row, table: Row, group: str) -> Iterator[Fault]:
    """Options of the form without a code, and codes without an option; a municipality's own lists are not looked at."""
    owner, _, name = row.text("value").rpartition(".")
    asked = parts.field(name, {"": "", "this": group}.get(owner, "?"))
    if asked is None or asked.kind != "choice" or asked.row.row("options").data:
        return
    options = {option.text("id") for option in asked.row.rows("options")}
    for option in sorted(options - table.data.keys()):
        yield table.fault("missing-value", f"{row.text('value')} の「{option}」にコードがありません。")
    for value in sorted(table.data.keys() - options - {""}):
        yield table.fault("unknown-option", f"{row.text('value')} の選択肢に「{value}」はありません。", value)
