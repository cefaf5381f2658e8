"""紙 - the press of this house, with the fonts that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from madoguchi import plugs, settings
from madoguchi.core.plug import Health
from madoguchi.plugs.paper import NONE, Made, NoPaper, Paper

__all__ = ["NoPaper", "health", "pdf", "press"]


def press() -> Paper:
    """Opened when somebody needs it: a page that makes no PDF loads nothing."""
    return _press(",".join(settings.FONTS))


@cache
def _press(fonts: str) -> Paper:
    return cast(Paper, plugs.open_plug("paper/press", {"fonts": fonts}))


def pdf(template: str, values: Mapping[str, Any], pictures: Mapping[str, bytes] = NONE) -> Made:
    """A PDF of the template with these values and pictures. Raises NoPaper."""
    return press().pdf(template, values, pictures)


def health() -> Health:
    """Whether there is a font."""
    return press().health()
