"""台帳の約束 - what every register of a city's people does, and the files of one whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.plug import PlugError
from madoguchi.core.register import Debt, Resident, Who
from madoguchi.plugs import open_plug
from madoguchi.plugs.register import look_up

TOWN = "mihon"
WHO = Who("children.0.", "髙見本 花子", "タカミホン ハナコ", "2019-05-05", "見本町1-2")
ROW = Resident("高見本　花子", "タカミホン　ハナコ", "2019-05-05", "2060000", "見本市見本町１丁目２番", "2019-05-05")
OTHER = Resident("別見本 太郎", "ベツミホン タロウ", "2019-05-05", "2060000", "別見本町9", "2019-05-05", "2026-03-31")
DEBT = Debt("別見本 太郎", "ベツミホン タロウ", "2012-01-01", "見本町1-2", 8000, "2026-04")
HEADS = {"residents": "name,kana,birth,postal,address,since,until", "arrears": "name,kana,birth,address,amount,months"}


def csv_of(*rows: Resident | Debt) -> str:
    """The rows as a file has them."""
    cells = [[str(value or "") for value in vars(row).values()] for row in rows]
    head = HEADS["residents" if isinstance(rows[0], Resident) else "arrears"]
    return "\n".join([head, *(",".join(row) for row in cells), ""])


def lay(folder: Path, name: str, text: str | bytes, town: str = TOWN) -> Path:
    path = folder / town / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture(params=["file", "fake"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    found: Any = open_plug(f"register/{request.param}", {"registers": str(tmp_path)})
    if request.param == "fake":
        found.people[TOWN], found.debts[TOWN] = (ROW, OTHER), (DEBT,)
    else:
        lay(tmp_path, "residents", csv_of(ROW, OTHER))
        lay(tmp_path, "arrears", csv_of(DEBT))
    return found


def test_somebody_is_found_however_the_name_is_written(register: Any) -> None:
    assert register.residents(TOWN, WHO) == (ROW,)
    assert register.residents(TOWN, Who("", "見本 三郎", "", "2000-01-01", "")) == ()
    assert register.health().ok


def test_a_debt_is_found_by_its_address_too(register: Any) -> None:
    assert register.arrears(TOWN, WHO) == (DEBT,)
    assert register.arrears(TOWN, Who("", "見本 花子", "", "2019-05-05", "見本町1-3")) == ()


def test_a_city_has_the_registers_it_has_and_never_anothers(register: Any) -> None:
    assert register.registers(TOWN) == ("residents", "arrears")
    assert register.registers("betsu") == ()


def test_a_look_says_what_is_found_of_each_and_of_the_household(register: Any) -> None:
    told = look_up(register, TOWN, [WHO])
    assert (told["children.0."].resident, told["children.0."].arrears) == ("found", "near")
    assert (told[""].arrears, told[""].amount) == ("near", 8000)
    nobody = look_up(register, "betsu", [WHO])
    assert (nobody["children.0."].resident, nobody[""].arrears) == ("", ""), "a register that is not there is not asked"


def test_a_register_that_is_away_makes_it_unknown() -> None:
    away: Any = open_plug("register/fake", {})
    away.people[TOWN], away.debts[TOWN], away.away = (ROW,), (), True
    told = look_up(away, TOWN, [WHO])
    assert (told["children.0."].resident, told[""].arrears) == ("unknown", "unknown")


@pytest.fixture
def files(tmp_path: Path) -> Any:
    return open_plug("register/file", {"registers": str(tmp_path)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_file_is_read_as_cities_write_it(files: Any, tmp_path: Path, encoding: str) -> None:
    row = Resident("見本 花子", "ミホン ハナコ", "2019-05-05", "2060000", "見本町1-2")
    lay(tmp_path, "residents", csv_of(row).replace("\n", "\r\n").encode(encoding))
    (found,) = files.residents(TOWN, Who("", "見本花子", "", "2019-05-05", ""))
    assert (found.name, found.since, found.until) == ("見本 花子", None, None)


def test_without_a_town_the_files_lie_in_the_folder_itself(files: Any, tmp_path: Path) -> None:
    (tmp_path / "residents.csv").write_text(csv_of(ROW), encoding="utf-8")
    assert files.registers("") == ("residents",)
    assert files.residents("", WHO) == (ROW,)
    assert files.registers(TOWN) == ()


def test_a_name_of_a_town_leads_nowhere_else(files: Any) -> None:
    for town in ("..", "../mihon", "/etc", "Mihon", "a/b"):
        with pytest.raises(PlugError):
            files.registers(town)


def changed(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("change", "say"),
    [
        (changed("kana,", ""), "1行目は name,kana,birth,postal,address,since,until にしてください"),
        (changed("2019-05-05,2060000", "2019/5/5,2060000"), "2行目: birth を YYYY-MM-DD"),
        (changed("2019-05-05,2060000", "2019-02-30,2060000"), "2行目: birth を YYYY-MM-DD"),
        (changed("2019-05-05,2060000", ",2060000"), "2行目: birth がありません"),
        (changed("2060000,", ""), "2行目: 列が6個あります(7個にしてください)"),
        (changed("2026-03-31", "2019-01-01"), "3行目: until が since より前です"),
        (changed("2060000", "a" * 300), "postal に使えない文字があるか、長すぎます"),
        (lambda text: text.split("\n")[0] + "\n", "一人も載っていません"),
        (lambda text: "", "1行目は"),
        (lambda text: text + '"開いたまま', "CSVで書き出してください"),
    ],
)
def test_a_file_with_a_fault_is_not_used_at_all(
    files: Any, tmp_path: Path, change: Callable[[str], str], say: str
) -> None:
    lay(tmp_path, "residents", change(csv_of(ROW, OTHER)))
    with pytest.raises(PlugError, match=r"residents\.csv") as refused:
        files.residents(TOWN, WHO)
    assert say in str(refused.value)
    assert refused.value.permanent
    assert "見本" not in str(refused.value), "nobody is named"
    told = files.health()
    assert not told.ok
    assert say in told.say
    assert told.do


def test_strange_bytes_are_no_register(files: Any, tmp_path: Path) -> None:
    lay(tmp_path, "residents", b"name\x81\n")
    with pytest.raises(PlugError, match="UTF-8かShift_JIS"):
        files.residents(TOWN, WHO)


def test_many_faults_are_told_up_to_a_few(files: Any, tmp_path: Path) -> None:
    lay(tmp_path, "arrears", csv_of(DEBT) + "x,,2012-1-1,,a,\n" * 9)
    with pytest.raises(PlugError, match="ほか13件"):
        files.arrears(TOWN, WHO)


def test_a_newer_file_is_read_at_once(files: Any, tmp_path: Path) -> None:
    path = lay(tmp_path, "residents", csv_of(OTHER))
    assert files.residents(TOWN, WHO) == ()
    lay(tmp_path, "residents", csv_of(ROW, OTHER))
    os.utime(path, ns=(1, 1))
    assert files.residents(TOWN, WHO) == (ROW,)


def test_nothing_at_all_is_not_well(files: Any) -> None:
    assert not files.health().ok
