"""ならし - small papers of our own, read before the box is shut: what libraries load late must be there by then."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont


def picture(wide: int = 900, high: int = 700) -> Image.Image:
    """A page with a table, words, digits, and tick boxes."""
    page = Image.new("L", (wide, high), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(24)
    for row in range(7):
        pen.line((40, 60 + row * 80, wide - 40, 60 + row * 80), 0, 2)
    for row in range(6):
        pen.line((40 + row * 160, 60, 40 + row * 160, 540), 0, 2)
        pen.text((60, 84 + row * 80), f"MIHON {row}28", fill=0, font=font)
        pen.rectangle((240, 84 + row * 80, 262, 106 + row * 80), outline=0, width=2)
    return page


def photo() -> bytes:
    """The same as a file."""
    made = io.BytesIO()
    picture().save(made, "JPEG")
    return made.getvalue()


def pdf() -> bytes:
    """A page with a line of text, a rule and a square."""
    drawn = b"BT /F1 12 Tf 72 720 Td (MIHON 2026) Tj ET 72 700 m 300 700 l S 72 650 10 10 re S"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font 6 0 R >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /F1 5 0 R >>",
    ]
    file, starts = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(parts) + 1
    return file + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        table,
        count,
        len(file),
    )
