"""つなぐ - a family links its LINE account by a code; whoever signs wrongly, guesses or comes late changes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from madoguchi import settings
from madoguchi.core.arrival import POST
from madoguchi.core.case import Actor
from madoguchi.desk import arrival, confirm, errands
from madoguchi.desk.act import act
from madoguchi.lab.linegate import ACCOUNT, TOKEN, Gate, channel, leaves, says, webhook
from madoguchi.lab.served import running
from madoguchi.plugs import open_plug
from madoguchi.store import codes, wall
from madoguchi.web import clock
from tests.web.test_contact_page import contact, opened
from tests.web.visits import Visitor, shown

USER, OTHER = "U" + "0123456789abcdef" * 2, "U" + "f" * 32


@pytest.fixture
def channels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tama has an account; Hachioji another, with another secret."""
    monkeypatch.setattr(settings, "LINE", str(tmp_path))
    return channel(tmp_path, "tama")


def asked(visitor: Visitor, **changed: str) -> tuple[str, str]:
    """An application whose family looks at the number to send; the words that it sends."""
    reference = opened(visitor, **changed)
    visitor.get(f"/tama/status/{reference}/contact/")
    visitor.send(visitor.page.forms[1], deed="link")
    return reference, shown(visitor.page, "words-line")


def call(*events: Any, city: str = "tama", **signing: str) -> int:
    """What LINE is answered."""
    body, signature = webhook(*events)
    heads = {"X-Line-Signature": signing.get("signature", signature)}
    return (
        Client(enforce_csrf_checks=True).post(f"/{city}/from/line", body, "application/json", headers=heads).status_code
    )


def tell(tmp_path: Path) -> list[dict[str, str]]:
    """All news that leave now, as LINE got them."""
    with running(Gate(tmp_path / "got")) as gate:
        plug = open_plug("notice/line", {"line": settings.LINE, "line_api": gate.address})
        worker = errands.Worker("w", {"notice/line": plug}, clock.now)
        while errands.serve_one(worker, "tama"):
            pass
        return gate.messages


def test_an_account_that_sends_the_number_gets_the_news_from_then_on(
    visitor: Visitor, channels: Path, tmp_path: Path
) -> None:
    reference, words = asked(visitor)
    assert ACCOUNT in visitor.page.text()
    (opens,) = [tag["href"] for tag in visitor.page.all("a") if "line.me" in tag.get("href", "")]
    assert opens.startswith("https://line.me/R/oaMessage/%40mihon/?2026-")
    assert call(says(USER, words)) == 200
    assert contact(reference) == (USER, True)
    text = visitor.get(f"/tama/status/{reference}/contact/").text()
    assert "LINEにお知らせを送ります" in text
    assert USER not in visitor.page.html
    (receipt,) = tell(tmp_path)
    assert receipt["to"] == USER
    assert reference in receipt["text"]
    assert "/tama/status/" in receipt["text"]
    assert "見本 花子" not in receipt["text"]


@pytest.mark.parametrize("typed", ["{}", "  {}\n", "{} ", "全角"])
def test_people_send_numbers_as_they_like(visitor: Visitor, channels: Path, typed: str) -> None:
    reference, words = asked(visitor)
    wide = words.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789-"})
    call(says(USER, wide if typed == "全角" else typed.format(words)))
    assert contact(reference) == (USER, True)


def test_a_number_counts_once_and_for_nobody_else(visitor: Visitor, channels: Path) -> None:
    reference, words = asked(visitor)
    assert call(says(USER, words), says(USER, words)) == 200
    assert call(says(OTHER, words)) == 200
    assert contact(reference) == (USER, True)


def test_a_number_counts_for_a_while(visitor: Visitor, channels: Path) -> None:
    reference, words = asked(visitor)
    with wall.inside("tama", write=True):
        last = codes.get(reference)
        assert last
        codes.put(reference, last.serial, clock.now() - confirm.VALID)
    call(says(USER, words))
    assert contact(reference) == ("", False)


def test_who_guesses_has_five_tries(visitor: Visitor, channels: Path) -> None:
    reference, words = asked(visitor)
    wrong = "000000" if not words.endswith("000000") else "111111"
    call(*[says(OTHER, f"{reference} {wrong}")] * confirm.TRIES)
    call(says(USER, words))
    assert contact(reference) == ("", False)


def test_the_number_mailed_to_an_address_links_no_account(visitor: Visitor, channels: Path) -> None:
    reference, _ = asked(visitor, email="mihon@example.jp")
    with wall.inside("tama"):
        last = codes.get(reference)
        assert last
        mailed = codes.made(settings.SECRET_KEY, reference, last.serial)
    call(says(OTHER, f"{reference} {mailed}"))
    assert contact(reference) == ("mihon@example.jp", False)


