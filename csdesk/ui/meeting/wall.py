"""The painted parts of the wall: agenda with its timer at the left, the screen in the middle."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.views.meeting import MeetingModeView, TopicLine
from csdesk.i18n import Translator
from csdesk.ui.meeting.board import BOX, CLOCK, HEAD, TEXT, Board, Painted
from csdesk.ui.meeting.flow import page_of, share
from csdesk.ui.meeting.screens import SCREENS
from csdesk.ui.theme import light_tokens

SIDE_WIDTH = 472.0
FREE = 96.0  # at the foot: what was understood or stored stands there
EDGE = 56.0
_HEAD_HEIGHT = 126.0


class Painted1080(QWidget):
    """A part whose words are painted; screen readers and tests read them here too."""

    def __init__(self, words: Translator, whole: Callable[[], float], parent: QWidget) -> None:
        super().__init__(parent)
        self.words, self._whole = words, whole
        self.tokens = light_tokens()
        self.painted: list[Painted] = []
        self.shortened: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def scale(self) -> float:
        """Pixels of a unit: the wall's whole height is 1080 units."""
        return self._whole() / 1080

    def draw(self, board: Board, width: float, height: float) -> None:
        """Paint the part, `width` by `height` units."""
        raise NotImplementedError

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        board = Board(painter, self._whole(), self.words, self.tokens)
        self.draw(board, self.width() / self.scale, self.height() / self.scale)
        painter.end()
        self.painted, self.shortened = board.painted, board.shortened
        said = "\n".join(one.text for one in board.painted)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the meeting stands: time left of the topic, and when it ends."""

    now: datetime  # local
    left: timedelta | None = None
    end: datetime | None = None


def brief(title: str) -> str:
    """Return the matter of a topic: its title up to the first stop; the screen has the whole."""
    for place, char in enumerate(title):
        if char in ":：,，;；、(（" and place >= 3:
            return title[:place].strip()
    return title


class Side(Painted1080):
    """Time left in the topic, and the agenda with the topic that is spoken about."""

    def __init__(self, words: Translator, whole: Callable[[], float], parent: QWidget) -> None:
        super().__init__(words, whole, parent)
        self._topics: tuple[TopicLine, ...] = ()
        self._clock: Clock | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_topics(self, topics: tuple[TopicLine, ...]) -> None:
        """Show another agenda."""
        self._topics = topics
        self.update()

    def show_clock(self, clock: Clock) -> None:
        """Show another time."""
        self._clock = clock
        self.update()

    @override
    def draw(self, board: Board, width: float, height: float) -> None:
        tokens = self.tokens
        board.fill(0, 0, width, height, tokens.window)
        board.fill(width - 2, 0, 2, height, tokens.line)
        current = next((one for one in self._topics if not one.done), None)
        top = self._timer(board, width, current)
        inner = width - 80
        minutes = max((board.width(str(one.minutes), bold=True) for one in self._topics), default=0)
        rows = [
            (one, board.wrapped(brief(one.title), inner - 62 - minutes - 16, bold=one == current))
            for one in self._topics
        ]
        foot = TEXT * BOX + 24 + FREE
        first = shown = self._first(rows, height - top - foot)
        for place, (one, titles) in enumerate(rows):
            if place < first:
                continue
            high = len(titles) * TEXT * BOX + 20
            if top + high > height - foot:
                break
            self._topic(board, one, place + 1, titles, top, width, current=one == current)
            top += high
            shown = place + 1
        end = ""
        if self._clock is not None and self._clock.end is not None:
            end = board.words.text("Ends at {time}", time=f"{self._clock.end:%H:%M}")
        y = height - foot + 16
        board.line(40, y, inner, end, color=tokens.muted)
        self._more(board, len(rows) - shown, y, width, room=inner - board.width(end) - 24)

    def _more(self, board: Board, number: int, y: float, width: float, *, room: float) -> None:
        """Say at the right how many topics follow for which there is no place."""
        if not number:
            return
        for text in (board.words.plural("{n} more", "{n} more", number), f"+{number}"):
            if board.width(text) <= room:
                board.line(0, y, width - 32, text, color=self.tokens.muted, align="right")
                return

    def _timer(self, board: Board, width: float, current: TopicLine | None) -> float:
        words, tokens, clock = board.words, self.tokens, self._clock
        if clock is None or clock.left is None or current is None:
            if clock is not None:
                board.line(40, 24, width - 60, f"{clock.now:%H:%M}", size=CLOCK, bold=True)
            return CLOCK * BOX + 50
        seconds = round(clock.left.total_seconds())
        over = seconds < 0
        text = f"{abs(seconds) // 60:02}:{abs(seconds) % 60:02}"
        color = tokens.bad if over else tokens.text
        size = CLOCK
        while board.width("+" + text if over else text, size, bold=True) > width - 70:
            size -= 6
        board.line(40, 24, width - 50, f"+{text}" if over else text, size=size, bold=True,
                   color=color)  # fmt: skip
        said = (
            words.text("over, of {n} min", n=current.minutes)
            if over
            else words.text("left, of {n} min", n=current.minutes)
        )
        lines = board.wrapped(said, width - 80, most=2)
        used = board.lines(40, 16 + CLOCK * BOX, width - 80, lines, color=tokens.muted)
        return 16 + CLOCK * BOX + used + 28

    def _first(self, rows: list[tuple[TopicLine, list[str]]], room: float) -> int:
        """Return the first topic to show: the one spoken about is always there."""
        heights = [len(titles) * TEXT * BOX + 20 for _, titles in rows]
        now = next((place for place, (one, _) in enumerate(rows) if not one.done), len(rows) - 1)
        first = 0
        while first < now and sum(heights[first : now + 2]) > room:
            first += 1
        return first

    def _topic(
        self, board: Board, one: TopicLine, number: int, titles: list[str], y: float, width: float,
        *, current: bool,
    ) -> None:  # fmt: skip
        tokens = self.tokens
        high = len(titles) * TEXT * BOX
        color = tokens.muted if one.done else tokens.text
        if current:
            board.fill(0, y, width, high + 20, tokens.accentfill)
            color = tokens.onaccent
        if one.done:
            board.tick(40, y + 10, tokens.ok)
        else:
            board.line(40, y + 10, 60, str(number), bold=current, color=color)
        board.lines(102, y + 10, width - 80 - 62 - 40, titles, bold=current, color=color)
        quiet = color if current else tokens.muted
        board.line(0, y + 10, width - 32, str(one.minutes), bold=current, color=quiet,
                   align="right")  # fmt: skip


class Middle(Painted1080):
    """The screen that is chosen, on as many pages as it needs."""

    def __init__(self, words: Translator, whole: Callable[[], float], parent: QWidget) -> None:
        super().__init__(words, whole, parent)
        self._view: MeetingModeView | None = None
        self._clock: Clock | None = None
        self.screen_place = 0
        self.page = 0
        self.pages = 1
        self.chosen: int | None = None

    @property
    def key(self) -> str:
        """The name of the screen that is shown."""
        return SCREENS[self.screen_place][0]

    def show_view(self, view: MeetingModeView) -> None:
        """Show what the meeting is now."""
        self._view = view
        self.update()

    def show_clock(self, clock: Clock) -> None:
        """Show another time."""
        if self._clock is None or f"{clock.now:%H:%M}" != f"{self._clock.now:%H:%M}":
            self._clock = clock
            self.update()

    def choose(self, place: int) -> None:
        """Go to a screen."""
        self.screen_place = place % len(SCREENS)
        self.page, self.chosen = 0, None
        self.update()

    def turn(self, step: int) -> None:
        """Go to another page of the screen."""
        self.chosen = None
        self.page = max(0, min(self.pages - 1, self.page + step))
        self.update()

    def mark(self, chosen: int | None) -> None:
        """Mark what a key will confirm, and go to the page where it stands."""
        self.chosen = chosen
        self.update()

    @override
    def draw(self, board: Board, width: float, height: float) -> None:
        board.fill(0, 0, width, height, self.tokens.surface)
        view = self._view
        if view is None:
            return
        inner = width - 2 * EDGE
        top = self._head(board, view, inner)
        room = height - top - FREE
        make = SCREENS[self.screen_place][2]
        pages = share(make(board, view, inner, room), room)
        if len(pages) > 1:
            room -= TEXT * BOX
            pages = share(make(board, view, inner, room), room)
        self.pages = len(pages)
        if self.chosen is not None:
            self.page = page_of(pages, self.chosen)
        self.page = min(self.page, len(pages) - 1)
        y = top
        for block in pages[self.page]:
            if self.chosen is not None and block.chosen == self.chosen:
                board.fill(EDGE - 24, y - 2, inner + 48, block.height - 8, self.tokens.soft)
            block.draw(board, EDGE, y, inner)
            y += block.height
        if len(pages) > 1:
            text = f"{self.page + 1} / {len(pages)}"
            board.line(EDGE, height - FREE - TEXT * BOX, inner, text, color=self.tokens.muted,
                       align="right")  # fmt: skip

    def _head(self, board: Board, view: MeetingModeView, inner: float) -> float:
        words = board.words
        if self.key in ("agenda", "goals"):
            kind = view.meeting.title or words.text(MEETING_KIND_LABELS[view.kind])
            title = words.text("{customer}: {what}", customer=view.customer, what=kind)
        else:
            title = words.text(SCREENS[self.screen_place][1])
        now = f"{self._clock.now:%H:%M}" if self._clock is not None else ""
        day = words.date(view.meeting.day, "short")
        right = board.width(now, bold=True) + board.width(day) + 80
        size = HEAD
        while size > TEXT and board.width(title, size, bold=True) > inner - right:
            size -= 2
        lines = board.wrapped(title, inner - right, size=size, bold=True, most=2)
        used = board.lines(EDGE, 36, inner - right, lines, size=size, bold=True)
        board.line(EDGE, 36 + (HEAD - TEXT) * BOX * 0.7, inner, now, bold=True, align="right")
        board.line(EDGE, 36 + (HEAD - TEXT) * BOX * 0.7, inner - board.width(now, bold=True) - 30,
                   day, color=self.tokens.muted, align="right")  # fmt: skip
        return max(_HEAD_HEIGHT, 36 + used) + 14
