"""開け方 - what is done with a file inside of the box: it is really opened, or refused with a code of core/attachment.

Loaded by the keeper alone. Everything an opener needs is imported here: inside of the box nothing can be loaded later.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import pi_heif
import pypdfium2
import pypdfium2.raw as pdfium
import python_calamine
from PIL import Image, ImageDraw, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin

from madoguchi.core.attachment import (
    ENOUGH_EDGE,
    LARGEST_UNPACKED,
    LONGEST_EDGE,
    MOST_ENTRIES,
    MOST_PAGES,
    MOST_PIXELS,
)

from .keeper import Refused

Made = tuple[dict[str, Any], bytes]
Sides = tuple[int, int, int, int]

QUALITY: Final = 80  # of JPEG: print of 6 pt stays legible
PREVIEW_EDGE: Final = 1_600  # pixels of a page of a PDF, as clerks look at it
SPOT_DOTS: Final = 200  # an inch of a page of a PDF from which a value is cut out
SPOT_EDGE: Final = 1_200  # pixels of what is cut out, at most
SPOT_WIDE: Final = 0.45  # of a page: so much beside a value tells which line it is
SPOT_HIGH: Final = 0.015  # of a page, above and below
MOST_EDGE: Final = 4_000  # pixels of a page that is drawn, however large it is
FRAME: Final = (206, 0, 0)  # the red of the pages (madoguchi.css, --error)
FORMATS: Final = ("JPEG", "PNG", "HEIF")
_ORIENTATION: Final = 0x0112
_BROKEN: Final = (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError, zlib.error, NotImplementedError)

pi_heif.options.DECODE_THREADS = 1
pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
pi_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # ours is smaller, and has a sentence of its own
Image.preinit()
assert {JpegImagePlugin, MpoImagePlugin, PngImagePlugin}  # loaded now: later nothing can be


def photo(data: bytes) -> Made:
    """A photo as we keep it: our own JPEG, upright, without what the camera wrote beside the picture."""
    try:
        image: Any = Image.open(io.BytesIO(data), formats=FORMATS)
    except _BROKEN:
        raise Refused("photo_broken") from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Refused("photo_huge")
    share = max(width, height) / ENOUGH_EDGE
    try:
        turned = image.getexif().get(_ORIENTATION, 1)
    except _BROKEN:
        turned = 1  # what stands beside the picture may be broken without harm
    try:
        image.draft("RGB", (int(width / share), int(height / share)))
        image.load()
    except _BROKEN as fault:
        raise Refused("photo_cut" if "truncated" in str(fault) else "photo_broken") from None
    image = _plain(image)
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return {"form": "jpeg", "pages": 1}, _jpeg(_upright(image, turned))


def _plain(image: Any) -> Any:
    """In grey or in red, green and blue; what could be seen through lies on white paper."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def _upright(image: Any, turned: int) -> Any:
    if turned == 1:
        return image
    image.info.clear()
    exif = Image.Exif()
    exif[_ORIENTATION] = turned if turned in range(1, 9) else 1
    image.info["exif"] = exif.tobytes()
    return ImageOps.exif_transpose(image)


def _jpeg(image: Any) -> bytes:
    image.info.clear()
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def pdf(data: bytes) -> Made:
    """Whether a PDF opens, has pages that can be drawn, and carries nothing else; its bytes are kept as they are."""
    document = _document(data)
    pages = len(document)
    if not pages:
        raise Refused("pdf_broken")
    if pages > MOST_PAGES:
        raise Refused("pdf_pages")
    raw = document.raw
    if pdfium.FPDFDoc_GetAttachmentCount(raw) > 0 or pdfium.FPDFDoc_GetJavaScriptActionCount(raw) > 0 or _acts(data):
        raise Refused("pdf_active")
    _draw(document, 0, 200)
    return {"form": "pdf", "pages": pages}, b""


def page(data: bytes, number: int) -> Made:
    """One page of a PDF (from 0) as a JPEG."""
    return {"form": "jpeg"}, _jpeg(_draw(_document(data), number, PREVIEW_EDGE))


