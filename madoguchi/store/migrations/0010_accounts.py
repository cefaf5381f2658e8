"""利用者 - sections, permits, sessions that can all be ended, a password to be changed, and locks that are counted."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE store_lock ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE store_lock FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON store_lock USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP POLICY wall ON store_lock")


class Migration(migrations.Migration):
    dependencies = [("store", "0009_tries")]
    operations = [
        migrations.AddField("clerk", "sections", madoguchi.store.tables.scoped.Document(default=list)),
        migrations.AddField("clerk", "permits", madoguchi.store.tables.scoped.Document(default=list)),
        migrations.AddField("clerk", "initial", models.BooleanField(default=False)),
        migrations.AddField("clerk", "seal", models.CharField(default="", max_length=40)),
        migrations.CreateModel(
            name="Lock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("times", models.PositiveIntegerField(default=0)),
                ("last", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("municipality", "key_hash"), name="lock_key")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
