"""保管の約束 - what every place that keeps files must do, the twin and the store of others too."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.plug import PlugError
from madoguchi.plugs import open_plug
from tests.plugs.storage.places import s3_store


@pytest.fixture(params=["disk", "s3", "fake"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if request.param != "s3":
        yield open_plug(f"storage/{request.param}", {"folder": str(tmp_path / "files")})
        return
    with s3_store(request.getfixturevalue("monkeypatch")) as address:
        yield open_plug("storage/s3", {"bucket": "mihon", "prefix": "a/b", "endpoint": address, "region": "us-east-1"})


def name(city: str = "mihon") -> str:
    return f"{city}/{secrets.token_urlsafe(16)}"


def test_what_was_put_is_got_until_it_is_removed(storage: Any) -> None:
    one, data = name(), secrets.token_bytes(300_000)
    assert storage.get(one) is None
    storage.put(one, data)
    assert storage.get(one) == data
    storage.remove(one)
    assert storage.get(one) is None
    storage.remove(one)


def test_the_names_of_a_municipality_are_told_with_their_age(storage: Any) -> None:
    ours, theirs = {name(), name()}, name("mihon-2")
    for one in (*ours, theirs):
        storage.put(one, b"x")
    told = dict(storage.names("mihon"))
    assert set(told) == ours
    assert all(timedelta(minutes=-1) < age < timedelta(minutes=1) for age in told.values())
    assert dict(storage.names("nobody")) == {}


@pytest.mark.parametrize(
    "bad", ["mihon/../../etc/passwd", "/etc/passwd", "mihon/short", "mihon", "ミホン/" + "A" * 22, ""]
)
def test_a_name_that_is_not_of_our_making_is_refused(storage: Any, bad: str) -> None:
    for deed in (lambda: storage.put(bad, b"x"), lambda: storage.get(bad), lambda: storage.remove(bad)):
        with pytest.raises(ValueError, match="not a name of ours"):
            deed()


def test_health_leaves_nothing(storage: Any) -> None:
    assert storage.health().ok
    assert dict(storage.names("health")) == {}
    assert storage.slowest < timedelta(minutes=2)


def test_a_folder_that_cannot_be_written_is_an_error_of_plugs(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where a folder should be")
    storage: Any = open_plug("storage/disk", {"folder": str(tmp_path / "files")})
    with pytest.raises(PlugError):
        storage.put(name(), b"x")
    with pytest.raises(PlugError):
        storage.get(name())
    assert not storage.health().ok


def test_a_store_that_does_not_answer_is_an_error_of_plugs(monkeypatch: pytest.MonkeyPatch) -> None:
    with s3_store(monkeypatch) as address:
        pass
    monkeypatch.setattr("madoguchi.plugs.storage.s3.TRIES", 1)
    storage: Any = open_plug("storage/s3", {"bucket": "mihon", "endpoint": address, "region": "us-east-1"})
    with pytest.raises(PlugError):
        storage.put(name(), b"x")
    told = storage.health()
    assert not told.ok
    assert told.do


def test_a_bucket_that_is_not_there_is_an_error_and_not_a_missing_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with s3_store(monkeypatch) as address:
        storage: Any = open_plug("storage/s3", {"bucket": "another", "endpoint": address, "region": "us-east-1"})
        with pytest.raises(PlugError):
            storage.put(name(), b"x")
