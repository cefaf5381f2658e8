"""連絡先 - the one address a family gave for news: of a mail, or of a mobile telephone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

MAIL: Final = "mail"
SMS: Final = "sms"
WAYS: Final = (MAIL, SMS)  # in the order in which they are taken, where a form has both

# 電気通信番号規則 別表: numbers of mobile telephones; no other takes a short message.
_MOBILE: Final = re.compile(r"0[6789]0[0-9]{8}", re.ASCII)


def is_mobile(number: str) -> bool:
    """Whether these digits are a mobile telephone's."""
    return _MOBILE.fullmatch(number) is not None


def way_of(contact: str) -> str:
    """How this address is reached: MAIL or SMS; "" when there is none."""
    if not contact:
        return ""
    return MAIL if "@" in contact else SMS


def chosen(fields: Mapping[str, str], answers: Mapping[str, Any]) -> str:
    """The address that the answers give, by the fields that procedure.yaml names for each way; "" when none fits."""
    for way in WAYS:
        value = str(answers.get(fields.get(way, ""), "") or "")
        if value and way_of(value) == way and (way == MAIL or is_mobile(value)):
            return value
    return ""
