"""表計算の部品 - what openpyxl cannot write: form controls as Excel 365 keeps them, ellipses, results of formulas.

The file is packed anew with one date in it, so that the same squares give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MIXED: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_X14: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_A14: Final = "http://schemas.microsoft.com/office/drawing/2010/main"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST: Final = 1025  # Excel counts shapes of the first sheet from here
_EMU: Final = (57150, 163830)  # of a column and a row, about


class Place(NamedTuple):
    """First row and column, last row and column, from 1; in the order openpyxl merges by."""

    row: int
    column: int
    last_row: int
    last_column: int


class Drawn(NamedTuple):
    """A control or an ellipse over squares."""

    kind: str  # check or ellipse
    place: Place
    number: int
    on: bool
    words: str = ""
    lean: tuple[float, float] = (0.0, 0.0)  # how far it lies beside its squares, in columns and rows
    link: str = ""


def repacked(data: bytes, sheet: int, drawn: Sequence[Drawn], cached: Mapping[str, Any]) -> bytes:
    """The file with what is drawn over sheet number `sheet`, and with the results of its formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    core = re.sub(r"(<dcterms:\w+ [^>]*>)[^<]*", r"\g<1>2026-01-01T00:00:00Z", parts["docProps/core.xml"])
    parts["docProps/core.xml"] = core
    name = f"xl/worksheets/sheet{sheet}.xml"
    parts |= {part: _ordered(text) for part, text in parts.items() if part.startswith("xl/worksheets/sheet")}
    parts[name] = _reckoned(parts[name], cached)
    if drawn:
        _draw(parts, sheet, drawn)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _ordered(xml: str) -> str:
    """Merged cells in one order: openpyxl keeps them in a set."""
    found = re.findall(r"<mergeCell [^>]*/>", xml)
    return xml.replace("".join(found), "".join(sorted(found))) if found else xml


def _reckoned(xml: str, cached: Mapping[str, Any]) -> str:
    for place, worth in cached.items():
        found = re.search(rf'<c r="{place}"([^>]*)><f>(.*?)</f><v\s*/?>(?:</v>)?</c>', xml)
        assert found, place
        kind = ' t="str"' if isinstance(worth, str) else ""
        told = "" if worth is None else f"<v>{escape(f'{worth:g}' if isinstance(worth, float) else str(worth))}</v>"
        rest = re.sub(r' t="\w+"', "", found[1])
        xml = xml.replace(found[0], f'<c r="{place}"{rest}{kind}><f>{found[2]}</f>{told}</c>')
    return xml


def _draw(parts: dict[str, str], sheet: int, drawn: Sequence[Drawn]) -> None:
    checks = [one for one in drawn if one.kind == "check"]
    related = [("drawing", "../drawings/drawing1.xml")]
    parts["xl/drawings/drawing1.xml"] = _drawing(drawn)
    types = _override("/xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml")
    tail = f'<drawing xmlns:r="{_OFFICE}" r:id="rId1"/>'
    if checks:
        related.append(("vmlDrawing", "../drawings/vmlDrawing1.vml"))
        parts["xl/drawings/vmlDrawing1.vml"] = _vml(checks)
        types += '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        for one in checks:
            related.append(("ctrlProp", f"../ctrlProps/ctrlProp{one.number}.xml"))
            part = f"xl/ctrlProps/ctrlProp{one.number}.xml"
            parts[part] = _property(one)
            types += _override(f"/{part}", "application/vnd.ms-excel.controlproperties+xml")
        tail += f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="rId2"/>{_controls(checks)}'
    name = f"xl/worksheets/sheet{sheet}.xml"
    parts[name] = parts[name].replace("</worksheet>", f"{tail}</worksheet>")
    rows = (
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(related, start=1)
    )
    rels = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
    assert rels not in parts
    parts[rels] = f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{"".join(rows)}</Relationships>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", f"{types}</Types>")


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


def _corner(name: str, row: float, column: float) -> str:
    """A corner as drawings tell it: whole columns and rows from 0, and what is left in EMU."""
    across, down = int((column % 1) * _EMU[0]), int((row % 1) * _EMU[1])
    return (
        f"<xdr:{name}><xdr:col>{int(column)}</xdr:col><xdr:colOff>{across}</xdr:colOff>"
        f"<xdr:row>{int(row)}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
    )


def _corners(one: Drawn) -> tuple[float, float, float, float]:
    across, down = one.lean
    place = one.place
    return (
        max(0.0, place.row - 1 + down),
        max(0.0, place.column - 1 + across),
        place.last_row + down,
        place.last_column + across,
    )


def _drawing(drawn: Sequence[Drawn]) -> str:
    shapes = "".join(_check(one) if one.kind == "check" else _ellipse(one) for one in drawn)
    return f'{_HEAD}<xdr:wsDr xmlns:xdr="{_SHEET}" xmlns:a="{_MAIN}">{shapes}</xdr:wsDr>'


