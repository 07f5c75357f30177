"""Bring a database to the newest schema, in the caller's transaction."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

VERSION_TABLE = "alembic_version"


def upgrade(connection: sa.Connection, target: str = "head") -> None:
    """Run the revisions that are missing. The caller has opened the transaction and commits it."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(target, revision)

    with EnvironmentContext(config, scripts, fn=steps) as environment:
        environment.configure(
            connection=connection,
            version_table=VERSION_TABLE,
            # The transaction is the caller's: a file's user_version belongs into the same one.
            transactional_ddl=False,
            transaction_per_migration=False,
        )
        environment.run_migrations()


def revision_of(connection: sa.Connection) -> int | None:
    """Return the number of the schema a database holds, None if it is not one of ours."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    revision = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return int(revision) if revision is not None and str(revision).isdigit() else None
