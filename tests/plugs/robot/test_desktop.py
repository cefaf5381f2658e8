"""卓上のロボット - the same contract in a window: searched first, typed once, read back, compared."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
import yaml
from PIL import Image

from backoffice.records import Records
from madoguchi.core.plug import ScreenChanged
from madoguchi.plugs.robot._desktop import Display
from madoguchi.plugs.robot.desktop import Plug

from .conftest import drive

SCRIPT = yaml.safe_load(Path("systems/mihon/desktop.yaml").read_text(encoding="utf-8"))
VALUES = ("山田 はなこ", "ﾔﾏﾀﾞ ﾊﾅｺ", "101", "2", "")
ALL = ["reserved", "searched", "typed", "read_back", "submitting", "found", "compared"]
FOUND = ["reserved", "searched", "found", "compared"]
KEYS = (f"TAMA-{number:04}" for number in count(1))

# A robot that takes its next step only when it is told to.
STEPPING = """
import json, sys
from madoguchi.plugs.robot.desktop import Plug
told = json.loads(sys.stdin.readline())
for step in Plug(told["settings"]).run("type-1", told["values"]):
    print(step.name, flush=True)
    sys.stdin.readline()
"""


def until(is_so: Callable[[], Any]) -> Any:
    end = monotonic() + 10
    while not (found := is_so()):
        assert monotonic() < end
        sleep(0.02)
    return found


@contextmanager
def ended(process: "subprocess.Popen[str]") -> Iterator["subprocess.Popen[str]"]:
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen that nobody sees."""
    words = ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with ended(subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)) as server:
        assert server.stdout
        yield f":{server.stdout.readline().strip()}"


@contextmanager
def opened(display: str, data: Path, *words: str) -> Iterator[None]:
    """The window, by Debian's Python: ours may be built without Tk."""
    python = shutil.which("python3", path="/usr/bin") or sys.executable
    environment = {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
    command = [python, "-m", "backoffice.desktop", "--data", str(data), *words]
    with ended(subprocess.Popen(command, env=environment, text=True)):
        until(Display(display, 5).windows)
        yield
    until(lambda: not Display(display, 5).windows())


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return Records(tmp_path_factory.mktemp("desktop") / "records.sqlite3")


@pytest.fixture(scope="module")
def settings(display: str) -> dict[str, str]:
    return {"robot_display": display, "robot_timeout": "5"}


@pytest.fixture(scope="module")
def script(display: str, records: Records, settings: dict[str, str]) -> dict[str, Any]:
    """With the fingerprints of the window as it looks by the letters of this machine."""
    with opened(display, records.path):
        looked = Plug(settings).look({"script": SCRIPT})[0]
    assert "見た目が変わっています" in looked.say
    return {**SCRIPT, "looks": [line.partition(": ")[2] for line in looked.found[1:]]}


@pytest.fixture
def window(display: str, records: Records, script: dict[str, Any]) -> Iterator[None]:
    with opened(display, records.path):
        yield


@pytest.fixture
def case(script: dict[str, Any]) -> dict[str, Any]:
    key = next(KEYS)
    fields = [
        {"label": label, "typed": typed, "verify": "exact", "kind": "text"}
        for label, typed in zip(SCRIPT["ways"]["new"], (key, *VALUES), strict=True)
    ]
    return {"op": "new", "key": key, "number": "", "municipality": "tama", "script": script, "fields": fields}


def test_a_case_is_typed_once_found_again_and_left_to_a_person_when_it_differs(
    window: None, records: Records, settings: dict[str, str], case: dict[str, Any]
) -> None:
    robot = Plug(settings)
    assert robot.health().ok
    first = drive(robot, case)
    assert (first.stages, first.say) == (ALL, "")
    kept = records.search(case["key"], "", "")
    assert [list(one.values.values()) for one in kept] == [[case["key"], *VALUES]]
    assert [one.number for one in kept] == [first.number]
    with Image.open(BytesIO(first.shown["record"].picture)) as picture:
        assert picture.getpixel((180, 80)) == picture.getpixel((500, 200))  # names are covered
    again = drive(robot, case)
    assert (again.stages, again.number) == (FOUND, first.number)
    case["fields"][4]["typed"] = "3"
    other = drive(robot, case)
    assert other.stages == ["reserved", "searched"]
    assert other.fault
    assert other.fault.permanent
    assert "学年" in other.say
    assert len(records.search(case["key"], "", "")) == 1


def test_a_robot_killed_after_the_click_leaves_one_record(
    window: None, records: Records, settings: dict[str, str], case: dict[str, Any]
) -> None:
    words = [sys.executable, "-c", STEPPING]
    with ended(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)) as robot:
        assert robot.stdin
        assert robot.stdout
        print(json.dumps({"settings": settings, "values": case}), file=robot.stdin, flush=True)
        for line in robot.stdout:
            print(file=robot.stdin, flush=True)
            if line.strip() == "submitting":
                break
        until(lambda: records.search(case["key"], "", ""))
    ran = drive(Plug(settings), case)
    assert ran.stages == FOUND
    assert [one.number for one in records.search(case["key"], "", "")] == [ran.number]


def test_a_robot_stopped_before_the_click_has_kept_nothing(
    window: None, records: Records, settings: dict[str, str], case: dict[str, Any]
) -> None:
    stages = Plug(settings).run("type-1", case)
    while next(stages).name != "submitting":
        pass
    stages.close()
    assert not records.search(case["key"], "", "")


def test_what_the_office_refuses_is_told_in_its_words(
    window: None, records: Records, settings: dict[str, str], case: dict[str, Any]
) -> None:
    def somebody_is_faster(stage: str) -> None:
        if stage == "typed":
            values = dict(
                zip(("application", "name", "kana", "school", "grade", "remarks"), (case["key"], *VALUES), strict=True)
            )
            records.add(values)

    ran = drive(Plug(settings), case, somebody_is_faster)
    assert ran.stages == ["reserved", "searched", "typed", "read_back"]
    assert ran.fault
    assert ran.fault.permanent
    assert "既に登録されています" in ran.say


@pytest.mark.parametrize("change", ["title", "labels", "asks"])
def test_a_window_that_has_changed_stops_the_run_before_anything_is_kept(
    display: str, change: str, records: Records, settings: dict[str, str], case: dict[str, Any]
) -> None:
    with opened(display, records.path, "--changed", change):
        ran = drive(Plug(settings), case)
    assert isinstance(ran.fault, ScreenChanged)
    assert ran.fault.expected != ran.fault.found
    assert "submitting" not in ran.stages
    assert ("typed" in ran.stages) is (change == "asks")
    assert not records.search(case["key"], "", "")


def test_letters_that_would_be_keys_are_not_typed(
    window: None, records: Records, settings: dict[str, str], case: dict[str, Any]
) -> None:
    case["fields"][5]["typed"] = "一行目\n二行目"
    ran = drive(Plug(settings), case)
    assert ran.fault
    assert ran.fault.permanent
    assert not records.search(case["key"], "", "")
