"""添付 - a file is whole or it is not there; it is its draft's own, sealed, and opens in no other place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi import settings
from madoguchi.core.attachment import Attachment, Unacceptable
from madoguchi.core.plug import PlugError
from madoguchi.desk import attach
from madoguchi.plugs import open_plug, vault
from madoguchi.store import attachments, drafts, wall
from madoguchi.store.errors import OutsideTheWall
from madoguchi.web.clock import now
from tests import papers
from tests.forms.examples import example
from tests.places import Owner

MINE, YOURS = "the-key-of-my-draft-000", "the-key-of-your-draft-0"
FORM = example("files").form


@pytest.fixture(autouse=True)
def storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, house: object) -> Iterator[Any]:
    """A folder of the test's own."""
    monkeypatch.setattr(settings, "STORAGE", str(tmp_path / "files"))
    opened = attach.storage
    opened.cache_clear()
    attach._unwrapped.cache_clear()
    yield opened()
    opened.cache_clear()


@pytest.fixture(autouse=True)
def two_drafts(house: object) -> None:
    for city in ("tama", "hachioji"):
        with wall.inside(city, write=True):
            for key in (MINE, YOURS):
                drafts.create(key, "example", "none", now())


def add(data: bytes | None = None, key: str = MINE, city: str = "tama", name: str = "証明書.jpg") -> Attachment:
    return attach.add(city, key, name, data or papers.jpeg(), now())


def known(key: str = MINE, city: str = "tama") -> dict[str, Attachment]:
    with wall.inside(city):
        return attachments.free_of(attachments.owner_of(key))


def lying(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "files").rglob("*") if path.is_file())


def test_what_was_added_is_read_again_and_lies_nowhere_unsealed(tmp_path: Path) -> None:
    data = papers.pdf()
    kept = add(data, name="就労 証明書.pdf")
    assert (kept.kind, kept.pages, kept.size, kept.name) == ("pdf", 2, len(data), "就労 証明書.pdf")
    assert attach.read("tama", kept.key) == data
    (file,) = lying(tmp_path)
    assert b"PDF" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert hashlib.sha256(file.read_bytes()).hexdigest() == kept.digest


@pytest.mark.parametrize(
    ("code", "name", "data"),
    [
        ("program", "証明書.jpg", papers.program()),
        ("pdf_password", "a.pdf", papers.pdf_with_a_password()),
        ("zip_bomb", "a.xlsx", papers.zip_bomb()),
        ("photo_huge", "a.png", papers.huge_png()),
        ("photo_cut", "a.jpg", papers.jpeg()[:4_000]),
        ("sheet_macro", "a.xlsx", papers.xlsm()),
    ],
)
def test_what_may_not_be_kept_says_what_to_do_and_leaves_nothing(
    tmp_path: Path, code: str, name: str, data: bytes
) -> None:
    with pytest.raises(Unacceptable) as refused:
        add(data, name=name)
    assert refused.value.code == code
    assert refused.value.say.startswith(f"「{name}」")
    assert refused.value.say.endswith(("ください。",))
    assert not known()
    assert not lying(tmp_path)


def test_a_file_cannot_be_worked_on_while_a_wall_is_open() -> None:
    with wall.inside("tama", write=True), pytest.raises(RuntimeError, match="while tama is open"):
        add()


def test_a_file_of_one_draft_is_found_by_no_other() -> None:
    kept = add()
    assert list(known(MINE)) == [kept.key]
    assert not known(YOURS)
    with wall.inside("tama", write=True):
        answers = {"name": "見本", "proof": [kept.key]}
        assert [mistake.path for mistake in attach.strangers(YOURS, FORM, answers)] == ["proof"]
        assert not attach.strangers(MINE, FORM, answers)
        assert attach.bind(YOURS, FORM, answers, "2026-000001-A") == 0
        assert attach.remove(YOURS, [kept.key]) == 0
        assert attach.bind(MINE, FORM, answers, "2026-000002-B") == 1
    with wall.inside("tama"):
        assert attachments.bound_to("2026-000002-B")[kept.key].place == "proof"
        assert not attachments.bound_to("2026-000001-A")


def test_what_is_bound_is_bound_once_and_no_longer_the_drafts() -> None:
    kept = add()
    answers = {"name": "見本", "proof": [kept.key]}
    with wall.inside("tama", write=True):
        assert attach.bind(MINE, FORM, answers, "2026-000002-B") == 1
        assert attach.bind(MINE, FORM, answers, "2026-000003-C") == 0
        assert attach.remove(MINE, [kept.key]) == 0
    assert attach.read("tama", kept.key)


def test_what_is_taken_away_is_gone_once_the_transaction_is_safe(tmp_path: Path) -> None:
    one, other = add(), add()

    def take_away_and_fail() -> None:
        with wall.inside("tama", write=True):
            attach.remove(MINE, [one.key])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_away_and_fail()
    assert len(lying(tmp_path)) == 2, "undone, nothing is gone"
    with wall.inside("tama", write=True):
        assert attach.remove(MINE, [one.key]) == 1
        assert len(lying(tmp_path)) == 2, "not before it is safe"
    assert [file.name for file in lying(tmp_path)] == [other.key]


