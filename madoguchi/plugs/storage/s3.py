"""S3の置き場 - keeps files in a bucket of any store that speaks S3, through django-storages (the extra `s3`)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from madoguchi.core.plug import Health, PlugError

from . import known, told

SECONDS = 20  # for each answer of the store
TRIES = 3


class Plug:
    """Settings: `bucket`; optional `prefix`, `endpoint` (the store's address, where it is not Amazon's), `region`.

    Names and secrets of accounts are found where every program of that kind looks: AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY, ~/.aws/credentials, or the role of the machine.
    """

    slowest = timedelta(seconds=SECONDS * TRIES)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._bucket, self._prefix = settings["bucket"], settings.get("prefix", "").strip("/")
        self._endpoint, self._region = settings.get("endpoint") or None, settings.get("region") or None

    def put(self, name: str, data: bytes) -> None:
        """One request: a store of this kind shows the whole object or none."""
        with _telling("書けませんでした"):
            self._store.bucket.Object(self._at(known(name))).put(Body=data)

    def get(self, name: str) -> bytes | None:
        """The bytes of an object."""
        with _telling("読めませんでした"):
            try:
                with self._store.open(known(name)) as file:
                    found: bytes = file.read()
                    return found
            except FileNotFoundError:
                return None

    def remove(self, name: str) -> None:
        """Takes the object away; a store that keeps versions must be told apart to forget them."""
        with _telling("消せませんでした"):
            self._store.delete(known(name))

    def names(self, municipality: str) -> Iterator[tuple[str, timedelta]]:
        """In the order of the alphabet."""
        with _telling("読めませんでした"):
            for found in self._store.bucket.objects.filter(Prefix=self._at(f"{municipality}/")):
                yield found.key[len(self._at("")) :], datetime.now(UTC) - found.last_modified

    def health(self) -> Health:
        """Writes, reads and forgets an object."""
        name = f"health/{secrets.token_urlsafe(16)}"
        try:
            self.put(name, b"health")
            whole = self.get(name) == b"health"
            self.remove(name)
        except PlugError as fault:
            return Health(ok=False, say=str(fault), do="MADOGUCHI_STORAGE と、その置き場の鍵を確認してください。")
        return told(whole)

    def _at(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name

    @cached_property
    def _store(self) -> Any:
        try:
            from botocore.config import Config
            from storages.backends.s3 import S3Storage
        except ImportError:
            raise PlugError("S3を使うための部品がありません(madoguchi[s3])。", permanent=True) from None
        patience = {"connect_timeout": SECONDS, "read_timeout": SECONDS, "retries": {"total_max_attempts": TRIES}}
        # The address of each object stands in its path: local stores have no name for each bucket.
        config = Config(**patience, s3={"addressing_style": "path" if self._endpoint else "auto"})
        return S3Storage(
            bucket_name=self._bucket,
            location=self._prefix,
            endpoint_url=self._endpoint,
            region_name=self._region,
            client_config=config,
            default_acl=None,
            file_overwrite=True,
        )


class _telling:  # noqa: N801 - reads as a word before what it is about
    """What the store or the line to it did, as the one error of plugs; its own words may hold names."""

    def __init__(self, say: str) -> None:
        self._say = say

    def __enter__(self) -> None:
        """Nothing to do before."""

    def __exit__(self, kind: Any, fault: BaseException | None, trace: Any) -> None:
        if fault is None or isinstance(fault, PlugError | FileNotFoundError | GeneratorExit):
            return
        from botocore.exceptions import BotoCoreError, ClientError

        if isinstance(fault, BotoCoreError | ClientError | OSError):
            raise PlugError(f"保管の場所(S3)に{self._say}({type(fault).__name__})。") from None
