"""S3の窓口 - the whole way of a file, with the store of others in the place of the disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from madoguchi import settings
from madoguchi.desk import attach
from madoguchi.store import drafts, wall
from madoguchi.web.clock import now
from tests import papers
from tests.plugs.storage.places import s3_store


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, house: object) -> Iterator[Any]:
    with s3_store(monkeypatch) as address:
        monkeypatch.setattr(settings, "STORAGE", f"s3://mihon/counter?endpoint={address}&region=us-east-1")
        opened = attach.storage
        opened.cache_clear()
        attach._unwrapped.cache_clear()
        yield boto3.resource("s3", endpoint_url=address, region_name="us-east-1").Bucket("mihon")
        opened.cache_clear()


def test_a_file_goes_to_the_store_sealed_and_comes_back(bucket: Any) -> None:
    with wall.inside("tama", write=True):
        drafts.create("the-key-of-my-draft-000", "example", "none", now())
    data = papers.pdf()
    kept = attach.add("tama", "the-key-of-my-draft-000", "a.pdf", data, now())
    (lying,) = list(bucket.objects.all())
    assert lying.key == f"counter/tama/{kept.key}"
    assert b"PDF" not in lying.get()["Body"].read()
    assert attach.read("tama", kept.key) == data
    with wall.inside("tama", write=True):
        attach.remove("the-key-of-my-draft-000", [kept.key])
    assert not list(bucket.objects.all())
