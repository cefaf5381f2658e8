"""計測 - the bench of one application: its papers are as families send them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from madoguchi.core.attachment import LONGEST_EDGE
from madoguchi.lab.bench import application as bench

PLACE = "guardians.0.evidence"


@pytest.mark.parametrize(("papers", "longest"), [("photo", 4032), ("phone", LONGEST_EDGE)])
def test_photos_come_as_they_were_taken_or_as_the_page_makes_them(papers: str, longest: int) -> None:
    files = bench._files((PLACE,), papers)
    assert [name for name, _, _ in files] == [f"{PLACE}.new"] * 2
    assert {max(Image.open(BytesIO(data)).size) for _, _, data in files} == {longest}


def test_both_pages_of_a_pdf_come_in_one_file() -> None:
    ((name, file, data),) = bench._files((PLACE,), "pdf")
    assert (name, file, data[:5]) == (f"{PLACE}.new", "mihon.pdf", b"%PDF-")


def test_only_the_first_guardian_adds_papers() -> None:
    assert [bench._files(("guardians.1.evidence",), papers) for papers in bench.PAPERS] == [[], [], []]


def test_the_table_tells_every_step() -> None:
    told = dict.fromkeys((*bench.STEPS, "received", "all", "ms"), 1)
    lines = bench.table({"applications": 1, "papers": "phone", "sqlite": told})
    assert all(word in lines for word in ("phone", "sqlite", *bench.STEPS))
