"""列 - what each column of the house holds, and how its values stand in a file that belongs to no database."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.apps import apps
from django.db import connection, models

from madoguchi.core.chain import stamp

TOWN: Final = "municipality_id"
Codec = Callable[[Any], Any]

_KINDS: Final[tuple[tuple[type[models.Field], str], ...]] = (
    (models.JSONField, "json"),
    (models.BinaryField, "bytes"),
    (models.BooleanField, "bool"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.IntegerField, "int"),
    (models.FloatField, "float"),
    (models.CharField, "text"),
    (models.TextField, "text"),
)


@dataclass(frozen=True)
class Table:
    """A table as a backup has it: its columns with their kinds, the primary key first."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in order."""
        return tuple(name for name, _ in self.columns)

    @property
    def walled(self) -> bool:
        """Whether its rows belong to a municipality each."""
        return TOWN in self.names

    @property
    def lent(self) -> bool:
        """Whether the municipality is that of the row's account, and no column of its own."""
        return (TOWN, "town") in self.columns


def tables() -> tuple[Table, ...]:
    """Every table of the house, the directory of municipalities first; of other parties those that were made."""
    there = set(connection.introspection.table_names())
    found = [_table(model) for model in apps.get_models(include_auto_created=True) if _ours(model, there)]
    return in_order(found)


def in_order(found: Iterable[Table]) -> tuple[Table, ...]:
    """The directory first, then what belongs to municipalities, then what belongs to accounts."""
    return tuple(sorted(found, key=lambda table: (table.walled, table.lent, table.name)))


def _ours(model: Any, there: set[str]) -> bool:
    return model._meta.app_label == "store" or model._meta.db_table in there


def _table(model: Any) -> Table:
    fields = sorted(model._meta.local_concrete_fields, key=lambda field: not field.primary_key)
    columns = [(field.column, kind_of(field)) for field in fields]
    if "user_id" in dict(columns):  # a table of allauth's, which our wall holds by its accounts
        columns.append((TOWN, "town"))
    return Table(model._meta.db_table, tuple(columns))


def kind_of(field: Any) -> str:
    """The kind of a column. Raises TypeError for one that no backup could hold yet."""
    target = field.target_field if field.is_relation else field
    for known, kind in _KINDS:
        if isinstance(target, known):
            return kind
    raise TypeError(f"{field}: teach store/keeping/columns.py how a {type(target).__name__} is kept")


def _plain(value: Any) -> Any:
    return value


def _datetime(value: Any) -> str:
    told = datetime.fromisoformat(value) if isinstance(value, str) else value
    return stamp(told if told.tzinfo else told.replace(tzinfo=UTC))


def _date(value: Any) -> str:
    return str(value) if isinstance(value, str) else value.isoformat()


_OUT: Final[Mapping[str, Codec]] = {
    "json": lambda value: json.loads(value) if isinstance(value, str | bytes) else value,
    "bytes": lambda value: base64.b64encode(bytes(value)).decode(),
    "bool": bool,
    "datetime": _datetime,
    "date": _date,
}
_IN: Final[Mapping[str, Mapping[str, Codec]]] = {
    "sqlite": {
        "json": lambda value: json.dumps(value, ensure_ascii=True),  # as Django's JSONField writes it
        "bytes": base64.b64decode,
        "bool": int,
        # As Django writes them: without the offset, and without the fraction where it is nought.
        "datetime": lambda value: str(datetime.fromisoformat(value).replace(tzinfo=None)),
    },
    "postgresql": {
        "json": lambda value: json.dumps(value, ensure_ascii=False),
        "bytes": base64.b64decode,
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
    },
}


def outward(table: Table) -> Callable[[Iterable[Any]], list[Any]]:
    """How a row of a table, as either database gives it, becomes a line of a file."""
    codecs = [_OUT.get(kind, _plain) for _, kind in table.columns]
    return lambda row: [None if value is None else codec(value) for codec, value in zip(codecs, row, strict=True)]


def inward(table: Table, vendor: str) -> Callable[[Iterable[Any]], list[Any]]:
    """How a line of a file becomes values that this database takes. Raises ValueError for a line of another shape."""
    codecs = [_IN[vendor].get(kind, _plain) for _, kind in table.columns]
    return lambda line: [None if value is None else codec(value) for codec, value in zip(codecs, line, strict=True)]
