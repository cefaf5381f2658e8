"""指摘 - what a person must see about a case; rules and readers speak the same word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from .condition import Condition, Names, compile_condition
from .evidence import Bench, Evidence, Sides, lines, paper_alone, said_by
from .form.shape import Form, inside
from .form.walk import items_in
from .known import NOTHING, OUTSIDE, Known, Paper, around, papers_at
from .papers import ANY, Papers, members
from .request import sentence
from .slots import looked_up, slots_in, told

# What is to be done about a finding where its check does not say.
NEXT_OF: Final[Mapping[str, str]] = {"block": "judge", "ask": "ask", "condition": "condition", "info": ""}
DOUBTS: Final = "doubts"  # of a paper: what the other checks asked of it, and was not surely read


@dataclass(frozen=True)
class Finding:
    """One thing to see: where (`fields` are answer paths), how grave (`level`), of which legal check (`stage`).

    `code` is its check, `rule` the rule of the list that it belongs to. `next` is the next act (core/words NEXT). Of
    the level condition `awaits` says what is awaited, `due` by when (an ISO date, "" when no day is known). `ask` is
    what can be sent to the family; `slots` are what it speaks of, so that it can be said in their language.
    """

    code: str
    level: str
    stage: str
    fields: tuple[str, ...]
    say: str
    source: str = ""
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()
    next: str = ""
    due: str = ""
    awaits: str = ""
    ask: str = ""
    slots: Mapping[str, Any] = field(default_factory=dict, hash=False)


def finding_of(stored: Mapping[str, Any]) -> Finding:
    """A finding from what dataclasses.asdict made of it, also of one that was stored before it could say so much."""
    evidence = tuple(Evidence(**line) for line in stored.get("evidence", ()))
    return Finding(**{**stored, "fields": tuple(stored["fields"]), "evidence": evidence})


@dataclass(frozen=True)
class Check:
    """The rule behind a finding; `when` true means there is one. `each` asks it of every item of a group, `paper` of
    every paper of that kind among the item's (`any`: of whatever kind).

    `sides` are laid side by side as evidence; `blank` are items of the paper, of which those that are blank are named.
    """

    id: str
    stage: str
    level: str
    when: Condition
    say: str
    fields: tuple[str, ...]
    source: str
    each: str = ""
    paper: str = ""
    rule: str = ""
    ask: str = ""
    next: str = ""
    due: Condition | None = None
    awaits: str = ""
    sides: tuple[Sides, ...] = ()
    blank: tuple[str, ...] = ()

    @cached_property
    def of_doubts(self) -> bool:
        """Whether it asks what the others could not be sure of: such checks come last."""
        return DOUBTS in self.when.names.get("paper", ())

    def blanks(self, paper: Paper, *, unsure: bool = False) -> list[str]:
        """Its items in question that are surely blank; with `unsure` those that nobody could read."""
        found = (code for code in self.blank if paper.values[code] == paper.kind.items[code].blank)
        return [code for code in found if (code in paper.unsure) is unsure]

    def doubted(self, paper: Paper, asked: _Asked) -> frozenset[str]:
        """The items not surely read on which its answer rested. Of what is only asked whether it is blank, something
        that stands there is answer enough, however it reads."""
        whole = "paper" in self.when.names and not self.when.names["paper"]
        rested = frozenset((*paper.values, "blank") if whole else asked.touched)
        unread = self.blanks(paper, unsure=True) if "blank" in rested else ()
        return (rested & paper.unsure).union(unread)

    def side_of(self, code: str) -> str:
        """The field that it lays beside an item of the paper; "" when none."""
        return next((one.typed for one in self.sides if one.paper == code), "")


@dataclass(frozen=True)
class Looked:
    """What came of a look: the findings, and what was compared and is the same on both sides."""

    findings: tuple[Finding, ...]
    agreed: tuple[Evidence, ...] = ()


def names_at(
    names: Names, each: str, paper: str = "", codes: Mapping[str, Iterable[str]] | None = None
) -> dict[str, frozenset[str] | None]:
    """What the conditions of a check may speak of: `codes` are those of every kind of paper."""
    known = {**inside(names, each), **OUTSIDE}
    return {**known, "paper": members(codes or {}, paper)} if paper else known


def read_checks(
    data: Mapping[str, Any], names: Names, sources: Mapping[str, str], papers: Papers | None = None
) -> tuple[Check, ...]:
    """Build the checks from checks.yaml, those of doubts last; a source is a key of the file's own, else of the town's.

    Raises ConditionFault.
    """
    known = {**sources, **data.get("sources", {})}
    codes = {kind.id: kind.items for kind in papers.kinds.values()} if papers else {}
    checks = [
        _check(row, names_at(names, row.get("each", ""), row.get("paper", ""), codes), known) for row in data["checks"]
    ]
    return tuple(sorted(checks, key=lambda check: check.of_doubts))


def _check(row: Mapping[str, Any], names: Names, sources: Mapping[str, str]) -> Check:
    plain = {key: row[key] for key in ("id", "stage", "level", "say")}
    more = {key: row.get(key, "") for key in ("each", "paper", "ask", "awaits")}
    return Check(
        **plain,
        **more,
        source=sources.get(row["source"], row["source"]),
        when=compile_condition(row["when"], names),
        fields=tuple(row.get("fields", ())),
        rule=row.get("rule", row["id"]),
        next=row.get("next", NEXT_OF[row["level"]]),
        due=compile_condition(row["due"], names) if "due" in row else None,
        sides=tuple(Sides(**one) for one in row.get("evidence", ())),
        blank=tuple(row.get("blank", ())),
    )


def find(checks: tuple[Check, ...], document: Mapping[str, Any], base: Mapping[str, object]) -> tuple[Finding, ...]:
    """All findings about a filled document alone; `base` gives town, today, start."""
    return look(checks, document, base, Form(())).findings


def look(
    checks: tuple[Check, ...],
    document: Mapping[str, Any],
    base: Mapping[str, object],
    form: Form,
    papers: Papers | None = None,
    known: Known = NOTHING,
) -> Looked:
    """All findings about a filled document and what is known beside it."""
    it = _Look(document, {**document, **base}, form, papers or Papers(), known)
    read = known.read
    for check in checks:
        if read or not check.paper:
            it.ask(check)
    return Looked(tuple(it.findings), tuple(dict.fromkeys(it.agreed)))


class _Asked(dict[str, Any]):
    """The values of a paper, that remember which of them were asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.touched: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.touched.add(key)
        return super().__getitem__(key)


