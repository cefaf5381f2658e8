"""フォルダーのロボット - signed files both ways: each stage before the next, nothing forged, altered or sent again."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.plug import Plug, PlugError, ScreenChanged, Shown, Stages
from madoguchi.lab.transcripts import Made, handover
from madoguchi.plugs.robot import fake
from madoguchi.plugs.robot._letters import Unsigned, key_of, made, read, write
from madoguchi.plugs.robot._serving import Robot, Taken, serve
from madoguchi.plugs.robot._tray import Tray
from madoguchi.plugs.robot.folder import Plug as Folder
from tests.plugs.robot.conftest import Ran, drive

KEY = b"k" * 32


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.touch(mode=0o600)
    file.write_bytes(KEY)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "folder")


@pytest.fixture
def plug(folder: Path, key: Path) -> Folder:
    return Folder({"robot_folder": str(folder), "robot_folder_key": str(key), "robot_folder_wait": "5"})


@pytest.fixture
def case(cases: Iterator[Made]) -> Made:
    return next(cases)


def served(folder: Path, plug: Folder, robot: Plug, case: Made, before: Callable[[], None] = lambda: None) -> Ran:
    """The case on its way through the folder, and the robot that takes it there."""
    ran: list[Ran] = []
    product = threading.Thread(target=lambda: ran.append(drive(plug, case.values(handover()))))
    product.start()
    while product.is_alive() and not list((folder / "out").glob("[!.]*")):
        time.sleep(0.01)
    before()
    Robot(Tray(folder), KEY, robot).round()
    product.join()
    return ran[0]


class Broken(fake.Plug):
    """A robot that ends as it is told."""

    def __init__(self, end: BaseException) -> None:
        super().__init__({})
        self.end = end

    def run(self, key: str, values: Any) -> Stages:
        yield from list(super().run(key, values))[:4]
        raise self.end


def test_a_case_comes_back_with_its_stages_and_its_evidence(folder: Path, plug: Folder, case: Made) -> None:
    ran = served(folder, plug, fake.Plug({}), case)
    assert ran.stages == ["reserved", "searched", "typed", "read_back", "submitting", "found", "compared"]
    assert ran.number == "00000001"
    assert ran.shown["record"].facts["equal"] == len(case.fields)
    assert [len(list((folder / name).iterdir())) for name in ("out", "in", "taken", "refused")] == [0, 0, 0, 0]


def test_each_stage_is_on_the_disk_before_the_robot_goes_on(folder: Path, plug: Folder, case: Made) -> None:
    lying: list[int] = []

    class Watched(fake.Plug):
        def run(self, key: str, values: Any) -> Stages:
            for place, step in enumerate(super().run(key, values), 1):
                yield step
                lying.append(len(list((folder / "in").glob("*"))) - place)
            return "1"

    write(folder / "out" / "20260101.a.b", KEY, asked(case))
    Robot(Tray(folder), KEY, Watched({})).round()
    assert lying
    assert set(lying) == {0}


def asked(case: Made, until: str = "9999-01-01T00:00:00+00:00") -> dict[str, Any]:
    return {"until": until, "key": "type-1", "values": case.values(handover())}


@pytest.mark.parametrize(
    ("end", "permanent"),
    [
        (PlugError("学校がありません。", permanent=True), True),
        (PlugError("あとで。"), False),
        (ValueError("花子"), False),
    ],
)
def test_trouble_comes_back_as_it_was(
    folder: Path, plug: Folder, case: Made, end: Exception, permanent: bool, caplog: pytest.LogCaptureFixture
) -> None:
    ran = served(folder, plug, Broken(end), case)
    assert ran.fault
    assert ran.fault.permanent is permanent
    assert ran.say == (str(end) if isinstance(end, PlugError) else "内部の誤りです(ValueError)。")


def test_a_changed_screen_comes_back_with_both_sides(folder: Path, plug: Folder, case: Made) -> None:
    ran = served(folder, plug, Broken(ScreenChanged("変わりました。", "child", ["a"], ["b"], b"jpeg")), case)
    assert isinstance(ran.fault, ScreenChanged)
    assert (ran.fault.page, ran.fault.expected, ran.fault.found) == ("child", ("a",), ("b",))
    assert ran.fault.picture == b"jpeg"


def test_nothing_forged_or_altered_is_taken(folder: Path, plug: Folder, case: Made) -> None:
    robot = fake.Plug({})
    write(folder / "out" / "20260101.a.b", b"another key of thirty-two letters", asked(case))
    file = folder / "out" / "20260102.a.b"
    write(file, KEY, asked(case))
    file.write_bytes(file.read_bytes().replace(case.key.encode(), b"another"))
    write(folder / "out" / "20260103.a.b", KEY, asked(case))
    (folder / "out" / "20260103.a.b").rename(folder / "out" / "20260103.a.c")
    assert Robot(Tray(folder), KEY, robot).round() == 0
    assert len(list((folder / "refused").iterdir())) == 3
    assert robot.records == {}


def test_a_case_that_comes_too_late_or_a_second_time_is_refused(folder: Path, plug: Folder, case: Made) -> None:
    robot = fake.Plug({})
    file = folder / "out" / "20260101.a.b"
    write(file, KEY, asked(case))
    letter = file.read_bytes()
    assert Robot(Tray(folder), KEY, robot).round() == 1
    file.write_bytes(letter)
    write(folder / "out" / "20260101.a.c", KEY, asked(case, "2026-01-01T00:00:00+00:00"))
    assert Robot(Tray(folder), KEY, robot).round() == 0
    assert len(list((folder / "refused").iterdir())) == 2


def test_a_forged_stage_is_no_stage(folder: Path, plug: Folder, case: Made) -> None:
    def forge() -> None:
        (name,) = [file.name for file in (folder / "out").glob("[!.]*")]
        write(folder / "in" / f"{name}.00001", b"x" * 32, {"stage": "compared"})
        (folder / "out" / name).unlink()

    ran = served(folder, plug, fake.Plug({}), case, forge)
    assert ran.say == "ロボットから来たファイルの署名が正しくありません。"


def test_a_case_that_nobody_takes_is_taken_back(folder: Path, key: Path, case: Made) -> None:
    plug = Folder({"robot_folder": str(folder), "robot_folder_key": str(key), "robot_folder_wait": "0.2"})
    ran = drive(plug, case.values(handover()))
    assert ran.fault
    assert ran.fault.undone
    assert not list((folder / "out").iterdir())


def test_what_was_broken_off_is_told_and_begun_anew_by_a_new_try(folder: Path, plug: Folder, case: Made) -> None:
    def ended() -> None:
        (file,) = (folder / "out").glob("[!.]*")
        file.rename(folder / "taken" / file.name)
        Robot(Tray(folder), KEY, fake.Plug({})).round()

    ran = served(folder, plug, fake.Plug({}), case, ended)
    assert ran.say == "ロボットが途中で止まりました。"
    assert not list((folder / "taken").iterdir())
    assert served(folder, plug, fake.Plug({}), case).number == "00000001"


def test_one_folder_has_one_robot(folder: Path, key: Path) -> None:
    with (folder / "lock").open("w") as lock:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Taken):
            serve(Tray(folder), KEY, fake.Plug({}), once=True)
    assert serve(Tray(folder), KEY, fake.Plug({}), once=True) == 0


def test_a_folder_or_a_key_that_is_away_is_trouble_of_the_case(folder: Path, key: Path, case: Made) -> None:
    for where, file in ((key / "folder", key), (folder, folder / "no-key")):
        ran = drive(Folder({"robot_folder": str(where), "robot_folder_key": str(file)}), case.values(handover()))
        assert ran.say == "ロボットのフォルダーか鍵を使えません。"
        assert ran.fault
        assert ran.fault.undone


def test_a_key_that_others_may_read_or_that_is_short_signs_nothing(key: Path, folder: Path) -> None:
    key.chmod(0o640)
    with pytest.raises(ValueError, match="chmod 600"):
        key_of(key)
    key.chmod(0o600)
    key.write_text("short")
    with pytest.raises(ValueError, match="at least"):
        key_of(key)
    write(folder / "a", KEY, {"picture": Shown("x").name})
    with pytest.raises(Unsigned):
        read(folder / "a", b"y" * 32)


def test_health_is_a_sign_of_life(folder: Path, plug: Folder, key: Path) -> None:
    assert not plug.health().ok
    serve(Tray(folder), KEY, fake.Plug({}), once=True)
    assert plug.health().ok
