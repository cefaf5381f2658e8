"""審査 - all that is known of an application laid side by side: what a person must see of each case, and what is clear.

Rules and reading alone: a case is clear when nothing speaks against it, every paper that the answers ask for is there,
and all that was compared was surely read and is the same. Even then a person confirms it with one look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from .evidence import Evidence
from .finding import Finding
from .form import files_of, items_in
from .known import Known, Record, Seen, around, papers_at
from .package.edition import Edition
from .papers import NOT_READ, Reading, home_of

GRAVE: Final = frozenset({"block", "ask"})


@dataclass(frozen=True)
class Reviewed:
    """One case: its branch, what must be seen, what was compared and agrees, and the papers that are missing (path of
    the item, kind)."""

    branch: int
    findings: tuple[Finding, ...]
    agreed: tuple[Evidence, ...]
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def clear(self) -> bool:
        """Whether one confirming look is enough."""
        return clear(self.findings) and not self.missing


def clear(findings: Iterable[Finding]) -> bool:
    """Whether nothing found wants more than one confirming look. What could not surely be read is a finding too."""
    return not any(finding.level in GRAVE for finding in findings)


def review(
    edition: Edition,
    answers: Mapping[str, Any],
    papers: Mapping[str, Sequence[Reading]],
    seen: Mapping[str, tuple[Seen, ...]] | None,
    register: Mapping[str, Record] | None,
    today: date,
) -> tuple[Reviewed, ...]:
    """Each case of an application that came on a day.

    `papers` by the path of their files field; a file of the answers that nobody read counts as not read. `seen` is what
    core/crossing found in other applications, `register` what core/register made of the registers; None: nobody asked.
    """
    document = edition.document(answers, today)
    known = Known(all_files(edition, document, papers), seen or {}, register or {})
    looked = edition.look(document, today, known)
    missing = tuple(_missing(edition, document, known, today))
    return tuple(
        Reviewed(
            subject.branch,
            tuple(finding for finding in looked.findings if edition.concerns(finding, subject.branch)),
            tuple(line for line in looked.agreed if _of(edition, line, subject.branch)),
            tuple((at, kind) for at, kind in missing if edition.about(at, subject.branch)),
        )
        for subject in edition.subjects(document)
    )


def all_files(
    edition: Edition, document: Mapping[str, Any], papers: Mapping[str, Sequence[Reading]]
) -> dict[str, tuple[Reading, ...]]:
    """The readings, and for every file of the answers without one that it was not read."""
    found = {place: tuple(readings) for place, readings in papers.items()}
    keys: dict[str, list[str]] = {}
    for key, (place, _, _) in files_of(edition.form, document):
        keys.setdefault(place, []).append(key)
    for place, files in keys.items():
        there = found.get(place, ())
        named = {reading.file for reading in there}
        unread = [key for key in files if key not in named][: max(0, len(files) - len(there))]
        found[place] = (*there, *(Reading("", quality=(NOT_READ,), file=key) for key in unread))
    return found


def _missing(edition: Edition, document: dict[str, Any], known: Known, today: date) -> Iterable[tuple[str, str]]:
    scope = {**document, **edition.scope(today, document)}
    for group in dict.fromkeys(need.group for need in edition.papers.needs):
        for at, names in items_in(document, group) if group else [("", {})]:
            here = {**scope, **names}
            there = papers_at(at, known, edition.papers)
            missing: Any = around(at, group, here, there, known, edition.papers)["missing"]
            yield from ((at, kind) for kind in missing)


def _of(edition: Edition, line: Evidence, branch: int) -> bool:
    return edition.about(home_of(line.field), branch)
