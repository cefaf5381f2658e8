"""鍵つきの中継 - a gateway that takes a message under a key of ours, and can be asked whether it has it."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Health, PlugError, Stages, Values
from madoguchi.plugs.gateway import Gateway, Said

TIMEOUT: Final = 20.0  # seconds for a whole answer
FOR_GOOD: Final = frozenset({400, 409, 422})  # this message is refused, whenever it is sent
TURNED_AWAY: Final = frozenset({401, 403, 404, 429, 503})  # before anybody looked at the message
AT_WORK: Final = frozenset({408, 504})  # somebody in between has lost patience; the gateway may still take it

# POST {address}{path} {"key", …} with Authorization: Bearer and Idempotency-Key → {"id"}
# GET  {address}{path}/{key} → {"id"}, or 404 when the gateway surely has no message of that key
# GET  {address}/health


class Keyed(ABC):
    """Settings by the plug's `name`: the gateway's address (https://…, http:// only on this machine), `…_token`, what
    it knows us by, and `…_timeout`, seconds for a whole answer (20)."""

    name: str
    called: str  # what clerks read
    path: str

    def __init__(self, settings: Mapping[str, str]) -> None:
        timeout = float(settings.get(f"{self.name}_timeout", TIMEOUT))
        address, token = settings[self.name], settings[f"{self.name}_token"]
        self._gateway = Gateway(self.name, self.called, address, token, timeout)
        self.slowest = timedelta(seconds=4 * timeout)  # to reach it and be answered, twice

    @abstractmethod
    def told(self, values: Values) -> dict[str, str]:
        """What the gateway is told of a message, its key apart. Raises PlugError for one it could never take."""

    def run(self, key: str, values: Values) -> Stages:
        """Sends one message and returns the gateway's name for it."""
        name = _name(key)
        told = json.dumps({"key": name, **self.told(values)}).encode()
        yield SUBMITTING
        said = self._gateway.ask("POST", self.path, told, {"Idempotency-Key": name})
        if said.code in (200, 201, 202):
            return self._id_of(said)
        if said.code in FOR_GOOD | AT_WORK:
            raise self._refusal(said, permanent=said.code in FOR_GOOD)
        if said.code not in TURNED_AWAY and (taken := self.find(key)) is not None:
            return taken  # it was taken, and something broke behind that
        raise self._refusal(said, undone=True)

    def find(self, key: str) -> str | None:
        """The gateway's name for the message of this key; None when it surely has none."""
        said = self._gateway.ask("GET", f"{self.path}/{_name(key)}")
        if said.code == 404:
            return None
        if said.code != 200:
            raise self._refusal(said)
        return self._id_of(said)

    def health(self) -> Health:
        """Asks the gateway whether it knows us."""
        try:
            said = self._gateway.ask("GET", "/health")
            if said.code != 200:
                raise self._refusal(said)
        except PlugError as fault:
            setting = f"MADOGUCHI_{self.name.upper()}"
            return Health(ok=False, say=str(fault), do=f"{setting} の宛先と {setting}_TOKEN_FILE を確認してください。")
        return Health(ok=True, say=f"{self.called}が応答しました。")

    def _id_of(self, said: Said) -> str:
        try:
            return str(json.loads(said.body)["id"])[:80]
        except (ValueError, KeyError, TypeError):
            # It has said yes or no to the message in words we cannot read: its fate is asked for again.
            raise PlugError(f"{self.called}の答えを読めませんでした。") from None

    def _refusal(self, said: Said, *, permanent: bool = False, undone: bool = False) -> PlugError:
        """Its own words may repeat the address: left out."""
        say = f"{self.called}が受け取りませんでした({said.code})。"
        return PlugError(say, permanent=permanent, undone=undone, after=said.after)


def _name(key: str) -> str:
    """What the gateway calls our errand: it tells nobody the reference number."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
