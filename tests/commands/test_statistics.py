"""統計の命令 - a table for the state's survey, and plain words where there is nothing to count."""

from datetime import date
from typing import Any

import pytest

from madoguchi.commands import main
from madoguchi.core.enrolment import Stay
from madoguchi.desk import publish
from madoguchi.store import enrolments, wall
from tests.desk.test_thread import NOW


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["statistics", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_every_place_has_a_line_and_all_have_one(
    house: object, gakudo: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with wall.inside("tama", write=True):
        publish.publish(gakudo, NOW)
        enrolments.begin(Stay("2026-000001-L-1", "gakudo", "aiwa", date(2027, 4, 1)))
    code, out, _ = run(capsys, "--municipality", "tama", "--procedure", "gakudo", "--on", "2027-05-01")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "受入先,定員,在籍,在籍 不明,待機,待機 不明"
    assert "愛和小学童クラブ,84,1,1,0,0" in lines
    assert lines[-1] == "計,,1,1,0,0"


@pytest.mark.parametrize(("town", "procedure", "code"), [("nowhere", "gakudo", 2), ("tama", "nothing", 1)])
def test_where_there_is_nothing_to_count_it_is_said(
    house: object, capsys: pytest.CaptureFixture[str], town: str, procedure: str, code: int
) -> None:
    told, out, said = run(capsys, "--municipality", town, "--procedure", procedure, "--on", "2027-05-01")
    assert (told, out) == (code, "")
    assert procedure in said or town in said
