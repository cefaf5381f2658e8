"""添付の欄 - what was chosen is stored when the page is sent, whatever else is wrong; nothing is chosen twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from madoguchi import settings
from madoguchi.core.attachment import Unacceptable
from madoguchi.core.package.check import examine
from madoguchi.core.plug import PlugError
from madoguchi.desk import attach, publish
from madoguchi.plugs.box import Box
from madoguchi.store import attachments, cases, wall
from madoguchi.web.clock import now
from tests import papers
from tests.forms.examples import package
from tests.web.pages import Page
from tests.web.visits import Visitor, shown


@pytest.fixture(autouse=True)
def storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "STORAGE", str(tmp_path / "files"))
    attach.storage.cache_clear()
    attach._unwrapped.cache_clear()


@pytest.fixture
def family(town: None, visitor: Visitor) -> Visitor:
    """Before the page of a form that asks for a name and a proof of two files at most."""
    report = examine(package("files"))
    with wall.inside("tama", write=True):
        publish.publish(dict(report.files), now())
    begin(visitor)
    return visitor


def begin(visitor: Visitor) -> Page:
    visitor.get("/tama/example/")
    return visitor.send()


def test_files_are_chosen_with_buttons_and_what_is_taken_stands_beside_them(family: Visitor) -> None:
    page = family.page
    inputs = [one["id"] for one in page.all("input") if one.get("type") == "file"]
    assert {one["for"] for one in page.all("label") if "button" in one.get("class", "").split()} == set(inputs)
    assert "写真・PDF・Excel2個まで" in page.text()
    group = next(one for one in page.all("fieldset") if "proof-kinds" in one.get("aria-describedby", ""))
    assert set(group["aria-describedby"].split()) <= set(page.ids())
    assert "もう1枚撮る" in page.text()


def file(data: bytes, name: str = "証明書.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def listed(visitor: Visitor) -> list[str]:
    """The keys of the files that the page before us lists."""
    return [value for form in visitor.page.forms for name, value in form.inputs if name == "proof" and value]


def rows() -> int:
    with wall.inside("tama"):
        return attachments.tables.Attachment.objects.count()


def test_the_page_sends_files_and_a_telephone_offers_its_camera(family: Visitor) -> None:
    (form,) = [told for told in family.page.all("form") if "enctype" in told]
    assert form["enctype"] == "multipart/form-data"
    camera, other = [told for told in family.page.all("input") if told.get("type") == "file"]
    assert (camera["capture"], camera["accept"]) == ("environment", "image/*")
    assert "capture" not in other
    assert "application/pdf" in other["accept"]


def test_what_was_chosen_is_kept_though_another_field_is_wrong(family: Visitor) -> None:
    page = family.send(name="", **{"proof.new": [file(papers.jpeg()), file(papers.pdf(), "a.pdf")]})
    assert family.status == 422
    assert "証明書.jpg" in page.text()
    assert "a.pdf" in page.text()
    kept = listed(family)
    assert len(kept) == 2
    family.send(name="見本 花子")
    assert family.path.endswith("/check/")
    assert "証明書.jpg、a.pdf" in family.page.text()
    assert rows() == 2


BAD = [
    ("program", papers.program()),
    ("kind", b"<html><script>alert(1)</script>"),
    ("empty", b""),
    ("photo_huge", papers.huge_png()),
    ("photo_cut", papers.jpeg()[:4_000]),
    ("pdf_password", papers.pdf_with_a_password()),
    ("pdf_active", papers.pdf_with_a_program()),
    ("mixed", papers.pdf() + papers.archive({"a": "b"})),
    ("zip_bomb", papers.zip_bomb()),
    ("sheet_macro", papers.xlsm()),
    ("too_big", b"\xff\xd8\xff" + bytes(15_000_000)),
]


@pytest.mark.parametrize(("code", "data"), BAD, ids=[code for code, _ in BAD])
def test_a_bad_file_is_told_with_what_to_do_and_nothing_typed_is_lost(family: Visitor, code: str, data: bytes) -> None:
    good = file(papers.jpeg(), "よい.jpg")
    page = family.send(name="見本 花子", **{"proof.new": [good, file(data, "わるい.jpg")]})
    assert family.status == 422
    assert "".join(Unacceptable(code, "わるい.jpg").say.split()) in page.text()
    assert page.inputs()["name"] == "見本 花子"
    assert len(listed(family)) == 1, "the good one is kept"
    family.send()
    assert family.path.endswith("/check/")


def test_a_bad_file_alone_is_told_once(family: Visitor) -> None:
    page = family.send(name="見本", **{"proof.new": file(papers.program())})
    assert "証明書を選んでください" not in page.text(), "why it was refused says more than that none is there"


def test_one_more_than_the_field_takes_is_refused_and_the_others_stay(family: Visitor) -> None:
    page = family.send(name="見本", **{"proof.new": [file(papers.jpeg(), f"{number}.jpg") for number in range(3)]})
    assert "「2.jpg」は、受け取れませんでした。この欄に置けるのは2個まで" in page.text()
    assert len(listed(family)) == 2


def test_more_than_may_come_at_once_is_told(family: Visitor) -> None:
    page = family.send(name="見本", **{"proof.new": [file(papers.jpeg(64, 64), f"{n}.jpg") for n in range(11)]})
    assert "「10.jpg」は、受け取れませんでした。一度に送れるのは10個" in page.text()


def test_a_file_is_taken_back_by_a_tick(family: Visitor, tmp_path: Path) -> None:
    family.send(name="", **{"proof.new": [file(papers.jpeg(), "a.jpg"), file(papers.jpeg(), "b.jpg")]})
    first, second = listed(family)
    family.send(name="見本", **{"proof.remove": first})
    assert family.path.endswith("/check/")
    assert "a.jpg" not in family.page.text()
    assert rows() == 1
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [second]


def test_a_file_of_another_family_cannot_be_claimed(family: Visitor, visit: Callable[[], Visitor]) -> None:
    family.send(name="見本", **{"proof.new": file(papers.jpeg())})
    family.get(family.path.replace("/check/", "/person/"))
    (theirs,) = listed(family)
    thief = visit()
    begin(thief)
    thief.send(name="泥棒", proof=theirs)
    assert thief.status == 422
    assert not listed(thief)
    thief.send(name="泥棒", **{"proof": theirs, "proof.remove": theirs})
    assert rows() == 1, "nor can it be taken away"
    answer = thief.client.get(f"{thief.path.rpartition('person/')[0]}file/{theirs}")
    assert answer.status_code == 404


def test_no_transaction_is_open_while_a_file_is_worked_on(family: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []
    opened, put = Box.open, type(attach.storage()).put

    def spied_open(self: Box, *given: Any, **values: Any) -> Any:
        told.append(connection.in_atomic_block)
        return opened(self, *given, **values)

    def spied_put(self: Any, name: str, data: bytes) -> None:
        told.append(connection.in_atomic_block)
        put(self, name, data)

    monkeypatch.setattr(Box, "open", spied_open)
    monkeypatch.setattr(type(attach.storage()), "put", spied_put)
    family.send(name="見本", **{"proof.new": file(papers.jpeg())})
    assert told == [False, False]


def test_two_tabs_lose_no_file(family: Visitor) -> None:
    page, path = family.page, family.path
    family.send(name="先の人", **{"proof.new": file(papers.jpeg(), "先.jpg")})
    family.path = path
    family.send(page.form(), name="後の人", **{"proof.new": file(papers.jpeg(), "後.jpg")})
    assert family.status == 409
    assert "後.jpg" in family.page.text()
    assert len(listed(family)) == 1
    family.send()
    assert family.path.endswith("/check/")
    assert "後.jpg" in family.page.text()


def test_a_lost_token_loses_no_file(family: Visitor) -> None:
    family.send(name="見本", csrfmiddlewaretoken="x" * 64, **{"proof.new": file(papers.jpeg(), "残る.jpg")})
    assert family.status == 403
    assert "残る.jpg" in family.page.text()
    family.send()
    assert family.path.endswith("/check/")


def test_a_file_for_no_draft_is_not_even_opened(family: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Box, "open", lambda *given, **values: pytest.fail("opened"))
    family.client.handler.enforce_csrf_checks = False
    answer = family.client.post("/tama/example/d/nobodys-key-000000/person/", {"proof.new": file(papers.jpeg())})
    assert answer.status_code == 404
    assert family.client.post("/tama/", {"proof.new": file(papers.jpeg())}).status_code in (405, 404, 403)


def test_a_storage_that_is_away_keeps_what_was_typed(family: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*given: Any) -> None:
        raise PlugError("away")

    monkeypatch.setattr(type(attach.storage()), "put", away)
    page = family.send(name="見本 花子", **{"proof.new": file(papers.jpeg())})
    assert family.status == 422
    assert "いま受け取れませんでした" in page.text()
    assert page.inputs()["name"] == "見本 花子"


def handed_in(family: Visitor) -> tuple[str, str]:
    """The reference of an application with one PDF, and its key."""
    family.send(name="見本", **{"proof.new": file(papers.pdf(), "就労証明書.jpg")})
    family.send()
    reference = shown(family.page, "reference")
    with wall.inside("tama"):
        (key,) = attachments.bound_to(reference)
        assert [case.reference for case in cases.cases_of(reference)] == [reference]
    return reference, key


def test_handed_in_a_file_is_the_applications_and_comes_back_as_bytes_to_save(family: Visitor) -> None:
    data = papers.pdf()
    family.send(name="見本", **{"proof.new": file(data, "就労証明書.jpg")})
    draft = family.path.split("/check/")[0]
    with wall.inside("tama"):
        (key,) = attachments.tables.Attachment.objects.values_list("key", flat=True)
    answer = family.client.get(f"{draft}/file/{key}")
    assert answer.content == data
    saved_only(answer, "就労証明書.pdf")
    family.send()
    assert family.client.get(f"{draft}/file/{key}").status_code in (302, 404), "the draft is shut"


def saved_only(answer: Any, name: str) -> None:
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert unquote(answer["Content-Disposition"].partition("''")[2]) == name
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert int(answer["Content-Length"]) == len(answer.content)


def test_an_application_gives_its_file_only_to_who_has_shown_the_secret(
    family: Visitor, visit: Callable[[], Visitor]
) -> None:
    reference, key = handed_in(family)
    secret = shown(family.page, "secret")
    address = f"/tama/status/{reference}/file/{key}"
    assert family.client.get(address).status_code == 302
    other = visit()
    other.get("/tama/status/")
    other.send(reference=reference, secret=secret)
    saved_only(other.client.get(address), "就労証明書.pdf")
    assert other.client.get(address.replace(key, "A" * 22)).status_code == 404
