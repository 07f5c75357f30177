"""The colour of a status report: why, the path back to green with what it gives, the window."""

from datetime import date

from csdesk.app.queries.status_facts import StatusFacts
from csdesk.app.queries.window_shown import window_view
from csdesk.domain.codes import MilestoneKind, Rag
from csdesk.domain.records import PlanRow
from csdesk.domain.state import Reason, RowState
from csdesk.domain.views.status import RagView, ReasonView, StepView, WindowView
from csdesk.domain.what_if import Walked, walk_path


class StatusColour:
    """The colour of one project; `asked` are the days of its path, by row."""

    def __init__(self, facts: StatusFacts) -> None:
        self._facts = facts
        self._walked = self._walk()

    @property
    def asked(self) -> dict[int, date]:
        """Return by when each action on the shown path is asked for."""
        return {} if self._walked is None else dict(self._walked.asked)

    def ahead(self, row: PlanRow, its: RowState) -> date | None:
        """Return when an open row is to come: as the path asks, else as it is forecast."""
        return self.asked.get(row.id, its.finish)

    def due(self, row: PlanRow, its: RowState) -> date | None:
        """Return by when a row of theirs is asked for: its promise, unless that cannot hold."""
        moved = its.late > 0 or its.driver_id is not None
        return self.ahead(row, its) if moved or row.target is None else row.target

    def _shown(self) -> Rag:
        """An override counts only with a sentence for the customer (model)."""
        rag = self._facts.state.rag
        return rag.rag if self._by_hand() else rag.computed

    def _by_hand(self) -> bool:
        project = self._facts.loaded.project
        return project.rag_override is not None and bool(project.rag_sentence.strip())

    def _walk(self) -> Walked | None:
        loaded = self._facts.loaded
        if self._shown() not in (Rag.RED, Rag.AMBER) or not loaded.state.rag.path:
            return None
        return walk_path(loaded.plan, loaded.calendars, loaded.state)

    def rag(self) -> RagView:
        """Return the colour with its reasons, its path, and the end before and after that path."""
        facts, walked, by_hand = self._facts, self._walked, self._by_hand()
        project, rag = facts.loaded.project, facts.state.rag
        reasons = tuple(self._reason(one) for one in rag.reasons if one.code != "overridden")
        end = None if walked is None else facts.loaded.rows.get(walked.milestone_id or 0)
        return RagView(
            rag=self._shown(),
            reasons=reasons,
            path=self._path(),
            indicators=rag.indicators,
            tolerance=project.tolerance_green,
            last_kind=(end and end.milestone_kind) or MilestoneKind.OTHER,
            ends_now=None if walked is None else walked.now,
            ends_after=None if walked is None else walked.then,
            set_by=rag.override_by if by_hand else "",
            set_on=rag.override_on if by_hand else None,
            sentence=project.rag_sentence.strip() if by_hand else "",
        )

    def _path(self) -> tuple[StepView, ...]:
        if self._walked is None:
            return ()
        facts = self._facts
        steps = [
            StepView(
                about=about,
                owner="" if about.ours else self._owner(step.row_id),
                by=self._walked.asked.get(step.row_id),
            )
            for step in facts.state.rag.path
            if (about := facts.mention(step.row_id)) is not None
        ]
        return tuple(dict.fromkeys(steps))

    def _owner(self, row_id: int) -> str:
        return self._facts.document.owner_of(self._facts.loaded.rows[row_id])

    def _reason(self, reason: Reason) -> ReasonView:
        return ReasonView(
            code=reason.code,
            days=reason.days,
            day=reason.day,
            limit=reason.limit,
            about=self._facts.mention(reason.row_id),
        )

    def window(self) -> WindowView | None:
        """Return the golden window with its value milestone; an internal one has no name."""
        window = self._facts.state.window
        if window is None:
            return None
        return window_view(window, self._value_name)

    def _value_name(self, row_id: int | None) -> str:
        about = self._facts.mention(row_id)
        return "" if about is None or about.ours else about.title
