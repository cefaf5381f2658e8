"""本人確認の控え - the twin of the identity plugs: it asks nobody, and believes every answer to its own question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from madoguchi.core.identity import CANCELLED, REFUSED, STATE, Proof, Trip, Unproven
from madoguchi.core.plug import Health

PERSON: Final = Proof("fake-sub", name="見本 優子", birth="1988-05-05", address="東京都見本市見本町1-2-3 見本荘202")


class Plug:
    """Whoever goes out comes straight back, as `person`; each code is good for once."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.person = PERSON
        self.codes: set[str] = set()

    def leave(self, trip: Trip) -> str:
        """Our own address, with the answer on it."""
        self.codes.add(trip.nonce)
        return f"{trip.back}?{urlencode({'state': trip.state, 'code': trip.nonce})}"

    def arrive(self, trip: Trip, answer: Mapping[str, str], now: datetime) -> Proof:
        """The person, once for each way out. Raises Unproven."""
        if answer.get("state") != trip.state:
            raise Unproven(STATE, "別の画面への答えです。")
        if answer.get("error"):
            raise Unproven(CANCELLED, "取りやめました。")
        if answer.get("code", "") not in self.codes:
            raise Unproven(REFUSED, "使えない答えです。")
        self.codes.remove(answer["code"])
        return self.person

    def health(self) -> Health:
        """Always well."""
        return Health(ok=True, say="見本の差込です。外へは聞きません。")
