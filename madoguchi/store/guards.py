"""番 - what the database itself lets go: an application after its day, and what belongs to it after the application.

The rule is the longest that the records of the application name, and the one in force now: records and editions are
only ever added to, so who serves can make nothing go earlier. PostgreSQL: our role may not delete; a function of the
owner does, and looks first. SQLite: triggers look. Both go by the database's own clock, and are put up anew by every
`madoguchi migrate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import transaction

# By this column a row belongs to an application, or to one of its cases.
_BY_REFERENCE: Final = ("reference", "submitted")
_BY_CASE: Final = ("case", "subject")
# These speak of an application, and stay.
STAYS: Final[dict[str, str]] = {
    "store_application": "It goes first: only then may the others.",
    "store_event": "Records hold no personal data, and the chain must still be followed.",
    "store_disposal": "It says that the application has gone.",
}
# Rows of a draft may go with it; once they are an application's, they go with that.
_BOUND: Final = ("store_attachment", "store_statement")
RELEASE: Final = "store_release"
DISPOSE: Final = "store_dispose"


@dataclass(frozen=True)
class Belonging:
    """A table of rows that go with an application: the column that says whose, and whether it names a case.

    `free`: rows that may go earlier too, as drafts do, but for what was handed in with them.
    """

    table: str
    column: str
    by_case: bool
    free: bool


def belonging() -> tuple[Belonging, ...]:
    """Everything that goes with an application, its cases last: by them the others are found."""
    found = []
    for model in apps.get_app_config("store").get_models():
        names = {field.name for field in model._meta.local_concrete_fields}
        table = model._meta.db_table
        if table in STAYS:
            continue
        column = next((name for name in (*_BY_REFERENCE, *_BY_CASE) if name in names), "")
        if column:
            free = "DELETE" in model.grants and table not in _BOUND
            found.append(Belonging(table, column, column in _BY_CASE, free))
    return tuple(sorted(found, key=lambda row: (row.table == "store_case", row.table)))


def put_up(connection: Any) -> None:
    """Make the guards what this version wants, all or none. Who was let in to the functions stays so."""
    queries = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        take_down(connection)
        for query in queries:
            cursor.execute(query)


def take_down(connection: Any) -> None:
    """Before tables are altered: SQLite renames none that a trigger of another speaks of; a policy holds columns."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
            return
        for table in sorted(set(_BOUND).intersection(connection.introspection.table_names())):
            cursor.execute(f"DROP POLICY IF EXISTS bound ON {table}")


def remove(connection: Any) -> None:
    """Before the tables themselves go."""
    take_down(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in (DISPOSE, RELEASE):
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}(text)")


def let_in(cursor: Any, role: str) -> None:
    """What the product's role needs of them, on PostgreSQL."""
    for name in (RELEASE, DISPOSE):
        cursor.execute(f"REVOKE ALL ON FUNCTION {name}(text) FROM PUBLIC")
        cursor.execute(f'GRANT EXECUTE ON FUNCTION {name}(text) TO "{role}"')


def release_on_sqlite(town: str, reference: str) -> str:
    """An SQL expression: the first day on which an application may go, NULL for never. Both are SQL expressions."""
    return _SQLITE_RELEASE.format(town=town, reference=reference)


# The day on which a case was closed is that of the last record that moved one of the cases; letters that were read, and
# pages that were looked at, move nothing.
_SQLITE_RELEASE: Final = """(
    WITH moved AS (
        SELECT e.at, e.edition FROM store_event e
        WHERE e.municipality_id = {town} AND e."to" <> '' AND e."to" <> e.source AND e.subject IN
            (SELECT c.number FROM store_case c WHERE c.municipality_id = {town} AND c.reference = {reference})
    ), last AS (
        SELECT date(max(at), '+9 hours') AS closed FROM moved
    ), force AS (
        SELECT p.digest FROM store_publication p WHERE p.municipality_id = {town} AND p.procedure =
            (SELECT a.procedure FROM store_application a WHERE a.municipality_id = {town} AND a.reference = {reference})
        ORDER BY p.id DESC LIMIT 1
    ), told AS (
        SELECT d.digest, CAST(d.data AS TEXT) AS file FROM store_edition d WHERE d.municipality_id = {town} AND
            (d.digest IN (SELECT edition FROM moved) OR d.digest IN (SELECT digest FROM force))
    ), rules AS (
        SELECT digest, coalesce(json_extract(file, '$."town.yaml".retention'),
            json_extract(file, '$."municipality.yaml".retention')) AS rule FROM told
    ), days AS (
        SELECT rules.digest, CASE json_extract(rule, '$.from')
            WHEN 'closing' THEN date(min(date(closed, '+' || json_extract(rule, '$.years') || ' years'),
                date(closed, 'start of month', '+' || json_extract(rule, '$.years') || ' years', '+1 month', '-1 day')),
                '+1 day')
            ELSE printf('%04d-04-01', strftime('%Y', date(closed, '-3 months')) + 1 + json_extract(rule, '$.years'))
            END AS day
        FROM rules, last WHERE rule IS NOT NULL AND closed IS NOT NULL
    )
    SELECT max(day) FROM days
    WHERE EXISTS (SELECT 1 FROM days JOIN force USING (digest))
    AND NOT EXISTS (SELECT 1 FROM store_hold h
        WHERE h.municipality_id = {town} AND h.reference = {reference} AND h.lifted IS NULL)
    AND NOT EXISTS (SELECT 1 FROM store_case c LEFT JOIN store_edition d
            ON d.municipality_id = {town} AND d.digest = c.edition
        WHERE c.municipality_id = {town} AND c.reference = {reference} AND NOT coalesce((
            SELECT coalesce(json_extract(s.value, '$.final'), 0) FROM (
                SELECT 0 AS place, value FROM json_each(CAST(d.data AS TEXT), '$."flow.yaml".statuses')
                UNION ALL
                SELECT 1, value FROM json_each(CAST(d.data AS TEXT), '$."standard/' ||
                    json_extract(CAST(d.data AS TEXT), '$."procedure.yaml".flow') || '.yaml".statuses')
            ) s WHERE json_extract(s.value, '$.id') = c.status ORDER BY place LIMIT 1), 0))
)"""


