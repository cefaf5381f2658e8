"""保存と廃棄 - holds, what has gone after its day, and the certificates that say so."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped
from madoguchi.store import guards

TABLES = ("hold", "disposal", "certificate")
ADDED_TO = ("store_amendment", "store_note")
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
    if schema_editor.connection.vendor == "sqlite":
        # These go with their application; until then guards.py keeps them.
        for table in ADDED_TO:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor.connection)
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP POLICY wall ON store_{table}")
        return
    for table in ADDED_TO:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
        )


class Migration(migrations.Migration):
    dependencies = [("store", "0012_attachments")]
    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", NUMBER.clone()),
                ("reference", models.CharField(max_length=24)),
                ("reason", models.CharField(max_length=20)),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("lifted", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(blank=True, default="", max_length=40)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted__isnull", True)),
                        fields=("municipality", "reference"),
                        name="hold_in_force",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                ("id", NUMBER.clone()),
                ("reference", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("release", models.DateField()),
                ("at", models.DateTimeField()),
                ("rows", madoguchi.store.tables.scoped.Document(default=dict)),
                ("files", models.PositiveIntegerField(default=0)),
                ("remaining", madoguchi.store.tables.scoped.Document(default=list)),
                ("certificate", models.PositiveIntegerField(default=0)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "certificate"], name="disposal_certificate")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "reference"), name="disposal_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", NUMBER.clone()),
                ("number", models.PositiveIntegerField()),
                ("procedure", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("rule", madoguchi.store.tables.scoped.Document()),
                ("count", models.PositiveIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("files", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [models.UniqueConstraint(fields=("municipality", "number"), name="certificate_number")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
