"""手続カタログ - the procedures of a city hall, and the lists that were brought to change them."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped


class CatalogueEntry(Scoped):
    """カタログの手続: `told` by column, `more` as the list had it. `revision` grows with each deed on the catalogue;
    `stamp` is the deed's alone, so that nothing read in a transaction that came to nothing is taken for a later one."""

    key = models.CharField(max_length=64)
    source = models.CharField(max_length=10)
    told = Document()
    more = Document(default=dict)
    confirmed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField()
    stamp = models.CharField(max_length=32)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "key"), name="catalogue_key")]
        indexes = [models.Index(fields=("municipality", "revision"), name="catalogue_revision")]


class CatalogueList(Scoped):
    """手続一覧: its lines wait here until somebody has looked; what was chosen for its heads is remembered."""

    source = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    made = models.DateTimeField()
    who = models.CharField(max_length=40)
    lines = Document(default=list)
    chosen = Document(default=dict)
    state = models.CharField(max_length=10, default="open")

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "state", "id"), name="catalogue_list_state")]
