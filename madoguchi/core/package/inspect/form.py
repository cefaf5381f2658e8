"""様式の検査 - pages, fields, repeats and rules name each other rightly, and no page asks too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from ...fields import KINDS
from ...known import OUTSIDE
from ..faults import Fault
from ..parts import Asked, Parts, Questions, Row, repeated
from . import direct
from .conditions import options_of

CROWDED: Final = 12  # fields of one page
_PAGES_OF_THE_WAY: Final = frozenset(
    {"check", "done", "code", "direct", "later", "window", "discard", "helper", "second", "voice"}
)  # have their own address after the form's pages
# Names of every condition's scope, and words of CEL itself.
_TAKEN: Final = frozenset(
    {
        "town",
        "today",
        "start",
        "window_kind",
        "this",
        "parent",
        "index",
        "true",
        "false",
        "null",
        "in",
        "as",
        "break",
        "const",
        "continue",
    }
    | {
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    }
)
_OF_CHECKS: Final = frozenset({"paper", *OUTSIDE})  # names of the whole in the conditions of checks
_TITLES: Final = ("text", "kana", "choice")  # kinds of field that can name a case
# Keys of a field that name another one of its page, and the kinds that this must be of.
_BESIDE: Final = {"from_postcode": ("postcode",), "reading_of": ("text",)}
_FACETS: Final = ("choice", "yesno", "computed")  # kinds of field that a list of cases can be filtered by


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of the form and of what points into it."""
    if not parts.has("form.yaml"):
        return
    pages = parts.form.rows("pages")
    yield from repeated(pages)
    yield from repeated(parts.form.rows("rules"))
    for number, page in enumerate(pages):
        yield from _page(parts, page, number)
    yield from _fields(parts)
    yield from _repeats(parts, pages)
    yield from _rules(parts)
    yield from _fields(Questions(parts.sources, parts.lost))
    yield from _answered(parts)
    yield from repeated(parts.form.row("eligibility").rows("rules"))
    if parts.has("procedure.yaml"):
        yield from _pointers(parts)


def _answered(parts: Parts) -> Iterator[Fault]:
    """What a question before the form answers is a field of the form, of the same kind; a field itself answers none."""
    for row in (field for page in parts.form.rows("pages") for field in page.rows("fields")):
        if "answers" in row.data:
            yield row.fault("unknown-key", "answers は、eligibility の問いにだけ書けます。", "answers")
    for row in parts.form.row("eligibility").rows("questions"):
        if path := row.text("answers"):
            group, _, name = path.rpartition(".")
            asked = parts.field(name, group.removesuffix(".0"))
            if asked is None:
                yield _on_no_page(row, path, "answers")
            elif asked.kind != row.text("kind"):
                yield row.fault("wrong-field", f"「{path}」は {row.text('kind')} の項目ではありません。", "answers")


def _page(parts: Parts, page: Row, number: int) -> Iterator[Fault]:
    if page.text("id") in _PAGES_OF_THE_WAY:
        yield page.fault(
            "reserved-id", f"画面の名前「{page.text('id')}」は使われています。別の名前にしてください。", "id"
        )
    fields = page.rows("fields")
    if not fields and page.data.get("fields") == []:
        yield page.fault("empty-page", "項目がありません。項目を置くか、画面を消してください。", "fields")
    if len(fields) > CROWDED:
        yield page.fault(
            "crowded-page", f"項目が{len(fields)}個あります({CROWDED}個まで)。画面を分けてください。", "fields"
        )
    if page.data.get("repeat"):
        yield from _around(parts, page.row("repeat"), number)
        yield from _count(parts, page.row("repeat"), number)


def _around(parts: Parts, repeat: Row, number: int) -> Iterator[Fault]:
    """A group inside another's items comes after a page about them."""
    outer = repeat.text("group").rpartition(".")[0]
    earlier = {page.row("repeat").text("group") for page in parts.form.rows("pages")[:number]}
    if outer and outer not in earlier:
        yield repeat.fault("field-on-no-page", f"「{outer}」を繰り返す画面が、前にありません。", "group")


def _count(parts: Parts, repeat: Row, number: int) -> Iterator[Fault]:
    """The number of items is settled on an earlier page, by a number or by a choice of numbers."""
    name, outer = repeat.text("count"), repeat.text("group").rpartition(".")[0]
    asked = parts.field(name, outer) or parts.field(name)
    if not name:
        return
    if asked is None or asked.at[0] >= number:
        yield repeat.fault("repeat-count", f"「{name}」は、前の画面にある項目ではありません。", "count")
    elif asked.kind == "choice":
        if strange := [one for one in sorted(options_of(parts, asked.row) or ()) if not one.isdecimal()]:
            yield repeat.fault("repeat-count", f"「{name}」の選択肢「{strange[0]}」は数ではありません。", "count")
    elif asked.kind != "number":
        yield repeat.fault("repeat-count", f"「{name}」は数(number)か選択(choice)の項目にしてください。", "count")


