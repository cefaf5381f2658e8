"""転記 - what is handed to a back office, the files it went out in, the robots, and what they have seen."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("transcript", "batch", "evidence", "robot")
INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"
OPTIONS = {"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"}
Document = madoguchi.store.tables.scoped.Document
Words = madoguchi.store.tables.scoped.Words


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
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0034_given")]
    operations = [
        migrations.CreateModel(
            name="Transcript",
            fields=[
                ("id", number()),
                ("case", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("system", models.CharField(max_length=40)),
                ("op", models.CharField(max_length=10)),
                ("way", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=10)),
                ("sheet", Document()),
                ("ending", Document(default=list)),
                ("made", models.DateTimeField()),
                ("number", models.CharField(blank=True, default="", max_length=60)),
                ("error", Words(blank=True, default="")),
                ("done", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, default="", max_length=40)),
                ("seconds", models.PositiveIntegerField(null=True)),
                ("batch", models.BigIntegerField(default=0)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [
                    models.Index(fields=["municipality", "case", "id"], name="transcript_case"),
                    models.Index(fields=["municipality", "state", "id"], name="transcript_state"),
                    models.Index(fields=["municipality", "batch", "id"], name="transcript_batch"),
                    models.Index(fields=["municipality", "done"], name="transcript_done"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("system", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("made", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("taken", models.DateTimeField(null=True)),
                ("results", models.CharField(blank=True, default="", max_length=64)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "procedure", "id"], name="batch_procedure")],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", number()),
                ("transcript", models.BigIntegerField()),
                ("case", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("facts", Document(default=dict)),
                ("picture", models.BinaryField(default=b"")),
                ("sealed_by", models.PositiveIntegerField(default=0)),
                ("until", models.DateTimeField(null=True)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [
                    models.Index(fields=["municipality", "transcript", "id"], name="evidence_transcript"),
                    models.Index(fields=["municipality", "case"], name="evidence_case"),
                    models.Index(fields=["municipality", "until"], name="evidence_until"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Robot",
            fields=[
                ("id", number()),
                ("system", models.CharField(max_length=40)),
                ("state", models.CharField(default="running", max_length=10)),
                ("why", models.CharField(blank=True, default="", max_length=20)),
                ("say", Words(blank=True, default="")),
                ("page", models.CharField(blank=True, default="", max_length=40)),
                ("expected", Document(default=list)),
                ("found", Document(default=list)),
                ("picture", models.BigIntegerField(default=0)),
                ("faults", models.PositiveIntegerField(default=0)),
                ("one_step", models.BooleanField(default=False)),
                ("claims", Document(default=list)),
                ("since", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, default="", max_length=40)),
                ("health", Document(default=dict)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [models.UniqueConstraint(fields=("municipality", "system"), name="robot_system")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
