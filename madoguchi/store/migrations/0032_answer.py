"""弁明 - what somebody said to an ask, where words were asked for."""

from django.db import migrations

from madoguchi.store.tables.scoped import Words


class Migration(migrations.Migration):
    dependencies = [("store", "0031_dockets")]
    operations = [migrations.AddField("ask", "answer", Words(default="", blank=True, db_default=""))]
