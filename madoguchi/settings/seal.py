"""封印の設定 - where the certificates lie with which letters are signed."""

from __future__ import annotations

from .house import DEMO, VAR
from .read import text

# Folder with TOWN.pem: key, certificate and its issuers, mode 0600; empty: letters are not signed. The demo makes some.
SEALS = text("MADOGUCHI_SEALS") or (str(VAR / "seals") if DEMO else "")
