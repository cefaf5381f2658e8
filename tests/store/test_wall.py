"""壁 - no way leads from one municipality to another; and what would be if a wall were missing."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.utils import IntegrityError

from madoguchi.store import editions, municipalities, privileges, tables, wall
from madoguchi.store.errors import OutsideTheWall
from madoguchi.store.tables.scoped import Walled
from tests.places import Place
from tests.store.rows import NOW, ROWS

EVERY = sorted(ROWS, key=lambda model: model.__name__)
every_table = pytest.mark.parametrize("model", EVERY, ids=lambda model: model.__name__)
Model = type[tables.Scoped]


@pytest.fixture
def lived_in(house: object) -> None:
    """A row of every table, in two municipalities."""
    for slug in ("tama", "hachioji"):
        with wall.inside(slug, write=True):
            for model, values in ROWS.items():
                model.objects.create(**values)


def ways_to_read(model: Model) -> dict[str, Callable[[], Any]]:
    here = model.objects
    return {
        "all": lambda: list(here.all()),
        "base": lambda: list(model._base_manager.all()),
        "default": lambda: list(model._default_manager.all()),
        "count": here.count,
        "exists": here.exists,
        "aggregate": lambda: here.aggregate(models.Max("pk")),
        "values": lambda: list(here.values("pk")),
        "in_bulk": here.in_bulk,
        "first": here.first,
        "by": lambda: list(here.by()),
    }


@every_table
def test_outside_of_the_wall_nothing_is_read(lived_in: None, model: Model) -> None:
    for way in ways_to_read(model).values():
        with pytest.raises(OutsideTheWall):
            way()


@every_table
def test_outside_of_the_wall_nothing_is_written(lived_in: None, model: Model) -> None:
    with wall.inside("tama"):
        row = model.objects.get()
    for way in (row.save, row.delete, row.refresh_from_db, lambda: model.objects.create(**ROWS[model])):
        with pytest.raises(OutsideTheWall):
            way()
    with pytest.raises(OutsideTheWall):
        model.objects.bulk_create([model(**ROWS[model])])


@every_table
def test_inside_only_its_own_rows_are_there(lived_in: None, model: Model) -> None:
    for slug in ("tama", "hachioji"):
        with wall.inside(slug):
            assert {row.municipality_id for row in model.objects.all()} == {slug}
            assert {row.municipality_id for row in model._base_manager.all()} == {slug}
            assert {row.municipality_id for row in model.objects.by()} == {slug}
            assert {row.municipality_id for row in model.objects.by(municipality_id="hachioji")} == {slug}
            assert not model.objects.exclude(municipality_id=slug).exists()
    with wall.inside("tachikawa"):
        assert not model.objects.exists()


def test_a_row_is_found_by_its_texts_and_locked_only_where_it_may_be_written(lived_in: None) -> None:
    with wall.inside("tama", write=True):
        (row,) = tables.Draft.objects.by(key_hash=tables.Draft.objects.get().key_hash, lock=True)
        assert row.answers == tables.Draft.objects.get().answers
        assert list(tables.Draft.objects.by(key_hash="of nobody")) == []
    with wall.inside("tama"), pytest.raises(OutsideTheWall):
        tables.Draft.objects.by(key_hash=row.key_hash, lock=True)


@every_table
def test_a_row_of_another_city_is_not_found_by_its_number(lived_in: None, model: Model) -> None:
    with wall.inside("tama"):
        theirs = model.objects.get().pk
    with wall.inside("hachioji"):
        assert not model.objects.filter(pk=theirs).exists()
        with pytest.raises(model.DoesNotExist):
            model.objects.get(pk=theirs)


@every_table
def test_a_row_of_another_city_is_not_written(lived_in: None, model: Model) -> None:
    with wall.inside("tama"):
        theirs = model.objects.get()
    # Each in a wall of its own: PostgreSQL ends a transaction at the first refusal.
    for way in (theirs.save, theirs.delete, lambda: model.objects.bulk_create([theirs])):
        with pytest.raises(OutsideTheWall), wall.inside("hachioji", write=True):
            way()
    with pytest.raises(model.DoesNotExist), wall.inside("hachioji", write=True):
        theirs.refresh_from_db()
    with wall.inside("tama"):
        assert model.objects.count() == 1


@every_table
def test_a_row_cannot_be_made_for_another_city(house: object, model: Model) -> None:
    with pytest.raises(OutsideTheWall), wall.inside("hachioji", write=True):
        model.objects.create(municipality_id="tama", **ROWS[model])
    with pytest.raises(OutsideTheWall), wall.inside("hachioji", write=True):
        model(municipality_id="tama", **ROWS[model]).save()
    with pytest.raises(OutsideTheWall), wall.inside("hachioji", write=True):
        model.objects.bulk_create([model(municipality_id="tama", **ROWS[model])])


@every_table
def test_a_row_cannot_move_to_another_city(lived_in: None, model: Model) -> None:
    for values in ({"municipality": "hachioji"}, {"municipality_id": "hachioji"}):
        with pytest.raises(OutsideTheWall), wall.inside("tama", write=True):
            model.objects.update(**values)


@every_table
def test_a_row_that_pretends_to_be_ours_changes_nothing_of_theirs(lived_in: None, model: Model) -> None:
    with wall.inside("tama"):
        theirs = model.objects.get()
    theirs.municipality_id = "hachioji"
    with pytest.raises((IntegrityError, DatabaseError)), wall.inside("hachioji", write=True):
        theirs.save()
    with wall.inside("hachioji", write=True), transaction.atomic():
        gone: Any = 0
        if "DELETE" in model.grants or connection.vendor == "sqlite":
            gone = theirs.delete()
        assert gone == 0
    with wall.inside("tama"):
        assert model.objects.count() == 1


@every_table
def test_what_is_open_for_reading_is_not_written(lived_in: None, model: Model) -> None:
    with wall.inside("tama"):
        row = model.objects.get()
        for way in (row.save, row.delete, lambda: model.objects.update(pk=row.pk), model.objects.all().delete):
            with pytest.raises(OutsideTheWall):
                way()


@every_table
def test_queries_by_hand_are_refused(lived_in: None, model: Model) -> None:
    with wall.inside("tama"):
        for rows in (model.objects, model.objects.all()):
            with pytest.raises(OutsideTheWall):
                rows.raw(f"SELECT * FROM {model._meta.db_table}")


@every_table
def test_without_our_filter_the_database_alone_still_refuses(lived_in: None, place: Place, model: Model) -> None:
    """The wall behind ours. SQLite has none: there the same question shows what our filter alone keeps in."""
    bare = models.QuerySet(model)
    with wall.inside("hachioji"):
        seen = {row.municipality_id for row in bare.all()}
    assert seen == ({"hachioji"} if place.kind == "postgresql" else {"hachioji", "tama"})


@every_table
def test_without_our_filter_and_outside_the_database_shows_nothing(lived_in: None, place: Place, model: Model) -> None:
    seen = {row.municipality_id for row in models.QuerySet(model).all()}
    assert seen == (set() if place.kind == "postgresql" else {"hachioji", "tama"})


@every_table
def test_without_our_filter_the_database_alone_takes_no_row_for_another(
    house: object, place: Place, model: Model
) -> None:
    def write() -> None:
        with wall.inside("hachioji", write=True):
            models.QuerySet(model).bulk_create([model(municipality_id="tama", **ROWS[model])])

    if place.kind == "postgresql":
        with pytest.raises(DatabaseError, match="row-level security"):
            write()
    else:
        write()
    with wall.inside("tama"):
        assert model.objects.count() == (0 if place.kind == "postgresql" else 1)


def test_sql_by_hand_sees_one_city_on_postgresql_and_all_on_sqlite(lived_in: None, place: Place) -> None:
    def count() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM store_application")
            return int(cursor.fetchone()[0])

    with wall.inside("tama"):
        inside = count()
    assert (inside, count()) == ((1, 0) if place.kind == "postgresql" else (2, 2))


def test_every_table_is_scoped_or_says_why_not() -> None:
    unscoped = {}
    for model in apps.get_app_config("store").get_models():
        if issubclass(model, tables.Scoped):
            assert isinstance(model._default_manager, Walled), model
            assert isinstance(model._base_manager, Walled), model
            indexes = [*model._meta.indexes, *model._meta.constraints]
            assert any(index.fields[0] == "municipality" for index in indexes), f"{model}: no index begins with it"
            assert model in ROWS, f"{model}: no row for the walks above"
        else:
            unscoped[model.__name__] = model.unscoped
    assert unscoped.keys() == {"Municipality"}
    assert all(len(reason) > 20 for reason in unscoped.values())


def test_every_table_of_the_database_is_one_of_ours(house: object) -> None:
    known = {model._meta.db_table for model in privileges.tables()} | {"django_migrations"}
    assert set(connection.introspection.table_names()) == known


def test_walls_do_not_stand_in_each_other(house: object) -> None:
    with wall.inside("tama"), pytest.raises(OutsideTheWall), wall.inside("hachioji"):
        pass
    with pytest.raises(OutsideTheWall), wall.inside(""):
        pass


def test_a_wall_is_not_opened_in_somebody_elses_transaction(house: object) -> None:
    with transaction.atomic(), pytest.raises(OutsideTheWall), wall.inside("tama"):
        pass


def test_nothing_is_left_of_a_wall_behind_it(house: object) -> None:
    with pytest.raises(RuntimeError), wall.inside("tama", write=True):
        raise RuntimeError
    with pytest.raises(OutsideTheWall):
        wall.current()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('madoguchi.municipality', true)")
            assert cursor.fetchone()[0] in (None, "")


def test_another_thread_is_outside(house: object) -> None:
    found: list[object] = []

    def look() -> None:
        try:
            found.append(wall.current())
        except OutsideTheWall as outside:
            found.append(outside)

    with wall.inside("tama"):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert isinstance(found[0], OutsideTheWall)


def test_a_deed_is_kept_whole_or_not_at_all(house: object) -> None:
    def half() -> None:
        with wall.inside("tama", write=True):
            tables.Clerk.objects.create(**ROWS[tables.Clerk])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with wall.inside("tama"):
        assert not tables.Clerk.objects.exists()


def test_a_reading_may_be_opened_once_more_to_write(house: object) -> None:
    with wall.inside("tama"):
        with wall.inside("tama", write=True):
            tables.Clerk.objects.create(**ROWS[tables.Clerk])
        with pytest.raises(OutsideTheWall):
            wall.writing()
    with wall.inside("tama"):
        assert tables.Clerk.objects.count() == 1


def test_what_waits_for_the_commit_happens_after_it_or_never(house: object) -> None:
    done: list[str] = []

    def half() -> None:
        with wall.inside("tama", write=True):
            wall.after_commit(lambda: done.append("lost"))
            raise RuntimeError

    with wall.inside("tama", write=True):
        wall.after_commit(lambda: done.append("kept"))
        assert done == []
    assert done == ["kept"]
    with pytest.raises(RuntimeError):
        half()
    assert done == ["kept"]


def test_what_one_city_has_cached_is_not_shown_to_another(house: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "open_edition", lambda data: data)
    with wall.inside("tama", write=True):
        editions.put("gakudo", "d" * 64, b"{}", NOW)
        assert editions.opened("d" * 64) == b"{}"
    with wall.inside("hachioji"), pytest.raises(LookupError):
        editions.opened("d" * 64)
    editions._opened.cache_clear()


def test_the_directory_needs_no_wall(house: object) -> None:
    assert [town.slug for town in municipalities.all_()] == ["hachioji", "tachikawa", "tama"]
    assert municipalities.get("tama").name == "多摩市"
    assert municipalities.get("nowhere") is None
