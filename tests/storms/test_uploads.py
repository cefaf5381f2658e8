"""送る嵐 - a sender killed in the middle leaves whole files that are known, or noise that the night clears."""

import pytest

from madoguchi.desk import attach
from madoguchi.lab.storm import uploader
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.uploads import kills


def test_nothing_acknowledged_is_lost_and_nothing_known_is_half(storm_ground: Ground) -> None:
    told = kills(storm_ground, 3, seed=2)
    assert told["acknowledged"] >= 3
    assert told["known"] >= told["acknowledged"]
    assert (told["broken"], told["missing"], told["left"]) == (0, 0, 0)
    assert told["swept"] == told["orphans"]


def test_the_control_arm_a_half_file_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attach, "read", lambda *given: b"\xff\xd8\xff half")
    assert not uploader._whole("mihon", "A" * 22)
