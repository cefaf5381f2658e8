"""本人確認の設定 - the providers that say who a resident or a firm is, and what they know us by."""

from __future__ import annotations

from .read import secret, text

MYNA = text("MADOGUCHI_MYNA")  # issuer of デジタル認証アプリ; empty: nobody signs in with the card
MYNA_CLIENT = text("MADOGUCHI_MYNA_CLIENT")
GBIZID = text("MADOGUCHI_GBIZID")  # issuer of GビズID, with its last slash; empty: no firm signs in
GBIZID_CLIENT = text("MADOGUCHI_GBIZID_CLIENT")
IDENTITY_TIMEOUT = text("MADOGUCHI_IDENTITY_TIMEOUT", "10")  # seconds for each answer of a provider
MYNA_KEY = secret("MADOGUCHI_MYNA_KEY_FILE") if MYNA else ""  # PEM: our private key, EC P-256
GBIZID_SECRET = secret("MADOGUCHI_GBIZID_SECRET_FILE") if GBIZID else ""
