"""The demo as a file: built once a run for each day; who needs it gets a fresh copy."""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from csdesk.app.demo import Demo, build_demo
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.records import User, Workspace

DRAWN = date(2026, 11, 30)  # the day of the drawings


def build(folder: Path, today: date) -> tuple[Store, Demo]:
    """Build the demo as of a day in a new workspace, which is returned open."""
    workspace = Workspace(uid="demo", company="Rotalane", created_at=datetime.now(UTC))
    store = Store.create(
        folder / f"demo-{today}.csdesk",
        workspace,
        User(name="me"),
        clock=FixedClock(today),
        backups=False,
    )
    return store, build_demo(store, today)


@lru_cache(maxsize=4)
def _built_once(today: date) -> tuple[bytes, Demo]:
    with TemporaryDirectory() as folder:
        store, demo = build(Path(folder), today)
        path = store.path
        store.close()
        assert path is not None
        return path.read_bytes(), demo


def copy_demo(folder: Path, today: date = DRAWN) -> tuple[Path, Demo]:
    """Put a copy of the demo into a folder; it is not open."""
    content, demo = _built_once(today)
    path = folder / f"demo-{today}.csdesk"
    path.write_bytes(content)
    return path, demo


def open_demo(folder: Path, today: date = DRAWN) -> tuple[Store, Demo]:
    """Open a copy of the demo in a folder, on its day."""
    path, demo = copy_demo(folder, today)
    return Store.open(path, clock=FixedClock(today), backups=False), demo
