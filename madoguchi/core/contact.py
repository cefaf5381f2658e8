"""連絡先 - the one address a family gave for news: of a mail, a mobile telephone, or an account that it has linked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from .fields import KINDS, Field
from .fields.text import narrow
from .say import say

MAIL: Final = "mail"
SMS: Final = "sms"
LINE: Final = "line"
PORTAL: Final = "portal"  # お知らせ of マイナポータル
WHOLE: Final = 70  # signs of a short message that stands alone
PIECE: Final = 67  # signs of each part of a longer one
EMPTY: Final = say("メールアドレスか携帯電話の番号を入力してください。")
MOBILE: Final = say("携帯電話の番号を、090などで始まる11けたの数字で入力してください。")
WAYS: Final = (MAIL, SMS)  # in the order in which they are taken, where a form has both

# Nobody types these: whoever holds the account sends us a code from it (desk/link). LINE's user ids look so
# (Messaging API reference, "User IDs"); those of マイナポータル are our assumption (見本).
_LINKED: Final = {LINE: re.compile(r"U[0-9a-f]{32}"), PORTAL: re.compile(r"mp-[0-9a-z]{16,64}")}
LINKED: Final = tuple(_LINKED)
_NAMES: Final = {LINE: "LINE", PORTAL: say("マイナポータル")}

# 電気通信番号規則 別表: numbers of mobile telephones; no other takes a short message.
_MOBILE: Final = re.compile(r"0[6789]0[0-9]{8}", re.ASCII)


def is_mobile(number: str) -> bool:
    """Whether these digits are a mobile telephone's."""
    return _MOBILE.fullmatch(number) is not None


def way_of(contact: str) -> str:
    """How this address is reached: MAIL, SMS or one of LINKED; "" when there is none."""
    if not contact:
        return ""
    for way, shape in _LINKED.items():
        if shape.fullmatch(contact):
            return way
    return MAIL if "@" in contact else SMS


def shown(contact: str) -> str:
    """The address as people read it: of an account they have linked its service alone."""
    return _NAMES.get(way_of(contact), contact)


def parts_of(text: str) -> int:
    """How many short messages a text takes: 70 signs fit into one, 67 into each of several (3GPP TS 23.040, UCS-2)."""
    signs = len(text.encode("utf-16-be")) // 2
    return int(signs > 0) if signs <= WHOLE else -(-signs // PIECE)


def read(typed: str) -> tuple[str, str]:
    """The address somebody typed, and "" or what is wrong with it."""
    kind, label = ("email", say("メールアドレス")) if "@" in narrow(typed) else ("phone", say("携帯電話の番号"))
    found = KINDS[kind].parse(Field("contact", kind, label), {"contact": [typed]}, "contact")
    if not found.value:
        return "", EMPTY
    if found.say or (kind == "phone" and not is_mobile(found.value)):
        return found.value, found.say if kind == "email" else MOBILE
    return found.value, ""


def chosen(fields: Mapping[str, str], answers: Mapping[str, Any]) -> str:
    """The address that the answers give, by the fields that procedure.yaml names for each way; "" when none fits."""
    for way in WAYS:
        value = str(answers.get(fields.get(way, ""), "") or "")
        if value and way_of(value) == way and (way == MAIL or is_mobile(value)):
            return value
    return ""
