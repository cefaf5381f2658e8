"""列の対応の画面 - each column with what stands in it and the answer it becomes, real rows as they would be filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.fields import Field
from madoguchi.core.form import Form
from madoguchi.core.intake import CHANNELS, ENCODINGS, REASONS, Intake, Line, Match, read_match
from madoguchi.core.intake.came import MATCHING
from madoguchi.core.intake.match import field_at
from madoguchi.core.intake.propose import targets
from madoguchi.core.package.edition import Edition
from madoguchi.desk.intake import bring, carry, mend
from madoguchi.store.look import Stale
from madoguchi.store.look import intake as looked
from madoguchi.web import clock
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import may_see, staff_only

from .files import LOST, ROLE

NUMBER, ARRIVED, STATUS, LINKS = "受付の番号", "届いた日時", "処理の状態", "ファイルのリンク"
OWN: Final = (NUMBER, ARRIVED, STATUS, LINKS)
MEANINGS: Final = {"received": "受け付ける", "withdrawn": "取下げ", "rejected": "却下"}
NONE: Final = "-"
BLANK: Final = 3  # rows for answers that every row has
WAITING: Final = 200  # rows that wait, on one page
MOVED: Final = "この取り込みは、もう始まっています。"


@dataclass(frozen=True)
class Word:
    """A word of the file, and what it may stand for."""

    name: str
    word: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@staff_only(ask)
def _again(request: HttpRequest, city: str, number: int, fault: Exception) -> HttpResponse:
    if isinstance(fault, bring.Unfit):
        return _page(request, number, 422, mistakes=[Said("columns", say) for say in fault.says])
    notice = LOST if isinstance(fault, Forged) else MOVED
    return _page(request, number, 403 if isinstance(fault, Forged) else 409, notice=notice, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: _again(request, fault=fault, **names), bring.Unfit, Stale, Forged)
@staff_only(ask)
def file(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """The file; posted, its match is tried on real rows, or the file is filed, or dropped."""
    if request.method != "POST":
        return _page(request, number)
    intake, by = found(request, number), request.clerk.actor(ROLE)
    if intake.state != MATCHING:
        raise Stale(intake.subject)
    if request.POST.get("deed") == "drop":
        mend.drop(intake, by, clock.now())
        return redirect("intake", city=city)
    match, mistakes = _sent(request, intake, bring.edition_of(intake.procedure))
    if mistakes:
        return _page(request, number, 422, mistakes=mistakes)
    intake = bring.draft(intake, match)
    if request.POST.get("deed") == "start":
        carry.begin(intake, by, clock.now())
        return redirect("intake-file", city=city, number=number)
    return _page(request, number, tried=True)


def found(request: HttpRequest, number: int) -> Intake:
    """A file of a procedure of this clerk. Raises Http404, PermissionDenied."""
    if ROLE not in request.clerk.roles:
        raise PermissionDenied
    intake = looked.get(number)
    if intake is None or intake.state == "dropped" or not may_see(request.clerk, intake.procedure):
        raise Http404
    return intake


def names_of(form: Form) -> dict[str, str]:
    """Every answer that a column may become, by what it is called; with its page's title where two are called alike."""
    found: dict[str, str] = {}
    titles = {field.id: page.title for page, field in form.fields() if not page.repeat}
    for one in targets(form):
        label = one.label if one.label not in found else f"{titles.get(one.path, one.path)}: {one.label}"
        found[label] = one.path
    return found


