"""Begins and ends meeting mode: which screen is the wall, and that nothing else is seen there."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import isValid

from csdesk.app.commands import meeting_lines
from csdesk.app.commands.drafts import MeetingDraft, drop_line, meeting_drafts
from csdesk.app.queries.meeting_mode import customer_of, kinds_to_begin, meetings_to_begin
from csdesk.domain.codes import MeetingKind
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.records import Meeting
from csdesk.ui.meeting.private import PrivateWindow
from csdesk.ui.meeting.window import MeetingWindow
from csdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from csdesk.ui.main_window import MainWindow
    from csdesk.ui.widgets.notice import Notice

LOG = logging.getLogger(__name__)


class MeetingMode(QObject):
    """Belongs to the window, which is hidden while a meeting is on the wall."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._services = window, window.services
        self.wall: MeetingWindow | None = None
        self.private: PrivateWindow | None = None
        self._customer_id = 0
        self._strip: Notice | None = None
        self._waiting: list[object] = []
        self._services.store_closing.connect(self.stop)

    @property
    def running(self) -> bool:
        """Whether a meeting is on the wall."""
        return self.wall is not None

    # --- how it begins ---------------------------------------------------------------------------

    def ask(self, customer_id: int) -> None:
        """Begin today's planned meeting; where there is none or more than one, offer a menu."""
        if self.running:
            return
        choices = meetings_to_begin(self._services.store, customer_id=customer_id)
        today = [one for one in choices if one.today]
        if len(today) == 1:
            self.begin(today[0].meeting.id)
            return
        menu = self.menu(customer_id)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._place(menu))

    def _place(self, menu: QMenu) -> QPoint:
        """Return where the menu goes: below what asked for it, else below the head of the page."""
        asked = QApplication.focusWidget()
        if not isinstance(asked, Button):
            return self._window.mapToGlobal(QPoint(self._window.width() // 2, 100))
        below = asked.mapToGlobal(asked.rect().bottomRight())
        return below + QPoint(1 - menu.sizeHint().width(), 4)

    def menu(self, customer_id: int) -> QMenu:
        """Return the menu of meetings that can be begun: planned ones, or one made now."""
        words, services = self._services.translator, self._services
        menu = QMenu(self._window)
        menu.setObjectName("meetings")
        for one in meetings_to_begin(services.store, customer_id=customer_id)[:6]:
            action = menu.addAction(self._name(one.meeting).replace("&", "&&"))
            action.triggered.connect(lambda _=False, i=one.meeting.id: self.begin(i))
        if not menu.isEmpty():
            menu.addSeparator()
        for kind in kinds_to_begin(services.store, customer_id=customer_id):
            name = words.text(MEETING_KIND_LABELS[kind])
            action = menu.addAction(words.text("Now: {kind}", kind=name))
            action.triggered.connect(partial(self._make, customer_id, kind))
        return menu

    def _name(self, meeting: Meeting) -> str:
        words = self._services.translator
        what = meeting.title or words.text(MEETING_KIND_LABELS[meeting.kind])
        day = words.date(meeting.day, "weekday")
        return f"{day} {meeting.at:%H:%M}  {what}" if meeting.at is not None else f"{day}  {what}"

    def _make(self, customer_id: int, kind: MeetingKind, _: bool = False) -> None:
        made = self._services.act(meeting_lines.make_now, customer_id=customer_id, kind=kind)
        if made is not None:
            self.begin(made.id)

    def begin(self, meeting_id: int, draft: MeetingDraft | None = None) -> None:
        """Put a meeting on the wall; a `draft` goes on where it was left."""
        services = self._services
        if self.running:
            return
        since = services.act(meeting_lines.begin, meeting_id=meeting_id)
        if since is None:
            return
        self._drop_strip()
        self._customer_id = customer_of(services.store, meeting_id=meeting_id)
        self.wall = MeetingWindow(
            services,
            meeting_id,
            since=since,
            text=draft.text if draft is not None else "",
            kind=draft.kind if draft is not None else "",
        )
        self.wall.left.connect(self.leave)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._on_removed)
            app.screenAdded.connect(self._on_added)
        self._show_on(self._screen_for_wall())
        self._window.hide()
        self._show_private()

    # --- screens ---------------------------------------------------------------------------------

    def _screen_for_wall(self) -> QScreen:
        """Return another screen than the one that we sit at, if there is one."""
        own = self._window.screen()
        others = [one for one in QGuiApplication.screens() if one is not own]
        return others[-1] if others else own

    def _show_on(self, screen: QScreen) -> None:
        wall = self.wall
        if wall is None:
            return
        wall.setScreen(screen)
        wall.setGeometry(screen.geometry())
        wall.showFullScreen()
        wall.raise_()
        wall.activateWindow()

    def _show_private(self) -> None:
        """Show our notes on the screen that is not the wall; with one screen they stay away."""
        wall = self.wall
        if wall is None:
            return
        others = [one for one in QGuiApplication.screens() if one is not wall.screen()]
        if not others:
            self._drop_private()
            return
        if self.private is None:
            self.private = PrivateWindow(self._services, self._customer_id)
        space = others[0].availableGeometry()
        self.private.setScreen(others[0])
        self.private.resize(min(760, space.width() - 40), min(900, space.height() - 40))
        self.private.move(space.topLeft().x() + 20, space.topLeft().y() + 20)
        self.private.show()
        wall.activateWindow()

    def _on_removed(self, screen: QScreen) -> None:
        """Bring the wall back with everything in it to a screen that is left."""
        if self.wall is None:
            return
        left = [one for one in QGuiApplication.screens() if one is not screen]
        if len(left) < 2:
            self._drop_private()  # never on the screen that becomes the wall
        if left and (self.wall.screen() is screen or len(left) == 1):
            self._show_on(left[-1])
        if len(left) > 1:
            self._show_private()

    def _on_added(self, screen: QScreen) -> None:
        """Use a projector that is plugged in during the meeting as the wall."""
        if self.wall is not None:
            self._show_on(screen)
            self._show_private()

    # --- how it ends -----------------------------------------------------------------------------

    def leave(self) -> None:
        """Leave the mode: the window comes back, at this customer."""
        wall = self.wall
        if wall is None:
            return
        services, meeting_id, customer_id = self._services, wall.meeting_id, self._customer_id
        line = wall.bar.field.text()
        held = None
        if services.has_store:
            wall.keep_now()
            held = services.act(meeting_lines.end, meeting_id=meeting_id, line=line)
        self._window.show()
        self._close()
        if services.has_store:
            services.wish.emit("customer", customer_id)
            if held:
                services.wish.emit("leave_room", meeting_id)
            self.offer_drafts()
        waiting, self._waiting = self._waiting, []
        for error in waiting:
            self._window.tell(error)

    def stop(self) -> None:
        """End at once: the workspace or the window closes. What is typed stays as a draft."""
        if self.wall is not None and self._services.has_store:
            self.wall.keep_now()
        self._close()
        self._drop_strip()

    def hold_back(self, error: object) -> bool:
        """Keep an error until the meeting is over; False while there is none on the wall."""
        if self.wall is None:
            return False
        LOG.warning("held back during a meeting: %r", error)
        self._waiting.append(error)
        self.wall.say_trouble()
        return True

    def _close(self) -> None:
        wall, self.wall = self.wall, None
        if wall is None:
            return
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.disconnect(self._on_removed)
            app.screenAdded.disconnect(self._on_added)
        wall.shut()
        wall.hide()
        wall.deleteLater()
        self._drop_private()

    def _drop_private(self) -> None:
        private, self.private = self.private, None
        if private is not None:
            private.shut()
            private.hide()
            private.deleteLater()

    # --- what was being typed --------------------------------------------------------------------

    def offer_drafts(self) -> None:
        """Offer the line that a meeting was left with, at the window's foot."""
        self._drop_strip()
        if self.running or not self._services.has_store:
            return
        found = meeting_drafts(self._services.store)
        if not found:
            return
        words, draft = self._services.translator, found[0]
        if draft.text.strip():
            short = draft.text if len(draft.text) <= 60 else draft.text[:59] + "…"
            sentence = words.text(
                "At the meeting of {customer} this was being typed: “{text}”",
                customer=draft.customer, text=short,
            )  # fmt: skip
        else:
            sentence = words.text("The meeting of {customer} was cut short.",
                                  customer=draft.customer)  # fmt: skip
        go_on: Callable[[], None] = lambda: self.begin(draft.meeting_id, draft)  # noqa: E731
        self._strip = self._window.add_strip()
        self._strip.say(
            sentence,
            (
                (words.text("Go on with the meeting"), go_on),
                (words.text("Forget it"), lambda: self._forget(draft)),
            ),
            lasting=True,
        )

    @property
    def strip(self) -> "Notice | None":
        """The strip that offers a line, while there is one."""
        return self._strip

    def _forget(self, draft: MeetingDraft) -> None:
        self._services.act(drop_line, meeting_id=draft.meeting_id)
        self._drop_strip()
        self.offer_drafts()

    def _drop_strip(self) -> None:
        strip, self._strip = self._strip, None
        if strip is not None and isValid(strip):
            strip.hide()
            strip.deleteLater()
