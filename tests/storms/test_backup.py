"""写しの訓練 - a backup is made while families hand in, and another house is made of it."""

from pathlib import Path

from madoguchi.lab.prove.backup import _must_hold
from madoguchi.lab.storm.backup import drill
from madoguchi.lab.storm.ground import Ground, empty
from tests.storms.conftest import DATABASE


def test_who_had_a_receipt_before_the_backup_is_there_after_the_restore(storm_ground: Ground, tmp_path: Path) -> None:
    with empty(tmp_path / "elsewhere", storm_ground, DATABASE) as elsewhere:
        told = drill(storm_ground, elsewhere, 8)
    assert told["receipts_before"] >= 8
    assert told["files"] == 3
    _must_hold("drill", told)
