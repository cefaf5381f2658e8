"""紙の設定 - where the fonts lie that PDFs are set with; none besides is ever taken."""

from __future__ import annotations

from .read import words

# Debian's fonts-noto-cjk, fonts-ipaexfont-gothic and fonts-vlgothic; one of them is enough.
_DEBIAN = [
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/opentype/ipaexfont-gothic",
    "/usr/share/fonts/truetype/vlgothic",
]
FONTS = words("MADOGUCHI_FONTS") or _DEBIAN
