"""見本の紙 - files as families send them, and as they should not; made when they are needed, none lies in a folder."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageDraw


def picture(width: int = 1_200, height: int = 900, mode: str = "RGB") -> Any:
    """A sheet of paper with a black mark in its upper left corner."""
    image = Image.new(mode, (width, height), "white" if mode != "I;16" else 60_000)
    ImageDraw.Draw(image).rectangle((0, 0, width // 8, height // 8), fill=0 if mode in ("L", "I;16") else "black")
    return image


def saved(image: Any, form: str, **how: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **how)
    return made.getvalue()


def jpeg(width: int = 1_200, height: int = 900, **how: Any) -> bytes:
    return saved(picture(width, height), "JPEG", **how)


def jpeg_of_a_telephone(turned: int = 6) -> bytes:
    """Lying on its side, with a camera's name and a place beside the picture."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x0110] = "MIHON-CAMERA"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 38.0, 12.0), 3: "E", 4: (139.0, 26.0, 46.0)})
    return jpeg(exif=exif.tobytes(), comment=b"MIHON-COMMENT")


def png(width: int = 600, height: int = 400, mode: str = "RGB") -> bytes:
    return saved(picture(width, height, mode), "PNG")


def huge_png(width: int = 10_000, height: int = 10_000) -> bytes:
    """A hundred million pixels in a hundred thousand bytes."""
    lines = zlib.compressobj(9)
    packed = b"".join(lines.compress(bytes(1 + width // 8)) for _ in range(height)) + lines.flush()

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))

    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def huge_jpeg() -> bytes:
    """A small JPEG that says of itself that it has a hundred million pixels."""
    data = bytearray(jpeg(64, 64))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack("!HH", 10_000, 10_000)
    return bytes(data)


def pdf(pages: int = 2) -> bytes:
    leaves = [picture(827, 1_169) for _ in range(pages)]
    return saved(leaves[0], "PDF", save_all=True, append_images=leaves[1:])


def _objects(*bodies: bytes, trailer: bytes = b"") -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(made), len(bodies) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, start)


PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"


def pdf_with_a_program(spelled: bytes = b"/JavaScript") -> bytes:
    """Opened, it would run a line of JavaScript."""
    action = b"<</S%s/JS(app.alert\\(1\\))>>" % spelled
    return _objects(b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>", PAGES, PAGE, action)


def pdf_with_a_hidden_program() -> bytes:
    """As above, packed away among compressed objects."""
    packed = zlib.compress(b"4 0 <</S/Java#53cript/J#53(app.alert\\(1\\))>>")
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    return _objects(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, PAGE, stream + packed + b"\nendstream")


def pdf_with_a_password() -> bytes:
    """Encrypted under a password that nobody here knows (standard handler, revision 3)."""
    key = b"<%s>" % (b"41" * 32)
    locked = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O %s/U %s>>/ID[<00><00>]" % (key, key)
    return _objects(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, PAGE, trailer=locked)


CONTENT_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": f'<Relationships xmlns="{RELATED}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATED}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="証明" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
    "<t>就労証明書</t></is></c></row></sheetData></worksheet>",
}


def archive(entries: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in entries.items():
            packed.writestr(name, body)
    return made.getvalue()


def xlsx(**more: str | bytes) -> bytes:
    return archive(WORKBOOK | more)


def xlsm() -> bytes:
    return archive(WORKBOOK | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"})


def zip_bomb(lies: bool = False) -> bytes:
    """A workbook with an entry of sixty million letters; with `lies`, it says that they are ten."""
    data = archive(WORKBOOK | {"xl/media/image1.bin": bytes(60_000_000)})
    return data.replace(struct.pack("<I", 60_000_000), struct.pack("<I", 10)) if lies else data


def xls_with_a_password() -> bytes:
    """The envelope in which Excel keeps a workbook under a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4_096)


def heic() -> bytes:
    """A photo of 64 by 48 pixels, made once with an encoder that is not among our tools."""
    return zlib.decompress(base64.b85decode(_HEIC))


def xls() -> bytes:
    """A workbook of the old kind, made once in the same way."""
    return zlib.decompress(base64.b85decode(_XLS))


def program() -> bytes:
    return b"MZ\x90\x00" + bytes(60) + b"PE\0\0" + bytes(2_000)


_HEIC = (
    "c-muNV30{GsVvAy%}izhg51nBLl8SRGck>UfpK4MYDppk1Sn>t<P<^K3<a6VB@Af5Br_);Y>0~k0}}%yh{gB_LIZ&@Pz(r|MByS@"
    "Kx~njnU@CUfn-I2oK&zfpqh-bWJ3ldK}L`g*NRNAa=wDhl3WI;N`}9g1w{ow`fg@Haz2nQ1L}2VWCjUM04tLF!0_kqj~@&S{LBeJ"
    "9TE<VJdFSUgA_1>R4{{(+%6`EM4+UW6C)#<%mRf*)@iSvEZez*Bf~%eD8vjR7!;F$%Gq2P4;CNj1X?1ToS##amz+}p6y;@LYXAy~"
    "WEK~sLcQw%#Tv;ui3LzL$ngeH8XO4!|Ns904Ge*T%!*8qATtLC2auA;EXak$1tS9^Ya<ggYYUJqm06UU1{LQ^PAN_X2R_Ke)ZCOr"
    "P%P<dFs_$u_-<7HxiODTD{1~#yK9V5FE;mFar|<kYNFtZ<Eall-^Y}xR%h|Ms_$Al1E_@!641WB;8@~dU}O{kJBkftA;>0QPY-`T"
    "1^^qnYlH"
)
_XLS = (
    "c-p&gUhu)fjZzO8(10BSGsD0CoD6J8VvIn{3F8Pb0OkMx2QgtZ2N3@s1w#sOasVTejg?_H?-_Pb9D?HeAp;Y`29|?Bl7Zn75XUeS"
    "F!<%?r7F-7IDy@e$Ov+SEs$hnm;)5yV~_;9N(f9QgGpg9xgM-?514cSi}Zp?TcFwpj8P2d?ftYYps6^5NeL{+#{e>SJ6O*xu!tdp"
    "D8mU*Dz2Zv2vN(*;8>KIm@_yf<XCtZmM{S0%{?_QwJ0&?0fPuI0+%p+{jb2l@CBAr4=9X^(^s640Vw_hRh%7*_+%y)28ITP{|Vp("
    "-U=*S*DymOIPnhy54gOA;tDQM*$d9A0w{Tv7o3K9fMf~-KbS2DPRRnm()iEHkC%Lt0_@|#A`Rg38DgR;$YO^742>WiK+Sw`83?Hb"
    ")}ak1o4}?@gV|DGQUsX(fV5hGD3syW3|7+umQ@4VV+;nD?bVUk8bEgI>%bjyt&i<Bf$Vke535AhUAJGzpak@I3Q#`?HZ$lj>M+il"
    "2?9IqVKgH&$KM5$k{G$4gGm7D_W#hTil5;x0~eSn2&vDQgc!Dglmbf!1mI#A1*2dTjDk@x3P!;w7zLwXBmq!sAJi-c^*ca)0#<0h"
    "f*m@p^B0K!jSiCxTM)#M4}>Maj;Sj{9*{0#s3a-<h%vA-!pveMQV(pr5Cp=3wihvEGbDlCkxg>?1@;RWk^MuoMgi(&AyV!CM~XXX"
    "Y(D_40k#1"
)
