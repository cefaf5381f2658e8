"""記録と用務 - what was done, and what must happen outside."""

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped


class Migration(migrations.Migration):
    dependencies = [("store", "0002_applications")]
    operations = [
        migrations.CreateModel(
            name="Ledger",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField(default=0)),
                ("head", models.CharField(max_length=64)),
                ("serials", madoguchi.store.tables.scoped.Document(default=dict)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("municipality",), name="ledger_once")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("deed", models.CharField(max_length=80)),
                ("step", models.CharField(max_length=80)),
                ("who", models.CharField(max_length=80)),
                ("role", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=80)),
                ("source", models.CharField(max_length=80)),
                ("to", models.CharField(max_length=80)),
                ("channel", models.CharField(max_length=80)),
                ("touch", models.PositiveIntegerField(null=True)),
                ("edition", models.CharField(max_length=80)),
                ("note", madoguchi.store.tables.scoped.Document(default=dict)),
                ("digest", models.CharField(max_length=64)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["municipality", "subject", "seq"], name="event_subject")],
                "constraints": [models.UniqueConstraint(fields=("municipality", "seq"), name="event_seq")],
            },
        ),
        migrations.CreateModel(
            name="Errand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("payload", madoguchi.store.tables.scoped.Document(default=dict)),
                ("lane", models.CharField(blank=True, default="", max_length=40)),
                ("due", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("worker", models.CharField(blank=True, default="", max_length=80)),
                ("stage", models.CharField(blank=True, default="", max_length=20)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", madoguchi.store.tables.scoped.Words(blank=True, default="")),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("subject", models.CharField(blank=True, default="", max_length=40)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["municipality", "state", "due"], name="errand_due")],
                "constraints": [models.UniqueConstraint(fields=("municipality", "key"), name="errand_key")],
            },
        ),
    ]
