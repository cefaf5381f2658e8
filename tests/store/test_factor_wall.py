"""認証の要素の壁 - passkeys and codes stand in allauth's table: no way leads to those of another city."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, models

from madoguchi.store import tables, wall
from madoguchi.store.errors import OutsideTheWall
from tests.places import Place


def employ(slug: str) -> int:
    """An account with a code of its own."""
    with wall.inside(slug, write=True):
        clerk = tables.Clerk.objects.create(username="kessai", name="見本", password="p")
        Authenticator.objects.create(user=clerk, type="totp", data={"secret": slug})
        return int(clerk.pk)


@pytest.fixture
def neighbours(house: object) -> dict[str, int]:
    return {slug: employ(slug) for slug in ("tama", "hachioji")}


def test_inside_only_its_own_are_there(neighbours: dict[str, int]) -> None:
    for slug in neighbours:
        with wall.inside(slug):
            for rows in (Authenticator.objects, Authenticator._base_manager, Authenticator._default_manager):
                assert [row.data["secret"] for row in rows.all()] == [slug]
                assert not rows.exclude(user_id=neighbours[slug]).exists()


def test_outside_there_are_none(neighbours: dict[str, int]) -> None:
    with wall.inside("tama"):
        row = Authenticator.objects.get()
    ways: list[Callable[[], Any]] = [lambda: list(Authenticator.objects.all()), row.save, row.delete]
    ways += [row.refresh_from_db, Authenticator.objects.count, lambda: Authenticator(user_id=row.user_id).save()]
    for way in ways:
        with pytest.raises(OutsideTheWall):
            way()


def test_those_of_another_city_are_neither_written_nor_taken_away(neighbours: dict[str, int]) -> None:
    with wall.inside("tama"):
        theirs = Authenticator.objects.get()
    for way in (theirs.save, theirs.delete, lambda: Authenticator(user_id=neighbours["tama"], data={}).save()):
        with pytest.raises(OutsideTheWall), wall.inside("hachioji", write=True):
            way()
    with wall.inside("hachioji", write=True):
        assert not Authenticator.objects.filter(pk=theirs.pk).update(data={})
        assert not Authenticator.objects.filter(pk=theirs.pk).delete()
    with wall.inside("tama"):
        assert Authenticator.objects.get().data == {"secret": "tama"}


def test_what_is_open_for_reading_is_not_written(neighbours: dict[str, int]) -> None:
    with wall.inside("tama"):
        row = Authenticator.objects.get()
        for way in (
            row.save,
            row.delete,
            lambda: Authenticator.objects.update(data={}),
            Authenticator.objects.all().delete,
        ):
            with pytest.raises(OutsideTheWall):
                way()


def test_without_our_filter_the_database_alone_still_refuses(neighbours: dict[str, int], place: Place) -> None:
    """SQLite has no wall of its own: there the same questions show what our filter alone keeps in."""
    real = place.kind == "postgresql"
    bare = models.QuerySet(Authenticator)
    with wall.inside("hachioji"):
        assert {row.data["secret"] for row in bare.all()} == ({"hachioji"} if real else {"hachioji", "tama"})
    assert bare.count() == (0 if real else 2)

    def write() -> None:
        with wall.inside("hachioji", write=True):
            bare.bulk_create([Authenticator(user_id=neighbours["tama"], type="webauthn", data={"secret": "theirs"})])

    if not real:
        write()
        return
    with pytest.raises(DatabaseError, match="row-level security"):
        write()
    with wall.inside("hachioji", write=True):
        assert models.QuerySet(Authenticator).filter(user_id=neighbours["tama"]).update(data={}) == 0
