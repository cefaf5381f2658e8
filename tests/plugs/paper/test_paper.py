"""紙の差込 - what every press keeps to, and what ours makes of values."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pyhanko.pdf_utils.reader import PdfFileReader

from madoguchi import plugs
from madoguchi.core.letter import document
from madoguchi.lab.bench.letters import KINDS, one
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import edition_in
from madoguchi.plugs.paper import FOLDERS, NoPaper, Paper, _faces, starts
from madoguchi.plugs.paper.press import Plug

SHAPE = "葛\U000e0102"  # a shape of 葛 that IPAexGothic lacks
EDITION = edition_in(HOME, "gakudo", "tama")


@pytest.fixture
def press() -> Plug:
    return Plug({"fonts": ",".join(FOLDERS)})


@pytest.fixture(params=["press", "fake"])
def paper(request: pytest.FixtureRequest) -> Any:
    return plugs.open_plug(f"paper/{request.param}", {"fonts": ",".join(FOLDERS)})


def letter(**changed: str) -> dict[str, Any]:
    return document([one(EDITION, 1, **changed)])


def text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def test_every_press_makes_the_same_bytes_of_the_same_values(paper: Paper) -> None:
    assert paper.pdf("letter", letter()).data == paper.pdf("letter", letter()).data
    assert paper.pdf("letter", letter()).data.startswith(b"%PDF-")
    assert paper.lacking(letter()) == ()
    assert timedelta() <= paper.slowest < timedelta(hours=1)
    assert paper.health().ok


def test_a_press_that_refuses_names_the_paths() -> None:
    twin: Any = plugs.open_plug("paper/fake", {})
    twin.refuses = ("letters.0.to.name",)
    with pytest.raises(NoPaper) as fault:
        twin.pdf("letter", letter())
    assert fault.value.lacking == twin.lacking(letter())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_letter_is_one_page_with_its_words_in_order(press: Plug, kind: str) -> None:
    made = press.pdf("letter", document([one(EDITION, 5, kind)])).data
    assert starts(made) == ((0,), 1)
    said, told = text(made), one(EDITION, 5, kind)
    parts = [told["to"]["postcode"], told["to"]["name"], told["marks"].split("\n")[0], told["sender"], told["title"]]
    places = [said.index("".join(part.split())) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "name", ["#panic()", "{{ secret }}", "$x$ *a* _b_ @c <d> \\u{1f600}", '"); #read("/etc/passwd")']
)
def test_data_is_never_read_as_markup(press: Plug, name: str) -> None:
    said = text(press.pdf("letter", letter(guardian=name, reason=name)).data)
    assert said.count("".join(name.split())) == 2


def test_it_is_tagged_in_japanese_with_a_title_and_all_of_its_fonts(press: Plug) -> None:
    """As a reader of PDFs that is not ours finds it."""
    reader = PdfFileReader(io.BytesIO(press.pdf("letter", letter()).data))
    root = reader.root
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("ja")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    told = root["/Metadata"].data.decode()
    for claim in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "学童クラブ入所保留(待機)通知書"):
        assert claim in told
    page = root["/Pages"]["/Kids"][0]
    assert page["/Tabs"] == "/S"
    tags = list(structure(root["/StructTreeRoot"]["/K"]))
    for tag in ("/H1", "/H2", "/Table", "/TH", "/TD", "/P"):
        assert tag in tags, tag
    assert tags.index("/H1") < tags.index("/Table") < tags.index("/H2")
    for font in fonts_of(press.pdf("letter", letter()).data):
        below = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(below), "a font is not in the file"
        assert "/ToUnicode" in font


def structure(node: Any) -> Any:
    """The tags in the order in which they are read."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from structure(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from structure(node["/K"])


def test_a_sign_that_no_font_has_is_refused_with_its_place(press: Plug) -> None:
    with pytest.raises(NoPaper) as fault:
        press.pdf("letter", letter(guardian="見本 \ue000"))
    assert fault.value.lacking == ("letters.0.to.name",)
    assert fault.value.permanent


def test_without_a_font_nothing_is_set(tmp_path: Path) -> None:
    bare = Plug({"fonts": f"{tmp_path},/nowhere"})
    with pytest.raises(NoPaper) as fault:
        bare.pdf("letter", letter())
    assert not fault.value.permanent  # a font can still be installed
    assert not bare.health().ok
    assert "apt-get install" in bare.health().do


def test_a_rare_kanji_is_borrowed_from_the_next_font(press: Plug) -> None:
    """𠮷 is not in IPAexGothic; VL Gothic has it."""
    assert "𠮷田" in text(press.pdf("letter", letter(guardian="𠮷田 優子")).data)


def test_a_shape_that_no_font_has_is_told_and_the_usual_one_stands(press: Plug) -> None:
    made = press.pdf("letter", letter(guardian=f"{SHAPE}城 優子"))
    assert made.plain == ("letters.0.to.name",)
    assert "城優子" in text(made.data)


def test_a_shape_that_another_font_has_is_set_in_that_font(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttf").write_bytes(font("Shapes", {"葛": "kudzu"}, {SHAPE: "kudzu.alt"}))
    press = Plug({"fonts": f"{','.join(FOLDERS)},{tmp_path}"})
    made = press.pdf("letter", letter(guardian=f"{SHAPE}城 優子"))
    assert made.plain == ()
    fonts = {str(one["/BaseFont"]) for one in fonts_of(made.data)}
    assert any("Shapes" in name for name in fonts)
    assert not any("Shapes" in str(one["/BaseFont"]) for one in fonts_of(press.pdf("letter", letter()).data))


def fonts_of(pdf: bytes) -> Any:
    fonts = PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    return [fonts[name] for name in fonts]


def font(family: str, signs: dict[str, str], shapes: dict[str, str]) -> bytes:
    """A font of our own with a few signs, and shapes of them."""
    names = [".notdef", "space", *signs.values(), *shapes.values()]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0)), pen.lineTo((500, 900)), pen.lineTo((900, 0)), pen.closePath()
    drawn = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({ord(" "): "space"} | {ord(sign): name for sign, name in signs.items()})
    made.setupGlyf(dict.fromkeys(names, drawn))
    made.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family, "fullName": family})
    made.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=900, usWinDescent=200)
    made.setupPost()
    table = CmapSubtable.newSubtable(14)
    table.platformID, table.platEncID, table.language, table.cmap = 0, 5, 0, {}
    table.uvsDict = {ord(shape[1]): [(ord(shape[0]), name)] for shape, name in shapes.items()}
    made.font["cmap"].tables.append(table)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_paths_name_each_text_of_the_values() -> None:
    assert list(_faces.texts({"a": [{"b": "x"}, "y"], "n": 1})) == [("a.0.b", "x"), ("a.1", "y")]


def test_a_print_run_says_where_each_letter_begins(press: Plug) -> None:
    long = one(EDITION, 2, reason="\n".join(["長い理由です。"] * 60))
    made = press.pdf("letter", document([one(EDITION, 1), long, one(EDITION, 3)])).data
    assert starts(made) == ((0, 1, 3), 4)
