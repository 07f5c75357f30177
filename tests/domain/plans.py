"""Plans in a few lines: rows by name, dates of November 2026 by day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from csdesk.domain.calendar import WorkCalendar, same_calendars
from csdesk.domain.codes import LinkType, MilestoneKind, RowKind
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.records import Baseline, BaselineRow, Dependency, PlanRow, Project
from csdesk.domain.state import PlanInput, ProjectState, RowState

PLAIN = same_calendars(WorkCalendar())
TODAY = date(2026, 11, 20)  # a Friday


def nov(day: int) -> date:
    """The day `day` counted from 1 November 2026 (a Sunday); 31 is 1 December."""
    return date.fromordinal(date(2026, 10, 31).toordinal() + day)


class Plan:
    """A plan that is built row by row; `state` evaluates it."""

    def __init__(self, **project: Any) -> None:
        self.ids: dict[str, int] = {}
        self.rows: list[PlanRow] = []
        self.links: list[Dependency] = []
        self.agreed: list[BaselineRow] = []
        defaults = {"id": 1, "uid": "p", "customer_id": 1, "code": "P", "name": "P"}
        self.project = Project(**{**defaults, "start": nov(2), **project})
        self.more: dict[str, Any] = {}

    def add(self, name: str, kind: RowKind = RowKind.ITEM, **values: Any) -> PlanRow:
        parent = values.pop("parent", None)
        leads_to = values.pop("leads_to", None)
        row = PlanRow(
            id=len(self.rows) + 1,
            uid=name,
            customer_id=1,
            project_id=1,
            kind=kind,
            title=name,
            position=len(self.rows),
            parent_id=self.ids[parent] if parent else None,
            leads_to_id=self.ids[leads_to] if leads_to else None,
            **values,
        )
        self.ids[name] = row.id
        self.rows.append(row)
        return row

    def phase(self, name: str, **values: Any) -> PlanRow:
        return self.add(name, RowKind.PHASE, **values)

    def milestone(
        self, name: str, kind: MilestoneKind = MilestoneKind.OTHER, **values: Any
    ) -> PlanRow:
        return self.add(name, RowKind.MILESTONE, milestone_kind=kind, **values)

    def link(self, pred: str, succ: str, link: LinkType = LinkType.FS, lag: int = 0) -> None:
        self.links.append(
            Dependency(
                id=len(self.links) + 1,
                project_id=1,
                predecessor_id=self.ids[pred],
                successor_id=self.ids[succ],
                type=link,
                lag=lag,
            )
        )

    def agree(self, **finishes: date) -> None:
        self.agreed = [
            BaselineRow(baseline_id=1, row_id=self.ids[name], finish=finish)
            for name, finish in finishes.items()
        ]

    def input(self) -> PlanInput:
        values: dict[str, Any] = {
            "slips": (),
            "outcomes": (),
            "meetings": (),
            "signed_on": None,
            "golden_days": 90,
            "value_reached_on": None,
        }
        baseline = Baseline(id=1, project_id=1, name="B", agreed_on=nov(1)) if self.agreed else None
        return PlanInput(
            project=self.project,
            rows=self.rows,
            links=self.links,
            baseline=baseline,
            baseline_rows=self.agreed,
            **{**values, **self.more},
        )

    def state(self, today: date = TODAY, calendars: Any = PLAIN) -> ProjectState:
        return evaluate_project(self.input(), calendars, today)

    def row(self, name: str, today: date = TODAY) -> RowState:
        return self.state(today).rows[self.ids[name]]

    def dates(self, name: str, today: date = TODAY) -> tuple[date | None, date | None]:
        row = self.row(name, today)
        return row.start, row.finish

    def names(self, ids: Iterable[int]) -> list[str]:
        by_id = {row.id: row.title for row in self.rows}
        return [by_id[one] for one in ids]
