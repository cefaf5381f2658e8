"""ロボットの舞台 - the made-up back office as a program, a robot with an account there, and made-up cases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.errand import Stage
from madoguchi.core.plug import Plug, PlugError, Shown
from madoguchi.lab.office import Office, office
from madoguchi.lab.transcripts import TOWN, Made, handover, made
from madoguchi.plugs.robot.browser import Plug as Robot


@dataclass
class Ran:
    """What came of a run."""

    stages: list[str] = field(default_factory=list)
    shown: dict[str, Shown] = field(default_factory=dict)
    number: str = ""
    fault: PlugError | None = None

    @property
    def say(self) -> str:
        return str(self.fault or "")


def drive(plug: Plug, values: dict[str, Any], at: Callable[[str], None] = lambda stage: None) -> Ran:
    """Through all stages; `at` is told each one."""
    ran = Ran()
    stages = plug.run(f"type-{values['key']}", values)
    try:
        while True:
            step = next(stages)
            if isinstance(step, Stage):
                ran.stages.append(step.name)
                at(step.name)
            else:
                ran.shown[step.name] = step
    except StopIteration as end:
        ran.number = end.value
    except PlugError as fault:
        ran.fault = fault
    return ran


def changed(case: Made, **typed: str) -> Made:
    """The case with other values."""
    return replace(case, fields=[{**it, "typed": typed.get(it["label"], it["typed"])} for it in case.fields])


def cancelled(case: Made, number: str = "") -> dict[str, Any]:
    """What a robot is asked that is to cancel it."""
    typed = {"取消理由": "取下げ", "取消年月日": "20261201"}
    fields = [{"label": label, "typed": text, "verify": "exact", "kind": "text"} for label, text in typed.items()]
    return case.values(handover(), "cancel", number) | {"fields": fields}


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def accounts(it: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return it.account(tmp_path_factory.mktemp("robot"), TOWN)


@pytest.fixture(scope="module")
def settings(it: Office, accounts: Path) -> dict[str, str]:
    return {"robot": it.url, "robot_accounts": str(accounts), "robot_timeout": "10"}


@pytest.fixture(scope="module")
def robot(settings: dict[str, str]) -> Iterator[Robot]:
    robot = Robot(settings)
    yield robot
    robot.close()


@pytest.fixture(scope="module")
def cases() -> Iterator[Made]:
    """Always another."""
    return made(100)
