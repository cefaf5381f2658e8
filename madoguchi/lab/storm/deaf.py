"""聞かない係 - a worker that takes the mail server's refusal for a yes: the control arm that must lose news.

Run as `python -m madoguchi.lab.storm deaf` with the words of `madoguchi worker`. All else is the house's.
"""

from __future__ import annotations

import runpy
import sys

from madoguchi.core.plug import PlugError, Stages, Values
from madoguchi.plugs.notice import mail


class Deaf(mail.Plug):
    """Whatever the server answers, the mail has left."""

    def run(self, key: str, values: Values) -> Stages:
        """As the house's, but for the answer."""
        try:
            return (yield from super().run(key, values))
        except PlugError:
            return "surely"


def main() -> None:
    """The command line."""
    vars(mail)["Plug"] = Deaf
    sys.argv[1:1] = ["worker"]
    runpy.run_module("madoguchi", run_name="__main__")
