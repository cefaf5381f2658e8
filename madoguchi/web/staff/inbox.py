"""申請の一覧 - cases, fifty a page; what is filtered stands in the address, so that it can be shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from madoguchi.core.case import Clerk
from madoguchi.core.clocks import standing
from madoguchi.core.days import jst_date
from madoguchi.core.flow import Status
from madoguchi.core.package.edition import Edition
from madoguchi.desk import triage
from madoguchi.store import look
from madoguchi.store.look import docket
from madoguchi.web import clock
from madoguchi.web.who import staff_only

from . import asked, keys, saved
from .asked import ALL, ME, NOBODY, UNDELIVERED, Asked, Facet
from .sign import ask

HEADS: Final = (
    ("findings", "指摘"),
    ("status", "状態"),
    ("received", "経過"),
    ("deadline", "期限"),
    ("assignee", "担当"),
)
WHOSE: Final = (("", "だれでも"), (ME, "自分"), (NOBODY, "担当なし"))
DEADLINES: Final = (("", "すべて"), ("near", "近い(7日以内)"), ("over", "過ぎた"))
FINDINGS: Final = (
    *(("", "すべて"), ("yes", "あり"), ("no", "なし")),
    *(("clear", "確認だけ"), ("waiting", "読み取り待ち")),
)
NEWS: Final = (("", "すべて"), (UNDELIVERED, "届かなかった"))
OF: Final = {
    "ask": "依頼の期限",
    "proof": "条件の期限",
    "look": "届いた書類の確認",
    "meeting": "面談の日",
    "standard": "標準処理期間",
}


@dataclass(frozen=True)
class Line:
    """A case as a row of the list; `days` since it came in, `left` to its deadline, `cells` one for each facet."""

    row: look.Row
    status: Status
    days: int
    standing: str
    left: int
    of: str
    assignee: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Count:
    """How many cases there are of a kind, and the address that shows them."""

    label: str
    number: int
    address: str
    chosen: bool
    look: str = ""


@dataclass(frozen=True)
class Head:
    """A column: its name, the address that sorts by it, and how it is sorted now (aria-sort)."""

    label: str
    address: str
    sorted: str
    number: bool = False


@dataclass(frozen=True)
class Select:
    """A filter to choose from: (value, words) each."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str
    unit: str = ""


@require_safe
@staff_only(ask)
def inbox(request: HttpRequest, city: str) -> HttpResponse:
    """The list; with nothing behind its address, as its clerk likes to begin."""
    if not request.GET and (usual := saved.usual(request.clerk)):
        answer = redirect("inbox", city=city)
        answer["Location"] += f"?{usual}"
        return answer
    clerk, today, editions = request.clerk, clock.today(), look.editions_of(request.clerk)
    wanted = asked.read(request.GET.dict(), editions)
    sort = replace(wanted.sort(), learned=_learned(editions))
    found = look.inbox(clerk, wanted.filters(clerk, editions, today), wanted.page, sort)
    names = {one.username: one.name for one in look.colleagues()}
    numbers = look.counts(clerk, asked.open_ones(editions), today)
    order = wanted.get("sort")
    context = {
        "here": "inbox",
        "urgent": "" if order in ("", asked.USUAL) else wanted.address(sort=""),
        "learned": sort.learned and sort.by == asked.USUAL,
        "lines": [line(row, wanted.columns, names, today) for row in found.rows],
        "found": found,
        "asked": wanted,
        "heads": _heads(wanted),
        "today": _today(wanted, numbers),
        "statuses": _statuses(wanted, numbers, editions),
        "selects": _selects(wanted, editions, names),
        "steps": bulk_steps(editions, clerk),
        "drafts": docket.drafts(clerk),
        "colleagues": sorted(names.items(), key=lambda pair: pair[1]),
        "saved": saved.shown(clerk, wanted.query),
        "back": wanted.address(page=found.page - 1) if found.page > 1 else "",
        "on": wanted.address(page=found.page + 1) if found.page < found.pages else "",
        "keys": keys.by_id(keys.INBOX),
        "key_list": keys.INBOX,
        "done": request.GET.get("done", ""),
    }
    return render(request, "staff/inbox.html", context)


def _learned(editions: tuple[Edition, ...]) -> tuple[str, ...]:
    """The versions by which the cases of a day are ordered, where the office wants that."""
    found = (triage.in_force(edition.procedure.id) for edition in editions)
    return tuple(one.version for one in found if one)


