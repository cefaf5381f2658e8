"""つないだ先の設定 - services at which a family has an account that it may link: LINE, and マイナポータル (見本)."""

from __future__ import annotations

from .read import secret, text

LINE = text("MADOGUCHI_LINE")  # folder with TOWN.json: account, token and secret; empty: nobody is told by LINE
LINE_API = text("MADOGUCHI_LINE_API", "https://api.line.me")
LINE_OPENS = text("MADOGUCHI_LINE_OPENS", "https://line.me")  # what opens LINE with words in its box
LINE_TIMEOUT = text("MADOGUCHI_LINE_TIMEOUT", "20")  # seconds for a whole answer
PORTAL = text("MADOGUCHI_PORTAL")  # https://gateway/path; empty: nobody is told by マイナポータル
PORTAL_TOKEN = secret("MADOGUCHI_PORTAL_TOKEN_FILE") if PORTAL else ""
PORTAL_SECRET = secret("MADOGUCHI_PORTAL_SECRET_FILE") if text("MADOGUCHI_PORTAL_SECRET_FILE") else ""  # signs to us
PORTAL_TIMEOUT = text("MADOGUCHI_PORTAL_TIMEOUT", "20")  # as above
