"""一覧を見る - the cases a clerk may see, filtered, sorted, counted, fifty to a page; no row is read in full for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Case as When
from django.db.models import Count, Exists, F, Func, IntegerField, OrderBy, OuterRef, Q, Subquery, TextField, Value
from django.db.models import When as If

from madoguchi.core.case import Clerk
from madoguchi.core.clocks import NEAR
from madoguchi.core.days import JST
from madoguchi.core.interview import MEETING
from madoguchi.core.mask import PROTECTED
from madoguchi.core.proof import LOOK
from madoguchi.core.search import words
from madoguchi.core.verdict import Look

from .. import errands, protections, tables
from ..reviews import looks_of
from .reach import procedures_of, veiled_from

PAGE: Final = 50  # rows
SORTS: Final = ("received", "number", "title", "graves", "status", "deadline", "assignee")
URGENT: Final = "urgent"  # what must be done first: by the deadline, then by how much there is to see
READING: Final = "review"  # the errand that reads papers
CLEAR, WAITING = "clear", "waiting"
_TELLING: Final = frozenset({"title", "graves"})  # sorted by these, a place in the list would tell
_COLUMNS: Final = (
    *("number", "reference", "status", "assignee", "version", "title", "procedure", "edition", "received"),
    *("facets", "graves", "deadline", "deadline_of"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the inbox shows. Empty means: whatever.

    `text` words in name, kana, number, telephone; `facets` answers by the id of their field; `assignee` an account,
    `unassigned` none; `came` beside the `statuses` those to which a paper came that somebody has to look at; `since`
    received from then on; `standing` near or over the deadline on `today`; `graves` with or without findings; `ids`
    only these; `looked` clear (one look is enough) or waiting (to be read); `undelivered` those with a letter whose
    news did not arrive and that went no other way.
    """

    statuses: tuple[str, ...] = ()
    text: str = ""
    procedure: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    assignee: str = ""
    unassigned: bool = False
    came: bool = False
    since: datetime | None = None
    standing: str = ""
    today: date | None = None
    graves: bool | None = None
    ids: tuple[str, ...] | None = None
    looked: str = ""
    undelivered: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """By what the rows stand: one of SORTS, URGENT, or a `facet`; those that came first on top where all is alike.

    `learned` are the versions by which URGENT orders the cases of a day (優先の目安); none: as it always was.
    """

    by: str = "received"
    facet: str = ""
    down: bool = False
    learned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A case as the list shows it. Of a `veiled` one only the number, the status and its days are there.

    `looked`: clear, waiting, or "" when neither; what is to be looked at blind is neither, and nothing tells.
    """

    id: str
    reference: str
    status: str
    assignee: str
    version: int
    title: str
    procedure: str
    edition: str
    received: datetime
    facets: Mapping[str, str | int]
    graves: int
    deadline: date | None
    deadline_of: str
    veiled: bool = False
    looked: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of rows; `page` counts from 1, `total` is of all pages."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits: open cases by what they need, all cases by status, and those with news that did not arrive."""

    fresh: int
    mine: int
    unassigned: int
    near: int
    over: int
    statuses: Mapping[str, int]
    undelivered: int = 0


