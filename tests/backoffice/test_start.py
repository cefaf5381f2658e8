"""起動 - the program as it is started, and a line that is really cut."""

import http.client
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backoffice.__main__ import accounts, office_of, parser
from backoffice.fields import FIELDS
from backoffice.records import Records
from tests.backoffice.clerk import PASSWORD, STAFF
from tests.backoffice.conftest import TOKEN


def test_accounts_are_named_with_their_passwords() -> None:
    assert accounts(["1001:a", "1002:b:c"]) == {"1001": "a", "1002": "b:c"}


@pytest.mark.parametrize("words", [[], ["1001"], ["1001:"], [":a"]])
def test_without_an_account_the_program_does_not_start(words: list[str]) -> None:
    with pytest.raises(SystemExit, match="BACKOFFICE_ACCOUNTS"):
        accounts(words)


def test_options_say_how_the_system_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["--data", str(tmp_path / "a" / "b.sqlite3"), "--no-check", "--latency", "50", "--slow-every", "3", "1.5"]
    monkeypatch.setenv("BACKOFFICE_ACCOUNTS", "1001:a, 1002:b")
    office = office_of(parser().parse_args([*words, "--timeout", "60"]))
    assert (office.checks, office.latency, office.slow, office.timeout) == (False, 0.05, (3, 1.5), 60)
    assert (office.accounts, office.control) == ({"1001": "a", "1002": "b"}, "")
    assert (tmp_path / "a" / "b.sqlite3").exists()
    named = office_of(parser().parse_args([*words, "--account", "1003:c", "--control", "abc"]))
    assert (named.accounts, named.control) == ({"1003": "c"}, "abc")


@pytest.fixture
def cookie(url: str) -> str:
    return next(iter(ask(url, "POST", "/login", f"staff={STAFF}&password={PASSWORD}"))).split(";")[0]


def ask(url: str, method: str, path: str, body: str, **headers: str) -> Iterator[str]:
    """The cookies of an answer. Raises RemoteDisconnected when none comes."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc)) as line:
        line.request(method, path, body, headers)
        yield from line.getresponse().headers.get_all("Set-Cookie", [])


@pytest.mark.parametrize(("when", "state"), [("drop_before_saving", "登録"), ("drop_after_saving", "取消")])
def test_a_browser_gets_no_answer_at_all(url: str, cookie: str, records: Records, when: str, state: str) -> None:
    number = records.add({field.id: field.unset for field in FIELDS})
    told = {"X-Control": TOKEN, "Content-Type": "application/json"}
    list(ask(url, "POST", "/_control", json.dumps({when: 1}), **told))
    with pytest.raises(http.client.RemoteDisconnected):
        list(ask(url, "POST", f"/cancel/{number}/done", "why=a&on=20261201", Cookie=cookie))
    assert records.all()[0].state == state
