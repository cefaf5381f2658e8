"""設定 - what the environment says is taken as it is meant, and what cannot work is refused in one sentence."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher

KEY = {"MADOGUCHI_SECRET_KEY": "x" * 40}


def told(*names: str, **environment: str) -> tuple[dict[str, Any], str]:
    """Some settings as a process of its own reads them, and what it said when it would not."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    shown = f"{{name: str(getattr(settings, name)) for name in {names}}}"
    code = f"import json; from madoguchi import settings; print(json.dumps({shown}))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=bare | environment, capture_output=True, text=True, check=False
    )
    return json.loads(done.stdout or "{}"), done.stderr.strip().rpartition("\n")[2]


def test_without_a_key_nothing_starts(tmp_path: Path) -> None:
    assert "MADOGUCHI_SECRET_KEY_FILE" in told(MADOGUCHI_VAR=str(tmp_path))[1]


@pytest.mark.parametrize(("mode", "fine"), [(0o600, True), (0o400, True), (0o640, False), (0o604, False)])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int, fine: bool) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 40 + "\n")
    file.chmod(mode)
    found, said = told("SECRET_KEY", MADOGUCHI_SECRET_KEY_FILE=str(file))
    assert found == ({"SECRET_KEY": "k" * 40} if fine else {})
    assert fine or f"chmod 600 {file}" in said


def test_a_key_that_is_short_or_missing_is_refused(tmp_path: Path) -> None:
    assert "too short" in told(MADOGUCHI_SECRET_KEY="short")[1]
    assert "cannot be read" in told(MADOGUCHI_SECRET_KEY_FILE=str(tmp_path / "none"))[1]


def test_the_demo_makes_its_own_key_once(tmp_path: Path) -> None:
    demo = {"MADOGUCHI_DEMO": "1", "MADOGUCHI_VAR": str(tmp_path / "var")}
    first, _ = told("SECRET_KEY", **demo)
    assert first == told("SECRET_KEY", **demo)[0]
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("environment", "say"),
    [
        ({"MADOGUCHI_DATABASE": "mysql://x/y"}, "postgresql://"),
        ({"MADOGUCHI_DATABASE": "postgresql://x/y?nonsense=1"}, "no address of PostgreSQL"),
        ({"MADOGUCHI_DATABASE": "postgresql://a:b@h:port/y"}, "a port must be a number"),
        ({"MADOGUCHI_TODAY": "令和8年"}, "MADOGUCHI_TODAY"),
        ({"MADOGUCHI_PORT": "eighty"}, "MADOGUCHI_PORT"),
    ],
)
def test_what_cannot_work_is_named(environment: dict[str, str], say: str) -> None:
    assert say in told("PORT", **KEY, **environment)[1]


def test_an_address_of_postgresql_is_taken_apart() -> None:
    address = "postgresql://m%40app:p%2Fw@db.example:5433/mado?sslmode=require"
    found, _ = told("DATABASES", **KEY, MADOGUCHI_DATABASE=address)
    for part in ("'m@app'", "'p/w'", "'db.example'", "'5433'", "'mado'", "'sslmode': 'require'", "'CONN_MAX_AGE': 0"):
        assert part in found["DATABASES"]
    assert "owner" not in found["DATABASES"]


def test_of_several_servers_the_one_that_takes_writes_is_used() -> None:
    several = "postgresql://app:pw@one.example:5432,two.example:5433/mado"
    databases = ast.literal_eval(told("DATABASES", **KEY, MADOGUCHI_DATABASE=several)[0]["DATABASES"])
    found = databases["default"]
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("one.example,two.example", "5432,5433", "mado")
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    one, _ = told("DATABASES", **KEY, MADOGUCHI_DATABASE="postgresql://app:pw@one.example/mado")
    assert "target_session_attrs" not in one["DATABASES"]


def test_what_the_address_says_of_the_line_wins() -> None:
    found, _ = told(
        "DATABASES", **KEY, MADOGUCHI_DATABASE="postgresql://a:b@h/m?connect_timeout=9&options=-c%20x.y%3D1"
    )
    options = ast.literal_eval(found["DATABASES"])["default"]["OPTIONS"]
    assert (options["connect_timeout"], options["options"]) == ("9", "-c x.y=1")
    assert options["tcp_user_timeout"] == 5000


def test_a_word_of_the_password_is_in_no_refusal() -> None:
    assert "geheim" not in told("PORT", **KEY, MADOGUCHI_DATABASE="postgresql://a:geheim@h:x@y/m?z=geheim")[1]


def test_behind_https_cookies_are_secure_and_without_it_they_work() -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS")
    plain, _ = told(*names, **KEY)
    assert (plain["SESSION_COOKIE_SECURE"], plain["CSRF_COOKIE_SECURE"]) == ("False", "False")
    hosts = {"MADOGUCHI_BASE_URL": "https://mado.example", "MADOGUCHI_HOSTS": "tama.example=tama, h.example=hachioji"}
    behind, _ = told(*names, "HOSTS", **KEY, **hosts)
    assert (behind["SESSION_COOKIE_SECURE"], behind["CSRF_COOKIE_SECURE"]) == ("True", "True")
    assert behind["HOSTS"] == "{'tama.example': 'tama', 'h.example': 'hachioji'}"
    assert behind["ALLOWED_HOSTS"] == "['mado.example', 'tama.example', 'h.example', 'localhost', '127.0.0.1']"
    assert "https://tama.example" in behind["CSRF_TRUSTED_ORIGINS"]


def test_errors_are_never_shown_to_the_world() -> None:
    assert told("DEBUG", **KEY, MADOGUCHI_DEMO="0")[0] == {"DEBUG": "False"}


def test_a_passphrase_is_kept_with_scrypt_at_full_cost() -> None:
    (hasher,) = ast.literal_eval(told("PASSWORD_HASHERS", **KEY)[0]["PASSWORD_HASHERS"])
    assert hasher == f"{ScryptPasswordHasher.__module__}.ScryptPasswordHasher"
    assert (ScryptPasswordHasher.work_factor, ScryptPasswordHasher.parallelism) >= (2**14, 5)
