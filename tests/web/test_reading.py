"""書類から - what a paper says stands on the next page, to be confirmed; a reader that is away takes nothing away."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi import settings
from madoguchi.core.package.check import examine
from madoguchi.core.plug import PlugError
from madoguchi.desk import attach, publish
from madoguchi.store import drafts, wall
from madoguchi.web.clock import now
from tests import papers
from tests.forms.examples import package
from tests.web.pages import Page
from tests.web.visits import Visitor

SAYS = {"office_name": '株式会社"見本"', "days_per_month": 21}
MARK = "書類から読み取りました"


@pytest.fixture
def visitor_at_the_paper(town: None, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Visitor:
    """Before the page for the paper, in a house whose reader knows the paper."""
    monkeypatch.setattr(settings, "STORAGE", str(tmp_path / "files"))
    monkeypatch.setattr(settings, "READING", f"fake:{tmp_path}")
    for cached in (attach.storage, attach.reader, attach._unwrapped):
        cached.cache_clear()
    kept = attach.look_at("証明書.jpg", papers.jpeg()).data
    (tmp_path / f"{hashlib.sha256(kept).hexdigest()}.json").write_text(json.dumps(SAYS), encoding="utf-8")
    with wall.inside("tama", write=True):
        publish.publish(dict(examine(package("reads")).files), now())
    visitor.get("/tama/example/")
    visitor.send()
    return visitor


def send_paper(visitor: Visitor) -> Page:
    path = visitor.page.form().action or visitor.path
    data = visitor.page.form().sends(name="見本 花子")
    return visitor.post(path, {**data, "proof.new": SimpleUploadedFile("証明書.jpg", papers.jpeg(), "image/jpeg")})


def stored(visitor: Visitor) -> dict[str, object]:
    with wall.inside("tama"):
        draft = drafts.get(visitor.path.split("/")[4])
        assert draft
        return dict(draft.answers)


def test_what_a_paper_says_stands_in_the_fields_and_is_nothing_until_it_is_sent(visitor_at_the_paper: Visitor) -> None:
    visitor = visitor_at_the_paper
    page = send_paper(visitor)
    assert MARK in page.text()
    assert (page.inputs()["employer"], page.inputs()["days"]) == (SAYS["office_name"], "21")
    assert "employer" not in stored(visitor)
    visitor.send(days="12")
    assert (stored(visitor)["employer"], stored(visitor)["days"]) == (SAYS["office_name"], 12)


def test_what_the_family_answered_is_not_written_over(visitor_at_the_paper: Visitor) -> None:
    visitor = visitor_at_the_paper
    send_paper(visitor)
    here = visitor.path
    visitor.send(employer="見本商店", days="")
    page = visitor.get(here)
    assert MARK not in page.text()
    assert (page.inputs()["employer"], page.inputs()["days"]) == ("見本商店", "")


def test_a_reader_that_is_away_takes_nothing_away(
    visitor_at_the_paper: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object) -> dict[str, object]:
        raise PlugError("見本")

    monkeypatch.setattr(attach.reader(), "read", away)
    page = send_paper(visitor_at_the_paper)
    assert visitor_at_the_paper.status == 200
    assert MARK not in page.text()
    assert page.inputs()["employer"] == ""
    assert len(stored(visitor_at_the_paper)["proof"]) == 1  # type: ignore[arg-type] # a list of keys


def test_without_a_reader_the_family_types_as_ever(
    visitor_at_the_paper: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "READING", "")
    attach.reader.cache_clear()
    assert send_paper(visitor_at_the_paper).inputs()["employer"] == ""
