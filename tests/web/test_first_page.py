"""最初の画面 - light enough for a bad line, and nobody else hears of the visit."""

import gzip
import re
from contextlib import closing
from pathlib import Path

import pytest

from madoguchi.web import assets
from tests.web.pages import Page
from tests.web.visits import PROCEDURE, Visitor, begin

SCRIPT = re.compile(r'asset "([^"]+\.js)"')
STAFF = {"keys.js"}  # of kit/staff.html
STATIC = Path(assets.__file__).parent / "static"
RESIDENT = STATIC.parent / "resident"


def loads(page: Page) -> list[str]:
    """Every address that a browser fetches by itself."""
    fetched = [tag["href"] for tag in page.all("link")] + [tag["src"] for tag in page.all("script") + page.all("img")]
    return [address for address in fetched if not address.startswith("data:")]


@pytest.mark.parametrize("path", ["/", "/tama/", PROCEDURE])
def test_a_first_page_and_what_it_loads_weigh_25_kilobytes_at_most(visitor: Visitor, path: str) -> None:
    page = visitor.get(path)
    fetched = [STATIC / address.removeprefix("/static/").partition("?")[0] for address in loads(page)]
    weight = sum(
        len(gzip.compress(data)) for data in [visitor.answer.content, *(file.read_bytes() for file in fetched)]
    )
    assert weight <= 25_000
    assert 1 + len(fetched) <= 3


def test_the_server_sends_pages_and_styles_compressed(visitor: Visitor) -> None:
    visitor.get(PROCEDURE)
    for path in [PROCEDURE, *loads(visitor.page)]:
        with closing(visitor.client.get(path, headers={"accept-encoding": "gzip"})) as answer:
            assert answer.headers["Content-Encoding"] == "gzip", path


def test_files_of_ours_are_kept_for_ever_and_pages_never(visitor: Visitor) -> None:
    page = visitor.get(PROCEDURE)
    assert visitor.answer.headers["Cache-Control"] == "no-store"
    with closing(visitor.client.get(loads(page)[0])) as answer:
        assert int(re.search(r"max-age=(\d+)", answer.headers["Cache-Control"])[1]) > 1_000_000


def test_nothing_is_fetched_from_others_and_nothing_stands_inline(visitor: Visitor) -> None:
    page = begin(visitor)
    assert all(address.startswith("/static/") for address in loads(page))
    assert not page.all("style")
    assert not [attributes for _, attributes in page.tags if "style" in attributes]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    policy = visitor.answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_page_of_the_procedure_is_read_in_a_minute(visitor: Visitor) -> None:
    page = visitor.get(PROCEDURE)
    words = page.text().split("本文へ進む")[1]
    assert len(words) <= 400
    assert "11月26日(木)まで受付中" in words
    assert "就労証明書" in words
    assert "見本" in words


def test_the_style_weighs_12_kilobytes_at_most_and_the_script_10() -> None:
    assert len(gzip.compress((STATIC / "madoguchi.css").read_bytes())) <= 12_000
    pages = [*RESIDENT.glob("*.html"), *RESIDENT.parent.glob("kit/**/*.html")]
    ours = {name for page in pages for name in SCRIPT.findall(page.read_text())} - STAFF
    assert ours == {"madoguchi.js"}, "one script for every page of residents"
    assert sum((STATIC / name).stat().st_size for name in ours) <= 10_000
    assert "@import" not in (STATIC / "madoguchi.css").read_text()
    assert "url(" not in (STATIC / "madoguchi.css").read_text()


def test_municipalities_with_procedures_come_first(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert page.text().index("多摩市") < page.text().index("準備中") < page.text().index("八王子市")
    assert "いまインターネットでできる手続はありません" in visitor.get("/hachioji/").text()
