"""家の規則 - migrations only expand: while servers are replaced one by one, the version before works on the new tables.

What takes away, renames or tightens says in which release nobody needed it any more: `contract = "0.3.0"`. See
docs/howto/upgrade.md.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

# Those of the time in which no office was at work yet.
BEFORE_THE_RULE = 14
HARMLESS = (migrations.CreateModel, migrations.AddIndex, migrations.RunPython, migrations.AlterModelOptions)


def breaks(migration: Any) -> Iterator[str]:
    """Every operation that the version before would stumble over."""
    if getattr(migration, "contract", ""):
        return
    new = {op.name.lower() for op in migration.operations if isinstance(op, migrations.CreateModel)}
    for op in migration.operations:
        table = getattr(op, "model_name", getattr(op, "name", "")).lower()
        if isinstance(op, HARMLESS) or table in new:
            continue
        if isinstance(op, migrations.AddField):
            # Django takes its own default away from the column: the version before would insert a row without it.
            if not (op.field.null or op.field.db_default is not NOT_PROVIDED):
                yield f"{op.model_name}.{op.name} needs null=True or a db_default"
            continue
        yield f"{type(op).__name__} on {table}"


def test_migrations_only_expand() -> None:
    loader = MigrationLoader(None)
    ours = {name: it for (app, name), it in loader.disk_migrations.items() if app == "store"}
    assert len(ours) >= BEFORE_THE_RULE
    found = {name: told for name, it in ours.items() if int(name[:4]) > BEFORE_THE_RULE and (told := [*breaks(it)])}
    assert not found


def migration(*operations: Any, contract: str = "") -> Any:
    made = migrations.Migration("0099_x", "store")
    made.operations = list(operations)
    if contract:
        made.contract = contract
    return made


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("case", "title"),
        migrations.RenameField("case", "title", "name"),
        migrations.DeleteModel("Case"),
        migrations.AlterField("case", "title", models.CharField(max_length=3)),
        migrations.AddField("case", "mark", models.BooleanField(default=False)),
        migrations.AddConstraint("case", models.UniqueConstraint(fields=["title"], name="one_title")),
        migrations.RunSQL("DROP TABLE store_case"),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_the_version_before_would_stumble_over_is_seen(operation: Any) -> None:
    assert list(breaks(migration(operation)))
    assert not list(breaks(migration(operation, contract="0.3.0")))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("case", "mark", models.BooleanField(null=True)),
        migrations.AddField("case", "mark", models.BooleanField(db_default=False)),
        migrations.AddIndex("case", models.Index(fields=["title"], name="by_title")),
        migrations.CreateModel("Mark", [("id", models.BigAutoField(primary_key=True))]),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_only_expands_is_fine(operation: Any) -> None:
    assert not list(breaks(migration(operation)))
