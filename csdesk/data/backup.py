"""Backups beside the workspace: copied while it is in use, checked, listed with their sums."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from csdesk.data.cipher import driver, unlock
from csdesk.data.sqlite_file import connect, connect_locked, header_in, require_password
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import NoProgress, Progress

if TYPE_CHECKING:
    from csdesk.data.store import Store

MANIFEST = "manifest.json"
PAGES_PER_STEP = 128  # half a megabyte: a step stays well under 20 ms
ALL_DAYS, DAILY, WEEKLY, MONTHLY = 2, 7, 4, 6


@dataclass(frozen=True, slots=True)
class Backup:
    """One good backup: its file, when it was made (UTC), why, its sum and the journal's end."""

    path: Path
    at: datetime
    reason: str
    sha256: str
    head: str
    size: int


def backup_folder(workspace: Path) -> Path:
    """Return the folder of a workspace's backups: beside it, so that both are found together."""
    return workspace.with_name(f"{workspace.stem}-backups")


def list_backups(workspace: Path, folder: Path | None = None) -> list[Backup]:
    """Return the backups of a workspace that are still there, newest first."""
    return _read_manifest(folder or backup_folder(workspace))


def newest_good(workspace: Path) -> Backup | None:
    """Return the newest backup whose sum is still right, None without one."""
    return next((one for one in list_backups(workspace) if _sha256(one.path) == one.sha256), None)


