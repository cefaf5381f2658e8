"""初回起動 - the real bin/demo, twice: the first page answers, everything ends, and the second start asks less."""

from pathlib import Path

import pytest

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.prove import start


def test_the_demo_starts_twice_and_ends_each_time() -> None:
    figures = start.run(full=False)
    assert figures["sizes"] == {"cold": False}
    assert 0 < figures["second_start_s"] <= figures["first_page_s"] + start.SECOND_LIMIT


def test_a_demo_that_cannot_start_is_told_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/demo").write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    (tmp_path / "bin/demo").chmod(0o755)
    with pytest.raises(Disproved, match="ended with 1:\nno room"):
        start._seconds_to_first_page(tmp_path, {"PATH": "/usr/bin:/bin"})
