"""The line that is always there: its kind by a letter, its words, and what was understood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from csdesk.domain.capture import KIND_LABELS, LETTERS, Captured, EntryKind, Name, Offer
from csdesk.domain.errors import N_
from csdesk.domain.labels import SIDE_LABELS
from csdesk.i18n import Translator
from csdesk.ui.fonts import font
from csdesk.ui.meeting.board import BOX, TEXT, Board
from csdesk.ui.meeting.wall import Painted1080
from csdesk.ui.widgets.text import face

BAR_HEIGHT = 120.0
MOST_LETTERS = 10_000_000  # a clipboard's text stays whole
_ALWAYS = (EntryKind.ITEM, EntryKind.DECISION, EntryKind.RISK, EntryKind.OBJECTION)


class Typed(QLineEdit):
    """The field; keys that mean something else are asked about first.

    Signals: `focused(bool)` when it got or lost the focus.
    """

    focused = Signal(bool)

    def __init__(self, asked: Callable[[QKeyEvent], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = asked
        self.setFrame(False)
        self.setMaxLength(MOST_LETTERS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextMargins(0, 0, 0, 0)
        self.setObjectName("meeting.line")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._asked(event):
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Tab takes what is offered and never leaves the line."""
        return False


class LineBar(Painted1080):
    """Kind, words, and the letters of the other kinds."""

    def __init__(
        self,
        words: Translator,
        whole: Callable[[], float],
        asked: Callable[[QKeyEvent], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(words, whole, parent)
        self.kind = EntryKind.ITEM
        self._offered: tuple[EntryKind, ...] = _ALWAYS
        self.field = Typed(asked, self)
        self.field.textChanged.connect(lambda _: self.update())
        palette = QPalette(self.field.palette())
        palette.setColor(QPalette.ColorRole.Text, self.tokens.text)
        palette.setColor(QPalette.ColorRole.Base, self.tokens.surface)
        palette.setColor(QPalette.ColorRole.Highlight, self.tokens.accentfill)
        palette.setColor(QPalette.ColorRole.HighlightedText, self.tokens.onaccent)
        self.field.setPalette(palette)

    def choose(self, kind: EntryKind) -> None:
        """Let the line become another kind; its words stay."""
        self.kind = kind
        name = self.words.text(KIND_LABELS[kind])
        self.field.setAccessibleName(name)
        self.place()
        self.update()

    def offer(self, more: EntryKind | None) -> None:
        """Name one more kind in the legend, where the screen is about it."""
        self._offered = (*_ALWAYS, more) if more is not None else _ALWAYS
        self.place()
        self.update()

    def place(self) -> None:
        """Put the field between the kind and the legend."""
        if self.height() <= 0:
            return
        board = _Measure(self)
        left = 40 + self._cap(board, LETTERS[self.kind]) + 16
        left += board.width(self.words.text(KIND_LABELS[self.kind]), bold=True) + 28
        right = self._wide(board, self._entries())
        scale = self.scale
        self.field.setFont(font(self.words.language, TEXT * scale))
        width = self.width() - (left + right + 24) * scale
        self.field.setGeometry(
            round(left * scale), round(scale * 14), max(40, round(width)),
            max(10, round(self.height() - 28 * scale)),
        )  # fmt: skip

    def _cap(self, board: "_Measure", text: str) -> float:
        return max(52.0, board.width(text, bold=True) + 26)

    def _entries(self) -> list[tuple[str, str]]:
        """Return keys with their words; with too little room only what the screen is about."""
        kinds = [kind for kind in self._offered if kind is not self.kind]
        found = [(LETTERS[kind], self.words.text(KIND_LABELS[kind])) for kind in kinds]
        found.append(("↵", self.words.text("Keep")))
        board = _Measure(self)
        if self._wide(board, found) <= self.width() / self.scale * 0.5:
            return found
        return [
            (cap, text if cap in (LETTERS[EntryKind.COMMITMENT], LETTERS[EntryKind.NEXT]) else "")
            for cap, text in found
        ]

    def _wide(self, board: "_Measure", entries: list[tuple[str, str]]) -> float:
        return sum(self._step(board, cap, text) for cap, text in entries) + 14

    def _step(self, board: "_Measure", cap: str, text: str) -> float:
        wide = self._cap(board, cap) + 14
        return wide + board.width(text) + 24 if text else wide

    @override
    def draw(self, board: Board, width: float, height: float) -> None:
        tokens = self.tokens
        board.fill(0, 0, width, height, tokens.surface)
        board.fill(0, 0, width, 3, tokens.accentfill)
        top = (height - TEXT * BOX) / 2
        x = 40.0
        x += board.cap(x, top, LETTERS[self.kind], filled=True) + 16
        name = self.words.text(KIND_LABELS[self.kind])
        board.line(x, top, board.width(name, bold=True) + 4, name, bold=True)
        entries, measure = self._entries(), _Measure(self)
        x = width - self._wide(measure, entries)
        for cap, text in entries:
            wide = board.cap(x, top, cap)
            board.line(x + wide + 12, top, board.width(text) + 4, text, color=tokens.muted)
            x += self._step(measure, cap, text)


class _Measure:
    """Measures words at the wall's size without a painter."""

    def __init__(self, part: Painted1080) -> None:
        self._part = part

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return the width in units."""
        size = max(1, round(TEXT * self._part.scale))
        _, metrics = face(self._part.words.language, size, bold)
        return metrics.horizontalAdvance(text) / self._part.scale


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What stands above the line: keys, what was understood, is asked, was stored or refused."""

    mode: Literal["", "keys", "understood", "asked", "stored", "refused"] = ""
    line: Captured | None = None
    kind: EntryKind = EntryKind.ITEM
    offers: tuple[Offer, ...] = ()
    people: tuple[Name, ...] = ()
    chosen: int = 0
    text: str = ""
    code: str = ""
    who: str = ""
    when: date | None = None
    plain: bool = False  # that nobody is meant can be chosen too, after the people

    @property
    def choices(self) -> int:
        """How many answers there are to choose from."""
        return len(self.people) + self.plain if self.mode == "asked" else len(self.offers)


class Strip(Painted1080):
    """Stands above the line while there is something to tell about it."""

    def __init__(self, words: Translator, whole: Callable[[], float], parent: QWidget) -> None:
        super().__init__(words, whole, parent)
        self.told = Told()
        self.today = date.min
        self.hide()

    def show_told(self, told: Told) -> None:
        """Tell something else, or nothing."""
        self.told = told
        self.setVisible(bool(told.mode))
        if told.mode:
            self.raise_()
        else:
            self.painted, self.shortened = [], []
            self.setAccessibleDescription("")
        self.update()

    @property
    def rows(self) -> int:
        """How many lines high it is."""
        more = bool(self.told.offers) or self.told.mode == "asked"
        return 2 if more else 1

    @property
    def units(self) -> float:
        """The height that it needs."""
        return self.rows * (TEXT * BOX + 12) + 24

    @override
    def draw(self, board: Board, width: float, height: float) -> None:
        told, tokens = self.told, self.tokens
        ground = {"stored": tokens.oksoft, "refused": tokens.badsoft}.get(told.mode, tokens.soft)
        board.fill(0, 0, width, height, ground)
        board.rule(0, 0, width, tokens.line2)
        if told.mode == "stored":
            self._stored(board, width)
        elif told.mode == "refused":
            board.line(40, 16, width - 80, told.text, color=tokens.bad)
        elif told.mode == "asked":
            question = self.words.text("Who is meant by “{name}”?", name=told.text)
            board.line(40, 16, width - 80, question, bold=True)
            names = [self._who(one) for one in told.people]
            if told.plain:
                names.append(self.words.text("nobody, as typed"))
            self._choices(board, width, names, cap="↵")
        elif told.mode == "keys":
            self._keys(board, width)
        elif told.mode == "understood":
            self._understood(board, width)
            if told.offers:
                self._choices(board, width, [self._offer(one) for one in told.offers], cap="Tab")

    def _understood(self, board: Board, width: float) -> None:
        line, tokens, words = self.told.line, self.tokens, self.words
        if line is None:
            return
        x, top = 40.0, 16.0
        if line.who is not None:
            x += board.chip(x, top, line.who.side) + 14
            x += board.line(x, top, 500, line.who.shown, bold=True) + 34
        elif line.unclear:
            names = words.text("{names}?", names=words.join([one.shown for one in line.asked]))
            if line.unknown:
                names = words.text("{name}: in no list", name=line.unknown)
            x += board.line(x, top, 700, names, bold=True, color=tokens.warn) + 34
        if line.when is not None:
            when = self._when(line.when)
            if line.at is not None:
                when = f"{when} {line.at:%H:%M}"
            x += board.line(x, top, 600, when, bold=True) + 34
        if self.told.text:
            board.line(x, top, width - x - 40, self.told.text, color=tokens.warn)
            return
        board.line(x, top, width - x - 40, line.what, color=tokens.muted)

    def _keys(self, board: Board, width: float) -> None:
        """Name the keys one cannot guess; they are all on a screen of their own."""
        x, top = 40.0, 16.0
        for key, text in (
            ("Alt ↓", N_("next topic")), ("Alt 1 … 7", N_("screens")), ("Alt X", N_("leave")),
            ("F1", N_("all keys")),
        ):  # fmt: skip
            said = self.words.text(text)
            if x + board.width(key, bold=True) + board.width(said) + 60 > width - 40:
                return
            x += board.cap(x, top, key) + 14
            x += board.line(x, top, 500, said, color=self.tokens.muted) + 40

    def _choices(self, board: Board, width: float, names: Sequence[str], *, cap: str) -> None:
        x, top = 40.0, 16 + TEXT * BOX + 12
        for place, name in enumerate(names):
            wide = board.width(name, bold=True)
            if x + wide + 120 > width - 40:
                break
            if place == self.told.chosen:
                x += board.cap(x, top, cap, filled=True) + 14
            bold = place == self.told.chosen
            x += board.line(x, top, wide + 4, name, bold=bold) + 40
        if len(names) > 1:
            board.line(x, top, max(0.0, width - x - 40), "↓ ↑", color=self.tokens.muted)

    def _stored(self, board: Board, width: float) -> None:
        told, tokens = self.told, self.tokens
        x, top = 40.0, 16.0
        x += board.tick(x, top, tokens.ok) + 16
        undo = self.words.text("Undo")
        right = board.width(undo) + board.width("Ctrl Z", bold=True) + 26 + 60
        head = told.code or self.words.text(KIND_LABELS[told.kind])
        x += board.line(x, top, 500, head, color=tokens.muted) + 24
        if told.who:
            x += board.line(x, top, 500, told.who, bold=True) + 24
        if told.when is not None:
            x += board.line(x, top, 500, self._when(told.when), bold=True) + 24
        board.line(x, top, width - x - right - 20, told.text)
        x = width - right
        x += board.cap(x, top, "Ctrl Z") + 14
        board.line(x, top, right, undo, color=tokens.muted)

    def _who(self, one: Name) -> str:
        if not one.listed:
            return self.words.text("{name}, in no list", name=one.shown)
        side = self.words.text(SIDE_LABELS[one.side])
        return self.words.text("{item} ({facts})", item=one.shown, facts=side)

    def _offer(self, one: Offer) -> str:
        if one.when is not None:
            return self._when(one.when)
        return one.text

    def _when(self, day: date) -> str:
        if day.year == self.today.year:
            return self.words.date(day, "weekday")
        return self.words.date(day, "full")
