"""見本の就労証明書のPDF: its text is what the squares say, its letters are drawn, and the dishonest ones do lie."""

import ctypes
from collections.abc import Iterator
from functools import cache
from random import Random

import numpy as np
import pypdfium2
import pytest

from madoguchi.lab.certificate import fonts
from madoguchi.lab.certificate.dishonest import WAYS, dishonest
from madoguchi.lab.certificate.layouts import LAYOUTS, filled
from madoguchi.lab.certificate.paper import paper, two_faced
from madoguchi.lab.certificate.pdf import Look, frames, pdf
from madoguchi.lab.certificate.values import LIVES, values

FONT = fonts.installed()[0]
MINE = values(Random(2), life="returned", name="見本　髙子")
SCALE = 2.0


def page_of(data: bytes) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    return document[0]


def text_of(data: bytes) -> str:
    return "".join(page_of(data).get_textpage().get_text_bounded().split())


def drawn(data: bytes) -> np.ndarray:
    return page_of(data).render(scale=SCALE).to_numpy()[:, :, :3].mean(axis=2)


@cache
def made(layout: str, life: str = "returned") -> bytes:
    return pdf(filled(MINE if life == "returned" else values(Random(4), life=life), layout), Look(FONT), Random(1))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_of_a_page_is_what_the_squares_say(layout: str):
    said = text_of(made(layout))
    for cell in filled(MINE, layout).cells:
        assert "".join(cell.bit.text.split()) in said, cell
    assert abs(page_of(made(layout)).get_width() - 595) < 1
    assert abs(page_of(made(layout)).get_height() - 842) < 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_runs_over_the_edge_of_the_page_or_into_another_square(layout: str):
    grid = filled(MINE, layout)
    where = frames(grid)
    assert all(frame.x >= 9 and frame.x + frame.w <= 201 for frame in where)
    assert all(frame.y >= 8 and frame.y + frame.h <= 292 for frame in where)
    page = page_of(made(layout))
    texts = page.get_textpage()
    for place in range(texts.count_chars()):
        left, bottom, right, top = (side * 0.3528 for side in texts.get_charbox(place))
        middle = ((left + right) / 2, 297 - (top + bottom) / 2)
        if right > left:
            assert any(
                frame.x - 0.3 <= left and right <= frame.x + frame.w + 0.3
                for frame in where
                if frame.y <= middle[1] <= frame.y + frame.h and frame.x - 0.3 <= middle[0] <= frame.x + frame.w + 0.3
            ), texts.get_text_range(place, 1)


@pytest.mark.parametrize("life", LIVES)
def test_the_type_of_what_is_filled_in_is_not_too_small(life: str):
    grid = filled(values(Random(4), life=life), "spaced")
    letters = letters_of(page_of(pdf(grid, Look(FONT), Random(1))))
    for cell, frame in zip(grid.cells, frames(grid), strict=True):
        if cell.bit.kind != "value" or not cell.bit.text.strip():
            continue
        sides = [frame.x, 297 - frame.y - frame.h, frame.x + frame.w, 297 - frame.y]
        inside = [size for x, y, size in letters if sides[0] < x < sides[2] and sides[1] < y < sides[3]]
        assert min(inside) >= 6, cell


def letters_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, float]]:
    """Where each letter is, in mm, and its size in pt."""
    texts = page.get_textpage()
    boxes = [(place, [side * 0.3528 for side in texts.get_charbox(place)]) for place in range(texts.count_chars())]
    return [
        ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, pypdfium2.raw.FPDFText_GetFontSize(texts, place))
        for place, box in boxes
        if box[2] > box[0]
    ]


@pytest.mark.parametrize("font", [*fonts.installed(), *fonts.installed(held_out=True)])
def test_every_letter_is_drawn_by_some_font(font: str):
    rare = "髙﨑濵邉邊德瀨栁槗桒齋齊廣㈱醬鐵☑✓✔☐レ■"
    told = {"name": rare, "office_name": rare}
    blank = drawn(pdf(filled({}, "national"), Look(font), Random(1)))
    shown = drawn(pdf(filled(told, "national"), Look(font), Random(1)))
    changed = np.argwhere(np.abs(shown - blank) > 90)
    assert len(changed) > 60 * len(rare)
    assert text_of(pdf(filled(told, "national"), Look(font), Random(1))).count(rare) == 2


def test_fonts_for_the_proof_are_others_than_those_for_tuning():
    assert not set(fonts.TUNED) & set(fonts.HELD_OUT)


