"""How an item repeats: on which days, until when, and what comes of it while one chooses."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from csdesk.app.commands import repeats
from csdesk.app.error_text import error_text
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.app.repeat_text import series_lines
from csdesk.app.working_text import SHORT, WEEKDAYS
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import PlanRow
from csdesk.domain.repeats import (
    LAST,
    MOST,
    Every,
    Pattern,
    held_days,
    pattern_of,
    rule_of,
    series,
)
from csdesk.domain.status_rules import calendar_of
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.text import Label

WEEKS = {
    1: N_("the first {weekday}"),
    2: N_("the second {weekday}"),
    3: N_("the third {weekday}"),
    4: N_("the fourth {weekday}"),
    LAST: N_("the last {weekday}"),
}
EVERY = {
    Every.DAYS: N_("Every how many days"),
    Every.WEEKS: N_("Every how many weeks"),
    Every.MONTHS: N_("Every how many months"),
}
ONCE, KEPT = "", "kept"  # what it repeats by, besides `Every`
COUNT, UNTIL, PHASE, PROJECT = "count", "until", "phase", "project"  # how it ends
DAY, LAST_DAY, WEEK, LAST_WEEK = "day", "last_day", "week", "last_week"  # of a month


class RepeatDialog(FormDialog):
    """Asks how an item repeats, and shows its days before they are taken.

    `ask` is handed what the strip calls it, the command, the row and the command's arguments.
    `days` are the boxes of the weekdays. What repeats already keeps the days before today unless
    one says otherwise.
    """

    def __init__(
        self,
        services: Services,
        data: PlanScreenData,
        row: PlanRow,
        ask: Callable[..., None],
        parent: QWidget | None = None,
    ) -> None:
        words = services.translator
        self._row, self._data, self._today = row, data, services.today()
        self._ask = ask
        self._calendar = calendar_of(row, data.calendars)
        self._held = held_days(row, self._calendar, self._today)
        self._first = row.start or row.target
        self._kept = _pattern(row, self._first)
        self._ready = self._chosen = False
        super().__init__(
            services, words.text("Repeat"), self._fields_of(services), self._store,
            note=row.title, width=480, parent=parent,
        )  # fmt: skip
        self.days: list[Check] = []
        self._add_days()
        self._chosen = bool(row.repeats)
        self.edited.connect(self._on_changed)
        for check in self.days:
            check.toggled.connect(lambda _=False: self._on_changed("days"))
        self._ready = True
        self._look()

    # --- the fields --------------------------------------------------------------------------

    def _fields_of(self, services: Services) -> list[Field]:
        text, kept = services.translator.text, self._kept
        steps = [
            (ONCE, text("does not repeat")),
            (Every.DAYS.value, text("daily")),
            (Every.WEEKS.value, text("weekly")),
            (Every.MONTHS.value, text("monthly")),
        ]
        step = kept.step.value if kept is not None else Every.WEEKS.value
        if kept is None and self._row.repeats:
            steps.append((KEPT, text("as before, by its own rule")))
            step = KEPT
        until = kept.until if kept is not None else None
        fields = [
            Field(key="unit", text=text("Repeats"), takes=Input.CHOICE, value=step, row=1,
                  choices=steps, stretch=2),
            Field(key="every", text=text("Every"), takes=Input.NUMBER, row=1, needed=True,
                  value=kept.every if kept is not None else 1),
            Field(key="start", text=text("For the first time on"), takes=Input.DAY, row=2,
                  value=self._held.go_on or self._first, needed=True),
            Field(key="month", text=text("In the month on"), takes=Input.CHOICE, row=2, stretch=2),
            Field(key="ends", text=text("Ends"), takes=Input.CHOICE, row=3, stretch=2,
                  value=COUNT if until is None else UNTIL, choices=self._ends(services)),
            Field(key="count", text=text("How many times"), takes=Input.NUMBER, row=3, needed=True,
                  value=kept.count if kept is not None and kept.count else 6),
            Field(key="until", text=text("Last day"), takes=Input.DAY, row=3, needed=True,
                  value=until),
        ]  # fmt: skip
        if self._held.days:
            fields.append(
                Field(key="keep", takes=Input.CHECK, value=True,
                      text=services.translator.plural(
                          "Keep the {n} day before today", "Keep the {n} days before today",
                          len(self._held.days)))
            )  # fmt: skip
        return fields

    def _ends(self, services: Services) -> list[tuple[object, str]]:
        text, words = services.translator.text, services.translator
        ends: list[tuple[object, str]] = [
            (COUNT, text("after so many times")), (UNTIL, text("on a day")),
        ]  # fmt: skip
        self._last_days = {PHASE: self._last_day(self._phase()), PROJECT: self._last_day(None)}
        texts = {PHASE: N_("with its phase, {day}"), PROJECT: N_("with the project, {day}")}
        for key, day in self._last_days.items():
            if day is not None:
                ends.append((key, text(texts[key], day=words.near_date(day, self._today))))
        return ends

    def _phase(self) -> int:
        row = self._row
        while row.parent_id is not None:
            row = self._data.rows[row.parent_id]
        return row.id

    def _last_day(self, phase_id: int | None) -> date | None:
        """Return the last day of the other rows of a phase, or of the project."""
        inside = {phase_id}
        last: date | None = None
        for row_id in self._data.state.order:
            row, state = self._data.rows[row_id], self._data.state_of(row_id)
            if row.parent_id in inside or phase_id is None:
                inside.add(row_id)
                own = row.id == self._row.id or row.kind.is_summary
                if not own and state is not None and state.finish is not None:
                    last = max(state.finish, last or state.finish)
        return last

    def _add_days(self) -> None:
        """Stand the weekdays below what it repeats by."""
        text = self._words.text
        self._week = QWidget(self)
        box = QVBoxLayout(self._week)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(Label(self._services, text("Days of the week"), size=SMALL, tone="muted"))
        row = QHBoxLayout()
        row.setSpacing(8)
        kept = self._kept.weekdays if self._kept is not None else ()
        for number, name in enumerate(SHORT):
            check = Check(self._services, text(name), parent=self._week)
            check.setAccessibleName(text(WEEKDAYS[number]))
            check.setObjectName(f"weekday_{number}")
            check.setChecked(number in kept)
            row.addWidget(check)
            self.days.append(check)
        row.addStretch(1)
        box.addLayout(row)
        self.body.insertWidget(3, self._week)  # below title, note and the first fields
        before: QWidget = self.inputs["every"]
        for check in self.days:
            QWidget.setTabOrder(before, check)
            before = check
        QWidget.setTabOrder(before, self.inputs["start"])

    def _on_changed(self, key: str) -> None:
        if not self._ready:
            return
        if key == "days":
            self._chosen = True  # from now on the first day no longer says on which weekday
        elif key == "keep":
            kept = bool(self.value("keep"))
            self.set_value("start", self._held.go_on if kept else self._first)
        elif key == "ends" and self.value("ends") in (PHASE, PROJECT):
            self.set_value("until", self._last_days[str(self.value("ends"))])
        self._look()

    # --- what is chosen ----------------------------------------------------------------------

    def _look(self) -> None:
        """Ask for what the choices need, and say what comes of them."""
        self._ready = False
        step = self.value("unit")
        self._show_fields(step)
        try:
            start = self._start()
            if step == Every.WEEKS.value and not self._chosen:
                for number, check in enumerate(self.days):
                    check.setChecked(number == start.weekday())
            self._offer_month_days(start)
            lines = self._lines(start)
        except UserError as error:
            lines = [error_text(error, self._words)]
        self.say(lines)
        self._ready = True

    def _show_fields(self, step: object) -> None:
        by_pattern = step not in (ONCE, KEPT)
        self._week.setVisible(step == Every.WEEKS.value)
        self.show_field("every", shown=by_pattern)
        self.show_field("month", shown=step == Every.MONTHS.value)
        self.show_field("ends", shown=by_pattern)
        self.show_field("count", shown=by_pattern and self.value("ends") == COUNT)
        self.show_field("until", shown=by_pattern and self.value("ends") != COUNT)
        text, goes_on = self._words.text, self._keeps()
        if step == ONCE:
            self.name_field("start", text("Day"))
        else:
            self.name_field("start", text("Goes on from") if goes_on
                            else text("For the first time on"))  # fmt: skip
        if step in EVERY:
            self.name_field("every", text(EVERY[Every(str(step))]))
        self.name_field("count", text("How many times in all") if goes_on
                        else text("How many times"))  # fmt: skip
        if "keep" in self.fields:
            self.show_field("keep", shown=step != ONCE)

    def _offer_month_days(self, start: date) -> None:
        """Name the days of a month that the first day stands for."""
        text, combo = self._words.text, self.inputs["month"]
        weekday = text(WEEKDAYS[start.weekday()])
        length = monthrange(start.year, start.month)[1]
        week = (start.day - 1) // 7 + 1
        offered = [(DAY, text("day {n} of the month", n=start.day))]
        if start.day == length:
            offered.append((LAST_DAY, text("the last day of the month")))
        if week in WEEKS:
            offered.append((WEEK, text(WEEKS[week], weekday=weekday)))
        if start.day + 7 > length:
            offered.append((LAST_WEEK, text(WEEKS[LAST], weekday=weekday)))
        if not isinstance(combo, QComboBox):
            return
        chosen = combo.currentData() if combo.count() else self._kept_month()
        combo.clear()
        for key, words in offered:
            combo.addItem(words, key)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _kept_month(self) -> str:
        kept = self._kept
        if kept is None or kept.step is not Every.MONTHS:
            return DAY
        if kept.week is not None:
            return LAST_WEEK if kept.week == LAST else WEEK
        return LAST_DAY if kept.day == LAST else DAY

    def _keeps(self) -> bool:
        return "keep" in self.fields and bool(self.value("keep"))

    def _start(self) -> date:
        start = self.value("start")
        if not isinstance(start, date):
            raise UserError(
                "repeat_start", N_("Give the day on which it is held first."), field="start"
            )
        return start

    def _rule(self, start: date) -> str:
        """Return the rule that is chosen, "" for none."""
        step = self.value("unit")
        if step in (ONCE, KEPT):
            return self._row.repeats if step == KEPT else ""
        every, by_count = Every(str(step)), self.value("ends") == COUNT
        until = None if by_count else self.value("until")
        if not by_count and not isinstance(until, date):
            raise UserError("repeat_until", N_("Give the last day."), field="until")
        month = self.value("month") if every is Every.MONTHS else None
        days = tuple(number for number, check in enumerate(self.days) if check.isChecked())
        week = {WEEK: (start.day - 1) // 7 + 1, LAST_WEEK: LAST}.get(str(month))
        in_week = every is Every.WEEKS or week is not None
        return rule_of(
            Pattern(
                step=every,
                every=self._number("every", 99),
                weekdays=(days if every is Every.WEEKS and days else (start.weekday(),))
                if in_week
                else (),
                week=week,
                day={DAY: start.day, LAST_DAY: LAST}.get(str(month)),
                count=self._number("count", MOST) if by_count else None,
                until=until if isinstance(until, date) else None,
            )
        )

    def _number(self, key: str, most: int) -> int:
        found = self.value(key)
        number = 0 if found is None else int(str(found).partition(".")[0])
        if not 1 <= number <= most:
            raise UserError(
                "repeat_number", N_("Give a number from 1 to {most}."), most=most, field=key
            )
        return number

    def _lines(self, start: date) -> list[str]:
        words, rule = self._words, self._rule(start)
        if not rule:
            day = self._calendar.next_working(start)
            return [words.text("Held once, on {day}.", day=words.date(day, "full"))]
        held = self._held.days if self._keeps() else ()
        found = series(rule, start, self._calendar, held)
        return series_lines(found, held, self._calendar, words, self._today)

    def _store(self, values: Mapping[str, Any]) -> None:
        start, row = self._start(), self._row
        self._ask(
            self._words.text("Repeating “{what}”", what=row.title), repeats.set_rule, row.id,
            row_id=row.id, rule=self._rule(start), start=start, keep_held=self._keeps(),
        )  # fmt: skip


def _pattern(row: PlanRow, start: date | None) -> Pattern | None:
    """Return the pattern of a row's rule, None if it has none or one that cannot be said."""
    if not row.repeats or start is None:
        return None
    try:
        return pattern_of(row.repeats, start)
    except UserError:
        return None
