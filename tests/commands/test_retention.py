"""保存と廃棄の号令 - an application is kept beyond its day, and certificates are printed."""

from typing import Any

import pytest

from madoguchi.core.reference import reference
from madoguchi.desk import publish, retention
from madoguchi.store import clerks, events, wall
from madoguchi.web.clock import now
from tests.commands.office import run
from tests.desk.test_retention import FIRST, NOW, closed, with_rule, years_ago


@pytest.fixture
def past(published: None, gakudo: dict[str, Any]) -> str:
    """An application past its period, and an account."""
    with wall.inside("tama", write=True):
        edition = publish.publish(with_rule(gakudo), now())
        clerks.put("kanri", "管理", ("admin",), "x" * 12)
    closed(FIRST, years_ago(6), edition)
    return FIRST


def test_what_is_held_is_listed_and_let_go(past: str, server_env: dict[str, str]) -> None:
    words = ("retention", "--municipality", "tama")
    hold = ("hold", past, "--by", "kanri", "--reason", "litigation")
    assert run(server_env, *words, *hold)[0] == 0
    code, told, _ = run(server_env, *words, "list")
    assert [(it["reference"], it["reason"]) for it in told["holds"]] == [(past, "litigation")]
    with wall.inside("tama"):
        last = events.read()[-1]
        assert (last.step, last.subject, last.who, last.note) == ("hold", past, "kanri", {"kind": "litigation"})
        assert retention.due(NOW).references == {}
    code, _, said = run(server_env, *words, *hold)
    assert (code, "already" in said) == (1, True)
    assert run(server_env, *words, "lift", past, "--by", "kanri")[0] == 0
    with wall.inside("tama"):
        assert list(retention.due(NOW).references) == [past]


@pytest.mark.parametrize(
    ("words", "code", "say"),
    [
        (("hold", reference(2015, 9), "--by", "kanri", "--reason", "audit"), 1, reference(2015, 9)),
        (("hold", FIRST, "--by", "nobody", "--reason", "audit"), 2, "no account"),
        (("lift", FIRST, "--by", "kanri"), 1, FIRST),
        (("certificate", "7"), 2, "no certificate"),
    ],
)
def test_what_is_not_there_is_named(
    past: str, server_env: dict[str, str], words: tuple[str, ...], code: int, say: str
) -> None:
    ended, told, said = run(server_env, "retention", "--municipality", "tama", *words)
    assert (ended, told) == (code, {})
    assert say in said
    assert "Traceback" not in said
