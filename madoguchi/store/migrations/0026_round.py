"""選考回 - rounds, what was given in each run of one, and what each child was told."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("round", "run", "placement")
ADDED = ("run", "placement")
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
    if schema_editor.connection.vendor == "sqlite":
        for table in ADDED:
            schema_editor.execute(
                f"CREATE TRIGGER store_{table}_no_update BEFORE UPDATE ON store_{table} "
                f"BEGIN SELECT RAISE(ABORT, 'store_{table} is only ever added to'); END"
            )
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table in ADDED:
            schema_editor.execute(f"DROP TRIGGER store_{table}_no_update")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0025_triage")]
    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("window", models.CharField(max_length=40)),
                ("edition", models.CharField(max_length=64)),
                ("status", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made", models.DateTimeField()),
                ("document", Document(default=dict)),
                ("members", Document(default=dict)),
                ("left", Document(default=list)),
                ("progress", Document(default=dict)),
                ("sealed", models.TextField(blank=True, default="")),
                ("promise", Document(default=dict)),
                ("run", models.BigIntegerField(default=0)),
                ("report", Document(default=dict)),
                ("signed", Document(default=list)),
                ("proposer", models.CharField(blank=True, default="", max_length=40)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "procedure", "id"], name="round_last")],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", number()),
                ("round", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=40)),
                ("change", Document(default=dict)),
                ("document", Document()),
                ("result", Document()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "round", "id"], name="run_of_round")],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", number()),
                ("case", models.CharField(max_length=24)),
                ("round", models.BigIntegerField()),
                ("told", Document()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "case", "round"), name="placement_case")
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
