"""助言の設定 - the language model that may remark on applications, and what it knows us by."""

from __future__ import annotations

from .read import secret, text

ADVICE = text("MADOGUCHI_ADVICE")  # https://host/v1 of an OpenAI-compatible API; empty: no model is asked
ADVICE_MODEL = text("MADOGUCHI_ADVICE_MODEL")
ADVICE_TIMEOUT = text("MADOGUCHI_ADVICE_TIMEOUT", "60")  # seconds for a whole answer
ADVICE_TOKEN = secret("MADOGUCHI_ADVICE_TOKEN_FILE") if ADVICE and text("MADOGUCHI_ADVICE_TOKEN_FILE") else ""
