"""言語 - in which language a family reads, and its letters translated beside the Japanese that counts."""

from django.db import migrations, models

import madoguchi.store.tables.scoped


def language() -> models.CharField:
    return models.CharField(max_length=8, default="ja", db_default="ja")


class Migration(migrations.Migration):
    dependencies = [("store", "0015_person")]
    operations = [
        migrations.AddField("draft", "language", language()),
        migrations.AddField("application", "language", language()),
        migrations.AddField(
            "notice", "translated", models.CharField(max_length=8, default="", db_default="", blank=True)
        ),
        migrations.AddField(
            "notice", "translation", madoguchi.store.tables.scoped.Words(default="", db_default="", blank=True)
        ),
    ]
