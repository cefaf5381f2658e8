"""PDF - its words are pieces, and what is written but not seen is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from madoguchi.core.paper.sheet import Piece
from madoguchi.plugs.keeper import Refused
from madoguchi.plugs.reading.eyes import pdf as pdfs
from madoguchi.plugs.reading.eyes.told import HIDDEN, Told
from tests.plugs.reading.sheets import pdf, ring, say

LINE = say("Mihon Certificate 2026", 72, 760)


def read(drawn: str, **more: str) -> Told:
    return pdfs.read(pdf(LINE + drawn, **more), None)


def pieces(drawn: str, **more: str) -> dict[str, Piece]:
    return {piece.text: piece for piece in read(drawn, **more).pages[0].pieces}


def box_before(found: Sequence[Piece], word: str) -> str:
    """The tick box in the row of a word, left of it."""
    there = next(piece for piece in found if piece.text == word)
    row = [one for one in found if one.box[1] < (there.box[1] + there.box[3]) / 2 < one.box[3] and one.text in "□☑"]
    assert [one.box[2] < there.box[0] for one in row] == [True]
    return row[0].text


def test_words_are_parted_at_wide_gaps_and_at_rules() -> None:
    drawn = say("Name", 72, 700) + say("Hanako", 180, 700) + say("12", 72, 650) + say("34", 91, 650)
    assert set(pieces(drawn)) >= {"Name", "Hanako", "12 34"}
    assert set(pieces(drawn + "88 640 m 88 670 l S\n")) >= {"12", "34"}


def test_a_piece_tells_where_it_is_in_points_from_the_upper_left() -> None:
    piece = pieces(say("Here", 72, 700))["Here"]
    x0, y0, x1, y1 = piece.box
    assert (round(x0), round(x1)) == (72, 98)
    assert 842 - 715 < y0 < 842 - 705 < y1 < 842 - 690
    assert piece.where == f"p1 {x0:.1f},{y0:.1f},{x1:.1f},{y1:.1f}"
    assert piece.sure == 1.0


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_reads_the_same(turn: int) -> None:
    found = read(say("Name", 72, 700) + say("Hanako", 180, 700), page=f"/Rotate {turn}").pages[0]
    texts = [piece.text for piece in found.pieces]
    assert texts == ["Mihon Certificate 2026", "Name", "Hanako"]
    assert found.pieces[1].box[0] == pytest.approx(72, abs=1), "upright, whichever way it is shown"


def test_rows_that_run_up_a_page_are_read_as_rows() -> None:
    up = "".join(
        f"BT /F1 12 Tf 0 1 -1 0 {x} 100 Tm ({text}) Tj ET\n" for x, text in ((300, "Upward line"), (340, "Next"))
    )
    found = pdfs.read(pdf(up), None).pages[0]
    assert [piece.text for piece in found.pieces] == ["Upward line", "Next"]


@pytest.mark.parametrize(
    ("drawn", "why"),
    [
        (say("20 days", 72, 700, way="3 Tr"), "no colour at all"),
        ("1 g " + say("20 days", 72, 700), "white on white"),
        (say("20 days", 700, 700), "outside of the page"),
        (say("20 days", 72, 700) + "1 g 60 690 100 30 re f\n", "covered"),
    ],
    ids=lambda value: value if value[-1] != "\n" else "",
)
def test_what_nobody_sees_is_sure_to_nobody_and_is_told(drawn: str, why: str) -> None:
    told = read(drawn)
    assert told.remarks == ("differs",), why
    (hidden,) = (piece for piece in told.pages[0].pieces if piece.text == "20 days")
    assert (hidden.sure, hidden.differs) == (0, HIDDEN)


def test_the_control_arm_what_is_seen_gets_no_remark() -> None:
    told = read(say("20 days", 72, 700))
    assert not told.remarks
    assert {piece.sure for piece in told.pages[0].pieces} == {1.0}


def test_squares_are_tick_boxes_and_a_stroke_or_a_sign_ticks_them() -> None:
    boxes = "72 700 10 10 re S 72 650 10 10 re S 72 600 10 10 re S\n"
    ticks = "73 655 m 76 651 l 83 662 l S\n" + "BT /F2 11 Tf 1 0 0 1 72.5 601 Tm (4) Tj ET\n"
    words = say("none", 90, 700) + say("stroke", 90, 650) + say("sign", 90, 600)
    found = read(boxes + ticks + words).pages[0].pieces
    assert {word: box_before(found, word) for word in ("none", "stroke", "sign")} == {
        "none": "□",
        "stroke": "☑",
        "sign": "☑",
    }


def test_places_for_single_digits_are_no_tick_boxes() -> None:
    cells = "".join(f"{72 + 14 * place} 700 14 14 re S\n" for place in range(4))
    assert not {"□", "☑"} & set(pieces(cells + say("next to them", 140, 702)))


def test_a_word_with_a_ring_round_it_is_marked_and_stands_alone() -> None:
    found = pieces(say("yes no", 72, 700) + ring(82, 704, 26, 18))
    assert found["yes"].marked
    assert not found["no"].marked


def test_what_was_filled_in_is_read_from_the_fields() -> None:
    form = "/AcroForm << /Fields [7 0 R 8 0 R] /DA (/Helv 0 Tf 0 g) >>"
    fields = (
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Mihon Hanako) /Rect [72 690 200 710] /F 4 >>\nendobj\n"
        "8 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Btn /T (box) /V /Yes /AS /Yes /Rect [72 650 84 662] /F 4 "
        "/AP << /N << /Yes 9 0 R /Off 9 0 R >> >> >>\nendobj\n"
        "9 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 12 12] /Length 0 >> stream\n\nendstream"
    )
    found = pieces("", page="/Annots [7 0 R 8 0 R]", more=fields, form=form)
    assert {"Mihon Hanako", "☑"} <= set(found)
    assert found["Mihon Hanako"].box[0] == pytest.approx(72, abs=4)


def test_a_page_without_text_needs_somebody_who_reads_pictures() -> None:
    with pytest.raises(Refused, match="no_reader"):
        pdfs.read(pdf("72 700 100 100 re f\n"), None)
