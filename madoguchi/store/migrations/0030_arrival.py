"""到達 - when the PDF of a notice was fetched, when it was brought to mind, came back, and went by post."""

from django.db import migrations, models

TIMES = ("downloaded", "reminded", "returned", "posted")


class Migration(migrations.Migration):
    dependencies = [("store", "0029_waiting")]
    operations = [migrations.AddField("notice", name, models.DateTimeField(null=True)) for name in TIMES]
