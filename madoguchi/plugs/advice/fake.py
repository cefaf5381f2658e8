"""助言の控え - the twin of the language models: remarks on every line that has one of the words it was told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from madoguchi.core.errand import PREPARED
from madoguchi.core.plug import Health, PlugError, Stages, Values

from . import MOST


class Plug:
    """`words` are those it looks for; while `away` it answers nobody."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.words: tuple[str, ...] = ("予定",)
        self.away = False

    def run(self, key: str, values: Values) -> Stages:
        """Quotes the word."""
        yield PREPARED
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        found = [
            {"line": number, "quote": word, "say": "後で変わるかもしれません。"}
            for number, line in enumerate(values["lines"])
            for word in self.words
            if word in line["text"]
        ]
        return json.dumps({"remarks": found[:MOST]}, ensure_ascii=False)

    def health(self) -> Health:
        """Well, unless it is away."""
        return Health(ok=not self.away, say="見本の差込です。", do="見本" if self.away else "")
