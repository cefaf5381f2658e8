"""判断 - a finding is settled once a clerk has said that it is fine, or wrong: asking the family settles nothing."""

import pytest

from madoguchi.core.finding import Finding
from madoguchi.core.verdict import VERDICTS, place_of, unsettled

ONE = Finding("work_days_differ", "ask", "form", ("guardians.0.work_days",), "違います。")
OTHER = Finding("work_days_differ", "ask", "form", ("guardians.1.work_days",), "違います。")


@pytest.mark.parametrize(("verdict", "left"), [("fine", (OTHER,)), ("wrong", (OTHER,)), ("asked", (ONE, OTHER))])
def test_a_finding_is_left_until_it_is_settled_at_its_own_place(verdict: str, left: tuple[Finding, ...]) -> None:
    assert verdict in VERDICTS
    assert unsettled((ONE, OTHER), {(ONE.code, place_of(ONE.fields)): verdict}) == left
