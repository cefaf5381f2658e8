"""壁 - PostgreSQL itself shows and takes only rows of the municipality that the transaction has named."""

from typing import Any

from django.db import migrations

TABLES = (
    *("amendment", "application", "ask", "case", "clerk", "code", "draft", "edition", "errand", "event"),
    *("ledger", "notice", "publication", "session"),
)
# Unset, the setting is NULL or '': neither is a municipality, so there are no rows.
INSIDE = "municipality_id = current_setting('madoguchi.municipality', true)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE store_{table} ENABLE ROW LEVEL SECURITY")
        # FORCE: the owner of the table is not above it either.
        schema_editor.execute(f"ALTER TABLE store_{table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY wall ON store_{table} USING ({INSIDE}) WITH CHECK ({INSIDE})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY wall ON store_{table}")
        schema_editor.execute(f"ALTER TABLE store_{table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE store_{table} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("store", "0003_events_and_errands")]
    operations = [migrations.RunPython(build, take_down)]
