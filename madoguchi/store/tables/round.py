"""選考回 - rounds with their frozen inputs, what was given in each run, and what each child was told."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped


class Round(Scoped):
    """選考回: numbers of cases, wishes and points; no names. `sealed` is the lottery's secret until it is drawn."""

    procedure = models.CharField(max_length=64)
    window = models.CharField(max_length=40)
    edition = models.CharField(max_length=64)
    status = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    made = models.DateTimeField()
    document = Document(default=dict)
    members = Document(default=dict)
    left = Document(default=list)
    progress = Document(default=dict)
    sealed = models.TextField(default="", blank=True)
    promise = Document(default=dict)
    run = models.BigIntegerField(default=0)
    report = Document(default=dict)
    signed = Document(default=list)
    proposer = models.CharField(max_length=40, default="", blank=True)
    transfers = Document(default=dict, db_default={})

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "procedure", "id"), name="round_last")]


class Run(Scoped):
    """配置の記録: a document and its result, as they were. Only ever added."""

    grants = ("SELECT", "INSERT")

    round = models.BigIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=40)
    change = Document(default=dict)
    document = Document()
    result = Document()
    kind = models.CharField(max_length=10, default="", db_default="", blank=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "round", "id"), name="run_of_round")]


class Placement(Scoped):
    """配置: what became of the wishes of one case in the round that decided it. It goes with its application."""

    grants = ("SELECT", "INSERT")

    case = models.CharField(max_length=24)
    round = models.BigIntegerField()
    told = Document()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "case", "round"), name="placement_case")]


class Wish(Scoped):
    """加えた希望: a club that a child who waits has added since. Only ever added; it goes with its application."""

    grants = ("SELECT", "INSERT")

    case = models.CharField(max_length=24)
    pool = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "case", "pool"), name="wish_of_case")]
