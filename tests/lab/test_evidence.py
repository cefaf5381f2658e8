"""実測 - an entry says what, when, on what; a topic that does not hold writes nothing."""

import json
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from madoguchi.commands import prove
from madoguchi.lab import evidence
from madoguchi.lab.evidence import Disproved, Figures, Topic


def counted(full: bool) -> Figures:
    return {"sizes": {"tries": 100 if full else 3}, "lost": 0}


def refuted(full: bool) -> Figures:
    raise Disproved("1 lost")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "evidence.json"
    known = {"counted": Topic("counted", "数 - counts.", counted), "refuted": Topic("refuted", "否 - fails.", refuted)}
    monkeypatch.setattr(evidence, "topics", lambda: known)
    monkeypatch.setattr(evidence.write, "__defaults__", (file,))
    return file


def ask(*names: str, small: bool = False) -> int:
    return prove.run(Namespace(topics=list(names), list=False, small=small, json=True))


def test_an_entry_says_what_when_and_on_what(file: Path) -> None:
    assert ask("counted") == 0
    entry = evidence.read(file)["counted"]
    assert entry["sizes"] == {"tries": 100}
    assert entry["figures"] == {"lost": 0}
    assert entry["machine"]["cores"] >= 1
    assert set(entry) == {"commit", "date", "sizes", "machine", "seconds", "figures"}


def test_a_small_run_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("counted", small=True) == 0
    assert json.loads(capsys.readouterr().out)["counted"]["sizes"] == {"tries": 3}
    assert not file.exists()


def test_a_topic_that_does_not_hold_ends_with_1_and_leaves_the_entries_alone(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence.write("refuted", {"figures": {"lost": 0}}, file)
    assert ask() == 1
    assert evidence.read(file)["refuted"] == {"figures": {"lost": 0}}
    assert "counted" in evidence.read(file)
    assert "refuted: did not hold: 1 lost" in capsys.readouterr().err


def test_a_topic_nobody_knows_is_wrong_use(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("nobody") == 2
    assert "counted, refuted" in capsys.readouterr().err


def test_every_topic_of_the_house_has_its_own_name_and_sentence() -> None:
    found = evidence.topics()
    files = list((Path(evidence.__file__).parent / "prove").glob("[!_]*.py"))
    assert len(found) == len(files)
    assert all(" - " in topic.summary for topic in found.values())


def test_a_commit_with_changes_is_marked(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words], cwd=tmp_path, check=True)

    git("init", "--quiet")
    (tmp_path / "a").write_text("1")
    git("add", "a")
    git("commit", "--quiet", "-m", "a")
    clean = evidence.commit_now(tmp_path)
    (tmp_path / "a").write_text("2")
    assert len(clean) == 12
    assert evidence.commit_now(tmp_path) == clean + "+"
