"""試行 - wrong tries at a lock, counted for all servers together, inside the wall."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE store_try ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE store_try FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON store_try USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP POLICY wall ON store_try")


class Migration(migrations.Migration):
    dependencies = [("store", "0008_inbox")]
    operations = [
        migrations.CreateModel(
            name="Try",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64)),
                ("count", models.PositiveIntegerField(default=1)),
                ("until", models.DateTimeField()),
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
                "constraints": [models.UniqueConstraint(fields=("municipality", "key_hash"), name="try_key")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