def spot(data: bytes, form: str, number: int, box: Sequence[int], whole: bool = False) -> Made:
    """A value on a page (from 0) with what stands around it, or the `whole` page with a frame round it, as a JPEG.

    `box` is of core/spot: pixels of a photo, points of a page of a PDF.
    """
    if form == "pdf":
        leaf = _leaf(_document(data), number)
        finer = PREVIEW_EDGE / max(leaf.get_size()) if whole else SPOT_DOTS / 72
        image = _drawn(leaf, min(finer, MOST_EDGE / max(leaf.get_size())))
        finer = image.width / leaf.get_width()
    else:
        image, finer = _photo_kept(data), 1.0
    return {"form": "jpeg"}, _jpeg(_framed(image, box, finer) if whole else _cropped(image, box, finer))


def _photo_kept(data: bytes) -> Any:
    try:
        image: Any = Image.open(io.BytesIO(data), formats=("JPEG",))
        image.load()
    except _BROKEN:
        raise Refused("photo_broken") from None
    return image.convert("RGB")


def _within(image: Any, box: Sequence[int], finer: float, wider: float = 0.0, higher: float = 0.0) -> Sides:
    """A box in pixels of the picture, widened on each side, as far as the picture goes; never empty."""
    left, top, right, bottom = (side * finer for side in box)
    left = max(0, min(int(left - wider), image.width - 1))
    top = max(0, min(int(top - higher), image.height - 1))
    right = max(left + 1, min(int(right + wider), image.width))
    bottom = max(top + 1, min(int(bottom + higher), image.height))
    return left, top, right, bottom


def _cropped(image: Any, box: Sequence[int], finer: float) -> Any:
    """The value with what is printed beside it: as much as a line of the page and its neighbours."""
    inner = _within(image, box, finer)
    wider = max(0.0, (image.width * SPOT_WIDE - (inner[2] - inner[0])) / 2)
    higher = max(image.height * SPOT_HIGH, (inner[3] - inner[1]) * 0.8)
    left, top, right, bottom = outer = _within(image, box, finer, wider, higher)
    if left == 0 or right == image.width:  # at an edge of the page the other side has more room
        share = int(image.width * SPOT_WIDE)
        left, right = (0, max(right, share)) if left == 0 else (min(left, image.width - share), image.width)
        outer = max(0, left), top, min(right, image.width), bottom
    _frame(image, inner)
    cut = image.crop(outer)
    cut.thumbnail((SPOT_EDGE, SPOT_EDGE))
    return cut


def _framed(image: Any, box: Sequence[int], finer: float) -> Any:
    _frame(image, _within(image, box, finer))
    image.thumbnail((PREVIEW_EDGE, PREVIEW_EDGE))
    return image


def _frame(image: Any, inner: Sides) -> None:
    """A frame outside of the value: it hides no sign of it."""
    thick = max(2, max(image.size) // 400)
    left, top, right, bottom = inner
    outside = (left - 2 * thick, top - 2 * thick, right + 2 * thick, bottom + 2 * thick)
    ImageDraw.Draw(image).rectangle(outside, outline=FRAME, width=thick)


def _document(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise Refused("pdf_password" if "password" in str(fault).lower() else "pdf_broken") from None


def _draw(document: Any, number: int, edge: int) -> Any:
    leaf = _leaf(document, number)
    return _drawn(leaf, edge / max(leaf.get_size()))


def _leaf(document: Any, number: int) -> Any:
    try:
        leaf = document[number]
        if not max(leaf.get_size()):
            raise Refused("pdf_broken")
    except (pypdfium2.PdfiumError, IndexError):
        raise Refused("pdf_broken") from None
    return leaf


def _drawn(leaf: Any, scale: float) -> Any:
    try:
        return leaf.render(scale=scale, rev_byteorder=True, prefer_bgrx=True).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        raise Refused("pdf_broken") from None


def _spelled(name: str) -> bytes:
    """A name of PDF in any of its spellings: each letter may be written as #6a."""
    return b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (sign, sign, sign) for sign in name.encode()) + rb"(?![A-Za-z0-9#])"


_ACTS: Final = re.compile(
    b"|".join(_spelled(name) for name in ("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia"))
)
_OBJECTS: Final = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)


