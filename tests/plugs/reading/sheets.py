"""Papers for tests of reading: PDFs written by hand, and pictures drawn line by line."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH = 1_200, 720
ROWS = 5


def pdf(drawn: str, page: str = "", more: str = "", form: str = "") -> bytes:
    """One page of A4 with this drawn on it; `page` goes on into its dictionary, `more` are objects from 7 on."""
    content, fonts = drawn.encode("latin-1"), "<< /Font << /F1 5 0 R /F2 6 0 R >> >>"
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {form} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {fonts} {page} >>",
        f"<< /Length {len(content)} >> stream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
        *([more] if more else []),
    ]
    file = b"%PDF-1.7\n"
    for number, part in enumerate(parts, 1):
        file += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    return file + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def say(text: str, x: float, y: float, size: float = 12, way: str = "") -> str:
    """Text at a place from the lower left; `way` is what else is told of it, such as `3 Tr`."""
    return f"BT /F1 {size} Tf {way} 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def ring(x: float, y: float, wide: float, high: float) -> str:
    """An ellipse of four curves round a middle."""
    a, b, k = wide / 2, high / 2, 0.5523
    return (
        f"{x + a} {y} m {x + a} {y + b * k} {x + a * k} {y + b} {x} {y + b} c "
        f"{x - a * k} {y + b} {x - a} {y + b * k} {x - a} {y} c "
        f"{x - a} {y - b * k} {x - a * k} {y - b} {x} {y - b} c "
        f"{x + a * k} {y - b} {x + a} {y - b * k} {x + a} {y} c s\n"
    )


def page() -> Image.Image:
    """A picture of a page with a table of five rows: a number, a word, and a box that is ticked in every other row."""
    picture = Image.new("L", (WIDE, HIGH), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(26)
    pen.text((440, 40), "MIHON CERTIFICATE", fill=0, font=font)
    for row in range(ROWS + 1):
        pen.line((80, 120 + row * 90, 1_120, 120 + row * 90), 0, 2)
    for x in (80, 420, 760, 1_120):
        pen.line((x, 120, x, 120 + ROWS * 90), 0, 2)
    for row in range(ROWS):
        y = 150 + row * 90
        pen.text((110, y), f"Number {row}", fill=0, font=font)
        pen.text((450, y), f"2026-{row + 1:02}-{11 + row * 2}", fill=0, font=font)
        pen.rectangle((790, y + 4, 812, y + 26), outline=0, width=2)
        if row % 2:
            pen.line((794, y + 14, 800, y + 22, 816, y - 2), 0, 3)
        pen.text((840, y), "ticked here", fill=0, font=font)
    return picture


def jpeg(picture: Image.Image) -> bytes:
    """It as a file."""
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=90)
    return made.getvalue()
