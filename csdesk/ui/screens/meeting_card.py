"""The card of meetings on the overview: what is ahead first, with what can be done about it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from csdesk.app.meeting_text import meeting_name, rule_text
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.series import SeriesLine
from csdesk.domain.codes import MeetingStatus
from csdesk.domain.labels import MEETING_STATUS_LABELS
from csdesk.domain.obstacles import Obstacle, obstacles
from csdesk.domain.records import Meeting
from csdesk.ui.screens.overview import Act, Card, Line
from csdesk.ui.services import Services

_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)


class MeetingCard:
    """Makes the card; `ask` opens the editor of a record, `first` keeps a long card short."""

    def __init__(
        self,
        services: Services,
        page: CustomerPage,
        ask: Callable[[str, object], Callable[[], object]],
        first: Callable[[Card, str, Sequence[Any]], list[Any]],
    ) -> None:
        self._services, self._page = services, page
        self._ask, self._first = ask, first
        self._words = services.translator
        self._obstacles = {_stands_at(one): one for one in obstacles(page.meetings)}

    def card(self) -> Card:
        """Return the card."""
        words, page = self._words, self._page
        card = Card(
            self._services, words.text("Meetings"), add=words.text("Meeting"),
            on_add=self._ask("meeting", None), empty=words.text("No meeting is on the calendar."),
            also=(words.text("Series"), self._ask("series", None)),
        )  # fmt: skip
        planned = {
            one.series_uid: one
            for one in page.meetings
            if one.series_uid and one.status is MeetingStatus.PLANNED
        }
        running = [one for one in page.series if one.running]
        in_rows = {planned[one.series.uid].id for one in running if one.series.uid in planned}
        alone = [one for one in page.meetings if one.id not in in_rows]
        ahead = [(one.day, one) for one in alone if one.status in _AHEAD]
        past = [one for one in alone if one.status not in _AHEAD]
        rows: list[tuple[date, Meeting | SeriesLine]] = [*ahead]
        for one in running:
            meeting = planned.get(one.series.uid)
            rows.append((meeting.day if meeting is not None else date.max, one))
        is_planned = any(one.status is MeetingStatus.PLANNED for one in page.meetings)
        if past and not is_planned:
            card.add_words(words.text("No next meeting is on the calendar."), tone="warn")
        ranked = [row for _, row in sorted(rows, key=lambda row: row[0])]
        for row in self._first(card, "meetings", [*ranked, *past]):
            if isinstance(row, SeriesLine):
                self._add_series(card, row, planned.get(row.series.uid))
            else:
                self._add_meeting(card, row)
        return card

    def _add_series(self, card: Card, line: SeriesLine, meeting: Meeting | None) -> None:
        """Add one row for a series; what is beside it is about its next meeting."""
        words, known = self._words, line.series
        menu = [
            (words.text("Change the series"), self._ask("series", line)),
            (words.text("End the series"), self._ask("series_end", line)),
        ]
        first, parts = meeting_name(known, words), [rule_text(known.rule, known.start, words)]
        add, also, over = None, None, False
        if meeting is not None:
            first = f"{first}  {self._day(meeting)}"
            menu += [
                (words.text("Change this meeting"), self._ask("meeting", meeting)),
                *self._acts(meeting),
            ]
            add, also = self._links(meeting)
            over = meeting.day < self._page.today
            moved = next((one for one in line.days if one.is_moved), None)
            if moved is not None and moved.day == meeting.day:
                off = words.date(moved.by_rule, "weekday")
                parts.append(words.text("moved from {off}", off=off))
            parts += self._misses(meeting)
        second = words.text("Was it held?") if over else words.facts(parts)
        row = Line(self._services, first, second, add=add, also=also, menu=menu)
        row.opened.connect(self._ask("series", line))
        card.add_line(row)

    def _day(self, meeting: Meeting) -> str:
        at = f" {meeting.at:%H:%M}" if meeting.at else ""
        return self._words.date(meeting.day, "weekday") + at

    def _misses(self, meeting: Meeting) -> list[str]:
        found = self._obstacles.get(meeting.id)
        if found is None:
            return []
        return [
            self._words.plural(
                "fell through {n} time in a row", "fell through {n} times in a row", found.misses
            )
        ]

    def _add_meeting(self, card: Card, meeting: Meeting) -> None:
        words, today = self._words, self._page.today
        kind = meeting_name(meeting, words)
        day = self._day(meeting)
        over = meeting.status is MeetingStatus.PLANNED and meeting.day < today
        second = words.text("Was it held?") if over else meeting.place
        waits = meeting.status is MeetingStatus.TO_SCHEDULE
        if meeting.status in (MeetingStatus.CANCELLED, MeetingStatus.MISSED):
            second = words.text(MEETING_STATUS_LABELS[meeting.status])
        elif waits:
            second, day = words.text("To schedule by {day}.", day=day), ""
        if meeting.id in self._obstacles and not over:
            told = [part for part in (second.rstrip(".。"), *self._misses(meeting)) if part]
            second = words.facts(told)
        menu = self._acts(meeting)
        add, also = self._links(meeting)
        line = Line(
            self._services,
            f"{kind}  {day}".rstrip() if add is not None else kind,
            second,
            "" if add is not None else day,
            tone="warn" if over or waits else "muted",
            add=add,
            also=also,
            menu=menu,
        )
        line.opened.connect(self._ask("meeting", meeting))
        card.add_line(line)

    def _links(self, meeting: Meeting) -> tuple[Act | None, Act | None]:
        """Return what is offered beside a meeting: at the right end, and before it."""
        found = self._obstacles.get(meeting.id)
        escalate = None if found is None else self._escalate(found)
        match meeting.status:
            case MeetingStatus.TO_SCHEDULE:
                return (self._words.text("Set the day"), self._ask("meeting", meeting)), escalate
            case MeetingStatus.PLANNED:
                return self._end(meeting), escalate or self._agenda(meeting)
            case MeetingStatus.HELD:
                return self._leave(meeting), None
            case _:
                return escalate, None

    def _acts(self, meeting: Meeting) -> list[Act]:
        """Return the menu of a meeting."""
        planned = meeting.status is MeetingStatus.PLANNED
        done = meeting.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
        acts: list[Act] = []
        if done or meeting.status in _AHEAD:
            acts.append(self._agenda(meeting))
        if done or (planned and meeting.day <= self._page.today):
            acts.append(self._leave(meeting))
        if planned:
            acts.append(self._end(meeting))
        if meeting.id in self._obstacles:
            acts.append(self._escalate(self._obstacles[meeting.id]))
        return acts

    def _escalate(self, about: Obstacle) -> Act:
        return self._words.text("Escalate"), self._ask("escalation", about)

    def _agenda(self, meeting: Meeting) -> Act:
        return self._words.text("Agenda"), self._ask("agenda", meeting)

    def _leave(self, meeting: Meeting) -> Act:
        wish = partial(self._services.wish.emit, "leave_room", meeting.id)
        return self._words.text("Leave the room"), wish

    def _end(self, meeting: Meeting) -> Act:
        held, move = self._words.text("Held or dropped"), self._words.text("Cancel or move")
        text = held if meeting.day <= self._page.today else move
        return text, self._ask("held", meeting)


def _stands_at(about: Obstacle) -> int:
    """Return the id of the meeting that offers to escalate: the one ahead, else the last one."""
    return (about.again or about.dropped[-1]).id
