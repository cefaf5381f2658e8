"""印刷 - a print run in the order of the post, with a list that counts its pages."""

from __future__ import annotations

import csv
import io
import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from madoguchi.commands import main
from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.desk import printing
from madoguchi.desk.act import act
from madoguchi.plugs.paper import starts
from madoguchi.store import tables, wall
from madoguchi.web.clock import now
from tests.web.visits import Visitor, hand_in

LATER = timedelta(days=1)


def decided(visitor: Visitor, postcode: str, **changed: str) -> str:
    """An application that was approved, of somebody who lives there; its number."""
    reference = hand_in(visitor, postal=postcode, **changed)
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "approve", Actor("kessai", "decider"), now(), reason="第一学童クラブ", place="daini")
    return reference


def printed(*, unopened: bool = False) -> printing.Printed | None:
    return printing.printed("tama", now() - LATER, now() + LATER, unopened=unopened)


def test_letters_lie_in_the_order_of_postcodes_and_the_list_counts_them(visitor: Visitor) -> None:
    last, first = decided(visitor, "2060035"), decided(visitor, "2060011")
    made = printed()
    assert made
    assert [row[:3] for row in made.rows] == [("1", "1", "1"), ("2", "2", "1")]
    assert [row[5] for row in made.rows] == ["206-0011", "206-0035"]
    assert first in made.rows[0][3]
    assert last in made.rows[1][3]
    assert starts(made.pdf) == ((0, 1), 2)
    read = list(csv.reader(io.StringIO(made.control())))
    assert tuple(read[0]) == printing.HEAD
    assert len(read) == 3


def test_a_letter_that_cannot_be_set_is_named_and_the_others_are_printed(visitor: Visitor) -> None:
    decided(visitor, "2060011", guardians__0__name="見本 \ue000子")
    decided(visitor, "2060035")
    made = printed()
    assert made
    good, bad = made.rows
    assert (good[1], good[5]) == ("1", "206-0035")
    assert bad[1] == ""
    assert bad[-1] == "印刷していない: 字体にない字(宛名)"


def test_a_protected_address_is_on_no_paper(visitor: Visitor) -> None:
    reference = decided(visitor, "2060011")
    with wall.inside("tama", write=True):
        tables.Protection.objects.create(reference=reference, clerks=[], since=now(), by="kanri")
    made = printed()
    assert made
    assert made.rows[0][5] == ""
    assert made.rows[0][-1] == printing.BY_HAND


def test_a_name_is_no_formula_of_a_spreadsheet() -> None:
    row = ("1", "1", "1", "x", "x", "", "=1+1", "t", "")
    assert "'=1+1" in printing.Printed(b"", (row,)).control()


def test_what_was_opened_need_not_be_sent(visitor: Visitor) -> None:
    decided(visitor, "2060011")
    with wall.inside("tama", write=True):
        tables.Notice.objects.update(opened=now())
    assert printed()
    assert printed(unopened=True) is None


def test_the_command_writes_both_for_its_owner_alone(
    visitor: Visitor, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    decided(visitor, "2060011")
    out, day = tmp_path / "run", jst_date(now()).isoformat()
    words = ["letters", "--municipality", "tama", "--since", day, "--out", str(out)]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out) == {"letters": 1, "pages": 1, "by_hand": 0, "unmade": 0}
    assert (out / "letters.pdf").read_bytes().startswith(b"%PDF-")
    assert (out / "letters.csv").read_text(encoding="utf-8-sig").startswith("順,")
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert main(words) == 1  # never over what is there


def test_what_is_due_for_the_post_is_printed_once(
    visitor: Visitor, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    decided(visitor, "2060011")
    with wall.inside("tama", write=True):
        tables.Application.objects.update(contact="")  # nobody to tell: it goes by post at once
    words = ["letters", "--municipality", "tama", "--due", "--out"]
    assert [main([*words, str(tmp_path / name)]) for name in ("first", "second")] == [0, 0]
    first, second = capsys.readouterr().out.splitlines()
    assert json.loads(first)["letters"] == 1
    assert json.loads(second)["letters"] == 0
    with wall.inside("tama"):
        assert tables.Notice.objects.exclude(posted=None).count() == 1
