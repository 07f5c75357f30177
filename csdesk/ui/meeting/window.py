"""The wall: a window of one meeting that knows nothing else, worked by keys alone."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.app.commands import agendas, drafts, meeting_lines
from csdesk.app.error_text import error_text
from csdesk.app.meeting_text import next_remarks
from csdesk.app.queries.meeting_form import check_next
from csdesk.app.queries.meeting_mode import load_meeting, meeting_people, who_confirms
from csdesk.app.queries.working_days import meeting_rest_days
from csdesk.domain.capture import LETTERS, Captured, EntryKind, Name, Offer, offers, read_line
from csdesk.domain.changes import ChangeSet
from csdesk.domain.errors import UserError
from csdesk.i18n import Translator
from csdesk.ui.meeting.line import BAR_HEIGHT, LineBar, Strip, Told
from csdesk.ui.meeting.screens import SCREENS
from csdesk.ui.meeting.wall import SIDE_WIDTH, Clock, Middle, Side
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.handle import Store

LOG = logging.getLogger(__name__)
R = TypeVar("R")
DRAFT_EVERY = 300  # milliseconds
_KINDS = {letter: kind for kind, letter in LETTERS.items()}
_SAFE = frozenset({
    "line_empty", "commitment_whose", "commitment_unlisted", "next_when", "meeting_without_plan",
    "nothing_to_undo", "nothing_to_redo", "success_missing", "confirmed_by_missing",
    "agreed_by_missing", "plan_without_dates", "dates_agreed",
})  # fmt: skip


class MeetingWindow(QWidget):
    """Shows one meeting in its customer's language and stores what is typed as it is typed.

    Signals: `left` when a person leaves the mode.
    """

    left = Signal()

    def __init__(
        self, services: Services, meeting_id: int, *, since: int, text: str = "", kind: str = ""
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.services, self.meeting_id, self.since = services, meeting_id, since
        self.view = load_meeting(self._store, meeting_id=meeting_id)
        self.words = Translator(self.view.language.value)
        self.setObjectName("meeting")
        self.setWindowTitle("csdesk")
        self.setAutoFillBackground(True)
        self._people: tuple[Name, ...] = ()
        self._is_rest = meeting_rest_days(self._store, meeting_id=meeting_id)
        self._picked: Name | None = None
        self._plain = False
        self._offer_at = 0
        self._storing = False
        self._changes: list[ChangeSet] = []
        self._began, self._topic_id = time.monotonic(), 0
        whole: Callable[[], float] = lambda: max(1.0, float(self.height()))  # noqa: E731
        self.side = Side(self.words, whole, self)
        self.middle = Middle(self.words, whole, self)
        self.bar = LineBar(self.words, whole, self.take_key, self)
        self.strip = Strip(self.words, whole, self)
        self.strip.today = self.view.today
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self.side.tokens.surface)
        self.setPalette(palette)
        self._drafts = QTimer(self)
        self._drafts.setSingleShot(True)
        self._drafts.setInterval(DRAFT_EVERY)
        self._drafts.timeout.connect(self._keep)
        self._seconds = QTimer(self)
        self._seconds.setInterval(1_000)
        self._seconds.timeout.connect(self._tick)
        self._seconds.start()
        self._take_people()
        self._show()
        self.bar.choose(EntryKind(kind) if kind in set(EntryKind) else EntryKind.ITEM)
        self.bar.field.setText(text)
        self.bar.field.textChanged.connect(self._on_text)
        self.bar.field.cursorPositionChanged.connect(lambda *_: self._tell_line())
        self.field.setFocus()
        self._keep()
        services.bus.changed.connect(self._on_change)
        if text:
            self._tell_line()
        else:
            self._tell(Told(mode="keys"))

    @property
    def _store(self) -> "Store":
        return self.services.store

    @property
    def field(self) -> QWidget:
        """Where one types."""
        return self.bar.field

    # --- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        self.middle.show_view(self.view)
        self.side.show_topics(self.view.topics)
        current = next((one.id for one in self.view.topics if not one.done), 0)
        if current != self._topic_id:
            self._topic_id, self._began = current, time.monotonic()
        self._tick()

    def _tick(self) -> None:
        view = self.view
        now = self._now()
        current = next((one for one in view.topics if not one.done), None)
        if current is None:
            clock = Clock(now)
        else:
            gone = timedelta(seconds=int(time.monotonic() - self._began))
            left = timedelta(minutes=current.minutes) - gone
            later = [one for one in view.topics if not one.done and one.id != current.id]
            rest = max(left, timedelta()) + timedelta(minutes=sum(one.minutes for one in later))
            clock = Clock(now, left, now + rest)
        self.side.show_clock(clock)
        self.middle.show_clock(clock)

    def _now(self) -> datetime:
        now = self.services.clock.now()
        try:
            return now.astimezone(ZoneInfo(self.view.timezone))
        except (ValueError, OSError, KeyError):
            return now

    def _take_people(self) -> None:
        self._people = meeting_people(self._store, meeting_id=self.meeting_id)

    def _on_change(self, change: ChangeSet) -> None:
        """Show what was stored, by whom ever; a meeting that is gone ends the mode."""
        if not self.services.has_store:
            return
        if self._storing:
            self._changes.append(change)
            return
        try:
            self.view = load_meeting(self._store, meeting_id=self.meeting_id)
        except UserError:
            self.left.emit()
            return
        if change.ids("Contact") or change.ids("User"):
            self._take_people()
        self._show()

    # --- keys ------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take keys while the line has no focus: there a bare letter chooses the kind."""
        if self.take_key(event):
            return
        letter = chr(event.key()) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if bare and letter in _KINDS:
            self._choose_kind(_KINDS[letter])
            self.bar.field.setFocus()
        elif bare and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_8:
            self._choose_screen(event.key() - Qt.Key.Key_1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.bar.field.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means in this mode; False for one that is typed."""
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if alt and not control:
            return self._alt_key(key)
        if control and not alt:
            return self._control_key(key, shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.bar.field.hasFocus():
            self._enter()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._accept()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.middle.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_F1:
            self._choose_screen(len(SCREENS) - 1)
        else:
            return False
        return True

    def _alt_key(self, key: int) -> bool:
        letter = chr(key) if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else ""
        if letter in _KINDS:
            self._choose_kind(_KINDS[letter])
        elif letter == "Y":
            self._confirm()
        elif letter == "X":
            self.left.emit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_8:
            self._choose_screen(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._choose_screen(self.middle.screen_place + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step_topic(forward=key == Qt.Key.Key_Down)
        else:
            return bool(letter)  # no other letter is typed with Alt
        return True

    def _control_key(self, key: int, *, shift: bool) -> bool:
        if key == Qt.Key.Key_Z:
            self._take_back(redo=shift)
        elif key == Qt.Key.Key_Y:
            self._take_back(redo=True)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._choose_screen(
                self.middle.screen_place + (1 if key == Qt.Key.Key_PageDown else -1)
            )
        else:
            return False
        return True

    def _choose_kind(self, kind: EntryKind) -> None:
        self.bar.choose(kind)
        self._place_strip()
        self._tell_line()
        self._wait_to_keep()

    def _choose_screen(self, place: int) -> None:
        self.middle.choose(place)
        more = {"people": EntryKind.COMMITMENT, "next": EntryKind.NEXT}.get(self.middle.key)
        self.bar.offer(more)

    def _step(self, step: int) -> None:
        told = self.strip.told
        if told.choices:
            self._offer_at = (told.chosen + step) % told.choices
            self.strip.show_told(replace(told, chosen=self._offer_at))
            return
        count = self._confirmable()
        if not count:
            self.middle.turn(step)
            return
        known = self.middle.chosen
        self.middle.mark(max(0, min(count - 1, known + step)) if known is not None else 0)

    def _confirmable(self) -> int:
        view = self.view
        if self.middle.key == "goals":
            return len(view.goals) + (view.success is not None)
        return len(view.people) if self.middle.key == "people" else 0

    def _escape(self) -> None:
        told = self.strip.told
        if told.mode == "asked":
            self._tell_line()
        elif told.mode in ("stored", "refused", "keys"):
            self._tell(Told())
        elif told.mode == "understood" and told.line is not None and (
            told.line.who or told.line.when or told.line.unclear or told.offers
        ):  # fmt: skip
            self._plain = True
            self._tell_line()
        else:
            self.setFocus()

    # --- the line --------------------------------------------------------------------------------

    def line(self) -> Captured:
        """Return what the line says now."""
        found = read_line(
            self.bar.field.text(),
            self._people,
            self.view.today,
            month_first=self.words.is_chinese,
            plain=self._plain,
            timed=self.bar.kind is EntryKind.NEXT,
            is_rest=self._is_rest,
        )
        if self._picked is not None and not self._plain and (
            self._picked in found.asked
            or found.unknown == self._picked.shown
            or (found.who is not None and found.who.shown == self._picked.shown)
        ):  # fmt: skip
            return replace(found, who=self._picked, asked=(), unknown="")
        return found

    def _on_text(self, text: str) -> None:
        if not text:
            self._plain, self._picked = False, None
        self._offer_at = 0
        self._tell_line()
        self._wait_to_keep()

    def _tell_line(self) -> None:
        field = self.bar.field
        text = field.text()
        if not text.strip():
            if self.strip.told.mode in ("understood", "asked"):
                self._tell(Told())
            return
        found: tuple[Offer, ...] = ()
        if not self._plain:
            found = offers(text, field.cursorPosition(), self._people, self.view.today)
        line = self.line()
        if line.who is None and not line.unclear and line.when is None and not found:
            self._tell(Told())
            return
        chosen = min(self._offer_at, max(0, len(found) - 1))
        remark = self._remark(line)
        self._tell(Told(mode="understood", line=line, offers=found, chosen=chosen, text=remark))

    def _remark(self, line: Captured) -> str:
        """Return what should be known about the day of the next meeting before it is stored."""
        if self.bar.kind is not EntryKind.NEXT or line.when is None:
            return ""
        found = check_next(self._store, meeting_id=self.meeting_id, day=line.when, at=line.at)
        return self.words.sentences(next_remarks(found, self.words))

    def _accept(self) -> None:
        """Take what is offered into the line."""
        told = self.strip.told
        if told.mode != "understood" or not told.offers:
            return
        offer = told.offers[told.chosen]
        text = self.bar.field.text()
        space = "" if text[offer.end : offer.end + 1] == " " else " "
        whole = text[: offer.start] + offer.text + space + text[offer.end :]
        self._picked = offer.who or self._picked
        self.bar.field.setText(whole)
        self.bar.field.setCursorPosition(offer.start + len(offer.text) + 1)

    def _enter(self) -> None:
        """Store the line; where it is not clear who is meant, ask first."""
        told = self.strip.told
        if told.mode == "asked":
            self._plain = told.chosen >= len(told.people)
            self._picked = None if self._plain else told.people[told.chosen]
        line = self.line()
        if line.unclear:
            self._offer_at = 0
            plain = bool(line.unknown)
            self._tell(Told(mode="asked", text=line.who_text, people=line.meant, plain=plain))
            return
        if not self.bar.field.text().strip():
            return
        self._store_line(line)

    def _store_line(self, line: Captured) -> None:
        kind = self.bar.kind
        self._storing = True  # the entry is shown before the screens are read anew
        try:
            made = self._try(
                lambda: meeting_lines.store_line(
                    self._store, meeting_id=self.meeting_id, kind=kind, line=line
                )
            )
        finally:
            self._storing = False
        if made is None:
            return
        self.bar.field.clear()
        self._wait_to_keep()
        self._tell(
            Told(mode="stored", kind=kind, text=made.text, code=made.code, who=made.who,
                 when=made.when)
        )  # fmt: skip
        self.strip.repaint()
        changes, self._changes = self._changes, []
        for change in changes[-1:]:
            self._on_change(change)
        if kind is EntryKind.NEXT:
            self.bar.choose(EntryKind.ITEM)

    def _wait_to_keep(self) -> None:
        if not self._drafts.isActive():
            self._drafts.start()

    def _keep(self) -> None:
        """Keep what is being typed; while something long is written it waits."""
        if not self.services.has_store:
            return
        if self._store.busy:
            self._drafts.start()
            return
        try:
            drafts.keep_line(
                self._store,
                meeting_id=self.meeting_id,
                kind=self.bar.kind.value,
                text=self.bar.field.text(),
            )
        except UserError:
            LOG.exception("the line was not kept")

    def keep_now(self) -> None:
        """Keep what is typed before the window goes."""
        self._drafts.stop()
        self._keep()

    # --- the meeting -----------------------------------------------------------------------------

    def _step_topic(self, *, forward: bool) -> None:
        topics = self.view.topics
        if forward:
            item = next((one.id for one in topics if not one.done), None)
        else:
            item = next((one.id for one in reversed(topics) if one.done), None)
        if item is not None:
            self._try(lambda: agendas.check(self._store, item_id=item, done=forward))

    def _confirm(self) -> None:
        """Confirm what is marked: success or a goal by who speaks for them, or who is present.

        On the screen of the plan its dates are agreed, the first time.
        """
        if self.middle.key == "plan":
            self._agree()
            return
        if not self._confirmable():
            return
        place = self.middle.chosen or 0
        self.middle.mark(place)
        if self.middle.key == "people":
            who = self.view.people[place].attendance_id
            done = self._try(lambda: _said(meeting_lines.mark_present, self._store, who))
        else:
            done = self._try(lambda: self._confirm_goal(place))
        if done and place + 1 < self._confirmable():
            self.middle.mark(place + 1)

    def _agree(self) -> None:
        if self.view.can_agree:
            name = who_confirms(self._store, meeting_id=self.meeting_id)
            self._try(
                lambda: meeting_lines.agree_dates(
                    self._store, meeting_id=self.meeting_id, agreed_by=name
                )
            )

    def _confirm_goal(self, place: int) -> bool:
        name = who_confirms(self._store, meeting_id=self.meeting_id)
        first = 1 if self.view.success is not None else 0
        if place < first:
            meeting_lines.confirm_success(
                self._store, meeting_id=self.meeting_id, confirmed_by=name
            )
        else:
            meeting_lines.confirm_goal(
                self._store,
                meeting_id=self.meeting_id,
                goal_id=self.view.goals[place - first].id,
                confirmed_by=name,
            )
        return True

    def _take_back(self, *, redo: bool) -> None:
        """Undo or redo within this meeting; while words are typed only they are taken back."""
        field = self.bar.field
        if field.hasFocus() and field.text() and not redo and field.isUndoAvailable():
            field.undo()
            return
        command = meeting_lines.redo_here if redo else meeting_lines.undo_here
        entry = self._try(
            lambda: command(self._store, meeting_id=self.meeting_id, since=self.since)
        )
        if entry is not None:
            self._tell(Told())

    def _try(self, command: Callable[[], R]) -> R | None:
        """Run a command; what goes wrong is said without a name, and the words stay."""
        try:
            return command()
        except UserError as error:
            if error.code in _SAFE:
                text = error_text(error, self.words)
            else:
                LOG.warning("refused at a meeting: %s", error.code)
                text = self.words.text("This could not be stored. The words stay in the line.")
        except Exception:  # the wall shows no crash: what happened stands in the log
            LOG.exception("a command failed at a meeting")
            text = self.words.text("This could not be stored. The words stay in the line.")
        self._tell(Told(mode="refused", text=text))
        return None

    def say_trouble(self) -> None:
        """Say that something outside the meeting waits, without saying what."""
        text = self.words.text("Something waits for a look after the meeting.")
        self._tell(Told(mode="refused", text=text))

    # --- window ----------------------------------------------------------------------------------

    def _tell(self, told: Told) -> None:
        self.strip.show_told(told)
        self._place_strip()

    def _place_strip(self) -> None:
        scale = self.height() / 1080
        high = round(self.strip.units * scale)
        self.strip.setGeometry(0, self.bar.y() - high, self.width(), high)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = self.height() / 1080
        bar, side = round(BAR_HEIGHT * scale), round(SIDE_WIDTH * scale)
        body = self.height() - bar
        self.side.setGeometry(0, 0, side, body)
        self.middle.setGeometry(side, 0, self.width() - side, body)
        self.bar.setGeometry(0, body, self.width(), bar)
        self.bar.place()
        self._place_strip()
        super().resizeEvent(event)

    def shut(self) -> None:
        """End the window: what is typed stays as a draft unless it is empty."""
        self._drafts.stop()
        self._seconds.stop()
        self.services.bus.changed.disconnect(self._on_change)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it by the system leaves the mode as a key does."""
        event.accept()
        self.left.emit()


def _said(command: Callable[..., None], store: "Store", attendance_id: int) -> bool:
    command(store, attendance_id=attendance_id)
    return True