def _sqlite() -> Iterator[str]:
    release = release_on_sqlite("OLD.municipality_id", "OLD.reference")
    yield (
        "CREATE TRIGGER guard_application BEFORE DELETE ON store_application "
        f"WHEN coalesce({release}, '9999') > date('now', '+9 hours') "
        "BEGIN SELECT RAISE(ABORT, 'store_application: its day has not come'); END"
    )
    yield (
        "CREATE TRIGGER guard_store_run BEFORE DELETE ON store_run WHEN EXISTS (SELECT 1 FROM store_round r, "
        "json_each(r.members) m JOIN store_case c ON c.municipality_id = r.municipality_id AND c.number = m.key "
        "WHERE r.municipality_id = OLD.municipality_id AND r.id = OLD.round) "
        "BEGIN SELECT RAISE(ABORT, 'store_run goes with the last case of its round'); END"
    )
    for row in belonging():
        if row.free:
            continue
        reference = f'OLD."{row.column}"'
        if row.by_case:
            reference = (
                f"(SELECT c.reference FROM store_case c WHERE c.municipality_id = OLD.municipality_id "  # noqa: S608 - names of our own tables
                f"AND c.number = {reference} UNION ALL SELECT {reference} LIMIT 1)"
            )
        yield (
            f"CREATE TRIGGER guard_{row.table} BEFORE DELETE ON {row.table} "  # noqa: S608 - as above
            "WHEN EXISTS (SELECT 1 FROM store_application a "
            f"WHERE a.municipality_id = OLD.municipality_id AND a.reference = {reference}) "
            f"BEGIN SELECT RAISE(ABORT, '{row.table} goes with its application'); END"
        )


def _postgresql() -> Iterator[str]:
    yield _POSTGRESQL_RELEASE
    yield _POSTGRESQL_DISPOSE.replace("{deletes}", "\n    ".join(_deletes()))
    for name in (RELEASE, DISPOSE):
        yield f"REVOKE ALL ON FUNCTION {name}(text) FROM PUBLIC"
    # A family may take back what it has not handed in; this one holds the owner too.
    for table in _BOUND:
        yield (
            f"CREATE POLICY bound ON {table} AS RESTRICTIVE FOR DELETE USING (reference = '' OR NOT EXISTS (SELECT "
            f"FROM store_application a WHERE a.municipality_id = {table}.municipality_id "
            f"AND a.reference = {table}.reference))"
        )


def _deletes() -> Iterator[str]:
    for row in belonging():
        whose = f't."{row.column}" = ANY (ours)' if row.by_case else f't."{row.column}" = ref'
        yield (
            f"DELETE FROM {row.table} t WHERE t.municipality_id = town AND {whose}; "  # noqa: S608 - as above
            f"GET DIAGNOSTICS n = ROW_COUNT; gone := gone || jsonb_build_object('{row.table}', n);"
        )


