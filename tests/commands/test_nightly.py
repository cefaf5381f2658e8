"""夜の締め - days that have run out are closed in every city, once."""

from datetime import timedelta

import pytest

from madoguchi.core.case import Actor
from madoguchi.desk.act import act
from madoguchi.store import cases, wall
from madoguchi.web.clock import now
from tests.commands.office import run
from tests.commands.test_worker import hand_in
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
    return {"MADOGUCHI_TODAY": (now() + timedelta(days=days)).date().isoformat()}


def test_before_its_day_is_over_an_ask_stays_open(asked: str, server_env: dict[str, str]) -> None:
    code, told, _ = run(server_env | later(7), "nightly")
    assert (code, told, status(asked)) == (0, {"taken": {}}, "correcting")


def test_after_its_day_the_flows_own_step_is_taken_once(asked: str, server_env: dict[str, str]) -> None:
    first, again = (run(server_env | later(60), "nightly") for _ in range(2))
    assert first[:2] == (0, {"taken": {"tama": 1}})
    assert again[:2] == (0, {"taken": {}})
    assert status(asked) == "received"


def test_a_case_that_cannot_be_moved_holds_up_no_other(asked: str, owner: Owner, server_env: dict[str, str]) -> None:
    with wall.inside("tama", write=True):
        other = f"{hand_in()}-1"
        act(other, "return", Actor("uketsuke", "clerk"), now(), fields=("school",), message="学校を確かめてください。")
    owner.execute("UPDATE store_case SET edition = %s WHERE number = %s", "0" * 64, asked)
    code, told, said = run(server_env | later(60), "nightly")
    assert (code, told) == (1, {"taken": {"tama": 1}})
    assert asked in said
    assert (status(asked), status(other)) == ("correcting", "received")
