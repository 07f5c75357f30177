"""Trackers as the files that they came back as: which are kept, and their bytes."""

from pathlib import Path

from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.domain.records import ReturnedContent, ReturnedFile
from csdesk.reports.target import write_safely


def kept_file(reader: Reader, project_id: int, sha256: str) -> ReturnedFile | None:
    """Return what is kept of a project's returned file with these bytes."""
    return reader.first(ReturnedFile, project_id=project_id, sha256=sha256)


def kept_files(
    reader: Reader, *, customer_id: int, project_id: int | None = None
) -> list[ReturnedFile]:
    """Return the returned files that are kept for a customer, the newest first."""
    place = {"customer_id": customer_id}
    if project_id is not None:
        place["project_id"] = project_id
    return reader.find(ReturnedFile, order_by=("-received_at", "-id"), **place)


def content_of(reader: Reader, file_id: int) -> bytes:
    """Return the bytes of a kept file; UserError `not_found` without it."""
    reader.get(ReturnedFile, file_id)
    found = reader.first(ReturnedContent, file_id=file_id)
    if found is None:
        raise UserError(
            "returned_file_gone",
            N_("The bytes of this file are no longer in the workspace: take it from a backup."),
        )
    return found.content


def save_copy(
    store: Store,
    *,
    file_id: int | None,
    target: Path,
    content: bytes = b"",
    progress: Progress | None = None,
) -> Path:
    """Write a file out, byte by byte as it came: a kept one, or the `content` of one just read.

    Raises `UserError` for a target that cannot be.
    """
    if file_id is not None:
        with store.read() as reader:
            content = content_of(reader, file_id)
    if progress is not None:
        progress.check_cancelled()
    write_safely(target, content)
    return target
