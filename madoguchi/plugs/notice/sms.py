"""短いメッセージ - sends a short message through a gateway's HTTP address, once however often it is tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from madoguchi.core.contact import is_mobile, parts_of
from madoguchi.core.plug import PlugError, Values

from ._keyed import Keyed

PARTS: Final = 10  # of one message; carriers join no more
SEVERAL = ("sms", "sms_token")


class Plug(Keyed):
    """Settings: `sms`, `sms_token` and `sms_timeout` as `_keyed` has them; `sms_from`, the sender shown, "" for the
    gateway's own. The message: {"key", "to", "text", "from"}."""

    name, called, path = "sms", "SMSの中継サービス", "/messages"

    def __init__(self, settings: Mapping[str, str]) -> None:
        super().__init__(settings)
        self._from = settings.get("sms_from", "")

    def told(self, values: Values) -> dict[str, str]:
        """For a mobile telephone, and no longer than carriers join."""
        text = str(values["body"]).strip()
        if not is_mobile(values["to"]) or not 0 < parts_of(text) <= PARTS:
            raise PlugError("宛先または長さが短いメッセージにできない形です。", permanent=True)
        return {"to": values["to"], "text": text, "from": self._from}
