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


def debian_without_venv(folder: Path, user: int) -> dict[str, str]:
    """A Debian on which Python cannot make environments yet, and an apt-get that only writes down what it is asked."""
    programs = {
        "python3": f'case "$2" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"',
        "id": f"echo {user}",
        "apt-get": f'echo "$@" >> {folder}/asked; exit 1',
        "env": 'while case "$1" in *=*) true;; *) false;; esac; do shift; done; exec "$@"',
    }
    for name, lines in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{lines}\n")
        (folder / name).chmod(0o755)
    for name in ("sh", "dirname", "cat", "printf"):
        (folder / name).symlink_to(Path("/usr/bin") / name)
    return {"PATH": str(folder), "MADOGUCHI_VENV": str(folder / "venv")}


@pytest.mark.parametrize(("user", "asked"), [(0, True), (1000, False)])
def test_without_venv_debians_package_is_installed_or_named(tmp_path: Path, user: int, asked: bool) -> None:
    """Root installs it; anybody else without sudo is told the words to type. A failure is never passed over."""
    told = subprocess.run(
        ["sh", BIN / "demo"],
        env=debian_without_venv(tmp_path, user),
        capture_output=True,
        text=True,
        check=False,
    )
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert told.returncode == 1
    assert f"apt-get install --no-install-recommends {package}" in told.stderr
    assert (tmp_path / "asked").exists() is asked
