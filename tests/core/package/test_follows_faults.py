"""A procedure that follows another one by a field, a day or a step that is not there: exactly that fault."""

import pytest

from tests.core.package.good import broken, line_of, plain
from tests.core.package.test_faults import PROCEDURE, told

FOLLOWS = """
follows:
  procedure: clubs
  number: name
  carry:
    mail: email
  ends: birth
  step: approve
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("number: name", "number: nobody", "field-on-no-page"),
        ("number: name", "number: birth", "wrong-field"),
        ("mail: email", "nothing: email", "field-on-no-page"),
        ("ends: birth", "ends: name", "wrong-field"),
        ("step: approve", "step: nothing", "unknown-step"),
        ("  step: approve\n", "", "missing-key"),
        ("  ends: birth\n", "", "missing-key"),
    ],
)
def test_what_names_the_child_and_ends_its_stay_is_there(old: str, new: str, code: str) -> None:
    files = {**plain(), PROCEDURE: plain()[PROCEDURE] + FOLLOWS.encode()}
    assert told(files) == []
    files = broken(files, PROCEDURE, old, new)
    at = new.strip() or ("ends: birth" if "step" in old else "step: approve")
    assert told(files) == [(PROCEDURE, line_of(files, PROCEDURE, at), code)]
