"""業務フローの表 - the desk does what the table has, all of it and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

from madoguchi.core.case import Actor, Case
from madoguchi.core.flow import NotAllowed
from madoguchi.core.words import ROLES
from madoguchi.desk import submit
from madoguchi.desk.act import act
from madoguchi.store import cases, editions, wall
from tests.desk.test_thread import fill_in

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
WORDS = {"reason": "見本の理由", "fields": ("phone",), "message": "見本の依頼", "place": "daini"}


class _Undone(Exception):
    """Takes back what was tried."""


def came_to(case: Case, step: str, role: str) -> str:
    """The status a step leads to from here, "" when it is refused; nothing of it is kept."""
    came = ""
    try:
        with wall.inside("tama", write=True):
            came = act(case.id, step, Actor("mihon", role), NOW, **WORDS)[0].status
            raise _Undone
    except (NotAllowed, _Undone):
        return came


def test_every_step_is_taken_from_where_the_table_says_by_whom_it_says_and_nowhere_else(tama: None):
    (case,) = cases.cases_of(submit.submit(fill_in(), "one", NOW).reference)
    flow = editions.opened(case.edition).flow
    told = {(status, step.id, step.role): step.to for step in flow.steps for status in step.source}
    done = {}
    for status in flow.statuses:
        case = cases.save_case(replace(case, status=status.id))
        for step, role in product(flow.steps, ROLES):
            if came := came_to(case, step.id, role):
                done[status.id, step.id, role] = came
    assert done == told