def _sent(request: HttpRequest, intake: Intake, edition: Edition) -> tuple[Match, list[Said]]:
    """The match as it was posted, and what cannot be understood of it."""
    sent, by_name = request.POST, names_of(edition.form)
    mistakes: list[Said] = []
    columns: dict[str, list[str]] = {}
    for place, header in enumerate(intake.headers):
        said = sent.get(f"to.{place}", "").strip()
        if said and said not in OWN and said not in by_name:
            mistakes.append(Said(f"to-{place}", f"「{header}」の項目「{said}」はありません。一覧から選んでください。"))
        elif said:
            columns.setdefault(said, []).append(header)
    given = {}
    for place in range(len(intake.headers)):
        said, value = sent.get(f"given.{place}", "").strip(), sent.get(f"value.{place}", "").strip()
        if said in by_name and value:
            given[by_name[said]] = value
        elif said or value:
            mistakes.append(Said(f"given-{place}", "全部の行に入れる項目と答えを、両方入れてください。"))
    own = {name: columns.get(name, [""])[0] for name in OWN}
    lines = tuple(
        Line(by_name[name], tuple(each), _choices(sent, by_name[name]))
        for name, each in columns.items()
        if name in by_name
    )
    match = Match(
        *(intake.form, intake.channel, intake.procedure, intake.headers, own[NUMBER], own[ARRIVED], own[STATUS]),
        statuses={**bring.usual_statuses(), **_after("state", sent)},
        lines=lines,
        given=given,
        links=tuple(columns.get(LINKS, ())),
    )
    return match, mistakes


def _after(name: str, sent: Mapping[str, str]) -> dict[str, str]:
    """What was chosen for words, by the words."""
    begins = f"{name}|"
    return {key.removeprefix(begins): value for key, value in sent.items() if key.startswith(begins) and value}


def _choices(sent: Mapping[str, str], path: str) -> dict[str, str]:
    return {word: "" if value == NONE else value for word, value in _after(f"as.{path}", sent).items()}


def _page(request: HttpRequest, number: int, status: int = 200, **more: Any) -> HttpResponse:
    intake = found(request, number)
    edition = bring.edition_of(intake.procedure)
    context = {
        "here": "intake",
        "intake": intake,
        "procedure": edition.procedure,
        "channel": CHANNELS[intake.channel],
        "encoding": ENCODINGS.get(intake.encoding, intake.encoding),
        "waiting": [(row, REASONS[row.reason]) for row in looked.rows(number, "quarantined", WAITING)],
        "aside": looked.rows(number, "aside", WAITING),
        **more,
    }
    if intake.state == MATCHING:
        return render(request, "intake/match.html", {**context, **_matching(request, intake, edition)}, status=status)
    return render(request, "intake/file.html", context, status=status)


def _matching(request: HttpRequest, intake: Intake, edition: Edition) -> dict[str, Any]:
    match, form = read_match(intake.match), edition.form
    by_name = names_of(form)
    told = {path: name for name, path in by_name.items()}
    of = {name: told[line.to] for line in match.lines for name in line.columns if line.to in told}
    of |= {match.number: NUMBER, match.arrived: ARRIVED, match.status: STATUS, **dict.fromkeys(match.links, LINKS)}
    shown = bring.examples(intake)
    typed = request.POST
    columns = [
        (place, name, shown.get(name, ""), typed.get(f"to.{place}", of.get(name, "")))
        for place, name in enumerate(intake.headers)
    ]
    given = [(told[path], value) for path, value in match.given.items() if path in told] + [("", "")] * BLANK
    return {
        "columns": columns,
        "names": [*OWN, *by_name],
        "given": [(place, *pair) for place, pair in enumerate(given)],
        "words": [*_words(intake, match, form, told), *_states(intake, match)],
        "changes": bring.changed(intake),
        "previews": [(one, REASONS.get(one.reason)) for one in bring.preview(intake, clock.now())],
        "stops": bring.says(intake),
    }


def _words(intake: Intake, match: Match, form: Form, told: Mapping[str, str]) -> Iterator[Word]:
    by_path = {line.to: line.choices for line in match.lines}
    for one in bring.unknown(intake):
        field = field_at(form, one.to)
        assert field is not None  # it was looked for in it
        for word in one.words:
            chosen = by_path[one.to].get(word)
            yield Word(
                *(f"as.{one.to}|{word}", word, told.get(one.to, field.label), _options(field)),
                chosen=NONE if chosen == "" else chosen or "",
            )


def _options(field: Field) -> tuple[tuple[str, str], ...]:
    if field.kind in ("yesno", "consent"):
        return (("はい", "はい"), ("いいえ", "いいえ"))
    return (*((one.id, str(one.label)) for one in field.options), (NONE, "答えなしにする"))


def _states(intake: Intake, match: Match) -> Iterator[Word]:
    for word in bring.states(intake):
        yield Word(f"state|{word}", word, STATUS, tuple(MEANINGS.items()), match.statuses.get(word, ""))
