"""追記のみ - on SQLite triggers keep what is only ever added to; on PostgreSQL our role has no right to change it."""

from typing import Any

from django.db import migrations

TABLES = ("amendment", "edition", "event", "publication")


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER store_{table}_no_{deed.lower()} BEFORE {deed} ON store_{table} "
                f"BEGIN SELECT RAISE(ABORT, 'store_{table} is only ever added to'); END"
            )


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER store_{table}_no_{deed}")


class Migration(migrations.Migration):
    dependencies = [("store", "0004_row_level_security")]
    operations = [migrations.RunPython(build, take_down)]
