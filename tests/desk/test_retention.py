"""保存と廃棄 - what is past its day goes whole, what is not stays, whoever asks."""

from __future__ import annotations

import copy
import signal
import subprocess
import sys
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection

from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.core.plug import PlugError
from madoguchi.core.reference import reference as number
from madoguchi.core.retention import release
from madoguchi.desk import publish, retention
from madoguchi.store import cases, disposals, events, guards, tables, wall
from madoguchi.store.disposals import NotDue
from tests.places import Place
from tests.store.rows import ROWS, application, case, event

NOW = datetime.now(UTC)  # the database goes by its own clock, so these tests do too
TODAY = jst_date(NOW)
YEARS = 4  # so many, because a 29 February has its like only every four years
FIRST, SECOND = number(2015, 1), number(2015, 2)
KEY = "k" * 22
ADMIN = Actor("kanri", "admin")
Files = dict[str, Any]


def with_rule(files: Files, **rule: Any) -> Files:
    made = copy.deepcopy(files)
    made["municipality.yaml"]["retention"] = {"years": YEARS, "from": "closing", "status": "見本", **rule}
    return made


@pytest.fixture
def rule(house: object, gakudo: Files) -> str:
    """Four years from the closing are in force; the digest of the edition."""
    with wall.inside("tama", write=True):
        return publish.publish(with_rule(gakudo, drafts=90), NOW)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def years_ago(years: int, days: int = 0) -> date:
    day = TODAY - timedelta(days=days)
    last = monthrange(day.year - years, day.month)[1]
    return date(day.year - years, day.month, min(day.day, last))


def closed(reference: str, day: date, edition: str, status: str = "approved") -> None:
    """An application with one case, closed on a day, and a row of everything that may belong to it."""
    branch, moment = f"{reference}-1", at_noon(day)
    with wall.inside("tama", write=True):
        cases.put_application(application(reference, edition=edition, received=moment, procedure="gakudo"))
        cases.put_case(case(reference, edition=edition, received=moment, changed=moment, status=status))
        events.append(event(branch, at=moment, deed="submit", step="submit", source="", to="received", edition=edition))
        events.append(event(branch, at=moment, deed="decide", step="approve", source="received", to=status))
        belongings(reference, branch)


def belongings(reference: str, branch: str) -> None:
    models = {model._meta.db_table: model for model in ROWS}
    for row in guards.belonging():
        if row.table not in ("store_case", "store_hold"):
            mine = {row.column: branch if row.by_case else reference}
            once = {
                "store_attachment": {"key": f"{KEY[1:]}{reference[10]}"},
                "store_errand": {"key": reference},
                "store_assent": {"token_hash": reference},
                "store_invitation": {"token_hash": reference},
                "store_intakerow": {"came": reference},
                "store_draft": {"key_hash": reference},
                "store_letter": {"notice": int(reference[5:11]), "check_number": reference},
                "store_review": {"case": branch},
            }
            more = once.get(row.table, {})
            models[row.table].objects.create(**ROWS[models[row.table]] | mine | more)


def night(now: datetime = NOW) -> list[str]:
    with wall.inside("tama"):
        due = list(retention.due(now).references)
    kept = list(retention.dispose("tama", due))
    with wall.inside("tama", write=True):
        retention.certify(now)
    return [reference for reference in due if reference not in kept]


def counts(reference: str) -> dict[str, int]:
    models = {model._meta.db_table: model for model in ROWS}
    found = {}
    with wall.inside("tama"):
        for row in guards.belonging():
            mine = {row.column: f"{reference}-1" if row.by_case else reference}
            found[row.table] = models[row.table].objects.filter(**mine).count()
        found["store_application"] = tables.Application.objects.filter(reference=reference).count()
    return found


def test_what_is_past_its_day_goes_with_all_that_belongs_to_it(rule: str) -> None:
    closed(FIRST, years_ago(6), rule)
    assert min({key: n for key, n in counts(FIRST).items() if key != "store_hold"}.values()) == 1
    assert night() == [FIRST]
    assert set(counts(FIRST).values()) == {0}
    with wall.inside("tama"):
        (one,), stays = disposals.certificates(), events.read()
        assert [it.reference for it in disposals.certificate(1)[1]] == [FIRST]  # type: ignore[index] # it is there
        assert events.verify() == ()
    assert (one.count, one.files, one.procedure) == (1, 1, "gakudo")
    assert [it.deed for it in stays] == ["submit", "decide", "expire"]
    told = stays[-1]
    assert (told.step, told.subject, told.note["count"]) == ("dispose", "disposal/1", 1)
    assert told.note["digest"] == f"c{one.digest[:39]}"


def test_what_is_not_past_its_day_stays(rule: str) -> None:
    closed(FIRST, years_ago(YEARS), rule)  # its last day is today
    closed(SECOND, years_ago(3), rule)
    assert night() == []
    with wall.inside("tama"):
        assert disposals.release(FIRST) == TODAY + timedelta(days=1)
        assert disposals.certificates() == ()


