"""打つ人 - a robot of the house's in another temper, instead of `madoguchi robot run`.

`--blind`: it never searches first; the control arm that must double. `--quick`: what another has left it takes up
within seconds, so that a small storm is short. `--folder`: it has little patience with who works behind a folder. All
else is the house's.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from madoguchi.core.errand import BackOff
from madoguchi.desk import errands
from madoguchi.plugs.robot import browser, folder

SLOWEST: Final = timedelta(seconds=9)
PATIENCE: Final = "15"  # seconds for each file of a robot's behind a folder
SOON: Final = BackOff(timedelta(milliseconds=500), factor=2, longest=timedelta(seconds=4), attempts=1000)


@dataclass(frozen=True)
class Quick(errands.Worker):
    """A worker without patience."""

    back_off: BackOff = field(default=SOON)


class Robot(browser.Plug):
    """The house's, in a temper."""

    blind = quick = False

    def __init__(self, settings: Mapping[str, str]) -> None:
        super().__init__(settings, search_first=not self.blind)
        if self.quick:
            self.slowest = SLOWEST


class Folder(folder.Plug):
    """The house's, with little patience."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        super().__init__({**settings, "robot_folder_wait": PATIENCE})


def main() -> None:
    """The command line."""
    words = sys.argv[1:]
    Robot.blind, Robot.quick = "--blind" in words, "--quick" in words
    vars(browser)["Plug"], vars(folder)["Plug"] = Robot, Folder
    if Robot.quick:
        vars(errands)["Worker"] = Quick
    sys.argv[1:] = ["robot", "run"]
    runpy.run_module("madoguchi", run_name="__main__")