def _fields(parts: Parts) -> Iterator[Fault]:
    groups = {asked.group for asked in parts.asked if asked.group}
    for group in sorted({"", *groups}):
        yield from repeated([asked.row for asked in parts.asked if asked.group == group])
    for asked in parts.asked:
        row, name = asked.row, asked.id
        if name in _TAKEN or (not asked.group and (name in groups or name in _OF_CHECKS)):
            yield row.fault("reserved-id", f"「{name}」は条件で使う言葉です。別の名前にしてください。", "id")
        yield from _limits(row)
        if asked.kind in ("choice", "multi", "week"):
            yield from _options(parts, row)
        yield from _beside(parts, asked)
        if row.data.get("reads"):
            yield from _reads(parts, asked)
        if row.data.get("direct"):
            yield from direct.of_field(parts, asked)


def _beside(parts: Parts, asked: Asked) -> Iterator[Fault]:
    """What a field takes from another stands on the same page: a script sees no other."""
    yield from _pointed(parts, asked.row, _BESIDE, asked.group)
    for key in _BESIDE:
        other = parts.field(asked.row.text(key), asked.group)
        if other and other.at[0] != asked.at[0]:
            yield asked.row.fault(
                "wrong-field", f"「{other.id}」は、この画面にありません。同じ画面に置いてください。", key
            )


def _reads(parts: Parts, asked: Asked) -> Iterator[Fault]:
    """The paper comes on an earlier page, of the same item or of all."""
    row = asked.row.row("reads")
    name = row.text("paper")
    paper = parts.field(name, asked.group) or parts.field(name)
    if paper is None:
        yield _on_no_page(row, name, "paper")
    elif paper.kind != "files":
        yield row.fault("wrong-field", f"「{name}」は files の項目ではありません。", "paper")
    elif paper.at[0] >= asked.at[0]:
        yield row.fault("later-field", f"「{name}」は、前の画面の項目ではありません。", "paper")


def _limits(row: Row) -> Iterator[Fault]:
    low, high = row.data.get("min"), row.data.get("max")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield row.fault("limits", f"下限 {low} が上限 {high} より大きいです。", "min")


def _options(parts: Parts, row: Row) -> Iterator[Fault]:
    if row.data.get("options") == []:
        yield row.fault("no-options", "選択肢がありません。", "options")
    yield from repeated(row.rows("options"))
    name = row.row("options").text("from")
    declared = {text for _, text in parts.about.texts("choices")} | {"windows"}
    if name and parts.has("procedure.yaml") and name not in declared:
        yield row.fault("unknown-list", f"「{name}」は procedure.yaml の choices にありません。", "options", "from")


def _repeats(parts: Parts, pages: list[Row]) -> Iterator[Fault]:
    """All pages of a group repeat alike; a group's name is no other name."""
    first: dict[str, Row] = {}
    ids = {page.text("id") for page in pages}
    for page in pages:
        repeat = page.row("repeat")
        group = repeat.text("group")
        outer, _, name = group.rpartition(".")
        if name in _TAKEN or group in _OF_CHECKS:
            yield repeat.fault("reserved-id", f"「{name}」は条件で使う言葉です。別の名前にしてください。", "group")
        elif outer and parts.field(name, outer):
            yield repeat.fault("duplicate-id", f"「{name}」は「{outer}」の項目にもあります。", "group")
        if group and group not in first:
            yield from _listed_page(repeat, name, ids, first)
        if group not in first:
            yield from _limits(repeat)
        if group and dict(first.setdefault(group, repeat).data) != dict(repeat.data):
            yield repeat.fault(
                "repeat-differs", f"「{group}」の count と max を、前の画面と同じにしてください。", "group"
            )


def _listed_page(repeat: Row, name: str, ids: AbstractSet[str], first: Mapping[str, Row]) -> Iterator[Fault]:
    """The page that lists the items has its address from the group's name."""
    others = {group.rpartition(".")[2] for group, row in first.items() if not row.text("count")}
    if not repeat.text("count") and name in ids | others | _PAGES_OF_THE_WAY:
        say = f"「{name}」は一覧の画面の名前になります。画面やほかの繰り返しと別の名前にしてください。"
        yield repeat.fault("reserved-id", say, "group")


