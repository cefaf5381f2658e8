"""決裁の経路 - which posts approve what, one after the other; who may sign for one, and nobody for two.

Nobody signs what they drafted (four eyes), and nobody signs twice. While nobody who holds a post is there, whoever
holds one of its substitutes signs for it (代決).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from .flow import Flow, read_flow
from .town import SAMPLE

CASE, CASES, ROUND = "case", "cases", "round"
KINDS: Final[Mapping[str, str]] = {CASE: "一件", CASES: "まとめた案件", ROUND: "選考回"}
FLOW: Final = "docket"  # procedures/standard/docket.yaml
NUMBER: Final = "{n}"  # in the form of a document's number


@dataclass(frozen=True)
class Post:
    """職: one place on a route; `substitutes` are ids of posts that sign for it."""

    id: str
    label: str
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approval:
    """What a municipality has set. `routes`: by kind of docket the ids of posts in order; a kind without one is decided
    by a decider alone (専決). `number` is the form of a document's number, with NUMBER in it."""

    flow: Flow
    posts: tuple[Post, ...]
    routes: Mapping[str, tuple[str, ...]]
    number: str
    status: str = SAMPLE

    def route(self, kind: str) -> tuple[Post, ...]:
        """The posts of a kind of docket, in order; none where a decider decides alone."""
        posts = {post.id: post for post in self.posts}
        return tuple(posts[name] for name in self.routes.get(kind, ()))

    def numbered(self, serial: int) -> str:
        """The number of a document."""
        return self.number.replace(NUMBER, str(serial))


@dataclass(frozen=True, slots=True)
class Official:
    """An account that may decide, and the posts it holds."""

    username: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """不在: the days, first and last, on which an account does not sign."""

    id: int
    username: str
    since: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether somebody is away on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: the post, and who may sign for it now; `acting` when they sign as its substitutes."""

    post: Post
    signers: tuple[str, ...]
    acting: bool = False
    last: bool = False
    away: tuple[str, ...] = field(default=())


def turn(
    route: tuple[Post, ...], signed: int, officials: Iterable[Official], away: Iterable[str], barred: Iterable[str]
) -> Turn | None:
    """The next turn behind so many signatures; None when all posts have signed. `away` are absent, `barred` drafted it
    or have signed already: for them, too, the substitutes stand in."""
    if signed >= len(route):
        return None
    staff, absent = list(officials), frozenset(away)
    out = absent | frozenset(barred)
    post, last = route[signed], signed == len(route) - 1
    holders = [one.username for one in staff if post.id in one.posts]
    gone = tuple(name for name in holders if name in absent)
    if there := tuple(name for name in holders if name not in out):
        return Turn(post, there, last=last, away=gone)
    for name in post.substitutes:
        if others := tuple(one.username for one in staff if name in one.posts and one.username not in out):
            return Turn(post, others, acting=True, last=last, away=gone)
    return Turn(post, (), last=last, away=gone)


def read_approval(municipality: Mapping[str, Any], files: Mapping[str, Any]) -> Approval | None:
    """From municipality.yaml; None for a municipality whose deciders decide alone."""
    told = municipality.get("approval")
    if told is None:
        return None
    return Approval(
        flow=read_flow(files[f"standard/{FLOW}.yaml"]),
        posts=tuple(Post(row["id"], row["label"], tuple(row.get("substitutes", ()))) for row in told["posts"]),
        routes={kind: tuple(posts) for kind, posts in told["routes"].items()},
        number=told["number"],
        status=told["status"],
    )
