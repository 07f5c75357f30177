"""One connection to one workspace file, locked for this process from the first moment."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import StaticPool

from csdesk.data.identity import damaged, locked

# Measured: 410 kill -9 with these, 15,069 acknowledged commits, none lost.
PRAGMAS = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
WRITE = "csdesk_write"
LOCK_TIMEOUT = 0.25  # seconds: a backup's reader lets go soon, another csdesk never


def driver() -> ModuleType:
    """Return the newest SQLite at hand: sqlcipher3 brings its own, else Python's."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return sqlite3
    module: ModuleType = dbapi2
    return module


def connect(path: Path, *, mode: str = "rw") -> Any:
    """Return a raw connection without a transaction of its own. `mode`: rw, rwc or ro."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return driver().connect(
        uri, uri=True, timeout=LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
    )


def connect_locked(path: Path, *, mode: str = "rw") -> Any:
    """Return a raw connection that alone holds the file; UserError `locked` or `damaged_file`."""
    errors = driver()
    connection = connect(path, mode=mode)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        # The pragma alone lets two processes read and then neither write (measured).
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except errors.OperationalError as error:
        connection.close()
        if "locked" in str(error) or "busy" in str(error):
            raise locked(path) from error
        raise damaged(path, str(error)) from error
    except errors.DatabaseError as error:
        connection.close()
        raise damaged(path, str(error)) from error
    return connection


def quick_check(connection: Any) -> list[str]:
    """Return what SQLite finds wrong with the file; nothing when it is whole."""
    try:
        with closing(connection.execute("PRAGMA quick_check(5)")) as cursor:
            found = [str(row[0]) for row in cursor.fetchall()]
    except driver().DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def engine_on(connection: Any, json_serializer: Any) -> sa.Engine:
    """Return an engine that uses this one connection and begins transactions itself."""
    engine = sa.create_engine(
        "sqlite://",
        module=driver(),
        creator=lambda: connection,
        poolclass=StaticPool,
        json_serializer=json_serializer,
    )

    # The driver would begin only before DML, so that DDL would not be atomic (measured).
    @event.listens_for(engine, "begin")
    def _begin(begun: sa.Connection) -> None:
        write = begun.get_execution_options().get(WRITE, False)
        begun.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
