"""夜の締め - days that have run out are closed in every city, once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.core.interview import slot
from madoguchi.desk import interview, publish
from madoguchi.desk.act import act
from madoguchi.store import cases, wall
from madoguchi.web.clock import now
from tests.commands.office import run
from tests.commands.test_worker import hand_in
from tests.desk.test_interview import CARE, OFFERED, with_interviews
from tests.desk.test_retention import FIRST, TODAY, closed, with_rule, years_ago
from tests.desk.test_thread import CLERK, NOW, RESIDENT
from tests.desk.test_thread import hand_in as of_family
from tests.places import Owner


@pytest.fixture
def asked(published: None) -> str:
    """A case whose correction is awaited."""
    case_id = f"{hand_in()}-1"
    with wall.inside("tama", write=True):
        act(
            case_id, "return", Actor("uketsuke", "clerk"), now(), fields=("school",), message="学校を確かめてください。"
        )
    return case_id


def status(case_id: str) -> str:
    with wall.inside("tama"):
        case = cases.get_case(case_id)
    assert case
    return case.status


def later(days: int) -> dict[str, str]:
    return {"MADOGUCHI_TODAY": (jst_date(now()) + timedelta(days=days)).isoformat()}


def test_before_its_day_is_over_an_ask_stays_open(asked: str, server_env: dict[str, str]) -> None:
    code, told, _ = run(server_env | later(7), "nightly")
    assert (code, told["taken"], status(asked)) == (0, {}, "correcting")


def test_after_its_day_the_flows_own_step_is_taken_once(asked: str, server_env: dict[str, str]) -> None:
    first, again = (run(server_env | later(60), "nightly") for _ in range(2))
    assert (first[0], first[1]["taken"]) == (0, {"tama": 1})
    assert (again[0], again[1]["taken"]) == (0, {})
    assert status(asked) == "received"


def test_families_are_told_once_that_an_interview_is_near(
    house: object, gakudo: dict[str, Any], server_env: dict[str, str]
) -> None:
    with wall.inside("tama", write=True):
        publish.publish(with_interviews(gakudo), now())
        case = f"{of_family(contact_by='mail', email='mihon@example.jp', **CARE)}-1"
        application = cases.get_application(case.rpartition("-")[0])
        assert application
        cases.save_application(replace(application, contact_confirmed=True))
        act(case, "invite", CLERK, NOW, meeting=OFFERED)
        interview.choose(case, OFFERED.fields[0], RESIDENT, NOW)
    chosen = slot(OFFERED.fields[0])
    assert chosen
    nights = [{"MADOGUCHI_TODAY": (jst_date(chosen.at) + timedelta(days=days)).isoformat()} for days in (-3, -2, -1)]
    told = [run(server_env | night, "nightly", "--only", "meetings")[1]["expected"] for night in nights]
    assert told == [{}, {"tama": 1}, {}]


def test_a_case_that_cannot_be_moved_holds_up_no_other(asked: str, owner: Owner, server_env: dict[str, str]) -> None:
    with wall.inside("tama", write=True):
        other = f"{hand_in()}-1"
        act(other, "return", Actor("uketsuke", "clerk"), now(), fields=("school",), message="学校を確かめてください。")
    owner.execute("UPDATE store_case SET edition = %s WHERE number = %s", "0" * 64, asked)
    code, told, said = run(server_env | later(60), "nightly")
    assert (code, told["taken"]) == (1, {"tama": 1})
    assert asked in said
    assert (status(asked), status(other)) == ("correcting", "received")


def test_what_is_past_its_period_goes_and_what_would_go_is_only_told(
    published: None, gakudo: dict[str, Any], server_env: dict[str, str]
) -> None:
    with wall.inside("tama", write=True):
        edition = publish.publish(with_rule(gakudo), now())
    closed(FIRST, years_ago(6), edition)
    day = {"MADOGUCHI_TODAY": TODAY.isoformat()}
    code, told, _ = run(server_env | day, "nightly", "--only", "retention", "--dry-run")
    assert (code, list(told["would_go"]["tama"]["applications"])) == (0, [FIRST])
    code, told, said = run(server_env | day, "nightly", "--only", "retention")
    assert (code, told["disposed"], told["certificates"]) == (0, {"tama": 1}, {"tama": [1]}), said
    code, told, _ = run(server_env | day, "nightly", "--only", "retention")
    assert (code, told["disposed"]) == (0, {})


def test_a_city_whose_night_fails_does_not_stop_the_others(
    published: None, gakudo: dict[str, Any], owner: Owner, server_env: dict[str, str]
) -> None:
    with wall.inside("tama", write=True):
        edition = publish.publish(with_rule(gakudo), now())
    closed(FIRST, years_ago(6), edition)
    with wall.inside("hachioji", write=True):
        publish.publish(gakudo, now())
    owner.execute("UPDATE store_edition SET data = %s WHERE municipality_id = 'hachioji'", b"{")
    code, told, said = run(server_env | {"MADOGUCHI_TODAY": TODAY.isoformat()}, "nightly", "--only", "retention")
    assert code == 1
    assert "hachioji retention" in said
    assert told["disposed"] == {"tama": 1}
