"""申請の嵐 - families hand in through the real server while it and the worker are killed."""

from madoguchi.lab.prove.submit import AGAIN, EARLY, SMALL
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.submit import storm


def test_every_receipt_has_its_application_and_no_family_has_two(storm_ground: Ground) -> None:
    told = storm(storm_ground, SMALL)
    assert told["kills"] == SMALL.server_kills + SMALL.worker_kills
    assert told["receipts"] >= SMALL.clients
    assert (told["lost"], told["doubled"], told["gave_up"]) == (0, 0, 0)
    assert (told["mails_missing"], told["errands_left"]) == (0, 0)


def test_families_who_begin_again_with_a_new_key_are_doubled(storm_ground: Ground) -> None:
    assert storm(storm_ground, AGAIN, "again")["doubled"] > 0


def test_receipts_that_leave_before_the_commit_are_lost(storm_ground: Ground) -> None:
    assert storm(storm_ground, EARLY, "early")["lost"] > 0
