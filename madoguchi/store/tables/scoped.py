"""壁の内の表 - every row belongs to one municipality, and every way to it goes through the wall."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models

from .. import wall
from ..errors import OutsideTheWall
from . import by_key


class Rows(models.QuerySet):
    """Rows of the municipality around us; changing them needs a wall opened to write."""

    def update(self, **values: Any) -> int:
        wall.writing()
        if {"municipality", "municipality_id"} & values.keys():
            raise OutsideTheWall("a row cannot move to another municipality")
        return super().update(**values)

    def delete(self) -> int:
        """How many rows are gone; rows have no dependants, so there is no more to tell."""
        wall.writing()
        # One statement with our filter in it; Django's own collects keys first, and deletes by key alone.
        return self._raw_delete(self.db)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        rows = list(objs)
        for row in rows:
            row.claim()
        return super().bulk_create(rows, *args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OutsideTheWall("a query written by hand goes around the wall")


class Walled(models.Manager.from_queryset(Rows)):  # type: ignore[misc] # made at run time
    """The only way to a table's rows: none outside of the wall, and inside only the municipality's own."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(municipality_id=wall.current())

    def by(self, lock: bool = False, **keys: str) -> Iterable[Any]:
        """The rows with these texts in these columns. With `lock` nobody changes them before our transaction ends."""
        municipality = wall.writing() if lock else wall.current()
        return by_key.rows(self.model, {**keys, "municipality_id": municipality}, lock)


class Scoped(models.Model):
    """A table with a municipality. `grants` is what the product's role may do with it on PostgreSQL."""

    # Without an index of its own: each table has one that begins with the municipality.
    municipality = models.ForeignKey(
        "store.Municipality", models.PROTECT, related_name="+", editable=False, db_index=False
    )

    municipality_id: str | None

    objects = Walled()
    grants: tuple[str, ...] = ("SELECT", "INSERT", "UPDATE")
    unscoped = ""

    class Meta:
        abstract = True
        # Django's own machinery (saving, refreshing, relations) must not find a way around.
        base_manager_name = "objects"
        default_manager_name = "objects"

    def claim(self) -> None:
        """Make a new row the municipality's own; refuse one of another. Raises OutsideTheWall."""
        here = wall.writing()
        if self.municipality_id is None:
            self.municipality_id = here
        if self.municipality_id != here:
            raise OutsideTheWall(f"a row of another municipality, inside of {here}")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.claim()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> int:
        self.claim()
        return type(self).objects.filter(pk=self.pk).delete()


def _without_nul(value: Any) -> Any:
    """PostgreSQL's texts cannot hold U+0000, which no keyboard types."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return [_without_nul(item) for item in value] if isinstance(value, list | tuple) else value


class Words(models.TextField):
    """What somebody wrote."""

    def get_prep_value(self, value: Any) -> Any:
        return _without_nul(super().get_prep_value(value))


class Document(models.JSONField):
    """A document of answers, texts or codes."""

    def get_prep_value(self, value: Any) -> Any:
        return _without_nul(super().get_prep_value(value))