def test_the_next_day_it_goes(rule: str) -> None:
    closed(FIRST, years_ago(YEARS, days=1), rule)
    with wall.inside("tama"):
        assert disposals.release(FIRST) == TODAY
    assert night() == [FIRST]


def test_a_case_that_is_not_closed_stays_however_old(rule: str) -> None:
    closed(FIRST, years_ago(9), rule, status="received")
    assert night() == []


def test_an_application_goes_with_its_last_case(rule: str) -> None:
    closed(FIRST, years_ago(9), rule)
    with wall.inside("tama", write=True):
        second = case(FIRST, id=f"{FIRST}-2", branch=2, edition=rule, status="received", changed=at_noon(years_ago(9)))
        cases.put_case(second)
    assert night() == []


def test_without_a_rule_nothing_goes(house: object, gakudo: Files) -> None:
    bare = copy.deepcopy(gakudo)
    bare["municipality.yaml"].pop("retention", None)
    with wall.inside("tama", write=True):
        edition = publish.publish(bare, NOW)
    closed(FIRST, years_ago(30), edition)
    assert night() == []
    with wall.inside("tama"):
        assert disposals.release(FIRST) is None


def test_a_shorter_rule_is_not_for_those_who_were_told_a_longer_one(rule: str, gakudo: Files) -> None:
    closed(FIRST, years_ago(3), rule)
    with wall.inside("tama", write=True):
        publish.publish(with_rule(gakudo, years=1), NOW)
    assert night() == []


def test_a_longer_rule_is_for_all(rule: str, gakudo: Files) -> None:
    closed(FIRST, years_ago(6), rule)
    with wall.inside("tama", write=True):
        publish.publish(with_rule(gakudo, years=10), NOW)
    assert night() == []


def test_what_is_held_stays_until_it_is_let_go(rule: str) -> None:
    closed(FIRST, years_ago(6), rule)
    with wall.inside("tama", write=True):
        retention.hold(FIRST, "litigation", ADMIN, NOW)
    assert night() == []
    with pytest.raises(NotDue), wall.inside("tama", write=True):
        disposals.dispose(FIRST)
    with wall.inside("tama", write=True):
        retention.lift(FIRST, ADMIN, NOW)
    assert night() == [FIRST]


def test_reading_a_letter_or_a_case_does_not_keep_it_longer(rule: str) -> None:
    closed(FIRST, years_ago(6), rule)
    with wall.inside("tama", write=True):
        events.append(event(f"{FIRST}-1", at=NOW, deed="open", step="open", source="", to=""))
    assert night() == [FIRST]


@pytest.mark.parametrize("since", ["closing", "fiscal_year"])
@pytest.mark.parametrize(
    "day",
    ["2010-04-01", "2011-03-31", "2012-02-29", "2012-02-28", "2013-12-31", "2014-01-01", "2016-02-29", "2015-05-31"],
)
def test_the_database_reckons_as_we_do(house: object, gakudo: Files, since: str, day: str) -> None:
    with wall.inside("tama", write=True):
        edition = publish.publish(with_rule(gakudo, **{"from": since, "years": 3}), NOW)
    closed(FIRST, date.fromisoformat(day), edition)
    with wall.inside("tama"):
        rule = retention.rules()["gakudo"]
        assert disposals.release(FIRST) == release(rule, date.fromisoformat(day))


FORGED = {
    "its clock": lambda: retention.due(NOW + timedelta(days=4000)),
    "the case": lambda: tables.Case.objects.update(changed=at_noon(years_ago(20)), received=at_noon(years_ago(20))),
    "an older record": lambda: events.append(event(f"{FIRST}-1", at=at_noon(years_ago(20)), to="approved")),
}


@pytest.mark.parametrize("lie", FORGED.values(), ids=FORGED)
def test_who_serves_cannot_make_it_go_early(rule: str, lie: Callable[[], Any]) -> None:
    closed(FIRST, years_ago(3), rule)
    with wall.inside("tama", write=True):
        lie()
    with pytest.raises(NotDue), wall.inside("tama", write=True):
        disposals.dispose(FIRST)
    assert counts(FIRST)["store_application"] == 1


def test_an_edition_that_was_slipped_in_does_not_make_it_go_early(rule: str, gakudo: Files) -> None:
    closed(FIRST, years_ago(3), rule)
    with wall.inside("tama", write=True):
        short = publish.publish(with_rule(gakudo, years=1), NOW)
        tables.Application.objects.update(edition=short)
        tables.Case.objects.update(edition=short)
    with pytest.raises(NotDue), wall.inside("tama", write=True):
        disposals.dispose(FIRST)


KEPT = sorted({row.table for row in guards.belonging() if not row.free} | {"store_application"})


