"""添付 - a file is opened in the box, sealed and laid away, and only then known; what is known is always whole.

Opening, sealing and laying away happen outside of every wall: no transaction is open while a plug works. A file that
was laid away and never became known harms nobody: it is noise under a random name, and the night clears it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, cast
from urllib.parse import parse_qsl, urlsplit

from madoguchi import plugs, settings
from madoguchi.core import form
from madoguchi.core.attachment import PDF, PHOTO, SHEET, Accepted, Attachment, Unacceptable, opener_of, tidy
from madoguchi.core.form import Form, Mistake
from madoguchi.core.plug import PlugError
from madoguchi.core.say import say
from madoguchi.core.spot import Spot
from madoguchi.plugs import box, vault
from madoguchi.plugs.reading import Kinds, Reading
from madoguchi.plugs.storage import Storage
from madoguchi.store import attachments, cases, drafts, editions, wall
from madoguchi.store.errors import OutsideTheWall

log = logging.getLogger("madoguchi.attach")

A_DAY: Final = timedelta(days=1)  # what nobody has claimed until then was left behind
MOST_OF_A_DRAFT: Final = 200  # files, claimed or not: nobody fills the disk with one draft
PATIENCE: Final = 1.0  # seconds that a family waits for its turn to be read for; if it does not come, they type
_KINDS: Final = {"jpeg": PHOTO, "pdf": PDF, "xlsx": SHEET, "xls": SHEET}
_WHY: Final = {"memory": "too_heavy", "time": "too_heavy", "broken": "too_heavy", "away": "not_now"}


class Lost(Exception):
    """A file that is known does not lie where it should, or does not open under its key."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file as it lies in the storage, with what is needed to open it once no wall is open any more."""

    attachment: Attachment
    municipality: str
    wrapped: str

    def data(self) -> bytes:
        """Its bytes. Raises PlugError, Lost."""
        _outside()
        one = self.attachment
        sealed = storage().get(f"{self.municipality}/{one.key}")
        if sealed is None:
            raise Lost("missing")
        try:
            key = _unwrapped(self.municipality, one.sealed_by, self.wrapped)
            return vault.unseal(key, ("file", self.municipality, one.key), sealed)
        except vault.Locked:
            raise Lost("locked") from None

    def page(self, number: int) -> bytes:
        """One page (from 0) as a JPEG that we have made ourselves. Raises PlugError, Lost, Unacceptable."""
        data = self.data()
        if self.attachment.kind == PHOTO:
            return data
        return _opened("page", self.attachment.name, data, number=number).data

    def spot(self, spot: Spot, whole: bool = False) -> bytes:
        """What stands there with what is around it, or all of the page with a frame there; a JPEG. Raises as `page`."""
        one = self.attachment
        told = {"form": one.form, "number": spot.page - 1, "box": spot.box, "whole": whole}
        return _opened("spot", one.name, self.data(), **told).data


@cache
def storage() -> Storage:
    """Where files lie, as the settings say."""
    url = urlsplit(settings.STORAGE)
    if url.scheme == "s3":
        more = {**dict(parse_qsl(url.query)), "bucket": url.netloc, "prefix": url.path.strip("/")}
        return cast(Storage, plugs.open_plug("storage/s3", more))
    return cast(Storage, plugs.open_plug("storage/disk", {"folder": settings.STORAGE}))


@cache
def reader() -> Reading | None:
    """What reads papers, as the settings say; None where nobody does."""
    name, _, folder = settings.READING.partition(":")
    return cast(Reading, plugs.open_plug(f"reading/{name}", {"folder": folder, "reading": name})) if name else None


def look_at(name: str, data: bytes) -> Accepted:
    """Open a file in the box; what may be kept of it. Raises Unacceptable."""
    _outside()
    name = tidy(name)
    found = _opened(opener_of(name, data), name, data)
    made = str(found.values["form"])
    return Accepted(name, _KINDS[made], made, found.data or data, int(found.values["pages"]))


