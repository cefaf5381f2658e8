"""届かない知らせ - the few letters whose news did not arrive are found without a look at all the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0032_answer")]
    operations = [
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=("municipality", "case"),
                name="notice_undelivered",
                condition=models.Q(returned__isnull=False, opened=None, posted=None),
            ),
        )
    ]
