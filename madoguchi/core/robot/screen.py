"""画面 - what a page shows, and in what it differs from what the script says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from .script import Page, Row

KINDS: Final = {
    "text": "文字",
    "textarea": "文字(複数行)",
    "choice": "選択",
    "radio": "択一",
    "tick": "チェック",
    "password": "パスワード",
    "file": "ファイル",
}


@dataclass(frozen=True)
class Seen:
    """A page as a person sees it. `values` by label: what stands in its inputs, or is shown."""

    title: str
    charset: str
    rows: tuple[Row, ...] = ()
    values: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    errors: tuple[str, ...] = ()
    says: str = ""  # the beginning of its plain words
    dialogs: tuple[str, ...] = ()  # windows that came with it
    frames: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What it says, without its title and what stands below the last sentence."""
        says = self.says.removeprefix(self.title).strip()
        return says[: says.rfind("。") + 1][:80] or says[:80]

    def value(self, label: str) -> str | None:
        """What stands behind a label; None when it is not there, or stands twice."""
        found = [value for row, value in zip(self.rows, self.values, strict=True) if row.label == label]
        return found[0] if len(found) == 1 else None


def seen_of(data: Mapping[str, Any], dialogs: Iterable[str] = (), frames: Iterable[str] = ()) -> Seen:
    """From what _reader.js tells of a page."""
    rows = tuple(
        Row(
            row["label"],
            row["kind"],
            row["required"],
            row["hint"],
            row["limit"],
            tuple((code, words) for code, words in row["options"]),
        )
        for row in data["rows"]
    )
    return Seen(
        title=data["title"],
        charset=data["charset"],
        rows=rows,
        values=tuple(row["value"] for row in data["rows"]),
        **{name: tuple(data[name]) for name in ("buttons", "links", "heads", "errors")},
        lines=tuple(tuple(line) for line in data["lines"]),
        says=data["says"],
        dialogs=tuple(dialogs),
        frames=tuple(frames),
    )


@dataclass(frozen=True)
class Difference:
    """A page that is not as its script says: why, in a sentence, and both side by side, line for line."""

    say: str
    expected: tuple[str, ...]
    found: tuple[str, ...]


def compare(page: Page, charset: str, seen: Seen) -> Difference | None:
    """None when the page is wholly as the script says; the order of rows and buttons counts."""
    expected = _told(page.title, charset, page.rows, (button.says for button in page.buttons), ())
    found = _told(seen.title, seen.charset, seen.rows, seen.buttons, seen.dialogs)
    if expected == found:
        return None
    return Difference(_reason(page, charset, seen), *beside(expected, found))


def beside(expected: Sequence[str], found: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both to the same length."""
    pairs = list(zip_longest(expected, found, fillvalue="(なし)"))
    return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)


def _told(title: str, charset: str, rows: Iterable[Row], buttons: Iterable[str], dialogs: Iterable[str]) -> list[str]:
    return [
        f"題: {title}",
        f"文字コード: {charset}",
        *(f"警告の窓: {says}" for says in dialogs),
        *(describe(row) for row in rows),
        *(f"ボタン: {says}" for says in buttons),
    ]


def describe(row: Row) -> str:
    """A row in one line."""
    options = "、".join(words if words.startswith(code) else f"{code}={words}" for code, words in row.options)
    parts = (
        KINDS.get(row.kind, ""),
        "必須" if row.required else "",
        row.hint,
        f"{row.limit}字まで" if row.limit else "",
        options,
    )
    told = " ".join(part for part in parts if part)
    return f"{row.label}: {told}" if told else row.label


def _reason(page: Page, charset: str, seen: Seen) -> str:
    """The first thing that strikes one who looks."""
    if seen.dialogs:
        return f"画面「{page.title}」で、手順書にない窓が開きました。"
    if seen.title != page.title:
        return f"画面「{page.title}」のはずが、「{seen.title}」が出ました。"
    if seen.charset != charset:
        return f"画面「{page.title}」の文字コードが{charset}から{seen.charset}に変わっています。"
    return f"画面「{page.title}」の{_of_rows(page, seen)}。"


def _of_rows(page: Page, seen: Seen) -> str:
    ours, theirs = [row.label for row in page.rows], [row.label for row in seen.rows]
    gone, come = [label for label in ours if label not in theirs], [label for label in theirs if label not in ours]
    if gone and come:
        return f"項目「{gone[0]}」がなく、「{come[0]}」があります"
    if gone or come:
        return f"項目「{gone[0]}」がなくなっています" if gone else f"項目「{come[0]}」がふえています"
    if ours != theirs:
        return "項目の並びが変わっています"
    for one, other in zip(page.rows, seen.rows, strict=True):
        if one != other:
            return f"項目「{one.label}」の{_of_row(one, other)}が変わっています"
    return "ボタンが変わっています"


def _of_row(one: Row, other: Row) -> str:
    if one.options != other.options and one.kind == other.kind:
        return "選択肢"
    if one.kind != other.kind:
        return "種類"
    return "必須" if one.required != other.required else "書き方" if one.hint != other.hint else "長さ"


@dataclass(frozen=True)
class Looked:
    """A page that was looked at before a run; `say` is empty when it is as the script says."""

    page: str
    title: str
    say: str = ""
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    picture: bytes = b""
