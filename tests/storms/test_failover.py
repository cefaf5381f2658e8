"""引き継ぎの嵐 - several servers as in the recipe: the primary dies under load, the standby takes over."""

from typing import Any

import pytest

from madoguchi.lab.prove import failover
from madoguchi.lab.storm.failover import NUMBER, Page, _unclear


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Both arms, small. Raises Disproved when one of them did not do what it must."""
    return failover.run(full=False)


def test_no_receipt_is_lost_and_no_family_has_two(told: dict[str, Any]) -> None:
    assert told["receipts"] >= failover.SMALL.before + failover.SMALL.after
    assert (told["lost"], told["doubled"], told["gave_up"]) == (0, 0, 0)


def test_the_counter_writes_again_within_five_seconds(told: dict[str, Any]) -> None:
    assert told["writes_again_s"] <= failover.LONGEST


def test_every_page_of_the_gap_is_plain_and_keeps_what_was_typed(told: dict[str, Any]) -> None:
    assert told["gap_pages"] > 0
    assert (told["unclear_pages"], told["broken_lines"]) == (0, 0)


def test_workers_go_on(told: dict[str, Any]) -> None:
    assert (told["mails_missing"], told["errands_left"]) == (0, 0)


def test_a_standby_that_nobody_waits_for_loses_receipts(told: dict[str, Any]) -> None:
    assert told["asynchronous"]["lost"] > 0


def test_a_page_that_is_not_plain_is_seen() -> None:
    plain = '<form method="post"><input type="hidden" name="a" value="1"></form><p id="fault">0A1B-2C3D</p>'
    assert NUMBER.search(plain)
    assert not _unclear(Page(503, "/", plain, {"retry-after": "5"}), b"a=1")
    assert _unclear(Page(503, "/", plain, {"retry-after": "5"}), b"a=2") == ["typed input gone"]
    assert len(_unclear(Page(500, "/", "Traceback", {}), None)) == 4
