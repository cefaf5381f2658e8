"""所要分を測る: a family goes through the real counter, and its minutes are the sum of what it did."""

import json

import pytest

from madoguchi.lab.klm.model import Act, seconds
from madoguchi.lab.prove import klm


def test_a_family_goes_through_the_real_counter_and_its_minutes_are_the_sum_of_its_acts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log: list[str] = []
    real = klm.runs.run
    monkeypatch.setattr(
        klm.runs, "run", lambda **told: real(**{**told, "note": lambda line: (log.append(line), told["note"](line))})
    )
    told = klm.run(full=False)
    acts = [Act(row["op"], row["n"], row["at"]) for row in map(json.loads, log)]
    assert told["sizes"] == {"families": ["new"], "acts": len(acts)}
    total = seconds(acts)
    new = told["new"]
    assert new["base"] == pytest.approx(total.base / 60, abs=0.02)
    assert new["low"] < new["base"] < new["high"]
    assert new["without_s"] == pytest.approx(seconds(act for act in acts if act.op != "S").base / 60, abs=0.02)
    assert new["base"] == pytest.approx(sum(row["minutes"] for row in new["pages"]), abs=0.3)
    assert {"R", "M", "T", "F", "C", "D", "W", "P", "S"} <= set(new["operators"])
    assert 0 < new["base"] < told["paper"]["base"]
    assert set(told["paper"]["operators"]) == {"R", "M", "H"}
