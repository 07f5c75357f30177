"""What gestures on the chart do to the plan: looked at while they last, one command when taken."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from csdesk.app.commands import items
from csdesk.app.move_text import move_effects, move_sentence
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.app.shift_text import effect_on, missed_by
from csdesk.app.why_text import why_lines
from csdesk.domain.cascade import Moved
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_
from csdesk.domain.follow import Follow
from csdesk.domain.labels import LINK_LABELS
from csdesk.domain.records import Dependency
from csdesk.domain.state import RowState
from csdesk.domain.why import why
from csdesk.layout.chart import ChartRow, Part
from csdesk.layout.moving import placed
from csdesk.ui.actions import ActionSpec
from csdesk.ui.gantt.ahead import Ahead, Change, change_of, inside_of, typed_links, wanted_by
from csdesk.ui.gantt.facts import cause_rows, ends_of, facts_of, others_of, stuck_on
from csdesk.ui.gantt.gestures import (
    Asked,
    Inside,
    LinkGesture,
    LinksGesture,
    MoveGesture,
    PhaseGesture,
    TypedGesture,
    movable,
)
from csdesk.ui.gantt.move_causes import causes_of
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.gantt.strip import MoveStrip, is_answer
from csdesk.ui.gantt.tips import ChartTips
from csdesk.ui.gantt.trial import Trial, TrialGesture
from csdesk.ui.gantt.why import WhyPanel
from csdesk.ui.screens.plan_links import PlanLinks
from csdesk.ui.screens.plan_looks import ChartLooks
from csdesk.ui.screens.plan_moves import DEADLINE, PlanMoves
from csdesk.ui.services import Services


def ordinal(day: date | None) -> int | None:
    """Return a day as the chart counts it."""
    return None if day is None else day.toordinal()


class PlanChart(QObject):
    """The chart's side of a plan screen.

    Signals: `value_ahead((before, after) or None)` with the days of first value while a move
    changes them; `ended()` after a gesture, when a refresh that was put off can come;
    `row_menu_asked(place)`; `made(row id)` after a new bar was drawn; `typed_again(row id, field,
    value)` with what was typed into a plan that is another one by now.
    """

    value_ahead = Signal(object)
    ended = Signal()
    row_menu_asked = Signal(QPoint)
    made = Signal(int)
    typed_again = Signal(int, str, object)

    def __init__(self, services: Services, view: PlanView, screen: QWidget) -> None:
        super().__init__(screen)
        self._services = services
        self._view = view
        self._screen = screen
        self._moves = PlanMoves(services, self)
        self._moves.stored.connect(self._on_stored)
        self._moves.made.connect(self.made)
        self._ahead: Ahead | None = None
        self._ahead_of: PlanScreenData | None = None
        self._gesture: Asked | None = None
        self._change = Change()
        self.links = PlanLinks(services, view, screen)
        self.links.asked.connect(self._ask_links)
        self._many: Callable[[], object] = lambda: None
        self.moved: Mapping[int, Moved] = {}
        self._stuck = ""  # what the held row waits for, if it cannot move
        self._tight: list[int] = []  # what has no slack left although nothing moves
        self._missed = False  # whether the change misses a deadline
        self._later: Trial | None = None  # asked for while another change is being stored
        self.strip = MoveStrip(services, screen)
        QWidget.setTabOrder(view.chart, self.strip.how)
        self.looks = ChartLooks(services, view)
        self.why_panel = WhyPanel(services, screen)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.look)
        chart = view.chart.input
        chart.enabled = True
        chart.moved.connect(self._on_moved)
        chart.dropped.connect(self._on_dropped)
        chart.accepted.connect(self._on_accepted)
        chart.progressed.connect(self._set_progress)
        chart.link_opened.connect(self.links.open)
        chart.menu_asked.connect(self._open_menu)
        chart.refused.connect(self._refuse)
        chart.left.connect(self._go_back)
        chart.lost.connect(self._take_up, Qt.ConnectionType.QueuedConnection)
        chart.inside = self._inside
        self.strip.accepted.connect(self.accept)
        self.strip.cancelled.connect(self.cancel)
        self.strip.changed.connect(self.look)
        self.why_panel.row_chosen.connect(self._go_to)
        self.why_panel.closed.connect(view.tree.setFocus)
        screen.installEventFilter(self)
        view.tree.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up what is under way when the screen is left; Enter and Esc are for the strip."""
        if watched is not self._screen:
            tree = self._view.tree
            waits = self.strip.isVisible() and not tree.is_editing()
            return waits and is_answer(event) and self._view.chart.input.press_key(event)
        if event.type() == QEvent.Type.Hide and self._view.chart.input.is_busy:
            self.cancel()
        return False

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that a refresh would end."""
        return self._view.chart.input.is_busy or self._moves.is_busy

    @property
    def trial(self) -> Trial | None:
        """The operation that waits for a word, if one does: another plan lets it be tried again."""
        gesture = self._gesture
        return gesture.trial if isinstance(gesture, TrialGesture) else None

    @property
    def data(self) -> PlanScreenData | None:
        """The plan that is shown."""
        return self._view.model.plan

    def actions(
        self, has_row: Callable[[], bool], many: Callable[[], object]
    ) -> Sequence[ActionSpec]:
        """Return what one can do on the chart; what is about a row needs one.

        `many` is what P does while several rows are chosen.
        """
        self._many = many
        free = lambda: has_row() and not self.is_busy  # noqa: E731
        keyed = (
            ("move", N_("Move the bar"), "M"),
            ("link", N_("Link to another row"), "L"),
            ("unlink", N_("Take a link away"), "U"),
            ("progress", N_("Set progress"), "P"),
        )
        return (
            *(
                ActionSpec(id=f"plan.{what}", text=text, shortcut=key,
                           run=partial(self.begin, what), condition=free)
                for what, text, key in keyed
            ),
            ActionSpec(id="plan.why", text=N_("Why is this here?"), shortcut="W",
                       run=self.tell_why, condition=free),
            *self.looks.actions(),
        )  # fmt: skip

    # --- begin by keys -----------------------------------------------------------------------

    def begin(self, what: str) -> None:
        """Begin a gesture at the current row: `move`, `link`, `unlink` or `progress`."""
        keys = self._view.chart.input.keys
        if what == "progress" and len(self._view.tree.chosen()) > 1:
            self._many()
            return
        line = self._view.tree.currentIndex().row()
        {
            "move": keys.move,
            "link": keys.link,
            "unlink": keys.unlink,
            "progress": keys.progress,
        }[what](line)

    def tell_why(self) -> None:
        """Say why the current row lies where it lies; said already, close that."""
        if self.why_panel.isVisible():
            self.why_panel.hide()
            self._view.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        data, row_id = self.data, self._view.current_id()
        if data is None or not row_id:
            return
        today = data.state.today
        steps = why(data.plan, data.calendars, today, row_id)
        lines = why_lines(steps, data.rows, data.state.rows, self._services.translator, today)
        chart, line = self._view.chart, self._view.model.line_of(row_id)
        if line is None or not lines:
            return
        chart.show_row(line)
        chart.scroll_to_line(line)
        self.why_panel.tell(lines, chart.viewport().mapTo(self._screen, chart.foot_of(line)))

    def _go_to(self, row_id: int) -> None:
        self._view.select(row_id)
        self._view.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _inside(self, row_ids: Collection[int]) -> Inside:
        return Inside() if self.data is None else inside_of(self.data, row_ids)

    def _go_back(self) -> None:
        """Give the keyboard back to the rows, where the gesture was begun; an editor keeps it."""
        if not self._view.tree.is_editing():
            self._view.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, why: str, place: QPoint) -> None:
        chart = self._view.chart.viewport()
        QToolTip.showText(place, self._services.translator.text(why), chart)

    # --- moves -------------------------------------------------------------------------------

    def typed(self, row_id: int, field: str, value: object) -> bool:
        """Look at what was typed as the `start`, `target`, `duration` or links of a row.

        Return whether it waits in the strip, because it moves others, misses a deadline or because
        links forbid it; else it can be stored.
        """
        self.cancel()  # whoever types on leaves what waits
        data, line = self.data, self._view.model.line_of(row_id)
        if data is None or line is None or self.is_busy:
            return False
        gesture: Asked | None
        if field == "predecessors" and isinstance(value, tuple | list):
            gesture = LinksGesture(line, *typed_links(data, row_id, value))
        else:
            gesture = self._typed_dates(data, line, field, value)
        if gesture is None:
            return False
        change, ahead = change_of(gesture, data), self._ahead_on(data)
        moved = ahead.look(change)
        waits = (
            others_of(gesture, change, data, moved)
            or stuck_on(gesture, data, moved)
            or missed_by(data, moved)
            or (field == "predecessors" and not moved and ahead.tightened())
        )
        if waits:
            again = partial(self.typed_again.emit, row_id, field, value)
            QTimer.singleShot(0, self, partial(self._show_typed, gesture, data, again))
        return bool(waits)

    def _typed_dates(
        self, data: PlanScreenData, line: int, field: str, value: object
    ) -> TypedGesture | None:
        """Return what a date or a length in a cell asks for, None if it moves no bar."""
        chart, mark = self._view.chart, self._view.chart.chart_row(line)
        part = Part.BODY if movable(mark, Part.BODY) else Part.FINISH
        if not movable(mark, part) or (part is Part.FINISH and field == "start"):
            return None
        if field == "duration" and isinstance(value, int):
            part = Part.FINISH
        elif field not in ("start", "target") or not isinstance(value, date):
            return None
        gesture = TypedGesture(
            line, {line: mark}, part, chart.days_of, by_keys=True, field=field, value=value
        )
        wanted = wanted_by(gesture, data)[mark.row_id]
        there = self._ahead_on(data).place(mark.row_id, wanted)
        if there is None:
            return None
        start = None if mark.start is None else there[0].toordinal()
        gesture.shown = {line: placed(mark, start, there[1].toordinal())}
        return gesture

    def _show_typed(
        self, gesture: Asked, data: PlanScreenData, again: Callable[[], object]
    ) -> None:
        if self.data is not data or self.is_busy:
            again()
            return
        self._view.chart.show_row(gesture.held)
        self._view.chart.input.drop(gesture)

    def _ask_links(self, out: tuple[int, ...], drawn: tuple[Dependency, ...]) -> None:
        """Look at links that a form or a menu changes: taken at once, or asked for."""
        data = self.data
        if data is None or self.is_busy:
            return
        view = self._view
        lines = [view.model.line_of(ends[1]) for ends in ends_of(Change({}, out, drawn), data)]
        held = next((line for line in lines if line is not None), view.chart.current_line())
        view.chart.input.drop(LinksGesture(held, out, drawn))

    def ask(self, trial: Trial) -> None:
        """Show what an operation moves until it is taken; one that moves nothing else is taken."""
        self.cancel()
        if self._moves.is_busy:
            self._later = replace(trial, again=True)
            return
        if self.data is None:
            return
        view = self._view
        lines = (view.model.line_of(row_id) for row_id in trial.held)
        held = next((line for line in lines if line is not None), view.chart.current_line())
        view.chart.input.drop(TrialGesture(max(held, 0), trial=trial))

    def _ahead_on(self, data: PlanScreenData) -> Ahead:
        if self._ahead is None or self._ahead_of is not data:
            self._ahead, self._ahead_of = Ahead(data), data
        return self._ahead

    def _on_moved(self, gesture: Asked | None) -> None:
        self._gesture = gesture
        if gesture is None:
            self._timer.stop()
            self._clear()
            self.ended.emit()
        else:
            self._timer.start()

    def _take_up(self, gesture: Asked) -> None:
        """Let an operation go on waiting under the rows that are shown now; leave a bar or link."""
        if self._gesture is not gesture or self._view.chart.input.is_busy:
            return
        if not isinstance(gesture, TrialGesture):
            self._on_moved(None)
            return
        focus: QWidget | None = self._screen.window().focusWidget()
        self.ask(gesture.trial)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_dropped(self, gesture: Asked) -> None:
        self._gesture = gesture
        self.look()
        if self._is_quiet():
            self.accept()
        else:
            self._view.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_accepted(self, gesture: Asked) -> None:
        self._gesture = gesture
        self.look()
        self.accept()

    def look(self) -> None:
        """Show what the gesture under way comes to."""
        self._timer.stop()
        gesture, data = self._gesture, self.data
        if gesture is None or data is None:
            return
        follow = self._follow()
        change = self._change = change_of(gesture, data, follow)
        if change.trial is not None:
            self.moved = {move.row_id: move for move in change.trial.moved}
            self._stuck, self._tight = "", []
            self._missed = bool(missed_by(data, self.moved))
            self._show(gesture, data)
            return
        ahead = self._ahead_on(data)
        self.moved = ahead.look(change)
        self._stuck = stuck_on(gesture, data, self.moved)
        if change.wanted and follow is not Follow.UNFINISHED:
            self.moved = ahead.look(change, follow)
        self._missed = bool(missed_by(data, self.moved))
        links = change.out or change.drawn
        self._tight = ahead.tightened() if links and not self.moved else []
        self._show(gesture, data)

    def _follow(self) -> Follow:
        """Return what is chosen to go along with the move."""
        chosen = self.strip.how.current.value if self.strip.how.options else None
        return chosen if isinstance(chosen, Follow) else Follow.UNFINISHED

    def _show(self, gesture: Asked, data: PlanScreenData) -> None:
        view, chart = self._view, self._view.chart
        shown: dict[int, ChartRow] = {}
        for row_id, there in self.moved.items():
            line = view.model.line_of(row_id)
            if line is not None:
                start, finish = ordinal(there.start), ordinal(there.finish)
                shown[line] = placed(chart.chart_row(line), start, finish)
        tag = None
        if isinstance(gesture, MoveGesture):
            for line, row in gesture.rows.items():
                shown.setdefault(line, row)
            tag = self._tag(gesture, data, shown[gesture.held])
        elif isinstance(gesture, LinkGesture) and self._strip_speaks():
            tag = self._services.translator.text(LINK_LABELS[gesture.type]), ""
        chart.preview(shown, tag)
        view.model.set_ahead(self._states(data))
        if not self._strip_speaks():
            self._hide_strip()
        else:
            self._show_strip(gesture, data)
        self.value_ahead.emit(self._value_ahead(data))

    def _states(self, data: PlanScreenData) -> dict[int, RowState]:
        """Return what the moved rows would be, as far as the table shows it."""
        states = {}
        for row_id, there in self.moved.items():
            state = data.state_of(row_id)
            if state is None:
                continue
            agreed, slip = state.agreed, state.slip
            if agreed is not None and there.finish is not None:
                slip = data.calendars.project.days_after(agreed, there.finish)
            states[row_id] = replace(state, start=there.start, finish=there.finish, slip=slip)
        return states

    def _tag(
        self, gesture: MoveGesture, data: PlanScreenData, shown: ChartRow
    ) -> tuple[str, str] | None:
        if not gesture.is_changed or shown.finish is None:
            return None
        tips = ChartTips(self._services.translator, data)
        waits = self._stuck
        if waits and gesture.row.row_id not in self.moved:
            return self._services.translator.text("Waits for {items}", items=waits), ""
        start = shown.finish if shown.start is None else shown.start
        days = date.fromordinal(start), date.fromordinal(shown.finish)
        return tips.move_tip(gesture.follows(), *days)

    def _strip_speaks(self) -> bool:
        """Whether there is something to say of what is under way."""
        return bool(self._change) and not self._is_quiet()

    def _is_quiet(self) -> bool:
        """Whether the change pushes nothing, touches no promise and needs no choice."""
        gesture, data = self._gesture, self.data
        if gesture is None or data is None:
            return True
        if isinstance(gesture, PhaseGesture):
            return not gesture.is_changed
        if self._stuck or self._missed or self._tight:
            return False
        if isinstance(gesture, TrialGesture) and gesture.trial.again:
            return False
        if others_of(gesture, self._change, data, self.moved):
            return False
        if isinstance(gesture, MoveGesture):
            held = [row.row_id for row in gesture.rows.values()]
        elif isinstance(gesture, TrialGesture):
            held = [one for one in gesture.trial.held if one in self.moved]
            held = [one for one in held if data.rows[one].kind is RowKind.MILESTONE]
        else:
            return True
        states = (data.state_of(row_id) for row_id in held)
        return all(state is None or state.agreed is None for state in states)

    # --- the strip ---------------------------------------------------------------------------

    def _value_ahead(self, data: PlanScreenData) -> tuple[date, date] | None:
        window = data.state.window
        effect = None if window is None else effect_on(data, window.value_row_id, self.moved)
        if effect is None or not effect.moves:
            return None
        return effect.before, effect.after

    def _show_strip(self, gesture: Asked, data: PlanScreenData) -> None:
        words, today = self._services.translator, data.state.today
        facts = facts_of(
            gesture, self._change, data, self.moved,
            stuck=self._stuck, tight=self._tight, keeps_pinned=self._follow() is not Follow.ALL,
        )  # fmt: skip
        self.strip.sentence.show_words(
            move_sentence(facts, words, today), move_effects(facts, words, today)
        )
        inside = isinstance(gesture, PhaseGesture)
        ways = self._moves.ways(words, stuck=bool(self._stuck)) if self._change.wanted else []
        if inside:
            ways = [way for way in ways if way.value != DEADLINE]
        ids = cause_rows(gesture, self._change, data)
        self.strip.cause.offer(causes_of(data, ids, words, inside=inside))
        self.strip.how.offer(ways)
        self.strip.place()
        self.strip.show()
        foot = self._view.mapTo(self._screen, self._view.rect().bottomLeft()).y() + 1
        self._view.set_foot(max(0, foot - self.strip.y()))
        if gesture.by_keys or gesture.dropped:
            self._view.chart.scroll_to_line(gesture.held)

    def _hide_strip(self) -> None:
        focus: QWidget | None = self._screen.window().focusWidget()
        had_focus = focus is not None and self.strip.isAncestorOf(focus)
        self.strip.hide()
        self._view.set_foot(0)
        if had_focus:
            self._view.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._gesture, self._change = None, Change()
        self.moved = {}
        self._view.chart.preview({}, None)
        self._view.model.set_ahead({})
        self._hide_strip()
        self.strip.forget()
        self.value_ahead.emit(None)

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._view.chart.input.cancel()

    def leave(self, project_id: int) -> Trial | None:
        """Let go of the operation that waits, and return it if it is about this project's plan."""
        waiting, data = self.trial, self.data
        if waiting is None:
            return None
        self.cancel()
        return waiting if data is not None and data.project.id == project_id else None

    def accept(self) -> None:
        """Store what is asked for: alone, or with what follows and its cause."""
        gesture, data = self._gesture, self.data
        if gesture is None or data is None:
            return
        quiet = self._is_quiet()
        cause = None if quiet else self.strip.cause.current.value
        follow = Follow.UNFINISHED if quiet else self._follow()
        change = change_of(gesture, data, follow)
        how = self.strip.how
        as_deadline = not quiet and bool(how.options) and how.current.value == DEADLINE
        self._gesture = None
        self._view.chart.input.done()
        self._hide_strip()
        if as_deadline and isinstance(gesture, MoveGesture):
            self._moves.set_deadlines(
                {
                    row.row_id: date.fromordinal(row.finish)
                    for row in gesture.shown.values()
                    if row.finish is not None
                }
            )
        elif change:
            self._view.chart.input.enabled = False
            self._moves.store(data, change, cause, follow)
        else:
            self._on_stored()

    def _on_stored(self) -> None:
        self._view.chart.input.enabled = True
        self._clear()
        later, self._later = self._later, None
        if later is not None:
            self.ask(later)
        self.ended.emit()
        if later is None:
            self._view.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- menus, progress ---------------------------------------------------------------------

    def _open_menu(self, line: int, link_id: int, place: QPoint) -> None:
        menu = self.links.menu(link_id) if link_id else None
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)
        elif line >= 0:
            self.row_menu_asked.emit(place)

    def _set_progress(self, row_id: int, percent: int) -> None:
        self._services.act(items.update, row_ids=[row_id], progress=percent)
        self.ended.emit()
