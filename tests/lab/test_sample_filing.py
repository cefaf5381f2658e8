"""見本の申請: made-up families go through the residents' door, each once, in the order they came."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from madoguchi.core.case import Municipality
from madoguchi.desk import apply, publish, submit
from madoguchi.lab.family import answers, family
from madoguchi.lab.sample.filing import Filed, NothingInForce, RealFamilies, Wanted, file
from madoguchi.store import attachments, cases, drafts, editions, events, wall
from madoguchi.web.clock import now

SOME = 24


@pytest.fixture
def in_force(house: tuple[Municipality, ...], gakudo: Mapping[str, Any]) -> None:
    with wall.inside("tama", write=True):
        publish.publish(gakudo, now())


def filed(moment: datetime, **wanted: Any) -> Filed:
    return file(Wanted("tama", "gakudo", 7, **{"applications": SOME, **wanted}), moment, lambda done, whole: None)


def test_each_is_filed_once_whole_and_in_the_order_it_came(in_force: None):
    done = filed(now())
    assert done.counts["filed"] == SOME
    with wall.inside("tama"):
        found = [cases.get_application(row["reference"]) for row in done.truth]
        of_each = [cases.cases_of(row["reference"]) for row in done.truth]
        assert not events.verify()
    assert all(application and application.received < now() for application in found)
    received = [application.received for application in found if application]
    assert received == sorted(received)
    assert [row["reference"] for row in done.truth] == sorted(row["reference"] for row in done.truth)
    for application, its_cases in zip(found, of_each, strict=True):
        assert application
        assert [case.branch for case in its_cases] == list(range(1, len(application.answers["children"]) + 1))
    assert sum(map(len, of_each)) == done.counts["cases"]


def test_what_was_planted_is_what_the_clerk_sees(in_force: None):
    done = filed(now())
    with wall.inside("tama"):
        seen = {row["reference"]: cases.cases_of(row["reference"]) for row in done.truth}
    for row in done.truth:
        codes = {finding.code for case in seen[row["reference"]] for finding in case.findings}
        assert codes == {one["code"] for one in row["planted"]}


def test_asked_for_again_nothing_doubles_and_more_are_added(in_force: None):
    moment = now()
    first = filed(moment)
    again = filed(moment)
    assert again.counts["filed"] == 0
    assert again.counts["known"] == SOME
    assert again.truth == first.truth
    more = filed(moment, applications=SOME + 6)
    assert (more.counts["filed"], more.counts["known"]) == (6, SOME)
    assert [row["reference"] for row in more.truth[:SOME]] == [row["reference"] for row in first.truth]


def test_clerks_have_moved_some_at_their_time(in_force: None):
    moment = now()
    done = filed(moment, moved=True)
    with wall.inside("tama"):
        found = [case for row in done.truth for case in cases.cases_of(row["reference"])]
        record = [event for case in found for event in events.read(case.id)]
    assert done.counts["moved"] > 3
    statuses = Counter(case.status for case in found)
    assert statuses["received"]
    assert statuses["passed"] + statuses["approved"] + statuses["correcting"]
    assert all(event.at <= moment for event in record)
    again = filed(moment, moved=True)
    assert again.counts["moved"] == 0


def test_papers_are_kept_and_belong_to_the_application(in_force: None):
    done = filed(now(), applications=8, papers=100)
    assert done.counts["papers"] > 4
    with wall.inside("tama"):
        for row in done.truth:
            application = cases.get_application(row["reference"])
            assert application
            said = [key for guardian in application.answers["guardians"] for key in guardian["evidence"]]
            said += application.answers["move_in_proof"]
            kept = [attachments.get(key) for key in said]
            assert [one.name for one in kept if one] == [paper["name"] for paper in row["papers"]]
            assert all(one and one.reference == row["reference"] for one in kept)


def test_made_up_families_do_not_come_beside_real_ones(in_force: None):
    with wall.inside("tama", write=True):
        edition = editions.current_edition("gakudo")
        assert edition
        today = now().date()
        key = apply.start("gakudo", now())
        drafts.save(key, answers(edition, family(), today), {}, apply.open_draft(key).version, {}, now())
        submit.submit(key, "a-real-family", now())
    with pytest.raises(RealFamilies):
        filed(now())
    assert filed(now(), applications=3, beside=True).counts["filed"] == 3


def test_nothing_is_filed_where_nothing_is_in_force(house: object):
    with pytest.raises(NothingInForce):
        filed(now())
