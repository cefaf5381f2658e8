"""通知の嵐 - a round is decided while a worker is killed and the mail server refuses some at first."""

from madoguchi.lab.prove.notices import DEAF, SMALL
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.notices import storm


def test_every_family_of_a_round_hears_and_has_its_letter(storm_ground: Ground) -> None:
    told = storm(storm_ground, SMALL)
    assert told["kills"] == SMALL.kills
    assert told["notices"] == told["letters"] >= SMALL.applications
    assert (told["lost"], told["errands_left"]) == (0, 0)


def test_a_worker_that_does_not_hear_a_refusal_loses_news(storm_ground: Ground) -> None:
    assert storm(storm_ground, DEAF, "deaf")["lost"] > 0
