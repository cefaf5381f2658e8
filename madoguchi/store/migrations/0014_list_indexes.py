"""一覧の索引 - all that the list asks of 60,000 cases stands in indexes, so that no case is read to be left out."""

from typing import Any

from django.db import migrations, models

# SQLite keeps search words and facets in an index of any size; PostgreSQL would refuse a long one, and needs none.
WIDE = (
    "CREATE INDEX case_wide ON store_case (municipality_id, received, number, status, procedure, assignee, graves, "
    "deadline, reference, facets, search)"
)
ASKED = ["number", "procedure", "assignee", "graves", "deadline"]


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(WIDE)


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX case_wide")


class Migration(migrations.Migration):
    dependencies = [("store", "0013_retention")]
    operations = [
        migrations.RemoveIndex("case", "case_inbox"),
        migrations.AddIndex(
            "case", models.Index(fields=["municipality", "status", "received", *ASKED], name="case_inbox")
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["municipality", "received", *ASKED, "status"], name="case_day")
        ),
        migrations.RunPython(build, take_down),
    ]
