"""円盤 - the simulated disk keeps what was synced, and nothing else."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi.lab.storm.disk import Disk, build_shim

HELP = """
import os, sys
os.chdir(sys.argv[1])
def put(name, text, *, sync, mode="wb"):
    with open(name, mode) as file:
        file.write(text)
        file.flush()
        if sync:
            os.fsync(file.fileno())
def sync_folder():
    folder = os.open(".", os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def disk(tmp_path: Path, shim: Path) -> Disk:
    live = tmp_path / "live"
    live.mkdir()
    (live / "old").write_bytes(b"old")
    made = Disk(live, tmp_path / "shadow", shim)
    made.settle()
    return made


def after(disk: Disk, to: Path, script: str) -> dict[str, bytes]:
    subprocess.run([sys.executable, "-c", HELP + script, str(disk.live)], env={**os.environ, **disk.env}, check=True)
    disk.after_the_cut(to)
    return {file.name: file.read_bytes() for file in to.iterdir()}


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ("", {"old": b"old"}),
        ("put('old', b'new', sync=False)", {"old": b"old"}),
        ("put('old', b'new', sync=True)", {"old": b"new"}),
        ("put('old', b'new', sync=True); put('old', b'newer', sync=False)", {"old": b"new"}),
        ("put('old', b'new', sync=True); os.truncate('old', 1)", {"old": b"new"}),
        ("put('old', b'n', sync=True)", {"old": b"n"}),
        ("put('b', b'new', sync=True)", {"old": b"old"}),
        ("put('b', b'new', sync=True); sync_folder()", {"old": b"old", "b": b"new"}),
        ("put('b', b'new', sync=False); sync_folder()", {"old": b"old", "b": b""}),
        ("os.unlink('old')", {"old": b"old"}),
        ("os.unlink('old'); sync_folder()", {}),
        ("os.unlink('old'); put('old', b'again', sync=True)", {"old": b"old"}),
        ("os.unlink('old'); put('old', b'again', sync=True); sync_folder()", {"old": b"again"}),
        ("os.rename('old', 'b')", {"old": b"old"}),
        ("os.rename('old', 'b'); sync_folder()", {"b": b"old"}),
        ("fd = os.open('old', os.O_RDWR); os.write(fd, b'new'); os.fdatasync(fd)", {"old": b"new"}),
    ],
)
def test_only_what_was_synced_survives(disk: Disk, tmp_path: Path, script: str, left: dict[str, bytes]) -> None:
    assert after(disk, tmp_path / "after", script) == left


def test_a_torn_disk_has_each_unsynced_page_or_has_it_not(disk: Disk, tmp_path: Path) -> None:
    script = "put('old', b'a' * 40960, sync=True); put('old', b'b' * 40960, sync=False)"
    subprocess.run([sys.executable, "-c", HELP + script, str(disk.live)], env={**os.environ, **disk.env}, check=True)
    disk.after_the_cut(tmp_path / "torn", random.Random(1))
    torn = (tmp_path / "torn" / "old").read_bytes()
    pages = {torn[start : start + 4096] for start in range(0, 40960, 4096)}
    assert pages == {b"a" * 4096, b"b" * 4096}
