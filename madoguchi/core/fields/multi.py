"""複数選択 - any number of the options."""

from __future__ import annotations

from typing import Any, ClassVar

from ..say import listed, say
from .kind import Field, Kind, Parsed, Raw


class Multi(Kind):
    """The ids of the chosen options, in the order of the options. Each option is an input of its own."""

    name = "multi"
    blank: ClassVar[Any] = []
    shape = list
    ask = "{label}を選んでください。"

    def typed(self, field: Field, raw: Raw, path: str) -> dict[str, str]:
        return {f"{path}.{option.id}": raw.get(f"{path}.{option.id}", [""])[-1] for option in field.options}

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = self.typed(field, raw, path)
        return Parsed([option.id for option in field.options if typed[f"{path}.{option.id}"] == "yes"])

    def check(self, field: Field, value: Any) -> str:
        texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        well = texts and field.labels.keys() >= set(value) and len(set(value)) == len(value)
        return "" if well else say("{label}をもう一度選んでください。", label=field.label)

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        return {f"{path}.{option.id}": "yes" if option.id in (value or ()) else "" for option in field.options}

    def show(self, field: Field, value: Any) -> str:
        return listed(option.label for option in field.options if option.id in (value or ()))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "array", "uniqueItems": True, "items": {"enum": [option.id for option in field.options]}}


KIND = Multi()
