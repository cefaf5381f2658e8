"""自治体 - the public directory of the house; the one table without a wall."""

from __future__ import annotations

from django.db import models


class Municipality(models.Model):
    """One city hall. Its slug stands in addresses and in every row, and never changes."""

    grants = ("SELECT", "INSERT", "UPDATE")
    unscoped = "The directory names the walls; it is printed on the first page, and no row in it belongs to anybody."

    slug = models.CharField(primary_key=True, max_length=40)
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=40)
    kana = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    # Whether it has published a procedure: the first page tells, and may not look behind thirty walls for it.
    open = models.BooleanField(default=False)
