"""A folder of this machine in which returned trackers appear: what is new there, to be offered.

Nothing is taken over from here and no file is written to.
"""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csdesk.app.queries.tracker_review import review_file
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
from csdesk.domain.progress import Progress
from csdesk.domain.records import TrackerReturn

ENDINGS = frozenset({".xlsx", ".ods"})
# Spreadsheets that have nothing to do with a tracker may lie in the same folder.
_NO_TRACKER = frozenset({"tracker_no_items", "tracker_whose", "tracker_never_sent"})
_LONGEST = 64 * 2**20  # larger ones are read by nobody


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A returned tracker that lies in the folder; `sha256` knows it again."""

    path: Path
    sha256: str
    customer: str
    version: int
    differences: int  # cells, new rows and missing rows


@dataclass(frozen=True, kw_only=True, slots=True)
class PassedOver:
    """A file that could not be read, and why."""

    path: Path
    sha256: str
    error: UserError


class FolderLook:
    """Looks into a folder again and again; a file counts once it was the same in two looks.

    A file that a program has open (its lock file lies beside it) waits, one that changes later
    counts again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: dict[Path, tuple[int, int]] = {}
        self._given: dict[Path, tuple[int, int]] = {}

    @property
    def waits(self) -> bool:
        """Whether a file may be steady at the next look."""
        return any(self._given.get(path) != state for path, state in self._last.items())

    def steady(self) -> list[Path]:
        """Look once; return the files that are new and steady, the oldest first.

        A folder that is not there, or does not answer, holds nothing.
        """
        now = self._look()
        found = [
            path
            for path, state in now.items()
            if self._last.get(path) == state and self._given.get(path) != state
        ]
        self._last = now
        self._given |= {path: now[path] for path in found}
        self._given = {path: state for path, state in self._given.items() if path in now}
        return sorted(found, key=lambda path: (now[path][1], path.name))

    def _look(self) -> dict[Path, tuple[int, int]]:
        states: dict[Path, tuple[int, int]] = {}
        try:
            with os.scandir(self._folder) as entries:
                listed = list(entries)
        except OSError:
            return {}
        names = {entry.name for entry in listed}
        for entry in listed:
            path = Path(entry.path)
            if path.suffix.lower() not in ENDINGS or entry.name.startswith(("~$", ".")):
                continue
            if _locks(entry.name) & names:
                continue
            try:
                state = entry.stat()
                if entry.is_file() and 0 < state.st_size <= _LONGEST:
                    states[path] = state.st_size, state.st_mtime_ns
            except OSError:
                continue
        return states


def read_candidate(
    store: Store,
    path: Path,
    *,
    today: date,
    answered: Collection[str] = (),
    progress: Progress | None = None,
) -> Offer | PassedOver | None:
    """Read a file; None for what was answered, came in before, says nothing new or is no tracker.

    `answered` are hashes of files. Raises `OSError` for a file that went meanwhile.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest in answered:
        return None
    with store.read() as reader:
        if reader.count(TrackerReturn, sha256=digest):
            return None
    try:
        review = review_file(store, path, today=today, progress=progress)
    except UserError as error:
        if error.code in _NO_TRACKER:
            return None
        return PassedOver(path=path, sha256=digest, error=error)
    merges = review.merges.values()
    differences = sum(max(1, len(row.cells)) for one in merges for row in one.rows)
    differences += sum(len(one.missing) for one in merges)
    if not differences and not review.notes:
        return None
    return Offer(
        path=path,
        sha256=digest,
        customer=review.customer,
        version=review.export.number,
        differences=differences,
    )


def _locks(name: str) -> set[str]:
    """Return the names under which office programs say that they have a file open."""
    return {f"~${name}", f"~${name[2:]}", f".~lock.{name}#"}
