"""PDFの入力欄 - what was filled in on a page of a PDF: its boxes by what they hold, all else by becoming ink."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium

from .pdf_drawn import Box, Matrix, box_of, moved

_MOST: Final = 2_000  # annotations of one page
_TICKS: Final = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_TEXTS: Final = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX)


@dataclass(frozen=True, slots=True)
class Field:
    """What one field holds, "☑" or "□" for a box; in points of the page as it is shown."""

    box: Box
    text: str


def fields_of(document: Any, page: Any, shown: Matrix) -> list[Field]:
    """The fields of a page that hold something; afterwards the page has them as ink, and must be loaded anew."""
    found: list[Field] = []
    if document.formenv:
        for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
            annotation = pdfium.FPDFPage_GetAnnot(page, number)
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
                found += _field(document.formenv, annotation, shown)
            pdfium.FPDFPage_CloseAnnot(annotation)
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    return found


def _field(forms: Any, annotation: Any, shown: Matrix) -> list[Field]:
    kind = pdfium.FPDFAnnot_GetFormFieldType(forms, annotation)
    rect = pdfium.FS_RECTF()
    if kind not in _TICKS + _TEXTS or not pdfium.FPDFAnnot_GetRect(annotation, rect):
        return []
    box = box_of([moved(shown, rect.left, rect.bottom), moved(shown, rect.right, rect.top)])
    if kind in _TICKS:
        return [Field(box, "☑" if pdfium.FPDFAnnot_IsChecked(forms, annotation) else "□")]
    text = _value(forms, annotation)
    return [Field(box, text)] if text else []


def _value(forms: Any, annotation: Any) -> str:
    size = pdfium.FPDFAnnot_GetFormFieldValue(forms, annotation, None, 0)
    if not 2 < size <= 4_000:
        return ""
    held = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetFormFieldValue(forms, annotation, held, size)
    return bytes(held)[: size - 2].decode("utf-16-le", "replace").strip("\0 \r\n")
