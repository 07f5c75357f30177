"""The ways in while no workspace is open: four at the left, the chosen one's form at the right."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.domain.codes import CompanyStage, Language
from csdesk.domain.errors import N_
from csdesk.domain.labels import COMPANY_STAGE_LABELS
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.actions import ActionSpec
from csdesk.ui.dropped import WORKSPACE, dropped_file
from csdesk.ui.fonts import LINE_BOX, PANEL, PROMISE, SMALL, TITLE, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label, Text, paint_line

LEFT = 640
COUNTRIES = ("CN", "TW", "HK", "US", "GB", "DE", "FR", "JP", "SG", "AU")
_ZONES = {
    "CN": ("Asia/Shanghai", "CNY"), "TW": ("Asia/Taipei", "TWD"), "HK": ("Asia/Hong_Kong", "HKD"),
    "US": ("America/New_York", "USD"), "GB": ("Europe/London", "GBP"),
    "DE": ("Europe/Berlin", "EUR"), "FR": ("Europe/Paris", "EUR"), "JP": ("Asia/Tokyo", "JPY"),
    "SG": ("Asia/Singapore", "SGD"), "AU": ("Australia/Sydney", "AUD"),
}  # fmt: skip


class WayIn(QWidget):
    """One of the four ways: icon, title, a line below, and its key.

    Signals: `pressed()`.
    """

    pressed = Signal()

    def __init__(
        self, services: Services, icon: str, title: str, line: str, key: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._icon, self._title, self._line, self._key = icon, title, line, key
        self.chosen = False
        self.setFixedHeight(54)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t, services = self._services.tokens, self._services
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.railsel)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(t.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        services.icons.paint(painter, 12, 20, self._icon, t.text, 18)
        room = self.width() - 42 - 70
        paint_line(
            painter, 42, 9, room, self._title,
            language=services.language, color=t.text, bold=True,
        )  # fmt: skip
        paint_line(
            painter, 42, 28, self.width() - 54, self._line,
            language=services.language, color=t.muted, size=SMALL,
        )  # fmt: skip
        if self._key:
            cap = services.signs.key_cap_width(self._key)
            box = QRectF(self.width() - 12 - cap, 12, cap, 16)
            services.signs.key_cap(painter, box, self._key, t.muted)


class Frame(QWidget):
    """A bordered line with the sign of a disk: where the file lies."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.line2, 1))
        painter.setBrush(t.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._services.icons.paint(painter, 11, self.height() / 2, "drive", t.muted, 15)


class Mark(QWidget):
    """The program's mark with its name."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setFixedHeight(32)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtSvg import QSvgRenderer

        from csdesk.resources import resource_path

        painter = QPainter(self)
        t = self._services.tokens
        QSvgRenderer(str(resource_path("icons/csdesk.svg"))).render(painter, QRectF(0, 0, 32, 32))
        paint_line(
            painter, 42, 16 - LINE_BOX[TITLE] / 2, 200, "csdesk",
            language=self._services.language, color=t.text, size=TITLE, bold=True,
        )  # fmt: skip


class FirstRun(QWidget):
    """Asks how to begin.

    Signals: `chosen(way, value)`: `create` with (path, NewWorkspace), `file` with a path, `open`,
    `demo`, `restore` with None.
    """

    chosen = Signal(str, object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.words = services.translator
        self._folder = Path.home() / "Documents"
        self._file: Path | None = None
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget(self)
        left.setFixedWidth(LEFT)
        self._fill_left(left)
        right = QWidget(self)
        self._fill_right(right)
        row.addWidget(left)
        row.addWidget(right, 1)

    def actions_of(self) -> Sequence[ActionSpec]:
        """Return the keys of this page."""
        return (
            ActionSpec(id="start.new", text=N_("New workspace"), run=self.company.setFocus,
                       shortcut="Ctrl+N"),
            ActionSpec(id="start.open", text=N_("Open a workspace file"), shortcut="Ctrl+O",
                       run=lambda: self.chosen.emit("open", None)),
        )  # fmt: skip

    def submit(self) -> None:
        """Make the workspace that the form describes."""
        from csdesk.app.workspace import NewWorkspace

        company = self.company.text().strip()
        if not company:
            self._problem.set_text(self.words.text("Type the name of your company first."))
            self._problem.show()
            self.company.setFocus()
            return
        country = str(self.country.currentData())
        zone, currency = _ZONES.get(country, ("UTC", "USD"))
        stages = list(CompanyStage)
        facts = NewWorkspace(
            company=company,
            user=self.person.text().strip() or "me",
            mail=self.mail.text().strip(),
            language=list(Language)[self.language.current],
            country=country,
            currency=currency,
            timezone=zone,
            stage=stages[self.stage.current],
        )
        path = self.path()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.chosen.emit("create", (path, facts))

    def path(self) -> Path:
        """Return where the new workspace will lie."""
        if self._file is not None:
            return self._file
        name = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", self.company.text().strip()) or "csdesk"
        return self._folder / f"{name}.csdesk"

    def _fill_left(self, side: QWidget) -> None:
        words, services = self.words, self.services
        column = QVBoxLayout(side)
        column.setContentsMargins(100, 88, 60, 36)
        column.setSpacing(0)
        inset = 12
        mark_row = QVBoxLayout()
        mark_row.setContentsMargins(inset, 0, 0, 0)
        mark_row.setSpacing(0)
        mark_row.addWidget(Mark(services, side))
        mark_row.addSpacing(38)
        promise = words.text("From signature to value,\nbefore the window closes.")
        for line in promise.split("\n"):
            mark_row.addWidget(Label(services, line, size=PROMISE, bold=True))
        mark_row.addSpacing(6)
        about = Text(
            words.text(
                "Plans, meetings, trackers and reports for your customers. "
                "Works without network; your data is one file on this computer."
            ),
            language=services.language, color=services.tokens.muted, size=PANEL, wrap=True,
        )  # fmt: skip
        about.setFixedWidth(380)
        mark_row.addWidget(about)
        column.addLayout(mark_row)
        column.addSpacing(38)
        ways = (
            ("new-file", words.text("New workspace"),
             words.text("Your company, your customers. About a minute."), "Ctrl N", ""),
            ("folder", words.text("Open a workspace file"),
             words.text("A .csdesk file, also from a USB stick or shared folder."), "Ctrl O",
             "open"),
            ("flask", words.text("Look around in the demo"),
             words.text("Invented customers; nothing you do there matters."), "", "demo"),
            ("archive", words.text("Restore a backup"),
             words.text("It becomes a new file; nothing is replaced."), "", "restore"),
        )  # fmt: skip
        self.ways: list[WayIn] = []
        for icon, title, line, key, way in ways:
            button = WayIn(services, icon, title, line, key, side)
            button.chosen = not way
            if way:
                button.pressed.connect(lambda w=way: self.chosen.emit(w, None))
            else:
                button.pressed.connect(self._begin)
            column.addWidget(button)
            self.ways.append(button)
        column.addStretch(1)
        languages = QHBoxLayout()
        languages.setContentsMargins(inset, 0, 0, 0)
        languages.setSpacing(10)
        for code, name in LANGUAGE_NAMES.items():
            chosen = code == services.language
            button_ = Button(
                services, name, kind=Kind.FLAT, icon="globe" if code == "en" else "", size=SMALL
            )
            button_.setAccessibleDescription(words.text("in force") if chosen else "")
            button_.clicked.connect(lambda _=False, c=code: services.speak(c))
            if chosen:
                button_.kind = Kind.LINK
                button_.updateGeometry()
            languages.addWidget(button_)
        languages.addStretch(1)
        column.addLayout(languages)

    def _begin(self) -> None:
        self.company.setFocus()

    def _fill_right(self, side: QWidget) -> None:
        from csdesk.app.workspace import system_defaults

        words, services = self.words, self.services
        defaults = system_defaults()
        outer = QHBoxLayout(side)
        outer.setContentsMargins(96, 84, 96, 36)
        holder = QWidget(side)
        holder.setMaximumWidth(520)
        outer.addWidget(holder, 1)
        outer.addStretch(1)
        outer.setStretch(0, 100)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(services, words.text("New workspace"), size=TITLE, bold=True))
        column.addWidget(
            Label(services, words.text("Everything here can be changed later in Settings."),
                  tone="muted")
        )  # fmt: skip
        column.addSpacing(20)
        self.company = self._line("", "company")
        self.person = self._line(defaults.user, "person")
        self.mail = self._line(defaults.mail, "mail")
        self._group(
            column, words.text("Company name, as customers see it on documents"), self.company
        )
        pair = QWidget(holder)
        grid = QGridLayout(pair)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.person, 0, 0)
        grid.addWidget(self.mail, 0, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 7)
        self._group(column, words.text("Your name and e-mail, for owners and signatures"), pair)
        self.language = Segmented(
            services, list(LANGUAGE_NAMES.values()),
            name=words.text("Language of documents for new customers"),
            current=list(Language).index(defaults.language), stretch=True, height=32,
        )  # fmt: skip
        self._group(column, words.text("Language of documents for new customers"), self.language)
        self.country = Combo(services, holder)
        self.country.setAccessibleName(words.text("Working days and holidays"))
        for code in dict.fromkeys((defaults.country, *COUNTRIES)):
            self.country.addItem(self._country(code), code)
        self._group(
            column, words.text("Working days and holidays"), self.country, self._published()
        )
        self._hint = self._last_hint
        self.country.currentIndexChanged.connect(lambda: self._hint.set_text(self._published()))
        stages = [words.text(text) for text in COMPANY_STAGE_LABELS.values()]
        self.stage = Segmented(
            services, stages, name=words.text("Start with"), stretch=True, height=32
        )
        self._group(
            column, words.text("Start with"), self.stage,
            words.text("Customers, plans, meetings, requests. Switch on more later."),
        )  # fmt: skip
        where = Frame(services, holder)
        row = QHBoxLayout(where)
        row.setContentsMargins(34, 0, 10, 0)
        row.setSpacing(8)
        self._where = Label(services, self._shown_path()).shrink()
        change = Button(services, words.text("Change"), kind=Kind.LINK)
        change.clicked.connect(self._change_file)
        row.addWidget(self._where, 1)
        row.addWidget(change)
        where.setFixedHeight(32)
        self.company.textChanged.connect(lambda: self._where.set_text(self._shown_path()))
        self._group(column, words.text("File"), where)
        self._problem = Label(services, "", size=SMALL, tone="bad", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        self._drop_words = Label(
            services, words.text("Closed deals as CSV? Drop the file here."),
            size=SMALL, tone="muted",
        )  # fmt: skip
        foot.addWidget(self._drop_words, 1)
        make = Button(
            services, words.text("Create workspace"), kind=Kind.PRIMARY, key=words.text("Enter"),
            height=32,
        )  # fmt: skip
        make.setObjectName("create")
        make.clicked.connect(self.submit)
        foot.addWidget(make)
        column.addSpacing(8)
        column.addLayout(foot)
        column.addStretch(1)
        self.company.setFocus()

    def _line(self, text: str, name: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(name)
        line.setProperty("form", "true")
        line.setFont(font(self.services.language))
        line.returnPressed.connect(self.submit)
        return line

    def _group(self, column: QVBoxLayout, text: str, widget: QWidget, hint: str = "") -> None:
        column.addWidget(Label(self.services, text, size=SMALL, tone="muted"))
        column.addSpacing(5)
        column.addWidget(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(text)
        if hint:
            column.addSpacing(4)
            self._last_hint = Label(self.services, hint, size=SMALL, tone="muted")
            column.addWidget(self._last_hint)
        column.addSpacing(15)

    def _country(self, code: str) -> str:
        from babel import Locale

        name = Locale.parse(self.words.language).territories.get(code, code)
        return self.words.text("{country}, Monday to Friday", country=name)

    def _published(self) -> str:
        if str(self.country.currentData()) != "CN":
            return self.words.text("Public holidays of this country.")
        return self.words.text("With make-up working days, as far as they are published.")

    def _shown_path(self) -> str:
        path = self.path()
        return f"{path.parent.name} / {path.name}"

    def _change_file(self) -> None:
        dialog = QFileDialog(self, self.words.text("File"), str(self.path()), "csdesk (*.csdesk)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csdesk")
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    def _take_file(self, name: str) -> None:
        self._file = Path(name)
        self._where.set_text(self._shown_path())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.company.setFocus()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() != WORKSPACE:
            text = self.words.text("{name} is imported once the workspace is made.", name=path.name)
            self._drop_words.set_text(text)
        self.chosen.emit("file", str(path))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self.services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(0, 0, LEFT, self.height(), t.window)
        painter.fillRect(LEFT - 1, 0, 1, self.height(), t.line)