@pytest.mark.parametrize("table", KEPT)
def test_a_row_is_not_deleted_by_hand(rule: str, table: str) -> None:
    closed(FIRST, years_ago(3), rule)
    with wall.inside("tama", write=True):
        tables.Hold.objects.create(**ROWS[tables.Hold] | {"reference": FIRST})
    before = counts(FIRST)
    try:
        with wall.inside("tama", write=True), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0  # a policy shows none that could be deleted
    except DatabaseError:
        pass
    assert counts(FIRST) == before


def test_who_is_outside_of_the_wall_lets_nothing_go(rule: str, place: Place) -> None:
    closed(FIRST, years_ago(9), rule)
    for town in ("hachioji", "tachikawa"):
        with pytest.raises(NotDue), wall.inside(town, write=True):
            disposals.dispose(FIRST)
    if place.kind == "postgresql":
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT store_dispose(%s)", [FIRST])
    assert counts(FIRST)["store_application"] == 1


class Shelf:
    """A storage that may be away."""

    def __init__(self, away: bool = False) -> None:
        self.away, self.removed = away, list[str]()

    def remove(self, name: str) -> None:
        if self.away:
            raise PlugError("away")
        self.removed.append(name)


def test_files_go_after_the_rows_and_again_the_next_night(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between rows and files, or with the storage away: nothing is half, the next night goes on."""
    closed(FIRST, years_ago(6), rule)
    assert night() == [FIRST]
    shelf = Shelf(away=True)
    monkeypatch.setattr(retention, "storage", lambda: shelf)
    assert retention.clear_files("tama") == (0, 1)
    shelf.away = False
    assert retention.clear_files("tama") == (1, 0)
    assert retention.clear_files("tama") == (0, 0)
    assert shelf.removed == [f"tama/{KEY[1:]}1"]


DIE = """
import os, signal, django
django.setup()
from madoguchi.store import disposals, wall
with wall.inside("tama", write=True):
    disposals.dispose("{reference}")
    {inside}
os.kill(os.getpid(), signal.SIGKILL)
"""
KILL = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize(("inside", "gone"), [(KILL, False), ("pass", True)], ids=["in the middle", "before the files"])
def test_a_killed_night_leaves_nothing_half(
    rule: str, server_env: dict[str, str], monkeypatch: pytest.MonkeyPatch, inside: str, gone: bool
) -> None:
    closed(FIRST, years_ago(6), rule)
    before = counts(FIRST)
    words = [sys.executable, "-c", DIE.format(reference=FIRST, inside=inside)]
    assert subprocess.run(words, env=server_env, check=False).returncode == -signal.SIGKILL
    assert counts(FIRST) == (dict.fromkeys(before, 0) if gone else before)
    shelf = Shelf()
    monkeypatch.setattr(retention, "storage", lambda: shelf)
    assert night() == ([] if gone else [FIRST])
    assert retention.clear_files("tama") == (1, 0)
    with wall.inside("tama"):
        assert [it.count for it in disposals.certificates()] == [1]


def test_a_night_that_was_killed_before_the_certificate_makes_it_the_next_time(rule: str) -> None:
    closed(FIRST, years_ago(6), rule)
    assert list(retention.dispose("tama", [FIRST])) == []
    with wall.inside("tama"):
        assert disposals.certificates() == ()
    assert night() == []
    with wall.inside("tama"):
        assert [it.count for it in disposals.certificates()] == [1]


def draft(days: int, edition: str) -> None:
    values = {"key_hash": f"h{days}", "edition": edition, "updated": NOW - timedelta(days=days)}
    tables.Draft.objects.create(**ROWS[tables.Draft] | values)


def test_a_draft_nobody_writes_in_goes_after_its_days(rule: str) -> None:
    with wall.inside("tama", write=True):
        for days in (89, 90, 91):
            draft(days, rule)
        assert retention.due(NOW).drafts == 1
        assert retention.forget_drafts(NOW) == 1
        assert set(tables.Draft.objects.values_list("key_hash", flat=True)) == {"h89", "h90"}


def test_a_draft_stays_as_long_as_its_family_was_told(rule: str, gakudo: Files) -> None:
    with wall.inside("tama", write=True):
        draft(89, rule)
        short = publish.publish(with_rule(gakudo, drafts=7), NOW)
        draft(8, short)
        assert retention.forget_drafts(NOW) == 1
        assert set(tables.Draft.objects.values_list("key_hash", flat=True)) == {"h89"}


def test_a_certificate_says_what_went_and_nobodys_name(rule: str) -> None:
    from madoguchi.store.look import retention as look

    closed(FIRST, years_ago(6), rule)
    night()
    with wall.inside("tama"):
        text = look.text(1)
    assert text
    assert FIRST in text
    assert "4年(完結した日の翌日から)(見本)" in text
    assert "花子" not in text


def test_every_table_that_speaks_of_an_application_goes_with_it_or_says_why_not() -> None:
    known = {row.table for row in guards.belonging()} | set(guards.STAYS)
    for model in ROWS:
        names = {field.name for field in model._meta.local_concrete_fields}
        if names & {"reference", "submitted", "case", "subject"}:
            assert model._meta.db_table in known
