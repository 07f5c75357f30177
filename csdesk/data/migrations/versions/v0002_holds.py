"""Schema 2: when a project was on hold, with what the journal still knows of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ON_HOLD = "on_hold"


def upgrade() -> None:
    op.create_table(
        "project_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_project_hold"),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name="fk_project_hold_project_id_project",
            ondelete="RESTRICT",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_project_hold_project_id", "project_hold", ["project_id"])
    _recover()


@dataclass(slots=True)
class _Period:
    since: date
    reason: str
    until: date | None = None


def _recover() -> None:
    """Read the periods of projects that still exist from the journal; purged ones stay unknown."""
    connection = op.get_bind()
    workspace = sa.table("workspace", sa.column("timezone"))
    zone = connection.execute(sa.select(workspace.c.timezone)).scalar()
    if zone is None:
        return
    project = sa.table("project", sa.column("id"))
    there = set(connection.execute(sa.select(project.c.id)).scalars())
    periods: dict[int, list[_Period]] = {row_id: [] for row_id in there}
    for row in connection.execute(_changes()):
        status = (row.after or {}).get("status")
        if row.row_id in there and status is not None:
            reason = str(row.after.get("hold_reason") or "")
            _follow(
                periods[row.row_id],
                held=status == ON_HOLD,
                undone=row.origin == "undo",
                day=_day(row.at, ZoneInfo(zone)),
                reason=reason,
            )
    found = [
        {
            "version": 1,
            "project_id": row_id,
            "since": one.since,
            "until": one.until,
            "reason": one.reason,
        }
        for row_id in sorted(periods)
        for one in periods[row_id]
    ]
    if found:
        hold = sa.table(
            "project_hold",
            sa.column("version", sa.Integer()),
            sa.column("project_id", sa.Integer()),
            sa.column("since", sa.Date()),
            sa.column("until", sa.Date()),
            sa.column("reason", sa.Text()),
        )
        connection.execute(sa.insert(hold), found)


def _changes() -> sa.Select[Any]:
    entry = sa.table(
        "journal_entry",
        sa.column("id"),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("origin"),
    )
    change = sa.table(
        "journal_change",
        sa.column("id"),
        sa.column("entry_id"),
        sa.column("entity"),
        sa.column("row_id"),
        sa.column("after", sa.JSON()),
    )
    return (
        sa.select(change.c.row_id, change.c.after, entry.c.at, entry.c.origin)
        .join_from(change, entry, entry.c.id == change.c.entry_id)
        .where(change.c.entity == "Project")
        .order_by(change.c.id)
    )


def _follow(periods: list[_Period], *, held: bool, undone: bool, day: date, reason: str) -> None:
    """Add one change of status to a project's periods; an undo makes as if it never was."""
    running = bool(periods) and periods[-1].until is None
    if held and not running:
        if undone and periods:
            periods[-1].until = None
        else:
            periods.append(_Period(since=day, reason=reason))
    elif not held and running:
        if undone or periods[-1].since == day:
            periods.pop()
        else:
            periods[-1].until = day


def _day(at: datetime, zone: ZoneInfo) -> date:
    moment = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return moment.astimezone(zone).date()
