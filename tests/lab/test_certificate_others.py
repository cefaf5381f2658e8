"""見本のほかの書類: each says by its title what it is, whose it is and of which day, in a file that opens."""

import io
from datetime import date
from random import Random

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from madoguchi.lab.certificate import said
from madoguchi.lab.certificate.others import WAYS, kinds, other, other_grid, other_paper

KINDS = tuple(kinds())


@pytest.mark.parametrize("kind", KINDS)
def test_title_name_and_day_are_printed_once_they_are_told(kind: str):
    for seed in range(12):
        told = other(Random(seed), kind)
        texts = [cell.bit.text for cell in other_grid(told, Random(seed)).cells]
        assert told["title"] in texts
        assert told["name"] in texts
        day = date.fromisoformat(told["date"])
        assert any(said.DAYS[way](day) in texts for way in WAYS)
        assert told["date_label"] in texts


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_told_of_a_paper_is_on_it(kind: str):
    told = other(Random(4), kind)
    texts = [cell.bit.text for cell in other_grid(told, Random(4)).cells]
    for key in set(told) - {"kind", "title", "date_label", "period"}:
        value = str(told[key])
        days = (
            [said.DAYS[way](date.fromisoformat(value)) for way in WAYS]
            if value.count("-") == 2 and len(value) == 10
            else []
        )
        assert any(one in text for text in texts for one in [value, *days]), (key, value)


def test_kinds_do_not_share_a_title():
    titles = [title for spec in kinds().values() for title in spec["titles"]]
    assert len(titles) == len(set(titles))
    assert not [title for title in titles if "就労証明書" in title]
    assert len(KINDS) == 14


def test_what_is_asked_for_is_so():
    told = other(Random(1), "lease", name="見本 次郎", date="2026-10-01")
    assert (told["name"], told["date"]) == ("見本 次郎", "2026-10-01")
    with pytest.raises(KeyError):
        other(Random(1), "driving_licence")


@pytest.mark.parametrize("kind", KINDS)
def test_each_can_be_a_page_or_a_sheet(kind: str):
    told = other(Random(2), kind)
    name, data = other_paper(told, Random(2))
    pages = pypdfium2.PdfDocument(data)
    assert len(pages) == 1
    said_there = "".join(pages[0].get_textpage().get_text_bounded().split())
    assert "".join(told["name"].split()) in said_there
    assert name.endswith(".pdf")
    sheet = openpyxl.load_workbook(io.BytesIO(other_paper(told, Random(2), "xlsx")[1])).active
    assert sheet is not None
    assert told["name"] in [cell.value for row in sheet.iter_rows() for cell in row]
    assert other_paper(told, Random(2)) == (name, data)


def test_one_can_be_photographed():
    name, data = other_paper(other(Random(2), "medical_certificate"), Random(2), "photo")
    assert name.endswith(".jpg")
    assert max(Image.open(io.BytesIO(data)).size) > 1600
