"""起案 - dockets with their cases, who is away, and the posts that accounts hold."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("docket", "docketline", "absence")
ADDED = ("docketline",)
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
    dependencies = [("store", "0030_arrival")]
    operations = [
        migrations.AddField("clerk", "posts", Document(default=list, db_default=[])),
        migrations.CreateModel(
            name="Docket",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("edition", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=20)),
                ("status", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made", models.DateTimeField()),
                ("drafter", models.CharField(max_length=40)),
                ("round", models.BigIntegerField(default=0)),
                ("progress", Document(default=dict)),
                ("report", Document(default=dict)),
                ("guarded", Document(default=dict)),
                ("explained", Words(blank=True, default="")),
                ("signed", Document(default=list)),
                ("number", models.CharField(blank=True, default="", max_length=60)),
                ("decided", models.DateField(null=True)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "status", "id"], name="docket_status")],
            },
        ),
        migrations.CreateModel(
            name="DocketLine",
            fields=[
                ("id", number()),
                ("docket", models.BigIntegerField()),
                ("case", models.CharField(max_length=24)),
                ("step", models.CharField(max_length=40)),
                ("reason", Words()),
                ("seen", models.CharField(max_length=40)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [models.UniqueConstraint(fields=("municipality", "docket", "case"), name="docket_line")],
                "indexes": [models.Index(fields=["municipality", "case"], name="docket_line_case")],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", number()),
                ("username", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("by", models.CharField(max_length=40)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "until"], name="absence_until")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
