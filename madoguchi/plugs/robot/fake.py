"""ロボットの控え - the twin of the robots: a back office in memory, with the same search and the same stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from madoguchi.core.errand import COMPARED, FOUND, READ_BACK, RESERVED, SEARCHED, SUBMITTING, TYPED
from madoguchi.core.plug import Health, PlugError, Shown, Stages, Values


class Plug:
    """Keeps what was typed in `records`, by number: the key, whether it counts, and the values by label."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.records: dict[str, tuple[str, bool, dict[str, str]]] = {}

    def run(self, key: str, values: Values) -> Stages:
        """One case; returns its number."""
        typed = {field["label"]: field["typed"] for field in values["fields"]}
        op, case = values["op"], values["key"]
        yield RESERVED
        number = self._found(case, live=True) or (self._found(case, live=False) if op == "cancel" else "")
        yield SEARCHED
        yield Shown("search", b"", {"found": int(bool(number))})
        if op != "new" and not number:
            raise PlugError("基幹システムに登録がありません。人の確認が必要です。", permanent=True)
        if not self._is_done(op, number, typed):
            if op == "new" and number:
                raise PlugError("既に別の内容で登録されています。人の確認が必要です。", permanent=True)
            yield TYPED
            yield READ_BACK
            yield SUBMITTING
            number = number or f"{len(self.records) + 1:08}"
            before = self.records.get(number, (case, True, typed))[2]
            self.records[number] = (case, op != "cancel", before if op == "cancel" else typed)
        yield FOUND
        yield Shown("record", b"", {"number": number, "equal": len(typed)})
        yield COMPARED
        return number

    def _is_done(self, op: str, number: str, typed: dict[str, str]) -> bool:
        if not number:
            return False
        _, live, kept = self.records[number]
        return not live if op == "cancel" else kept == typed

    def _found(self, case: str, *, live: bool) -> str:
        return next((number for number, it in self.records.items() if it[:2] == (case, live)), "")

    def health(self) -> Health:
        """Always well."""
        return Health(ok=True, say="見本の差込です。外へは送りません。")
