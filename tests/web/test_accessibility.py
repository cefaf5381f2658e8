"""ウェブアクセシビリティの画面 - it says what was tried and found, and nothing else; what nobody tried is 未確認."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from madoguchi.commands import accessibility as command
from madoguchi.commands import main
from madoguchi.lab import evidence
from madoguchi.web.accessibility import SHIPPED, criteria, statement
from tests.web.visits import Visitor, fill_in

HERE = "/tama/accessibility/"


@pytest.fixture
def stated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A statement of this office's own."""
    file = tmp_path / "statement.json"
    monkeypatch.setattr("django.conf.settings.ACCESSIBILITY", file)
    statement.cache_clear()
    return file


def tallies(states: int = 9, faults: int = 0) -> dict[str, Any]:
    return {name: {"states": states, "faults": faults} for one in criteria() for name in one.tried}


def write(file: Path, **told: Any) -> None:
    file.write_text(json.dumps({"date": "2026-11-16T00:00:00+00:00", "commit": "abc", "states": 9, **told}))
    statement.cache_clear()


def results(visitor: Visitor, path: str = HERE) -> dict[str, str]:
    """Number of a criterion -> what the page says of it."""
    visitor.get(path)
    shape = r'<dt><span class="number">([\d.]+)</span>.*?<span class="tag \w+">(\w+)</span>'
    return dict(re.findall(shape, visitor.page.html, re.DOTALL))


def test_the_page_says_what_stands_in_the_file(visitor: Visitor) -> None:
    said = {one.criterion.number: one.result for one in statement(SHIPPED).found}
    assert results(visitor) == said
    assert len(said) == len(criteria()) > 50


def test_what_nobody_tried_is_unknown(visitor: Visitor, stated: Path) -> None:
    stated.write_text("{}")
    assert set(results(visitor).values()) == {"未確認"}
    assert "まだ試験していません" in visitor.page.text()
    assert "まだ「準拠」とは言えません" in visitor.page.text()


def test_a_machine_says_no_more_than_it_can(visitor: Visitor, stated: Path) -> None:
    write(stated, checks=tallies())
    said = results(visitor)
    assert said["1.4.3"] == "適合"
    assert said["1.2.2"] == "対象外"
    assert said["1.1.1"] == "未確認"  # whether the words fit the picture
    assert said["1.3.3"] == "未確認"


def test_a_fault_is_not_hidden_and_a_film_is_not_absent(visitor: Visitor, stated: Path) -> None:
    write(stated, checks=tallies(faults=1))
    said = results(visitor)
    assert said["1.4.3"] == "不適合"
    assert said["1.2.2"] == "未確認"


def test_what_people_found_is_told_with_who_and_when(visitor: Visitor, stated: Path) -> None:
    word = {"criterion": "1.1.1", "result": "適合", "by": "広報課", "on": "2026-11-01", "note": "絵は1つ"}
    write(stated, checks=tallies(), people=[word])
    assert results(visitor)["1.1.1"] == "適合"
    assert "広報課、2026年11月1日:絵は1つ" in visitor.page.text()


def test_it_is_conforming_only_when_every_criterion_is_met(visitor: Visitor, stated: Path) -> None:
    met = [{"criterion": one.number, "result": "適合", "by": "広報課", "on": "2026-11-01"} for one in criteria()]
    write(stated, people=met)
    visitor.get(HERE)
    assert "レベルAAに準拠しています" in visitor.page.text()
    write(stated, people=[{**met[0], "result": "不適合"}, *met[1:]])
    visitor.get(HERE)
    assert "まだ「準拠」とは言えません" in visitor.page.text()


def test_every_page_of_residents_leads_there(visitor: Visitor) -> None:
    for path, link in (("/", "/accessibility/"), ("/tama/gakudo/", HERE), ("/tama/nothing/", HERE)):
        assert link in [one["href"] for one in visitor.get(path).all("a")]
    assert HERE in [one["href"] for one in fill_in(visitor).all("a")]
    assert visitor.get(HERE).title.startswith("ウェブアクセシビリティ")
    assert "見本" in visitor.page.text()
    visitor.get("/accessibility/")
    assert visitor.status == 200


def proved(file: Path) -> None:
    figures = {"tools": {"chromium": "1"}, "checks": tallies()}
    entry = {"date": "2026-11-16T00:00:00+00:00", "commit": "abc", "sizes": {"states": 9}, "figures": figures}
    evidence.write("a11y", entry, file)


def test_the_command_writes_the_file_from_the_proof_and_keeps_what_people_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told, people, to = (tmp_path / name for name in ("evidence.json", "people.json", "statement.json"))
    words = ["accessibility", "--evidence", str(told), "--to", str(to)]
    assert main(words) == 1
    assert "bin/prove a11y" in capsys.readouterr().err
    proved(told)
    people.write_text(json.dumps([{"criterion": "1.1.1", "result": "適合", "by": "広報課", "on": "2026-11-01"}]))
    assert main([*words, "--people", str(people)]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out) == first
    assert first["適合"] > 10
    assert json.loads(to.read_text())["people"][0]["by"] == "広報課"


def test_a_word_that_cannot_be_is_refused_with_every_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told, people = tmp_path / "evidence.json", tmp_path / "people.json"
    proved(told)
    people.write_text(json.dumps([{"criterion": "9.9.9", "result": "たぶん", "on": "きのう"}]))
    assert main(["accessibility", "--evidence", str(told), "--to", str(tmp_path / "x"), "--people", str(people)]) == 1
    reasons = capsys.readouterr().err
    for reason in ("no such criterion", "the result is one of", "by whom", "on which day"):
        assert reason in reasons
    assert not (tmp_path / "x").exists()


def test_what_is_shipped_is_the_last_proof() -> None:
    shipped, entry = json.loads(SHIPPED.read_text(encoding="utf-8")), evidence.read().get("a11y")
    assert entry is None or shipped == command.stated(entry, shipped["people"])
