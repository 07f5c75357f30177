"""Records, mapping and migrations say the same."""

import types
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Union, get_args, get_origin, get_type_hints

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import csdesk.data.orm.journal
from csdesk.data.cascade import all_references
from csdesk.data.mapping import shape_of
from csdesk.data.migrations import SCHEMA_VERSION
from csdesk.data.migrations.run import revision_of, upgrade
from csdesk.data.opening import dump_json, migrate_file
from csdesk.data.orm import MODELS
from csdesk.data.orm.base import Base
from csdesk.data.orm.types import Code
from csdesk.data.sqlite_file import WRITE, connect_locked, engine_on
from csdesk.domain import records, records_delivery, records_kickoff
from csdesk.domain.records import Record

PLAIN = {int: sa.Integer, bool: sa.Boolean}


@pytest.fixture
def migrated_file(tmp_path: Path) -> Iterator[sa.Engine]:
    """A file that has gone through every migration, and nothing else."""
    connection = connect_locked(tmp_path / "m.csdesk", mode="rwc")
    engine = engine_on(connection, dump_json)
    migrate_file(engine)
    yield engine
    connection.close()


@pytest.fixture
def migrated_server(empty_database: str) -> Iterator[sa.Engine]:
    """A server's database that has gone through every migration, and nothing else."""
    engine = sa.create_engine(empty_database)
    with engine.begin() as connection:
        upgrade(connection)
    yield engine
    engine.dispose()


@pytest.fixture(params=["migrated_file", "migrated_server"])
def migrated(request: pytest.FixtureRequest) -> sa.Engine:
    """Each of the two."""
    engine: sa.Engine = request.getfixturevalue(request.param)
    return engine


def test_every_record_class_is_mapped() -> None:
    stored = {
        value
        for module in (records, records_delivery, records_kickoff)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and value is not Record
    }
    assert set(MODELS) == stored


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_records_and_columns_are_equal(kind: type[Record]) -> None:
    table = shape_of(kind).table
    assert {field.name for field in fields(kind)} == {column.name for column in table.columns}
    for name, hint in get_type_hints(kind).items():
        column = table.c[name]
        is_union = get_origin(hint) in {Union, types.UnionType}
        if not isinstance(column.type, sa.JSON):
            assert column.nullable == (is_union and type(None) in get_args(hint)), name
        inner = next((arg for arg in get_args(hint) if arg is not type(None)), hint)
        inner = inner if is_union else hint
        if isinstance(inner, type) and issubclass(inner, StrEnum):
            assert isinstance(column.type, Code), name
            assert column.type.codes is inner
        elif isinstance(inner, type) and not isinstance(column.type, sa.JSON):
            mapped = PLAIN.get(inner) or type(Base.type_annotation_map[inner])
            assert isinstance(column.type, mapped), name


def test_the_migrations_make_what_the_mapping_says(migrated: sa.Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert revision_of(connection) == SCHEMA_VERSION


def test_references_restrict_in_the_database(migrated: sa.Engine) -> None:
    inspector = sa.inspect(migrated)
    found = 0
    for table in Base.metadata.tables:
        for key in inspector.get_foreign_keys(table):
            assert key["options"].get("ondelete") == "RESTRICT", (table, key)
            found += 1
    assert found == len(all_references()) + 1  # and the journal's own


def test_a_file_never_gives_an_id_twice(migrated_file: sa.Engine) -> None:
    with migrated_file.connect() as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        tables = {row.name: row.sql for row in connection.exec_driver_sql(query)}
    for table in Base.metadata.tables:
        assert "AUTOINCREMENT" in tables[table], table


def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    connection = connect_locked(tmp_path / "m.csdesk", mode="rwc")
    engine = engine_on(connection, dump_json)
    with pytest.raises(ZeroDivisionError):
        _migrate_and_fail(engine)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    connection.close()


def _migrate_and_fail(engine: sa.Engine) -> None:
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        upgrade(connection)
        raise ZeroDivisionError


def test_journal_tables_are_part_of_the_schema() -> None:
    assert csdesk.data.orm.journal.JournalEntryTable.__tablename__ in Base.metadata.tables
