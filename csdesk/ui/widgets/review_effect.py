"""The panel at the right of a review: what the plan becomes if this is applied."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.tracker_effect import DayMove, PlanEffect
from csdesk.app.reason_text import reason_text
from csdesk.domain.codes import Rag, Side
from csdesk.domain.labels import RAG_LABELS, SIDE_LABELS
from csdesk.ui.fonts import BASE, LINE_BOX, PROMISE, SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.panel import Scroller, Section
from csdesk.ui.widgets.text import Label, Run, Text, paint_line

WIDTH = 296
MOST = 12


class Sign(QWidget):
    """A colour's sign or a side's chip with words behind it."""

    def __init__(
        self, services: Services, text: str, *, rag: Rag | None = None, side: Side | None = None
    ) -> None:
        super().__init__()
        self._services, self._text, self._rag, self._side = services, text, rag, side
        self.setAccessibleName(text)
        self._words = Label(services, text)
        self._words.setParent(self)
        self._words.hide()
        self.setFixedHeight(LINE_BOX[BASE] + 2)
        self.setMinimumWidth(self._words.sizeHint().width() + 26)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, signs = QPainter(self), self._services.signs
        middle, x = self.height() / 2, 0.0
        if self._side is not None:
            x = signs.side(painter, 0, middle, self._side) + 6
        elif self._rag is not None:
            x = self.width() - self._words.sizeHint().width() - 19.0
            x += signs.rag(painter, x, middle, self._rag) + 6
        paint_line(
            painter, x, middle - LINE_BOX[BASE] / 2, self.width() - x, self._text,
            language=self._services.language, color=self._services.tokens.text,
        )  # fmt: skip


class EffectPanel(QWidget):
    """Go-live, first value, golden window, slip and colour; what moves; whose cause it is.

    Signals: `asked(what)`: `copy`, a copy of the returned file.
    """

    asked = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setFixedWidth(WIDTH)
        self.setObjectName("review_effect")
        self.effect: PlanEffect | None = None
        self.has_file = False  # whether the returned file can be had
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 0, 0)
        self._body = Scroller(services, self)
        column.addWidget(self._body)

    def show_effect(self, effect: PlanEffect, basis: str) -> None:
        """Show another outcome; `basis` says what it rests on."""
        self.effect = effect
        column = self._body.clear()
        for section in (
            self._promise(effect, basis),
            self._facts(effect),
            self._moved(effect),
            self._cause(effect),
        ):
            column.addWidget(section)
        column.addStretch(1)

    def show_failure(self, sentence: str) -> None:
        """Say why the outcome is not known."""
        self.effect = None
        column = self._body.clear()
        words = self._services.translator
        section = Section(self._services, words.text("If applied, the plan becomes"), rule=False)
        section.add(Label(self._services, sentence, tone="muted", wrap=True))
        column.addWidget(section)
        column.addStretch(1)

    def _promise(self, effect: PlanEffect, basis: str) -> Section:
        words, t = self._services.translator, self._services.tokens
        section = Section(self._services, words.text("If applied, the plan becomes"), rule=False)
        move = effect.go_live or effect.value
        if move is None:
            section.add(
                Label(self._services, words.text("The plan names no go-live."), tone="muted")
            )
        else:
            section.column.setSpacing(2)
            section.add(Label(self._services, move.title, tone="muted").shrink())
            section.add(
                Text(
                    self._day_runs(move, bold=True), language=self._services.language,
                    color=t.text, size=PROMISE,
                )
            )  # fmt: skip
        section.add(Label(self._services, basis, size=SMALL, tone="muted", wrap=True))
        return section

    def _day_runs(self, move: DayMove, *, bold: bool) -> list[Run]:
        """Return `12 Jan → 13 Jan`, or the one day."""
        t = self._services.tokens
        after = self._day(move, after=True)
        if not move.moves:
            return [Run(after, t.text, bold)]
        before = self._day(move, after=False)
        return [Run(f"{before} → ", t.muted, bold=False), Run(after, t.text, bold)]

    def _day(self, move: DayMove, *, after: bool) -> str:
        words, effect = self._services.translator, self.effect
        day = move.after if after else move.before
        if day is None or effect is None:
            return words.text("no date")
        return words.near_date(day, effect.after.state.today)

    def _facts(self, effect: PlanEffect) -> Section:
        words, t, services = self._services.translator, self._services.tokens, self._services
        section = Section(services)

        def pair(name: str, value: str | list[Run], tone: str = "text") -> None:
            shown = Text(value, language=services.language, color=getattr(t, tone), right=False)
            section.add_pair(Label(services, name, tone="text"), shown)

        if effect.value is not None:
            name = words.text("First value")
            if effect.window is not None and effect.window.since is not None:
                name = words.text("Next value")
            pair(name, self._day_runs(effect.value, bold=False))
        window = effect.window
        if window is not None and window.value_day is not None:
            pair(
                words.text("Golden window"),
                words.text("day {n} of {length}", n=window.value_day, length=window.length),
                "text" if window.inside else "bad",
            )
        slip = effect.after.state.slip
        if slip is not None:
            tone = "text" if slip.total <= 0 else "warn"
            pair(words.text("Against baseline"), self._days(slip.total), tone)
        before, after = effect.before.state.rag, effect.after.state.rag
        colour = words.text(RAG_LABELS[after.rag]).lower()
        text = words.text("stays {colour}", colour=colour)
        if before.rag is not after.rag:
            text = words.text("becomes {colour}", colour=colour)
        section.add_pair(Label(services, words.text("Status")), Sign(services, text, rag=after.rag))
        if before.rag is not after.rag and after.reasons:
            today = effect.after.state.today
            why = reason_text(after.reasons[0], effect.after, words, today)
            section.add(Label(services, why, size=SMALL, tone="muted", wrap=True))
        return section

    def _days(self, days: int) -> str:
        words = self._services.translator
        if not days:
            return words.text("as agreed")
        count = words.plural("{n} working day", "{n} working days", abs(days))
        return f"{'+' if days > 0 else '−'}{count}"

    def _moved(self, effect: PlanEffect) -> Section:
        words, services = self._services.translator, self._services
        section = Section(services, words.text("Moved by this return"))
        for move in effect.moved[:MOST]:
            sign = "+" if move.days > 0 else "−"
            left = Label(services, move.title)
            right = Label(services, f"{sign}{words.number(abs(move.days))}", tone="muted")
            section.add_pair(left.shrink(), right)
        rest = len(effect.moved) - MOST
        if rest > 0:
            more = words.plural("and {n} more", "and {n} more", rest)
            section.add(Label(services, more, size=SMALL, tone="muted"))
        if not effect.moved:
            section.add(Label(services, words.text("No date of the plan moves."), tone="muted"))
        return section

    def _cause(self, effect: PlanEffect) -> Section:
        words, services = self._services.translator, self._services
        section = Section(services, words.text("Recorded as cause"))
        side = words.text(SIDE_LABELS[Side.CUSTOMER])
        if effect.recorded:
            text = words.facts([side, self._days(effect.recorded).lstrip("+")])
            section.add(Sign(services, text, side=Side.CUSTOMER))
        else:
            section.add(
                Label(services, words.text("Nothing: the end does not move."), tone="muted")
            )
        section.add(
            Label(
                services,
                words.text(
                    "Nothing is written before you apply. Undo brings everything back in one step."
                ),
                size=SMALL, tone="muted", wrap=True,
            )
        )  # fmt: skip
        if self.has_file:
            kept = Label(services, words.text("The returned file is kept."), size=SMALL,
                         tone="muted")  # fmt: skip
            copy = Button(services, words.text("Save a copy …"), kind=Kind.LINK)
            copy.setObjectName("review_copy")
            copy.clicked.connect(lambda _=False: self.asked.emit("copy"))
            section.add_pair(kept.shrink(), copy)
        return section

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(QRectF(0, 0, 1, self.height()), t.line)
