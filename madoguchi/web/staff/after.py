"""入ったあと - on the page of a case: the child that a follow-up is about, and the follow-ups about a child."""

from __future__ import annotations

from typing import Any

from madoguchi.core.case import Clerk
from madoguchi.core.package.edition import Edition
from madoguchi.desk import enrol
from madoguchi.store import look
from madoguchi.store.look import CasePage
from madoguchi.store.look import after as looked


def about(page: CasePage, edition: Edition, clerk: Clerk | None) -> dict[str, Any]:
    """`follows`: whether it is a follow-up; `meant`: the child; `places`: of an admitted one; `later`: each
    follow-up about it, with its procedure and where it stands."""
    case = page.case
    later = ((one, look.opened(one.edition)) for one in looked.since(case, clerk))
    found = enrol.target(case, edition)
    return {
        "follows": edition.procedure.follows,
        "meant": looked.meant(found, case, clerk) if found else None,
        "places": looked.places(case) if edition.selection and not page.hidden else (),
        "later": [(one, it.procedure.name, it.flow.by_status[one.status].label) for one, it in later],
    }
