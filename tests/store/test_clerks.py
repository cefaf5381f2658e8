"""職員 - accounts and sessions open one city hall, and no other."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from madoguchi.commands import main
from madoguchi.store import clerks, tables, wall
from madoguchi.store.errors import OutsideTheWall
from madoguchi.store.sessions import SessionStore

PASSWORD = "mado-no-kagi-123"


@pytest.fixture
def uketsuke(house: object) -> None:
    with wall.inside("tama", write=True):
        clerks.put("uketsuke", "受付 花子", ("clerk", "decider"), PASSWORD)


def test_a_name_and_its_password_open_the_account(uketsuke: None) -> None:
    with wall.inside("tama"):
        clerk = clerks.check("uketsuke", PASSWORD)
        assert (clerk.username, clerk.name, clerk.roles, clerk.active) == (
            "uketsuke",
            "受付 花子",
            ("clerk", "decider"),
            True,
        )
        assert clerks.get(clerk.id) == clerk


@pytest.mark.parametrize(("username", "password"), [("uketsuke", "wrong-password"), ("nobody", PASSWORD), ("", "")])
def test_anything_else_does_not(uketsuke: None, username: str, password: str) -> None:
    with wall.inside("tama"):
        assert clerks.check(username, password) is None


def test_an_account_of_one_city_is_nobody_in_another(uketsuke: None) -> None:
    with wall.inside("tama"):
        number = clerks.check("uketsuke", PASSWORD).id
    with wall.inside("hachioji"):
        assert clerks.check("uketsuke", PASSWORD) is None
        assert clerks.get(number) is None
        assert clerks.all_() == ()


def test_the_table_holds_no_password(uketsuke: None) -> None:
    with wall.inside("tama"):
        (row,) = tables.Clerk.objects.values()
    assert PASSWORD not in str(row)
    assert row["password"].startswith("scrypt$")


def test_an_account_is_renewed_under_its_name(uketsuke: None) -> None:
    with wall.inside("tama", write=True):
        clerks.put("uketsuke", "受付 次郎", ("clerk",), "another-password")
        assert [(clerk.name, clerk.roles) for clerk in clerks.all_()] == [("受付 次郎", ("clerk",))]
        assert clerks.check("uketsuke", PASSWORD) is None


def test_an_account_that_is_switched_off_opens_nothing(uketsuke: None) -> None:
    with wall.inside("tama", write=True):
        number = clerks.check("uketsuke", PASSWORD).id
        assert not clerks.switch("uketsuke", False).active
        assert clerks.check("uketsuke", PASSWORD) is None
        assert clerks.get(number) is None
        clerks.switch("uketsuke", True)
        assert clerks.check("uketsuke", PASSWORD)
        with pytest.raises(LookupError):
            clerks.switch("nobody", False)


@pytest.mark.parametrize(
    ("username", "roles", "password", "say"),
    [
        *(("Hanako", ("clerk",), PASSWORD, "cannot be an account"), ("山田", ("clerk",), PASSWORD, "cannot be")),
        *(("a@b.jp", ("clerk",), PASSWORD, "cannot be"), ("system", ("clerk",), PASSWORD, "cannot be")),
        *(("resident", ("clerk",), PASSWORD, "cannot be"), ("a" * 41, ("clerk",), PASSWORD, "cannot be")),
        *(
            ("a", ("mayor",), PASSWORD, "mayor"),
            ("a", (), PASSWORD, "none"),
            ("a", ("clerk",), "short", "fewer than 12"),
        ),
    ],
)
def test_what_cannot_be_an_account_is_named(
    in_tama: None, username: str, roles: tuple[str, ...], password: str, say: str
) -> None:
    with pytest.raises(ValueError, match=say):
        clerks.put(username, "見本", roles, password)


Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run(house: object, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str, town: str = "tama") -> tuple[int, dict[str, Any], str]:
        code = main(["clerk", "--municipality", town, *words])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else {}, said.err

    return command


def test_the_command_makes_lists_and_switches(run: Run) -> None:
    code, told, _ = run("put", "kessai", "--name", "決裁 一郎", "--role", "decider", "--role", "clerk")
    assert (code, told["clerks"][0]["roles"]) == (0, ["decider", "clerk"])
    with wall.inside("tama"):
        assert clerks.check("kessai", told["password"])
    assert run("off", "kessai")[1]["clerks"][0]["active"] is False
    assert [clerk["active"] for clerk in run("list")[1]["clerks"]] == [False]
    assert run("on", "kessai")[1]["clerks"][0]["active"] is True
    assert run("list", town="hachioji")[1]["clerks"] == []


def test_the_command_takes_a_password_from_stdin_and_does_not_show_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    code, told, _ = run("put", "kessai", "--name", "決裁", "--role", "decider", "--password-stdin")
    assert (code, "password" in told) == (0, False)
    with wall.inside("tama"):
        assert clerks.check("kessai", PASSWORD)


def test_the_command_names_what_is_wrong(run: Run) -> None:
    assert run("list", town="nowhere")[0] == 2
    code, _, err = run("off", "nobody")
    assert (code, "nobody" in err) == (1, True)
    code, _, err = run("put", "山田", "--name", "山田", "--role", "clerk")
    assert (code, "cannot be an account" in err) == (1, True)


def begun(**data: object) -> str:
    session = SessionStore()
    session.update(data)
    session.save()
    assert session.session_key
    return session.session_key


def test_a_session_comes_back_in_its_city_alone(house: object) -> None:
    with wall.inside("tama", write=True):
        key = begun(clerk=5)
    with wall.inside("tama"):
        assert SessionStore(key)["clerk"] == 5
        assert SessionStore(key).exists(key)
    with wall.inside("hachioji"):
        assert dict(SessionStore(key).items()) == {}
        assert not SessionStore(key).exists(key)


def test_outside_of_the_wall_there_is_no_session(house: object) -> None:
    with wall.inside("tama", write=True):
        key = begun(clerk=5)
    with pytest.raises(OutsideTheWall):
        SessionStore(key).load()


def test_the_table_lets_nobody_in(house: object) -> None:
    with wall.inside("tama", write=True):
        key = begun(clerk=5)
        assert key not in str(list(tables.Session.objects.values()))


def test_a_page_that_reads_may_remember_who_reads_it(house: object) -> None:
    with wall.inside("tama"):
        key = begun(clerk=5)
    with wall.inside("tama"):
        session = SessionStore(key)
        session["seen"] = True
        session.save()
    with wall.inside("tama"):
        assert dict(SessionStore(key).items()) == {"clerk": 5, "seen": True}


def test_signing_in_changes_the_key(house: object) -> None:
    with wall.inside("tama", write=True):
        old = begun(references=["r"])
        session = SessionStore(old)
        session.cycle_key()
        assert session.session_key != old
        assert dict(SessionStore(session.session_key).items()) == {"references": ["r"]}
        assert not session.exists(old)


def test_signing_out_leaves_nothing(house: object) -> None:
    with wall.inside("tama", write=True):
        session = SessionStore(begun(clerk=5))
        session.flush()
        assert tables.Session.objects.count() == 0
        assert session.session_key is None


def test_a_session_that_is_over_is_empty_and_is_cleared(house: object) -> None:
    with wall.inside("tama", write=True):
        old, new = begun(clerk=5), begun(clerk=6)
        late = tables.Session.objects.order_by("id").first()
        tables.Session.objects.filter(pk=late.pk).update(expires=timezone.now() - timedelta(seconds=1))
        assert dict(SessionStore(old).items()) == {}
        SessionStore.clear_expired()
        assert tables.Session.objects.count() == 1
        assert SessionStore(new)["clerk"] == 6


def test_a_session_that_was_ended_elsewhere_is_not_brought_back(house: object) -> None:
    with wall.inside("tama", write=True):
        key = begun(clerk=5)
        late = SessionStore(key)
        assert late["clerk"] == 5
        SessionStore(key).flush()
        late["clerk"] = 6
        with pytest.raises(UpdateError):
            late.save()


def test_data_that_were_changed_by_hand_are_empty(house: object) -> None:
    with wall.inside("tama", write=True):
        key = begun(clerk=5)
        tables.Session.objects.update(data="eyJjbGVyayI6NX0:1abc:forged")
        assert dict(SessionStore(key).items()) == {}
