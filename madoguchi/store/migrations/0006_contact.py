"""連絡先 - the address of an application may be a mail's or a mobile telephone's."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("store", "0005_only_ever_more")]
    operations = [
        migrations.RenameField("application", "email", "contact"),
        migrations.RenameField("application", "email_confirmed", "contact_confirmed"),
    ]
