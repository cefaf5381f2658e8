"""転記 - what is handed to a back office of each case, the files it went out in, the robots and what they saw."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped, Words


class Transcript(Scoped):
    """転記: one change of a case's record in a back office; it goes with its application."""

    case = models.CharField(max_length=24)
    procedure = models.CharField(max_length=64)
    system = models.CharField(max_length=40)
    op = models.CharField(max_length=10)
    way = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    sheet = Document()
    ending = Document(default=list)
    made = models.DateTimeField()
    number = models.CharField(max_length=60, default="", blank=True)
    error = Words(default="", blank=True)
    done = models.DateTimeField(null=True)
    by = models.CharField(max_length=40, default="", blank=True)
    seconds = models.PositiveIntegerField(null=True)
    batch = models.BigIntegerField(default=0)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "case", "id"), name="transcript_case"),
            models.Index(fields=("municipality", "state", "id"), name="transcript_state"),
            models.Index(fields=("municipality", "batch", "id"), name="transcript_batch"),
            models.Index(fields=("municipality", "done"), name="transcript_done"),
        ]


class Batch(Scoped):
    """一括ファイル: which file went out, and whether its results came back; what stood in it is in its rows."""

    procedure = models.CharField(max_length=64)
    system = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    made = models.DateTimeField()
    by = models.CharField(max_length=40)
    taken = models.DateTimeField(null=True)
    results = models.CharField(max_length=64, default="", blank=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "procedure", "id"), name="batch_procedure")]


class Evidence(Scoped):
    """証跡: what a robot has seen of a case; `picture` is sealed by the municipality's key, and empty after `until`."""

    transcript = models.BigIntegerField()
    case = models.CharField(max_length=24)
    name = models.CharField(max_length=40)
    at = models.DateTimeField()
    facts = Document(default=dict)
    picture = models.BinaryField(default=b"")
    sealed_by = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "transcript", "id"), name="evidence_transcript"),
            models.Index(fields=("municipality", "case"), name="evidence_case"),
            models.Index(fields=("municipality", "until"), name="evidence_until"),
        ]


class Robot(Scoped):
    """RPA: whether the robots of a back office work, and why not; one row for all processes."""

    system = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default="running")
    why = models.CharField(max_length=20, default="", blank=True)
    say = Words(default="", blank=True)
    page = models.CharField(max_length=40, default="", blank=True)
    expected = Document(default=list)
    found = Document(default=list)
    picture = models.BigIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    one_step = models.BooleanField(default=False)
    claims = Document(default=list)
    since = models.DateTimeField(null=True)
    by = models.CharField(max_length=40, default="", blank=True)
    health = Document(default=dict)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "system"), name="robot_system")]
