"""改正案 - drafts of a procedure's tables, and each row that was changed in one."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("revision", "edit")
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
        schema_editor.execute(
            "CREATE TRIGGER store_edit_no_update BEFORE UPDATE ON store_edit "
            "BEGIN SELECT RAISE(ABORT, 'store_edit is only ever added to'); END"
        )
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER store_edit_no_update")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0023_score")]
    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", number()),
                ("procedure", models.CharField(max_length=64)),
                ("base", models.CharField(max_length=64)),
                ("own", Document()),
                ("version", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(default="open", max_length=10)),
                ("made", models.DateTimeField()),
                ("editors", Document(default=list)),
                ("proposer", models.CharField(blank=True, default="", max_length=40)),
                ("publisher", models.CharField(blank=True, default="", max_length=40)),
                ("published", models.DateTimeField(null=True)),
                ("edition", models.CharField(blank=True, default="", max_length=64)),
                ("trial", Document(null=True)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "proposed"))),
                        fields=("municipality", "procedure"),
                        name="revision_on_its_way",
                    )
                ],
                "indexes": [models.Index(fields=["municipality", "procedure", "id"], name="revision_last")],
            },
        ),
        migrations.CreateModel(
            name="Edit",
            fields=[
                ("id", number()),
                ("revision", models.BigIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=40)),
                ("table", models.CharField(max_length=40)),
                ("row", models.CharField(max_length=40)),
                ("before", Document(null=True)),
                ("after", Document(null=True)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "revision", "id"], name="edit_of_revision")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
