"""ロボットの嵐 - behind LGWAN nothing doubles either; without the search first, it does."""

from dataclasses import replace

from madoguchi.lab.prove.robot_storm import BLIND, SMALL, must_hold
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.robots import storm


def test_cases_that_are_fetched_by_requests_are_there_once_and_as_they_should_be(storm_ground: Ground) -> None:
    told = storm(storm_ground, replace(SMALL, applications=2), "relay")
    assert told["kills"] > 0
    must_hold(told, "relay")


def test_robots_that_do_not_search_first_double(storm_ground: Ground) -> None:
    assert storm(storm_ground, BLIND, "blind")["doubled"] > 0
