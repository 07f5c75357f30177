"""What taking a project file in would do: rows before and after, links, what cannot be carried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from csdesk.app.imports.project_draft import Choices, Dates
from csdesk.app.imports.project_left import LeftOut
from csdesk.app.imports.project_people import PersonChoice
from csdesk.domain.codes import RowKind
from csdesk.domain.records import Dependency, Json, PlanRow
from csdesk.domain.views.project_file import FilePlan
from csdesk.i18n import Translator

MOST_DAYS = 400  # what a template's row may take (csdesk.domain.templates)
Mode = Literal["new", "update", "template"]
Change = Literal["new", "changed", "same"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedRow:
    """One row: `row` carries its number in place of an id, its parent's likewise.

    `moved` counts working days from the finish in the file to ours; `driver` names the row that
    moved it, empty where a calendar or a rounding did.
    """

    row: PlanRow
    depth: int
    in_file: Dates
    after: Dates
    moved: int = 0
    driver: str = ""
    known: PlanRow | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    ours: bool = False  # the dates that were changed here stay

    @property
    def change(self) -> Change:
        """Whether the row is new, changed by the file, or as it is stored."""
        if self.known is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedBaseline:
    """A baseline of the file: its name, the day taken for it, and dates by row number."""

    name: str
    agreed_on: date
    dates: Mapping[int, Dates]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectPreview:
    """The answer of planning a project import; nothing is stored until it is applied."""

    mode: Mode
    plan: FilePlan
    choices: Choices
    name: str
    customer_id: int | None
    project_id: int | None
    start: date
    rows: tuple[PlannedRow, ...]
    links: tuple[Dependency, ...]  # by row numbers
    new_links: tuple[Dependency, ...]
    link_changes: Mapping[int, Mapping[str, object]]  # stored link -> columns
    places: Mapping[int, int] = field(default_factory=dict)  # of stored rows the file lacks
    gone_rows: tuple[PlanRow, ...] = ()
    gone_links: tuple[Dependency, ...] = ()
    left: tuple[LeftOut, ...] = ()
    people: Mapping[str, PersonChoice] = field(default_factory=dict)
    days: Mapping[date, tuple[bool, str]] = field(default_factory=dict)  # for their calendar
    week: str = ""  # another working week for their calendar
    file_days: int = 0  # days on which the file's calendar differs from the customer's
    baselines: tuple[PlannedBaseline, ...] = ()

    def count(self, change: Change) -> int:
        """Return how many rows are new, changed or the same."""
        return sum(row.change == change for row in self.rows)

    def kinds(self, *kinds: RowKind) -> int:
        """Return how many rows are of these kinds."""
        return sum(row.row.kind in kinds for row in self.rows)

    @property
    def moved(self) -> int:
        """Return how many rows end on another day than in the file."""
        return sum(row.moved != 0 for row in self.rows)

    @property
    def writes(self) -> int:
        """Return how much applying it would store."""
        if self.mode == "template":
            return len(self.rows)
        rows = self.count("new") + self.count("changed")
        return rows + len(self.new_links) + len(self.link_changes) + len(self.dropped)

    @property
    def dropped(self) -> tuple[Dependency, ...]:
        """Return the stored links that go because the file has them no more."""
        return self.gone_links if self.choices.drop_links else ()

    def as_json(self, words: Translator) -> dict[str, Json]:
        """Return the stable shape that the command line prints."""
        return {
            "mode": self.mode,
            "name": self.name,
            "read": len(self.plan.tasks),
            "rows": len(self.rows),
            "new": self.count("new"),
            "changed": self.count("changed"),
            "unchanged": self.count("same"),
            "summaries": self.kinds(RowKind.PHASE, RowKind.GROUP),
            "milestones": self.kinds(RowKind.MILESTONE),
            "links": len(self.links),
            "lags": sum(bool(link.lag) for link in self.links),
            "baselines": [baseline.name for baseline in self.baselines],
            "people": len(self.plan.resources),
            "start": self.start.isoformat(),
            "moved": self.moved,
            "not_in_file": [row.title for row in self.gone_rows],
            "dates": [
                _dates_json(row) for row in self.rows if row.moved or row.change == "changed"
            ],
            "left_out": [one.as_json(words) for one in self.left],
        }


def _dates_json(planned: PlannedRow) -> Json:
    row, stored = planned.row, planned.known
    before = (stored.start, stored.target) if stored is not None else planned.in_file
    return {
        "task": row.source_uid,
        "title": row.title,
        "change": planned.change,
        "in_file": [_iso(day) for day in planned.in_file],
        "before": [_iso(day) for day in before],
        "after": [_iso(day) for day in planned.after],
        "moved": planned.moved,
        "because_of": planned.driver,
        "changed_here": planned.ours,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