# The one who asks is inside of a wall, and the wall holds: no row of another municipality is read.
_POSTGRESQL_RELEASE: Final = """
CREATE OR REPLACE FUNCTION store_release(ref text) RETURNS date
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH here AS (
        SELECT current_setting('madoguchi.municipality', true) AS town
    ), cases AS (
        SELECT c.* FROM store_case c, here WHERE c.municipality_id = town AND c.reference = ref
    ), moved AS (
        SELECT e.at, e.edition FROM store_event e, here
        WHERE e.municipality_id = town AND e."to" <> '' AND e."to" <> e.source
            AND e.subject IN (SELECT number FROM cases)
    ), last AS (
        SELECT (max(at) AT TIME ZONE 'Asia/Tokyo')::date AS closed FROM moved
    ), force AS (
        SELECT p.digest FROM store_publication p, here WHERE p.municipality_id = town AND p.procedure =
            (SELECT a.procedure FROM store_application a WHERE a.municipality_id = town AND a.reference = ref)
        ORDER BY p.id DESC LIMIT 1
    ), told AS (
        SELECT d.digest, convert_from(d.data, 'UTF8')::jsonb AS file FROM store_edition d, here
        WHERE d.municipality_id = town AND (d.digest IN (SELECT edition FROM moved)
            OR d.digest IN (SELECT digest FROM force) OR d.digest IN (SELECT edition FROM cases))
    ), rules AS (
        SELECT digest, coalesce(file #> '{town.yaml,retention}', file #> '{municipality.yaml,retention}') AS rule
        FROM told WHERE digest IN (SELECT edition FROM moved) OR digest IN (SELECT digest FROM force)
    ), days AS (
        SELECT digest, CASE rule ->> 'from'
            WHEN 'closing' THEN (closed + make_interval(years => (rule ->> 'years')::int))::date + 1
            ELSE make_date(extract(year FROM closed - interval '3 months')::int + 1 + (rule ->> 'years')::int, 4, 1)
            END AS day
        FROM rules, last WHERE rule IS NOT NULL AND closed IS NOT NULL
    )
    SELECT max(day) FROM days
    WHERE EXISTS (SELECT FROM days JOIN force USING (digest))
    AND NOT EXISTS (SELECT FROM store_hold h, here WHERE h.municipality_id = town AND h.reference = ref
        AND h.lifted IS NULL)
    AND NOT EXISTS (SELECT FROM cases c LEFT JOIN told ON told.digest = c.edition WHERE NOT coalesce((
        SELECT coalesce((s.value ->> 'final')::boolean, false) FROM (
            SELECT 0 AS place, value FROM jsonb_array_elements(told.file #> '{flow.yaml,statuses}')
            UNION ALL
            SELECT 1, value FROM jsonb_array_elements(told.file #>
                ARRAY['standard/' || (told.file #>> '{procedure.yaml,flow}') || '.yaml', 'statuses'])
        ) s WHERE s.value ->> 'id' = c.status ORDER BY place LIMIT 1), false))
$$
"""
# As the owner of the tables: our own role may delete none of them.
_POSTGRESQL_DISPOSE: Final = """
CREATE OR REPLACE FUNCTION store_dispose(ref text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    town text := current_setting('madoguchi.municipality', true);
    day date;
    what text;
    ours text[];
    keys jsonb;
    gone jsonb := '{}';
    n bigint;
    one record;
    digests jsonb;
BEGIN
    SELECT procedure INTO what FROM store_application a WHERE a.municipality_id = town AND a.reference = ref FOR UPDATE;
    PERFORM 1 FROM store_case c WHERE c.municipality_id = town AND c.reference = ref FOR UPDATE;
    day := store_release(ref);
    IF day IS NULL OR day > (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date THEN
        RAISE EXCEPTION 'store_application: its day has not come' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT array_agg(c.number) INTO ours FROM store_case c WHERE c.municipality_id = town AND c.reference = ref;
    ours := ours || ref;
    SELECT coalesce(jsonb_agg(t.key ORDER BY t.key), '[]') INTO keys FROM store_attachment t
        WHERE t.municipality_id = town AND t.reference = ref;
    DELETE FROM store_application a WHERE a.municipality_id = town AND a.reference = ref;
    GET DIAGNOSTICS n = ROW_COUNT;
    gone := jsonb_build_object('store_application', n);
    {deletes}
    -- A round goes with the last of its cases: of it stay counts and digests, to which the records still lead.
    FOR one IN SELECT t.id, t.members, t."left", t.promise FROM store_round t WHERE t.municipality_id = town
        AND (t.members ?| ours OR t."left" ?| ours) FOR UPDATE
    LOOP
        CONTINUE WHEN EXISTS (SELECT FROM (SELECT jsonb_object_keys(one.members) AS number
            UNION ALL SELECT jsonb_array_elements_text(one."left")) m
            JOIN store_case c ON c.municipality_id = town AND c.number = m.number);
        SELECT coalesce(jsonb_agg(r.result -> 'digests' ORDER BY r.id), '[]') INTO digests
            FROM store_run r WHERE r.municipality_id = town AND r.round = one.id;
        DELETE FROM store_run r WHERE r.municipality_id = town AND r.round = one.id;
        GET DIAGNOSTICS n = ROW_COUNT;
        UPDATE store_round t SET document = '{}', members = '{}', "left" = '[]', progress = '{}', signed = '[]',
            transfers = '{}', sealed = '', run = 0, version = t.version + 1, report = jsonb_build_object('disposed',
                jsonb_build_object('children', (SELECT count(*) FROM jsonb_object_keys(one.members)),
                    'left', jsonb_array_length(one."left"), 'runs', digests))
            WHERE t.municipality_id = town AND t.id = one.id;
        gone := gone || jsonb_build_object('store_run', coalesce((gone ->> 'store_run')::bigint, 0) + n,
            'store_round', coalesce((gone ->> 'store_round')::bigint, 0) + 1);
    END LOOP;
    INSERT INTO store_disposal (municipality_id, reference, procedure, release, at, rows, files, remaining, certificate)
        VALUES (town, ref, what, day, clock_timestamp(), gone, jsonb_array_length(keys), keys, 0);
END
$$
"""
