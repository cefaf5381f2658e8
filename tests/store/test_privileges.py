"""権限 - the product serves only as a role without power, in a database that knows Japanese."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection, connections

from madoguchi.store import events, privileges, tables, wall
from madoguchi.store.errors import TooMuchPower
from tests.places import Owner, Place, PostgresqlPlace
from tests.store.rows import NOW, event


@pytest.fixture
def on_postgresql(place: Place) -> bool:
    return place.kind == "postgresql"


def test_our_own_role_may_serve(house: object) -> None:
    privileges.assert_least_privilege()
    assert privileges.faults() == ()


@pytest.fixture
def as_superuser(place: Place, house: object) -> Iterator[str]:
    """The alias of a connection that a careless office would serve with."""
    if isinstance(place, PostgresqlPlace):
        info = psycopg.conninfo.conninfo_to_dict(place.address())
        careless = connections["owner"].settings_dict | {"USER": info["user"], "PASSWORD": info.get("password", "")}
        connections.databases["careless"] = careless
        yield "careless"
        connections["careless"].close()
        del connections["careless"]
        del connections.databases["careless"]
    else:
        yield "default"


def test_a_superuser_may_not_serve(as_superuser: str, on_postgresql: bool) -> None:
    if not on_postgresql:
        assert privileges.faults(as_superuser) == ()  # SQLite has no roles: whoever has the file has all of it
        return
    with pytest.raises(TooMuchPower, match="SUPERUSER") as refused:
        privileges.assert_least_privilege(as_superuser)
    assert "migrate --role" in str(refused.value)


def test_the_owner_of_the_tables_may_not_serve(house: object, on_postgresql: bool) -> None:
    if on_postgresql:
        with pytest.raises(TooMuchPower, match=r"owns .*store_event"):
            privileges.assert_least_privilege("owner")


@pytest.mark.parametrize(
    ("power", "say"), [("BYPASSRLS", "BYPASSRLS"), ("CREATEROLE", "CREATEROLE"), ("SUPERUSER", "SUPERUSER")]
)
def test_a_power_given_later_is_seen(owner: Owner, place: Place, on_postgresql: bool, power: str, say: str) -> None:
    if isinstance(place, PostgresqlPlace):
        owner.execute(f"ALTER ROLE {place.name}_app {power}")
        try:
            assert any(say in fault for fault in privileges.faults())
        finally:
            owner.execute(f"ALTER ROLE {place.name}_app NO{power}")
    assert privileges.faults() == ()


@pytest.mark.parametrize(
    ("harm", "repair", "say"),
    [
        (
            "ALTER TABLE store_case DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE store_case ENABLE ROW LEVEL SECURITY",
            "forced",
        ),
        (
            "ALTER TABLE store_ask NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE store_ask FORCE ROW LEVEL SECURITY",
            "forced",
        ),
        ("GRANT DELETE ON store_event TO {app}", "REVOKE DELETE ON store_event FROM {app}", "DELETE store_event"),
        ("GRANT UPDATE ON store_event TO {app}", "REVOKE UPDATE ON store_event FROM {app}", "UPDATE store_event"),
        ("GRANT TRUNCATE ON store_case TO {app}", "REVOKE TRUNCATE ON store_case FROM {app}", "TRUNCATE store_case"),
        ("GRANT {owner} TO {app}", "REVOKE {owner} FROM {app}", "may become the owner"),
    ],
)
def test_a_wall_or_a_right_that_was_changed_is_seen(
    owner: Owner, place: Place, harm: str, repair: str, say: str
) -> None:
    if isinstance(place, PostgresqlPlace):
        names = {"app": f"{place.name}_app", "owner": f"{place.name}_owner"}
        owner.execute(harm.format(**names))
        try:
            assert any(say in fault for fault in privileges.faults())
        finally:
            owner.execute(repair.format(**names))
    assert privileges.faults() == ()


def test_a_database_that_knows_no_japanese_is_refused(place: Place, house: object) -> None:
    if not isinstance(place, PostgresqlPlace):
        return
    poor = f"{place.name}_c"
    with psycopg.connect(place.superuser, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {poor} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    connections.databases["poor"] = connections["default"].settings_dict | {"NAME": poor, "OPTIONS": {}}
    try:
        said = " ".join(privileges.faults("poor"))
        assert "SQL_ASCII" in said
        assert "LC_CTYPE is C" in said
    finally:
        connections["poor"].close()
        del connections["poor"]
        del connections.databases["poor"]
        with psycopg.connect(place.superuser, autocommit=True) as link:
            link.execute(f"DROP DATABASE {poor}")


@pytest.mark.parametrize("query", ["UPDATE store_event SET touch = 1", "DELETE FROM store_event"])
def test_records_are_not_changed_by_the_product_itself(house: object, query: str) -> None:
    """PostgreSQL: no right to. SQLite: a trigger."""
    with wall.inside("tama", write=True):
        events.append(event())
    with pytest.raises(DatabaseError), wall.inside("tama", write=True), connection.cursor() as cursor:
        cursor.execute(query)
    with wall.inside("tama"):
        assert [told.touch for told in events.read()] == [42]


@pytest.mark.parametrize("model", [tables.Event, tables.Edition, tables.Amendment, tables.Publication])
def test_what_is_only_ever_added_to_grants_no_more(model: type[tables.Scoped]) -> None:
    assert model.grants == ("SELECT", "INSERT")


def test_a_letter_is_not_rewritten_on_postgresql(house: object, on_postgresql: bool) -> None:
    with wall.inside("tama", write=True):
        tables.Notice.objects.create(case="c", kind="approved", lang="ja", number="1", title="t", body="承認", made=NOW)
    if on_postgresql:
        with pytest.raises(DatabaseError), wall.inside("tama", write=True):
            tables.Notice.objects.update(body="不承認")
    with wall.inside("tama", write=True):
        assert tables.Notice.objects.update(opened=NOW) == 1


def test_a_table_that_is_missing_is_named(owner: Owner, on_postgresql: bool) -> None:
    if on_postgresql:
        owner.execute("ALTER TABLE store_code RENAME TO store_cold")
        try:
            assert privileges.faults() == ("The table store_code is missing: run madoguchi migrate.",)
        finally:
            owner.execute("ALTER TABLE store_cold RENAME TO store_code")
