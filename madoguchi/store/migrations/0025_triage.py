"""優先の目安 - what was counted of each case, how it was ordered by it, and what was learned."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("learned", "triage")  # only ever added to
INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"
OPTIONS = {"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"}
Document = madoguchi.store.tables.scoped.Document


def number() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def municipality() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        editable=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="store.municipality",
    )


def build(apps: Any, schema_editor: Any) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        if sqlite:
            schema_editor.execute(
                f"CREATE TRIGGER store_{table}_no_update BEFORE UPDATE ON store_{table} "
                f"BEGIN SELECT RAISE(ABORT, 'store_{table} is only ever added to'); END"
            )
            continue
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER store_{table}_no_update")
        else:
            schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0024_revision")]
    operations = [
        migrations.CreateModel(
            name="Learned",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("told", Document()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "procedure", "id"], name="learned_procedure")],
            },
        ),
        migrations.CreateModel(
            name="Triage",
            fields=[
                ("id", number()),
                ("case", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("counted", Document()),
                ("version", models.CharField(blank=True, default="", max_length=40)),
                ("chance", models.FloatField(null=True)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "case", "version", "id"], name="triage_case")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
