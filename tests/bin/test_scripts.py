"""号令の入口 - the scripts of bin/ are plain shell, start from nothing, and count every test."""

import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(__file__).resolve().parents[2] / "bin"
SCRIPTS = sorted(file for file in BIN.iterdir() if file.read_text(encoding="utf-8").startswith("#!"))


def total(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, BIN / "_total.py", folder, *words],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def report(folder: Path, name: str, tests: int, *, failures: int = 0, errors: int = 0, skipped: int = 0) -> None:
    numbers = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    (folder / f"{name}.xml").write_text(f"<testsuites><testsuite {numbers} /></testsuites>")


def test_two_runs_are_one_line(tmp_path: Path) -> None:
    report(tmp_path, "sqlite", 40)
    report(tmp_path, "postgresql", 30)
    told = total(tmp_path, "12")
    assert (told.returncode, told.stdout) == (0, "===== 70 passed in 12.00s =====\n")


@pytest.mark.parametrize("wrong", ["failures", "errors", "skipped"])
def test_a_test_that_did_not_pass_ends_with_1(tmp_path: Path, wrong: str) -> None:
    report(tmp_path, "sqlite", 40)
    report(tmp_path, "postgresql", 30, **{wrong: 1})
    told = total(tmp_path, "12")
    assert told.returncode == 1
    assert "69 passed" in told.stdout
    assert f"1 {wrong.replace('failures', 'failed')}" in told.stdout


def test_a_failed_step_ends_with_1_though_all_tests_passed(tmp_path: Path) -> None:
    report(tmp_path, "sqlite", 40)
    told = total(tmp_path, "12", " [types]")
    assert told.returncode == 1
    assert "failed steps: [types]" in told.stdout


def test_no_tests_at_all_end_with_1(tmp_path: Path) -> None:
    told = total(tmp_path, "1")
    assert (told.returncode, told.stdout) == (1, "===== no tests ran in 1.00s =====\n")


@pytest.mark.parametrize("script", [*SCRIPTS, BIN / "_setup"], ids=lambda file: file.name)
def test_a_script_is_plain_shell(script: Path) -> None:
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert "[[" not in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_a_script_may_be_run_and_says_what_it_does(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/bin/sh"
    assert lines[1].startswith("# ")
    assert script.stat().st_mode & 0o111


def test_without_python_3_11_the_words_to_type_are_said(tmp_path: Path) -> None:
    """A folder of programs with an older Python only: the script ends with 1 and names the packages."""
    for name in ("sh", "dirname", "cat", "printf", "id"):
        (tmp_path / name).symlink_to(Path("/usr/bin") / name)
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    told = subprocess.run(
        ["sh", BIN / "demo"],
        env={"PATH": str(tmp_path), "MADOGUCHI_VENV": str(tmp_path / "venv")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "apt-get install python3 python3-venv" in told.stderr