def _rules(parts: Parts) -> Iterator[Fault]:
    for rule in parts.form.rows("rules"):
        group, _, name = rule.text("at").rpartition(".")
        homes = sorted({asked.group for asked in parts.asked if asked.id == name and group in ("", asked.group)})
        if name and not homes:
            yield _on_no_page(rule, rule.text("at"), "at")
        if len(homes) > 1:
            say = f"「{name}」は二か所にあります。「{homes[-1]}.{name}」のように書いてください。"
            yield rule.fault("wrong-field", say, "at")


def _pointers(parts: Parts) -> Iterator[Fault]:
    """The fields that procedure.yaml and checks.yaml name are on a page."""
    about = parts.about
    subjects = about.text("subjects")
    if subjects and subjects not in {asked.group for asked in parts.asked}:
        yield _on_no_page(about, subjects, "subjects")
    yield from _never_none(parts, subjects)
    yield from _pointed(parts, about, {"title": _TITLES}, subjects)
    yield from _pointed(parts, about, {"window": ("choice",)})
    yield from _pointed(parts, about.row("contact"), {"mail": ("email",), "sms": ("phone",)})
    yield from _second(parts)
    yield from _listed(parts, subjects)
    groups = {asked.group for asked in parts.asked}
    for check in parts.file("checks.yaml").rows("checks"):
        each = check.text("each")
        if each not in groups:
            yield _on_no_page(check, each, "each")
            continue
        for place, name in check.texts("fields"):
            if parts.field(name, each) is None:
                yield _on_no_page(check, name, "fields", place)


def _never_none(parts: Parts, subjects: str) -> Iterator[Fault]:
    """An application is about one subject at least."""
    for page in parts.form.rows("pages"):
        repeat = page.row("repeat")
        low = repeat.data.get("min")
        if (
            subjects
            and repeat.text("group") == subjects
            and not repeat.text("count")
            and not (low and "when" not in repeat.data)
        ):
            say = f"「{subjects}」は申請の対象です。min を1以上にし、when を付けないでください。"
            yield repeat.fault("limits", say, "min")
            return


def _second(parts: Parts) -> Iterator[Fault]:
    """Another guardian is an item of a group; which of them applies, a choice of numbers says."""
    second = parts.about.row("second")
    group, name = second.text("group"), second.text("applicant")
    if group and group not in {asked.group for asked in parts.asked}:
        yield _on_no_page(second, group, "group")
    yield from _pointed(parts, second, {"applicant": ("choice",)})
    asked = parts.field(name)
    if asked and (strange := [one for one in sorted(options_of(parts, asked.row) or ()) if not one.isdecimal()]):
        yield second.fault("wrong-field", f"「{name}」の選択肢「{strange[0]}」は数ではありません。", "applicant")


def _listed(parts: Parts, subjects: str) -> Iterator[Fault]:
    """The fields by which cases are filtered and found, and those that a protection hides."""
    about = parts.about
    for place, name in about.texts("facets"):
        asked = parts.field(name, subjects) or parts.field(name)
        if asked is None:
            yield _on_no_page(about, name, "facets", place)
        elif asked.kind not in _FACETS:
            yield about.fault(
                "wrong-field", f"「{name}」は {' か '.join(_FACETS)} の項目ではありません。", "facets", place
            )
    for key in ("search", "protect"):
        for place, name in about.texts(key):
            group, _, member = name.rpartition(".")
            if parts.field(member, group) is None:
                yield _on_no_page(about, name, key, place)
            elif key == "search" and "." in group:
                yield about.fault("wrong-field", f"「{name}」は繰り返しの中の繰り返しにあります。", key, place)


def _pointed(parts: Parts, row: Row, kinds: Mapping[str, tuple[str, ...]], group: str = "") -> Iterator[Fault]:
    """The fields that a row names, outside groups or in one, are of the kinds that its keys want."""
    for key, fitting in kinds.items():
        if not (name := row.text(key)):
            continue
        asked = parts.field(name, group)
        if asked is None:
            yield _on_no_page(row, name, key)
        elif asked.kind in KINDS and asked.kind not in fitting:
            yield row.fault("wrong-field", f"「{name}」は {' か '.join(fitting)} の項目ではありません。", key)
        elif key == "window" and asked.row.row("options").text("from") != "windows":
            yield row.fault("wrong-field", f"「{name}」の選択肢が受付期間({{from: windows}})ではありません。", key)


def _on_no_page(row: Row, name: str, *at: str | int) -> Fault:
    return row.fault("field-on-no-page", f"「{name}」は、どの画面にもありません。", *at)
