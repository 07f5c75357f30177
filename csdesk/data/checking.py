"""Reading everything once: every row of every table, every link of the journal's chain."""

from typing import Any

import sqlalchemy as sa

from csdesk.data import journal
from csdesk.data.opening import dump_json
from csdesk.data.orm import MODELS
from csdesk.data.rows import Rows
from csdesk.data.sqlite_file import engine_on


def check_connection(raw: Any) -> tuple[dict[str, int], int, list[str]]:
    """Return rows by record name, the number of journal entries, and what is wrong."""
    problems: list[str] = []
    counts: dict[str, int] = {}
    with engine_on(raw, dump_json).connect() as connection, connection.begin():
        rows = Rows(connection)
        for kind in MODELS:
            try:
                counts[kind.__name__] = len(rows.find(kind, {}))
            except (ValueError, KeyError, LookupError) as error:
                problems.append(f"{kind.__name__}: a value cannot be read ({error})")
        query = sa.select(sa.func.count()).select_from(journal.ENTRIES)
        entries = int(connection.execute(query).scalar_one())
        problems.extend(journal.verify(connection))
    return counts, entries, problems


def chain_problems(raw: Any) -> list[str]:
    """Return what is wrong with the journal's chain alone; nothing when it is whole."""
    with engine_on(raw, dump_json).connect() as connection, connection.begin():
        try:
            return list(journal.verify(connection))
        except (ValueError, KeyError, LookupError, sa.exc.DatabaseError) as error:
            return [f"the journal cannot be read ({error})"]
