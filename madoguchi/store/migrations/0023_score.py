"""点数 - the points of each case, with the rows that gave them."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        return
    schema_editor.execute("ALTER TABLE store_score ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE store_score FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON store_score USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP POLICY wall ON store_score")


class Migration(migrations.Migration):
    dependencies = [("store", "0022_employer")]
    operations = [
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("reference", models.CharField(max_length=24)),
                ("branch", models.PositiveSmallIntegerField()),
                ("procedure", models.CharField(max_length=64)),
                ("edition", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("total", models.CharField(blank=True, default="", max_length=24)),
                ("told", madoguchi.store.tables.scoped.Document()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "reference", "branch"), name="score_case")
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
