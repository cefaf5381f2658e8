"""手続カタログ - the procedures of a city hall, and the lists that were brought to change them."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("catalogueentry", "cataloguelist")
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
    dependencies = [("store", "0036_intake")]
    operations = [
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                ("id", number()),
                ("key", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=10)),
                ("told", Document()),
                ("more", Document(default=dict)),
                ("confirmed", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField()),
                ("stamp", models.CharField(max_length=32)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "revision"], name="catalogue_revision")],
                "constraints": [models.UniqueConstraint(fields=("municipality", "key"), name="catalogue_key")],
            },
        ),
        migrations.CreateModel(
            name="CatalogueList",
            fields=[
                ("id", number()),
                ("source", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=120)),
                ("made", models.DateTimeField()),
                ("who", models.CharField(max_length=40)),
                ("lines", Document(default=list)),
                ("chosen", Document(default=dict)),
                ("state", models.CharField(default="open", max_length=10)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "state", "id"], name="catalogue_list_state")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
