"""認証の要素 - allauth's table behind the wall: PostgreSQL shows rows of those accounts that it shows us."""

from typing import Any

from django.db import migrations

WALL = "user_id IN (SELECT id FROM store_clerk)"


def build(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE mfa_authenticator ENABLE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE mfa_authenticator FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY wall ON mfa_authenticator USING ({WALL}) WITH CHECK ({WALL})")


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP POLICY wall ON mfa_authenticator")
    schema_editor.execute("ALTER TABLE mfa_authenticator NO FORCE ROW LEVEL SECURITY")
    schema_editor.execute("ALTER TABLE mfa_authenticator DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("store", "0010_accounts"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(build, take_down)]
