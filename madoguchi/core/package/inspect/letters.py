"""通知の検査 - every letter a step makes is there, well shaped, and speaks only of what can be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...notice import MAILS, SLOT, SLOTS
from ..faults import Fault
from ..parts import Parts

OWN: Final = "notices/"
STANDARD: Final = "standard/notices/"


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of the letters."""
    for folder in (OWN, STANDARD):
        for path in sorted(path for path in parts.sources if path.startswith(folder) and path.endswith(".txt")):
            yield from _letter(path, str(parts.sources[path].data), name_of(path)[0])
    if parts.has("procedure.yaml", parts.flow_path) and parts.sure("flow.yaml"):
        yield from _missing(parts)
        yield from _unused(parts)


def name_of(path: str) -> tuple[str, str]:
    """Kind and language of a letter by its path; ("", "") when it is named otherwise."""
    pieces = path.rpartition("/")[2].split(".")
    return (pieces[0], pieces[1]) if len(pieces) == 3 and all(pieces) else ("", "")


def slots_of(text: str) -> tuple[list[str], bool]:
    """The slots of a text in order, and whether a brace is left over."""
    rest = SLOT.sub("", text)
    return list(dict.fromkeys(SLOT.findall(text))), "{" in rest or "}" in rest


def _letter(path: str, text: str, kind: str) -> Iterator[Fault]:
    lines = text.split("\n")
    if not lines[0].strip():
        yield Fault(path, 1, "letter-shape", "1行目に題を書いてください。")
    elif len(lines) < 3 or lines[1].strip() or not "".join(lines[2:]).strip():
        yield Fault(path, min(2, len(lines)), "letter-shape", "題の次の行を空けて、その下に本文を書いてください。")
    known = MAILS.get(kind, SLOTS)
    for number, line in enumerate(lines, 1):
        slots, broken = slots_of(line)
        for slot in slots:
            if slot not in known:
                say = f"差し込み名 {{{slot}}} は使えません。使えるのは {', '.join(sorted(known))} です。"
                yield Fault(path, number, "unknown-slot", say)
        if broken:
            yield Fault(path, number, "unknown-slot", "差し込みの括弧 { } が閉じていません。")


def _there(parts: Parts) -> Mapping[str, set[str]]:
    """The languages of every kind of letter, the standard ones included."""
    there: dict[str, set[str]] = {}
    for path in parts.sources:
        if path.startswith((OWN, STANDARD)):
            kind, lang = name_of(path)
            there.setdefault(kind, set()).add(lang)
    return there


def _missing(parts: Parts) -> Iterator[Fault]:
    there = _there(parts)
    for step in parts.flow_rows("steps"):
        kind = step.text("notice")
        if kind and "ja" not in there.get(kind, ()):
            yield step.fault("missing-notice", f"notices/{kind}.ja.txt がありません。", "notice")
    for place, lang in parts.about.texts("languages"):
        for kind in sorted({*_used(parts), *MAILS}):
            if lang != "ja" and lang not in there.get(kind, ()):
                say = f"通知 notices/{kind}.{lang}.txt がありません。"
                yield parts.about.fault("missing-text", say, "languages", place)
    for kind in sorted(MAILS):
        if "ja" not in there.get(kind, ()):
            yield parts.about.fault("missing-notice", f"notices/{kind}.ja.txt がありません。", "id")


def _used(parts: Parts) -> set[str]:
    return {step.text("notice") for step in parts.flow_rows("steps") if step.text("notice")}


def _unused(parts: Parts) -> Iterator[Fault]:
    used = {*_used(parts), *MAILS}
    for path in sorted(path for path in parts.sources if path.startswith(OWN)):
        kind, lang = name_of(path)
        if kind and kind not in used:
            yield Fault(path, 1, "unused-notice", f"通知「{kind}」を出す手順がありません。")
        if lang and lang not in {"ja", *parts.languages}:
            yield Fault(path, 1, "unknown-language", f"「{lang}」は procedure.yaml の languages にありません。")
