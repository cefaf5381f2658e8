"""住民ニーズ - counts of where forms cost time, and what families say of them, inside the wall."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped

TABLES = ("tally", "voice")
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
        # What was said is not said otherwise later; it goes when its years are over.
        schema_editor.execute(
            "CREATE TRIGGER store_voice_no_update BEFORE UPDATE ON store_voice "
            "BEGIN SELECT RAISE(ABORT, 'store_voice is only ever added to'); END"
        )
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER store_voice_no_update")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0016_language")]
    operations = [
        migrations.AddField("draft", "voiced", models.BooleanField(db_default=False, default=False)),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", NUMBER),
                ("procedure", models.CharField(max_length=64)),
                ("day", models.DateField()),
                ("version", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=10)),
                ("page", models.CharField(blank=True, default="", max_length=40)),
                ("field", models.CharField(blank=True, default="", max_length=100)),
                ("say", models.CharField(blank=True, default="", max_length=200)),
                ("count", models.PositiveIntegerField(default=0)),
                ("timed", models.PositiveIntegerField(default=0)),
                ("seconds", models.PositiveBigIntegerField(default=0)),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "procedure", "day", "version", "kind", "page", "field", "say"),
                        name="tally_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", NUMBER.clone()),
                ("procedure", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("channel", models.CharField(max_length=20)),
                ("lang", models.CharField(max_length=20)),
                ("ease", models.PositiveSmallIntegerField(null=True)),
                ("time", models.PositiveSmallIntegerField(null=True)),
                ("again", models.PositiveSmallIntegerField(null=True)),
                ("words", madoguchi.store.tables.scoped.Words(blank=True, default="")),
                ("municipality", municipality()),
            ],
            options={
                **OPTIONS,
                "indexes": [models.Index(fields=["municipality", "procedure", "day", "id"], name="voice_day")],
            },
        ),
        migrations.RunPython(build, take_down),
    ]