def test_a_page_as_if_by_hand_has_other_letters_and_checks():
    hand = fonts.installed(hand=True)[0]
    printed, written = (pdf(filled(MINE, "national"), Look(FONT, one), Random(1)) for one in ("", hand))
    assert "☑" in text_of(printed)
    assert "☑" not in text_of(written)  # the check is drawn over the box
    assert MINE["office_name"] in text_of(written)


@pytest.mark.parametrize("way", WAYS)
def test_a_dishonest_page_says_one_thing_and_shows_another(way: str):
    lie = {"days_per_month": 8, "office_name": "別見本商店", "record_3_days": None}
    honest, other = (drawn(pdf(filled(told, "national"), Look(FONT), Random(1))) for told in (MINE, {**MINE, **lie}))
    shown, said = filled(MINE, "national"), filled({**MINE, **lie}, "national")
    data, codes = dishonest(shown, said, Look(FONT), Random(1), way)
    assert set(codes) == set(lie)
    assert "別見本商店" in text_of(data)
    assert text_of(data).count(MINE["office_name"]) == text_of(made("national")).count(MINE["office_name"]) - 1
    seen = drawn(data)
    where = next(
        frame for cell, frame in zip(shown.cells, frames(shown), strict=True) if "office_name" in cell.bit.codes
    )
    dots = SCALE * 72 / 25.4
    box = np.s_[
        int(where.y * dots) + 2 : int((where.y + where.h) * dots) - 2, int(where.x * dots) : int((where.x + 40) * dots)
    ]
    assert np.abs(seen - honest)[box].mean() < np.abs(seen - other)[box].mean() / 2


@pytest.mark.parametrize("layout", ["national", "drop_down", "era"])
def test_a_form_with_fields_holds_the_values_in_them_and_shows_them(layout: str):
    grid = filled(MINE, layout)
    data = paper(MINE, Random(1), "pdf", layout=layout, font=FONT, fields=True)[1]
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    page = document[0]
    told = list(fields_of(document, page))
    texts = [cell.bit.text for cell in grid.cells if cell.bit.kind == "value" and cell.bit.codes]
    boxes = [cell.bit.on for cell in grid.cells if cell.bit.kind == "tick" and cell.bit.codes]
    assert [text for kind, text, _ in told if kind == pypdfium2.raw.FPDF_FORMFIELD_TEXTFIELD] == texts
    assert [on for kind, _, on in told if kind == pypdfium2.raw.FPDF_FORMFIELD_CHECKBOX] == boxes
    assert MINE["office_name"] not in page.get_textpage().get_text_bounded()
    shown = page.render(scale=SCALE).to_numpy()[:, :, :3].mean(axis=2)
    for cell, frame in zip(grid.cells, frames(grid), strict=True):
        if cell.bit.codes and cell.bit.text.strip() and cell.bit.kind in ("value", "tick"):
            dots = SCALE * 72 / 25.4
            sides = [frame.x + 0.4, frame.y + 0.5, frame.x + frame.w - 0.4, frame.y + frame.h - 0.5]
            left, top, right, bottom = (round(side * dots) for side in sides)
            assert shown[top:bottom, left:right].min() < 150, cell


def fields_of(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[tuple[int, str, bool]]:
    """Kind, value, and whether it is ticked, of every field."""
    raw, form = pypdfium2.raw, document.formenv
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        annot = raw.FPDFPage_GetAnnot(page, place)
        size = raw.FPDFAnnot_GetFormFieldValue(form, annot, None, 0)
        room = ctypes.create_string_buffer(size)
        raw.FPDFAnnot_GetFormFieldValue(form, annot, ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        text = room.raw.decode("utf-16-le").rstrip("\0")
        yield raw.FPDFAnnot_GetFormFieldType(form, annot), text, bool(raw.FPDFAnnot_IsChecked(form, annot))
        raw.FPDFPage_CloseAnnot(annot)


def test_a_lie_that_is_the_truth_is_refused():
    with pytest.raises(ValueError, match="differs"):
        two_faced(MINE, Random(1), "patched", {})


def test_the_same_seed_gives_the_same_bytes():
    assert paper(MINE, Random(9), "pdf") == paper(MINE, Random(9), "pdf")
    assert paper(MINE, Random(9), "pdf", fields=True) == paper(MINE, Random(9), "pdf", fields=True)
    assert two_faced(MINE, Random(1), "patched", {"days_per_month": 8}) == two_faced(
        MINE, Random(1), "patched", {"days_per_month": 8}
    )