def line(row: look.Row, facets: tuple[Facet, ...], names: dict[str, str], today: date) -> Line:
    """One row."""
    status = look.opened(row.edition).flow.by_status[row.status]
    return Line(
        row,
        status,
        (today - jst_date(row.received)).days,
        standing(row.deadline, today),
        (row.deadline - today).days if row.deadline else 0,
        OF.get(row.deadline_of, ""),
        names.get(row.assignee, row.assignee),
        tuple((one.label, one.show(row.facets.get(one.field.id))) for one in facets),
    )


def bulk_steps(editions: tuple[Edition, ...], clerk: Clerk) -> dict[str, str]:
    """The steps that may be taken with many at once, id to label: a pass by this clerk that needs no words."""
    return {
        step.id: step.label
        for edition in editions
        for step in edition.flow.steps
        if step.deed == "pass" and step.role in clerk.roles and not (step.needs or step.danger or step.ends)
    }


def _heads(wanted: Asked) -> list[Head]:
    """The columns between the tick and the end."""
    columns = [("number", "受付番号"), ("title", "名前"), *((one.name, one.label) for one in wanted.columns), *HEADS]
    return [_head(wanted, name, label) for name, label in columns]


def _head(wanted: Asked, name: str, label: str) -> Head:
    now = wanted.get("sort")
    # The first press of a column shows what is most in need of a look: many findings, a great age (came in first).
    first, second = (f"-{name}", name) if name == "findings" else (name, f"-{name}")
    up, down = ("-received", "received") if name == "received" else (name, f"-{name}")
    told = {up: "ascending", down: "descending"}.get(now, "")
    return Head(label, wanted.address(sort=second if now == first else first), told, name in ("findings", "received"))


def _today(wanted: Asked, numbers: look.Counts) -> list[Count]:
    kinds = [
        ("新着", numbers.fresh, {"new": "1"}, ""),
        ("自分の担当", numbers.mine, {"assignee": ME}, ""),
        ("担当なし", numbers.unassigned, {"assignee": NOBODY}, ""),
        ("期限近い", numbers.near, {"deadline": "near"}, "warn"),
        ("期限過ぎ", numbers.over, {"deadline": "over"}, "error"),
        # Most of them are decided: a letter that did not arrive is to be seen wherever its case stands.
        ("お知らせ不達", numbers.undelivered, {"status": ALL, "news": UNDELIVERED}, "error"),
    ]
    if not numbers.undelivered and not wanted.get("news"):
        kinds.pop()  # a day on which everything arrived
    procedure = {"procedure": wanted.get("procedure")} if wanted.get("procedure") else {}
    bare = Asked(procedure, ())
    return [
        Count(label, number, bare.address(**chosen), _is(wanted, chosen | procedure), look_ if number else "")
        for label, number, chosen, look_ in kinds
    ]


def _is(wanted: Asked, chosen: dict[str, str]) -> bool:
    return {name: value for name, value in wanted.chosen.items() if name != "sort"} == chosen


def _statuses(wanted: Asked, numbers: look.Counts, editions: tuple[Edition, ...]) -> list[Count]:
    labels = {status.id: status.label for edition in editions for status in edition.flow.statuses}
    figures = {status: numbers.statuses.get(status, 0) for status in labels}
    figures |= {"": sum(figures[one] for one in asked.open_ones(editions)), ALL: sum(numbers.statuses.values())}
    return [
        Count(label, figures[status], wanted.address(status=status), wanted.get("status") == status)
        for status, label in {"": "処理中", **labels, ALL: "すべて"}.items()
        if figures[status] or status in ("", ALL, wanted.get("status"))
    ]


def _selects(wanted: Asked, editions: tuple[Edition, ...], names: dict[str, str]) -> list[Select]:
    procedures = tuple((one.procedure.id, one.procedure.name) for one in editions)
    found = [Select("procedure", "手続", (("", "すべて"), *procedures), "")] if len(procedures) > 1 else []
    for one in wanted.facets:
        options = tuple((option.id, option.label) for option in one.field.options)
        found.append(Select(one.name, one.label, (("", "すべて"), *options) if options else (), "", one.field.unit))
    others = tuple(sorted(names.items(), key=lambda pair: pair[1]))
    found += [
        Select("findings", "指摘", FINDINGS, ""),
        Select("deadline", "期限", DEADLINES, ""),
        Select("assignee", "担当", (*WHOSE, *others), ""),
        Select("news", "お知らせ", NEWS, ""),
    ]
    return [Select(one.name, one.label, one.options, wanted.get(one.name), one.unit) for one in found]
