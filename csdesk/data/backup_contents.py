"""What is in a backup, read without opening it as a workspace and without writing to it."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from csdesk.data.backup import backup_problems, bad_backup, listed_as
from csdesk.data.cipher import driver
from csdesk.data.identity import is_encrypted
from csdesk.data.sqlite_file import connect
from csdesk.domain.codes import RowKind


@dataclass(frozen=True, kw_only=True, slots=True)
class LastChange:
    """The newest entry of a journal: when (UTC), who, and which command."""

    at: datetime
    actor: str
    command: str
    params: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupContents:
    """What a good backup holds; `reason` is "" for a file that no list names."""

    path: Path
    at: datetime
    reason: str
    size: int
    company: str
    customers: int
    projects: int
    items: int
    last: LastChange | None
    encrypted: bool


def contents(backup: Path, password: str = "") -> BackupContents:
    """Check a closed backup as a restore does and count what it holds; nothing is written.

    UserError `bad_backup` for a damaged one, `password_needed` and `wrong_password` for an
    encrypted one.
    """
    encrypted = is_encrypted(backup)
    problems = backup_problems(backup, password)
    if problems:
        raise bad_backup(backup, problems[0])
    known = listed_as(backup)
    status = backup.stat()
    try:
        with closing(connect(backup, mode="ro", password=password if encrypted else "")) as raw:
            return BackupContents(
                path=backup,
                at=datetime.fromtimestamp(status.st_mtime, UTC) if known is None else known.at,
                reason="" if known is None else known.reason,
                size=status.st_size,
                company=str(_one(raw, "SELECT company FROM workspace")),
                customers=int(_one(raw, "SELECT count(*) FROM customer")),
                projects=int(_one(raw, "SELECT count(*) FROM project")),
                items=int(
                    _one(raw, "SELECT count(*) FROM plan_row WHERE kind = ?", RowKind.ITEM.value)
                ),
                last=_last(raw),
                encrypted=encrypted,
            )
    except driver().Error as error:
        raise bad_backup(backup, str(error)) from error


def _one(connection: Any, query: str, *values: str) -> Any:
    row = connection.execute(query, values).fetchone()
    return "" if row is None else row[0]


def _last(connection: Any) -> LastChange | None:
    row = connection.execute(
        "SELECT at, actor, command, params FROM journal_entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    at = datetime.fromisoformat(str(row[0]))
    params = json.loads(row[3])
    return LastChange(
        at=at if at.tzinfo else at.replace(tzinfo=UTC), actor=row[1], command=row[2], params=params
    )
