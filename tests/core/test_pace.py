"""あと何分 - estimated until enough families were here, then by what they took."""

from madoguchi.core.pace import FEWEST, Left, left, pace_of

PAGES = ["home", "guardian", "guardian", "work"]


def test_too_few_families_say_nothing() -> None:
    assert pace_of([{"home": 30}] * (FEWEST - 1)) == {}
    assert pace_of([{"home": 30}] * FEWEST) == {"home": 30}
    assert pace_of([{}] * FEWEST) == {}, "without a script nobody counted"


def test_each_page_counts_with_its_median_whichever_item_it_was() -> None:
    families = [{"home": 20, "guardian-1": 60, "guardian-2": 40}] * FEWEST + [{"home": 9_000}]
    assert pace_of(families) == {"home": 20, "guardian": 50}


def test_what_is_left_is_the_sum_of_the_pages_to_come() -> None:
    measured = {"home": 60.0, "guardian": 120.0, "work": 30.0}
    assert left(PAGES, len(PAGES), measured, 99) == Left(6, measured=True)
    assert left(PAGES[3:], len(PAGES), measured, 99) == Left(1, measured=True), "never no minute at all"


def test_a_page_on_which_nobody_was_takes_as_long_as_others() -> None:
    assert left(["study"], 4, {"home": 60.0, "work": 180.0}, None) == Left(2, measured=True)


def test_an_estimate_shrinks_with_the_pages_and_says_that_it_is_one() -> None:
    assert left(PAGES, 4, {}, 10) == Left(10, measured=False)
    assert left(PAGES[2:], 4, {}, 10) == Left(5, measured=False)
    assert left(PAGES, 4, {}, None) is None