@dataclass(frozen=True)
class _Item:
    """One item as checks meet it: how its paths begin, its scope, its papers, and their values not surely read."""

    at: str
    group: str
    scope: Mapping[str, object]
    papers: tuple[Paper, ...]
    doubts: tuple[dict[str, str], ...]  # of each paper: code -> the field it was to be compared with


class _Look:
    """One look at a document; what it comes to is gathered in `findings` and `agreed`."""

    def __init__(
        self, document: Mapping[str, Any], scope: Mapping[str, object], form: Form, papers: Papers, known: Known
    ) -> None:
        self.document, self.scope, self.form, self.papers, self.known = document, scope, form, papers, known
        self.items: dict[str, tuple[_Item, ...]] = {}
        self.findings: list[Finding] = []
        self.agreed: list[Evidence] = []

    def ask(self, check: Check) -> None:
        """A check, of every item, and of every paper that it is about."""
        for item in self.items_of(check.each):
            if not check.paper:
                if check.when.holds(item.scope):
                    self.findings.append(self.finding(check, item, item.scope, None))
                continue
            for paper, doubts in zip(item.papers, item.doubts, strict=True):
                if paper.looked_at and check.paper in (ANY, paper.reading.kind):
                    self.ask_of(check, item, paper, doubts)

    def ask_of(self, check: Check, item: _Item, paper: Paper, doubts: dict[str, str]) -> None:
        """What rests on a value that was not surely read is no finding of the check, and no agreement: a doubt."""
        said = _Asked({**paper.values, **paper.common, "blank": check.blanks(paper), DOUBTS: sorted(doubts)})
        scope = {**item.scope, "paper": said}
        holds = check.when.holds(scope)
        unsure = check.doubted(paper, said)
        if unsure and not check.of_doubts:
            if check.level != "info":
                doubts.update({code: check.side_of(code) or doubts.get(code, "") for code in unsure})
        elif holds:
            self.findings.append(self.finding(check, item, scope, paper, doubts))
        else:
            beside = [one for one in check.sides if one.typed and one.paper in said.touched and paper.says(one.paper)]
            self.agreed += (line for line in lines(beside, self.bench(item), paper) if line.typed)

    def items_of(self, group: str) -> tuple[_Item, ...]:
        """The items of a group, the household itself for none; each is laid out once."""
        if group not in self.items:
            named = items_in(self.document, group) if group else [("", {})]
            self.items[group] = tuple(self.item(at, group, names) for at, names in named)
        return self.items[group]

    def item(self, at: str, group: str, names: Mapping[str, object]) -> _Item:
        here = {**self.scope, **names}
        there = papers_at(at, self.known, self.papers)
        here |= around(at, group, here, there, self.known, self.papers)
        return _Item(at, group, here, there, tuple({} for _ in there))

    def bench(self, item: _Item) -> Bench:
        of: Any = item.scope.get("this", self.document)
        known = self.known
        return Bench(
            self.form, item.at, item.group, of, self.document, known.seen.get(item.at, ()), known.record(item.at)
        )

    def finding(
        self,
        check: Check,
        item: _Item,
        scope: Mapping[str, object],
        paper: Paper | None,
        doubts: Mapping[str, str] | None = None,
    ) -> Finding:
        fields = tuple(item.at + name for name in check.fields)
        scope = {**scope, **_named(check, paper)}
        due = check.due.value(scope) if check.due else ""
        slots = {name: looked_up(name, scope) for name in slots_in(check.ask)}
        return Finding(
            check.id,
            check.level,
            check.stage,
            fields if paper is None or paper.place in fields else (*fields, paper.place),
            told(check.say, _shown(scope, paper, self.papers)),
            check.source,
            rule=check.rule,
            evidence=tuple(self.evidence(check, item, paper, doubts or {})),
            next=check.next,
            due=due or "",
            awaits=check.awaits,
            ask=sentence(check.ask, slots, self.papers),
            slots=slots,
        )

    def evidence(self, check: Check, item: _Item, paper: Paper | None, doubts: Mapping[str, str]) -> list[Evidence]:
        bench = self.bench(item)
        found = list(lines(check.sides, bench, paper))
        if paper:
            found += [said_by(paper, code) for code in check.blanks(paper)]
            if check.of_doubts:
                found += [said_by(paper, code, bench.typed(of) if of else None) for code, of in sorted(doubts.items())]
        return found or ([paper_alone(paper)] if paper else [])


def _named(check: Check, paper: Paper | None) -> dict[str, object]:
    """{blank}: what is blank on the paper, by the words printed there."""
    if paper is None or not check.blank:
        return {}
    return {"blank": [paper.kind.items[code].label for code in check.blanks(paper)]}


def _shown(scope: Mapping[str, object], paper: Paper | None, papers: Papers) -> dict[str, object]:
    """The scope with the values of the paper, and the names of those that are missing, as people read them."""
    shown: dict[str, object] = dict(scope)
    if paper:
        values = {code: item.show(paper.values[code]) for code, item in paper.kind.items.items()}
        shown["paper"] = {**paper.common, **values}
    missing = scope.get("missing")
    shown["missing"] = [papers.label(kind) for kind in missing] if isinstance(missing, list) else []
    return shown