def test_an_application_is_forgotten_with_its_files(tmp_path: Path) -> None:
    kept = add()
    with wall.inside("tama", write=True):
        attach.bind(MINE, FORM, {"proof": [kept.key]}, "2026-000002-B")
    with wall.inside("tama", write=True):
        assert attach.forget("2026-000002-B") == 1
    assert not lying(tmp_path)


def test_a_ciphertext_in_the_place_of_another_is_refused(tmp_path: Path) -> None:
    mine, yours = add(), add(papers.jpeg(300, 200), YOURS)
    places = {file.name: file for file in lying(tmp_path)}
    places[mine.key].write_bytes(places[yours.key].read_bytes())
    with pytest.raises(attach.Lost, match="locked"):
        attach.read("tama", mine.key)
    assert attach.read("tama", yours.key), "the control arm: in its own place it opens"


def test_a_changed_bit_is_refused(tmp_path: Path) -> None:
    kept = add()
    (file,) = lying(tmp_path)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(attach.Lost, match="locked"):
        attach.read("tama", kept.key)


def test_another_municipality_can_neither_find_nor_open_it(tmp_path: Path) -> None:
    kept = add()
    theirs = add(city="hachioji", key=MINE)
    assert kept.key not in known(city="hachioji")
    with pytest.raises(attach.Lost, match="unknown"):
        attach.read("hachioji", kept.key)
    (mine,) = (file for file in lying(tmp_path) if file.name == kept.key)
    (other,) = (file for file in lying(tmp_path) if file.name == theirs.key)
    other.write_bytes(mine.read_bytes())
    with pytest.raises(attach.Lost, match="locked"):
        attach.read("hachioji", theirs.key)


def test_a_key_in_the_place_of_another_municipalitys_opens_nothing(owner: Owner) -> None:
    kept = add()
    add(city="hachioji")
    of = "SELECT wrapped FROM store_storagekey WHERE municipality_id = 'hachioji'"
    owner.execute(f"UPDATE store_storagekey SET wrapped = ({of}) WHERE municipality_id = 'tama'")
    attach._unwrapped.cache_clear()
    with pytest.raises(attach.Lost, match="locked"):
        attach.read("tama", kept.key)


def test_files_are_seen_inside_of_the_wall_only() -> None:
    with pytest.raises(OutsideTheWall):
        attachments.get("A" * 22)


def test_a_crash_between_the_file_and_its_row_leaves_what_the_night_clears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "put", crash)
    with pytest.raises(KeyboardInterrupt):
        add()
    monkeypatch.undo()
    monkeypatch.setattr(settings, "STORAGE", str(tmp_path / "files"))
    (left,) = lying(tmp_path)
    assert not known()
    assert attach.sweep("tama", now()) == (0, 0), "it may still be on its way"
    os.utime(left, (0, 0))
    assert attach.sweep("tama", now()) == (0, 1)
    assert not lying(tmp_path)


def crash(*args: Any) -> None:
    raise KeyboardInterrupt


def test_a_crash_while_it_is_written_leaves_no_half_file_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        add()
    assert not known()
    assert not [file for file in lying(tmp_path) if not file.name.startswith(".aside-")]


def test_the_night_takes_what_no_draft_speaks_of_and_keeps_what_one_does(tmp_path: Path) -> None:
    spoken, left, bound = add(), add(), add()
    with wall.inside("tama", write=True):
        attach.bind(MINE, FORM, {"proof": [bound.key]}, "2026-000002-B")
        drafts.save(MINE, {"proof": [spoken.key]}, {}, 0, {}, now())
    assert attach.sweep("tama", now() + timedelta(hours=23)) == (0, 0)
    assert attach.sweep("tama", now() + timedelta(hours=25)) == (1, 0)
    assert sorted(file.name for file in lying(tmp_path)) == sorted([spoken.key, bound.key])
    assert left.key not in known()


def test_a_storage_that_is_away_refuses_the_file_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    fake: Any = open_plug("storage/fake", {})
    monkeypatch.setattr(attach, "storage", lambda: fake)
    kept = add()
    fake.away = True
    with pytest.raises(PlugError):
        add()
    with pytest.raises(PlugError):
        attach.read("tama", kept.key)
    assert list(known()) == [kept.key]


def test_a_new_master_key_takes_over_and_the_old_one_can_be_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = settings.storage_keys()[0], vault.new_key()
    kept = add()
    monkeypatch.setattr(settings, "storage_keys", lambda: (new, old))
    assert attach.rewrap("tama", now(), renew=True) == 1
    monkeypatch.setattr(settings, "storage_keys", lambda: (new,))
    attach._unwrapped.cache_clear()
    assert attach.read("tama", kept.key)
    assert add().sealed_by == 2
    monkeypatch.setattr(settings, "storage_keys", lambda: (old,))
    attach._unwrapped.cache_clear()
    with pytest.raises(vault.Locked):
        add()


def test_one_draft_cannot_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attach, "MOST_OF_A_DRAFT", 1)
    add()
    with pytest.raises(Unacceptable, match="too_many"):
        add()
