"""A way to a decision that leads through posts nobody knows: exactly that fault, with its file and line."""

from pathlib import Path

import pytest

from tests.core.package.good import broken, line_of, plain
from tests.core.package.test_faults import OFFICE, told

HOME = Path(__file__).parents[3]
APPROVAL = """
approval:
  posts:
    - {id: kakaricho, label: 係長}
    - {id: kacho, label: 課長, substitutes: [kakaricho]}
  routes:
    round: [kakaricho, kacho]
  number: "第{n}号"
  status: 見本
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("round: [kakaricho, kacho]", "round: [kakaricho, bucho]"),
        ("substitutes: [kakaricho]", "substitutes: [sanji]"),
        ("substitutes: [kakaricho]", "substitutes: [kacho]"),
    ],
)
def test_a_route_through_an_unknown_post_is_a_fault(old, new):
    files = {**plain(), "standard/docket.yaml": (HOME / "procedures/standard/docket.yaml").read_bytes()}
    files = {**files, OFFICE: files[OFFICE] + APPROVAL.encode()}
    assert told(files) == []
    files = broken(files, OFFICE, old, f"{new}")
    assert told(files) == [(OFFICE, line_of(files, OFFICE, new), "unknown-post")]


def test_a_route_without_the_flow_of_dockets_is_a_fault():
    files = {**plain(), OFFICE: plain()[OFFICE] + APPROVAL.encode()}
    assert told(files) == [(OFFICE, line_of(files, OFFICE, "approval:"), "missing-file")]
