"""Designers change the tables, another person publishes; no change is lost, applications keep their edition."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from madoguchi.core.case import Actor
from madoguchi.core.flow import NotAllowed
from madoguchi.core.points.edit import table_of, with_rows
from madoguchi.core.revision import OWN, Revision, of_file, of_table, raw_row
from madoguchi.desk import errands, publish, revise, trial
from madoguchi.desk.refusals import NotFound
from madoguchi.desk.revise import Unfit
from madoguchi.store import cases, editions, events, revisions, tables, wall
from madoguchi.store.errors import Stale
from tests.desk.test_thread import CLERK, DECIDER, NOW, hand_in

ONE, TWO, THREE = (Actor(name, "designer") for name in ("sekkei", "sekkei2", "sekkei3"))
ADMIN = Actor("kanri", "admin")
ROW = {"label": "ひとり親の加算", "when.family": "ひとり親", "points": "2", "source": "改正要綱", "from": "2027-04-01"}


def on_its_way() -> Revision:
    found = revisions.on_its_way("gakudo")
    assert found is not None
    return found


def write(by: Actor = ONE, row: str = "", version: int | None = None, **words: str) -> Any:
    told = {**ROW, **{key.replace("__", "."): word for key, word in words.items()}}
    return revise.write_row("gakudo", "adjust", row, told, version or on_its_way().version, by, NOW)


def reckon() -> dict[str, Any]:
    """Ask whom it changes, and let the worker reckon."""
    trial.begin("gakudo", ONE, NOW)
    return dict(on_its_way().trial or {})


def work() -> None:
    worker = errands.Worker("w", {}, lambda: NOW + timedelta(minutes=1))
    while errands.serve_one(worker, "tama"):
        pass


def inside(deed: Any, *args: Any, **more: Any) -> Any:
    with wall.inside("tama", write=True):
        return deed(*args, **more)


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> str:
    """Tama seen from outside of the wall, with a draft of its tables by one designer; the digest in force."""
    digest = inside(publish.publish, gakudo, NOW)
    inside(revise.begin, "gakudo", ONE, NOW)
    inside(write)
    return str(digest)


def proposed(town: str) -> Revision:
    inside(reckon)
    work()
    return inside(lambda: revise.propose("gakudo", on_its_way().version, ONE, NOW))


def test_another_person_publishes_and_applications_keep_their_edition(town: str) -> None:
    old = inside(hand_in, single_parent="single")
    revision = proposed(town)
    done = inside(revise.release, "gakudo", revision.version, TWO, NOW)
    new = inside(hand_in, single_parent="single")
    with wall.inside("tama"):
        before, after = (cases.get_application(one) for one in (old, new))
        assert before
        assert after
        assert (before.edition, after.edition) == (town, done.edition)
        assert editions.current("gakudo") == done.edition != town
        totals = [editions.opened(one.edition).score(one.answers, NOW.date())[0].total for one in (before, after)]
        assert totals[1] - totals[0] == 2
        assert (done.state, done.publisher, done.proposer, done.editors) == (
            "published",
            "sekkei2",
            "sekkei",
            ("sekkei",),
        )
        told = events.read(revision.subject)
        assert [event.note["kind"] for event in told] == ["begun", "changed", "proposed", "published"]
        assert told[-1].who == "sekkei2"
        assert not events.verify()


def test_nobody_else_publishes(town: str) -> None:
    """The control is the test above: with another designer the very same deed goes through."""
    version = proposed(town).version
    for by in (ONE, CLERK, DECIDER, ADMIN):
        with pytest.raises(NotAllowed):
            inside(revise.release, "gakudo", version, by, NOW)
    with wall.inside("tama"):
        assert editions.current("gakudo") == town


def test_who_changed_a_row_does_not_publish_though_another_proposed(town: str) -> None:
    inside(write, TWO)
    version = proposed(town).version
    with pytest.raises(NotAllowed):
        inside(revise.release, "gakudo", version, TWO, NOW)
    inside(revise.take_back, "gakudo", version, TWO, NOW)
    with wall.inside("tama"):
        assert on_its_way().editors == ("sekkei", "sekkei2"), "taking it back forgets nobody"


def test_only_designers_change_anything(town: str) -> None:
    for by in (CLERK, DECIDER, ADMIN):
        may_not(inside(on_its_way).version, by)


def may_not(version: int, by: Actor) -> None:
    for deed in (revise.propose, revise.drop, revise.take_back):
        with pytest.raises(NotAllowed):
            inside(deed, "gakudo", version, by, NOW)
    for deed in (trial.begin, revise.begin):
        with pytest.raises(NotAllowed):
            inside(deed, "gakudo", by, NOW)
    with pytest.raises(NotAllowed):
        inside(write, by)
    with pytest.raises(NotAllowed):
        inside(revise.remove_row, "gakudo", "adjust", "single", version, by, NOW)
    with pytest.raises(NotAllowed):
        inside(revise.bring_sheet, "gakudo", "adjust", [], version, by, NOW)


def test_two_designers_at_once_lose_nothing(town: str) -> None:
    version = inside(on_its_way).version
    inside(write, ONE, "single", version, points="5")
    inside(write, TWO, "away", version, points="3")  # of another row it does not matter
    with pytest.raises(Stale):
        inside(write, TWO, "single", version, points="6")
    with pytest.raises(Stale):
        inside(revise.remove_row, "gakudo", "adjust", "single", version, TWO, NOW)
    with pytest.raises(Stale):
        inside(revise.bring_sheet, "gakudo", "adjust", [["点"]], version, TWO, NOW)
    with wall.inside("tama"):
        own = on_its_way().own
        rows = (raw_row(own, "adjust", row) for row in ("single", "away"))
        assert [row["points"] for row in rows if row] == [5, 3]


def test_what_cannot_be_read_is_not_kept(town: str) -> None:
    made = inside(write, points="たくさん")
    assert list(made.mistakes) == ["points"]
    with wall.inside("tama"):
        assert on_its_way().version == 2


def test_there_is_one_draft_at_a_time(town: str) -> None:
    with pytest.raises(Stale):
        inside(revise.begin, "gakudo", TWO, NOW)
    inside(revise.drop, "gakudo", 2, ONE, NOW)
    inside(revise.begin, "gakudo", TWO, NOW)
    with pytest.raises(NotFound):
        inside(revise.begin, "nothing", TWO, NOW)


def test_a_draft_without_a_look_with_faults_or_without_change_is_not_proposed(town: str) -> None:
    with pytest.raises(Unfit, match="だれが変わるか"):
        inside(revise.propose, "gakudo", 2, ONE, NOW)
    inside(write, ONE, "r1", to="2026-01-01", **{"from": ""})
    inside(reckon)
    work()
    inside(revise.remove_row, "gakudo", "grade", "g3", 3, ONE, NOW)
    with pytest.raises(Unfit, match="不備"):
        inside(revise.propose, "gakudo", 4, ONE, NOW)
    inside(revise.drop, "gakudo", 4, ONE, NOW)
    inside(revise.begin, "gakudo", ONE, NOW)
    with pytest.raises(Unfit, match="何も変えて"):
        inside(revise.propose, "gakudo", 1, ONE, NOW)


def test_a_draft_of_tables_that_are_no_longer_in_force_is_not_published(town: str, gakudo: dict[str, Any]) -> None:
    version = proposed(town).version
    inside(publish.publish, {**gakudo, OWN: {**gakudo[OWN], "ties": gakudo[OWN]["ties"][:1]}}, NOW)
    with pytest.raises(Unfit, match="ほかの表が公開"):
        inside(revise.release, "gakudo", version, TWO, NOW)


def test_a_draft_is_laid_onto_the_tables_that_came_meanwhile(town: str, gakudo: dict[str, Any]) -> None:
    inside(write, ONE, "single", points="9")
    rows = [{**row, "points": 7} for row in raw(gakudo[OWN])]
    inside(publish.publish, {**gakudo, OWN: with_rows({**gakudo[OWN], "ties": []}, "adjust", rows)}, NOW)
    made = inside(revise.renew, "gakudo", 3, TWO, NOW)
    assert made.both == (("adjust", "single"),)
    kept = inside(on_its_way)
    assert (kept.version, kept.editors, kept.own["ties"]) == (4, (ONE.name, TWO.name), [])
    assert [row["points"] for row in raw(kept.own)] == [9, 7, 7, 7, 2]
    inside(reckon)
    work()
    inside(revise.propose, "gakudo", 4, ONE, NOW)
    assert inside(revise.release, "gakudo", 4, THREE, NOW).edition
    told = [event.note["kind"] for event in inside(events.read, kept.subject)]
    assert told == ["begun", "changed", "changed", "renewed", "proposed", "published"]


def test_how_rows_count_is_changed_and_two_who_write_at_once_lose_nothing(town: str) -> None:
    made = inside(beside, "infants", most="たくさん")
    assert set(made.mistakes) == {"most"}
    assert inside(on_its_way).version == 2
    inside(beside, "infants", most="3")
    with pytest.raises(Stale):
        inside(beside, "infants", version=2, most="4")
    inside(beside, "", version=2, threshold__points="9", threshold__below="承認しない", threshold__source="要綱")
    with pytest.raises(NotFound):
        inside(beside, "nothing")
    own = inside(on_its_way).own
    assert table_of(own, "infants")["most"] == 3
    assert own["threshold"]["points"] == 9
    with wall.inside("tama"):
        kept = revisions.edits(on_its_way().id)
    assert [(edit.table, edit.row) for edit in kept] == [("adjust", "r1"), ("infants", ""), ("", "")]


def beside(table: str, version: int | None = None, **words: str) -> Any:
    """The page sent as it stands, but for these words."""
    ground = revise._open("gakudo", ONE)
    sources = ground.edition.town.sources
    parts = (
        of_table(ground.table(table), ground.rules) if table else of_file(ground.revision.own, ground.rules, sources)
    )
    sent = {key: word for part in parts for key, word in part.words.items()}
    sent |= {key.replace("__", "."): word for key, word in words.items()}
    return revise.write_beside("gakudo", table, sent, version or ground.revision.version, ONE, NOW)


def raw(own: Any) -> Any:
    return table_of(own, "adjust")["rows"]


def test_every_application_of_the_year_is_reckoned_a_slice_at_a_time(
    town: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "SLICE", 2)
    alone = [inside(hand_in, single_parent="single") for _ in range(2)]
    for _ in range(3):
        inside(hand_in)
    long_ago = inside(hand_in, single_parent="single")
    with wall.inside("tama", write=True):
        tables.Application.objects.filter(reference=long_ago).update(received=NOW - timedelta(days=300))
    assert (inside(reckon)["done"], inside(reckon)["of"]) == (0, 5)
    work()
    with wall.inside("tama"):
        told = on_its_way().trial or {}
    assert (told["done"], told["of"], told["skipped"]) == (5, 5, 0)
    assert told["cases"] == {f"{one}-1": ["gains", "30", "32"] for one in alone}


def test_a_change_ends_the_reckoning(town: str) -> None:
    inside(hand_in, single_parent="single")
    inside(reckon)
    inside(write, ONE, "r1", points="3")
    work()
    with wall.inside("tama"):
        assert (on_its_way().trial or {})["done"] == 0
