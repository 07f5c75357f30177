"""Programs whose start is measured: ours, and the least that would show as much.

python -m benchmarks.start_programs MODE [FILE]: prints seconds since `BENCH_STARTED` (epoch).
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget


def _tell() -> None:
    print(time.time() - float(os.environ["BENCH_STARTED"]), flush=True)


def _painted(widget: "QWidget", app: "QApplication") -> None:
    """Come back when the widget was painted."""
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                app.quit()
            return False

    watch = Watch()
    widget.installEventFilter(watch)
    widget.show()
    app.exec()
    widget.removeEventFilter(watch)


def bare() -> None:
    """An empty main window until it is painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    _painted(window, app)
    _tell()


def frame() -> None:
    """Our window until its frame is painted."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from csdesk.domain.clock import SystemClock
    from csdesk.ui.start import make_window

    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = make_window(app, SystemClock(), settings, opening=True)
        window.resize(1440, 900)
        _painted(window, app)
        _tell()
        window.close()


def usable(path: Path) -> None:
    """Our window until the customer list of a workspace is filled and painted."""
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from csdesk.bootstrap import spare_collections
    from csdesk.domain.clock import SystemClock
    from csdesk.ui.start import make_window

    spare_collections()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = make_window(app, SystemClock(), settings, opening=True)
        window.resize(1440, 900)
        window.show()

        def look() -> None:
            screen = window.screen_of("customers")
            model = getattr(screen, "model", None)
            if model is not None and model.rowCount() > 0:
                window.grab()
                app.quit()

        timer = QTimer(window)
        timer.timeout.connect(look)
        timer.start(5)
        window.when_painted(lambda: window.actions_of_window.ways.open_path(path))
        app.exec()
        _tell()
        window.close()


def plain(path: Path) -> None:
    """Open the workspace, read the rows of the list through the ORM, show one table."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from csdesk.domain.clock import SystemClock
    from csdesk.ui.fonts import font, load_faces

    app = QApplication([])
    app.setStyle("Fusion")
    load_faces()
    app.setFont(font("en"))

    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from csdesk.data.mapping import shape_of
    from csdesk.data.store import Store
    from csdesk.domain import records

    store = Store.open(path, clock=SystemClock(), backups=False)
    kinds = (
        records.Workspace, records.User, records.Customer, records.Deal, records.Contract,
        records.Meeting, records.Contact, records.Project, records.PlanRow, records.Dependency,
        records.Baseline, records.BaselineRow, records.SlipEntry, records.Outcome,
    )  # fmt: skip
    with store.read() as reader, Session(reader.rows.connection) as session:
        rows = {kind: session.scalars(select(shape_of(kind).model)).all() for kind in kinds}
        model = QStandardItemModel()
        customers: list[Any] = list(rows[records.Customer])
        for customer in customers:
            item = QStandardItem(customer.name)
            item.setData(customer.id, Qt.ItemDataRole.UserRole)
            model.appendRow([item, QStandardItem(""), QStandardItem("")])
    view = QTableView()
    view.setModel(model)
    view.resize(1440, 900)
    _painted(view, app)
    _tell()
    store.close()


if __name__ == "__main__":
    mode, *rest = sys.argv[1:]
    {"bare": bare, "frame": frame}.get(mode, lambda: None)()
    if mode in ("usable", "plain"):
        {"usable": usable, "plain": plain}[mode](Path(rest[0]))
