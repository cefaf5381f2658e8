"""保管の鍵 - a master key is changed in three steps, and no file is touched."""

import base64
import secrets
from pathlib import Path

import pytest

from madoguchi.desk import attach
from madoguchi.store import attachments, wall
from madoguchi.web.clock import now
from tests.commands.office import run


def line() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "storage_key"
    file.touch(mode=0o600)
    return file


def wrapped() -> dict[int, str]:
    with wall.inside("tama"):
        return attachments.sealing_keys()


def test_the_keys_are_wrapped_anew_and_the_old_line_may_go(server_env: dict[str, str], key_file: Path) -> None:
    env = server_env | {"MADOGUCHI_STORAGE_KEY_FILE": str(key_file)}
    old = Path(server_env["MADOGUCHI_STORAGE_KEY_FILE"]).read_text()
    attach._first_key("tama", now())
    before = wrapped()
    new = line()
    key_file.write_text(f"{new}\n{old}\n")
    assert run(env, "keys") == (0, {"wrapped": {"tama": 1}}, "")
    assert wrapped() != before
    key_file.write_text(f"{new}\n")
    assert run(env, "keys", "--renew")[1] == {"wrapped": {"tama": 1}}
    assert set(wrapped()) == {1, 2}


def test_a_key_that_no_line_opens_is_named_and_left(server_env: dict[str, str], key_file: Path) -> None:
    attach._first_key("tama", now())
    before = wrapped()
    key_file.write_text(line())
    code, told, said = run(server_env | {"MADOGUCHI_STORAGE_KEY_FILE": str(key_file)}, "keys")
    assert (code, told) == (1, {"wrapped": {}})
    assert "tama" in said
    assert wrapped() == before


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [
        ("", 0o600, "32 bytes"),
        ("short", 0o600, "Base64"),
        (line(), 0o644, "chmod 600"),
        (None, 0o600, "cannot be read"),
    ],
    ids=["empty", "short", "open to others", "missing"],
)
def test_a_key_file_that_will_not_do_is_refused(
    server_env: dict[str, str], key_file: Path, text: str | None, mode: int, why: str
) -> None:
    attach._first_key("tama", now())
    key_file.write_text(text or "")
    key_file.chmod(mode)
    if text is None:
        key_file.unlink()
    code, _, said = run(server_env | {"MADOGUCHI_STORAGE_KEY_FILE": str(key_file)}, "keys")
    assert code == 2
    assert why in said
