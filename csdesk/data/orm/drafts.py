"""What is being typed, kept every moment: outside the journal, and gone once it is stored."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Base, json_column


class DraftTable(Base):
    """A text under way by its key. No record, no history: it is no fact of anybody's yet."""

    __tablename__ = "draft"
    __table_args__ = TABLE_OPTIONS

    key: Mapped[str] = mapped_column(unique=True)
    content: Mapped[Any] = json_column()
    at: Mapped[datetime]
