"""住民ニーズを見る - what a form cost its families since a day, and what they said; nobody's in particular."""

from ..tallies import since as tallies
from ..tallies import versions
from ..voices import since as voices

__all__ = ["tallies", "versions", "voices"]
