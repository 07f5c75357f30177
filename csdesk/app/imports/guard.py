"""What a file is, judged by its content, before anything parses it."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from csdesk.domain.errors import N_, UserError

FileKind = Literal["csv", "xlsx"]

OPEN_DOCUMENT = ".ods"
WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x7fELF", b"MZ", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b", b"SQLite format 3", b"BZh", b"\xfd7zXZ", b"II*\x00", b"MM\x00*", b"RIFF",
)  # fmt: skip
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1a")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may hold and use. The defaults take any honest export."""

    file_bytes: int = 64 * 2**20
    parts: int = 4_000
    unpacked_bytes: int = 1_500 * 2**20
    seconds: float = 900.0
    memory_bytes: int = 2 * 2**30
    columns: int = 512
    blank_rows: int = 100_000


def check_file(
    path: Path, limits: Limits | None = None, *, endings: frozenset[str] = WORKBOOK_ENDINGS
) -> FileKind:
    """Say what `path` is, or refuse it with the way out. Reads a few kilobytes only.

    `endings` are those of packed workbooks that the caller reads; `.ods` may be among them.
    """
    size, head = read_head(path, 65_536)
    if head.startswith(OLE):
        _refuse_ole(path, head)
    if head.startswith(b"PK"):
        return _check_zip(path, size, limits or Limits(), endings)
    if path.suffix.lower() in endings:
        raise UserError(
            "not_a_workbook",
            N_(
                "{file} is no Excel workbook, whatever its ending says. Open it where it came from "
                "and save it as .xlsx or .csv."
            ),
            file=path.name,
        )
    if _is_binary(head):
        raise UserError(
            "binary_file",
            N_(
                "{file} is no text file, whatever its ending says. Export the list as .csv or "
                ".xlsx."
            ),
            file=path.name,
        )
    return "csv"


def read_head(path: Path, count: int) -> tuple[int, bytes]:
    """Return the size of a file and its first `count` bytes.

    Raises `UserError` for a folder, and for a file that is missing, unreadable or empty.
    """
    if path.is_dir():
        raise UserError(
            "file_is_folder", N_("{file} is a folder. Name a file in it."), file=str(path)
        )
    if not path.is_file():
        raise UserError("file_missing", N_("{file} is not there."), file=path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(count)
    except OSError as error:
        raise UserError(
            "file_unreadable",
            N_(
                "{file} cannot be read: {reason}. Check that you may open it and that no other "
                "program holds it."
            ),
            file=path.name,
            reason=error.strerror or str(error),
        ) from error
    if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise UserError(
            "file_empty",
            N_("{file} is empty. Export it again from the program it comes from."),
            file=path.name,
        )
    return size, head


def _refuse_ole(path: Path, head: bytes) -> None:
    whole = head
    with path.open("rb") as stream:
        stream.seek(0)
        whole = stream.read(8 * 2**20)
    if "EncryptedPackage".encode("utf-16-le") in whole:
        raise UserError(
            "workbook_password",
            N_(
                "{file} is locked with a password. Open it in Excel, remove the password, save "
                "it and "
                "import it again."
            ),
            file=path.name,
        )
    raise UserError(
        "workbook_old",
        N_("{file} is in the old Excel format. Open it in Excel and save it as .xlsx."),
        file=path.name,
    )


def _is_binary(head: bytes) -> bool:
    if head.startswith(_BINARY_MAGIC):
        return True
    if looks_utf16(head):
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
    return controls > len(head) // 500


def looks_utf16(head: bytes) -> bool:
    """Say whether `head` is UTF-16: by its mark, or by zeros in every other byte."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = head[:4096]
    if len(sample) < 8:
        return False
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) * 0.2 and min(even, odd) <= len(sample) * 0.01


def _check_zip(path: Path, size: int, limits: Limits, endings: frozenset[str]) -> FileKind:
    if path.suffix.lower() not in endings:
        raise UserError(
            "binary_file_zip",
            N_(
                "{file} is no text file but a packed one, perhaps an Excel workbook. If it is, "
                "give it "
                "the ending .xlsx; else export the list as .csv."
            ),
            file=path.name,
        )
    if size > limits.file_bytes:
        raise _too_large(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive, limits)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UserError(
            "workbook_damaged",
            N_(
                "{file} is damaged and cannot be opened. Open it in Excel, save it again, or "
                "export "
                "the list as .csv."
            ),
            file=path.name,
        ) from error
    return "xlsx"


def _check_parts(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if path.suffix.lower() == OPEN_DOCUMENT:
        whole = "content.xml" in names
    else:
        whole = "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)
    if not whole:
        raise UserError(
            "not_a_workbook",
            N_(
                "{file} is no Excel workbook, whatever its ending says. Open it where it came from "
                "and save it as .xlsx or .csv."
            ),
            file=path.name,
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UserError(
            "workbook_password",
            N_(
                "{file} is locked with a password. Open it in Excel, remove the password, save "
                "it and "
                "import it again."
            ),
            file=path.name,
        )
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise _too_large(path)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                _refuse_dtd(path, stream)


def _refuse_dtd(path: Path, stream: IO[bytes]) -> None:
    """Refuse a document type: it can only stand before the first element, and Excel writes none."""
    prolog = b""
    while chunk := stream.read(2_048):
        prolog += chunk.replace(b"\x00", b"")
        if re.search(rb"<!(DOCTYPE|ENTITY)", prolog, re.IGNORECASE):
            raise UserError(
                "workbook_unsafe",
                N_(
                    "{file} holds definitions that no Excel workbook needs and that can harm. "
                    "Ask for "
                    "it again, or open it in Excel and save it as .csv."
                ),
                file=path.name,
            )
        if re.search(rb"<[A-Za-z_]", prolog) or len(prolog) > 262_144:
            return


def _too_large(path: Path) -> UserError:
    return UserError(
        "workbook_too_large",
        N_(
            "{file} is larger than csdesk reads as a workbook. Save the sheet as .csv: that is "
            "read at "
            "any size."
        ),
        file=path.name,
    )