def back_up_store(
    store: "Store",
    reason: str,
    *,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Backup:
    """Back an open workspace up; the newest backup is returned if nothing changed since."""
    head = store.head()
    known = list_backups(store.path, folder)
    if known and known[0].head == head:
        return known[0]
    return back_up(
        store.raw_connection(),
        store.path,
        reason,
        folder=folder,
        head=head,
        lock=store.connection_lock,
        progress=progress,
        password=store.password,
    )


def back_up(
    source: Any,
    workspace: Path,
    reason: str,
    *,
    folder: Path | None = None,
    head: str = "",
    lock: Any = None,
    progress: Progress | None = None,
    now: datetime | None = None,
    password: str = "",
) -> Backup:
    """Copy a connection's database into a checked backup file and thin the old ones out.

    The copy is encrypted as the source is, whose password it needs. The lock is let go between
    steps, so that editing goes on. A copy that fails its check is thrown away and takes no good
    one with it: UserError `backup_failed`.
    """
    now = now or datetime.now(UTC)
    folder = folder or backup_folder(workspace)
    try:
        folder.mkdir(exist_ok=True, parents=True)
        made = _make(
            source, workspace, folder, reason, head, lock or RLock(), progress, now, password
        )
        _thin(folder, [made, *_read_manifest(folder)], now)
    except (OSError, driver().Error) as error:
        raise UserError(
            "backup_failed",
            N_("No backup was written to {folder}: {reason}. Make room there or allow writing."),
            folder=folder,
            reason=error,
        ) from error
    return made


def _make(
    source: Any,
    workspace: Path,
    folder: Path,
    reason: str,
    head: str,
    lock: Any,
    progress: Progress | None,
    now: datetime,
    password: str,
) -> Backup:
    """Copy, check and name one backup; nothing is left of one that fails."""
    target = _free_name(folder, workspace, now, reason)
    part = target.with_name(target.name + ".part")
    try:
        _copy(source, part, lock, progress or NoProgress(), password)
        problems = integrity_problems(part, password)
        if problems:
            raise UserError(
                "backup_failed",
                N_("The backup of {path} did not pass its check ({reason}). Older ones are kept."),
                path=workspace,
                reason=problems[0],
            )
        digest = _sha256(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Backup(target, now, reason, digest, head, target.stat().st_size)


def integrity_problems(path: Path, password: str = "") -> list[str]:
    """Return what is wrong with a closed database file, read only; nothing when it is whole."""
    try:
        with closing(connect(path, mode="ro", password=password)) as connection:
            return problems_in(connection)
    except driver().Error as error:
        return [str(error)]


def problems_in(connection: Any) -> list[str]:
    """Return what is wrong with an open database; nothing when it is whole."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
        dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except driver().Error as error:
        return [str(error)]
    if found != ["ok"]:
        return found
    return [] if dangling is None else [f"a row of {dangling[0]} refers to nothing"]


def to_keep(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return which backups stay: all of two days, then 7 daily, 4 weekly, 6 monthly."""
    newest_first = sorted(moments, reverse=True)
    kept = {at for at in newest_first if now - at <= timedelta(days=ALL_DAYS)}
    periods = ((DAILY, "%Y-%j"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m"))
    for count, form in periods:
        last_of: dict[str, datetime] = {}
        for at in newest_first:
            last_of.setdefault(at.strftime(form), at)
        kept.update(list(last_of.values())[:count])
    return kept


def listed_as(backup: Path) -> Backup | None:
    """Return what the list beside a backup says of it, None for one that is not listed."""
    listed = {one.path.resolve(): one for one in _read_manifest(backup.parent)}
    return listed.get(backup.resolve())


def backup_problems(backup: Path, password: str = "") -> list[str]:
    """Return what is wrong with a closed backup; nothing when it can be restored.

    A listed one is compared with its sum; of another one the journal's chain is verified, which
    shows damage inside a text too. UserError for what is no workspace, and for an encrypted one
    with another password.
    """
    from csdesk.data.identity import require_workspace

    if require_workspace(backup, password) is not None:
        password = ""
    known = listed_as(backup)
    if known is not None and known.sha256 != _sha256(backup):
        return ["it was altered"]
    if password:
        require_password(backup, password)
    problems = integrity_problems(backup, password)
    if problems or known is not None:
        return problems
    from csdesk.data.checking import chain_problems

    with closing(connect(backup, mode="ro", password=password)) as connection:
        return chain_problems(connection)


def bad_backup(path: Path, reason: str) -> UserError:
    """Return the refusal of a backup that is not what was written."""
    return UserError(
        "bad_backup",
        N_("{path} is no good backup: {reason}. Choose an older one."),
        path=path,
        reason=reason,
    )


def restore(backup: Path, target: Path, password: str = "") -> Path | None:
    """Put a checked copy of a backup in a workspace's place; what was there is renamed.

    Returns the new name of what was there, None if nothing was. UserError for a backup that is
    damaged or a workspace that is open.
    """
    problems = backup_problems(backup, password)
    if problems:
        raise bad_backup(backup, problems[0])
    _require_closed(target)
    part = target.with_name(target.name + ".part")
    part.write_bytes(backup.read_bytes())
    _sync(part)
    aside = put_aside(target, "restore") if target.exists() else None
    part.replace(target)
    return aside


def put_aside(target: Path, before: str) -> Path:
    """Rename a workspace by what comes `before` it, and return its new name.

    UserError while it is open.
    """
    _require_closed(target)
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    aside = target.with_name(f"{target.stem} before {before} {stamp}{target.suffix}")
    target.rename(aside)
    journal = target.with_name(target.name + "-journal")
    if journal.exists():  # belongs to what was renamed; beside another file it would spoil that
        journal.rename(aside.with_name(aside.name + "-journal"))
    return aside


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: the file, its schema, rows by record name, entries, what is wrong."""

    path: Path
    schema: int
    entries: int
    counts: Mapping[str, int]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(path: Path, password: str = "") -> CheckReport:
    """Read a whole workspace and its journal's chain; only a crash's leftovers are rolled back.

    UserError for what is no workspace or is open elsewhere; damage is in the report.
    """
    from csdesk.data.checking import check_connection
    from csdesk.data.identity import require_workspace

    header = require_workspace(path, password)
    schema = 0 if header is None else header.schema
    try:
        connection = connect_locked(path, password="" if header else password)
    except UserError as error:
        if error.code != "damaged_file":
            raise
        return CheckReport(path, schema, 0, {}, (str(error.params["reason"]),))
    with closing(connection):
        schema = header_in(connection).schema
        problems = problems_in(connection)
        if problems:
            return CheckReport(path, schema, 0, {}, tuple(problems))
        counts, entries, chain = check_connection(connection)
    return CheckReport(path, schema, entries, counts, tuple(chain))


def _require_closed(target: Path) -> None:
    from csdesk.data.identity import held_here, locked

    if held_here(target):
        raise locked(target)
    if not target.exists():
        return
    errors = driver()
    connection = connect(target)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except errors.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise locked(target) from error
    except errors.DatabaseError:
        return  # damaged: that is what a restore is for
    finally:
        connection.close()


def _copy(source: Any, part: Path, lock: Any, progress: Progress, password: str) -> None:
    copy = driver().connect(str(part), isolation_level=None)

    def step(_status: int, remaining: int, total: int) -> None:
        lock.release()
        try:
            progress.report(total - remaining, total)
            progress.check_cancelled()
        finally:
            lock.acquire()

    try:
        unlock(copy, password)
        # The copy is synced once, when it is whole.
        copy.execute("PRAGMA synchronous=OFF")
        with lock:
            source.backup(copy, pages=PAGES_PER_STEP, progress=step)
    finally:
        copy.close()
    _sync(part)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _free_name(folder: Path, workspace: Path, now: datetime, reason: str) -> Path:
    stem = f"{workspace.stem} {now.astimezone():%Y-%m-%d %H%M%S} {reason}"
    name, number = folder / f"{stem}{workspace.suffix}", 1
    while name.exists():
        number += 1
        name = folder / f"{stem} {number}{workspace.suffix}"
    return name


def _thin(folder: Path, backups: list[Backup], now: datetime) -> None:
    """Delete the backups that are no longer kept, then write the list anew."""
    keep = to_keep((one.at for one in backups), now)
    for one in backups:
        if one.at not in keep:
            with suppress(OSError):
                one.path.unlink(missing_ok=True)
    kept = [one for one in backups if one.at in keep]
    lines = [
        {
            "file": one.path.name,
            "at": one.at.isoformat(),
            "reason": one.reason,
            "sha256": one.sha256,
            "head": one.head,
            "size": one.size,
        }
        for one in sorted(kept, key=lambda one: one.at, reverse=True)
    ]
    part = folder / f"{MANIFEST}.part"
    part.write_text(json.dumps(lines, indent=1, ensure_ascii=False), "utf-8")
    part.replace(folder / MANIFEST)


def _read_manifest(folder: Path) -> list[Backup]:
    try:
        lines = json.loads((folder / MANIFEST).read_text("utf-8"))
        found = [
            Backup(
                path=folder / line["file"],
                at=datetime.fromisoformat(line["at"]),
                reason=line["reason"],
                sha256=line["sha256"],
                head=line["head"],
                size=line["size"],
            )
            for line in lines
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [one for one in found if one.path.exists()]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()
