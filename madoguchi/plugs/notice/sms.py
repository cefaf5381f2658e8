"""短いメッセージ - sends a short message through a gateway's HTTP address, once however often it is tried."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from madoguchi.core.contact import is_mobile, parts_of
from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Health, PlugError, Stages, Values
from madoguchi.plugs.gateway import Gateway

TIMEOUT: Final = 20.0  # seconds for a whole answer
PARTS: Final = 10  # of one message; carriers join no more
FOR_GOOD: Final = frozenset({400, 409, 422})  # this message is refused, whenever it is sent
TURNED_AWAY: Final = frozenset({401, 403, 404, 429, 503})  # before anybody looked at the message
AT_WORK: Final = frozenset({408, 504})  # somebody in between has lost patience; the gateway may still take it
SEVERAL = ("sms", "sms_token")

# POST {sms}/messages {"key", "to", "text", "from"} with Authorization: Bearer and Idempotency-Key → {"id"}
# GET  {sms}/messages/{key} → {"id"}, or 404 when the gateway surely has no message of that key
# GET  {sms}/health


class Plug:
    """Settings: `sms`, the gateway's address (https://…, http:// only on this machine); `sms_token`, what it knows us
    by; `sms_from`, the sender shown, "" for the gateway's own; `sms_timeout`, seconds for a whole answer (20)."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._timeout = float(settings.get("sms_timeout", TIMEOUT))
        self._gateway = Gateway("sms", "SMSの中継サービス", settings["sms"], settings["sms_token"], self._timeout)
        self._from = settings.get("sms_from", "")
        self.slowest = timedelta(seconds=4 * self._timeout)  # to reach it and be answered, twice

    def run(self, key: str, values: Values) -> Stages:
        """Sends one message and returns the gateway's name for it."""
        text = str(values["body"]).strip()
        if not is_mobile(values["to"]) or not 0 < parts_of(text) <= PARTS:
            raise PlugError("宛先または長さが短いメッセージにできない形です。", permanent=True)
        name = _name(key)
        told = {"key": name, "to": values["to"], "text": text, "from": self._from}
        yield SUBMITTING
        code, answer = self._gateway.ask("POST", "/messages", json.dumps(told).encode(), {"Idempotency-Key": name})
        if code in (200, 201, 202):
            return _id_of(answer)
        if code in FOR_GOOD | AT_WORK:
            raise _refusal(code)
        if code not in TURNED_AWAY and (taken := self.find(key)) is not None:
            return taken  # it was taken, and something broke behind that
        raise _refusal(code, undone=True)

    def find(self, key: str) -> str | None:
        """The gateway's name for the message of this key; None when it surely has none."""
        code, answer = self._gateway.ask("GET", f"/messages/{_name(key)}")
        if code == 404:
            return None
        if code != 200:
            raise _refusal(code, permanent=False)
        return _id_of(answer)

    def health(self) -> Health:
        """Asks the gateway whether it knows us."""
        try:
            code, _ = self._gateway.ask("GET", "/health")
            if code != 200:
                raise _refusal(code)
        except PlugError as fault:
            do = "MADOGUCHI_SMS の宛先と MADOGUCHI_SMS_TOKEN_FILE を確認してください。"
            return Health(ok=False, say=str(fault), do=do)
        return Health(ok=True, say="SMSの中継サービスが応答しました。")


def _name(key: str) -> str:
    """What the gateway calls our errand: it tells nobody the reference number."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _id_of(answer: bytes) -> str:
    try:
        return str(json.loads(answer)["id"])[:80]
    except (ValueError, KeyError, TypeError):
        # It has said yes or no to the message in words we cannot read: its fate is asked for again.
        raise PlugError("SMSの中継サービスの答えを読めませんでした。") from None


def _refusal(code: int, *, permanent: bool = True, undone: bool = False) -> PlugError:
    """Its own words may repeat the number: left out."""
    say = f"SMSの中継サービスが受け取りませんでした({code})。"
    return PlugError(say, permanent=permanent and code in FOR_GOOD, undone=undone)
