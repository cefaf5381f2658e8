"""配送の報告 - what a mail server says became of a mail (RFC 3464), read from a message that anybody may write."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from typing import Final

from madoguchi.core.bounce import Mark, Report, mark_of

LARGEST: Final = 1_000_000  # bytes that are looked at; a report with a mail of ours has some thousands


def read(raw: bytes) -> Report | None:
    """The report that a mail is; None when it is none. Anybody can write one: believe nothing but a fitting mark."""
    try:
        mail = message_from_bytes(raw[:LARGEST])
        if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
            return None
        parts = [part for part in mail.get_payload() if isinstance(part, Message)]
        actions = {action for part in parts for action in _actions(part)}
        marks = [mark for part in parts for mark in _marks(part)]
    except (MessageError, ValueError, LookupError, RecursionError):
        return None  # no mail server writes what cannot be read
    # One that was given up after days says `failed` with a code of 4.x.x; what is still tried says `delayed`.
    return Report("failed" in actions, marks[0] if marks else None) if actions else None


def _actions(part: Message) -> Iterator[str]:
    """delayed, failed, … for each address (RFC 3464, 2.3.3)."""
    if part.get_content_type() == "message/delivery-status" and part.is_multipart():
        for group in part.get_payload():
            if isinstance(group, Message) and "Action" in group:
                yield _plain(group, "Action").partition(" ")[0].lower()


def _marks(part: Message) -> Iterator[Mark]:
    """Of the mail that came back, whole or its head alone."""
    kind, returned = part.get_content_type(), None
    if kind == "text/rfc822-headers":
        head = part.get_payload(decode=True)
        returned = message_from_bytes(head) if isinstance(head, bytes) else None
    elif kind in ("message/rfc822", "message/rfc822-headers") and part.is_multipart():
        returned = next((one for one in part.get_payload() if isinstance(one, Message)), None)
    if returned is not None and (mark := mark_of(_plain(returned, "Message-ID"))):
        yield mark


def _plain(message: Message, name: str) -> str:
    """A head's words in one line."""
    return " ".join(str(message.get(name, "")).split())
