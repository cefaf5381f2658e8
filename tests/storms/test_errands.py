"""用務の嵐 - workers are killed again and again while a slow service does what they asked."""

from madoguchi.lab.storm.ground import Ground


def test_killed_workers_lose_nothing_and_double_nothing(storm_ground: Ground) -> None:
    told = storm_ground.ask("madoguchi.lab.storm", "errands", "--errands", "24", "--seed", "1")
    assert told["kills"] > 5
    assert (told["effects"], told["lost"], told["doubled"]) == (24, 0, 0)


def test_without_asking_first_the_same_storm_doubles(storm_ground: Ground) -> None:
    told = storm_ground.ask("madoguchi.lab.storm", "errands", "--errands", "8", "--seed", "1", "--without-find")
    assert told["lost"] == 0
    assert told["doubled"] > 0
