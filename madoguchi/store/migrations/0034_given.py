"""決める所 - which place a docket gives a case that neither a round nor an offer has given one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0033_undelivered")]
    operations = [
        migrations.AddField("docketline", "place", models.CharField(max_length=40, null=True)),
    ]
