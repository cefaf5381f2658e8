"""勤め先の証明 - addresses given to issuers of papers, and what they stated."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("invitation", "statement")
INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"
NUMBER = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
OPTIONS = {"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"}


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
        # What was stated is not stated otherwise later; only whose it is may be written, when its draft is handed in.
        schema_editor.execute(
            "CREATE TRIGGER store_statement_no_update BEFORE UPDATE OF municipality_id, owner, place, document, "
            "invitation, version, says, at, domain, free, source ON store_statement "
            "BEGIN SELECT RAISE(ABORT, 'store_statement is only ever added to'); END"
        )
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER store_statement_no_update")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0021_review")]
    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", NUMBER),
                ("owner", models.CharField(blank=True, default="", max_length=64)),
                ("reference", models.CharField(blank=True, default="", max_length=24)),
                ("place", models.CharField(max_length=100)),
                ("document", models.CharField(max_length=64)),
                ("token_hash", models.CharField(max_length=64)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("answered", models.DateTimeField(null=True)),
                ("sender", models.CharField(blank=True, default="", max_length=64)),
                ("answers", madoguchi.store.tables.scoped.Document(default=dict)),
                ("typed", madoguchi.store.tables.scoped.Document(default=dict)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "token_hash"), name="invitation_token")
                ],
                "indexes": [
                    models.Index(fields=["municipality", "owner"], name="invitation_owner"),
                    models.Index(fields=["municipality", "reference"], name="invitation_reference"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", NUMBER.clone()),
                ("owner", models.CharField(blank=True, default="", max_length=64)),
                ("reference", models.CharField(blank=True, default="", max_length=24)),
                ("place", models.CharField(max_length=100)),
                ("document", models.CharField(max_length=64)),
                ("invitation", models.BigIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("says", madoguchi.store.tables.scoped.Document()),
                ("at", models.DateTimeField()),
                ("domain", models.CharField(max_length=254)),
                ("free", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=20)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [
                    models.Index(fields=["municipality", "owner"], name="statement_owner"),
                    models.Index(fields=["municipality", "reference"], name="statement_reference"),
                ],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
