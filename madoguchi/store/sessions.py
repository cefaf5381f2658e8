"""セッション - who is signed in, or has opened an application, kept inside of the wall; its cookie opens no other."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from . import tables, wall


class SessionStore(SessionBase):
    """What Django's session middleware asks for; data are signed JSON, and the table knows only digests of cookies."""

    @classmethod
    def get_model_class(cls) -> type[tables.Session]:
        return tables.Session

    def load(self) -> dict[str, Any]:
        row = self._rows().filter(expires__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.data)

    def exists(self, session_key: str) -> bool:
        return tables.Session.objects.filter(key_hash=_hash(session_key)).exists()

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        columns = {"data": self.encode(self._get_session(no_load=must_create)), "expires": self.get_expiry_date()}
        # A page that was opened to read may still have to remember who reads it.
        with wall.inside(wall.current(), write=True):
            if not must_create:
                if not self._rows().update(**columns):
                    raise UpdateError
                return None
            try:
                with transaction.atomic():
                    tables.Session.objects.create(key_hash=_hash(self.session_key), **columns)
            except IntegrityError:
                raise CreateError from None
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            with wall.inside(wall.current(), write=True):
                tables.Session.objects.filter(key_hash=_hash(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Forget those that are over, in the municipality around us."""
        tables.Session.objects.filter(expires__lt=timezone.now()).delete()

    def _rows(self) -> Any:
        return tables.Session.objects.filter(key_hash=_hash(self.session_key or ""))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
