"""停電 - what was acknowledged is on the disk that is left."""

from pathlib import Path

from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.powercut import arm


def test_synced_fully_no_acknowledged_submission_is_lost(storm_ground: Ground, tmp_path: Path) -> None:
    told = arm(storm_ground, tmp_path, "FULL", cuts=2, receipts=6, seed=1)
    assert told["acknowledged"] > 0
    assert (told["lost"], told["torn_lost"], told["broken"]) == (0, 0, 0)


def test_synced_less_some_are_lost_and_the_cut_is_real(storm_ground: Ground, tmp_path: Path) -> None:
    told = arm(storm_ground, tmp_path, "NORMAL", cuts=1, receipts=10, seed=1)
    assert told["lost"] > 0
    assert told["broken"] == 0
