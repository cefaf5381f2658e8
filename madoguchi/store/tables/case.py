"""申請と案件 - what a family hands in, and what becomes of it.

Rows speak of each other by number, inside the wall: a number leads nowhere in another municipality.
"""

from __future__ import annotations

from django.db import models

from madoguchi.core.language import JA

from .scoped import Document, Scoped, Words

REFERENCE = 24  # 2026-000123-C, with room for a branch and for years of many applications

ASKED = ("number", "procedure", "assignee", "graves", "deadline")  # what the list asks of every case


def _once(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=("municipality", *fields), name=name)


def _language() -> models.CharField:
    return models.CharField(max_length=8, default=JA, db_default=JA)


class Draft(Scoped):
    """下書き. `key_hash` is the SHA-256 of the key in the family's address: the table opens no draft."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    key_hash = models.CharField(max_length=64)
    procedure = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    answers = Document(default=dict)
    typed = Document(default=dict)
    version = models.PositiveIntegerField(default=0)
    seconds = Document(default=dict)
    submitted = models.CharField(max_length=REFERENCE, default="", blank=True)
    voiced = models.BooleanField(default=False, db_default=False)
    helper = Document(null=True)
    updated = models.DateTimeField()
    language = _language()
    # Whose it is, if somebody signed in for it; the earlier application it began with, and its pages not confirmed yet.
    person = models.BigIntegerField(null=True)
    earlier = models.CharField(max_length=REFERENCE, null=True)
    unconfirmed = Document(null=True)

    class Meta(Scoped.Meta):
        constraints = [_once("draft_key", "key_hash")]


class Application(Scoped):
    """申請. Once it is here, only corrections and the confirmation of its address change it."""

    reference = models.CharField(max_length=REFERENCE)
    procedure = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    answers = Document()
    channel = models.CharField(max_length=20)
    received = models.DateTimeField()
    contact = Words(default="", blank=True)
    contact_confirmed = models.BooleanField(default=False)
    secret_hash = models.CharField(max_length=64)
    idempotency = models.CharField(max_length=100)
    language = _language()
    helper = Document(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            _once("application_reference", "reference"),
            _once("application_idempotency", "idempotency"),
        ]


class Amendment(Scoped):
    """補正前の入力内容: the answers as they were before a correction, for ever."""

    grants = ("SELECT", "INSERT")

    reference = models.CharField(max_length=REFERENCE)
    ask = models.BigIntegerField()
    before = Document()
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "reference"), name="amendment_reference")]


class Case(Scoped):
    """案件. `search` is what the inbox looks in: name and number, with widths, kana and variants made one.

    What the inbox shows, counts and sorts by lies here ready, so that no row is read in full for it: `facets` as the
    procedure names them, `graves` the findings a person must see, `deadline` the next day to keep and `deadline_of`
    what it is of (`ask`, `proof`, `look`, `meeting`, `standard`).
    """

    number = models.CharField(max_length=REFERENCE)
    reference = models.CharField(max_length=REFERENCE)
    branch = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40, default="", blank=True)
    reason = Words(default="", blank=True)
    findings = Document(default=list)
    assignee = models.CharField(max_length=40, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    title = Words()
    search = Words()
    procedure = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    received = models.DateTimeField()
    changed = models.DateTimeField()
    facets = Document(default=dict)
    graves = models.PositiveSmallIntegerField(default=0)
    deadline = models.DateField(null=True)
    deadline_of = models.CharField(max_length=10, default="", blank=True)

    class Meta(Scoped.Meta):
        constraints = [_once("case_number", "number"), _once("case_branch", "reference", "branch")]
        # All that the list asks stands in them; on SQLite one more, with facets and search words (0014).
        indexes = [
            models.Index(fields=("municipality", "status", "received", *ASKED), name="case_inbox"),
            models.Index(fields=("municipality", "received", *ASKED, "status"), name="case_day"),
        ]


class Ask(Scoped):
    """依頼."""

    case = models.CharField(max_length=REFERENCE)
    kind = models.CharField(max_length=40)
    to = models.CharField(max_length=40)
    fields = Document(default=list)
    message = Words(default="", blank=True)
    due = models.DateField()
    state = models.CharField(max_length=10)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    answer = Words(default="", blank=True, db_default="")

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "case"), name="ask_case"),
            models.Index(fields=("municipality", "state", "due"), name="ask_due"),
        ]


class Notice(Scoped):
    """通知. The letter itself never changes; on PostgreSQL our role could not.

    Its Japanese counts; `translation` is the same in the family's language, `translated` (title, empty line, body).
    """

    grants = ("SELECT", "INSERT", "UPDATE (sent, opened, downloaded, reminded, returned, posted)")

    case = models.CharField(max_length=REFERENCE)
    kind = models.CharField(max_length=40)
    lang = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    title = Words()
    body = Words()
    made = models.DateTimeField()
    translated = models.CharField(max_length=8, default="", db_default="", blank=True)
    translation = Words(default="", db_default="", blank=True)
    sent = models.DateTimeField(null=True)
    opened = models.DateTimeField(null=True)
    downloaded = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    returned = models.DateTimeField(null=True)
    posted = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "case"), name="notice_case"),
            models.Index(
                fields=("municipality", "case"),
                name="notice_undelivered",
                condition=models.Q(returned__isnull=False, opened=None, posted=None),
            ),
        ]


class Code(Scoped):
    """確認コード: which of the codes mailed for an application counts. The code itself is stored nowhere."""

    reference = models.CharField(max_length=REFERENCE)
    serial = models.PositiveIntegerField()
    expires = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.BooleanField(default=False)

    class Meta(Scoped.Meta):
        constraints = [_once("code_reference", "reference")]
