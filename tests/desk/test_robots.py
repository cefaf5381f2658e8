"""Robots of one back office work together while nothing is wrong, and stop together when something is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from madoguchi import settings
from madoguchi.core.case import Actor
from madoguchi.core.errand import COMPARED, FOUND, READ_BACK, RESERVED, SEARCHED, SUBMITTING, TYPED
from madoguchi.core.handed import Handed
from madoguchi.core.plug import Health, PlugError, ScreenChanged, Shown, Stages, Values
from madoguchi.core.robot.screen import Looked
from madoguchi.desk import pictures, publish, robots, screens, transcribe
from madoguchi.desk.errands import Worker, serve_one
from madoguchi.desk.refusals import NotFound
from madoguchi.store import errands, events, look, tables, transcripts, wall
from madoguchi.store.look import robot as looked
from tests.desk.test_revise import inside
from tests.desk.test_thread import NOW
from tests.desk.test_transcribe import handed, rows, told
from tests.handover import with_handover

WHO = Actor("uketsuke", "clerk")
NOTHING: Callable[[], object] = lambda: None  # noqa: E731 - a default to be replaced


@dataclass
class Office:
    """A back office that takes what it is given, unless a test says otherwise at a stage."""

    before: Callable[[], object] = NOTHING
    saved: list[Values] = field(default_factory=list)
    seen: Sequence[Looked] = ()
    slowest: timedelta = timedelta(seconds=30)

    def run(self, key: str, values: Values) -> Stages:
        yield RESERVED
        self.before()
        yield SEARCHED
        yield Shown("search", facts={"found": 0})
        yield TYPED
        yield READ_BACK
        yield Shown("confirm", b"\x89PNG confirm")
        yield SUBMITTING
        self.saved.append(values)
        yield FOUND
        yield COMPARED
        return f"8{len(self.saved):03}"

    def look(self, values: Values) -> Sequence[Looked]:
        self.before()
        return self.seen

    def health(self) -> Health:
        return Health(ok=True, say="")


@dataclass
class Hour:
    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(autouse=True)
def address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ROBOT", "http://127.0.0.1:1/")


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> None:
    inside(publish.publish, with_handover(gakudo), NOW)


pytestmark = pytest.mark.usefixtures("town")


def robot(office: Office, hour: Hour | None = None, name: str = "robot") -> Worker:
    return Worker(name, {robots.BROWSER: office}, hour or Hour(), lane=errands.ROBOT, may=robots.may)


def row_of(case: str) -> Handed:
    return rows(case)[0]


def raising(fault: Exception) -> Callable[[], object]:
    def raise_() -> None:
        raise fault

    return raise_


def run_of() -> Any:
    return inside(robots.look, "mihon")


def steps(subject: str) -> list[str]:
    return [str(event.note.get("kind", event.step)) for event in inside(events.read, subject)]


def test_what_is_typed_is_done_with_its_number_and_its_evidence() -> None:
    case, office = handed(), Office()
    assert serve_one(robot(office), "tama")
    row = row_of(case)
    assert (row.state, row.number, row.by) == ("done", "8001", "system")
    (values,) = office.saved
    asked = [values[name] for name in ("op", "key", "municipality", "number")]
    assert asked == ["new", case, "tama", ""]
    assert values["script"]["system"] == "mihon"
    assert {"label": "申請番号", "typed": case, "verify": "exact", "kind": "text"} in values["fields"]
    with wall.inside("tama"):
        seen = looked.evidence(row.id)
        assert [(one.name, one.pictured) for one in seen] == [("search", False), ("confirm", True)]
        assert pictures.read(seen[1].id) == b"\x89PNG confirm"
        assert looked.last_pictured("mihon") == seen[1]
        kept = tables.Evidence.objects.get(pk=seen[1].id)
        assert b"confirm" not in bytes(kept.picture)
    assert inside(events.read, case)[-1].step == "typed"


def test_pictures_are_forgotten_after_their_time_and_what_was_read_stays() -> None:
    case = handed()
    serve_one(robot(Office()), "tama")
    late = NOW + timedelta(days=settings.ROBOT_PICTURE_DAYS, seconds=1)
    assert (inside(pictures.sweep, NOW), inside(pictures.sweep, late), inside(pictures.sweep, late)) == (0, 1, 0)
    with wall.inside("tama"):
        first, second = looked.evidence(row_of(case).id)
        assert (first.facts, second.pictured) == ({"found": 0}, False)
        with pytest.raises(NotFound):
            pictures.read(second.id)


def test_what_the_office_refuses_comes_back_to_the_case_in_its_words() -> None:
    case = handed()
    office = Office(before=raising(PlugError("学校コードが登録されていません。", permanent=True)))
    serve_one(robot(office), "tama")
    row = row_of(case)
    assert (row.state, row.error, office.saved) == ("refused", "学校コードが登録されていません。", [])
    assert inside(events.read, case)[-1].step == "not_typed"
    with wall.inside("tama"):
        assert look.failed_errands()
        assert looked.people("mihon") == (row,)
    inside(transcribe.hand_back, row.id, WHO, NOW)
    serve_one(robot(Office()), "tama")
    assert row_of(case).state == "done"
    with wall.inside("tama"):
        assert not look.failed_errands()


def test_a_changed_screen_stops_all_before_anything_more_is_typed() -> None:
    cases = [handed(), handed()]
    fault = ScreenChanged("項目が増えています。", "child", ["学年"], ["学年", "組"], b"picture")
    office = Office(before=raising(fault))
    assert serve_one(robot(office), "tama")
    assert not serve_one(robot(office, name="another"), "tama")
    run = run_of()
    assert (run.state, run.why, run.say, run.page) == ("paused", "screen", "項目が増えています。", "child")
    assert (run.expected, run.found) == (("学年",), ("学年", "組"))
    assert inside(pictures.read, run.picture) == b"picture"
    assert [row_of(case).state for case in cases] == ["waiting", "waiting"]
    assert steps("robot/mihon") == ["screen"]
    inside(robots.resume, "mihon", WHO, NOW)
    while serve_one(robot(Office()), "tama"):
        pass
    assert [row_of(case).state for case in cases] == ["done", "done"]


def test_so_many_system_errors_in_a_row_stop_the_run() -> None:
    for _ in range(6):
        handed()
    office = Office(before=raising(PlugError("混み合っています。")))
    taken = sum(serve_one(robot(office), "tama") for _ in range(6))
    run = run_of()
    assert (taken, run.state, run.why, run.faults, run.say) == (5, "paused", "faults", 5, "混み合っています。")


def test_one_that_went_well_ends_the_row_of_errors() -> None:
    handed()
    handed()
    serve_one(robot(Office(before=raising(PlugError("混み合っています。")))), "tama")
    assert run_of().faults == 1
    serve_one(robot(Office()), "tama")
    assert run_of().faults == 0


def test_a_person_pauses_takes_one_step_and_resumes() -> None:
    cases, office = [handed() for _ in range(3)], Office()
    inside(robots.pause, "mihon", WHO, NOW)
    assert not serve_one(robot(office), "tama")
    inside(robots.step, "mihon", WHO, NOW)
    assert [serve_one(robot(office), "tama") for _ in range(2)] == [True, False]
    inside(robots.resume, "mihon", WHO, NOW)
    assert [serve_one(robot(office), "tama") for _ in range(3)] == [True, True, False]
    assert ([values["key"] for values in office.saved], steps("robot/mihon")) == (cases, ["pause", "step", "resume"])


def test_it_works_in_its_hours_and_at_its_pace(gakudo: dict[str, Any]) -> None:
    told = with_handover(gakudo, hours={"from": "20:00", "to": "06:00"}, per_minute=2)
    inside(publish.publish, told, NOW + timedelta(seconds=1))
    for _ in range(3):
        handed()
    hour, office = Hour(), Office()
    assert not serve_one(robot(office, hour), "tama"), "noon in Japan"
    hour.moment = datetime(2026, 11, 16, 15, 30, tzinfo=UTC)  # half past midnight
    assert [serve_one(robot(office, hour, name), "tama") for name in ("one", "two", "one")] == [True, True, False]
    hour.moment += timedelta(seconds=61)
    assert serve_one(robot(office, hour), "tama")
    assert len(office.saved) == 3


def test_who_is_killed_while_typing_leaves_it_to_the_next() -> None:
    class Killed(BaseException):
        pass

    case, hour = handed(), Hour()
    with pytest.raises(Killed):
        serve_one(robot(Office(before=raising(Killed())), hour), "tama")  # type: ignore[arg-type] # no Exception
    assert not serve_one(robot(Office(), hour), "tama"), "the dead one's lease"
    hour.moment += timedelta(minutes=2)
    assert serve_one(robot(Office(), hour), "tama")
    assert row_of(case).number == "8001"


def test_without_a_script_any_more_a_person_is_asked(gakudo: dict[str, Any]) -> None:
    case = handed()
    inside(publish.publish, gakudo, NOW + timedelta(seconds=1))
    serve_one(robot(Office()), "tama")
    assert told(case) == [("new", "refused")]
    assert "手順書がありません" in row_of(case).error


def test_progress_tells_the_pace_and_what_is_left() -> None:
    for _ in range(4):
        handed()
    hour = Hour()
    for _ in range(2):
        serve_one(robot(Office(), hour), "tama")
        hour.moment += timedelta(minutes=1)
    with wall.inside("tama"):
        found = looked.progress(hour.moment, "mihon")
        assert (found.waiting, found.done, found.running, found.per_minute) == (2, 2, 0, 1.0)
        assert found.left == timedelta(minutes=2)
        told = looked.saved("mihon", 540)
        assert (told.cases, told.each, told.seconds, told.measured) == (2, 540, 1080, 0)
        assert looked.saved("mihon", 0).seconds == 0
        assert looked.rows("waiting", "gakudo") == looked.rows("waiting")
        assert looked.stage(looked.rows("done")[0].id) == "done"


def test_the_screens_are_looked_at_before_a_run_and_when_a_clerk_asks() -> None:
    office = Office(seen=[Looked("login", "ログイン"), Looked("child", "児童", "項目が違います。", ("学年",), ("年",))])
    (handover,) = screens.due("tama", NOW, before_a_run=True)
    assert not screens.due("tama", NOW)
    screens.examine("tama", handover, office, NOW)
    health = run_of().health
    assert (health["ok"], health["say"], [one["ok"] for one in health["pages"]]) == (
        False,
        "項目が違います。",
        [True, False],
    )
    assert not screens.due("tama", NOW, before_a_run=True)
    inside(robots.ask_look, "mihon", WHO, NOW)
    assert screens.due("tama", NOW)
    office.before = raising(PlugError("応答がありません。"))
    screens.examine("tama", handover, office, NOW)
    assert (run_of().health["ok"], run_of().health["say"], screens.due("tama", NOW)) == (
        False,
        "応答がありません。",
        (),
    )


def test_a_row_is_typed_under_the_number_that_came_with_the_one_before() -> None:
    case, office = handed(), Office()
    serve_one(robot(office), "tama")
    with wall.inside("tama", write=True):
        first = transcripts.of_case(case)[0]
        transcripts.put(
            Handed(**{**{f: getattr(first, f) for f in first.__slots__}, "op": "change", "state": "waiting"})
        )
        transcribe.go_on(case, NOW)
    serve_one(robot(office), "tama")
    assert (office.saved[1]["op"], office.saved[1]["number"]) == ("change", "8001")
