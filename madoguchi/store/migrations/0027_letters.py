"""通知書 - the PDF of each notice, with its number and digest."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER store_letter_no_update BEFORE UPDATE ON store_letter "
            "BEGIN SELECT RAISE(ABORT, 'store_letter is only ever added to'); END"
        )
        return
    schema_editor.execute("ALTER TABLE store_letter ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE store_letter FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON store_letter USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER store_letter_no_update")
        return
    schema_editor.execute("DROP POLICY wall ON store_letter")


class Migration(migrations.Migration):
    dependencies = [("store", "0026_round")]
    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("notice", models.BigIntegerField()),
                ("case", models.CharField(max_length=24)),
                ("check_number", models.CharField(max_length=16)),
                ("digest", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField()),
                ("signer", models.CharField(blank=True, default="", max_length=200)),
                ("made", models.DateTimeField()),
                ("pdf", models.BinaryField()),
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
                    models.UniqueConstraint(fields=("municipality", "notice"), name="letter_notice"),
                    models.UniqueConstraint(fields=("municipality", "check_number"), name="letter_check"),
                ],
                "indexes": [
                    models.Index(fields=["municipality", "digest"], name="letter_digest"),
                    models.Index(fields=["municipality", "case"], name="letter_case"),
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
