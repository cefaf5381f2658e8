"""依頼を書く - findings gathered into one request: their fields ticked, their sentences written, nothing sent yet.

A clerk adds and takes away findings, and writes whatever else; what is sent is what stood there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from madoguchi import locale
from madoguchi.core.finding import Finding
from madoguchi.core.language import JA, LANGUAGES, texts_of
from madoguchi.core.package.edition import Edition
from madoguchi.core.request import requested
from madoguchi.core.verdict import key_of
from madoguchi.web import read

ADD, DROP = "add", "drop"  # buttons: which finding is put into the request, or taken out
BLANK_LINE: Final = "\n\n"


@dataclass(frozen=True)
class Asking:
    """A request as it stands: the findings it is for (their keys), ticked fields, words; `spent` seconds on it."""

    keys: tuple[str, ...]
    fields: tuple[str, ...]
    message: str
    spent: int = 0


@dataclass(frozen=True)
class Writer:
    """Who writes requests about a case: its findings by key, in Japanese and in the family's language."""

    findings: tuple[Finding, ...]
    edition: Edition
    language: str = JA

    @property
    def spoken(self) -> str:
        """The language besides Japanese that a request is written in, as it calls itself; "" for none."""
        return "" if texts_of(self.language) == JA else LANGUAGES[self.language]

    @property
    def reviewed(self) -> bool:
        """Whether a person has read the translation."""
        return self.edition.spoken(self.language).reviewed

    def of(self, keys: Iterable[str]) -> tuple[Finding, ...]:
        """The findings of these keys."""
        known = {key_of(one.code, one.fields): one for one in self.findings}
        return tuple(known[key] for key in dict.fromkeys(keys) if key in known)

    def words(self, finding: Finding) -> str:
        """What is asked, each language on a line of its own; "" where nothing is to be asked."""
        other = requested(self.edition.spoken(self.language), finding, locale.texts(self.language) or {})
        return "\n".join(dict.fromkeys(line for line in (finding.ask, other) if line))


def sent(request: HttpRequest) -> Asking:
    """The request as it was sent, or as it stood when a finding was added."""
    told = request.POST
    spent = (read.number(request, "spent") or 0) + (read.touch(request) or 0)
    return Asking(
        tuple(told.getlist("finding")),
        tuple(told.getlist("fields")),
        told.get("message", "").replace("\r\n", "\n"),
        spent,
    )


def changed(asking: Asking, writer: Writer, request: HttpRequest, bad: Collection[str]) -> Asking:
    """The request with one finding more, or one less; whatever else was ticked and written stays."""
    for finding in writer.of(request.POST.getlist(ADD)):
        asking = _with(asking, finding, writer.words(finding), bad)
    for finding in writer.of(request.POST.getlist(DROP)):
        asking = _without(asking, finding, writer)
    return asking


def changes(request: HttpRequest) -> bool:
    """Whether the request is only to be written further."""
    return ADD in request.POST or DROP in request.POST


def _with(asking: Asking, finding: Finding, words: str, bad: Collection[str]) -> Asking:
    key = key_of(finding.code, finding.fields)
    if key in asking.keys:
        return asking
    # All that was found something about is ticked beforehand; whoever begins to choose findings means those.
    before = () if not asking.keys and frozenset(asking.fields) == frozenset(bad) else asking.fields
    message = (
        asking.message if words in asking.message else BLANK_LINE.join(filter(None, (asking.message.strip(), words)))
    )
    return Asking((*asking.keys, key), tuple(dict.fromkeys((*before, *finding.fields))), message, asking.spent)


def _without(asking: Asking, finding: Finding, writer: Writer) -> Asking:
    key = key_of(finding.code, finding.fields)
    keys = tuple(one for one in asking.keys if one != key)
    others = writer.of(keys)
    kept = {path for one in others for path in one.fields}
    gone = set(finding.fields) - kept
    words = writer.words(finding)
    said = [] if any(writer.words(one) == words for one in others) else [words]
    parts = [part for part in asking.message.split(BLANK_LINE) if part.strip() not in said]
    fields = tuple(path for path in asking.fields if path not in gone)
    return Asking(keys, fields, BLANK_LINE.join(parts).strip(), asking.spent)
