"""選考 - places given by rules that anyone can check: what goes in is a round's document, what comes out its result.

    allocate(document) -> result          all of these raise Refused, with every fault
    lint(document) -> remarks             what is dubious about the rules; `unsigned`: what stops the round
    what_if(document, variant)            who gains and who loses; variants are made by `with_…`
    following(document, result, id, …)    the next round; `remaining`, `nearby`, `offers`, `with_wishes` beside it

Standard library only. The checker of results is `madoguchi.core.verification`, which shares no code with this.
"""

from .after import following, nearby, offers, remaining, with_wishes
from .lint import Remark, lint, unsigned
from .result import allocate
from .values import Fault, Refused, Round
from .whatif import compare, what_if, with_capacity, with_rules, with_sibling_bonus

__all__ = [
    "Fault",
    "Refused",
    "Remark",
    "Round",
    "allocate",
    "compare",
    "following",
    "lint",
    "nearby",
    "offers",
    "remaining",
    "unsigned",
    "what_if",
    "with_capacity",
    "with_rules",
    "with_sibling_bonus",
    "with_wishes",
]
