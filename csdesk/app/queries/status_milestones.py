"""The milestones of a status report: their dates, the work that leads to them, the slip."""

from datetime import date

from csdesk.app.queries.status_facts import StatusFacts, least
from csdesk.domain.codes import Cause, MilestoneKind, RowKind, Status, Visibility
from csdesk.domain.records import PlanRow
from csdesk.domain.slip import root_cause
from csdesk.domain.state import RowState
from csdesk.domain.views.status import MilestoneLine, SlipView


class StatusMilestones:
    """The visible milestones of one project."""

    def __init__(self, facts: StatusFacts) -> None:
        self._facts = facts

    def _milestone_rows(self) -> list[tuple[PlanRow, RowState]]:
        found = [
            (row, its)
            for row, its in self._facts.rows
            if row.kind is RowKind.MILESTONE and row.status is not Status.CANCELLED
        ]
        return sorted(
            found, key=lambda pair: (pair[1].finish or date.max, pair[1].agreed or date.max)
        )

    def milestones(self) -> tuple[MilestoneLine, ...]:
        """Return the milestones that are not cancelled, in the order of their dates."""
        return tuple(self._line(row, its) for row, its in self._milestone_rows())

    def _line(self, row: PlanRow, its: RowState) -> MilestoneLine:
        work = [(one, facts) for one, facts in self._facts.items if facts.leads_to_id == row.id]
        reached = row.status is Status.DONE
        weights = [max(one.duration, 1) for one, _ in work]
        done = sum(
            facts.progress * weight for (_, facts), weight in zip(work, weights, strict=True)
        )
        return MilestoneLine(
            name=self._facts.titles.of(row),
            kind=row.milestone_kind or MilestoneKind.OTHER,
            agreed=its.agreed,
            forecast=None if reached else its.finish,
            actual=(row.actual_finish or its.finish) if reached else None,
            slip=its.slip,
            bar_start=least(facts.start for _, facts in work),
            agreed_start=least(facts.agreed_start for _, facts in work),
            done_share=done / (100 * sum(weights)) if weights else 0.0,
        )

    def _last_milestone(self) -> tuple[PlanRow, RowState] | None:
        """Return the visible milestone whose agreed date is the last; of equals the later one."""
        agreed = [pair for pair in self._milestone_rows() if pair[1].slip is not None]
        return max(
            agreed,
            key=lambda pair: (pair[1].agreed or date.min, pair[1].finish or date.min),
            default=None,
        )

    def slip(self) -> SlipView | None:
        """Sum the ledger of the last milestone; texts of internal entries stay out."""
        last = self._last_milestone()
        if last is None:
            return None
        row, its = last
        parts: dict[tuple[Cause, str], int] = {}
        for entry in self._facts.loaded.plan.slips:
            if entry.milestone_id != row.id or not entry.days:
                continue
            shown = entry.text if entry.visibility is Visibility.CUSTOMER else ""
            parts[entry.cause, shown] = parts.get((entry.cause, shown), 0) + entry.days
        total = its.slip or 0
        rest = total - sum(parts.values())
        driver = (
            root_cause(self._facts.loaded.plan, self._facts.state.rows, row.id) if rest else None
        )
        ordered = sorted(parts.items(), key=lambda part: -part[1])
        return SlipView(
            total=total,
            parts=tuple((cause, days, text) for (cause, text), days in ordered if days),
            unrecorded=rest,
            driver=self._facts.mention(driver),
        )