def _acts(data: bytes) -> bool:
    """Whether a PDF names programs or files inside of it, in the open or among its packed objects."""
    return bool(_ACTS.search(data)) or any(_ACTS.search(packed) for packed in _packed(data))


def _packed(data: bytes) -> Iterator[bytes]:
    for head in _OBJECTS.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[head.end() :], LARGEST_UNPACKED)
        except zlib.error:
            continue


def archive(data: bytes) -> Made:
    """An Excel workbook (.xlsx), after a look at what the archive holds and how large it becomes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = _listed(packed, data)
            _unpacked(packed)
    except (zipfile.BadZipFile, *_BROKEN):
        raise Refused("sheet_broken") from None
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused("sheet_macro")
    _cells(data)
    return {"form": "xlsx", "pages": 1}, b""


def _listed(packed: zipfile.ZipFile, data: bytes) -> frozenset[str]:
    """The names in an archive that is a workbook and nothing else."""
    entries = packed.infolist()
    names = frozenset(entry.filename.lower() for entry in entries)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Refused("zip_bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("sheet_password" if "xl/workbook.xml" in names else "zip")
    if "word/document.xml" in names:
        raise Refused("word")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise Refused("zip")
    first = min(entry.header_offset for entry in entries)
    # In front of the archive or behind it there is room for another file.
    if first or packed.comment or not data[-22:].startswith(b"PK\x05\x06"):
        raise Refused("mixed")
    return names


def _unpacked(packed: zipfile.ZipFile) -> None:
    """What the archive says of its sizes may be a lie: each entry is unpacked, and counted."""
    left = LARGEST_UNPACKED
    for entry in packed.infolist():
        with packed.open(entry) as unpacked:
            while piece := unpacked.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    raise Refused("zip_bomb")


def ole(data: bytes) -> Made:
    """An old Excel workbook (.xls); a new one with a password lies in the same envelope."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("sheet_password")
    if "WordDocument".encode("utf-16-le") in data:
        raise Refused("word")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Refused("sheet_macro")
    _cells(data)
    return {"form": "xls", "pages": 1}, b""


def _cells(data: bytes) -> None:
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        workbook.get_sheet_by_index(0).to_python()
    except python_calamine.PasswordError:
        raise Refused("sheet_password") from None
    except (python_calamine.CalamineError, *_BROKEN):
        raise Refused("sheet_broken") from None


def grid(data: bytes) -> Made:
    """The cells of a workbook's first sheet as JSON: lines of texts and numbers, days as people write them."""
    archive(data)
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    lines = sheet.to_python(skip_empty_area=False)
    cells = [[cell if isinstance(cell, int | float) else str(cell) for cell in line] for line in lines]
    return {}, json.dumps(cells, ensure_ascii=False).encode()


def _png(image: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def _warm() -> None:
    """Open something of each kind once: what libraries load late must be there before the box is shut."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<a/>")
    paper = Image.new("RGBA", (8, 8))
    samples = {photo: "PNG", pdf: "PDF"}
    for opener, form in samples.items():
        sample = io.BytesIO()
        (paper.convert("RGB") if form == "PDF" else paper).save(sample, form)
        opener(sample.getvalue())
        if opener is pdf:
            spot(sample.getvalue(), "pdf", 0, (1, 1, 3, 3))
    spot(photo(_png(paper))[1], "jpeg", 0, (1, 1, 3, 3), whole=True)
    for opener, data in ((archive, made.getvalue()), (ole, b""), (photo, b"")):
        try:
            opener(data)
        except Refused:
            continue


_warm()
OPENERS: Final[Mapping[str, Callable[..., Made]]] = {
    "photo": photo,
    "pdf": pdf,
    "page": page,
    "spot": spot,
    "zip": archive,
    "ole": ole,
    "grid": grid,
}