def add(municipality: str, draft_key: str, name: str, data: bytes, now: datetime) -> Attachment:
    """Take a file in for a draft, outside of every wall. Raises Unacceptable, PlugError."""
    with wall.inside(municipality):
        draft = drafts.get(draft_key)
        kinds = _kinds(draft.edition if draft else "")
    return take_in(municipality, attachments.owner_of(draft_key), name, data, now, kinds)


def add_to_application(municipality: str, reference: str, name: str, data: bytes, now: datetime) -> Attachment:
    """Take a file in for an application that is asked for more; `bind_more` binds it. Raises as `add`."""
    with wall.inside(municipality):
        application = cases.get_application(reference)
        kinds = _kinds(application.edition if application else "")
    return take_in(municipality, reference, name, data, now, kinds)


def take_in(
    municipality: str, owner: str, name: str, data: bytes, now: datetime, kinds: Kinds | None = None
) -> Attachment:
    """Opened, sealed, laid away, known: in this order, so that a file we know is always whole. Read by `kinds`."""
    accepted = look_at(name, data)
    with wall.inside(municipality):
        if len(attachments.free_of(owner)) >= MOST_OF_A_DRAFT:
            raise Unacceptable("too_many", accepted.name)
    serial, opens = key_in_force(municipality, now)
    key = secrets.token_urlsafe(16)
    sealed = vault.seal(opens, ("file", municipality, key), accepted.data)
    storage().put(f"{municipality}/{key}", sealed)
    attachment = Attachment(
        key=key,
        reference="",
        name=accepted.name,
        kind=accepted.kind,
        form=accepted.form,
        size=len(accepted.data),
        pages=accepted.pages,
        sealed_by=serial,
        digest=hashlib.sha256(sealed).hexdigest(),
        place="",
        private="",
        made=now,
    )
    attachment = replace(attachment, says=_said(accepted, kinds))
    with wall.inside(municipality, write=True):
        attachments.put(attachment, owner)
    return attachment


def _kinds(digest: str) -> Kinds:
    """The kinds of paper that an edition reads, where anybody reads."""
    return list(editions.opened(digest).paper_files) if digest and reader() else []


def _said(accepted: Accepted, kinds: Kinds | None) -> Mapping[str, Any]:
    """What a reader makes of it, if it has time now. A paper that nobody can read is taken in all the same."""
    it = reader()
    try:
        return it.read(accepted.kind, accepted.data, kinds, PATIENCE) if it and kinds is not None else {}
    except PlugError:
        log.warning("a paper was not read")
        return {}


def strangers(draft_key: str, layout: Form, answers: Mapping[str, Any]) -> tuple[Mistake, ...]:
    """A mistake for each place of the answers with a file that is not this draft's own."""
    known = attachments.free_of(attachments.owner_of(draft_key))
    places = form.files_of(layout, answers)
    return tuple(
        Mistake(place, label, say("{label}のファイルが見つかりません。もう一度選んでください。", label=label))
        for place, label in dict.fromkeys((place, label) for key, (place, label, _) in places if key not in known)
    )


def bind(draft_key: str, layout: Form, answers: Mapping[str, Any], reference: str) -> int:
    """The files that a handed-in document speaks of are the application's from now on; how many."""
    return _bind(attachments.owner_of(draft_key), layout, answers, reference)


def bind_more(layout: Form, answers: Mapping[str, Any], reference: str) -> int:
    """As `bind`, for what was sent to an application that was asked for more."""
    return _bind(reference, layout, answers, reference)


def remove(draft_key: str, keys: Iterable[str]) -> int:
    """Take files of an open draft away; those of others stay. How many there were."""
    return _forget(set(keys) & attachments.free_of(attachments.owner_of(draft_key)).keys())


def forget(reference: str) -> int:
    """Take all files of an application away, at the end of its time. How many there were."""
    return _forget(attachments.bound_to(reference))


def sealed(attachment: Attachment) -> Sealed:
    """What is needed to open a file later, when the wall around us is closed."""
    return Sealed(attachment, wall.current(), attachments.sealing_keys()[attachment.sealed_by])


