"""役所 - municipalities, the accounts and sessions of their staff, and the editions in force."""

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("slug", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=6, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("kana", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=20)),
                ("open", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Clerk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("username", models.CharField(max_length=40)),
                ("name", madoguchi.store.tables.scoped.Words()),
                ("roles", madoguchi.store.tables.scoped.Document(default=list)),
                ("active", models.BooleanField(default=True)),
                ("password", models.CharField(max_length=200)),
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
                "constraints": [models.UniqueConstraint(fields=("municipality", "username"), name="clerk_username")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64)),
                ("data", models.TextField()),
                ("expires", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["expires"], name="session_expires")],
                "constraints": [models.UniqueConstraint(fields=("municipality", "key_hash"), name="session_key")],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("made", models.DateTimeField()),
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
                "constraints": [models.UniqueConstraint(fields=("municipality", "digest"), name="edition_digest")],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["municipality", "procedure", "id"], name="publication_last")],
            },
        ),
    ]
