"""申請と案件 - from a family's draft to the notice it opens."""

import django.db.models.deletion
from django.db import migrations, models

import madoguchi.store.tables.scoped


class Migration(migrations.Migration):
    dependencies = [("store", "0001_offices")]
    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64)),
                ("procedure", models.CharField(max_length=64)),
                ("edition", models.CharField(max_length=64)),
                ("answers", madoguchi.store.tables.scoped.Document(default=dict)),
                ("typed", madoguchi.store.tables.scoped.Document(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("seconds", madoguchi.store.tables.scoped.Document(default=dict)),
                ("submitted", models.CharField(blank=True, default="", max_length=24)),
                ("updated", models.DateTimeField()),
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
                "constraints": [models.UniqueConstraint(fields=("municipality", "key_hash"), name="draft_key")],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=64)),
                ("edition", models.CharField(max_length=64)),
                ("answers", madoguchi.store.tables.scoped.Document()),
                ("channel", models.CharField(max_length=20)),
                ("received", models.DateTimeField()),
                ("email", madoguchi.store.tables.scoped.Words(blank=True, default="")),
                ("email_confirmed", models.BooleanField(default=False)),
                ("secret_hash", models.CharField(max_length=64)),
                ("idempotency", models.CharField(max_length=100)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "reference"), name="application_reference"),
                    models.UniqueConstraint(fields=("municipality", "idempotency"), name="application_idempotency"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=24)),
                ("ask", models.BigIntegerField()),
                ("before", madoguchi.store.tables.scoped.Document()),
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
                "indexes": [models.Index(fields=["municipality", "reference"], name="amendment_reference")],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24)),
                ("reference", models.CharField(max_length=24)),
                ("branch", models.PositiveSmallIntegerField()),
                ("status", models.CharField(max_length=40)),
                ("outcome", models.CharField(blank=True, default="", max_length=40)),
                ("reason", madoguchi.store.tables.scoped.Words(blank=True, default="")),
                ("findings", madoguchi.store.tables.scoped.Document(default=list)),
                ("assignee", models.CharField(blank=True, default="", max_length=40)),
                ("version", models.PositiveIntegerField(default=0)),
                ("title", madoguchi.store.tables.scoped.Words()),
                ("search", madoguchi.store.tables.scoped.Words()),
                ("procedure", models.CharField(max_length=64)),
                ("edition", models.CharField(max_length=64)),
                ("received", models.DateTimeField()),
                ("changed", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["municipality", "status", "received"], name="case_inbox")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "number"), name="case_number"),
                    models.UniqueConstraint(fields=("municipality", "reference", "branch"), name="case_branch"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=24)),
                ("kind", models.CharField(max_length=40)),
                ("to", models.CharField(max_length=40)),
                ("fields", madoguchi.store.tables.scoped.Document(default=list)),
                ("message", madoguchi.store.tables.scoped.Words(blank=True, default="")),
                ("due", models.DateField()),
                ("state", models.CharField(max_length=10)),
                ("opened", models.DateTimeField()),
                ("closed", models.DateTimeField(null=True)),
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
                "indexes": [
                    models.Index(fields=["municipality", "case"], name="ask_case"),
                    models.Index(fields=["municipality", "state", "due"], name="ask_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=24)),
                ("kind", models.CharField(max_length=40)),
                ("lang", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=40)),
                ("title", madoguchi.store.tables.scoped.Words()),
                ("body", madoguchi.store.tables.scoped.Words()),
                ("made", models.DateTimeField()),
                ("sent", models.DateTimeField(null=True)),
                ("opened", models.DateTimeField(null=True)),
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
                "indexes": [models.Index(fields=["municipality", "case"], name="notice_case")],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=24)),
                ("serial", models.PositiveIntegerField()),
                ("expires", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used", models.BooleanField(default=False)),
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
                "constraints": [models.UniqueConstraint(fields=("municipality", "reference"), name="code_reference")],
            },
        ),
    ]
