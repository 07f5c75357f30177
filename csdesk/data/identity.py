"""What a file says it is, read from its first bytes: refusals come before anything is opened."""

import json
import os
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csdesk.data.cipher import looks_encrypted, require_cipher
from csdesk.data.migrations import SCHEMA_VERSION
from csdesk.domain.errors import N_, UserError

APPLICATION_ID = 0x43534431  # "CSD1"
MAGIC = b"SQLite format 3\x00"
HEADER_LENGTH = 100
# Tells this process from a later one with the same number, as in a container.
PROCESS = uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Header:
    """The two numbers of a workspace file's header."""

    application_id: int
    schema: int


def read_header(path: Path) -> Header | None:
    """Return the header of an SQLite file, None when it is none."""
    with path.open("rb") as file:
        start = file.read(HEADER_LENGTH)
    if len(start) < HEADER_LENGTH or not start.startswith(MAGIC):
        return None
    return Header(
        application_id=int.from_bytes(start[68:72], "big"),
        schema=int.from_bytes(start[60:64], "big"),
    )


def is_encrypted(path: Path) -> bool:
    """Whether a file that no process of ours holds may be an encrypted workspace."""
    if held_here(path) or not path.is_file():
        return False
    try:
        return read_header(path) is None and looks_encrypted(path)
    except OSError:
        return False


def require_workspace(path: Path, password: str = "") -> Header | None:
    """Return the header of a workspace that this program can open, else say why not.

    None for one that is encrypted: what it is shows when it is unlocked. UserError
    `password_needed` without the password.
    """
    if held_here(path):
        raise locked(path)
    if not path.exists():
        raise UserError(
            "no_such_file",
            N_("There is no file {path}. Check the name, or make a workspace with: csdesk new"),
            path=path,
        )
    if path.is_dir():
        raise UserError(
            "not_a_file", N_("{path} is a folder. Name a workspace file inside it."), path=path
        )
    try:
        size = path.stat().st_size
        header = read_header(path)
    except PermissionError as error:
        raise UserError(
            "not_readable",
            N_("{path} may not be read. Ask the file's owner for the right to open it."),
            path=path,
        ) from error
    if size == 0:
        raise _with_way_out(
            path,
            UserError(
                "empty_file",
                N_("{path} is empty: nothing of a workspace is in it. {way_out}"),
                path=path,
            ),
        )
    if header is None and looks_encrypted(path):
        require_cipher(path)
        if not password:
            raise UserError(
                "password_needed", N_("{path} is encrypted. Its password is needed."), path=path
            )
        return None
    require_known(path, header)
    return header


def require_known(path: Path, header: Header | None) -> None:
    """Refuse what no csdesk wrote, and what a newer one did."""
    if header is None or header.application_id != APPLICATION_ID:
        raise _with_way_out(
            path,
            UserError(
                "foreign_file",
                N_("{path} is not a csdesk workspace. Open a file made by csdesk. {way_out}"),
                path=path,
            ),
        )
    if header.schema > SCHEMA_VERSION:
        raise UserError(
            "newer_file",
            N_(
                "{path} was written by a newer csdesk (schema {found}, this one knows {known}). "
                "Install the newer csdesk; nothing was changed."
            ),
            path=path,
            found=header.schema,
            known=SCHEMA_VERSION,
        )


def wrong_password(path: Path) -> UserError:
    """Return the refusal of a password; a damaged first page cannot be told from it."""
    return UserError(
        "wrong_password",
        N_(
            "This password does not open {path}. Type it again; nothing was changed. "
            "If it is surely right, the file is damaged or no workspace."
        ),
        path=path,
    )


def require_writable(path: Path) -> None:
    """Refuse a file or folder that the program could read and then fail to save to."""
    # The mode is looked at besides: an administrator may write to what is marked read-only.
    marked = not path.stat().st_mode & 0o222
    if marked or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise UserError(
            "read_only",
            N_(
                "{path} is read-only. Take the mark away, or copy the file to a folder in which "
                "you may write and open the copy."
            ),
            path=path,
        )


def damaged(path: Path, reason: str) -> UserError:
    """Return the refusal of a damaged file, with the newest good backup.

    Of a finding of several lines, SQLite's first one only names the database.
    """
    lines = [line for line in reason.splitlines() if not line.startswith("***")]
    return _with_way_out(
        path,
        UserError(
            "damaged_file",
            N_("{path} is damaged ({reason}). {way_out}"),
            path=path,
            reason=lines[0] if lines else reason,
        ),
    )


def _with_way_out(path: Path, error: UserError) -> UserError:
    """Fill `way_out` with the newest good backup of this file."""
    from csdesk.data.backup import newest_good

    best = newest_good(path)
    if best is None:
        error.params["way_out"] = UserError(
            "no_backup", N_("No backup of it was found beside it: look for a copy elsewhere.")
        )
    else:
        error.params["way_out"] = UserError(
            "newest_backup",
            N_("The newest good backup is of {at}. Restore it with: csdesk restore {backup}"),
            at=best.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            backup=best.path,
        )
    return error


def lock_info_path(path: Path) -> Path:
    """Return where the holder of a file's lock names itself."""
    return path.with_name(path.name + ".lock")


def write_lock_info(path: Path) -> None:
    """Name this process beside the file. Only words: the lock itself is the database's.

    A full disk goes without them, so that what is in the file can still be read.
    """
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    with suppress(OSError):
        lock_info_path(path).write_text(
            json.dumps({"pid": os.getpid(), "since": since, "process": PROCESS}), "utf-8"
        )


def held_here(path: Path) -> bool:
    """Whether this process has the file open.

    Asked before anything else touches the file: closing any handle on it would drop our lock.
    """
    return _holder(path).get("process") == PROCESS


def locked(path: Path) -> UserError:
    """Return the refusal of a file that a csdesk has open."""
    holder = _holder(path)
    if not {"pid", "since"} <= holder.keys():
        return UserError(
            "locked",
            N_("{path} is open in another program. Close it there, then try again."),
            path=path,
        )
    return UserError(
        "locked",
        N_(
            "{path} is open in another csdesk (process {pid}, since {since}). "
            "Work there, or close it and try again."
        ),
        path=path,
        pid=holder["pid"],
        since=holder["since"],
    )


def _holder(path: Path) -> dict[str, object]:
    """Return what the holder of a file wrote about itself, nothing without one."""
    try:
        found = json.loads(lock_info_path(path).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
