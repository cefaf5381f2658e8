"""短いメッセージの設定 - the gateway that takes short messages, and what it knows us by."""

from __future__ import annotations

from .read import secret, text

SMS = text("MADOGUCHI_SMS")  # https://gateway/path; empty: no short message leaves the house
SMS_FROM = text("MADOGUCHI_SMS_FROM")  # the sender shown, where the gateway lets us choose
SMS_TIMEOUT = text("MADOGUCHI_SMS_TIMEOUT", "20")  # seconds for a whole answer
SMS_TOKEN = secret("MADOGUCHI_SMS_TOKEN_FILE") if SMS else ""
