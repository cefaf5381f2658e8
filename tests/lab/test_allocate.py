"""The commands about rounds, at a shell; and the bench and the proof at the size of a test."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from madoguchi.commands import main
from madoguchi.lab.bench import allocate as bench
from madoguchi.lab.evidence import HOME, topics
from madoguchi.lab.market import made_up


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "round.json"
    path.write_text(json.dumps(made_up(60, 4, seed=2)), encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code = main([str(word) for word in words])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_allocated_and_verified(file: Path, capsys: pytest.CaptureFixture[str]):
    code, result = said(capsys, "allocate", file)
    assert code == 0
    path = file.with_name("result.json")
    path.write_text(json.dumps(result), encoding="utf-8")
    code, report = said(capsys, "verify", file, path)
    assert (code, report["decidable"], report["wrong"]) == (0, True, [])
    assert "own brother or sister" in report["family_stability"]
    result["placements"][3]["pool"] = None
    path.write_text(json.dumps(result), encoding="utf-8")
    code, report = said(capsys, "verify", file, path)
    assert code == 1
    assert report["wrong"]


def test_the_same_bytes_by_another_process_with_another_order_and_hash_seed(file: Path):
    told = json.loads(file.read_bytes())
    other = file.with_name("other.json")
    other.write_text(json.dumps({**told, "applicants": told["applicants"][::-1], "pools": told["pools"][::-1]}))
    outs = [
        subprocess.run(
            [sys.executable, "-m", "madoguchi", "allocate", str(path)],
            cwd=HOME,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for path, seed in ((file, "1"), (other, "2"))
    ]
    assert outs[0] == outs[1]
    assert outs[0]


def test_a_rule_that_rewards_lying_stops_the_round(file: Path, capsys: pytest.CaptureFixture[str]):
    told = json.loads(file.read_bytes())
    told["rules"]["priority"].insert(0, {"id": "wish", "label": "希望順位", "better": "lower", "from": "wish_rank"})
    file.write_text(json.dumps(told))
    assert said(capsys, "allocate", file) == (1, None)
    code, remarks = said(capsys, "lint", file)
    assert code == 1
    assert remarks["remarks"][0]["code"] == "wish_rank"
    told["signatures"] = [{"of": "wish_rank", "by": "見本 課長", "on": "2027-01-05", "reason": "見本条例第5条"}]
    file.write_text(json.dumps(told))
    assert said(capsys, "allocate", file)[0] == 0


@pytest.mark.parametrize("text", ["{", '{"schema": 1, "schema": 1}', '{"schema": 1}', "[" * 100_000])
def test_what_is_no_round_is_refused_with_words(text: str, file: Path, capsys: pytest.CaptureFixture[str]):
    file.write_text(text)
    assert main(["allocate", str(file)]) == 1
    assert str(file) in capsys.readouterr().err


def test_committed_drawn_and_drawn_again(tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]):
    secret, record = tmp_path / "secret.json", tmp_path / "record.json"
    code, public = said(capsys, "lottery", "commit", file, "--secret", secret)
    assert code == 0
    assert set(public) == {"round", "list_digest", "commitment"}
    assert secret.stat().st_mode & 0o077 == 0
    assert main(["lottery", "commit", str(file), "--secret", str(secret)]) == 1, "never over an earlier one"
    code, drawn = said(capsys, "lottery", "draw", secret, "--source", "見本の公開値", "--value", "123456")
    record.write_text(json.dumps(drawn))
    assert said(capsys, "verify-lottery", record, "--commitment", public["commitment"]) == (
        0,
        {"lots": 60, "wrong": []},
    )
    told = json.loads(file.read_bytes())
    file.write_text(json.dumps({**told, "lottery": drawn["lottery"]}))
    _, result = said(capsys, "allocate", file)
    assert {one["applicant"]: one["lot"] for one in result["placements"]} == drawn["lots"]
    drawn["lots"]["C0000001"] += 1
    record.write_text(json.dumps(drawn))
    assert said(capsys, "verify-lottery", record)[0] == 1


def test_what_if_a_club_had_more_places(file: Path, capsys: pytest.CaptureFixture[str]):
    code, told = said(capsys, "whatif", file, "--capacity", "P00001=+5", "--sibling-bonus", "base=1")
    assert code == 0
    assert told["placed"][1] >= told["placed"][0]
    assert main(["whatif", str(file), "--capacity", "nowhere=1"]) == 2
    assert main(["whatif", str(file), "--capacity", "3"]) == 2


def test_the_fewest_exceptions_are_proved_at_a_shell(file: Path, capsys: pytest.CaptureFixture[str]):
    code, told = said(capsys, "allocate", file, "--prove")
    assert code == 0
    assert told["proved"] is True


def test_what_is_too_slow_is_named():
    slow = {"town": {"seconds": 0.31}, "thirty_towns": {"seconds": 5.0}, "country": {"seconds": 2.1, "mb": 3_001}}
    assert len(bench.short_of({**slow, "beside": {"times": 49.9}})) == 4
    assert bench.short_of({"town": {"seconds": 0.3}, "beside": {"times": 50.0}}) == []


def test_the_proof_holds_at_the_size_of_a_test():
    figures = topics()["allocate"].run(False)
    assert figures["tiny"]["best_percent"] == 100
    assert figures["speed"]["country"]["placed"] > 14_000
    assert "times" in bench.table(figures["speed"])
