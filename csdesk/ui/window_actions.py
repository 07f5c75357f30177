"""What the window itself can do: files, undo, documents, language and colours."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from csdesk.domain.changes import HistoryEntry
from csdesk.domain.errors import N_
from csdesk.domain.progress import Progress
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.actions import ActionSpec, Registry
from csdesk.ui.ways_in import WaysIn
from csdesk.ui.wishes import Wishes

if TYPE_CHECKING:
    from csdesk.ui.main_window import MainWindow

_MENU = (
    "open", "", "import", "import_project", "take_back", "new_customer",
    "", "customer.tracker", "customer.status", "customer.qbr", "customer.document",
    "customer.plan_file", "customer.copy_plan", "customer.meeting", "leave_room", "welcome",
    "customer.template", "customer.merge", "status_batch", "", "undo", "redo", "", "search",
    "rail", "backup", "", "close", "about", "quit",
)  # fmt: skip


class WindowActions(QObject):
    """The actions that work on every screen; the window holds them."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._services = window.services
        self._wishes = Wishes(window.services, window)
        self.ways = WaysIn(window)

    def specs(self) -> tuple[ActionSpec, ...]:
        """Return the actions while a workspace is open."""
        window = self._window
        return (
            ActionSpec(id="search", text=N_("Search or run"), run=window.open_search,
                       shortcut="Ctrl+K"),
            ActionSpec(id="undo", text=N_("Undo"), run=self.undo, shortcut="Ctrl+Z",
                       condition=self._can_undo, label=self._undo_words),
            ActionSpec(id="redo", text=N_("Redo"), run=self.redo, shortcut="Ctrl+Shift+Z",
                       condition=self._can_redo, label=self._redo_words),
            ActionSpec(id="rail", text=N_("Wide or narrow rail"), run=window.toggle_rail,
                       shortcut="Ctrl+B"),
            ActionSpec(id="go_customers", text=N_("Go to customers"), shortcut="Ctrl+1",
                       run=lambda: window.show_screen("customers")),
            ActionSpec(id="go_items", text=N_("Go to items"), shortcut="Ctrl+2",
                       run=lambda: window.show_screen("items")),
            ActionSpec(id="go_documents", text=N_("Go to documents"), shortcut="Ctrl+4",
                       run=lambda: window.show_screen("documents")),
            ActionSpec(id="go_history", text=N_("Go to history"), shortcut="Ctrl+3",
                       run=lambda: window.show_screen("history")),
            ActionSpec(id="go_settings", text=N_("Go to settings"), shortcut="Ctrl+,",
                       run=lambda: window.show_screen("settings")),
            ActionSpec(id="import", text=N_("Import deals"), shortcut="Ctrl+I",
                       run=lambda: self.fulfil("import", None)),
            ActionSpec(id="import_project", text=N_("Import a project plan"),
                       run=lambda: self.fulfil("import_project", None)),
            ActionSpec(id="take_back", text=N_("Take back a tracker"), shortcut="Ctrl+Shift+I",
                       run=lambda: self.fulfil("take_back", None)),
            ActionSpec(id="new_customer", text=N_("New customer"),
                       run=lambda: self.fulfil("new_customer", None)),
            ActionSpec(id="leave_room", text=N_("Leave the room"), shortcut="Ctrl+Shift+E",
                       run=lambda: self._of_customer("leave_last"), condition=self._at_customer),
            ActionSpec(id="welcome", text=N_("Welcome the customer"), shortcut="Ctrl+Shift+W",
                       run=lambda: self._of_customer("welcome_all"), condition=self._at_customer),
            ActionSpec(id="open", text=N_("Open a workspace file"), run=self.ways.ask_file,
                       shortcut="Ctrl+O"),
            ActionSpec(id="status_batch", text=N_("Status reports of all running projects"),
                       run=self.write_reports),
            ActionSpec(id="backup", text=N_("Back up now"), run=self.back_up),
            ActionSpec(id="close", text=N_("Close the workspace"), run=self._services.detach),
            ActionSpec(id="light", text=N_("Light or dark"), run=self._swap_colours,
                       shortcut="Ctrl+Shift+D"),
            ActionSpec(id="about", text=N_("About csdesk"), run=self.about),
            ActionSpec(id="quit", text=N_("Quit"), run=window.close, shortcut="Ctrl+Q"),
        )  # fmt: skip

    def fill_menu(self, menu: QMenu, registry: Registry) -> None:
        """Fill the menu behind the three lines."""
        words = self._services.translator
        for key in _MENU:
            if not key:
                menu.addSeparator()
            elif key in registry:
                menu.addAction(registry.action(key))
        languages = menu.addMenu(words.text("Language"))
        for code, name in LANGUAGE_NAMES.items():
            action = languages.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == words.language)
            action.triggered.connect(lambda _=False, c=code: self._services.speak(c))
        colours = menu.addMenu(words.text("Colours"))
        for choice, text in (
            ("system", words.text("As the system")),
            ("light", words.text("Light")),
            ("dark", words.text("Dark")),
        ):
            action = colours.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._services.theme.choice == choice)
            action.triggered.connect(lambda _=False, c=choice: self._services.colour(c))

    def undo(self) -> None:
        """Take the last command back, and say which."""
        from csdesk.app.commands import undo

        entry = self._services.act(undo.undo)
        if entry is not None:
            words = self._services.translator
            text = words.text("Undone: {what}", what=self._label(entry))
            self._window.say(text, ((words.text("Redo"), self.redo),))
            self._window.return_focus()

    def redo(self) -> None:
        """Do again what was undone, and say what."""
        from csdesk.app.commands import undo

        entry = self._services.act(undo.redo)
        if entry is not None:
            words = self._services.translator
            text = words.text("Done again: {what}", what=self._label(entry))
            self._window.say(text, ((words.text("Undo"), self.undo),))
            self._window.return_focus()

    def back_up(self) -> None:
        """Write a checked copy of the workspace now."""
        store, words = self._services.store, self._services.translator

        def work(progress: Progress) -> None:
            store.back_up("asked", progress=progress)

        self._services.tasks.run(
            words.text("Backing up"), work,
            done=lambda _: self._window.say(words.text("A checked copy lies beside the file.")),
            failed=self._window.tell,
        )  # fmt: skip

    def write_reports(self) -> None:
        """Show the status reports of all running projects; the dialog stands beside the window."""
        from csdesk.ui.dialogs.status_batch import StatusBatchDialog

        known = self._window.findChild(StatusBatchDialog)
        dialog = known or StatusBatchDialog(self._services, self._window)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def about(self) -> None:
        """Say which version this is."""
        from csdesk import __version__
        from csdesk.ui.messages import say

        words = self._services.translator
        say(self._window, words, words.text("csdesk {version}", version=__version__))

    def fulfil(self, kind: str, value: Any) -> None:
        """Do what a screen wished for."""
        self._wishes.fulfil(kind, value)

    def _at_customer(self) -> bool:
        return self._window.current.startswith("customer:")

    def _of_customer(self, wish: str) -> None:
        if self._at_customer():
            self.fulfil(wish, self._window.current.partition(":")[2])

    def _swap_colours(self) -> None:
        self._services.colour("light" if self._services.tokens.dark else "dark")

    def _next(self, *, redo: bool) -> HistoryEntry | None:
        if not self._services.has_store:
            return None
        store = self._services.store
        return store.redo_label() if redo else store.undo_label()

    def _can_undo(self) -> bool:
        return self._next(redo=False) is not None

    def _can_redo(self) -> bool:
        return self._next(redo=True) is not None

    def _undo_words(self) -> str:
        entry, words = self._next(redo=False), self._services.translator
        if entry is None:
            return words.text("Undo")
        return words.text("Undo: {what}", what=self._label(entry))

    def _redo_words(self) -> str:
        entry, words = self._next(redo=True), self._services.translator
        if entry is None:
            return words.text("Redo")
        return words.text("Redo: {what}", what=self._label(entry))

    def _label(self, entry: HistoryEntry) -> str:
        from csdesk.app.command_labels import command_label

        return command_label(self._services.translator, entry.label, entry.params)
