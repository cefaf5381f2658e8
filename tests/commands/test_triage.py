"""優先の目安の号令 - learns where it is turned on, says what it learned, and names what is not there."""

import pytest

from madoguchi.store import triage, wall
from tests.commands.office import run
from tests.desk.test_triage import put

ON = {"MADOGUCHI_TRIAGE": "logistic", "MADOGUCHI_TRIAGE_LEAST": "20"}
WORDS = ("--municipality", "tama")


def test_what_is_learned_is_printed_and_a_case_knows_its_place(published: None, server_env: dict[str, str]) -> None:
    with wall.inside("tama", write=True):
        for serial in range(1, 91):
            put(serial, serial % 3 == 0, asked=serial % 3 == 0, status="refused", outcome="refused")
        case = put(91, expired=True)
    code, told, _ = run(server_env | ON, "triage", "train", *WORDS)
    card = told["gakudo"]
    assert (code, card["abstains"], card["asked"], card["passed"]) == (0, "", 30, 60)
    assert card["line"]["weights"]["check.cert_expired"] > 2
    assert card["held"]["loss"] < card["held"]["base"]
    assert card["may_not"]
    assert run(server_env | ON, "triage", "card", *WORDS)[1] == told
    _, told, _ = run(server_env | ON, "triage", "case", case.id, *WORDS)
    assert [(one["version"], one["chance"] > 0.7) for one in told[case.id]] == [(card["version"], True)]
    assert run(server_env, "triage", "card", *WORDS)[1]["gakudo"]["abstains"] == "off"


@pytest.mark.parametrize(
    ("env", "words", "say"),
    [
        ({}, ("train", *WORDS), "turned off"),
        ({"MADOGUCHI_TRIAGE": "oracle"}, ("train", *WORDS), "only logistic"),
        (ON, ("train", "--municipality", "nowhere"), "no municipality"),
        (ON, ("guess", *WORDS), "invalid choice"),
    ],
)
def test_what_cannot_be_is_named(
    published: None, server_env: dict[str, str], env: dict[str, str], words: tuple[str, ...], say: str
) -> None:
    code, told, said = run(server_env | env, "triage", *words)
    assert (code, told) == (2, {})
    assert say in said
    assert "Traceback" not in said
    with wall.inside("tama"):
        assert triage.learned("gakudo") is None


def test_with_nothing_decided_it_keeps_silent(published: None, server_env: dict[str, str]) -> None:
    code, told, _ = run(server_env | ON, "triage", "train", *WORDS)
    assert (code, told["gakudo"]["abstains"], told["gakudo"]["asked"]) == (0, "few", 0)
