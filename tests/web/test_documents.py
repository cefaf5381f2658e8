"""職員の書類 - opened for a purpose that is written down, as a picture of ours or as bytes to save; never otherwise."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from madoguchi import settings
from madoguchi.core.attachment import Attachment
from madoguchi.core.case import Actor
from madoguchi.core.reference import secret_for
from madoguchi.desk import attach, protect
from madoguchi.desk.act import act
from madoguchi.store import attachments, cases, events, tables, wall
from madoguchi.web import clock
from tests import papers
from tests.web.test_every_address import ELSEWHERE
from tests.web.visits import PROCEDURE, Visitor, fill_in, hand_in, look_up, open_case, shown, sign_in

CLERK = Actor("uketsuke", "clerk")


@pytest.fixture(autouse=True)
def storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "STORAGE", str(tmp_path / "files"))
    attach.storage.cache_clear()
    attach._unwrapped.cache_clear()


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def case(staff: None, visit: Callable[[], Visitor]) -> str:
    """The case of a family that has sent a photo, a PDF and a workbook with its application."""
    family = visit()
    fill_in(family)
    key = family.path.split("/d/")[1].partition("/")[0]
    family.get(f"{PROCEDURE}d/{key}/evidence-1/?check=1")
    family.send(
        **{
            "guardians.0.evidence.new": [
                sent("夜の写真.jpg", papers.jpeg_of_a_telephone()),
                sent("証明書.pdf", papers.pdf(2)),
                sent("証明書.xlsx", papers.xlsx()),
            ],
        }
    )
    assert family.path.endswith("/check/"), family.page.text()
    family.send()
    return f"{shown(family.page, 'reference')}-1"


def files(case: str) -> list[Attachment]:
    with wall.inside("tama"):
        return list(attachments.bound_to(case.rpartition("-")[0]).values())


@pytest.fixture
def clerk(case: str, visit: Callable[[], Visitor]) -> Visitor:
    """A clerk before the case."""
    visitor = visit()
    sign_in(visitor)
    open_case(visitor, case)
    return visitor


def address(case: str, one: Attachment, *more: object) -> str:
    return "/".join(["/tama/staff/case", case, "document", one.key, *map(str, more)])


def viewings(case: str) -> list[dict[str, Any]]:
    with wall.inside("tama"):
        return [dict(one.note) for one in events.read(case) if one.step == "view"]


def test_a_case_lists_its_documents_under_their_fields(case: str, clerk: Visitor) -> None:
    text = clerk.page.text()
    assert "書類3件" in text
    assert "夜の写真.jpg" in text
    assert "書類" in text
    pictures = [told["src"] for told in clerk.page.all("img") if "document" in told["src"]]
    photo, document, _ = files(case)
    assert pictures == [address(case, photo, 1), address(case, document, 1), address(case, document, 2)]


def test_a_page_is_shown_as_a_picture_of_ours_and_nothing_else_is(case: str, clerk: Visitor) -> None:
    photo, document, sheet = files(case)
    for path in (address(case, photo, 1), address(case, document, 2)):
        answer = clerk.client.get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert Image.open(io.BytesIO(answer.content)).format == "JPEG"
    for path in (
        address(case, photo, 2),
        address(case, document, 0),
        address(case, document, 3),
        address(case, sheet, 1),
    ):
        assert clerk.client.get(path).status_code == 404


def test_a_document_is_handed_over_as_bytes_to_save(case: str, clerk: Visitor) -> None:
    for one, start in zip(files(case), (b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04"), strict=True):
        answer = clerk.client.get(address(case, one))
        assert answer.content.startswith(start)
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox")


def test_who_opens_a_document_is_written_down_with_the_purpose(case: str, clerk: Visitor) -> None:
    _, document, _ = files(case)
    before = len(viewings(case))
    clerk.client.get(address(case, document))
    (written,) = viewings(case)[before:]
    assert (written["kind"], written["document"]) == ("document", 2)
    assert written["purpose"]


def test_a_document_that_cannot_be_written_down_is_not_shown(
    case: str, clerk: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: Any, **told: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr("madoguchi.desk.view.events.append", full)
    answer = clerk.client.get(address(case, files(case)[0]))
    assert answer.status_code == 500
    assert b"\xff\xd8\xff" not in answer.content


def test_nobody_else_opens_it(case: str, visit: Callable[[], Visitor]) -> None:
    photo = files(case)[0]
    for path in (address(case, photo), address(case, photo, 1)):
        assert b"\xff\xd8\xff" not in visit().client.get(path).content
    neighbour = visit()
    sign_in(neighbour, password=ELSEWHERE, city="hachioji")
    for path in (address(case, photo), address(case, photo, 1)):
        assert neighbour.client.get(path.replace("/tama/", "/hachioji/")).status_code == 404
    for path in (address(case, photo), address(case, photo, 1)):
        assert b"\xff\xd8\xff" not in neighbour.client.get(path).content


def test_a_document_is_found_by_its_own_case_only(case: str, clerk: Visitor, visit: Callable[[], Visitor]) -> None:
    other = f"{hand_in(visit())}-1"
    open_case(clerk, other)
    assert clerk.client.get(address(other, files(case)[0])).status_code == 404


def test_a_protected_familys_documents_are_for_the_clerks_named(
    case: str, clerk: Visitor, visit: Callable[[], Visitor]
) -> None:
    photo = files(case)[0]
    with wall.inside("tama", write=True):
        protect.protect(photo.reference, ("kessai",), Actor("kessai", "decider"), clock.now())
    assert clerk.client.get(address(case, photo)).status_code == 404
    assert "夜の写真" not in open_case(clerk, case).text()


def test_a_document_of_a_private_page_needs_the_permit(case: str, clerk: Visitor) -> None:
    photo = files(case)[0]
    assert clerk.client.get(address(case, photo)).status_code == 200
    with wall.inside("tama", write=True):
        tables.Attachment.objects.filter(key=photo.key).update(place="children.0.allergy_plan", private="health")
    assert clerk.client.get(address(case, photo)).status_code == 404
    assert address(case, photo) not in open_case(clerk, case).html


def test_a_correction_may_bring_a_file_and_a_bad_one_stops_it(
    case: str, clerk: Visitor, visit: Callable[[], Visitor]
) -> None:
    reference = case.rpartition("-")[0]
    with wall.inside("tama", write=True):
        act(case, "return", CLERK, clock.now(), fields=("guardians.1.evidence",), message="証明書を送ってください。")
        application = cases.get_application(reference)
        assert application
        secret = secret_for(settings.SECRET_KEY, application.idempotency)
    family = visit()
    look_up(family, reference, secret)
    family.get(f"/tama/status/{reference}/correct/")
    field = "guardians.1.evidence"
    family.send(**{f"{field}.new": [sent("よい.pdf", papers.pdf(1)), sent("わるい.pdf", papers.program())]})
    assert family.status == 422
    assert "「わるい.pdf」は、プログラムです" in family.page.text()
    assert "よい.pdf" in family.page.text()
    assert len(files(case)) == 3, "nothing is sent before the family knows"
    family.send()
    assert family.path.startswith(f"/tama/status/{reference}/?done"), family.page.text()
    assert [one.place for one in files(case)] == ["guardians.0.evidence"] * 3 + [field]
    stranger = visit()
    stranger.get("/tama/status/")
    form = stranger.page.form().sends()
    stranger.client.post(f"/tama/status/{reference}/correct/", {**form, f"{field}.new": sent("x.pdf", papers.pdf(1))})
    with wall.inside("tama"):
        assert not attachments.free_of(reference), "who has not shown the secret leaves nothing"
