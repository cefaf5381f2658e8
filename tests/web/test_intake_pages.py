"""取り込みの画面 - a file is brought, looked at, filed, and what waits is mended; nobody else is let in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.core.intake import Row
from madoguchi.desk.intake.bring import edition_of
from madoguchi.store import cases, intakes, wall
from madoguchi.web.intake.match import names_of
from tests.desk.intake.files import CHOICES, FIELDS, ROW, csv, rows
from tests.web.pages import Page
from tests.web.visits import Visitor, sign_in

HOME = "/tama/staff/intake/"


@pytest.fixture
def clerk(staff: None, visit: Callable[[], Visitor]) -> Visitor:
    """A clerk of Tama at the page."""
    visitor = visit()
    sign_in(visitor)
    return visitor


def send(visitor: Visitor, path: str, **data: Any) -> Page:
    """A form of the page at this address, filled in so."""
    page = visitor.get(path)
    (token, *_) = [value for form in page.forms for name, value in form.inputs if name == "csrfmiddlewaretoken"]
    return visitor.post(path, {"csrfmiddlewaretoken": token, **data})


def bring(clerk: Visitor, data: bytes, **more: str) -> str:
    """The page of a file that was brought."""
    file = SimpleUploadedFile("見本.csv", data, "text/csv")
    send(clerk, HOME, **{"procedure": "gakudo", "channel": "logo", "form": "学童", **more}, file=file)
    return clerk.path


def matched() -> dict[str, str]:
    """What a clerk chooses on the page of a file, by the words on it."""
    with wall.inside("tama"):
        told = {to: name for name, to in names_of(edition_of("gakudo").form).items()}
    of = {column: told[to] for to, columns in FIELDS.items() for column in columns}
    of |= {"受付番号": "受付の番号", "送信日時": "届いた日時", "ステータス": "処理の状態"}
    sent = {f"to.{place}": of.get(name, "") for place, name in enumerate(ROW)}
    sent |= {f"as.{to}|{word}": value for to, words in CHOICES.items() for word, value in words.items()}
    return {**sent, "given.0": "お知らせの方法", "value.0": "メール", "state|送信済": "received"}


def waiting(path: str) -> tuple[Row, ...]:
    with wall.inside("tama"):
        return intakes.rows(int(path.split("/")[-2]), "quarantined", 9)


def test_a_clerk_brings_a_file_looks_at_it_and_files_it(clerk: Visitor) -> None:
    path = bring(clerk, csv(rows(3)))
    assert clerk.status == 200
    assert "列の対応" in clerk.page.title
    send(clerk, path, **matched(), deed="try")
    assert "多摩見本1" in clerk.page.text()
    with wall.inside("tama"):
        assert cases.references() == ()
    send(clerk, path, **matched(), deed="start")
    assert (clerk.status, clerk.path) == (200, path)
    assert "受け付けた3" in clerk.page.text()
    assert "見本.csv" in clerk.get(HOME).text()


def test_a_file_of_a_known_form_needs_one_look(clerk: Visitor) -> None:
    send(clerk, bring(clerk, csv(rows(1))), **matched(), deed="start")
    path = bring(clerk, csv(rows(2), headers=[*reversed(ROW)]))
    assert "列の順番が変わりました" in clerk.page.text()
    assert "このままでは取り込めません" not in clerk.page.text()
    bring(clerk, csv([{**one, "新しい列": "x"} for one in rows(2)]))
    assert "新しい見出し「新しい列」があります" in clerk.page.text()
    send(clerk, path, deed="drop")
    assert clerk.path == HOME


def test_a_row_that_waits_is_mended_or_set_aside(clerk: Visitor) -> None:
    lines = rows(3)
    lines[0]["受付番号"] = lines[1]["受付番号"] = ""
    path = bring(clerk, csv(lines))
    send(clerk, path, **matched(), deed="start")
    first, second = (f"{HOME}row/{row.id}/" for row in waiting(path))
    assert "番号がない" in clerk.get(first).text()
    values = {f"v.{place}": cell for place, cell in enumerate(lines[0].values())}
    send(clerk, first, **values, deed="again")
    assert clerk.status == 422
    send(clerk, first, **{**values, "v.0": "L-77"}, deed="mend")
    assert clerk.status == 200
    send(clerk, second, deed="aside", words="")
    assert clerk.status == 422
    send(clerk, second, deed="aside", words="試しに送られたもの")
    assert "受け付けた2" in clerk.page.text()
    assert "取り込まないことにした1" in clerk.page.text()
    assert waiting(path) == ()
    clerk.send(clerk.page.form(second), deed="up")
    assert len(waiting(path)) == 1


@pytest.mark.parametrize(("data", "said"), [(b"\r\n", "行がありません"), (b"PK\x03\x04x", "CSVではありません")])
def test_what_cannot_be_read_is_told_and_not_kept(clerk: Visitor, data: bytes, said: str) -> None:
    bring(clerk, data)
    assert clerk.status == 422
    assert said in clerk.page.text()
    with wall.inside("tama"):
        assert intakes.latest(["gakudo"], 9) == ()


def test_of_strange_letters_the_page_asks(clerk: Visitor) -> None:
    data = csv(rows(2)) + b'"\xff\xff"\r\n'
    bring(clerk, data)
    assert 'id="encoding"' in clerk.page.html
    assert bring(clerk, data, encoding="utf-8") != HOME


def test_others_are_not_let_in(visit: Callable[[], Visitor], clerk: Visitor) -> None:
    path = bring(clerk, csv(rows(1)))
    decider, stranger = visit(), visit()
    sign_in(decider, "kessai")
    sign_in(stranger, "uketsuke", "tonari-no-madoguchi", "hachioji")
    for address in (HOME, path):
        decider.get(address)
        assert decider.status == 403
    stranger.get(path.replace("/tama/", "/hachioji/"))
    assert stranger.status == 404
    assert "サインイン" in visit().get(path).text()
