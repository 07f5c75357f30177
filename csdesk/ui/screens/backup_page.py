"""What is in a backup, shown before it is restored."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.ui.fonts import SMALL, TITLE, font
from csdesk.ui.screens.first_run_parts import Rule
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.workspace import BackupContents

REASONS = {
    "open": N_("when the workspace was opened"),
    "close": N_("when the workspace was closed"),
    "timer": N_("while the workspace was open"),
    "asked": N_("because somebody asked for it"),
    "import": N_("before an import"),
    "migration": N_("before the file was brought up to date"),
}
_FACTS_LEFT = 112


def restored_path(backup: Path) -> Path:
    """Return where a restored backup lies: beside its workspace, under a name of its own."""
    folder = backup.parent
    if folder.name.endswith("-backups"):
        folder = folder.parent
    return folder / f"{backup.stem}-restored.csdesk"


class BackupPage(QWidget):
    """Looks into one backup: when, how large, what it holds, who changed it last.

    A damaged one says so and cannot be restored; an encrypted one asks for its password first.

    Signals: `restore(path, password)`; `another()` to choose another file.
    """

    restore = Signal(object, str)
    another = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.services, self.words = services, services.translator
        self.path: Path | None = None
        self.found: BackupContents | None = None
        self._password = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = self.words
        column.addWidget(
            Label(services, words.text("What is in this backup"), size=TITLE, bold=True)
        )
        column.addSpacing(2)
        self._name = Label(services, "", tone="muted").shrink()
        column.addWidget(self._name)
        column.addSpacing(24)
        self._facts = QWidget(self)
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, _FACTS_LEFT)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self._facts)
        self.problem = Label(services, "", tone="bad", wrap=True)
        column.addWidget(self._ask_password())
        column.addSpacing(6)
        column.addWidget(self.problem)
        column.addSpacing(24)
        self._becomes = Label(services, "", size=SMALL, tone="muted", wrap=True)
        column.addWidget(self._becomes)
        column.addSpacing(16)
        column.addWidget(Rule(services, self))
        column.addSpacing(16)
        column.addLayout(self._foot())
        column.addStretch(1)
        self._show_nothing()

    def look_into(self, path: Path, password: str = "") -> None:
        """Check a backup and show what it holds."""
        self.path, self._password = path, password
        self._name.set_text(path.name)
        self._name.setToolTip(str(path))
        self._show_nothing()

        def work(progress: Progress) -> Any:
            from csdesk.app.workspace import see_backup

            return see_backup(path, password=password)

        self.services.tasks.run(
            self.words.text("Looking into {name}", name=path.name), work,
            done=lambda found: self._show(path, found),
            failed=lambda error: self._refuse(path, error),
            owner=self,
        )  # fmt: skip

    def submit(self) -> None:
        """Restore what is shown; nothing before it is."""
        if self.found is not None:
            self.restore.emit(self.found.path, self._password)

    def _show_nothing(self) -> None:
        self.found = None
        self.restore_button.setEnabled(False)
        self._facts.hide()
        self.problem.hide()
        self._secret.hide()
        self._becomes.hide()

    def _show(self, path: Path, found: "BackupContents") -> None:
        if path != self.path:
            return
        self.found = found
        words = self.words
        holds = words.join(
            [
                words.plural("{n} customer", "{n} customers", found.customers),
                words.plural("{n} project", "{n} projects", found.projects),
                words.plural("{n} item", "{n} items", found.items),
            ]
        )
        reason = words.text(REASONS[found.reason]) if found.reason in REASONS else ""
        made = words.facts([part for part in (self._moment(found.at), reason) if part])
        facts = [
            (words.text("Company"), found.company),
            (words.text("Made"), made),
            (words.text("Size"), self._size(found.size)),
            (words.text("Holds"), holds),
            (words.text("Last change"), self._last(found)),
        ]
        if found.encrypted:
            facts.append((words.text("Password"), words.text("the one of its workspace")))
        self._fill_facts(facts)
        target = restored_path(found.path)
        self._becomes.set_text(
            words.text(
                "It becomes the new file {name} in the folder {folder}; nothing is replaced.",
                name=target.name,
                folder=target.parent.name,
            )
        )
        self._becomes.show()
        self.restore_button.setEnabled(True)
        self.restore_button.setFocus()

    def _fill_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        for old in self._facts.findChildren(Label):
            old.hide()
            old.setParent(None)
            old.deleteLater()
        for row, (name, text) in enumerate(facts):
            self._grid.addWidget(
                Label(self.services, name, tone="muted"), row, 0, Qt.AlignmentFlag.AlignTop
            )
            self._grid.addWidget(Label(self.services, text, wrap=True), row, 1)
        self._facts.show()

    def _refuse(self, path: Path, error: BaseException) -> None:
        from csdesk.ui.messages import brief

        if path != self.path:
            return
        if not isinstance(error, UserError):
            self.services.problem.emit(error)
            return
        if error.code in {"password_needed", "wrong_password"}:
            self._secret.show()
            self.password.setFocus()
            self.password.selectAll()
        if error.code != "password_needed":
            self.problem.set_text(brief(error, self.words))
            self.problem.show()

    def _ask_password(self) -> QWidget:
        words, services = self.words, self.services
        self._secret = QWidget(self)
        column = QVBoxLayout(self._secret)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        text = words.text("It is encrypted. Type the password of its workspace.")
        column.addWidget(Label(services, text, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.password = QLineEdit(self)
        self.password.setObjectName("backup_password")
        self.password.setProperty("form", "true")
        self.password.setFont(font(services.language))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(words.text("Password"))
        self.password.returnPressed.connect(self._try_password)
        look = Button(services, words.text("Look into it"), height=32)
        look.clicked.connect(self._try_password)
        row.addWidget(self.password, 1)
        row.addWidget(look)
        column.addLayout(row)
        return self._secret

    def _try_password(self) -> None:
        if self.path is not None and self.password.text():
            self.look_into(self.path, self.password.text())

    def _foot(self) -> QHBoxLayout:
        words, services = self.words, self.services
        foot = QHBoxLayout()
        foot.setSpacing(8)
        another = Button(services, words.text("Choose another backup"), height=32)
        another.setObjectName("another_backup")
        another.clicked.connect(self.another)
        self.restore_button = Button(
            services, words.text("Restore"), kind=Kind.PRIMARY, key=words.text("Enter"), height=32
        )
        self.restore_button.setObjectName("restore")
        self.restore_button.clicked.connect(self.submit)
        foot.addWidget(another)
        foot.addStretch(1)
        foot.addWidget(self.restore_button)
        return foot

    def _moment(self, at: Any) -> str:
        local = at.astimezone()
        return self.words.facts([self.words.date(local.date(), "long"), f"{local:%H:%M}"])

    def _size(self, size: int) -> str:
        words = self.words
        if size < 1_000_000:
            return words.text("{n} kB", n=words.number(max(1, round(size / 1_000))))
        return words.text("{n} MB", n=words.number(size / 1_000_000, 1))

    def _last(self, found: "BackupContents") -> str:
        from csdesk.app.command_labels import command_label

        last = found.last
        if last is None:
            return ""
        what = command_label(self.words, last.command, last.params)
        return self.words.facts([self._moment(last.at), last.actor, what])
