"""検証 - whether a result is what the round's document and the definitions say: no code is shared with what made it.

    verify(document, result, signatures) -> Report

The document is trusted to have its shape (its schema, and the faults of `core.allocation.read`); the result is not.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .checks import CHECKS, Wrong, digests, everybody
from .choices import DEFINITION
from .facts import facts
from .outcome import Outcome

__all__ = ["DEFINITION", "Report", "Wrong", "verify"]


@dataclass(frozen=True, slots=True)
class Report:
    """`wrong`: everything that does not hold. `unsigned`: exceptions that no decider has signed for this result."""

    wrong: tuple[Wrong, ...]
    exceptions: tuple[str, ...]
    unsigned: tuple[str, ...]
    checked: Mapping[str, int]

    @property
    def green(self) -> bool:
        """Nothing is wrong, and there are no exceptions."""
        return not self.wrong and not self.exceptions

    @property
    def decidable(self) -> bool:
        """Nothing is wrong, and every exception is signed."""
        return not self.wrong and not self.unsigned


def verify(
    document: Mapping[str, Any], result: Mapping[str, Any], signatures: Iterable[Mapping[str, Any]] = ()
) -> Report:
    """Checks a result. A signature names a family (`of`) and the digest of the result it was given for (`result`)."""
    found = facts(document)
    counts = {"children": len(found.children), "pools": len(found.pools), "families": len(found.families)}
    try:
        wrong = [*digests(document, result), *everybody(found, result)]
        exceptions = tuple(str(one["family"]) for one in result["exceptions"])
        signed = {str(one["of"]) for one in signatures if one.get("result") == result["digests"]["result"]}
        if all(one.code == "digest" for one in wrong):
            place = {one["applicant"]: one["pool"] or "" for one in result["placements"]}
            outcome = Outcome(found, place)
            wrong += [one for check in CHECKS.values() for one in check(outcome, result)]
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as fault:
        return Report((Wrong("shape", str(fault), "結果の形が違います。"),), (), (), counts)
    counts |= {"wishes": len(found.priority) + len(found.barred)}
    counts |= {"reasons": sum(len(one["reasons"]) for one in result["placements"])}
    return Report(tuple(wrong), exceptions, tuple(one for one in exceptions if one not in signed), counts)
