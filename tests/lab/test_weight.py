"""計測 - the bench of weight: what is too heavy is named, and the real way of a family is not."""

import pytest

from madoguchi.lab.bench.weight import FIRST, LATER, REQUESTS, table, too_heavy
from madoguchi.lab.prove import weight


def figures(later: int, requests: int, first: int = FIRST) -> dict[str, object]:
    pages = {"procedure": {"bytes": first, "requests": 3}, "home": {"bytes": later, "requests": requests}}
    return {"children": 1, "pages": pages}


@pytest.mark.parametrize(
    ("later", "requests", "first", "named"),
    [
        (LATER, REQUESTS, FIRST, 0),
        (LATER + 1, REQUESTS, FIRST, 1),
        (LATER, REQUESTS + 1, FIRST, 1),
        (LATER, REQUESTS, FIRST + 1, 1),
        (LATER + 1, REQUESTS + 1, FIRST + 1, 3),
    ],
)
def test_a_page_that_is_too_heavy_is_named(later: int, requests: int, first: int, named: int) -> None:
    assert len(too_heavy(figures(later, requests, first))) == named


def test_the_table_names_each_page() -> None:
    assert "home" in table(figures(5_000, 3))


def test_the_way_of_a_family_is_as_light_as_is_promised() -> None:
    told = weight.run(full=False)
    assert told["sizes"]["pages"] > 10
    assert 0 < told["heaviest_later"]["bytes"] <= LATER
    assert told["first"]["requests"] <= REQUESTS