def _anchored(one: Drawn, shape: str) -> str:
    top, left, bottom, right = _corners(one)
    corners = _corner("from", top, left) + _corner("to", bottom, right)
    return f'<xdr:twoCellAnchor editAs="oneCell">{corners}{shape}<xdr:clientData/></xdr:twoCellAnchor>'


def _frame(one: Drawn) -> str:
    top, left, bottom, right = _corners(one)
    here = (int(left * _EMU[0]), int(top * _EMU[1]))
    size = (int((right - left) * _EMU[0]), int((bottom - top) * _EMU[1]))
    return f'<a:xfrm><a:off x="{here[0]}" y="{here[1]}"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'


def _ellipse(one: Drawn) -> str:
    shape = (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{one.number + 1}" name="楕円 {one.number}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        f'<xdr:spPr>{_frame(one)}<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="12700"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></xdr:spPr></xdr:sp>'
    )
    return _anchored(one, shape)


def _check(one: Drawn) -> str:
    spid = f"_x0000_s{_FIRST + one.number}"
    body = (
        '<xdr:txBody><a:bodyPr vertOverflow="clip" wrap="square" lIns="18288" tIns="18288" rIns="0" bIns="18288" '
        f'anchor="ctr" upright="1"/><a:lstStyle/><a:p><a:r><a:rPr lang="ja-JP" sz="900"/><a:t>{escape(one.words)}'
        "</a:t></a:r></a:p></xdr:txBody>"
        if one.words
        else ""
    )
    shape = (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{_FIRST + one.number}" '
        f'name="Check Box {one.number}" hidden="1"><a:extLst><a:ext uri="{{63B3BB69-23CF-44E3-9099-C40C66FF867C}}">'
        f'<a14:compatExt spid="{spid}"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr>'
        f'<xdr:spPr bwMode="auto">{_frame(one)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></xdr:spPr>'
        f"{body}</xdr:sp>"
    )
    return (
        f'<mc:AlternateContent xmlns:mc="{_MIXED}"><mc:Choice xmlns:a14="{_A14}" Requires="a14">'
        f"{_anchored(one, shape)}</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def _property(one: Drawn) -> str:
    checked = ' checked="Checked"' if one.on else ""
    link = f' fmlaLink="{one.link}"' if one.link else ""
    return f'{_HEAD}<formControlPr xmlns="{_X14}" objectType="CheckBox"{checked}{link} lockText="1" noThreeD="1"/>'


def _controls(checks: Sequence[Drawn]) -> str:
    def control(one: Drawn, rid: int) -> str:
        top, left, bottom, right = _corners(one)
        corners = _corner("from", top, left) + _corner("to", bottom, right)
        corners = re.sub(r"(</?)xdr:(from|to)>", r"\1\2>", corners)
        return (
            f'<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="{_FIRST + one.number}" r:id="rId{rid}" '
            f'name="Check Box {one.number}"><controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0">'
            f'<anchor moveWithCells="1">{corners}</anchor></controlPr></control></mc:Choice></mc:AlternateContent>'
        )

    told = "".join(control(one, rid) for rid, one in enumerate(checks, start=3))
    return (
        f'<mc:AlternateContent xmlns:mc="{_MIXED}" xmlns:x14="{_X14}" xmlns:r="{_OFFICE}" xmlns:xdr="{_SHEET}">'
        f'<mc:Choice Requires="x14"><controls>{told}</controls></mc:Choice></mc:AlternateContent>'
    )


def _vml(checks: Sequence[Drawn]) -> str:
    shapes = "".join(_vml_shape(one) for one in checks)
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" '
        'path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" '
        'o:connecttype="rect"/>'
        f'<o:lock v:ext="edit" shapetype="t"/></v:shapetype>{shapes}</xml>'
    )


def _vml_shape(one: Drawn) -> str:
    place = one.place
    anchor = f"{place.column - 1}, 0, {place.row - 1}, 0, {place.last_column}, 0, {place.last_row}, 0"
    words = f"<font face='Meiryo UI' size='180' color='auto'>{escape(one.words)}</font>" if one.words else ""
    checked = "<x:Checked>1</x:Checked>" if one.on else ""
    link = f"<x:FmlaLink>{one.link}</x:FmlaLink>" if one.link else ""
    return (
        f'<v:shape id="_x0000_s{_FIRST + one.number}" type="#_x0000_t201" '
        f'style="position:absolute;z-index:{one.number}" '
        'filled="f" fillcolor="window [65]" stroked="f" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:left">'
        f'{words}</div></v:textbox><x:ClientData ObjectType="Checkbox"><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:AutoLine>False</x:AutoLine><x:TextVAlign>Center</x:TextVAlign>"
        f"{checked}{link}<x:NoThreeD/></x:ClientData></v:shape>"
    )
