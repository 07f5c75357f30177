"""Why a row lies where it lies, as short sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import LinkType
from csdesk.domain.records import PlanRow
from csdesk.domain.state import RowState
from csdesk.domain.why import Why
from csdesk.i18n import Translator


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One sentence, and the row that it leads to."""

    text: str
    row_id: int


def why_lines(
    steps: Sequence[Why],
    rows: Mapping[int, PlanRow],
    states: Mapping[int, RowState],
    words: Translator,
    today: date,
) -> list[WhyLine]:
    """Return the chain of causes of a row's start, each with the row one can go to."""
    teller = _Teller(rows, states, words, today)
    return [WhyLine(teller.sentence(step), step.other_id or step.row_id) for step in steps]


class _Teller:
    def __init__(
        self,
        rows: Mapping[int, PlanRow],
        states: Mapping[int, RowState],
        words: Translator,
        today: date,
    ) -> None:
        self._rows, self._states, self._words, self._today = rows, states, words, today

    def _title(self, row_id: int | None) -> str:
        row = self._rows.get(row_id or 0)
        return row.title if row is not None else ""

    def _day(self, day: date | None) -> str:
        return "" if day is None else self._words.near_date(day, self._today)

    def sentence(self, step: Why) -> str:
        """Return one cause in words."""
        if step.code == "link":
            return self._link(step)
        words, what, day = self._words, self._title(step.row_id), self._day(step.day)
        other = self._title(step.other_id)
        match step.code:
            case "leads":
                return words.text(
                    "“{what}” waits for “{other}”, which leads to it.", what=what, other=other
                )
            case "first_row":
                return words.text("“{what}” begins with “{other}”.", what=what, other=other)
            case "gate":
                return words.text(
                    "“{what}” begins {day} at the earliest: “{other}” lets nothing begin before.",
                    what=what, other=other, day=day,
                )  # fmt: skip
            case "contradiction":
                return words.text(
                    "“{what}” was planned for {day}, earlier than “{other}” allows.",
                    what=what, other=other, day=day,
                )  # fmt: skip
            case "days_off":
                return words.plural(
                    "{n} day off lies before it.", "{n} days off lie before it.", step.count
                )
            case "cycle":
                names = words.join([f"“{self._title(one)}”" for one in step.circle])
                return words.text("These rows wait for each other: {rows}.", rows=names)
        return self._end(step, what, day)

    def _link(self, step: Why) -> str:
        words, what = self._words, self._title(step.row_id)
        other, state = self._title(step.other_id), self._states.get(step.other_id or 0)
        start = self._day(None if state is None else state.start)
        finish = self._day(None if state is None else state.finish)
        match step.link_type:
            case LinkType.SS:
                text = words.text(
                    "“{what}” starts once “{other}” has started, {day}.",
                    what=what, other=other, day=start,
                )  # fmt: skip
            case LinkType.FF:
                text = words.text(
                    "“{what}” ends once “{other}” has ended, {day}.",
                    what=what, other=other, day=finish,
                )  # fmt: skip
            case LinkType.SF:
                text = words.text(
                    "“{what}” ends once “{other}” has started, {day}.",
                    what=what, other=other, day=start,
                )  # fmt: skip
            case _:
                text = words.text(
                    "“{what}” follows “{other}”, which ends {day}.",
                    what=what, other=other, day=finish,
                )  # fmt: skip
        lag = self._lag(step)
        return words.sentences([text, lag]) if lag else text

    def _lag(self, step: Why) -> str:
        words, count = self._words, abs(step.lag)
        if not count:
            return ""
        if step.lag_calendar_days:
            days = words.plural("{n} calendar day", "{n} calendar days", count)
        else:
            days = words.plural("{n} working day", "{n} working days", count)
        if step.lag > 0:
            return words.text("{days} are left between.", days=days)
        return words.text("It may begin {days} earlier.", days=days)

    def _end(self, step: Why, what: str, day: str) -> str:
        words = self._words
        match step.code:
            case "actual":
                return words.text("“{what}” started {day}: this has happened.", what=what, day=day)
            case "set_by_person":
                return words.text("Somebody set {day} for “{what}”.", what=what, day=day)
            case "pinned":
                return words.text("“{what}” is pinned to {day}.", what=what, day=day)
            case "fixed":
                return words.text("“{what}” is fixed to {day}.", what=what, day=day)
            case "not_before":
                return words.text(
                    "“{what}” was told not to begin before {day}.", what=what, day=day
                )
            case "not_later":
                return words.text(
                    "“{what}” was told not to be later than {day}.", what=what, day=day
                )
            case "hold_until":
                return words.text("“{what}” is on hold until {day}.", what=what, day=day)
            case "project_start":
                return words.text("The project starts {day}.", day=day)
            case "today":
                return words.text("“{what}” has not begun: today is the earliest.", what=what)
            case "cancelled":
                return words.text("“{what}” is cancelled: its dates are kept.", what=what)
        return words.text("“{what}” has no date, and nothing that it waits for has.", what=what)
