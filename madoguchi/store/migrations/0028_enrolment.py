"""在籍 - places that children have, and what clubs tell of them each month."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("stay", "clubreport", "nonattendance")
INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"
OPTIONS = {"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"}


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
    dependencies = [("store", "0027_letters")]
    operations = [
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", number()),
                ("case", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("pool", models.CharField(max_length=64)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [models.UniqueConstraint(fields=("municipality", "case", "since"), name="stay_case")],
                "indexes": [models.Index(fields=["municipality", "procedure", "pool"], name="stay_pool")],
            },
        ),
        migrations.CreateModel(
            name="ClubReport",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("pool", models.CharField(max_length=64)),
                ("month", models.CharField(max_length=7)),
                ("enrolled", models.PositiveSmallIntegerField()),
                ("free", models.PositiveSmallIntegerField()),
                ("who", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "procedure", "pool", "month"), name="clubreport_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Nonattendance",
            fields=[
                ("id", number()),
                ("case", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("pool", models.CharField(max_length=64)),
                ("month", models.CharField(max_length=7)),
                ("code", models.CharField(max_length=20)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [
                    models.Index(fields=["municipality", "procedure", "pool", "month"], name="nonattendance_month"),
                    models.Index(fields=["municipality", "case"], name="nonattendance_case"),
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
