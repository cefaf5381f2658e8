"""職員の一日 - what the inbox shows lies ready in the row; notes and saved filters, inside the wall."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"
NEW = ("note", "savedfilter")


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER store_note_no_{deed.lower()} BEFORE {deed} ON store_note "
                "BEGIN SELECT RAISE(ABORT, 'store_note is only ever added to'); END"
            )
        return
    for table in NEW:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER store_note_no_{deed}")
        return
    for table in NEW:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")


OURS = models.ForeignKey(
    db_index=False,
    editable=False,
    on_delete=django.db.models.deletion.PROTECT,
    related_name="+",
    to="store.municipality",
)
KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
SCOPED = {"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"}


class Migration(migrations.Migration):
    dependencies = [("store", "0007_protection")]
    operations = [
        migrations.AddField("case", "facets", madoguchi.store.tables.scoped.Document(default=dict)),
        migrations.AddField("case", "graves", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("case", "deadline", models.DateField(null=True)),
        migrations.AddField("case", "deadline_of", models.CharField(blank=True, default="", max_length=10)),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", KEY),
                ("case", models.CharField(max_length=24)),
                ("who", models.CharField(max_length=40)),
                ("words", madoguchi.store.tables.scoped.Words()),
                ("at", models.DateTimeField()),
                ("municipality", OURS),
            ],
            options={
                **SCOPED,
                "indexes": [models.Index(fields=["municipality", "case", "id"], name="note_case")],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", KEY.clone()),
                ("owner", models.CharField(max_length=40)),
                ("name", madoguchi.store.tables.scoped.Words()),
                ("query", madoguchi.store.tables.scoped.Words()),
                ("usual", models.BooleanField(default=False)),
                ("section", models.CharField(blank=True, default="", max_length=64)),
                ("municipality", OURS.clone()),
            ],
            options={
                **SCOPED,
                "indexes": [models.Index(fields=["municipality", "owner"], name="savedfilter_owner")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
