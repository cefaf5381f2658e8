"""案件 - the values in the life of one application, from the family's draft to the notice they open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from .language import JA

if TYPE_CHECKING:
    from madoguchi.core.finding import Finding
    from madoguchi.core.helper import Aide

# An `id` or `seq` of 0, a `version` of 0 and a `digest` of "" mean: not stored yet; store gives the real one.
# Every datetime is aware. `answers` is the document that core/form cleans; `typed` what was typed and refused.


@dataclass(frozen=True, slots=True)
class Municipality:
    """自治体: one city hall. `code` is the six-digit 全国地方公共団体コード, `slug` its name in an address."""

    code: str
    slug: str
    name: str
    kana: str
    name_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does a deed: `name` is an account's name, "resident" or "system"; `role` one the flow speaks of."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Clerk:
    """職員の利用者: an account inside one city hall; `roles`, `permits` of core/account, `sections` and
    `posts` (core/approval) of the town's file.

    `initial`: its password was given by somebody else, and opens nothing before it is changed. `fresh`: a second factor
    was shown in this session, and lately."""

    id: int
    username: str
    name: str
    roles: tuple[str, ...]
    active: bool = True
    sections: tuple[str, ...] = ()
    permits: tuple[str, ...] = ()
    initial: bool = False
    fresh: bool = False
    posts: tuple[str, ...] = ()

    def actor(self, role: str) -> Actor:
        """This clerk acting in `role`; whether the role is held is the desk's question."""
        return Actor(self.username, role)


@dataclass(frozen=True, slots=True)
class Draft:
    """下書き: the family's own until handed in; `seconds` of touch time by stop, `submitted` the reference.

    `language` is the one it was last read in (core/language). `voiced`: the family has said afterwards how it was; what
    it said is written elsewhere. `helper`: who fills it in for the family, or with it at the counter.

    `person` signed in for it; it began with the application `earlier`, and its pages `unconfirmed` hold answers of that
    one which nobody has confirmed yet.
    """

    id: int
    procedure: str
    edition: str
    answers: dict[str, Any]
    typed: dict[str, str]
    version: int
    seconds: dict[str, int]
    submitted: str | None
    updated: datetime
    language: str = JA
    voiced: bool = False
    helper: Aide | None = None
    person: int | None = None
    earlier: str = ""
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """申請: what was handed in, once and for good; `idempotency` is the key made with the check page.

    `contact` is the family's mail address, or the digits of its mobile telephone; `language` the one it is told in."""

    reference: str
    procedure: str
    edition: str
    answers: dict[str, Any]
    channel: str
    received: datetime
    contact: str = ""
    contact_confirmed: bool = False
    secret_hash: str = ""
    idempotency: str = ""
    language: str = JA
    helper: Aide | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """案件: one child or subject of an application; `id` is the reference and its branch, `title` a name.

    `facets` are the answers by which the inbox is filtered, by the ids of their fields.
    """

    id: str
    reference: str
    branch: int
    status: str
    outcome: str
    reason: str
    findings: tuple[Finding, ...]
    assignee: str
    version: int
    title: str
    procedure: str
    edition: str
    received: datetime
    changed: datetime
    facets: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """メモ: what a clerk wrote beside a case, for colleagues; `who` is an account's name."""

    id: int
    case: str
    who: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """保存した絞込: a filter of the list under a name; `usual` when it is what its owner meets first.

    `query` is what stands behind the ? of the address; with a `section` the colleagues of that section see it too.
    """

    id: int
    owner: str
    name: str
    query: str
    usual: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True)
class Protection:
    """支援措置: the application whose address must not be learned, and the accounts (`clerks`) that still may see."""

    reference: str
    clerks: tuple[str, ...]
    since: datetime
    by: str
    lifted: datetime | None = None

    def hides_from(self, clerk: Clerk | None) -> bool:
        """Whether this clerk may not see it; nobody is never named."""
        return clerk is None or clerk.username not in self.clerks


@dataclass(frozen=True, slots=True)
class Ask:
    """依頼: what we await from someone by a day; `state` is open, done or lapsed. `fields`: paths of the form, the
    place that is offered, or the times of an interview. `answer`: what was said to it, where words are asked for (弁明,
    面談)."""

    id: int
    case: str
    kind: str
    to: str
    fields: tuple[str, ...]
    message: str
    due: date
    state: str
    opened: datetime
    closed: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """用務: what must happen outside; its row alone is the truth. `state`: waiting, running, done or failed."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    lane: str
    due: datetime
    lease_until: datetime | None = None
    stage: str = ""
    attempts: int = 0
    error: str = ""
    state: str = "waiting"
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """記録: one deed, without personal data; `source` and `to` are statuses, `touch` whole seconds.

    `note` holds codes and counts only; core/chain refuses anything that could be somebody's words.
    """

    seq: int
    at: datetime
    deed: str
    step: str
    who: str
    role: str
    subject: str
    source: str = ""
    to: str = ""
    channel: str = ""
    touch: int | None = None
    edition: str = ""
    note: Mapping[str, int | bool | str] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """通知: one letter as it was made. When news of it left (`sent`), the family read it (`opened`) and fetched its PDF
    (`downloaded`); when it was brought to mind (`reminded`), its mail came back (`returned`), it was printed for the
    post (`posted`).

    `translation` is the whole letter (title, empty line, body) in the family's language, `translated`, or "".
    """

    id: int
    case: str
    kind: str
    lang: str
    number: str
    title: str
    body: str
    made: datetime
    sent: datetime | None = None
    opened: datetime | None = None
    translated: str = ""
    translation: str = ""
    downloaded: datetime | None = None
    reminded: datetime | None = None
    returned: datetime | None = None
    posted: datetime | None = None
