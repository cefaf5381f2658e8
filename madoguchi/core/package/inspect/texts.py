"""訳の検査 - each further language has every text of the procedure, and none that the procedure has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..faults import Fault
from ..parts import Parts, Row
from ..spoken import SAID
from .checks import check_slots

FOLDER = "texts/"
STANDARD = "standard/texts/"
OF_TOWN = {
    "municipality.yaml": ("municipality.name", "office.name", "office.hours"),
    "town.yaml": (),
}


def faults(parts: Parts) -> Iterator[Fault]:
    """Every text that is missing in a language or belongs to nothing."""
    if not parts.has("procedure.yaml", "form.yaml", parts.flow_path) or not parts.sure("checks.yaml", "flow.yaml"):
        return
    japanese = dict(texts_of(parts))
    yield from _of_town(parts)
    for place, lang in parts.about.texts("languages"):
        path = f"{FOLDER}{lang}.yaml"
        if lang != "ja" and path not in parts.sources:
            yield parts.about.fault("missing-text", f"{path} がありません。", "languages", place)
    for file in parts.folder(FOLDER, ".yaml"):
        lang = file.source.path.removeprefix(FOLDER).removesuffix(".yaml")
        if lang == "ja":
            yield file.fault("unknown-language", "日本語は、使う所にそのまま書いてください。")
        elif lang not in parts.languages:
            yield file.fault("unknown-language", f"「{lang}」は procedure.yaml の languages にありません。")
        else:
            yield from _compare(parts, file, japanese)


def notes(parts: Parts) -> Iterator[Fault]:
    """The files of texts that no person has signed off: worth knowing, no fault."""
    for folder in (FOLDER, STANDARD):
        for file in parts.folder(folder, ".yaml"):
            if not file.row("reviewed").data:
                yield file.fault(
                    "unreviewed", "この訳は未確認です。確かめた人が reviewed に名前と日付を書いてください。"
                )


def _compare(parts: Parts, file: Row, japanese: dict[str, tuple[Row, str]]) -> Iterator[Fault]:
    given, standard = file.row("texts"), _standard(parts, file)
    of_flow = {name for name, (row, _) in japanese.items() if row.source.path == parts.flow_path}
    for name, (row, key) in japanese.items():
        if name not in {*given.data, *(of_flow & standard.keys())} and not of_staff(name):
            place = row.fault("", "", key)
            say = f"「{name}」がありません({place.file}:{place.line} の「{row.data.get(key)}」)。"
            yield file.fault("missing-text", say, "texts")
    for name in given.data:
        if name not in japanese:
            yield given.fault("unknown-text", f"「{name}」にあたる日本語の文がありません。", name)
        elif name.startswith("checks."):
            yield from check_slots(parts, japanese[name][0], given, given.text(name), name)


def of_staff(name: str) -> bool:
    """Whether a text is one that no family reads: it may be given in other languages, but need not."""
    return name.startswith("checks.") and name.endswith(".say")


def _standard(parts: Parts, file: Row) -> Mapping[str, Any]:
    """The texts that come with the standard flow: what the package does not say otherwise need not be said again."""
    return parts.file(STANDARD + file.source.path.removeprefix(FOLDER)).row("texts").data


def _of_town(parts: Parts) -> Iterator[Fault]:
    """The words a town gives in other languages are of something it has."""
    choices = {name: {option.text("id") for option in row.rows("options")} for name, row in parts.town.named("choices")}
    known = {f"choices.{name}.{one}.{key}" for name, ids in choices.items() for one in ids for key in ("label", "note")}
    known |= {f"windows.{row.text('id')}.label" for row in parts.town.rows("windows")}
    known |= {f"decision.{key}" for key in ("ordinance", "grounds") if parts.town.row("decision").text(key)}
    for path, always in OF_TOWN.items():
        for _, texts in parts.file(path).named("texts"):
            for name in texts.data:
                if name not in always and (always or name not in known):
                    yield texts.fault("unknown-text", f"「{name}」にあたる日本語の言葉がありません。", name)


def texts_of(parts: Parts) -> Iterator[tuple[str, tuple[Row, str]]]:
    """Every text of the procedure by its id, with the row and key where its Japanese stands."""
    yield from _named("procedure", parts.about, "name", "summary")
    bring = parts.about.texts("bring")
    for place, text in bring:
        yield f"procedure.bring.{place + 1}", (Row(parts.about.source, ("bring",), {str(place): text}), str(place))
    for page in parts.form.rows("pages"):
        yield from _page(page)
    yield from _before(parts.form.row("eligibility"))
    for rule in parts.form.rows("rules"):
        yield from _named(f"rules.{rule.text('id')}", rule, "say")
    for check in parts.file("checks.yaml").rows("checks"):
        yield from _named(f"checks.{check.text('id')}", check, "say", "ask")
    for kind in parts.papers:
        yield from _named(f"papers.{kind.text('id')}", kind, "label")
    for status in parts.flow_rows("statuses"):
        yield from _named(f"statuses.{status.text('id')}", status, "label", "say")
    row = parts.stations_row
    for place, text in row.texts("stations"):
        yield f"stations.{place + 1}", (Row(row.source, ("stations",), {str(place): text}), str(place))
    for step in parts.flow_rows("steps"):
        if step.text("role") == "resident":
            yield from _named(f"steps.{step.text('id')}", step, "label")


def _page(page: Row) -> Iterator[tuple[str, tuple[Row, str]]]:
    base = f"form.{page.text('id')}"
    yield from _named(base, page, "title", "help")
    if label := page.row("repeat").text("label"):
        yield f"{base}.repeat", (Row(page.source, (*page.path, "repeat"), {"label": label}), "label")
    for field in page.rows("fields"):
        yield from _field(field, f"{base}.{field.text('id')}")


def _field(field: Row, name: str) -> Iterator[tuple[str, tuple[Row, str]]]:
    yield from _named(name, field, *SAID)
    for option in field.rows("options"):
        yield from _named(f"{name}.{option.text('id')}", option, "label", "note")


def _before(eligibility: Row) -> Iterator[tuple[str, tuple[Row, str]]]:
    """The texts of what is asked before the form."""
    for field in eligibility.rows("questions"):
        yield from _field(field, f"eligibility.{field.text('id')}")
    for rule in eligibility.rows("rules"):
        yield from _named(f"eligibility.{rule.text('id')}", rule, "say")
        for place, other in enumerate(rule.rows("instead"), start=1):
            yield f"eligibility.{rule.text('id')}.instead.{place}", (other, "say")


def _named(base: str, row: Row, *keys: str) -> Iterator[tuple[str, tuple[Row, str]]]:
    """The texts at some keys; the first is always there, or its lack is told elsewhere."""
    return ((f"{base}.{key}", (row, key)) for key in keys if row.text(key) or key == keys[0])