def inbox(clerk: Clerk | None, filters: Filters = Filters(), page: int = 1, sort: Sort = Sort()) -> Inbox:
    """The cases that fit, of those the clerk may see; a page past the last is the last."""
    veiled = veiled_from(clerk)
    fitting = _fitting(clerk, filters, veiled)
    ordered = fitting.order_by(*_order(sort, veiled)).values_list("pk", flat=True)
    here, keys, total = _page(fitting, ordered, max(1, page))
    return Inbox(_rows(keys, veiled), total, here, max(1, -(-total // PAGE)))


def rows(clerk: Clerk | None, filters: Filters, most: int) -> tuple[Row, ...]:
    """The first `most` of all that fit, those that came first on top: for a deed with many."""
    veiled = veiled_from(clerk)
    keys = _fitting(clerk, filters, veiled).order_by("received", "number").values_list("pk", flat=True)[:most]
    return _rows(list(keys), veiled)


def next_case(clerk: Clerk | None, statuses: Iterable[str], but: str) -> str:
    """The number of the case that has waited longest in one of these statuses, `but` this one; "" when none does."""
    waiting = _fitting(clerk, Filters(statuses=tuple(statuses)), frozenset()).exclude(number=but)
    return str(waiting.order_by("received", "number").values_list("number", flat=True).first() or "")


def counts(clerk: Clerk | None, open_: Iterable[str], today: date) -> Counts:
    """How much waits for whom; `open_` are the statuses in which a case still goes on. Days to keep have those that
    have ended, too: an approval may await a paper."""
    asked = {
        "fresh": Q(received__gte=_morning(today)),
        "mine": Q(assignee=clerk.username) if clerk else Q(pk=None),
        "unassigned": Q(assignee=""),
        "near": _standing("near", today),
        "over": _standing("over", today),
    }
    figures = {name: Count("pk", filter=rule) for name, rule in asked.items()}
    found = _fitting(clerk, Filters(), frozenset()).values("status").annotate(whole=Count("pk"), **figures)
    told = {row["status"]: row for row in found.order_by("status")}
    waiting = [told[status] for status in dict.fromkeys(open_) if status in told]
    sums = {name: sum(row[name] for row in waiting) for name in asked}
    sums |= {name: sum(row[name] for row in told.values()) for name in ("near", "over")}
    lost = _fitting(clerk, Filters(undelivered=True), veiled_from(clerk)).count()
    return Counts(**sums, statuses={status: row["whole"] for status, row in told.items()}, undelivered=lost)


def _page(fitting: Any, ordered: Any, page: int) -> tuple[int, list[int], int]:
    """(page, keys, total). A first page that is the only one tells the total: what is seldom is walked once."""
    if page == 1:
        keys = list(ordered[: PAGE + 1])
        return 1, keys[:PAGE], len(keys) if len(keys) <= PAGE else fitting.count()
    total = fitting.count()
    here = min(page, max(1, -(-total // PAGE)))
    return here, list(ordered[(here - 1) * PAGE : here * PAGE]), total


def _rows(keys: list[int], veiled: frozenset[str]) -> tuple[Row, ...]:
    found = {row.pk: _row(row, veiled) for row in tables.Case.objects.filter(pk__in=keys).only(*_COLUMNS)}
    rows = [found[key] for key in keys if key in found]
    unread = errands.undone(READING, {row.reference for row in rows})
    looks = looks_of(row.id for row in rows)
    return tuple(row if row.veiled else replace(row, looked=_looked(row, looks.get(row.id), unread)) for row in rows)


def _looked(row: Row, look: Look | None, unread: frozenset[str]) -> str:
    if row.reference in unread:
        return WAITING
    return CLEAR if look and look.shown_clear and not row.graves else ""


def _row(row: tables.Case, veiled: frozenset[str]) -> Row:
    plain = {name: getattr(row, name) for name in _COLUMNS if name != "number"}
    told = Row(id=row.number, **plain)
    if row.reference not in veiled:
        return told
    if told.deadline_of == MEETING:  # when the family comes, and to whom, is for those who see where
        told = replace(told, deadline=None, deadline_of="")
    return replace(told, title=PROTECTED, facets={}, graves=0, veiled=True)


def _fitting(clerk: Clerk | None, filters: Filters, veiled: frozenset[str]) -> Any:
    """The one place where it is decided which cases a clerk's list may have."""
    found = tables.Case.objects.filter(procedure__in=procedures_of(clerk))
    for name in ("procedure", "assignee"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.ids is not None:
        found = found.filter(number__in=filters.ids)
    if filters.statuses:
        those = Q(status__in=filters.statuses)
        found = found.filter(those | Q(deadline_of=LOOK) if filters.came else those)
    if filters.unassigned:
        found = found.filter(assignee="")
    if filters.since:
        found = found.filter(received__gte=filters.since)
    if filters.graves is not None:
        found = found.filter(graves__gt=0) if filters.graves else found.filter(graves=0)
    if filters.standing and filters.today:
        found = found.filter(_standing(filters.standing, filters.today)).exclude(_unknown_day(veiled))
    return _telling(found, filters, veiled)


def _telling(found: Any, filters: Filters, veiled: frozenset[str]) -> Any:
    """Filters that would tell something of a case by letting it through."""
    for word in words(filters.text):
        own = Q(search__contains=word)
        if veiled:
            found = found.annotate(digits=_plain_number())
            own = Q(own, ~Q(reference__in=veiled)) | Q(digits__contains=word)
        found = found.filter(own)
    for name, value in filters.facets.items():
        found = found.alias(**{f"facet_{name}": Facet("facets", name)}).filter(**{f"facet_{name}": value})
    if filters.looked:
        found = _by_look(found, filters.looked)
    if filters.undelivered:
        found = found.filter(number__in=_undelivered().values("case"))
    if veiled and (filters.facets or filters.graves is not None or filters.looked or filters.undelivered):
        found = found.exclude(reference__in=veiled)
    return found


def _undelivered() -> Any:
    """Letters whose news did not arrive and that went no other way; of a case only the last counts (desk/arrival)."""
    later = tables.Notice.objects.filter(case=OuterRef("case"), id__gt=OuterRef("id"))
    lost = tables.Notice.objects.filter(returned__isnull=False, opened=None, posted=None)
    return lost.exclude(Exists(later))


def _by_look(found: Any, looked: str) -> Any:
    """Those that wait to be read, or of which it is told that one look is enough (core/verdict, shown_clear)."""
    unread = tables.Errand.objects.filter(kind=READING, state__in=errands.UNDONE).values("subject")
    if looked == WAITING:
        return found.filter(reference__in=unread)
    own = tables.Review.objects.filter(case=OuterRef("number"), clear=True).exclude(blind=True, looked=None)
    return found.filter(Exists(own), graves=0).exclude(reference__in=unread)


def _unknown_day(veiled: frozenset[str]) -> Q:
    """The rows of which this clerk must not learn the day: when a protected family comes to an interview."""
    return Q(reference__in=veiled, deadline_of=MEETING)


def _standing(standing: str, today: date) -> Q:
    if standing == "over":
        return Q(deadline__lt=today)
    return Q(deadline__gte=today, deadline__lte=today + timedelta(days=NEAR))


def _plain_number() -> Any:
    """The number in the spelling of core/search, made by the database."""
    bare = Func(F("number"), Value("-"), Value(""), function="REPLACE", output_field=TextField())
    return Func(bare, function="LOWER", output_field=TextField())


def _order(sort: Sort, veiled: frozenset[str]) -> list[Any]:
    if sort.by == URGENT:
        return _urgent(veiled, sort.learned)
    key = Facet("facets", sort.facet, text=False) if sort.facet else F(sort.by if sort.by in SORTS else "received")
    if sort.by == "deadline":
        key = _deadline(veiled)
    if veiled and (sort.facet or sort.by in _TELLING):
        # Among themselves, too, the veiled ones stand by when they came: their order would tell.
        key = When(If(reference__in=veiled, then=None), default=key)
    return [OrderBy(key, descending=sort.down, nulls_last=True), F("received").asc(), F("number").asc()]


def _deadline(veiled: frozenset[str]) -> Any:
    """By what rows stand that are ordered by their day."""
    return When(If(_unknown_day(veiled), then=None), default=F("deadline")) if veiled else F("deadline")


def _urgent(veiled: frozenset[str], learned: tuple[str, ...]) -> list[Any]:
    """By the deadline; among those of a day, and those without one, by what there is to see; then who came first."""
    graves: Any = F("graves")
    if veiled:
        graves = When(If(reference__in=veiled, then=0), default=graves, output_field=IntegerField())
    first = [OrderBy(_deadline(veiled), nulls_last=True), *(_placed(learned) if learned else ())]
    return [*first, OrderBy(graves, descending=True), F("received").asc(), F("number").asc()]


def _placed(learned: tuple[str, ...]) -> list[Any]:
    """Among those of a day: who more likely needs a request first. Protected families have no place, for anybody."""
    placed = tables.Triage.objects.filter(case=OuterRef("number"), version__in=learned)
    chance = Subquery(placed.order_by("-id").values("chance")[:1])
    none = Q(deadline=None) | Q(reference__in=[one.reference for one in protections.in_force()])
    return [OrderBy(When(If(none, then=None), default=chance), descending=True, nulls_last=True)]


def _morning(today: date) -> datetime:
    return datetime.combine(today, datetime.min.time(), JST)


class Facet(Func):
    """One of the facets of a row: as text, or as it is (numbers then stand by their size). `name` is a field's id."""

    def __init__(self, column: str, name: str, text: bool = True) -> None:
        assert name.isidentifier()
        super().__init__(F(column), output_field=TextField())
        self.name, self.text = name, text

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, parameters = compiler.compile(self.source_expressions[0])
        found = f"json_extract({sql}, '$.{self.name}')"
        return (f"CAST({found} AS TEXT)" if self.text else found), parameters

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"({sql} {'->>' if self.text else '->'} '{self.name}')", parameters
