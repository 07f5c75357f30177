"""Workspaces as released versions left them, kept as SQL text so that they can be reviewed.

`python -m tests.data.schema_files` writes the file of the present schema. A released one is never
written again: what it proves is that a customer's old file still opens.
"""

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from csdesk.data.cipher import driver
from csdesk.data.identity import APPLICATION_ID
from csdesk.data.migrations import SCHEMA_VERSION
from tests.data.world import fill
from tests.support import create_store

FOLDER = Path(__file__).parent / "schemas"


def schema_file(number: int) -> Path:
    """Return the text of a schema's workspace."""
    return FOLDER / f"schema_{number}.sql"


def rebuild(number: int, target: Path) -> None:
    """Make the workspace file that a version with this schema had left."""
    with closing(driver().connect(str(target), isolation_level=None)) as connection:
        connection.executescript(schema_file(number).read_text("utf-8"))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={number}")


def write(number: int) -> None:
    """Write the filled workspace of the present schema as text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.csdesk"
        store = create_store(path)
        fill(store)
        store.close()
        with closing(sqlite3.connect(path)) as connection:
            text = "\n".join(connection.iterdump())
    schema_file(number).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write(SCHEMA_VERSION)
    sys.stdout.write(f"{schema_file(SCHEMA_VERSION)}\n")
