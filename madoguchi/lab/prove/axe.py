"""読めるか - axe-core finds nothing on the pages of families and staff, empty, with mistakes and filled in."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.stage import stage

TOPIC = "axe"


def run(full: bool) -> dict[str, Any]:
    """How many states were looked at, and 0 violations. `full=False`: on a telephone only. Raises Disproved."""
    from madoguchi.lab import axe

    widths = axe.WIDTHS if full else {360: 740}
    found: dict[str, list[str]] = {}
    with stage("axe") as it:
        page = it.browser.new_page(locale="ja-JP")
        for state in axe.family_pages(page, it.url):
            found[state] = axe.wrong(page, widths)
        page.context.clear_cookies()
        for state in axe.staff_pages(page, it.url, "kanri", *it.signs()):
            found[state] = axe.wrong(page, widths)
        page.context.clear_cookies()
        for state in axe.designer_pages(page, it.url, "sekkei", *it.signs()):
            found[state] = axe.wrong(page, widths)
    if bad := {state: told for state, told in found.items() if told}:
        raise Disproved(f"{bad}")
    sizes = {"states": len(found), "widths": list(widths), "checked": len(found) * len(widths)}
    return {"sizes": sizes, "violations": 0}
