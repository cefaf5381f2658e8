"""利用者の手続 - accounts are made, changed, switched off and set free, each time with an event."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from madoguchi.core.account import bad_password, needs_factor
from madoguchi.core.case import Actor, Clerk, Event
from madoguchi.store import clerks, events, factors, locks

from .refusals import NotFound

STEP: Final = "account"  # beside the flow; what happened stands in the note
SYSTEM: Final = Actor("system", "system")
UNFIT: Final = (
    "利用者名は小文字の英数字で、役割は一つ以上選んでください。"
    "「学童クラブ」は、ほかの役割や見てよい情報と一緒には選べません。"
)


class Unfit(ValueError):
    """What was asked for an account cannot be; the message is for whoever asked."""


def tell(kind: str, username: str, by: Actor, now: datetime) -> None:
    """Leave an event about an account."""
    channel = "system" if by.role == "system" else "staff"
    told = Event(0, now, "note", STEP, by.name, by.role, username, channel=channel, note={"kind": kind})
    events.append(told)


def create(
    username: str,
    name: str,
    roles: Iterable[str],
    by: Actor,
    now: datetime,
    *,
    sections: Iterable[str] = (),
    permits: Iterable[str] = (),
    posts: Iterable[str] = (),
) -> tuple[Clerk, str]:
    """A new account and its first password, which must be changed at the first sign-in. Raises Unfit."""
    if clerks.named(username):
        raise Unfit("この利用者名は、もう使われています。")
    if not name.strip():
        raise Unfit("表示する名前を入力してください。")
    password = first_password()
    try:
        more = {"sections": sections, "permits": permits, "posts": posts}
        clerk = clerks.put(username, name.strip(), roles, password, **more, initial=True)
    except ValueError:
        raise Unfit(UNFIT) from None
    tell("created", username, by, now)
    return clerk, password


def change(
    username: str,
    by: Actor,
    now: datetime,
    *,
    name: str,
    roles: tuple[str, ...],
    sections: tuple[str, ...],
    permits: tuple[str, ...],
    posts: tuple[str, ...] = (),
) -> Clerk:
    """Other words, roles, sections, permits or posts; whoever is signed in with it is signed out. Raises Unfit."""
    before = _named(username)
    if not roles or not name.strip():
        raise Unfit("名前を入力し、役割を一つ以上選んでください。")
    if username == by.name and "admin" in before.roles and "admin" not in roles:
        raise Unfit("自分の管理者の役割は外せません。ほかの管理者に頼んでください。")
    more = {"sections": sections, "permits": permits, "posts": posts}
    try:
        clerk = clerks.change(username, name=name.strip(), roles=roles, **more)
    except ValueError:
        raise Unfit(UNFIT) from None
    tell("changed", username, by, now)
    return clerk


def switch(username: str, active: bool, by: Actor, now: datetime) -> Clerk:
    """Switch an account on or off; off, it is signed out everywhere at once. Raises Unfit, NotFound."""
    _named(username)
    if username == by.name and not active:
        raise Unfit("自分の利用者は止められません。ほかの管理者に頼んでください。")
    clerk = clerks.switch(username, active)
    tell("switched-on" if active else "switched-off", username, by, now)
    return clerk


def reset_factors(username: str, by: Actor, now: datetime) -> Clerk:
    """Take away every passkey and code of an account: its owner lost them. Raises NotFound."""
    clerk = _named(username)
    factors.reset(clerk.id)
    clerks.end_sessions(username)
    tell("factors-reset", username, by, now)
    return clerk


def renew_password(username: str, by: Actor, now: datetime) -> str:
    """A new first password, to be changed at the next sign-in. Raises NotFound."""
    _named(username)
    password = first_password()
    clerks.set_password(username, password, initial=True)
    tell("password-renewed", username, by, now)
    return password


def unlock(username: str, by: Actor, now: datetime) -> bool:
    """Let an account be tried again at once; whether it was locked or counted. Raises NotFound."""
    _named(username)
    if not locks.forget(username):
        return False
    tell("unlocked", username, by, now)
    return True


def choose_password(clerk: Clerk, old: str, new: str, now: datetime) -> None:
    """Their own new password; every other session of theirs is over. Raises Unfit."""
    if clerks.check(clerk.username, old) is None:
        raise Unfit("いまのパスワードが違います。")
    if old == new:
        raise Unfit("いまと違うパスワードにしてください。")
    if wrong := bad_password(new, clerk.username):
        raise Unfit(wrong)
    clerks.set_password(clerk.username, new, initial=False)
    tell("password-changed", clerk.username, own(clerk), now)


def take_away(clerk: Clerk, factor_id: int, now: datetime) -> str:
    """Give up one of their own factors; its kind. Raises Unfit when it is the last of an account that needs one."""
    others = [one for one in factors.of(clerk.id) if one.id != factor_id and one.kind != "recovery_codes"]
    if needs_factor(clerk.roles) and not others:
        raise Unfit("最後の一つは消せません。先に、ほかのパスキーかアプリを登録してください。")
    kind = factors.remove(clerk.id, factor_id)
    if not kind:
        raise NotFound(factor_id)
    tell("passkey-removed" if kind == "webauthn" else "totp-removed", clerk.username, own(clerk), now)
    return kind


def add_totp(clerk: Clerk, secret: str, code: str, now: datetime) -> tuple[str, ...]:
    """Keep an application of codes; the recovery codes if there were none. Raises Unfit when the code does not fit."""
    if not factors.fits(secret, code):
        raise Unfit("確認コードが違います。アプリに出ている6けたの数字を入力してください。")
    factors.add_totp(clerk.id, secret)
    tell("totp-added", clerk.username, own(clerk), now)
    return _first_codes(clerk)


def add_passkey(
    clerk: Clerk, host: str, state: dict[str, object], answer: object, name: str, now: datetime
) -> tuple[str, ...]:
    """Keep a passkey; the recovery codes if there were none. Raises Unfit when the browser's answer is none."""
    if not factors.add_passkey(clerk.id, host, state, answer, name):
        raise Unfit("パスキーを登録できませんでした。もう一度やり直してください。")
    tell("passkey-added", clerk.username, own(clerk), now)
    return _first_codes(clerk)


def make_codes(clerk: Clerk, now: datetime) -> tuple[str, ...]:
    """New recovery codes, shown this once. Raises Unfit without a factor they could stand in for."""
    if not factors.kinds(clerk.id):
        raise Unfit("先に、パスキーかアプリを登録してください。")
    tell("codes-made", clerk.username, own(clerk), now)
    return factors.make_codes(clerk.id)


def own(clerk: Clerk) -> Actor:
    """Whoever acts for themselves, in the first of their roles."""
    return Actor(clerk.username, clerk.roles[0] if clerk.roles else "clerk")


def first_password() -> str:
    """Made by chance; read aloud or copied once: no letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _first_codes(clerk: Clerk) -> tuple[str, ...]:
    if any(one.kind == "recovery_codes" for one in factors.of(clerk.id)):
        return ()
    return factors.make_codes(clerk.id)


def _named(username: str) -> Clerk:
    clerk = clerks.named(username)
    if clerk is None:
        raise NotFound(username)
    return clerk
