"""申請の控え - a tagged PDF of what was handed in, without the secret; where it cannot be set, a page to print."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.web.visits import Visitor, hand_in, look_up, shown


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))


def test_it_holds_number_time_answers_and_not_the_secret(visitor: Visitor) -> None:
    reference = hand_in(visitor, children=2)
    secret = shown(visitor.page, "secret")
    link = next(tag["href"] for tag in visitor.page.all("a") if tag["href"].endswith("copy.pdf"))
    answer = visitor.client.get(link)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    told = "".join(text(answer.content).split())
    for word in (reference, "見本花子", "見本太郎", "株式会社見本", "2026年11月16日"):
        assert word in told, word
    assert secret not in told
    assert secret.replace("-", "") not in told.replace("-", "")
    look_up(visitor, reference, secret)
    assert visitor.client.get(f"/tama/status/{reference}/copy.pdf").content[:5] == b"%PDF-"


def test_it_is_tagged_and_says_which_standard_it_keeps(visitor: Visitor) -> None:
    hand_in(visitor)
    link = next(tag["href"] for tag in visitor.page.all("a") if tag["href"].endswith("copy.pdf"))
    made = visitor.client.get(link).content
    assert b"pdfuaid" in made
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(made))


def test_what_a_family_wrote_is_never_read_as_markup(visitor: Visitor) -> None:
    words = "#panic() $x$ *太い* https://example.jp"
    hand_in(visitor, guardians__0__employer=words)
    link = next(tag["href"] for tag in visitor.page.all("a") if tag["href"].endswith("copy.pdf"))
    assert "#panic()$x$*太い*" in "".join(text(visitor.client.get(link).content).split())


@pytest.mark.parametrize("why", ["no font", "no glyph"])
def test_where_it_cannot_be_set_the_page_is_printed(visitor: Visitor, monkeypatch, tmp_path: Path, why: str) -> None:
    changed = {"guardians__0__employer": "株式会社กข"} if why == "no glyph" else {}
    hand_in(visitor, **changed)
    if why == "no font":
        monkeypatch.setattr("madoguchi.settings.FONTS", [str(tmp_path)])
    link = next(tag["href"] for tag in visitor.page.all("a") if tag["href"].endswith("copy.pdf"))
    visitor.get(link)
    assert visitor.status == 503
    assert "いまはPDFを作れません" in visitor.page.text()
    assert "見本花子" in visitor.page.text()


def test_only_who_has_shown_the_secret_gets_it(visit: Callable[[], Visitor]) -> None:
    family, stranger = visit(), visit()
    reference = hand_in(family)
    stranger.get(f"/tama/status/{reference}/copy.pdf")
    assert stranger.path == "/tama/status/"
