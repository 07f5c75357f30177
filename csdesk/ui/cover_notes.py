"""The note that goes with a tracker, after an export: shown, copied, made a mail draft."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csdesk.domain.progress import Progress
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.tracker_notes import Note, NoteResult
    from csdesk.ui.main_window import MainWindow


class CoverNotes(QObject):
    """Reads notes on the worker thread and opens them over the window."""

    def __init__(self, services: Services, window: "MainWindow") -> None:
        super().__init__(window)
        self._services, self._window = services, window

    def show(self, project_id: int, tracker: Path) -> None:
        """Show the note of a project's last version, which was just written to `tracker`."""
        store = self._services.store

        def work(progress: Progress) -> "Note":
            from csdesk.app.tracker_notes import read_note

            return read_note(store, project_id=project_id)

        self._services.tasks.run(
            "", work, done=partial(self._open, project_id, tracker), failed=self._window.tell
        )

    def draft(self, project_id: int, tracker: Path) -> None:
        """Write the mail draft beside the tracker, then open it."""
        services, words = self._services, self._services.translator
        store = services.store

        def work(progress: Progress) -> "NoteResult":
            from csdesk.app.tracker_notes import note_name, write_note

            out = tracker.parent / note_name(store, project_id=project_id)
            return write_note(store, project_id=project_id, out=out, tracker=tracker)

        services.tasks.run(
            words.text("Writing {name}", name=words.text("Cover note of the tracker")), work,
            done=self._tell, failed=self._window.tell,
        )  # fmt: skip

    def _open(self, project_id: int, tracker: Path, note: "Note") -> None:
        from csdesk.ui.dialogs.cover_note import CoverNoteDialog

        make = partial(self.draft, project_id, tracker)
        dialog = CoverNoteDialog(self._services, note, make, self._window)
        dialog.finished.connect(self._window.return_focus)
        self._window.open_dialog(dialog)

    def _tell(self, result: "NoteResult") -> None:
        words, path = self._services.translator, result.path
        sentences = [words.text("Written: {path}.", path=path)]
        sentences += [remark.text(words) for remark in result.warnings]
        self._window.say(
            words.sentences(sentences),
            ((words.text("Open the folder"), partial(self._window.open_file, path.parent)),),
        )
        self._window.open_file(path)
