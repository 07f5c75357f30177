"""The window: rail, screens, what was just done; it knows screens, no screen knows it.

What the first paint does without is imported when first used, the namespace `Qt` too: touching it
builds all its enumerations (15 ms).
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QPoint, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from csdesk.domain.errors import Cancelled, UserError
from csdesk.ui.actions import Registry
from csdesk.ui.backups import TimedBackups
from csdesk.ui.dropped import dropped_file
from csdesk.ui.fonts import font
from csdesk.ui.screen_makers import SCREENS
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from csdesk.ui.watched_folder import WatchedFolder
from csdesk.ui.widgets.frame import WIDE, Frame
from csdesk.ui.widgets.sheet import style_sheet

if TYPE_CHECKING:
    from csdesk.ui.meeting.mode import MeetingMode
    from csdesk.ui.screen import Screen
    from csdesk.ui.widgets.notice import Notice
    from csdesk.ui.window_actions import WindowActions

SIZE = (1440, 900)


def _focus_in(widget: QWidget) -> QWidget | None:
    """Return what has the focus in a widget, or will when its window has it; None for nothing."""
    return widget.focusWidget()


class MainWindow(QMainWindow):
    """Shows one workspace, or the ways in while none is open.

    After a switch of language or colours everything in it is made anew and takes up its state.
    """

    def __init__(
        self, services: Services, log_file: Callable[[], Path], *, opening: bool = False
    ) -> None:
        super().__init__()
        self.services = services
        self._log_file = log_file
        self._screens: dict[str, Screen] = {}
        self._states: dict[str, dict[str, object]] = {}
        self._current = ""
        self._screen_actions: list[str] = []
        self.setObjectName("main")
        self.setMinimumSize(960, 600)
        self.setAcceptDrops(True)
        self._actions: WindowActions | None = None
        self._notice: Notice | None = None
        self._meeting: MeetingMode | None = None
        self._foot: QVBoxLayout | None = None
        services.look_changed.connect(self.rebuild)
        services.store_changed.connect(self._on_store)
        self.backups = TimedBackups(self)
        self.watched = WatchedFolder(self)
        services.problem.connect(self.refuse)
        services.wish.connect(self._on_wish)
        services.tasks.started.connect(self._on_task)
        services.bus.changed.connect(lambda _: self._show_saved())
        if opening:
            self._build_frame()
        else:
            self._build_empty()
        self._restore_geometry()

    # What the first paint does without is imported when it is first asked for.

    @property
    def actions_of_window(self) -> "WindowActions":
        """What works on every screen."""
        if self._actions is None:
            from csdesk.ui.window_actions import WindowActions

            self._actions = WindowActions(self)
        return self._actions

    @property
    def meeting(self) -> "MeetingMode":
        """What puts a meeting on the wall."""
        if self._meeting is None:
            from csdesk.ui.meeting.mode import MeetingMode

            self._meeting = MeetingMode(self)
        return self._meeting

    @property
    def notice(self) -> "Notice":
        """The strip at the foot that says what is done and what is under way."""
        if self._notice is None:
            from csdesk.ui.widgets.notice import Notice

            self._notice = Notice(self.services, self.centralWidget() or self)
            if self._foot is not None:
                self._foot.addWidget(self._notice)
        return self._notice

    def add_strip(self) -> "Notice":
        """Return a strip of its own above the notice, for what waits for an answer."""
        from csdesk.ui.widgets.notice import Notice

        strip = Notice(self.services, self.centralWidget() or self)
        if self._foot is not None:
            self._foot.insertWidget(1, strip)
        return strip

    @property
    def current(self) -> str:
        """The key of the screen that is shown."""
        return self._current

    def screen_of(self, key: str) -> "Screen | None":
        """Return a screen that was made, by its key."""
        return self._screens.get(key)

    def show_screen(self, key: str) -> None:
        """Go to a screen by its key in `SCREENS`; one of a record has its id: `customer:ID`."""
        if not self.services.has_store:
            return
        screen = self._screens.get(key) or self._make(key)
        old = self._screens.get(self._current)
        if old is not None and old is not screen:
            self._states[self._current] = old.state()
        self._current = key
        held = _focus_in(screen)
        self.stack.setCurrentWidget(screen)
        self._take_actions(screen)
        self._show_rail(screen)
        self.services.settings.setValue("screen", key)
        self._show_title()
        self._give_focus(screen, held)

    def rebuild(self) -> None:
        """Make everything anew in the language and colours in force."""
        self._save_states()
        current = self._current
        if self.services.has_store:
            self._build()
            self.show_screen(current or "customers")
            self._list_customers()
        else:
            filled = self.start.state() if hasattr(self, "start") else None
            self._build_empty()
            if filled is not None:
                self.start.restore(filled)

    def tell(self, error: object) -> None:
        """Say what went wrong: a `UserError` in its words, anything else as a crash.

        While a meeting is on the wall it waits until that is over.
        """
        if self._meeting is not None and self._meeting.hold_back(error):
            return
        from csdesk.ui.crash import show_crash
        from csdesk.ui.messages import tell

        words = self.services.translator
        if isinstance(error, UserError):
            tell(self, words, error)
        elif isinstance(error, BaseException) and not isinstance(error, Cancelled):
            show_crash(self, words, error, self._log_file())

    def refuse(self, error: object) -> None:
        """Say why a short command did nothing: at the foot, where it fits and can be seen."""
        from PySide6.QtWidgets import QApplication

        from csdesk.app.error_text import error_text

        if not isinstance(error, UserError) or QApplication.activeModalWidget() is not None:
            self.tell(error)
            return
        sentence = error_text(error, self.services.translator)
        if not self.isVisible() or not self.notice.refuse(sentence):
            self.tell(error)

    def say(
        self, sentence: str, buttons: tuple[tuple[str, Callable[[], object]], ...] = ()
    ) -> None:
        """Show what was done at the window's foot."""
        self.notice.say(sentence, buttons)

    def return_focus(self) -> None:
        """Bring the focus back from a dialog or the notice to the page, else to its list."""
        held, last = _focus_in(self), _focus_in(self.stack)
        if held is not None and self.stack.isAncestorOf(held) and held.isVisible():
            return
        shown = self.stack.currentWidget()
        if shown is not None:
            self._give_focus(shown, last)

    def _give_focus(self, screen: QWidget, last: QWidget | None) -> None:
        """Let keys go to what had them last in a screen, else to its list."""
        if last is None or not last.isVisibleTo(screen):
            from PySide6.QtWidgets import QAbstractItemView

            lists = screen.findChildren(QAbstractItemView)
            last = next((one for one in lists if one.isVisibleTo(screen)), screen)
        last.setFocus()

    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog over the window; it never blocks."""
        from PySide6.QtCore import Qt

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Open a file with the program that the system has for it; say so where it has none."""
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            return
        words = self.services.translator
        copy = partial(QGuiApplication.clipboard().setText, str(path))
        self.say(
            words.text("No program on this computer opens {path}.", path=path),
            ((words.text("Copy the path"), copy),),
        )

    def toggle_rail(self) -> None:
        """Make the rail wide or narrow, and remember it for this kind of screen."""
        narrow = not self.rail.narrow
        self.rail.set_narrow(narrow)
        kind = self._current.partition(":")[0] or "start"
        self.services.settings.setValue(f"rail/{kind}", int(narrow))

    def open_search(self) -> None:
        """Ask for a customer or something to do."""
        from csdesk.ui.widgets.palette import Hit

        words = self.services.translator
        listing = self._screens.get("customers")
        hits = [
            Hit(
                text=row.customer.name,
                hint=row.customer.name_alt,
                icon="customers",
                run=partial(self.show_screen, f"customer:{row.id}"),
            )
            for row in getattr(getattr(listing, "model", None), "rows", ())
        ]
        for spec in self.registry:
            if spec.can_run() and spec.id != "search":
                run = partial(self.registry.run, spec.id)
                hits.append(
                    Hit(text=spec.words(words), hint=spec.shortcut.replace("+", " "), run=run)
                )
        self.palette_field.ask(hits)

    def open_menu(self) -> None:
        """Open the menu behind the three lines."""
        menu = QMenu(self)
        self.registry.refresh()
        self.actions_of_window.fill_menu(menu, self.registry)
        menu.aboutToHide.connect(self.registry.enable_all)
        from PySide6.QtCore import Qt

        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.rail.mapToGlobal(QPoint(12, 44)))

    def show_start(self) -> None:
        """Show the ways in, when the workspace that was to be opened could not be."""
        if not self.services.has_store and isinstance(self.centralWidget(), Frame):
            self._build_empty()

    def _build_frame(self) -> None:
        """Paint rail and page at once; words and controls come after the first paint."""
        body = Frame(self.services)
        column = QVBoxLayout(body)
        column.setContentsMargins(WIDE, 0, 0, 0)
        column.addStretch(1)
        self._foot = column
        self.setCentralWidget(body)

    def when_painted(self, call: Callable[[], object]) -> None:
        """Call once the frame is on the screen; at once where there is no bare frame."""
        frame = self.centralWidget()
        if isinstance(frame, Frame):
            frame.painted.connect(call)
        else:
            call()

    def _build_empty(self) -> None:
        """Show the ways in."""
        from csdesk.ui.screens.first_run import FirstRun

        self._clear()
        self._dress()
        self.registry = Registry(self, self.services.translator)
        self.start = FirstRun(self.services, self)
        self.start.chosen.connect(self.actions_of_window.ways.take)
        self.registry.add(self.start.actions_of())
        self._show_menu_bar()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.start, 1)
        self._foot = column
        self.setCentralWidget(body)
        self._show_title()

    def _build(self) -> None:
        from csdesk.ui.widgets.palette import Palette
        from csdesk.ui.widgets.rail import Rail

        self._clear()
        self._dress()
        services = self.services
        self.registry = Registry(self, services.translator)
        self.registry.add(self.actions_of_window.specs())
        self._show_menu_bar()
        body = QWidget()
        self.rail = Rail(
            services,
            company=self._company() or "csdesk",
            open_menu=self.open_menu,
            open_search=self.open_search,
            parent=body,
        )
        self.stack = QStackedWidget(body)
        self.palette_field = Palette(services, body)
        self.palette_field.left.connect(self.return_focus)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        self._foot = right
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(body)
        self._fill_rail()

    def _show_menu_bar(self) -> None:
        """Fill the system's menu bar, where it has one."""
        from csdesk.ui.menu_bar import make_menu_bar, stands_in_system_bar

        if stands_in_system_bar():
            self.setMenuBar(make_menu_bar(self, self.registry, self.services.translator))

    def _clear(self) -> None:
        if self._notice is not None:
            self._notice.stop()
            self._notice = None
        for screen in self._screens.values():
            screen.hide()
        self._screens = {}
        if hasattr(self, "registry"):
            self.registry.remove([spec.id for spec in self.registry])
            self.registry.deleteLater()
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _dress(self) -> None:
        self.setFont(font(self.services.language))
        self.setStyleSheet(style_sheet(self.services.tokens))

    def _make(self, key: str) -> "Screen":
        kind, _, number = key.partition(":")
        screen = SCREENS[kind](self.services, int(number or 0))
        views_changed = getattr(screen, "views_changed", None)
        if views_changed is not None:
            views_changed.connect(self._on_views)
        screen.titled.connect(self._show_title)
        screen.actions_changed.connect(partial(self._take_actions, screen))
        self._screens[key] = screen
        self.stack.addWidget(screen)
        if key in self._states:
            screen.restore(self._states[key])
        return screen

    def _take_actions(self, screen: "Screen") -> None:
        """Let the actions of this screen through, and of no other."""
        if self._screens.get(self._current) is not screen:
            return
        self.registry.remove(self._screen_actions)
        specs = screen.actions_of()
        self._screen_actions = [spec.id for spec in specs]
        self.registry.add(specs)

    def _fill_rail(self) -> None:
        from csdesk.ui.widgets.rail import RailItem

        words = self.services.translator
        counts = self._counts()
        main = [
            RailItem(key="customers", text=words.text("Customers"), icon="customers",
                     count=counts.get("customers", ""), go=partial(self.show_screen, "customers")),
            RailItem(key="items", text=words.text("Items"), icon="items",
                     count=counts.get("items", ""), go=partial(self.show_screen, "items")),
            RailItem(key="documents", text=words.text("Documents"), icon="documents",
                     go=partial(self.show_screen, "documents")),
            RailItem(key="history", text=words.text("History"), icon="clock",
                     go=partial(self.show_screen, "history")),
        ]  # fmt: skip
        self._saved = RailItem(
            key="saved", text=self._saved_text(), icon="drive", go=self.actions_of_window.back_up
        )
        foot = [
            RailItem(key="settings", text=words.text("Settings"), icon="settings",
                     go=partial(self.show_screen, "settings")),
            self._saved,
        ]  # fmt: skip
        self.rail.set_items(main, foot)

    def _counts(self) -> Mapping[str, str]:
        listing = self._screens.get("customers")
        rows = getattr(getattr(listing, "model", None), "rows", ())
        if not rows:
            return {}
        open_items = sum(row.open_items for row in rows)
        return {"customers": str(len(rows)), "items": str(open_items)}

    def _saved_text(self) -> str:
        from PySide6.QtCore import QTime

        at = QTime.currentTime().toString("HH:mm")
        return self.services.translator.text("Saved here, {time}", time=at)

    def _show_saved(self) -> None:
        if self.services.has_store and self._current:
            self._fill_rail()
            self.rail.show_company(self._company() or "csdesk")
            self.rail.choose(self._rail_key())
            self._show_title()

    def _show_rail(self, screen: "Screen") -> None:
        kind = self._current.partition(":")[0]
        default = int(screen.narrow_rail)
        narrow = self.services.settings.value(f"rail/{kind}", default)
        self.rail.set_narrow(bool(int(str(narrow))))
        self._on_views()

    def _on_views(self) -> None:
        from csdesk.ui.widgets.rail import RailItem

        screen = self._screens.get(self._current)
        views: list[RailItem] = []
        make_views = getattr(screen, "rail_views", None)
        if make_views is not None:
            views = list(make_views())
        self._fill_rail()
        words = self.services.translator
        save = getattr(screen, "save_view", None)
        add = (words.text("Save view"), save) if save is not None else None
        self.rail.set_views(words.text("Views"), views, add)
        self.rail.choose(self._rail_key())

    def _rail_key(self) -> str:
        screen = self._screens.get(self._current)
        chosen = getattr(screen, "rail_choice", None)
        if chosen is not None and not self.rail.narrow:
            return str(chosen())
        kind = self._current.partition(":")[0]
        return "customers" if kind in ("customer", "review") else self._current

    def _show_title(self) -> None:
        screen = self._screens.get(self._current)
        if screen is None:
            self.setWindowTitle("csdesk")
            return
        name = self._company() or self.services.store.path.stem
        self.setWindowTitle(f"{screen.title()} · {name} · csdesk")

    def _company(self) -> str:
        """Return our company's name in the window's language."""
        workspace = self.services.store.workspace
        return workspace.company_names.get(self.services.language) or workspace.company

    def _on_store(self) -> None:
        self._states = {}
        self._current = ""
        if not self.services.has_store:
            self._build_empty()
            return
        self.actions_of_window.ways.remember_file(self.services.store.path)
        self._build()
        wanted = str(self.services.settings.value("screen", "customers"))
        self.show_screen(wanted if wanted in {"customers", "items"} else "customers")
        self._list_customers()
        if self.services.store.drafts("meeting:"):
            self.meeting.offer_drafts()

    def _list_customers(self) -> None:
        """Read the customers while another page is shown: rail and search need them."""
        if "customers" not in self._screens:
            self._make("customers").load()

    def _on_wish(self, kind: str, value: Any) -> None:
        if kind == "customer":
            self.show_screen(f"customer:{value}")
        elif kind == "screen":
            self.show_screen(str(value))
        elif kind == "meeting":
            self.meeting.ask(int(value))
        else:
            self.actions_of_window.fulfil(kind, value)

    def _on_task(self, task: Task) -> None:
        if task.title:
            self.notice.follow(task)
            if self.services.has_store:
                self._wait_for(task)

    def _wait_for(self, task: Task) -> None:
        """Let editing wait while a long command may be writing; then the focus comes back."""
        stack, held = self.stack, _focus_in(self)
        stack.setEnabled(False)

        def go_on() -> None:
            if not isValid(stack):
                return
            stack.setEnabled(True)
            if held is not None and isValid(held) and stack.isAncestorOf(held):
                held.setFocus()

        task.ended.connect(go_on)

    def _save_states(self) -> None:
        for key, screen in self._screens.items():
            self._states[key] = screen.state()

    def _restore_geometry(self) -> None:
        saved = self.services.settings.value("geometry")
        if not isinstance(saved, QByteArray) or not self.restoreGeometry(saved):
            self.resize(*SIZE)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that can be imported or opened."""
        if dropped_file(event.mimeData()) is not None and not self.services.tasks.busy:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Import or open the file that was dropped."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.actions_of_window.ways.take_file(path)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout, end tasks, close the workspace."""
        settings = self.services.settings
        settings.setValue("geometry", self.saveGeometry())
        settings.sync()
        if self._notice is not None:
            self._notice.stop()
        self.services.tasks.shut_down()
        self.backups.stop()
        self.watched.stop()
        self.services.store_changed.disconnect(self._on_store)
        self.services.detach()
        super().closeEvent(event)
