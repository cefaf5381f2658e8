"""本人確認の画面 - what a provider tells is confirmed before it is used, and every failure leads on without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from madoguchi import settings
from madoguchi.desk import identity, tell
from madoguchi.lab.idp import Providers
from madoguchi.lab.idp_cast import PLAYS, WELL
from madoguchi.store import drafts, errands, tables, wall
from madoguchi.web import clock
from madoguchi.web.resident import sign_in as pages
from tests.web import abroad
from tests.web.visits import PROCEDURE, Visitor, fill_in, typed


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Providers]:
    with abroad.listening() as served:
        plugs = abroad.known_to(served)
        monkeypatch.setattr(identity, "providers", lambda: plugs)
        yield served


def key_of(visitor: Visitor) -> str:
    return visitor.path.split("/d/")[1].partition("/")[0]


def draft_of(key: str) -> Any:
    with wall.inside("tama"):
        return drafts.get(key)


def persons() -> list[tuple[str, str]]:
    with wall.inside("tama"):
        return list(tables.Person.objects.values_list("way", "sub_hash"))


def test_without_a_provider_nobody_is_asked(visitor: Visitor) -> None:
    assert "マイナンバーカード" not in visitor.get(PROCEDURE).html
    assert "マイナンバーカード" not in visitor.send().html


def test_what_the_card_tells_is_shown_confirmed_and_then_stands_in_the_form(
    visitor: Visitor, providers: Providers
) -> None:
    page = visitor.get(PROCEDURE)
    assert f'href="{PROCEDURE}sign-in/go/myna"' in page.html
    page = abroad.go(visitor)
    assert (visitor.status, visitor.path) == (200, f"{PROCEDURE}person/")
    assert "見本 優子" in page.html
    assert "1988年5月5日" in page.html
    assert page.inputs()["head"] == "東京都多摩市"
    assert page.inputs()["postcode"] == "2060011"
    assert page.inputs()["rest"].startswith("関戸六丁目")
    assert not persons()
    visitor.send(page.form(), deed="use")
    key = key_of(visitor)
    answers = draft_of(key).answers
    assert answers["guardians"][0] == {"name": "見本 優子", "birth": "1988-05-05"}
    assert answers["postal"] == "2060011"
    assert answers["address"].startswith("東京都多摩市関戸六丁目")
    assert [way for way, _ in persons()] == ["myna"]


def test_what_was_cut_wrongly_can_be_mended_and_what_is_wrong_is_said(visitor: Visitor, providers: Providers) -> None:
    page = abroad.go(visitor, who="yoshida")
    assert "𠮷田 髙子" in page.html
    page = visitor.send(page.form(), deed="use", postcode="206", head="東京都", rest="見本町1")
    assert visitor.status == 422
    assert page.inputs()["rest"] == "見本町1"
    visitor.send(page.form(), deed="use", postcode="206-0000")
    answers = draft_of(key_of(visitor)).answers
    assert (answers["postal"], answers["address"]) == ("2060000", "東京都見本町1")


def test_whoever_does_not_want_it_used_is_nobody_to_us(visitor: Visitor, providers: Providers) -> None:
    page = abroad.go(visitor)
    visitor.send(page.form(), deed="no")
    assert visitor.path == PROCEDURE
    assert not persons()
    assert "本人確認を終わる" not in visitor.page.html
    visitor.get(f"{PROCEDURE}person/")
    assert visitor.path == f"{PROCEDURE}sign-in/"


def test_nothing_typed_is_lost_on_the_way(visitor: Visitor, providers: Providers) -> None:
    fill_in(visitor, "guardian-1")
    key = key_of(visitor)
    page = visitor.page
    assert 'value="sign-in"' in page.html
    visitor.send(page.form(), then="sign-in", **{"guardians.0.name": "見本 ゆうこ", "guardians.0.phone": "12"})
    assert visitor.path == f"{PROCEDURE}sign-in/?draft={key}"
    abroad.sign_in(visitor, draft=key)
    draft = draft_of(key)
    assert draft.answers["guardians"][0]["name"] == "見本 ゆうこ"
    assert draft.answers["guardians"][0]["birth"] == "1988-05-05"
    assert draft.typed["guardians.0.phone"] == "12"
    assert key_of(visitor) == key
    assert draft.person is not None


@pytest.mark.parametrize("play", [play for play in PLAYS if play not in WELL])
def test_every_mishap_leads_on_without_it_and_loses_nothing(visitor: Visitor, providers: Providers, play: str) -> None:
    fill_in(visitor, "home")
    key, before = key_of(visitor), draft_of(key_of(visitor))
    page = abroad.go(visitor, play=play, draft=key)
    assert visitor.status in (200, 400, 503)
    assert not visitor.path.startswith(f"{PROCEDURE}person")
    assert "本人確認をしないで続ける" in page.html
    assert draft_of(key) == before
    assert not persons()
    visitor.get(f"/tama/r/{key}")
    assert visitor.status == 200
    assert key_of(visitor) == key


@pytest.mark.parametrize("play", WELL)
def test_what_is_no_mishap_comes_to_the_confirmation(visitor: Visitor, providers: Providers, play: str) -> None:
    abroad.go(visitor, play=play)
    assert visitor.path == f"{PROCEDURE}person/"


def test_a_provider_that_is_away_is_told_before_anybody_goes(
    visitor: Visitor, providers: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with abroad.listening() as gone:
        plugs = abroad.known_to(gone)
    monkeypatch.setattr(identity, "providers", lambda: plugs)
    page = visitor.get(f"{PROCEDURE}sign-in/go/myna")
    assert visitor.status == 503
    assert "本人確認をしないで始める" in page.html


def test_an_answer_comes_back_once(visitor: Visitor, providers: Providers) -> None:
    answer = abroad.home(abroad.out(visitor))
    visitor.get(answer)
    assert visitor.path == f"{PROCEDURE}person/"
    visitor.get(answer)
    assert visitor.status == 400


def test_an_answer_opens_nothing_in_another_browser(visit: Callable[[], Visitor], providers: Providers) -> None:
    one, other = visit(), visit()
    answer = abroad.home(abroad.out(one))
    other.get(answer)
    assert other.status == 400
    assert "見本 優子" not in other.page.html
    one.get(answer)
    assert one.status == 200


def test_an_answer_that_took_too_long_is_refused(
    visitor: Visitor, providers: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = abroad.home(abroad.out(visitor))
    true = pages._clock
    monkeypatch.setattr(pages, "_clock", lambda: true() + timedelta(minutes=11))
    page = visitor.get(answer)
    assert visitor.status == 400
    assert "時間が切れました" in page.html


def test_of_several_tabs_each_finds_its_way_back(visitor: Visitor, providers: Providers) -> None:
    first, second = abroad.out(visitor), abroad.out(visitor)
    for address in (second, first):
        visitor.get(abroad.home(address))
        assert visitor.path == f"{PROCEDURE}person/"


def test_somebody_else_s_draft_is_not_filled(visit: Callable[[], Visitor], providers: Providers) -> None:
    """A key that is no draft of this procedure is as good as none."""
    visitor = visit()
    abroad.sign_in(visitor, draft="a-key-of-no-draft-at-all")
    assert key_of(visitor) != "a-key-of-no-draft-at-all"


def test_the_name_of_the_session_changes_when_somebody_is_known(visitor: Visitor, providers: Providers) -> None:
    page = abroad.go(visitor)
    before = visitor.client.cookies["sessionid"].value
    visitor.send(page.form(), deed="use")
    assert visitor.client.cookies["sessionid"].value != before


def test_the_table_of_sessions_tells_nobody_who_signed_in(visitor: Visitor, providers: Providers) -> None:
    abroad.go(visitor)
    with wall.inside("tama"):
        rows = [row.data for row in tables.Session.objects.all()]
    assert rows
    assert not any("優子" in str(pages_data(row)) for row in rows)
    abroad.sign_in(visitor)
    with wall.inside("tama"):
        assert not any("優子" in str(pages_data(row.data)) for row in tables.Session.objects.all())


def pages_data(data: str) -> dict[str, Any]:
    from madoguchi.store.sessions import SessionStore

    return dict(SessionStore().decode(data))


def test_whoever_signs_out_is_nobody_again(visitor: Visitor, providers: Providers) -> None:
    abroad.sign_in(visitor)
    page = visitor.get(PROCEDURE)
    assert "本人確認を終わる" in page.html
    visitor.send(page.form("/sign-in/out"))
    assert "本人確認を終わる" not in visitor.page.html


def test_the_same_person_is_another_one_in_another_municipality(
    visitor: Visitor, providers: Providers, gakudo: dict[str, object]
) -> None:
    digests = set()
    for town in ("tama", "hachioji"):
        with wall.inside(town, write=True):
            number = identity.recognise("myna", "one-and-the-same", pages._clock())
            digests.add(tables.Person.objects.get(pk=number).sub_hash)
    assert len(digests) == 2


def test_a_number_like_my_number_is_warned_about_once_and_kept(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    page = visitor.send(**typed(visitor) | {"address": "見本町 １２３４−５６７８−９０１８"})
    assert visitor.status == 200
    assert "マイナンバーのような番号" in page.html
    assert draft_of(key_of(visitor)).answers["address"] == "見本町 １２３４−５６７８−９０１８"
    visitor.send()
    assert visitor.path.endswith("/child-1/")


def test_an_ordinary_address_is_not_warned_about(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    visitor.send(**typed(visitor))
    assert visitor.path.endswith("/child-1/")


# By mail.


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """An office with mail; gives the digits that are on their way to somebody."""
    monkeypatch.setattr(settings, "SMTP", "smtp://127.0.0.1:25")

    def digits() -> str:
        with wall.inside("tama", write=True):
            errand = errands.claim("test", 60, clock.now() + timedelta(hours=1))
            assert errand
            call = tell.prepare(errand, errand.payload)
            errands.finish(errand)
        assert call
        found = re.search(r"^\d{6}$", call.values["body"], re.MULTILINE)
        assert found
        return found[0]

    return digits


def test_whoever_reads_the_mail_signs_in_by_six_digits(visitor: Visitor, post: Callable[[], str]) -> None:
    assert "メールで始める" in visitor.get(PROCEDURE).html
    visitor.get(f"{PROCEDURE}sign-in/mail/")
    visitor.send(contact="nobody")
    assert visitor.status == 422
    visitor.send(contact="family@example.jp")
    page, number = visitor.page, post()
    visitor.send(page.form(), deed="code", code="000000" if number != "000000" else "111111")
    assert visitor.status == 422
    visitor.send(visitor.page.form(), deed="code", code=number)
    assert "/d/" in visitor.path
    assert draft_of(key_of(visitor)).person is not None
    assert [way for way, _ in persons()] == ["mail"]


def test_digits_are_good_for_once(visitor: Visitor, post: Callable[[], str]) -> None:
    visitor.get(f"{PROCEDURE}sign-in/mail/")
    page = visitor.send(contact="family@example.jp")
    number = post()
    visitor.send(page.form(), deed="code", code=number)
    visitor.get(PROCEDURE)
    visitor.send(visitor.page.form("/sign-in/out"))
    token = visitor.client.cookies["csrftoken"].value
    visitor.post(f"{PROCEDURE}sign-in/mail/", {"deed": "code", "code": number, "csrfmiddlewaretoken": token})
    assert visitor.status == 422


def test_without_a_mail_server_nobody_is_sent_a_code(visitor: Visitor) -> None:
    visitor.get(f"{PROCEDURE}sign-in/mail/")
    assert visitor.status == 404
