"""マイナポータルのお知らせ - news to somebody's page there, through a gateway's HTTP address.

The real interface is not public: what is spoken here is our assumption (見本), and one file to write anew.
"""

from __future__ import annotations

from typing import Final

from madoguchi.core.contact import PORTAL, way_of
from madoguchi.core.plug import PlugError, Values

from ._keyed import Keyed

LONGEST: Final = {"title": 100, "body": 2_000}  # signs; our assumption, as all of it


class Plug(Keyed):
    """Settings: `portal`, `portal_token` and `portal_timeout` as `_keyed` has them. The message: {"key", "to", "title",
    "body"}."""

    name, called, path = "portal", "マイナポータルへの中継(見本)", "/notices"

    def told(self, values: Values) -> dict[str, str]:
        """For somebody who has linked their page, with a title."""
        words = {"title": str(values["subject"]).strip(), "body": str(values["body"]).strip()}
        fits = all(0 < len(words[name]) <= most for name, most in LONGEST.items())
        if way_of(values["to"]) != PORTAL or not fits or "\n" in words["title"]:
            raise PlugError("宛先または長さがマイナポータルのお知らせにできない形です。", permanent=True)
        return {"to": values["to"], **words}
