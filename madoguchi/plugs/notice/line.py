"""LINEのお知らせ - sends a message from a city's account by LINE's Messaging API, once however often it is tried.

`FOLDER/TOWN.json` holds the town's channel: {"account": "@…", "token": …, "secret": …}; nobody else may read it.
"""

from __future__ import annotations

import hashlib
import json
import stat
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from madoguchi.core.contact import LINE, way_of
from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Health, PlugError, Stages, Values
from madoguchi.plugs.gateway import Gateway, Said

API: Final = "https://api.line.me"
TIMEOUT: Final = 20.0  # seconds for a whole answer
LONGEST: Final = 5_000  # of a text, counted in UTF-16 (Messaging API reference, "Text message")
FOR_GOOD: Final = frozenset({400, 413})  # this message is refused, whenever it is sent
TURNED_AWAY: Final = frozenset({401, 403, 404, 429})  # no message was taken

# LINE cannot be asked about a message, and need not be: for 24 hours it takes a retry key for one message, and answers
# 409 to whoever brings it again. So a message whose fate is unknown is sent once more, and that is the question.


@dataclass(frozen=True)
class Channel:
    """A town's account at LINE: its name, what we are known by there, and what LINE signs its messages to us with."""

    account: str
    token: str
    secret: str


def channel(folder: Path, town: str) -> Channel | None:
    """The town's, None when it has none. Raises PlugError for a file that others may read, or that holds none."""
    file = folder / f"{town}.json"
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise PlugError("LINEの設定のファイルを、ほかの人が読めます。")
        told = json.loads(file.read_text(encoding="utf-8"))
        found = Channel(*(str(told[name]) for name in ("account", "token", "secret")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise PlugError("LINEの設定のファイルを読めません。") from None
    if not all((found.account, found.token, found.secret)):
        raise PlugError("LINEの設定のファイルに足りない値があります。")
    return found


class Plug:
    """Settings: `line`, the folder of channels; `line_api`, LINE's address unless said; `line_timeout`, seconds for a
    whole answer (20)."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._folder = Path(settings["line"])
        self._api = settings.get("line_api") or API
        self._timeout = float(settings.get("line_timeout", TIMEOUT))
        self._gateway("")  # an address that cannot work is refused at the start
        self.slowest = timedelta(seconds=2 * self._timeout)

    def run(self, key: str, values: Values) -> Stages:
        """Sends one message and returns the key under which LINE knows it."""
        text = "\n\n".join(part for name in ("subject", "body") if (part := str(values[name]).strip()))
        if way_of(values["to"]) != LINE or not 0 < len(text.encode("utf-16-be")) // 2 <= LONGEST:
            raise PlugError("宛先または長さがLINEのメッセージにできない形です。", permanent=True)
        ours = channel(self._folder, str(values["town"]))
        if ours is None:
            raise PlugError("この市のLINEの設定がありません。")
        name = str(uuid.UUID(hashlib.sha256(key.encode()).hexdigest()[:32]))
        told = json.dumps({"to": values["to"], "messages": [{"type": "text", "text": text}]}).encode()
        yield SUBMITTING
        said = self._gateway(ours.token).ask("POST", "/v2/bot/message/push", told, {"X-Line-Retry-Key": name})
        if said.code != 409:  # it has it already
            _need(said)
        return name

    def health(self) -> Health:
        """Asks LINE whether it knows the account of each town."""
        do = "MADOGUCHI_LINE のファイルを確認してください。"
        towns = sorted(file.stem for file in self._folder.glob("*.json"))
        for town in towns:
            try:
                ours = channel(self._folder, town)
                _need(self._gateway(ours.token if ours else "").ask("GET", "/v2/bot/info"))
            except PlugError as fault:
                return Health(ok=False, say=f"{town}: {fault}", do=do)
        say = f"LINEが応答しました({len(towns)}市)。" if towns else "LINEを使う市の設定がありません。"
        return Health(ok=bool(towns), say=say, do="" if towns else do)

    def _gateway(self, token: str) -> Gateway:
        return Gateway("line_api", "LINE", self._api, token, self._timeout)


def _need(said: Said) -> None:
    """Raises PlugError for all but a yes; LINE's own words may repeat the address: left out."""
    if said.code == 200:
        try:
            if isinstance(json.loads(said.body), dict):
                return
        except ValueError:
            pass
        raise PlugError("LINEの答えを読めませんでした。")
    undone = said.code in TURNED_AWAY
    say = f"LINEが受け取りませんでした({said.code})。"
    raise PlugError(say, permanent=said.code in FOR_GOOD, undone=undone, after=said.after)
