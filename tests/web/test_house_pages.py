"""家の画面 - addresses, faults and health: what is not there is told plainly, what breaks gets a number."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import OperationalError

from madoguchi.store import drafts, wall
from madoguchi.web import clock
from madoguchi.web.resident import form as form_views
from madoguchi.web.resident import index as index_views
from tests.web.visits import Visitor, begin, fill_in, hand_in, look_up, shown, typed

NUMBER = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/nowhere/gakudo/", "/tama/nothing/", "/tama/staff/case/", "/x.php", "/TAMA/"]
)
def test_what_is_not_there_is_told_in_plain_words(visitor: Visitor, path: str) -> None:
    page = visitor.get(path)
    assert visitor.status == 404
    assert "ページが見つかりません" in page.text()
    assert page.all("a")


def test_a_draft_or_an_application_of_one_city_is_not_found_in_another(visitor: Visitor) -> None:
    fill_in(visitor)
    visitor.get(visitor.path.replace("/tama/", "/hachioji/"))
    assert visitor.status == 404
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    look_up(visitor, reference, secret)
    visitor.get("/hachioji/status/")
    visitor.send(reference=reference, secret=secret)
    assert visitor.status == 422
    visitor.get(f"/hachioji/status/{reference}/")
    assert visitor.path == "/hachioji/status/"


def test_a_host_of_its_own_serves_one_city_only(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.HOSTS", {"tama.example.jp": "tama"})
    monkeypatch.setattr("django.conf.settings.ALLOWED_HOSTS", ["tama.example.jp", "testserver"])
    on = {"headers": {"host": "tama.example.jp"}}
    assert visitor.client.get("/", **on).headers["Location"] == "/tama/"
    assert visitor.client.get("/tama/gakudo/", **on).status_code == 200
    assert visitor.client.get("/hachioji/", **on).status_code == 404
    assert visitor.client.get("/hachioji/").status_code == 200


def test_our_own_mistake_has_a_number_that_the_office_finds(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("見本 花子's secret")

    monkeypatch.setattr(index_views, "about", breaks)
    with caplog.at_level(logging.ERROR, logger="madoguchi.faults"):
        page = visitor.get("/tama/gakudo/")
    assert visitor.status == 500
    number = shown(page, "fault")
    assert NUMBER.fullmatch(number)
    assert [record for record in caplog.records if getattr(record, "number", "") == number]
    for inside in ("ZeroDivisionError", "Traceback", "madoguchi", "花子", "django"):
        assert inside not in page.text()


def test_a_deed_that_breaks_half_way_leaves_nothing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(visitor)
    save = form_views.apply.save

    def saves_and_breaks(*given: object) -> None:
        save(*given)  # type: ignore[arg-type] # - handed on as they came
        raise ZeroDivisionError

    monkeypatch.setattr(form_views.apply, "save", saves_and_breaks)
    visitor.send(**typed(visitor))
    assert visitor.status == 500
    with wall.inside("tama"):
        draft = drafts.get(visitor.path.split("/")[4])
        assert draft
        assert not draft.answers


def test_when_not_even_the_page_about_it_can_be_made_the_number_still_comes(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("madoguchi.web.assets.address", lambda name: 1 / 0)
    answer = visitor.client.get("/tama/gakudo/")
    assert answer.status_code == 500
    assert NUMBER.search(answer.content.decode())


def test_every_answer_is_guarded_by_its_headers(visitor: Visitor) -> None:
    for path in ("/", "/tama/gakudo/", "/nowhere/", "/tama/staff/", "/tama/gakudo/d/nothing/child-1/"):
        visitor.get(path)
        heads = visitor.answer.headers
        assert heads["Cache-Control"] == "no-store", path
        assert heads["X-Frame-Options"] == "DENY", path
        assert heads["X-Content-Type-Options"] == "nosniff", path
        assert heads["Referrer-Policy"] == "same-origin", path
        assert "frame-ancestors 'none'" in heads["Content-Security-Policy"], path


def test_health_tells_figures_and_nobody(visitor: Visitor) -> None:
    hand_in(visitor, email="mihon@example.jp")
    answer = visitor.client.get("/health")
    told = json.loads(answer.content)
    assert answer.status_code == 200
    assert told["database"] is True
    assert told["errands_failed"] == 0
    assert told["errands_waiting"] == 1
    assert "mihon" not in answer.content.decode()
    assert all(isinstance(value, bool | int) for value in told.values())


def test_health_is_503_when_the_database_is_away(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("madoguchi.store.look.health", away)
    answer = visitor.client.get("/health")
    assert answer.status_code == 503
    assert json.loads(answer.content) == {"ok": False, "database": False}


def a_mail(folder: Path) -> None:
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["Date"] = "mihon@example.jp", "確認の番号", "Mon, 16 Nov 2026 09:00:00 +0900"
    mail.set_content("番号は <123456> です。\n")
    folder.mkdir()
    (folder / "1.eml").write_bytes(mail.as_bytes())


def test_the_mails_of_the_demo_are_read_on_a_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("django.conf.settings.DEMO", True)
    monkeypatch.setattr("django.conf.settings.VAR", tmp_path)
    assert "まだお知らせはありません" in visitor.get("/demo/mail/").text()
    a_mail(tmp_path / "mail")
    assert "確認の番号" in visitor.get("/demo/mail/").text()
    assert "番号は<123456>です。" in visitor.get("/demo/mail/1.eml/").text()
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms" / "2.json").write_text('{"to": "09000000000", "text": "確認コード 654321"}', encoding="utf-8")
    assert "SMS09000000000" in visitor.get("/demo/mail/").text()
    assert "確認コード654321" in visitor.get("/demo/mail/2.json/").text()
    (tmp_path / "line").mkdir()
    (tmp_path / "line" / "3.json").write_text('{"to": "U0", "text": "お知らせ 2026"}', encoding="utf-8")
    assert "LINEU0" in visitor.get("/demo/mail/").text()
    assert "お知らせ2026" in visitor.get("/demo/mail/3.json/").text()


@pytest.mark.parametrize("name", ["..%2F..%2Fsecret_key", "2.eml", ".eml", "1.eml%00"])
def test_only_mails_are_shown(visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.setattr("django.conf.settings.DEMO", True)
    monkeypatch.setattr("django.conf.settings.VAR", tmp_path)
    a_mail(tmp_path / "mail")
    assert visitor.client.get(f"/demo/mail/{name}/").status_code == 404


def test_outside_of_a_demo_there_are_no_mails(visitor: Visitor) -> None:
    for path in ("/demo/mail/", "/demo/mail/1.eml/"):
        visitor.get(path)
        assert visitor.status == 404


def test_the_played_day_is_shown_on_every_page_and_only_when_played(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "見本の日付11月16日(月)" in visitor.get("/").text()
    assert clock.today().isoformat() == "2026-11-16"
    monkeypatch.setattr("django.conf.settings.TODAY", None)
    assert "見本の日付" not in visitor.get("/").text()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
