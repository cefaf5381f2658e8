"""書類の言うこと - what a reader made of an attached file, beside the file."""

from django.db import migrations

import madoguchi.store.tables.scoped


class Migration(migrations.Migration):
    dependencies = [("store", "0017_needs")]
    operations = [
        migrations.AddField("attachment", "says", madoguchi.store.tables.scoped.Document(default=dict, db_default={}))
    ]
