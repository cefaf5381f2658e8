"""審査請求の記録 - a decided case as one PDF: answers, papers, findings, points, decision, letters, history."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.core.attachment import Unacceptable
from madoguchi.core.case import Case, Clerk
from madoguchi.core.days import JST, jst_date, spoken_long
from madoguchi.core.selection import sentences
from madoguchi.core.verdict import VERDICTS, place_of
from madoguchi.core.words import BESIDE_THE_FLOW
from madoguchi.desk import appeal as desk
from madoguchi.desk import attach, paper
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.store.look import CasePage
from madoguchi.store.look import docket as dockets
from madoguchi.store.look import review as looked
from madoguchi.store.look import round as rounds
from madoguchi.web import clock
from madoguchi.web.kit import reading
from madoguchi.web.uploads import Later
from madoguchi.web.who import staff_only

from . import document, points, seen, told, viewing
from .sign import ask

BLANK: Final = "(入力なし)"
UNSHOWN: Final = "この記録には入っていません。ファイルのまま渡してください。"
NONE: Final = "ありません。"
WHO: Final = {"resident": "申請者", "system": "自動", "guardian": "もう一人の保護者", "employer": "勤め先"}
Block = dict[str, Any]
Leaf = tuple[attach.Sealed, int]  # a file and its page, from 1


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ask)
def appeal(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """The PDF; why it is taken is said first, and that it was taken, and which, is written before it is handed over."""
    page = look.case_page(case_id, request.clerk)
    if page is None:
        raise NotFound(case_id)
    if request.method != "POST" or not page.case.outcome:
        return redirect("case", city=city, case_id=case_id)
    if page.hidden:
        raise PermissionDenied  # 支援措置: only for those who are named
    if unsaid := viewing.gate(request, case_id, kind="export"):
        return unsaid
    files, sealed = _papers(page, request)
    values, by, slug = _values(page, request, files), request.clerk, request.city.slug
    # Papers are opened and pages set when no wall is open any more: both take their time.
    answer = Later(lambda: _made(page.case, values, sealed, by, slug), "application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{page.case.id}-appeal.pdf"'
    return answer


def _made(case: Case, values: dict[str, Any], sealed: Mapping[str, Leaf], by: Clerk, slug: str) -> bytes:
    pictures = dict[str, bytes]()
    for name, (one, number) in sealed.items():
        with contextlib.suppress(attach.Lost, Unacceptable):
            pictures[name] = one.page(number - 1)
    for section in values["sections"]:
        section["blocks"] = [_there(block, pictures) for block in section["blocks"]]
    made = paper.pdf("appeal", values, pictures)
    desk.taken(slug, case, made.data, by, clock.now())
    return made.data


def _there(block: Block, pictures: Mapping[str, bytes]) -> Block:
    """A page, or that it could not be opened."""
    lost = block["kind"] == "picture" and block["file"] not in pictures
    return _text(f"{block['text']}: {UNSHOWN}") if lost else block


def _values(page: CasePage, request: HttpRequest, files: list[Block]) -> dict[str, Any]:
    case, edition = page.case, look.opened(page.case.edition)
    flow = edition.flow
    facts = [
        ("案件", f"{case.id} {case.title}"),
        ("手続", edition.procedure.name),
        ("受付", _at(case.received)),
        ("結果", flow.by_status[case.status].label),
        ("理由", case.reason),
        ("版", "\n".join((edition.procedure.version, case.edition[:32], case.edition[32:]))),
        ("書き出し", f"{_at(clock.now())} {request.clerk.name}"),
    ]
    sections = (
        ("申請の内容", _answers(page)),
        ("書類", files),
        ("指摘", list(_findings(page))),
        ("点数", list(_points(page))),
        ("選考", list(_round(page))),
        ("決裁", list(_docket(page))),
        ("通知", list(_letters(page))),
        ("経過", [_rows(_past(page))]),
    )
    return {
        "title": "審査請求の記録",
        "number": case.id,
        "facts": [list(pair) for pair in facts],
        "sample": settings.TODAY is not None,
        "sections": [{"title": title, "blocks": blocks or [_text(NONE)]} for title, blocks in sections],
    }


def _answers(page: CasePage) -> list[Block]:
    parts = reading.answers(page.application, look.opened(page.application.edition), page.mask, page.case.branch)
    found: list[Block] = []
    for part in parts:
        if part.rows:
            rows = [(row.label, row.shown or BLANK) for row in part.rows]
            found += [_head(part.stop.title), _rows(rows)]
    return found


def _papers(page: CasePage, request: HttpRequest) -> tuple[list[Block], dict[str, Leaf]]:
    """A place for every page of the papers, and where each comes from; what has no pages is named."""
    blocks, sealed = list[Block](), dict[str, Leaf]()
    for place, one in enumerate(document.listed(page, request.clerk), start=1):
        name = f"{place} {one.label}: {one.attachment.name}"
        if not one.pages:
            blocks.append(_text(f"{name}: {UNSHOWN}"))
        for number in one.pages:
            file = f"paper-{place}-{number}.jpg"
            sealed[file] = (attach.sealed(one.attachment), number)
            blocks.append({"kind": "picture", "file": file, "text": f"{name} ({number} / {len(one.pages)})"})
    return blocks, sealed


def _findings(page: CasePage) -> Iterator[Block]:
    said = looked.verdicts(page.case.id)
    for one in page.case.findings:
        verdict = VERDICTS.get(said.get((one.code, place_of(one.fields)), ""), "")
        rows = [("重さ", f"{seen.LEVELS[one.level]}({one.stage})"), ("根拠", one.source), ("期限", one.due)]
        rows += [("職員の判断", verdict)]
        yield _head(one.say)
        yield _rows([row for row in rows if row[1]])


def _points(page: CasePage) -> Iterator[Block]:
    found = points.shown(page)
    if found is None:
        return
    yield _rows([("合計", f"{found.total}{found.unit}")] if found.total else [])
    for part in found.parts:
        if part.lines:
            yield _head(part.label)
            yield _rows([(part.points and f"{part.points}{found.unit}", "\n".join(line.say for line in part.lines))])


def _round(page: CasePage) -> Iterator[Block]:
    known = rounds.told(page.case.id)
    if known is None:
        return
    yield _rows([("選考回", f"第{known['round']}回")])
    yield from (_text(str(one)) for one in sentences(known["wishes"], page.protection is None))


def _docket(page: CasePage) -> Iterator[Block]:
    known = rounds.told(page.case.id) or {}
    found = dockets.of_case(page.case.id, int(known.get("round", 0)))
    if found is None:
        alone = [event for event in page.events if event.deed == "decide"]
        yield _rows([("決裁者", f"{event.who} {_at(event.at)}") for event in alone])
        return
    labels = {post.id: post.label for post in dockets.posts()}
    rows = [("文書番号", found.number), ("決定の日", spoken_long(found.decided) if found.decided else "")]
    rows += [("起案", f"{found.drafter} {_at(found.made)}")]
    rows += [
        (labels.get(one["post"], one["post"]), f"{one['by']} {_at(datetime.fromisoformat(one['at']))}")
        for one in found.signed
    ]
    yield _rows(rows)


def _letters(page: CasePage) -> Iterator[Block]:
    for one in told.told(page.notices, look.opened(page.case.edition).flow):
        times = [(time.label, _at(time.at)) for time in one.times]
        days = [("知った日", spoken_long(one.known))] if one.known else []
        days += [("審査請求の期限", spoken_long(one.review))] if one.review else []
        yield _head(one.title)
        yield _rows([("作成", _at(one.made)), *times, *days])
        yield _text(one.body)


def _past(page: CasePage) -> list[tuple[str, str]]:
    flow = look.opened(page.case.edition).flow
    rows = []
    for event in page.events:
        step, to = flow.by_step.get(event.step), flow.by_status.get(event.to)
        label = step.label if step else BESIDE_THE_FLOW.get(event.step, event.step)
        rows.append((_at(event.at), f"{label}{f' → {to.label}' if to else ''}\n{WHO.get(event.role, event.who)}"))
    return rows


def _head(text: str) -> Block:
    return {"kind": "head", "text": text}


def _text(text: str) -> Block:
    return {"kind": "text", "text": text}


def _rows(rows: list[tuple[str, str]]) -> Block:
    return {"kind": "rows", "rows": [[label, shown] for label, shown in rows]}


def _at(at: datetime) -> str:
    return f"{spoken_long(jst_date(at))} {at.astimezone(JST):%-H:%M:%S}"
