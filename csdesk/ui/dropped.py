"""Which dropped files the window takes."""

from pathlib import Path

from PySide6.QtCore import QMimeData

WORKSPACE = ".csdesk"
TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm"})


def dropped_file(data: QMimeData) -> Path | None:
    """Return the first file that can be imported or opened, None without one."""
    for url in data.urls():
        path = Path(url.toLocalFile())
        if path.suffix.lower() in TABLES | {WORKSPACE}:
            return path
    return None
