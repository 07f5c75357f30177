"""Texts under way: written past the journal, which keeps facts only."""

from datetime import datetime

import sqlalchemy as sa

from csdesk.data.orm.base import Base
from csdesk.data.orm.drafts import DraftTable
from csdesk.domain.drafts import Draft
from csdesk.domain.records import Json

_T = Base.metadata.tables[DraftTable.__tablename__]


def keep(connection: sa.Connection, key: str, content: Json, at: datetime) -> None:
    """Store a draft in the place of the one with its key."""
    changed = connection.execute(
        sa.update(_T).where(_T.c.key == key).values(content=content, at=at)
    ).rowcount
    if not changed:
        connection.execute(sa.insert(_T).values(key=key, content=content, at=at))


def find(connection: sa.Connection, prefix: str) -> list[Draft]:
    """Return the drafts whose keys begin with `prefix`, the latest first."""
    query = (
        sa.select(_T.c.key, _T.c.content, _T.c.at)
        .where(_T.c.key.startswith(prefix, autoescape=True))
        .order_by(_T.c.at.desc(), _T.c.id.desc())
    )
    rows = connection.execute(query)
    return [Draft(key=row.key, content=row.content, at=row.at) for row in rows]


def drop(connection: sa.Connection, key: str) -> None:
    """Remove a draft; without one nothing happens."""
    connection.execute(sa.delete(_T).where(_T.c.key == key))
