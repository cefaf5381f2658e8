"""写し - a backup is whole or refused, comes back into either database, and says which key it needs."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from madoguchi import settings
from madoguchi.commands._keeping import keys
from madoguchi.core.backup import MANIFEST, Unfit, seal
from madoguchi.desk import attach, keep
from madoguchi.store import cases, tables, wall
from madoguchi.store.keeping import archive
from tests.commands.office import run
from tests.places import Owner, Place, PostgresqlPlace
from tests.store.rows import ROWS

KEYS = keys(settings)
FILE = "{}/" + "k" * 22
OTHER = {"MADOGUCHI_SECRET_KEY": "another-key-" + "y" * 40}


@pytest.fixture
def lived_in(house: object) -> None:
    """A row of every table, in two municipalities, with a file and a factor each; no records: they need a chain."""
    for slug in ("tama", "hachioji"):
        attach.storage().put(FILE.format(slug), slug.encode())
        with wall.inside(slug, write=True):
            for model, values in ROWS.items():
                if model not in (tables.Event, tables.Ledger):
                    more = {"key": FILE.partition("/")[2]} if model is tables.Attachment else {}
                    model.objects.create(**values | more)
            Authenticator.objects.create(user=tables.Clerk.objects.get(), type="totp", data={"secret": slug})


@pytest.fixture
def elsewhere(place: Place, tmp_path: Path, server_env: dict[str, str]) -> Iterator[dict[str, str]]:
    """The settings of another, empty house with a database of the same kind."""
    bare = {name: value for name, value in server_env.items() if not name.startswith("MADOGUCHI_DATABASE")}
    bare |= {"MADOGUCHI_VAR": str(tmp_path / "elsewhere")}
    if not isinstance(place, PostgresqlPlace):
        yield bare
        return
    second = PostgresqlPlace(place.superuser)
    try:
        second.make_empty("owner", "app")
        yield bare | second.settings
    finally:
        second.tear_down()


def backup(env: Mapping[str, str], folder: Path, *words: str) -> tuple[int, dict[str, Any], str]:
    return run(env, "backup", str(folder), *words)


def taken(env: Mapping[str, str], folder: Path) -> Path:
    code, told, said = backup(env, folder)
    assert code == 0, said
    return Path(told["backup"])


def manifest(place: Path) -> dict[str, Any]:
    return dict(json.loads((place / MANIFEST).read_text(encoding="utf-8")))


def digests(place: Path) -> dict[str, tuple[int, str]]:
    return {name: (told["rows"], told["sha256"]) for name, told in manifest(place)["tables"].items()}


def test_what_comes_back_is_what_was_there(
    lived_in: None, server_env: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    first = taken(server_env, tmp_path / "a")
    assert manifest(first)["tables"]["store_application"]["rows"] == 2
    code, told, said = run(elsewhere, "restore", str(first))
    assert told, said
    assert (code, told["missing"], told["faults"], told["files"]) == (0, [], [], 2), said
    assert manifest(first)["tables"]["mfa_authenticator"]["rows"] == 2
    lies = Path(elsewhere["MADOGUCHI_VAR"]) / "files"
    assert sorted(file.read_bytes() for file in lies.rglob("*") if file.is_file()) == [b"hachioji", b"tama"]
    # A second backup, of what was restored, has the same rows to the byte.
    assert digests(taken(elsewhere, tmp_path / "b")) == digests(first)
    code, told, said = run(elsewhere, "doctor")
    assert told, said
    checks = {check["name"]: check["ok"] for check in told["checks"]}
    assert checks["tables"], said
    assert checks["privilege"], said


def test_rows_of_one_database_go_into_the_other(
    lived_in: None, server_env: dict[str, str], place: Place, tmp_path: Path
) -> None:
    """On the run with SQLite there is no other: there the same is shown with a second file."""
    first = taken(server_env, tmp_path / "a")
    assert manifest(first)["database"] == place.kind
    bare = {name: value for name, value in server_env.items() if not name.startswith("MADOGUCHI_DATABASE")}
    sqlite = bare | {"MADOGUCHI_VAR": str(tmp_path / "sqlite")}
    assert run(sqlite, "restore", str(first))[0] == 0
    second = taken(sqlite, tmp_path / "b")
    assert manifest(second)["database"] == "sqlite"
    assert digests(second) == digests(first)


def test_a_house_that_is_not_empty_is_not_written_over(
    lived_in: None, server_env: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    first = taken(server_env, tmp_path)
    assert run(elsewhere, "restore", str(first))[0] == 0
    for env in (server_env, elsewhere):
        code, _, said = run(env, "restore", str(first))
        assert code == 1
        assert "not empty" in said


def one_byte(place: Path) -> None:
    file = place / "store_application.jsonl.gz"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def one_row(place: Path, and_the_manifest: bool = False) -> None:
    file = place / "store_application.jsonl.gz"
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    file.write_bytes(gzip.compress(b"".join(lines[1:])))
    if and_the_manifest:
        told = manifest(place)
        entry = told["tables"]["store_application"]
        entry |= {"rows": len(lines) - 1, "bytes": file.stat().st_size}
        entry["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
        (place / MANIFEST).write_text(json.dumps(told), encoding="utf-8")


def one_table(place: Path) -> None:
    (place / "store_case.jsonl.gz").unlink()


def one_file(place: Path) -> None:
    (place / "files" / FILE.format("tama")).unlink()


def a_byte_of_a_file(place: Path) -> None:
    (place / "files" / FILE.format("tama")).write_bytes(b"tamA")


def one_word(place: Path) -> None:
    told = manifest(place)
    (place / MANIFEST).write_text(json.dumps(told | {"missing": ["k"]}), encoding="utf-8")


def half_a_manifest(place: Path) -> None:
    text = (place / MANIFEST).read_text(encoding="utf-8")
    (place / MANIFEST).write_text(text[: len(text) // 2], encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "say"),
    [
        (one_byte, "store_application.jsonl.gz"),
        (one_row, "store_application.jsonl.gz"),
        (lambda place: one_row(place, and_the_manifest=True), "seal"),
        (one_table, "store_case.jsonl.gz"),
        (one_file, f"files/{FILE.format('tama')}"),
        (a_byte_of_a_file, f"files/{FILE.format('tama')}"),
        (one_word, "seal"),
        (half_a_manifest, "no whole backup"),
    ],
    ids=[
        "a byte",
        "a row",
        "a row and its digest",
        "a table",
        "a file",
        "a byte of a file",
        "the manifest",
        "half a manifest",
    ],
)
def test_a_backup_that_was_changed_is_refused(
    lived_in: None, server_env: dict[str, str], tmp_path: Path, harm: Any, say: str
) -> None:
    place = taken(server_env, tmp_path)
    untouched = shutil.copytree(place, tmp_path / "untouched")
    harm(place)
    with pytest.raises(Unfit) as reason:
        keep.examine(place, KEYS)
    assert say in str(reason.value)
    assert keep.examine(untouched, KEYS)["tables"]


def test_a_refusal_ends_with_1_and_is_told(lived_in: None, server_env: dict[str, str], tmp_path: Path) -> None:
    place = taken(server_env, tmp_path)
    code, told, said = run(server_env, "restore", "--check", str(place))
    assert (code, told["whole"]) == (0, True), said
    one_byte(place)
    code, told, said = run(server_env, "restore", "--check", str(place))
    assert (code, told) == (1, {})
    assert "refused: Changed or missing" in said


def test_another_key_is_named_before_anything_is_touched(
    lived_in: None, server_env: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    place = taken(server_env, tmp_path / "a")
    code, _, said = run(elsewhere | OTHER, "restore", str(place))
    assert code == 1
    assert "another secret_key" in said
    assert run(elsewhere | OTHER, "restore", "--other-key", str(place))[0] == 0


def test_a_backup_holds_no_key(lived_in: None, server_env: dict[str, str], tmp_path: Path) -> None:
    place = taken(server_env, tmp_path)
    for file in (file for file in place.rglob("*") if file.is_file()):
        data = file.read_bytes()
        plain = gzip.decompress(data) if file.suffix == ".gz" else data
        assert not [key for known in KEYS.values() for key in known if key.encode() in plain]
        assert file.stat().st_mode & 0o077 == 0


def test_the_newest_are_kept_and_halves_are_taken_away(
    house: object, server_env: dict[str, str], tmp_path: Path
) -> None:
    for day in ("20200101T000000Z", "20200102T000000Z", "20200103T000000Z"):
        (tmp_path / f"madoguchi-{day}").mkdir()
        (tmp_path / f"madoguchi-{day}" / MANIFEST).touch()
    (tmp_path / ".making-20200104T000000Z").mkdir()
    (tmp_path / "madoguchi-half").mkdir()
    (tmp_path / "of-somebody-else").mkdir()
    code, told, _ = backup(server_env, tmp_path, "--keep", "2")
    assert code == 0
    assert told["removed"] == ["madoguchi-20200102T000000Z", "madoguchi-20200101T000000Z"]
    left = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert left == {Path(told["backup"]).name, "madoguchi-20200103T000000Z", "madoguchi-half", "of-somebody-else"}


def test_a_backup_of_a_broken_file_is_not_made(owner: Owner, server_env: dict[str, str], tmp_path: Path) -> None:
    """SQLite: the copy is examined before it is read. PostgreSQL answers for its own pages."""
    if "MADOGUCHI_DATABASE" in server_env:
        return
    file = tmp_path / "var" / "madoguchi.sqlite3"
    file.parent.mkdir()
    source = Path(server_env["MADOGUCHI_VAR"]) / "madoguchi.sqlite3"
    data = bytearray(source.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40_000] = b"\xff" * 40_000
    file.write_bytes(data)
    code, _, said = backup(server_env | {"MADOGUCHI_VAR": str(file.parent)}, tmp_path / "b")
    assert code == 1
    assert "cannot be read" in said
    assert not list((tmp_path / "b").glob("madoguchi-*"))


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (("backup", "/proc/nowhere"), "/proc/nowhere"),
        (("backup", "b", "--keep", "0"), "--keep"),
        (("restore", "/proc"), "is no backup"),
    ],
)
def test_wrong_use_is_named(house: object, server_env: dict[str, str], words: tuple[str, ...], say: str) -> None:
    code, told, said = run(server_env, *words)
    assert (code, told) == (2, {})
    assert say in said
    assert "Traceback" not in said


def test_a_file_that_is_missing_is_named_and_one_that_was_copied_takes_no_room_again(
    lived_in: None, server_env: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    first = taken(server_env, tmp_path)
    name = FILE.format("tama")
    attach.storage().remove(name)  # the earlier backup still has it
    second = first.rename(tmp_path / "madoguchi-20200101T000000Z")
    third = taken(server_env, tmp_path)
    assert (third / "files" / name).stat().st_ino == (second / "files" / name).stat().st_ino
    code, told, said = backup(server_env, tmp_path / "new")
    assert (code, told["missing"]) == (1, [name])
    assert name in said
    code, told, _ = run(elsewhere, "restore", told["backup"])
    assert (code, told["missing"], told["files"]) == (1, [name], 1)


def test_numbers_given_out_after_the_backup_are_not_given_to_others(
    house: object, server_env: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    with wall.inside("tama", write=True):
        cases.next_reference(2026)
    first = taken(server_env, tmp_path / "a")
    assert run(elsewhere, "restore", "--skip", "1000", str(first))[0] == 0
    second = taken(elsewhere, tmp_path / "b")
    with gzip.open(second / "store_ledger.jsonl.gz", "rb") as lines:
        assert [json.loads(line)[-1] for line in lines] == [{"2026": 1001}]


def without(place: Path, told: dict[str, Any], column: str) -> None:
    """As its rows were before the table had this column, which no row has filled."""
    entry = told[f"store_{column.partition('.')[0]}"]
    file = place / f"store_{column.partition('.')[0]}.jsonl.gz"
    at = [name for name, *_ in entry["columns"]].index(column.partition(".")[2])
    rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert [row.pop(at) or None for row in rows] == [None] * len(rows)
    file.write_bytes(gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows)))
    entry["columns"].pop(at)
    entry |= archive.about(file)


NEWER = (
    "store_absence",
    "store_assent",
    "store_batch",
    "store_catalogueentry",
    "store_cataloguelist",
    "store_clubreport",
    "store_docket",
    "store_docketline",
    "store_edit",
    "store_evidence",
    "store_intake",
    "store_intakematch",
    "store_intakerow",
    "store_invitation",
    "store_learned",
    "store_letter",
    "store_mark",
    "store_nonattendance",
    "store_placement",
    "store_review",
    "store_revision",
    "store_robot",
    "store_round",
    "store_run",
    "store_score",
    "store_statement",
    "store_stay",
    "store_transcript",
    "store_triage",
    "store_verdict",
    "store_wish",
)  # tables that 0019 did not have yet


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    lived_in: None, server_env: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    """The tables are made as they were then, filled, and brought up to date with what is in them."""
    place = taken(server_env, tmp_path / "a")
    before, told = digests(place), manifest(place)
    told["state"]["store"] = "0019_says"
    for table in NEWER:
        del told["tables"][table]
        (place / f"{table}.jsonl.gz").unlink()
    times = [f"notice.{name}" for name in ("downloaded", "reminded", "returned", "posted")]
    for column in ("draft.helper", "application.helper", "clerk.posts", "ask.answer", *times):
        without(place, told["tables"], column)
    (place / MANIFEST).write_text(json.dumps(told | {"seal": seal(KEYS["secret_key"][0], told)}), encoding="utf-8")
    code, restored, said = run(elsewhere, "restore", str(place))
    assert (code, restored.get("files")) == (0, 2), said
    again = digests(taken(elsewhere, tmp_path / "b"))
    assert {(before.pop(table)[0], again.pop(table)[0]) for table in NEWER} == {(2, 0)}
    assert again == before


def test_a_backup_of_a_newer_version_is_refused(
    house: object, server_env: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    place = taken(server_env, tmp_path)
    told = manifest(place)
    told["state"]["store"] = "9999_of_tomorrow"
    (place / MANIFEST).write_text(json.dumps(told | {"seal": seal(KEYS["secret_key"][0], told)}), encoding="utf-8")
    code, _, said = run(elsewhere, "restore", str(place))
    assert code == 1
    assert "newer version" in said
