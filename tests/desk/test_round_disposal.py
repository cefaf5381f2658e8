"""A round is kept while one of its cases is; then it goes whole, but for counts and digests."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from madoguchi.desk import retention
from madoguchi.store import events, tables, wall
from tests.desk.test_retention import ADMIN, FIRST, NOW, SECOND, closed, night, rule, years_ago
from tests.store.rows import ROWS

__all__ = ["rule"]


def test_a_round_goes_with_the_last_of_its_cases_and_leaves_counts_and_digests(rule: str) -> None:
    closed(FIRST, years_ago(6), rule)
    closed(SECOND, years_ago(6), rule)
    members = {f"{FIRST}-1": "m", f"{SECOND}-1": "m"}
    with wall.inside("tama", write=True):
        retention.hold(SECOND, "audit", ADMIN, NOW)
        about = {**ROWS[tables.Round], "status": "decided", "members": members, "document": {"applicants": [1]}}
        one = tables.Round.objects.create(**about, signed=[{"of": FIRST}], promise={"commitment": "c"}, run=1)
        for kind in ("", "rerank"):
            result = {"placements": [1], "digests": {"result": f"d{kind}"}}
            tables.Run.objects.create(**{**ROWS[tables.Run], "round": one.pk, "result": result, "kind": kind})
    assert night() == [FIRST]
    with wall.inside("tama"):
        assert tables.Round.objects.get(pk=one.pk).members == members, "the other one may still ask why"
    with pytest.raises(DatabaseError), wall.inside("tama", write=True):
        tables.Run.objects.filter(round=one.pk).delete()

    with wall.inside("tama", write=True):
        retention.lift(SECOND, ADMIN, NOW)
    assert night() == [SECOND]
    with wall.inside("tama"):
        left = tables.Round.objects.get(pk=one.pk)
        assert (left.members, left.document, left.signed, left.run) == ({}, {}, [], 0)
        assert left.report == {"disposed": {"children": 2, "left": 0, "runs": [{"result": "d"}, {"result": "drerank"}]}}
        assert left.promise == {"commitment": "c"}
        assert tables.Run.objects.filter(round=one.pk).count() == 0
        rows = tables.Disposal.objects.get(reference=SECOND).rows
        assert (rows["store_run"], rows["store_round"]) == (2, 1)
        assert events.verify() == ()
