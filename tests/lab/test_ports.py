"""空いているポート - a port that stays ours while the program behind it is down, and that nobody else listens on."""

from __future__ import annotations

import random
import socket
from pathlib import Path

import pytest

from madoguchi.lab.ports import OURS, free_port

OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_no_outgoing_line_of_this_system_takes_one_of_ours() -> None:
    assert int(OUTGOING.read_text().split()[0]) >= OURS.stop


def test_a_port_somebody_listens_on_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    free = free_port()
    with socket.socket() as door:
        door.bind(("127.0.0.1", taken := free_port()))
        door.listen()
        monkeypatch.setattr(random, "sample", lambda *_: [taken, free])
        assert free_port() == free


def test_where_all_are_taken_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", taken := free_port()))
        door.listen()
        monkeypatch.setattr(random, "sample", lambda *_: [taken])
        with pytest.raises(OSError, match="no free port"):
            free_port()
