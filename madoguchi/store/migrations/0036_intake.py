"""受付 - files of other services, their rows, and how their columns become answers."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("intakematch", "intake", "intakerow")
ADDED = ("intakematch",)
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
    dependencies = [("store", "0035_transcripts")]
    operations = [
        migrations.CreateModel(
            name="IntakeMatch",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=20)),
                ("form", models.CharField(max_length=100)),
                ("version", models.PositiveIntegerField()),
                ("told", Document()),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=40)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "procedure", "channel", "form", "version"), name="intakematch_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=20)),
                ("form", models.CharField(max_length=100)),
                ("name", Words()),
                ("digest", models.CharField(max_length=64)),
                ("encoding", models.CharField(max_length=10)),
                ("delimiter", models.CharField(max_length=1)),
                ("headers", Document()),
                ("match", Document(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("state", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=20)),
                ("ended", models.DateTimeField(null=True)),
                ("rows", models.PositiveIntegerField()),
                ("filed", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("quarantined", models.PositiveIntegerField(default=0)),
                ("aside", models.PositiveIntegerField(default=0)),
                ("municipality", municipality()),
            ],
            options={**OPTIONS, "indexes": [models.Index(fields=["municipality", "id"], name="intake_last")]},
        ),
        migrations.CreateModel(
            name="IntakeRow",
            fields=[
                ("id", number()),
                ("intake", models.BigIntegerField()),
                ("line", models.PositiveIntegerField()),
                ("channel", models.CharField(max_length=20)),
                ("procedure", models.CharField(max_length=64)),
                ("came", models.CharField(blank=True, default="", max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("raw", models.BinaryField()),
                ("sealed_by", models.PositiveIntegerField()),
                ("told", Document(default=dict)),
                ("state", models.CharField(max_length=12)),
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("words", Words(blank=True, default="")),
                ("reference", models.CharField(blank=True, default="", max_length=24)),
                ("at", models.DateTimeField()),
                ("who", models.CharField(blank=True, default="", max_length=40)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "channel", "procedure", "came"),
                        condition=models.Q(state="filed"),
                        name="intakerow_once",
                    )
                ],
                "indexes": [
                    models.Index(fields=["municipality", "intake", "state", "line"], name="intakerow_state"),
                    models.Index(fields=["municipality", "reference"], name="intakerow_reference"),
                    models.Index(fields=["municipality", "state", "at"], name="intakerow_waiting"),
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
