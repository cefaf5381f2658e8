"""ロボットの嵐 - robots and their browsers are killed while they type, now and then between a click and its answer."""

from madoguchi.lab.prove.robot_storm import SMALL, must_hold
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.robots import storm


def test_every_case_is_there_once_and_as_it_should_be(storm_ground: Ground) -> None:
    told = storm(storm_ground, SMALL)
    assert told["kills"] > 0
    assert told["withdrawn"] > 0
    assert told["changed"] > 0
    assert (told["lost"], told["doubled"], told["wrong"], told["foreign"]) == (0, 0, 0, 0)
    assert told["fields"] == 40 * told["cases"] > 0
    must_hold(told, "house")
