"""添付書類 - names are made harmless, and every refusal says which file and what to do."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from madoguchi.core.attachment import SAYS, Attachment, Unacceptable, opener_of, spoken_size, tidy
from tests import papers

ONE = Attachment("k" * 22, "", "証明書.jpg", "pdf", "pdf", 1, 1, 1, "", "", "", datetime(2026, 11, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("証明書.pdf", "証明書.pdf"),
        ("C:\\Users\\花子\\証明書.pdf", "証明書.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("か\u3099.pdf", "が.pdf"),
        ("  .  ", "ファイル"),
        ("", "ファイル"),
    ],
)
def test_a_name_is_its_last_step_without_what_controls_writing(sent: str, shown: str) -> None:
    assert tidy(sent) == shown


def test_a_long_name_keeps_its_end() -> None:
    name = tidy("長" * 200 + ".pdf")
    assert len(name) <= 80
    assert name.endswith("….pdf")
    assert len(tidy("長" * 200)) == 80


@pytest.mark.parametrize(
    ("name", "form", "out"),
    [
        ("証明書.jpg", "pdf", "証明書.pdf"),
        ("証明書", "jpeg", "証明書.jpg"),
        ("v1.2 最終版です", "xlsx", "v1.2 最終版です.xlsx"),
    ],
)
def test_a_file_goes_out_with_the_end_that_its_content_has(name: str, form: str, out: str) -> None:
    assert replace(ONE, name=name, form=form).file_name == out


@pytest.mark.parametrize("code", sorted(SAYS))
def test_every_refusal_names_the_file_and_says_what_to_do(code: str) -> None:
    said = Unacceptable(code, "証明書.pdf", 3).say
    assert said.startswith("「証明書.pdf」")
    assert said.endswith(("ください。",))
    assert not re.search(r"[{}]|[A-Za-z]{12}", said)


@pytest.mark.parametrize(
    ("data", "opener"),
    [
        (papers.jpeg(64, 64), "photo"),
        (papers.png(64, 64), "photo"),
        (papers.heic(), "photo"),
        (papers.pdf(1), "pdf"),
        (papers.xlsx(), "zip"),
        (papers.xls(), "ole"),
    ],
    ids=["jpeg", "png", "heic", "pdf", "xlsx", "xls"],
)
def test_content_alone_decides_who_opens_a_file(data: bytes, opener: str) -> None:
    assert opener_of("プログラム.exe", data) == opener


def test_bytes_that_happen_to_look_like_the_end_of_an_archive_are_no_archive() -> None:
    whole = papers.pdf(1)
    assert opener_of("a", whole.replace(b"%%EOF", b"%PK\x05\x06 by chance\n%%EOF")) == "pdf"


def test_sizes_are_said_in_few_signs() -> None:
    assert [spoken_size(size) for size in (1, 18_400, 999_400, 2_340_000)] == ["1 KB", "18 KB", "999 KB", "2.3 MB"]
