"""業務フロー - the table of steps is the only one who says what may be done."""

import pytest

from madoguchi.core.flow import (
    Flow,
    NotAllowed,
    decisions,
    inherit,
    read_flow,
    results,
    steps_open,
    take,
    taken,
    upheld,
)

FILE = {
    "stations": ["受付", "結果"],
    "statuses": [
        {"id": "received", "label": "審査待ち", "station": "受付"},
        {"id": "done", "label": "済み", "station": "結果", "final": True},
    ],
    "steps": [
        {"id": "submit", "deed": "submit", "role": "resident", "to": "received", "label": "申請する"},
        {"id": "pass", "deed": "pass", "role": "clerk", "from": ["received"], "to": "done", "label": "通す"},
    ],
}
FLOW = read_flow(FILE)


def test_the_first_step_is_taken_from_nowhere():
    assert take(FLOW, "submit", "", "resident").to == "received"
    with pytest.raises(NotAllowed):
        take(FLOW, "submit", "received", "resident")


@pytest.mark.parametrize(
    ("step", "status", "role"),
    [("pass", "done", "clerk"), ("pass", "received", "resident"), ("fly", "received", "clerk"), ("pass", "", "clerk")],
)
def test_what_the_table_does_not_have_is_refused(step: str, status: str, role: str):
    with pytest.raises(NotAllowed):
        take(FLOW, step, status, role)


def test_only_open_steps_of_ones_roles_are_offered():
    assert [step.id for step in steps_open(FLOW, "received", ["clerk", "decider"])] == ["pass"]
    assert steps_open(FLOW, "received", ["resident"]) == ()


def test_a_package_replaces_rows_of_the_standard_flow_and_adds_others():
    own = {
        "steps": [
            {**FILE["steps"][1], "label": "確認した"},
            {**FILE["steps"][1], "id": "also"},
        ]
    }
    flow = read_flow(inherit(FILE, own))
    assert [(step.id, step.label) for step in flow.steps] == [
        ("submit", "申請する"),
        ("pass", "確認した"),
        ("also", "通す"),
    ]
    assert len(flow.statuses) == 2
    assert read_flow(inherit(FILE, None)) == FLOW


def city(*chosen: str) -> Flow:
    """A flow with an optional way by `first`, as a city has it that takes these steps."""
    told = [
        *FILE["statuses"],
        {"id": "told", "label": "内定", "station": "受付", "outcome": True},
        {"id": "deep", "label": "その先", "station": "受付"},
    ]
    more = [
        {"id": "first", "deed": "notify", "role": "decider", "from": ["received"], "to": "told", "optional": True},
        {"id": "on", "deed": "pass", "role": "clerk", "from": ["told"], "to": "deep"},
        {"id": "end", "deed": "decide", "role": "decider", "from": ["received", "deep"], "to": "done"},
    ]
    rows = [*FILE["steps"], *({**one, "label": "見本"} for one in more)]
    return taken(read_flow({**FILE, "statuses": told, "steps": rows}), chosen)


def test_a_city_has_the_optional_steps_that_it_names():
    assert {step.id for step in city("first").steps} == {"submit", "pass", "first", "on", "end"}
    assert {status.id for status in city("first").statuses} == {"received", "done", "told", "deep"}


def test_where_a_step_is_not_taken_all_that_lies_behind_it_alone_is_gone():
    flow = city()
    assert {status.id for status in flow.statuses} == {"received", "done"}
    assert flow.by_step["end"].source == ("received",)
    with pytest.raises(NotAllowed):
        take(flow, "on", "", "clerk")  # a step that has lost its sources is no first step


def test_letters_that_tell_a_result_are_those_that_lead_to_one_and_stay_there_no_longer():
    steps = [
        {"id": "decide", "deed": "decide", "role": "decider", "from": ["received"], "to": "done", "notice": "won"},
        {"id": "look", "deed": "note", "role": "clerk", "from": ["done"], "to": "again", "notice": "heard"},
        {"id": "keep", "deed": "decide", "role": "decider", "from": ["again"], "to": "done", "notice": "kept"},
        {"id": "undo", "deed": "revoke", "role": "decider", "from": ["again"], "to": "gone", "notice": "lost"},
        {"id": "ask", "deed": "return", "role": "clerk", "from": ["done"], "to": "done", "notice": "asked"},
    ]
    statuses = [
        {"id": "again", "label": "見直し", "station": "受付", "again": True},
        {"id": "gone", "label": "取消し", "station": "結果", "final": True},
    ]
    rows = [*FILE["steps"], *({**one, "label": "見本"} for one in steps)]
    flow = read_flow({**FILE, "statuses": [*FILE["statuses"], *statuses], "steps": rows})
    assert results(flow) == {"won", "kept", "lost"}
    assert upheld(flow) == {"kept"}
    assert decisions(flow) == {"won", "kept", "lost"}
