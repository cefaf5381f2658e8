"""号令 - `madoguchi NAME` finds its files, explains itself without settings, and ends with 0, 1 or 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi import commands


def madoguchi(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    bare = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "PYTHONPATH": str(Path(commands.__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-m", "madoguchi", *words], env=bare | settings, capture_output=True, text=True, check=False
    )


def test_help_lists_every_command_with_its_sentence() -> None:
    told = madoguchi("--help")
    assert told.returncode == 0
    for command in commands.commands().values():
        assert f"  {command.name}" in told.stdout
        assert command.summary in told.stdout


@pytest.mark.parametrize("words", [(), ("no-such-command",), ("prove", "--no-such-option"), ("prove", "no-such-topic")])
def test_wrong_use_ends_with_2_and_says_so_on_stderr(words: tuple[str, ...]) -> None:
    told = madoguchi(*words)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr


def test_unusable_settings_end_with_2_in_one_sentence() -> None:
    told = madoguchi("load", MADOGUCHI_DATABASE="nonsense://", MADOGUCHI_SECRET_KEY="x" * 64)
    assert told.returncode == 2
    assert told.stderr.startswith("madoguchi: ")
    assert "Traceback" not in told.stderr


def test_a_command_is_a_file_with_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "count_all.py").write_text(
        '"""数 - count.\n\nMore."""\nBARE = True\ndef run(args): ...\n', encoding="utf-8"
    )
    (tmp_path / "shared.py").write_text('"""共有 - what two commands share."""\ndef collect(): ...\n', encoding="utf-8")
    monkeypatch.setattr(commands, "__file__", str(tmp_path / "__init__.py"))
    found = commands.commands()
    assert list(found) == ["count-all"]
    assert found["count-all"] == commands.Command("count-all", "count_all", "数 - count.", "数 - count.\n\nMore.", True)


@pytest.mark.parametrize("name", sorted(commands.commands()))
def test_every_command_explains_itself(name: str) -> None:
    told = madoguchi(name, "--help", MADOGUCHI_SECRET_KEY="x" * 64)
    assert told.returncode == 0, told.stderr
    assert f"usage: madoguchi {name}" in told.stdout
