"""写真 - a page is read however it lies, and one that cannot be read is refused for its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from madoguchi.core.paper.sheet import Page
from madoguchi.plugs.keeper import Refused
from tests.plugs.reading.conftest import Look
from tests.plugs.reading.sheets import ROWS, jpeg, page

DATES = {f"2026-{row + 1:02}-{11 + row * 2}" for row in range(ROWS)}


def read(reader: Look, picture: Image.Image) -> Page:
    return reader(jpeg(picture))


def texts(found: Page) -> list[str]:
    return [piece.text.replace(" ", "") for piece in found.pieces]


def on_a_table(picture: Image.Image) -> Image.Image:
    """Seen from the side, a little askew, on dark wood."""
    wide, high = picture.size
    corners = (-60, -90, -140, high + 60, wide + 90, high + 130, wide + 170, -60)
    return picture.transform((wide, high), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=70)


@pytest.fixture(scope="module")
def plain(reader: Look) -> Page:
    """The page as it is drawn, read."""
    return read(reader, page())


def test_words_digits_and_boxes_of_a_page_are_read(plain: Page) -> None:
    found = plain
    assert set(texts(found)) >= DATES
    assert texts(found).count("□") == 3
    assert texts(found).count("☑") == 2
    assert "MIHONCERTIFICATE" in texts(found)
    assert min(piece.sure for piece in found.pieces if piece.text in DATES) > 0.8


def test_a_tick_belongs_to_the_row_in_which_it_stands(plain: Page) -> None:
    rows = sorted((piece.box[1], piece.text) for piece in plain.pieces if piece.text in "□☑")
    assert [text for _, text in rows] == ["□", "☑", "□", "☑", "□"]


@pytest.mark.parametrize("turn", [90, 180])
def test_whichever_side_is_up_the_page_is_read_upright(reader: Look, turn: int) -> None:
    found = read(reader, page().rotate(turn, expand=True))
    assert set(texts(found)) >= DATES


def test_a_page_on_a_table_is_laid_flat(reader: Look) -> None:
    found = read(reader, on_a_table(page()))
    assert len(DATES & set(texts(found))) >= 4
    dates = [piece.box for piece in found.pieces if piece.text in DATES]
    assert max(box[0] for box in dates) - min(box[0] for box in dates) < 6, "one below the other again"


@pytest.mark.parametrize("change", [lambda one: one.rotate(90, expand=True), on_a_table])
def test_each_piece_tells_where_it_lies_in_the_picture_as_it_is_kept(reader: Look, change: Callable[..., Any]) -> None:
    picture = change(page())
    piece = next(one for one in read(reader, picture).pieces if one.text == "2026-01-11")
    box = tuple(int(side) for side in piece.where.removeprefix("p1 ").split(","))
    inside = picture.crop(box)
    assert inside.getextrema()[0] < 80, "its ink is there"
    blank = picture.copy()
    ImageDraw.Draw(blank).rectangle(box, fill=255)
    assert "2026-01-11" not in texts(read(reader, blank)), "and nowhere else"


def test_a_ring_marks_the_word_that_it_goes_round(reader: Look) -> None:
    picture = page()
    ImageDraw.Draw(picture).ellipse((436, 142, 632, 188), outline=0, width=3)
    marked = [piece.text for piece in read(reader, picture).pieces if piece.marked]
    assert marked == ["2026-01-11"]


def test_the_control_arm_without_a_ring_nothing_is_marked(plain: Page) -> None:
    assert not [piece for piece in plain.pieces if piece.marked]


def cut(picture: Image.Image) -> Image.Image:
    return picture.crop((0, 240, 1_200, 720))


def dark(picture: Image.Image) -> Image.Image:
    noise = Image.effect_noise(picture.size, 16)
    return Image.blend(picture.point(lambda grey: grey * 0.04 + 10), noise.point(lambda grey: grey * 0.1), 0.3)


def wrong(picture: Image.Image) -> Image.Image:
    return ImageOps.posterize(Image.effect_noise(picture.size, 120).filter(ImageFilter.BoxBlur(3)).convert("L"), 2)


@pytest.mark.parametrize(
    ("why", "spoil"),
    [
        ("small", lambda one: one.resize((400, 240))),
        ("dark", dark),
        ("blurred", lambda one: one.filter(ImageFilter.GaussianBlur(12))),
        ("cut", cut),
        ("wrong", wrong),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_that_nobody_can_read_is_refused_for_its_reason(
    reader: Look, why: str, spoil: Callable[..., Any]
) -> None:
    with pytest.raises(Refused, match=f"^{why}$"):
        read(reader, spoil(page()))
