"""待つ児童 - transfers of a round, runs that only order those who wait, and clubs that they have added."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table in ("wish", "run"):  # SQLite has made the table of runs anew, and its trigger went with the old one
            schema_editor.execute(f"DROP TRIGGER IF EXISTS store_{table}_no_update")
            schema_editor.execute(
                f"CREATE TRIGGER store_{table}_no_update BEFORE UPDATE ON store_{table} "
                f"BEGIN SELECT RAISE(ABORT, 'store_{table} is only ever added to'); END"
            )
        return
    schema_editor.execute("ALTER TABLE store_wish ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE store_wish FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON store_wish USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER store_wish_no_update")
        return
    schema_editor.execute("DROP POLICY wall ON store_wish")


class Migration(migrations.Migration):
    dependencies = [("store", "0028_enrolment")]
    operations = [
        migrations.AddField("Round", "transfers", madoguchi.store.tables.scoped.Document(default=dict, db_default={})),
        migrations.AddField("Run", "kind", models.CharField(blank=True, db_default="", default="", max_length=10)),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("case", models.CharField(max_length=24)),
                ("pool", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
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
                    models.UniqueConstraint(fields=("municipality", "case", "pool"), name="wish_of_case"),
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
