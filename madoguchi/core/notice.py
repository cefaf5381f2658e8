"""通知 - a letter as a title and a body with named slots; values enter as data and are never read as slots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SLOT: Final = re.compile(r"\{([^{}\n]*)\}")

# What a letter may speak of; each is filled by the desk.
_OFFICE: Final = frozenset({"procedure", "reference", "municipality", "office", "phone", "link"})
_CASE: Final = frozenset({"child", "club", "reason", "number", "date", "due", "message", "fields", "start", "until"})
SLOTS: Final = _OFFICE | _CASE | {"ordinance", "grounds", "earlier", "slots"}

# The mails that only say there is something to read, by kind: nothing of the family's may stand in them. `renewed`: the
# secret was made anew at the counter; `resume`: the way back to a draft, which has no number yet.
_NO_NUMBER: Final = _OFFICE - {"reference"}
MAILS: Final = {
    "code": _OFFICE | {"number"},
    "receipt": _OFFICE,
    "news": _OFFICE,
    "remind": _OFFICE,  # what the news spoke of has not been opened
    "due": _OFFICE,  # a paper that an approval awaits is due soon
    "meeting": _OFFICE,  # the day of an interview is near; not what it is about
    "renewed": _OFFICE,
    "resume": _NO_NUMBER,
    "second": _NO_NUMBER,
    "proof": _NO_NUMBER | {"number"},  # the code by which somebody shows who reads an address's mails
    "employer": _NO_NUMBER | {"number"},  # the same, to a firm that states what stands on a paper
    "stated": _OFFICE,  # it has done so
    # The same as short messages, in which the first line is not sent.
    "code_sms": _OFFICE | {"number"},
    "receipt_sms": _OFFICE,
    "news_sms": _OFFICE,
    "remind_sms": _OFFICE,
    "due_sms": _OFFICE,
    "meeting_sms": _OFFICE,
    "renewed_sms": _OFFICE,
    "resume_sms": _NO_NUMBER,
    "second_sms": _NO_NUMBER,
    "stated_sms": _OFFICE,
}


@dataclass(frozen=True)
class Letter:
    """One kind of letter in one language: first line the title, then a blank line, then the body."""

    kind: str
    lang: str
    title: str
    body: str

    def slots(self) -> frozenset[str]:
        """The names of its slots."""
        return frozenset(SLOT.findall(self.title + self.body))

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Title and body with every slot filled. Raises KeyError naming a slot without a value."""
        return _fill(self.title, values), _fill(self.body, values)


def read_letter(kind: str, lang: str, text: str) -> Letter:
    """A letter from its file."""
    title, _, body = text.partition("\n")
    return Letter(kind, lang, title.strip(), body.strip() + "\n")


def _fill(text: str, values: Mapping[str, str]) -> str:
    return SLOT.sub(lambda slot: values[slot[1]], text)