def key_in_force(municipality: str, now: datetime) -> tuple[int, bytes]:
    """The municipality's key under which what comes now is sealed, and its number; made where there is none."""
    with wall.inside(municipality):
        keys = attachments.sealing_keys()
    serial, wrapped = max(keys.items()) if keys else (1, _first_key(municipality, now))
    return serial, _unwrapped(municipality, serial, wrapped)


def key_of(serial: int) -> bytes:
    """The key of this number of the municipality around us. Raises Lost."""
    try:
        return _unwrapped(wall.current(), serial, attachments.sealing_keys()[serial])
    except (KeyError, vault.Locked):
        raise Lost("locked") from None


def read(municipality: str, key: str) -> bytes:
    """The bytes of a file, outside of every wall. Raises PlugError, Lost."""
    with wall.inside(municipality):
        found = attachments.get(key)
        if found is None:
            raise Lost("unknown")
        waiting = sealed(found)
    return waiting.data()


def sweep(municipality: str, now: datetime) -> tuple[int, int]:
    """Forget what was left behind for a day: files no draft speaks of, and bytes no row speaks of. How many of each."""
    _outside()
    with wall.inside(municipality, write=True):
        left = [one.key for one, _, wanted in attachments.free_before(now - A_DAY) if not wanted]
        rows = _forget(left)
    old = [name for name, age in storage().names(municipality) if age > A_DAY]
    with wall.inside(municipality):
        known = attachments.among([name.partition("/")[2] for name in old])
    orphans = [name for name in old if name.partition("/")[2] not in known]
    for name in orphans:
        storage().remove(name)
    return rows, len(orphans)


def rewrap(municipality: str, now: datetime, renew: bool = False) -> int:
    """Wrap the municipality's keys under the first master key; with `renew`, new files get a new key. How many keys."""
    with wall.inside(municipality, write=True):
        keys = attachments.sealing_keys()
        for serial, wrapped in keys.items():
            key = _unwrapped(municipality, serial, wrapped)
            attachments.put_sealing_key(serial, _wrapped(municipality, serial, key), now)
        if renew and keys:
            serial = max(keys) + 1
            attachments.put_sealing_key(serial, _wrapped(municipality, serial, vault.new_key()), now)
        return len(keys)


def _bind(owner: str, layout: Form, answers: Mapping[str, Any], reference: str) -> int:
    places = {key: (place, private) for key, (place, _, private) in form.files_of(layout, answers)}
    return attachments.bind(owner, reference, places)


def _forget(keys: Iterable[str]) -> int:
    gone = [f"{wall.current()}/{key}" for key in keys]
    rows = attachments.forget(name.partition("/")[2] for name in gone)
    if gone:
        wall.after_commit(lambda: _clear(gone))
    return rows


def _clear(names: Iterable[str]) -> None:
    """Bytes that stay because the storage is away are noise without a row; the night clears them."""
    for name in names:
        with contextlib.suppress(PlugError):
            storage().remove(name)


def _opened(opener: str, name: str, data: bytes, **values: Any) -> box.Opened:
    try:
        found = box.ours().open(opener, data, **values)
    except box.Broke as broke:
        log.warning("a file broke the box: %s", broke.why)
        raise Unacceptable(_WHY.get(broke.why, "too_heavy"), name) from None
    if found.refused:
        raise Unacceptable(found.refused, name)
    return found


def _first_key(municipality: str, now: datetime) -> str:
    wrapped = _wrapped(municipality, 1, vault.new_key())
    with wall.inside(municipality, write=True):
        # Of two that begin at once, both use the key that was there first.
        return attachments.first_sealing_key(wrapped, now)


def _wrapped(municipality: str, serial: int, key: bytes) -> str:
    return vault.wrap(settings.storage_keys()[0], ("key", municipality, serial), key)


@cache
def _unwrapped(municipality: str, serial: int, wrapped: str) -> bytes:
    return vault.unwrap(settings.storage_keys(), ("key", municipality, serial), wrapped)


def _outside() -> None:
    """Plugs are slow: whoever holds a transaction open meanwhile stops all others."""
    with contextlib.suppress(OutsideTheWall):
        raise RuntimeError(f"a file is worked on while {wall.current()} is open")
