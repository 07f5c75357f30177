"""Opening and making workspaces: file or server, checks first, then the lock, then the schema."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from csdesk.data.cipher import driver, require_cipher, usable
from csdesk.data.identity import (
    APPLICATION_ID,
    damaged,
    lock_info_path,
    require_workspace,
    require_writable,
    write_lock_info,
)
from csdesk.data.migrations import SCHEMA_VERSION
from csdesk.data.sqlite_file import WRITE, connect_locked, engine_on, header_in, quick_check
from csdesk.domain.errors import N_, UserError

SERVER_PREFIX = "postgresql"


def is_server(path: Path | str) -> bool:
    """Tell a server's address from a file's name."""
    return isinstance(path, str) and path.startswith(SERVER_PREFIX) and "://" in path


def dump_json(value: Any) -> str:
    """Return JSON with the characters that people typed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def create_file(path: Path, password: str = "") -> sa.Engine:
    """Make a workspace file with the newest schema and hold it; encrypted with a password."""
    if password:
        require_cipher(path)
        password = usable(password)
    if path.exists():
        raise UserError("file_exists", N_("{path} exists already. Choose another name."), path=path)
    if not path.parent.is_dir():
        raise UserError(
            "no_such_folder", N_("There is no folder {folder}. Make it first."), folder=path.parent
        )
    try:
        connection = connect_locked(path, mode="rwc", password=password)
    except (OSError, driver().Error) as error:
        raise _not_made(path, error) from error
    write_lock_info(path)
    try:
        engine = engine_on(connection, dump_json)
        migrate_file(engine)
    except BaseException as error:
        connection.close()
        close_file(path)
        path.unlink(missing_ok=True)
        if isinstance(error, sa.exc.OperationalError):
            raise _not_made(path, error.orig) from error
        raise
    return engine


def _not_made(path: Path, reason: object) -> UserError:
    return UserError(
        "not_writable",
        N_("{path} cannot be made: {reason}. Choose a folder with room in which you may write."),
        path=path,
        reason=reason,
    )


def open_file(path: Path, *, backups: bool, password: str = "") -> sa.Engine:
    """Check, lock and open a workspace file; an older schema is migrated after a backup.

    The password of a file that is not encrypted is not looked at.
    """
    header = require_workspace(path, password)
    require_writable(path)
    password = "" if header is not None else password
    connection = connect_locked(path, password=password)
    try:
        header = header or header_in(connection)
        problems = quick_check(connection)
        if problems:
            raise damaged(path, problems[0])
        engine = engine_on(connection, dump_json)
        write_lock_info(path)
        if header.schema < SCHEMA_VERSION:
            if backups:
                from csdesk.data.backup import back_up

                back_up(connection, path, "migration", password=password)
            migrate_file(engine)
    except BaseException:
        connection.close()
        close_file(path)
        raise
    return engine


def close_file(path: Path) -> None:
    """Take away the words about who holds the file; the lock went with the connection."""
    with suppress(OSError):
        lock_info_path(path).unlink(missing_ok=True)


def migrate_file(engine: sa.Engine) -> None:
    """Run the missing revisions in one transaction, with references checked at its end."""
    from csdesk.data.migrations.run import upgrade

    with engine.connect().execution_options(**{WRITE: True}) as connection:
        # Tables are rebuilt by copying; the switch has no effect inside a transaction.
        _outside(connection, "PRAGMA foreign_keys=OFF")
        with connection.begin():
            upgrade(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise RuntimeError(f"the migration left a reference to nothing in {broken[0]}")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        _outside(connection, "PRAGMA foreign_keys=ON")


def _outside(connection: sa.Connection, statement: str) -> None:
    raw: Any = connection.connection.driver_connection
    raw.execute(statement)


def open_server(url: str, *, create: bool) -> sa.Engine:
    """Connect to a database server; make or migrate the schema under a lock of its own."""
    from sqlalchemy.exc import OperationalError

    from csdesk.data.migrations.run import revision_of, upgrade

    engine = sa.create_engine(
        url, pool_size=1, max_overflow=0, pool_pre_ping=True, json_serializer=dump_json
    )
    try:
        with engine.begin() as connection:
            lock_server(connection)
            found = revision_of(connection)
            _check_server(found, create=create)
            if found != SCHEMA_VERSION:
                upgrade(connection)
    except OperationalError as error:
        engine.dispose()
        raise UserError(
            "no_server",
            N_("The database server does not answer: {reason}. Check the address and the network."),
            reason=str(error.orig).strip(),
        ) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def lock_server(connection: sa.Connection) -> None:
    """Wait for the right to write to this workspace; held to the end of the transaction."""
    connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext(current_schema()))"))


def _check_server(found: int | None, *, create: bool) -> None:
    if create and found is not None:
        raise UserError(
            "file_exists", N_("There is a workspace in this database already. Open it instead.")
        )
    if not create and found is None:
        raise UserError(
            "foreign_file",
            N_("There is no workspace in this database. Make one with: csdesk new"),
        )
    if found is not None and found > SCHEMA_VERSION:
        raise UserError(
            "newer_file",
            N_("This database was written by a newer csdesk. Install it; nothing was changed."),
        )
