"""業務フロー - the table of steps is the only one who says what may be done."""

import pytest

from madoguchi.core.flow import NotAllowed, inherit, read_flow, steps_open, take

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
