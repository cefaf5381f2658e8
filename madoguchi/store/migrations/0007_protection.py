"""支援措置と閲覧の記録 - who is protected, inside the wall; and a way to find the viewings among the events."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE store_protection ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE store_protection FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON store_protection USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP POLICY wall ON store_protection")


class Migration(migrations.Migration):
    dependencies = [("store", "0006_contact")]
    operations = [
        migrations.CreateModel(
            name="Protection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=24)),
                ("clerks", madoguchi.store.tables.scoped.Document(default=list)),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("lifted", models.DateTimeField(null=True)),
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
                    models.UniqueConstraint(
                        condition=models.Q(("lifted__isnull", True)),
                        fields=("municipality", "reference"),
                        name="protection_in_force",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["municipality", "step", "seq"], name="event_step"),
        ),
        migrations.RunPython(build, take_down),
    ]
