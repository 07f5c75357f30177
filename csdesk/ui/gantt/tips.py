"""Words of the chart's tooltips."""

from datetime import date

from csdesk.app.deadline_text import deadline_words
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import LinkType, RowKind, Status
from csdesk.domain.errors import N_
from csdesk.domain.labels import LINK_LABELS, SIDE_LABELS, STATUS_LABELS
from csdesk.i18n import Translator
from csdesk.layout.chart import Part
from csdesk.layout.days import DayInfo, DayKind, DayLookup
from csdesk.layout.from_plan import span_words
from csdesk.layout.moving import working_days
from csdesk.ui.gantt.ahead import has_slack, row_days
from csdesk.ui.gantt.gestures import PHASE_LENGTH

HALF_YEAR = 183  # days from today in which a date without its year is not mistaken


class ChartTips:
    """Says of a bar what it is, when, and why it is where it is; of a day off its name."""

    def __init__(self, translator: Translator, data: PlanScreenData) -> None:
        self._words = translator
        self._data = data
        self._days_of = row_days(data)

    def row_tip(self, row_id: int) -> str:
        """Return title, dates, owner, slip and reason, a line each."""
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        lines = [row.title]
        if state is None or state.finish is None:
            return row.title
        start = state.start or state.finish
        dates = [self._dates(start, state.finish)]
        if row.kind is RowKind.ITEM and start < state.finish and not row.repeats:
            days = self._days_of(row_id)
            dates.append(
                self._length(working_days(days, start.toordinal(), state.finish.toordinal()))
            )
        lines.append(self._words.join(dates))
        if not row.kind.is_summary:
            side = self._words.text(SIDE_LABELS[row.side])
            owner = self._data.owner_names.get(row_id, "")
            status = self._words.text(STATUS_LABELS[row.status])
            if row.status is Status.IN_PROGRESS and state.progress:
                status = f"{status} {self._words.percent(state.progress)}"
            parts = [part for part in (owner, side) if part]
            who = self._words.text("{name} ({side})", name=parts[0], side=side)
            lines.append(self._words.join([who if owner else side, status]))
        if state.late:
            lines.append(
                self._words.plural("{n} working day late", "{n} working days late", state.late)
            )
        if state.slip:
            lines.append(self._slip(state.slip))
        if row.deadline is not None:
            lines.append(deadline_words(row, state.finish, self._data.calendars, self._words))
        if row.repeats:
            count = len(self._data.repeats.get(row_id, ()))
            lines.append(self._words.plural("Held on {n} day", "Held on {n} days", count))
        lines.extend(self._reasons(row_id))
        if row.kind is RowKind.ITEM and state.critical:
            lines.append(self._words.text("On the critical path"))
        elif has_slack(row, state):
            lines.append(
                self._words.plural(
                    "Can end {n} working day later without moving the end of the plan",
                    "Can end {n} working days later without moving the end of the plan",
                    state.total_slack or 0,
                )
            )
        return "\n".join(lines)

    def part_tip(self, row_id: int, part: Part) -> str:
        """Return what a part of a row says: what its handles do, else the row's story."""
        if part in (Part.LINK_START, Part.LINK_FINISH):
            return self._words.text("Drag to another bar to link them.")
        if part is Part.PROGRESS:
            return self._words.text("Drag to set how far it is.")
        if part is not Part.BODY and self._data.rows[row_id].kind.is_summary:
            return self._words.text(PHASE_LENGTH)
        return self.row_tip(row_id)

    def link_tip(self, link_id: int) -> str:
        """Return what a link says: both rows, its kind and its lag."""
        link = next((one for one in self._data.links if one.id == link_id), None)
        if link is None:
            return ""
        lines = [
            self._words.text(
                "{first} → {second}",
                first=self._data.rows[link.predecessor_id].title,
                second=self._data.rows[link.successor_id].title,
            )
        ]
        kind = self._words.text(LINK_LABELS[link.type])
        lag = self.lag(link.lag, calendar_days=link.lag_calendar_days)
        lines.append(self._words.join([kind, lag]) if lag else kind)
        return "\n".join(lines)

    def lag(self, days: int, *, calendar_days: bool) -> str:
        """Return a lag or a lead in words; empty for none."""
        if not days:
            return ""
        count = abs(days)
        if calendar_days:
            words = self._words.plural("{n} calendar day", "{n} calendar days", count)
        else:
            words = self._words.plural("{n} working day", "{n} working days", count)
        text = N_("{days} later") if days > 0 else N_("{days} earlier")
        return self._words.text(text, days=words)

    def link_words(self, kind: LinkType, first: int, second: int) -> tuple[str, str]:
        """Return what a link that is being drawn says: its kind, and both rows."""
        rows = self._data.rows
        pair = self._words.text(
            "{first} → {second}", first=rows[first].title, second=rows[second].title
        )
        return self._words.text(LINK_LABELS[kind]), pair

    def percent(self, percent: int) -> str:
        """Return how far a row is said to be."""
        return self._words.percent(percent)

    def span_tip(self, first: int, last: int, days: DayLookup) -> tuple[str, str]:
        """Return what a bar that is being drawn says: its length and its dates."""
        length = self._length(max(1, working_days(days, first, last)))
        return length, self._near(date.fromordinal(first), date.fromordinal(last))

    def _length(self, days: int) -> str:
        return self._words.plural("{n} working day", "{n} working days", days)

    def move_tip(self, days: int, start: date, finish: date) -> tuple[str, str]:
        """Return what a moved bar says: by how many working days, and to where."""
        sign = "+" if days >= 0 else "−"
        return f"{sign}{self._length(abs(days))}", self._near(start, finish)

    def _near(self, start: date, finish: date) -> str:
        return span_words(self._words, start, finish, self._data.state.today)

    def _dates(self, start: date, finish: date) -> str:
        if start == finish:
            return self._words.date(finish, "full")
        first, last = self._day(start), self._day(finish)
        return self._words.text("{start} to {finish}", start=first, finish=last)

    def _day(self, day: date) -> str:
        """Return a day with its weekday, and with the year where one could be mistaken."""
        is_near = abs((day - self._data.state.today).days) < HALF_YEAR
        return self._words.date(day, "weekday" if is_near else "full")

    def _slip(self, days: int) -> str:
        if days > 0:
            return self._words.plural(
                "{n} working day after the agreed date",
                "{n} working days after the agreed date",
                days,
            )
        return self._words.plural(
            "{n} working day before the agreed date",
            "{n} working days before the agreed date",
            -days,
        )

    def _reasons(self, row_id: int) -> list[str]:
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        lines: list[str] = []
        if state is None:
            return lines
        against = self._data.rows.get(state.contradiction or 0)
        if against is not None:
            lines.append(self._words.text("Planned earlier than “{item}” allows",
                                          item=against.title))  # fmt: skip
        if row.blocked_by_hand:
            lines.append(self._words.text("Blocked: {what}", what=row.blocked_by_hand))
        waiting = [self._data.rows[other].title for other in state.blocked_by]
        if waiting:
            lines.append(self._words.text("Waits for {items}", items=self._words.join(waiting)))
        elif state.driver_id is not None and state.driver_id in self._data.rows:
            driver = self._data.rows[state.driver_id].title
            lines.append(self._words.text("Starts after {item}", item=driver))
        return lines

    def year_tip(self, day: date) -> str:
        """Return that the days off of a year are not settled; empty where they are."""
        if not self._data.calendars.unpublished_years(day, day):
            return ""
        return self._words.text(
            "The public holidays of {year} are not published yet: days off are by rule.",
            year=str(day.year),
        )

    def day_tip(self, day: date, info: DayInfo) -> str:
        """Return the day with the names of its holidays; empty on days without any."""
        if info.kind is DayKind.UNPUBLISHED:
            return self._words.text(
                "{day}: the public holidays of {year} are not published yet.",
                day=self._words.date(day, "full"),
                year=day.year,
            )
        if not info.names:
            return ""
        return self._words.date(day, "full") + "\n" + "\n".join(info.names)
