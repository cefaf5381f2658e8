"""申請した人 - known by a digest alone, for as long as something is theirs, and forgotten after that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from madoguchi.core.identity import Proof
from madoguchi.desk import identity, nightly, person
from madoguchi.store import persons, tables

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)


def test_the_same_sub_is_the_same_person_and_another_way_is_another(in_tama: None) -> None:
    one, again = (identity.recognise("myna", "sub", NOW) for _ in range(2))
    assert one == again
    assert identity.recognise("mail", "sub", NOW) != one
    assert identity.recognise("myna", "sub2", NOW) != one


def test_the_row_tells_nobody_what_the_provider_calls_them(in_tama: None) -> None:
    identity.recognise("myna", "a-name-of-the-provider", NOW)
    (row,) = tables.Person.objects.values()
    assert "a-name-of-the-provider" not in str(row)
    assert set(row) == {"id", "municipality_id", "way", "sub_hash", "since", "seen"}


def test_whose_an_application_is_it_stays(in_tama: None) -> None:
    one, other = (identity.recognise("myna", sub, NOW) for sub in ("a", "b"))
    persons.tie(one, "2026-000001-A")
    persons.tie(other, "2026-000001-A")
    assert persons.owner("2026-000001-A") == one


def test_whoever_has_nothing_left_is_forgotten_after_a_year_and_others_stay(in_tama: None) -> None:
    gone, tied, here = (identity.recognise("myna", sub, NOW) for sub in ("gone", "tied", "here"))
    persons.tie(tied, "2026-000001-A")
    later = NOW + nightly.FORGOTTEN + timedelta(seconds=1)
    identity.recognise("myna", "here", later)
    nightly.clear_persons(NOW + nightly.FORGOTTEN)
    assert tables.Person.objects.count() == 3
    nightly.clear_persons(later)
    assert set(tables.Person.objects.values_list("pk", flat=True)) == {tied, here}
    assert gone not in (tied, here)


def test_an_address_is_cut_by_the_postal_directory() -> None:
    found = person.apart(Proof("s", address="東京都千代田区千代田1-1"))
    assert (found.prefecture, found.city, found.rest) == ("東京都", "千代田区", "千代田1-1")
    assert found.postcode == "1000001"
    assert person.apart(Proof("s", address="見本の住所")).line == "見本の住所"
    assert person.apart(Proof("s", address="三重県四日市市諏訪町1-5")).city == "四日市市"
