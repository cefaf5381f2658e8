"""足りないもの - what an application by another way lacks; it is taken in, and a clerk sees it as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..evidence import Evidence
from ..finding import Finding
from ..form import Mistake
from .cells import blank, value_at
from .reading import STRANGE, Reading

LEFT_OUT, NOT_TAKEN, STRANGER, LINKED = "left_out", "not_taken", "strange_letter", "linked_file"
BY_FORM: Final = frozenset({LEFT_OUT, NOT_TAKEN, STRANGER, LINKED})
STAGE: Final = "形式チェック"
LAW: Final = "行政手続法第7条(申請が到達したら、審査を始める)"


def found_of(reading: Reading, mistakes: Iterable[Mistake]) -> tuple[Finding, ...]:
    """The findings of a reading; `mistakes` are those of the whole document."""
    return tuple(_found(reading, mistakes))


def _found(reading: Reading, mistakes: Iterable[Mistake]) -> Iterator[Finding]:
    told = {one.path for one, _ in reading.mistakes}
    for one, typed in reading.mistakes:
        side = Evidence(one.label, field=one.path, by="届いたデータ", said=typed)
        yield _finding(NOT_TAKEN, one.path, one.say, f"{one.label}をもう一度教えてください。", side)
    for one in mistakes:
        if one.path not in told:
            bare = blank(value_at(reading.answers, one.path))
            said = f"「{one.label}」の答えがありません。" if bare else one.say
            yield _finding(LEFT_OUT, one.path, said, one.say)
    for path, sign in reading.strange:
        say = f"外字か、読めなくなった文字({sign})があります。正しい字を確かめてください。"
        yield _finding(STRANGER, path, say, "")
    if reading.links:
        say = f"ファイルが{len(reading.links)}個、リンクで届いています。申込フォームで開いて確かめてください。"
        sides = tuple(Evidence("リンク", by="届いたデータ", said=link) for link in reading.links)
        yield Finding(LINKED, "info", STAGE, (), say, LAW, evidence=sides, next="look")


def _finding(code: str, path: str, say: str, ask: str, *sides: Evidence) -> Finding:
    # Both are kept as they are said in Japanese: a row of the case is read by clerks.
    words, asks = str(say), str(ask)
    return Finding(code, "ask", STAGE, (path,), words, LAW, evidence=sides, next="ask" if ask else "look", ask=asks)


def still(findings: Iterable[Finding], answers: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Those of a case that hold with its answers as they are now, however often it is looked at again."""
    return tuple(one for one in findings if one.code in BY_FORM and _holds(one, answers))


def _holds(finding: Finding, answers: Mapping[str, Any]) -> bool:
    values = [value_at(answers, path) for path in finding.fields]
    if finding.code == STRANGER:
        return any(isinstance(value, str) and STRANGE.search(value) for value in values)
    return finding.code == LINKED or any(blank(value) for value in values)
