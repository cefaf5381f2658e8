"""リンク - what a page of the docs points to is there."""

import re
from pathlib import Path

import pytest

PAGES = [Path("README.md"), Path("README.ja.md"), *sorted(Path("docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")


def targets(page: Path) -> list[Path]:
    found = (one or other for one, other in LINK.findall(page.read_text(encoding="utf-8")))
    return [page.parent / link.partition("#")[0] for link in found if not re.match(r"[a-z]+:|#", link)]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert not [str(target) for target in targets(page) if not target.exists()]


def test_links_are_seen_at_all() -> None:
    assert any(targets(page) for page in PAGES)
