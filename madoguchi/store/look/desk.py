"""職員の画面 - who asks, and what waits for a person."""

from __future__ import annotations

from dataclasses import replace

from madoguchi.core.case import Clerk, Errand
from madoguchi.core.mask import PROTECTED
from madoguchi.core.reference import reference_of

from .. import errands
from ..clerks import get as clerk
from .protected import hidden

__all__ = ["clerk", "failed_errands"]


def failed_errands(viewer: Clerk | None = None) -> tuple[Errand, ...]:
    """What a person must look at, the oldest first; the words of an error may be an address."""
    return tuple(
        replace(errand, error=PROTECTED) if hidden(reference_of(errand.subject), viewer) else errand
        for errand in errands.failed()
    )
