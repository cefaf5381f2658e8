"""読み取りの箱 - the boxes that read are as shut as the other, and tell nobody of their use."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi.plugs.box import SURROUNDINGS, Box, Broke, Limits
from madoguchi.plugs.reading.paper import NAME, Plug, pictures
from tests.plugs.reading.sheets import jpeg, page, pdf, say

KIND = {
    "schema": 1,
    "id": "slip",
    "label": "見本",
    "titles": ["Mihon slip"],
    "items": [{"id": "total", "kind": "text", "label": "Total"}],
    "areas": [{"labels": ["Total"], "fields": [{"code": "total", "type": "text"}]}],
}
PLUG = Plug({"reading": NAME})


def test_what_is_covered_by_something_else_is_told_and_sure_to_nobody() -> None:
    covered = say("20 days", 140, 700, 14) + "1 g 130 690 100 30 re f 0 g\n"
    told = PLUG.read("pdf", pdf(say("Mihon slip", 72, 760, 14) + say("Total", 72, 700, 14) + covered), [KIND])
    assert told["remarks"] == ["differs"]
    assert (told["fields"]["total"]["sure"], told["fields"]["total"]["note"]) == (0.0, "differs")


def test_the_keeper_has_one_thread_so_that_its_children_have_whole_libraries() -> None:
    PLUG.read("pdf", pdf(say("Mihon slip", 72, 700)), [KIND])
    keeper = pictures().keeper
    assert keeper is not None
    assert len(list(Path(f"/proc/{keeper.pid}/task").iterdir())) == 1


def test_a_file_that_breaks_the_reader_breaks_nothing_else() -> None:
    tight = Box("madoguchi.plugs.reading.eyes.pictures", Limits(memory=20_000_000, cpu=20, seconds=20))
    try:
        with pytest.raises(Broke) as broke:
            tight.open("photo", jpeg(page().resize((2_400, 1_440))), kinds=[KIND])
        assert broke.value.why in ("memory", "broken")
        assert tight.open("photo", b"\xff\xd8\xff no photo", kinds=[KIND]).refused == "photo_broken"
    finally:
        tight.close()
    assert PLUG.read("photo", b"\xff\xd8\xff no photo", [KIND])["quality"] == "photo_broken"


def test_whoever_runs_the_models_reports_to_nobody(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    look = "import json, os, pathlib; from madoguchi.plugs.reading.eyes import pictures; "
    look += "print(json.dumps([len(os.listdir('/proc/self/task')), "
    look += "sorted(os.readlink(one) for one in pathlib.Path('/proc/self/fd').iterdir() if one.exists())]))"
    home = {**SURROUNDINGS, "HOME": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", look], env=home, capture_output=True, check=True, timeout=60).stdout
    threads, files = json.loads(told)
    assert threads == 1, "an uploader would be the second"
    assert not [file for file in files if file.endswith((".db", ".onnx"))]
    assert not list(tmp_path.iterdir()), "no identifier was left"
