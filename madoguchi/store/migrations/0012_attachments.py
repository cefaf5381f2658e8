"""添付書類 - what is known of each file, and the keys they are sealed with, inside the wall."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("attachment", "storagekey")
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
    dependencies = [("store", "0011_factors")]
    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", NUMBER),
                ("key", models.CharField(max_length=22)),
                ("owner", models.CharField(max_length=64)),
                ("reference", models.CharField(blank=True, default="", max_length=24)),
                ("name", madoguchi.store.tables.scoped.Words()),
                ("kind", models.CharField(max_length=10)),
                ("form", models.CharField(max_length=10)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField()),
                ("sealed_by", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("place", models.CharField(blank=True, default="", max_length=100)),
                ("private", models.CharField(blank=True, default="", max_length=40)),
                ("made", models.DateTimeField()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [
                    models.Index(fields=["municipality", "owner"], name="attachment_owner"),
                    models.Index(fields=["municipality", "reference"], name="attachment_reference"),
                ],
                "constraints": [models.UniqueConstraint(fields=("municipality", "key"), name="attachment_key")],
            },
        ),
        migrations.CreateModel(
            name="StorageKey",
            fields=[
                ("id", NUMBER.clone()),
                ("serial", models.PositiveIntegerField()),
                ("wrapped", models.TextField()),
                ("made", models.DateTimeField()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [models.UniqueConstraint(fields=("municipality", "serial"), name="storagekey_serial")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
