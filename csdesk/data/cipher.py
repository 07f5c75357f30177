"""Which SQLite is at hand, and files that it encrypts: what they look like, how they are unlocked.

The cipher is SQLCipher's default: AES-256, a checksum for each page, a key derived slowly from the
password. An encrypted file says nothing of itself, not even that it is a workspace.
"""

import math
import sqlite3
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from csdesk.domain.errors import N_, UserError

_LOOKED_AT = 4096  # the first page
_RANDOM_BITS = 7.8  # of a byte: 7.95 when encrypted, far less in what a person or program wrote
_KNOWN_STARTS = (
    b"SQLite format 3\x00", b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b",
    b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0",
)  # fmt: skip


def driver() -> ModuleType:
    """Return the newest SQLite at hand: sqlcipher3 brings its own, else Python's."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return sqlite3
    module: ModuleType = dbapi2
    return module


def can_encrypt() -> bool:
    """Whether this installation can read and write encrypted files."""
    return driver() is not sqlite3


def looks_encrypted(path: Path) -> bool:
    """Whether a closed file may be an encrypted workspace: nothing but noise from the start."""
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if len(start) < _LOOKED_AT or start.startswith(_KNOWN_STARTS):
        return False
    shares = [count / len(start) for count in Counter(start).values()]
    return -sum(share * math.log2(share) for share in shares) > _RANDOM_BITS


def require_cipher(path: Path) -> None:
    """Refuse an encrypted file where no library can read it."""
    if not can_encrypt():
        raise UserError(
            "no_encryption",
            N_(
                "{path} is encrypted, and there is no library for encryption on this system. "
                "Open it on Windows, macOS or Linux on a usual processor."
            ),
            path=path,
        )


def usable(password: str) -> str:
    """Return a password in the one form in which it is used, whatever keyboard typed it."""
    if not password or "\x00" in password:
        raise UserError("password_empty", N_("The password is empty: type one."))
    return unicodedata.normalize("NFC", password)


def unlock(connection: Any, password: str) -> None:
    """Give a fresh connection its key, before anything else is asked of it; "" gives none."""
    if not password:
        return
    # It would tell each wrong password on stderr, for pages that nobody asked about.
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    quoted = usable(password).replace("'", "''")
    connection.execute(f"PRAGMA key='{quoted}'").fetchall()
