"""代わりに入力する人と、もう一人の保護者の確認 - who helped, and who has said yes."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE store_assent ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE store_assent FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON store_assent USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP POLICY wall ON store_assent")


class Migration(migrations.Migration):
    dependencies = [("store", "0019_says")]
    operations = [
        migrations.AddField("draft", "helper", madoguchi.store.tables.scoped.Document(null=True)),
        migrations.AddField("application", "helper", madoguchi.store.tables.scoped.Document(null=True)),
        migrations.CreateModel(
            name="Assent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=24)),
                ("item", models.PositiveSmallIntegerField()),
                ("token_hash", models.CharField(max_length=64)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("confirmed", models.DateTimeField(null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("municipality", "token_hash"), name="assent_token")],
                "indexes": [models.Index(fields=["municipality", "reference"], name="assent_reference")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
