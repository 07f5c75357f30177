"""Which dropped files the window takes."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from csdesk.domain.errors import N_, UserError

WORKSPACE = ".csdesk"
TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm"})
PLANS = frozenset({".xml", ".gan"})
RETURNED = frozenset({".xlsx", ".xlsm", ".ods"})  # a tracker comes back as one of these
_TAKEN = TABLES | PLANS | RETURNED | {WORKSPACE}


def dropped_file(data: QMimeData) -> Path | None:
    """Return the first dropped file that can be taken, else the first one at all.

    None where no file of this machine was dropped.
    """
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    good = [path for path in paths if path.suffix.lower() in _TAKEN]
    return next(iter([*good, *paths]), None)


def require_taken(path: Path) -> None:
    """Refuse what is neither a workspace nor a table or plan with something in it."""
    if path.is_dir() or path.suffix.lower() not in _TAKEN:
        raise UserError(
            "drop_unknown",
            N_(
                "{name} cannot be taken in. Drop a .csdesk workspace, a CSV or Excel file with "
                "deals, a returned tracker (.xlsx, .ods), or a project plan (.xml, .gan)."
            ),
            name=path.name,
        )
    if path.stat().st_size == 0:
        raise UserError(
            "drop_empty",
            N_("{name} is empty: there is nothing to take in. Save it again, then drop it."),
            name=path.name,
        )
