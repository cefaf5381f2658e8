"""カタログの命令 - a list in, a workbook out and in again without a change."""

import json
from pathlib import Path
from typing import Any

import pytest

from madoguchi.commands import main

SAMPLE = "municipalities/tama/catalogue.csv"


@pytest.fixture
def ask(house: object, capsys: pytest.CaptureFixture[str]) -> Any:
    def told(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(["catalogue", *words, "--municipality", "tama"])
        return code, json.loads(capsys.readouterr().out or "{}")

    return told


@pytest.mark.parametrize("name", ["all.xlsx", "all.csv"])
def test_what_goes_out_comes_in_again_without_a_change(ask: Any, tmp_path: Path, name: str) -> None:
    assert ask("import", SAMPLE)[1]["new"] == 20
    code, told = ask("import", SAMPLE, "--accept", "--confirm")
    assert (code, told["accepted"], told["missing"], told["faults"]) == (0, 20, [], [])
    assert ask("export", str(tmp_path / name))[1]["rows"] == 20
    told = ask("import", str(tmp_path / name))[1]
    assert (told["new"], told["changed"], told["gone"], told["same"]) == (0, 0, 0, 20)
    assert ask("find", "赤ちゃんが生まれた")[1]["found"][0]["name"] == "出生届"


def test_a_list_in_shift_jis_comes_in_and_nonsense_does_not(ask: Any, tmp_path: Path) -> None:
    (tmp_path / "sjis.csv").write_bytes("手続名,担当課,根拠,件数,方法\n犬の登録,環境課,法,1,窓口\n".encode("cp932"))
    (tmp_path / "few.csv").write_text("手続名\n犬の登録\n", encoding="utf-8")
    (tmp_path / "no.csv").write_bytes(b"\x81\xff\x00\xfe")
    assert ask("import", str(tmp_path / "sjis.csv"))[1]["new"] == 1
    assert ask("import", str(tmp_path / "few.csv"), "--accept")[0] == 1
    assert ask("import", str(tmp_path / "no.csv"))[0] == 1
    assert ask("import", str(tmp_path / "nowhere.csv"))[0] == 1
