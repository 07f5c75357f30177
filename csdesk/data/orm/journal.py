"""The journal's two tables. Only `csdesk.data.journal` writes them; triggers refuse the rest."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Base, coded
from csdesk.domain.changes import Origin, RowAction


class JournalEntryTable(Base):
    """One command: who, when, which, and its place in the chain.

    `target_id` is the entry that an undo or redo inverts; `hash` covers everything but itself.
    No reference leads out of the journal, so that nothing in it can dangle.
    """

    __tablename__ = "journal_entry"
    __table_args__ = TABLE_OPTIONS

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    actor: Mapped[str]
    command: Mapped[str]
    params: Mapped[Any] = mapped_column(sa.JSON(none_as_null=False), nullable=False)
    customer_id: Mapped[int | None]
    origin: Mapped[Origin] = coded(Origin)
    undoable: Mapped[bool]
    target_id: Mapped[int | None] = mapped_column(index=True)
    writer: Mapped[str]  # which open store wrote it: how others' entries are told from ours
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class JournalChangeTable(Base):
    """One row that an entry touched. A purge empties `before` and `after` and nothing else."""

    __tablename__ = "journal_change"
    __table_args__ = TABLE_OPTIONS

    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("journal_entry.id", ondelete="RESTRICT"), index=True
    )
    position: Mapped[int]
    entity: Mapped[str] = mapped_column(sa.String(32))
    row_id: Mapped[int]
    customer_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[RowAction] = coded(RowAction)
    before: Mapped[Any] = mapped_column(sa.JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(sa.JSON(none_as_null=True), nullable=True)
    payload_hash: Mapped[str] = mapped_column(sa.String(64))
    purged: Mapped[bool]
