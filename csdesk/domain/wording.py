"""What is computed about a project, in sentences: why its colour, how late, what it waits for.

One style for screens and lists (documents have longer sentences of their own). With `safe`, an
internal row is never named: it reads "our preparation" (model.md, "What a customer may see").
"""

from collections.abc import Mapping
from datetime import date

from csdesk.domain.codes import Cause, MilestoneKind, Rag, RowKind, Side
from csdesk.domain.errors import N_
from csdesk.domain.labels import CAUSE_LABELS, RAG_LABELS, SIDE_LABELS
from csdesk.domain.records import PlanRow, Project
from csdesk.domain.state import (
    GoldenWindow,
    PathStep,
    ProjectState,
    Reason,
    RowState,
)
from csdesk.i18n import Translator

_PROBLEM_CYCLE = N_("These rows wait for each other: {rows}. Take out one link.")
_NAMED_FIRST = frozenset({"blocked"})  # sentences that begin with the name of a row


class Wording:
    """Writes about one project in one language."""

    def __init__(
        self,
        words: Translator,
        project: Project,
        rows: Mapping[int, PlanRow],
        state: ProjectState,
        *,
        owner_names: Mapping[int, str] | None = None,
        safe: bool = False,
    ) -> None:
        """`owner_names` by row id; `safe`: write only what the customer may read."""
        self._words = words
        self._project = project
        self._rows = rows
        self._state = state
        self._owners = owner_names or {}
        self._safe = safe

    def name(self, row_id: int) -> str:
        """Return a row's number and title, "our preparation" for an internal one when safe."""
        row = self._rows[row_id]
        if self._safe and not self._state.rows[row_id].visible:
            return self._words.text("our preparation")
        if row.kind is RowKind.ITEM and row.number is not None:
            return f"A{row.number} {row.title}"
        return row.title

    def headline(self) -> str:
        """Return colour and first reason: `Amber: go-live 6 working days late`."""
        rag = self._state.rag
        colour = self._words.text(RAG_LABELS[rag.rag])
        said = [reason for reason in rag.reasons if reason.code != "overridden"]
        if rag.override_by or not said:
            by = Reason(code="overridden", day=rag.override_on)
            return self._pair(colour, self._lower(by)) if rag.override_by else colour
        if rag.rag in (Rag.FINISHED, Rag.ON_HOLD) and said[0].code == rag.rag.value:
            return self.reason(said[0])
        return self._pair(colour, self._lower(said[0]))

    def reasons(self) -> list[str]:
        """Return why the project has its colour, gravest first."""
        return [self.reason(reason) for reason in self._state.rag.reasons]

    def reason(self, reason: Reason) -> str:
        """Return one reason as a short sentence without a full stop."""
        words, days = self._words, reason.days or 0
        match reason.code:
            case "finish_later":
                return self._late_end(reason, days)
            case "go_live_moved":
                return words.plural(
                    "Go-live moved {n} working day", "Go-live moved {n} working days", days
                )
            case "value_outside_window":
                return words.text("First value now on day {day}, past the window", day=days)
            case "no_value_milestone":
                return words.text("No first value planned inside the window")
            case "blocked":
                return self._blocked(reason, days)
            case "acceptance_refused":
                if reason.day is None:
                    return words.text("Acceptance refused")
                return words.text("Acceptance refused on {day}", day=self._date(reason.day))
            case "not_kicked_off":
                if reason.days is None:
                    return words.text("No kickoff held")
                return words.plural(
                    "Signed {n} day ago, no kickoff held",
                    "Signed {n} days ago, no kickoff held",
                    days,
                )
            case "overridden":
                return self._overridden(reason)
            case _:
                return self._calm(reason, days)

    def path(self) -> list[str]:
        """Return the way back to green, at most three steps."""
        return [self.step(step) for step in self._state.rag.path]

    def step(self, step: PathStep) -> str:
        """Return one step: `Zhou Min: A34 Employee file, by 2 Dec`."""
        words = self._words
        owner = step.owner or words.text(SIDE_LABELS[step.side])
        what = self.name(step.row_id)
        if step.by is None:
            return words.text("{owner}: {what}", owner=owner, what=what)
        return words.text(
            "{owner}: {what}, by {day}", owner=owner, what=what, day=self._date(step.by)
        )

    def slip(self) -> str:
        """Return the slip of the last milestone with its causes, "" when there is none."""
        slip = self._state.slip
        if slip is None or slip.total == 0:
            return ""
        words = self._words
        head = (
            words.plural("{n} working day late", "{n} working days late", slip.total)
            if slip.total > 0
            else words.plural("{n} working day early", "{n} working days early", -slip.total)
        )
        return self._pair(head, words.join(self.slip_parts()))

    def slip_parts(self) -> list[str]:
        """Return the causes of the slip: `4 customer (employee file)`, `2 not yet recorded`."""
        slip = self._state.slip
        if slip is None:
            return []
        words = self._words
        parts = []
        for cause, days, text in slip.by_cause:
            label = words.text(CAUSE_LABELS[cause])
            if not words.is_chinese:
                label = label.lower()
            number = words.number(days)
            if text and not self._safe:
                parts.append(words.text("{n} {cause} ({text})", n=number, cause=label, text=text))
            else:
                parts.append(words.text("{n} {cause}", n=number, cause=label))
        if slip.unrecorded:
            parts.append(self._unrecorded(slip.unrecorded, slip.unrecorded_row_id))
        return parts

    def window(self, window: GoldenWindow | None) -> str:
        """Return what stands under the bar of the golden window."""
        words = self._words
        if window is None:
            return ""
        if window.reached and window.value_day is not None:
            return words.text("Value on day {day}", day=window.value_day)
        if window.left < 0:
            return words.plural("{n} day past the window", "{n} days past the window", -window.left)
        return words.plural("{n} day left", "{n} days left", window.left)

    def late(self, row: RowState) -> str:
        """Return how late a row is, "" when it is not."""
        if not row.late:
            return ""
        return self._words.plural("{n} day late", "{n} days late", row.late)

    def blocked(self, row: RowState) -> str:
        """Return what blocks a row and since when, "" when nothing does."""
        words = self._words
        if row.blocked_since is None:
            return ""
        since = self._date(row.blocked_since)
        by = list(dict.fromkeys(self.name(blocker) for blocker in row.blocked_by))
        by_hand = self._rows[row.row_id].blocked_by_hand
        if by_hand and not self._safe:
            by.insert(0, by_hand)
        if not by:
            return words.text("Blocked since {day}", day=since)
        return words.text("Blocked since {day} by {what}", day=since, what=words.join(by))

    def waiting(self) -> str:
        """Return whose turn it is on the critical path: `Zhou Min for 4 days`, "" without one."""
        row_id = self._state.waiting_on_id
        if row_id is None:
            return ""
        side = self._words.text(SIDE_LABELS[self._rows[row_id].side])
        who = self._owner(row_id) or side
        if not self._state.waiting_days:
            return who
        return self._words.plural(
            "{who} for {n} day", "{who} for {n} days", self._state.waiting_days, who=who
        )

    def why_here(self, row_id: int) -> str:
        """Return which row holds the start of a row in place, "" when its own date does."""
        driver = self._state.rows[row_id].driver_id
        if driver is None:
            return ""
        finish = self._state.rows[driver].finish
        if finish is None:
            return self._words.text("Follows {what}", what=self.name(driver))
        return self._words.text(
            "Follows {what}, which ends on {day}", what=self.name(driver), day=self._date(finish)
        )

    def contradiction(self, row_id: int) -> str:
        """Return the predecessor that the row's dates contradict, "" when they fit."""
        other = self._state.rows[row_id].contradiction
        if other is None:
            return ""
        return self._words.text("Dated before {what} allows", what=self.name(other))

    def problems(self) -> list[str]:
        """Return what is wrong with the plan as a whole, and what to do."""
        words, found = self._words, []
        for problem in self._state.problems:
            kind, _, what = problem.partition(":")
            if kind == "cycle":
                ids = [int(one) for one in what.split(",")]
                arrow = " → ".join(self.name(one) for one in ids if one in self._rows)
                found.append(words.text(_PROBLEM_CYCLE, rows=arrow))
            elif kind == "no_holidays":
                found.append(
                    words.text(
                        "The public holidays of {country} are not known. "
                        "Enter the days off in its calendar.",
                        country=what,
                    )
                )
        return found + [unpublished(words, year) for year in self._state.unpublished_years]

    def _late_end(self, reason: Reason, days: int) -> str:
        row = self._rows.get(reason.row_id or 0)
        if row is not None and row.milestone_kind is MilestoneKind.GO_LIVE:
            return self._words.plural(
                "Go-live {n} working day late", "Go-live {n} working days late", days
            )
        if row is not None and row.milestone_kind is MilestoneKind.ACCEPTANCE:
            return self._words.plural(
                "Acceptance {n} working day late", "Acceptance {n} working days late", days
            )
        return self._words.plural(
            "Finish {n} working day late", "Finish {n} working days late", days
        )

    def _blocked(self, reason: Reason, days: int) -> str:
        if reason.row_id is not None and reason.row_id in self._rows:
            what = self.name(reason.row_id)
            return self._words.plural(
                "{what} blocked for {n} working day",
                "{what} blocked for {n} working days",
                days,
                what=_capital(what),
            )
        return self._words.plural(
            "Blocked for {n} working day", "Blocked for {n} working days", days
        )

    def _overridden(self, reason: Reason) -> str:
        rag, words = self._state.rag, self._words
        sentence = self._project.rag_sentence if self._safe else ""
        if sentence:
            return sentence
        if reason.day is None:
            return words.text("Set by {name}", name=rag.override_by)
        return words.text(
            "Set by {name} on {day}", name=rag.override_by, day=self._date(reason.day)
        )

    def _calm(self, reason: Reason, days: int) -> str:
        words = self._words
        match reason.code:
            case "no_baseline":
                return words.text("No baseline agreed")
            case "on_baseline":
                return words.plural(
                    "Forecast inside {n} working day of the baseline",
                    "Forecast inside {n} working days of the baseline",
                    days,
                )
            case "ahead":
                return words.plural(
                    "{n} working day ahead of the baseline",
                    "{n} working days ahead of the baseline",
                    days,
                )
            case "on_hold":
                why = "" if self._safe else self._project.hold_reason
                said = [why] if why else [words.text("On hold")]
                if reason.day is not None:
                    said.append(words.text("resumes on {day}", day=self._date(reason.day)))
                return ("，" if words.is_chinese else ", ").join(said)
            case "finished":
                if reason.day is None:
                    return words.text("Finished")
                return words.text("Finished on {day}", day=self._date(reason.day))
            case _:
                return ""

    def _unrecorded(self, days: int, row_id: int | None) -> str:
        words = self._words
        if row_id is None:
            return words.text("{n} not yet recorded", n=words.number(days))
        side = words.text(SIDE_LABELS[self._rows[row_id].side])
        if not words.is_chinese:
            side = side.lower()
        return words.text(
            "{n} not yet recorded ({what}, {side})",
            n=words.number(days),
            what=self.name(row_id),
            side=side,
        )

    def _owner(self, row_id: int) -> str:
        return self._owners.get(row_id, self._rows[row_id].owner_name)

    def _date(self, day: date) -> str:
        return self._words.near_date(day, self._state.today)

    def _pair(self, head: str, rest: str) -> str:
        if not rest:
            return head
        return f"{head}：{rest}" if self._words.is_chinese else f"{head}: {rest}"

    def _lower(self, reason: Reason) -> str:
        text = self.reason(reason)
        if self._words.is_chinese or reason.code in _NAMED_FIRST or not text:
            return text
        return text[0].lower() + text[1:]


def unpublished(words: Translator, year: int) -> str:
    """Say that the days off of a year are an estimate."""
    return words.text(
        "The days off of {year} are not published yet; the dates there are estimates.",
        year=str(year),
    )


def cause_of(side: Side) -> Cause:
    """Return the cause that a delay of this side is recorded under."""
    return Cause(side.value)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:] if text else text
