"""審査 - marks by which applications meet, what was seen of each case, and what clerks said of findings."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("mark", "review", "verdict")
ONCE = ("mark", "verdict")  # marks are written anew, never otherwise; what was said of a finding stays said
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
        for table in ONCE:
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
        for table in ONCE:
            schema_editor.execute(f"DROP TRIGGER store_{table}_no_update")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0020_helper")]
    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", number()),
                ("reference", models.CharField(max_length=24)),
                ("what", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=64)),
                ("at", models.CharField(blank=True, default="", max_length=60)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [
                    models.Index(fields=["municipality", "what", "key"], name="mark_key"),
                    models.Index(fields=["municipality", "reference"], name="mark_reference"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", number()),
                ("case", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("clear", models.BooleanField()),
                ("blind", models.BooleanField(default=False)),
                ("looked", models.DateTimeField(null=True)),
                ("found", models.BooleanField(null=True)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [models.UniqueConstraint(fields=("municipality", "case"), name="review_case")],
                "indexes": [models.Index(fields=["municipality", "procedure", "blind", "looked"], name="review_blind")],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", number()),
                ("case", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=40)),
                ("place", models.CharField(blank=True, default="", max_length=400)),
                ("verdict", models.CharField(max_length=10)),
                ("who", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [
                    models.Index(fields=["municipality", "case"], name="verdict_case"),
                    models.Index(fields=["municipality", "procedure", "code"], name="verdict_code"),
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
