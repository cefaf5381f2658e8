"""docs/reference/gakudo-form.md: all that the paper forms ask is asked, and every field of ours is named there."""

import re

from madoguchi.core.package.edition import build
from tests.conftest import HOME

PAGE = (HOME / "docs/reference/gakudo-form.md").read_text(encoding="utf-8")
COUNTS = {"child_count", "guardian_count", "member_count", "emergency_count", "pickup_count"}


def test_the_55_questions_are_asked_and_no_field_is_left_out(gakudo: dict[str, object]) -> None:
    form = build(gakudo).form
    asked = {f"{page.repeat.group}.{field.id}" if page.repeat else field.id for page, field in form.fields()}
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| asked")]
    assert len(rows) == 55
    named = set(re.findall(r"`([a-z_]+\.\w+|\w+)`", PAGE))
    assert asked - named == COUNTS
    for row in rows:
        assert set(re.findall(r"`([a-z_]+\.\w+|\w+)`", row)) & asked, row
