"""入れ替えの嵐 - a version with another migration is brought in while families fill in their forms."""

from pathlib import Path

from madoguchi.lab.prove import upgrade
from tests.storms.conftest import DATABASE


def test_nobody_who_fills_in_a_form_notices_a_new_version(tmp_path: Path) -> None:
    """Raises Disproved when a server that is killed instead is not noticed either."""
    told = upgrade.on(tmp_path / "ground", DATABASE, upgrade.SMALL)
    assert told["receipts"] >= 6
    assert (told["lost"], told["drafts_lost"], told["error_pages"], told["broken_lines"]) == (0, 0, 0, 0)
