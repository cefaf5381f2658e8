"""見本の手順書 - the script of the made-up back office, and a page of it as it is seen when nothing has changed."""

from copy import deepcopy
from functools import cache
from typing import Any

from madoguchi.core.package.read import read
from madoguchi.core.robot.screen import Seen
from madoguchi.core.robot.script import Page, Script, read_script
from tests.house_rules.reading import ROOT


@cache
def _data() -> dict[str, Any]:
    source, faults = read("systems/robot.yaml", (ROOT / "systems/mihon/robot.yaml").read_bytes())
    assert source
    assert not faults
    data: dict[str, Any] = source.data
    return data


def data() -> dict[str, Any]:
    """A copy, to be changed."""
    return deepcopy(_data())


def script() -> Script:
    return read_script(_data())


def seen(page: Page, **otherwise: Any) -> Seen:
    """The page as the script says of it, but for what is told."""
    told: dict[str, Any] = {"title": page.title, "charset": script().charset, "rows": page.rows}
    told |= {"buttons": tuple(button.says for button in page.buttons)} | otherwise
    return Seen(values=("",) * len(told["rows"]), **told)
