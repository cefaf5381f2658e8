"""通知書 - a sealed PDF of each notice, and the page on which anybody checks one."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi import settings
from madoguchi.core.case import Actor
from madoguchi.desk import letter
from madoguchi.desk.act import act
from madoguchi.store import errands as store_errands
from madoguchi.store import events, letters, notices, wall
from madoguchi.web.clock import now
from tests.web.test_copy import text
from tests.web.visits import Visitor, hand_in, look_up, shown, work

NOT_OURS = "多摩市が出したものではありません"
OURS = "多摩市が出したものです"


def told(case: str) -> None:
    """The clerk passes, the decider puts it on the waiting list, the worker makes what is due."""
    with wall.inside("tama", write=True):
        act(case, "pass", Actor("uketsuke", "clerk"), now())
        act(
            case, "hold", Actor("kessai", "decider"), now(), reason="指数 15点。第一学童クラブの最後の方は 18点でした。"
        )
    work()


@pytest.fixture
def family(visitor: Visitor, sealed: None) -> Visitor:
    """A family whose application was decided, and who has opened the result."""
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    told(f"{reference}-1")
    look_up(visitor, reference, secret)
    visitor.send(visitor.page.form("/result/"))
    return visitor


def pdf_of(family: Visitor) -> bytes:
    link = next(tag["href"] for tag in family.page.all("a") if tag["href"].endswith(".pdf"))
    answer = family.client.get(link)
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def number_on(pdf: bytes) -> str:
    return re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", text(pdf).split("確認番号")[1])[0]


def ask(visitor: Visitor, number: str = "", file: bytes | None = None, city: str = "tama") -> str:
    sent = visitor.get(f"/{city}/letter/").form("/letter/").sends(number=number)
    if file is not None:
        sent["file"] = SimpleUploadedFile("a.pdf", file, "application/pdf")
    return visitor.post(f"/{city}/letter/", sent).text()


def test_the_result_offers_the_letter_once_it_is_made(visitor: Visitor, sealed: None) -> None:
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "approve", Actor("kessai", "decider"), now(), reason="第一学童クラブ", place="daini")
    look_up(visitor, reference, secret)
    visitor.send(visitor.page.form("/result/"))
    assert "通知書(PDF)" not in visitor.page.text()
    work()
    visitor.get(f"/tama/status/{reference}/result/")
    assert "通知書(PDF)" in visitor.page.text()
    said = "".join(text(pdf_of(visitor)).split())
    for word in (
        "学童クラブ入所承認通知書",
        "見本花子さんの保護者様",
        "第一学童クラブ",
        "多摩市長",
        "電子署名",
        "206-",
    ):
        assert word in said, word


def test_a_letter_is_found_by_its_number_and_by_its_file(family: Visitor, visit) -> None:
    pdf, stranger = pdf_of(family), visit()
    by_number = ask(stranger, number_on(pdf).lower().replace("-", " "))
    by_file = ask(stranger, file=pdf)
    for page in (by_number, by_file):
        assert OURS in page
        assert "学童クラブ入所保留(待機)通知書" in page
        assert "見本tama" in page
        assert not [word for word in ("花子", "指数", "15点", "206-") if word in page]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_letter_changed_by_one_byte_is_not_ours(family: Visitor, visit, part: float) -> None:
    changed = bytearray(pdf_of(family))
    changed[int(len(changed) * part)] ^= 1
    assert NOT_OURS in ask(visit(), file=bytes(changed))


def test_another_citys_page_knows_nothing_of_it(family: Visitor, visit) -> None:
    other = visit()
    page = ask(other, number_on(pdf_of(family)), city="hachioji")
    assert OURS not in page
    assert "出したものではありません" in page


def test_guesses_are_counted_whatever_the_number(visit, family: Visitor) -> None:
    stranger = visit()
    for guess in range(10):
        assert NOT_OURS in ask(stranger, f"0000-0000-000{guess}")
    assert "15分たってから" in ask(stranger, number_on(pdf_of(family)))
    assert stranger.status == 429


def test_nothing_sent_is_told_and_not_counted(visit) -> None:
    visitor = visit()
    for _ in range(12):
        assert "番号を入力するか、ファイルを選んでください" in ask(visitor)


def test_a_decision_that_was_decided_anew_is_told_so(family: Visitor, visit) -> None:
    reference = family.path.split("/status/")[1].split("/")[0]
    with wall.inside("tama", write=True):
        (first,) = notices.of_case(f"{reference}-1")
        notices.put(replace(first, id=0, kind="approved"))
    assert "あとから別の決定の通知" in ask(visit(), number_on(pdf_of(family)))


def test_the_digest_is_tied_into_the_records(family: Visitor) -> None:
    reference = family.path.split("/status/")[1].split("/")[0]
    digest = hashlib.sha256(pdf_of(family)).hexdigest()
    with wall.inside("tama"):
        (event,) = [one for one in events.read(f"{reference}-1") if one.step == "letter"]
        (notice,) = notices.of_case(f"{reference}-1")
        kept = letters.get(notice.id)
        assert not events.verify()
    assert event.note["digest"] == f"t{digest[:39]}"
    assert (kept.digest, kept.pages, kept.signer) == (digest, 1, "見本 tama")


def test_only_the_family_gets_the_letter_and_only_its_own(family: Visitor, visit) -> None:
    link = next(tag["href"] for tag in family.page.all("a") if tag["href"].endswith(".pdf"))
    stranger = visit()
    stranger.get(link)
    assert stranger.path == "/tama/status/"
    hand_in(stranger)
    theirs = shown(stranger.page, "reference"), shown(stranger.page, "secret")
    look_up(stranger, *theirs)
    own = family.path.split("/status/")[1].split("/")[0]
    stranger.get(link.replace(own, theirs[0]))
    assert stranger.status == 404


def test_a_sign_that_no_font_has_stops_the_letter_and_names_its_place(visitor: Visitor) -> None:
    reference = hand_in(visitor, guardians__0__name="見本 \ue000子")
    told(f"{reference}-1")
    with wall.inside("tama"):
        failed = next(one for one in store_errands.failed() if one.kind == letter.KIND)
    assert failed.error == "字体にない字があるため、文書を作れません。(宛名)"


def test_without_any_font_it_waits_for_one(visitor: Visitor, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "FONTS", [str(tmp_path)])
    reference = hand_in(visitor)
    told(f"{reference}-1")
    with wall.inside("tama"):
        assert store_errands.undone(letter.KIND, [f"{reference}-1"])
        assert not [one for one in store_errands.failed() if one.kind == letter.KIND]
