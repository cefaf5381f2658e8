"""申請した人 - who signed in, which applications are theirs, and drafts that began with an earlier one."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("person", "tie")
INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"
NUMBER = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
OPTIONS = {"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"}


def municipality() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        editable=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="store.municipality",
    )


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0014_list_indexes")]
    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", NUMBER.clone()),
                ("way", models.CharField(max_length=20)),
                ("sub_hash", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
                ("seen", models.DateTimeField()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [models.UniqueConstraint(fields=("municipality", "way", "sub_hash"), name="person_sub")],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", NUMBER.clone()),
                ("person", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "person"], name="tie_person")],
                "constraints": [models.UniqueConstraint(fields=("municipality", "reference"), name="tie_reference")],
            },
        ),
        migrations.AddField("draft", "person", models.BigIntegerField(null=True)),
        migrations.AddField("draft", "earlier", models.CharField(max_length=24, null=True)),
        migrations.AddField("draft", "unconfirmed", madoguchi.store.tables.scoped.Document(null=True)),
        migrations.RunPython(build, take_down),
    ]