@pytest.mark.parametrize("signature", ["", "x", "番号", "A" * 44])
def test_what_line_has_not_signed_changes_nothing(visitor: Visitor, channels: Path, signature: str) -> None:
    reference, words = asked(visitor)
    assert call(says(USER, words), signature=signature) == 401
    assert contact(reference) == ("", False)


def test_what_is_signed_for_one_city_is_nothing_in_another(visitor: Visitor, channels: Path) -> None:
    reference, words = asked(visitor)
    assert call(says(USER, words), city="hachioji") == 404, "it has no account"
    file = channel(channels, "hachioji") / "hachioji.json"
    file.write_text(file.read_text(encoding="utf-8").replace("mihon-line-secret", "other"), encoding="utf-8")
    assert call(says(USER, words), city="hachioji") == 401
    assert contact(reference) == ("", False)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "message": {"type": "sticker"}, "source": {"type": "user", "userId": USER}},
        {"type": "follow", "source": {"type": "user", "userId": USER}},
        {
            "type": "message",
            "message": {"type": "text", "text": "こんにちは"},
            "source": {"type": "user", "userId": USER},
        },
        {
            "type": "message",
            "message": {"type": "text", "text": "x" * 9999},
            "source": {"type": "group", "groupId": "C"},
        },
        {"type": "unfollow", "source": {"type": "user", "userId": ""}},
        {"type": "unheard of"},
    ],
)
def test_all_else_that_line_tells_is_heard_and_changes_nothing(
    visitor: Visitor, channels: Path, event: dict[str, Any]
) -> None:
    reference, _ = asked(visitor, email="mihon@example.jp")
    assert call(event) == 200
    assert contact(reference) == ("mihon@example.jp", False)


def test_words_that_nobody_could_read_are_refused(town: None, channels: Path) -> None:
    assert call("nothing", 7) == 400
    assert call({}) == 200


def test_who_blocks_the_account_is_told_otherwise_and_letters_go_by_post(
    visitor: Visitor, channels: Path, tmp_path: Path
) -> None:
    reference, words = asked(visitor)
    call(says(USER, words))
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), clock.now())
        act(
            f"{reference}-1", "approve", Actor("kessai", "decider"), clock.now(), reason="第一学童クラブ", place="daini"
        )
        assert arrival.due(clock.now(), POST) == ()
    assert call(leaves(OTHER)) == 200
    assert contact(reference) == (USER, True)
    assert call(leaves(USER)) == 200
    assert contact(reference) == ("", False)
    with wall.inside("tama"):
        assert [one.case for one in arrival.due(clock.now(), POST)] == [f"{reference}-1"]


def test_where_the_city_has_no_account_none_is_offered(visitor: Visitor) -> None:
    reference = opened(visitor)
    assert "LINE" not in visitor.get(f"/tama/status/{reference}/contact/").text()
    assert call(says(USER, "x")) == 404


def test_nobody_but_the_family_is_shown_a_number(visit: Callable[[], Visitor], channels: Path) -> None:
    reference, _ = asked(visit())
    stranger = visit()
    stranger.get(f"/tama/status/{reference}/contact/?link=1")
    assert "words-line" not in stranger.page.html


def test_behind_the_limit_the_office_is_named(visitor: Visitor, channels: Path) -> None:
    asked(visitor)
    for _ in range(confirm.SENDS):
        visitor.send(visitor.page.forms[1], deed="link")
    assert "窓口に電話してください" in visitor.page.text()


def test_the_portal_links_in_the_same_way(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PORTAL", "http://127.0.0.1:9")
    monkeypatch.setattr(settings, "PORTAL_SECRET", TOKEN)
    reference = opened(visitor)
    visitor.get(f"/tama/status/{reference}/contact/")
    visitor.send(visitor.page.forms[1], deed="link")
    words, account = shown(visitor.page, "words-portal"), "mp-0000000000000001"

    def told(body: str) -> int:
        _, signature = webhook(secret=TOKEN, raw=body.encode())
        heads = {"X-Madoguchi-Signature": signature}
        return Client().post("/tama/from/portal", body.encode(), "application/json", headers=heads).status_code

    assert told(f'{{"to": "{USER}", "text": "{words}"}}') == 200
    assert contact(reference) == ("", False), "an account of another service"
    assert told(f'{{"to": "{account}", "text": "{words}"}}') == 200
    assert contact(reference) == (account, True)
    assert told(f'{{"to": "{account}", "gone": true}}') == 200
    assert contact(reference) == ("", False)
    assert told("[]") == 400
