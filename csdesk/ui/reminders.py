"""Reminder mails from the window: where to, written in a task, opened in the mail program."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from csdesk.app import reminders
from csdesk.app.error_text import error_text
from csdesk.domain.errors import UserError
from csdesk.domain.progress import Progress
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.ui.main_window import MainWindow

MOST_OPENED = 5  # more drafts than these are only put into the folder


class Reminders(QObject):
    """Asks where the drafts go, writes them, says what is to know, and opens them.

    One mail goes into a file of its own, several into a folder.
    """

    def __init__(self, services: Services, window: "MainWindow") -> None:
        super().__init__(window)
        self._services = services
        self._window = window

    def begin(self, row_ids: Sequence[int]) -> None:
        """Ask for the target of mails on these items; without any, say why."""
        services, words = self._services, self._services.translator
        try:
            plan = reminders.preview_reminders(
                services.store, row_ids=row_ids, today=services.today()
            )
        except UserError as error:
            self._window.tell(error)
            return
        folder = services.documents
        if len(plan.mails) == 1:
            name = reminders.reminder_name(services.store, plan.mails[0])
            dialog = QFileDialog(
                self._window, words.text("Where to?"), str(folder / name), "EML (*.eml)"
            )
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("eml")
        else:
            title = words.plural(
                "Folder for {n} reminder", "Folder for {n} reminders", len(plan.mails)
            )
            dialog = QFileDialog(self._window, title, str(folder))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setObjectName("target")
        dialog.fileSelected.connect(lambda chosen: self.write(row_ids, Path(chosen)))
        self._window.open_dialog(dialog)

    def write(self, row_ids: Sequence[int], out: Path) -> None:
        """Write the drafts in a task, then open them."""
        services = self._services
        store, today = services.store, services.today()
        services.keep_documents(out if out.is_dir() else out.parent)

        def work(progress: Progress) -> reminders.ReminderResult:
            return reminders.write_reminders(
                store, row_ids=row_ids, out=out, today=today, progress=progress
            )

        services.tasks.run(
            services.translator.text("Writing {name}", name=out.name), work,
            done=self._tell, failed=self._window.tell,
        )  # fmt: skip

    def _tell(self, result: reminders.ReminderResult) -> None:
        words, drafts = self._services.translator, result.drafts
        sentences = [
            words.plural(
                "{n} reminder is written; its items count as asked today.",
                "{n} reminders are written; their items count as asked today.",
                len(drafts),
            )
        ]
        sentences += [remark.text(words) for remark in result.warnings]
        sentences += [error_text(error, words) for error in result.refused]
        folder = drafts[0].path.parent
        self._window.say(
            words.sentences(sentences),
            ((words.text("Open the folder"), partial(self._window.open_file, folder)),),
        )
        if len(drafts) <= MOST_OPENED:
            for draft in drafts:
                self._window.open_file(draft.path)
