"""開け方 - every file is judged by what is in it; what is refused is refused with the code of its sentence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from madoguchi.core.attachment import Unacceptable, opener_of
from madoguchi.plugs.box import Box
from tests import papers


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    box = Box()
    yield box
    box.close()


def opened(box: Box, data: bytes) -> Any:
    return box.open(opener_of("見本", data), data)


def refusal(box: Box, data: bytes) -> str:
    try:
        return str(opened(box, data).refused)
    except Unacceptable as refused:
        return refused.code


def kept(box: Box, data: bytes) -> Any:
    found = opened(box, data)
    assert not found.refused
    return Image.open(io.BytesIO(found.data))


def test_a_photo_is_kept_upright_and_without_what_the_camera_wrote(box: Box) -> None:
    image = kept(box, papers.jpeg_of_a_telephone(turned=6))
    assert image.size == (900, 1_200)
    assert image.getpixel((880, 20)) == (0, 0, 0), "the mark is turned to the upper right"
    assert not dict(image.getexif())
    data = opened(box, papers.jpeg_of_a_telephone()).data
    assert not [word for word in (b"MIHON", b"Exif", b"GPS") if word in data]


def test_a_large_photo_is_made_as_small_as_a_page_needs(box: Box) -> None:
    assert kept(box, papers.jpeg(4_032, 3_024)).size == (2_016, 1_512)
    assert max(kept(box, papers.jpeg(3_000, 1_000)).size) == 2_400
    assert kept(box, papers.jpeg(300, 200)).size == (300, 200)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "LA", "1", "I;16"])
def test_every_kind_of_png_becomes_the_same_page(box: Box, mode: str) -> None:
    source = papers.picture(600, 400) if mode not in ("L", "I;16") else papers.picture(600, 400, mode)
    image = kept(box, papers.saved(source if source.mode == mode else source.convert(mode), "PNG")).convert("L")
    assert image.getpixel((10, 10)) < 20
    assert image.getpixel((500, 300)) > 220


def test_what_can_be_seen_through_lies_on_white_paper(box: Box) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert kept(box, papers.saved(clear, "PNG")).getpixel((5, 5)) == (255, 255, 255)


def test_cmyk_and_several_pictures_in_one_are_photos_too(box: Box) -> None:
    assert kept(box, papers.saved(papers.picture().convert("CMYK"), "JPEG")).mode == "RGB"
    twice = papers.saved(papers.picture(), "MPO", save_all=True, append_images=[papers.picture()])
    assert kept(box, twice).size == (1_200, 900)


def test_a_heic_photo_is_kept_as_a_jpeg(box: Box) -> None:
    image = kept(box, papers.heic())
    assert (image.format, image.size) == ("JPEG", (64, 48))
    assert image.getpixel((5, 5))[0] < 40


def test_a_pdf_is_opened_and_its_bytes_stay(box: Box) -> None:
    found = opened(box, papers.pdf(3))
    assert (found.values, found.data) == ({"form": "pdf", "pages": 3}, b"")
    page = Image.open(io.BytesIO(box.open("page", papers.pdf(3), number=2).data))
    assert page.format == "JPEG"
    assert max(page.size) == 1_600


def test_a_workbook_is_opened_and_its_bytes_stay(box: Box) -> None:
    assert opened(box, papers.xlsx()).values == {"form": "xlsx", "pages": 1}
    assert opened(box, papers.xls()).values == {"form": "xls", "pages": 1}


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty", b""),
        ("too_big", b"\xff\xd8\xff" + bytes(15_000_000)),
        ("program", papers.program()),
        ("kind", b"just some words"),
        ("kind", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("kind", b"GIF89a" + bytes(100)),
        ("photo_broken", b"\xff\xd8\xff\xe0" + b"no photo at all"),
        ("photo_broken", b"\0\0\0\x18ftypheic" + bytes(300)),
        ("photo_cut", papers.jpeg()[:4_000]),
        ("photo_huge", papers.huge_png()),
        ("photo_huge", papers.huge_jpeg()),
        ("pdf_broken", b"%PDF-1.7\nnothing follows"),
        ("pdf_password", papers.pdf_with_a_password()),
        ("pdf_pages", papers.pdf(31)),
        ("pdf_active", papers.pdf_with_a_program()),
        ("pdf_active", papers.pdf_with_a_program(b"/J#61vaScript")),
        ("pdf_active", papers.pdf_with_a_hidden_program()),
        ("mixed", papers.pdf() + b"<script>alert(1)</script>"),
        ("mixed", papers.pdf() + papers.archive({"a": "b"})),
        ("mixed", papers.xlsx() + b"%PDF-1.7"),
        ("sheet_macro", papers.xlsm()),
        ("sheet_password", papers.xls_with_a_password()),
        ("sheet_broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
        ("sheet_macro", papers.xls() + "_VBA_PROJECT_CUR".encode("utf-16-le")),
        ("photo_broken", papers.heic()[:400]),
        ("zip_bomb", papers.zip_bomb()),
        ("zip", papers.archive({"photo.jpg": papers.jpeg()})),
        ("word", papers.archive(papers.WORKBOOK | {"word/document.xml": "<a/>"})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_in_is_refused_for_what_it_is(box: Box, code: str, data: bytes) -> None:
    assert refusal(box, data) == code


def test_an_archive_that_lies_about_its_sizes_is_unpacked_no_further_than_allowed(box: Box) -> None:
    assert refusal(box, papers.zip_bomb(lies=True)) in ("zip_bomb", "sheet_broken")


def test_a_photo_that_is_a_web_page_too_is_a_photo_only(box: Box) -> None:
    data = opened(box, papers.jpeg() + b"<script>alert(1)</script>" + papers.archive({"a": "b"})).data
    assert b"script" not in data
    assert not data.endswith(b"PK\x05\x06")


def test_the_same_words_in_a_page_are_no_program(box: Box) -> None:
    assert not opened(box, papers.pdf_with_a_program(b"/JavaScripting").replace(b"/JS(", b"/JSX(")).refused
