"""What every part of a status report reads: the plan's visible rows and how they are named."""

from collections.abc import Iterable
from datetime import date

from csdesk.app.queries.documents import DocumentFacts, Titles, visible_rows
from csdesk.app.queries.plans import LoadedProject
from csdesk.data.reader import Reader
from csdesk.domain.codes import Language, MilestoneKind, RowKind, Status
from csdesk.domain.records import PlanRow
from csdesk.domain.views.status import ItemView, Mention


class StatusFacts:
    """One project on one day, as its customer may see it, in one language."""

    def __init__(
        self, reader: Reader, loaded: LoadedProject, today: date, language: Language
    ) -> None:
        self.reader, self.loaded, self.today, self.language = reader, loaded, today, language
        self.state = loaded.state
        self.document = DocumentFacts(reader, loaded.customer, language)
        self.titles = Titles(reader, language)
        self.rows = visible_rows(loaded)
        self.items = [
            (row, its)
            for row, its in self.rows
            if row.kind is RowKind.ITEM and row.status is not Status.CANCELLED
        ]

    def mention(self, row_id: int | None) -> Mention | None:
        """Return a row as a sentence names it; an internal one is "our preparation"."""
        if row_id is None or row_id not in self.loaded.rows:
            return None
        row = self.loaded.rows[row_id]
        if not self.state.rows[row_id].visible:
            return Mention(ours=True)
        return self.naming(row)

    def naming(self, row: PlanRow) -> Mention:
        """Return a visible row as a sentence names it."""
        return Mention(code=code_of(row), title=self.titles.of(row), side=row.side)

    def item(self, row: PlanRow, day: date | None, late_since: date | None = None) -> ItemView:
        """Return a visible row as a list shows it; a milestone has no owner."""
        milestone = row.kind is RowKind.MILESTONE
        return ItemView(
            code=code_of(row),
            title=self.titles.of(row),
            side=row.side,
            owner="" if milestone else self.document.owner_of(row),
            day=day,
            late_since=late_since,
            milestone=(row.milestone_kind or MilestoneKind.OTHER) if milestone else None,
        )


def code_of(row: PlanRow) -> str:
    """Return A34 of an item, nothing of a milestone."""
    return f"A{row.number}" if row.number is not None else ""


def least(days: Iterable[date | None]) -> date | None:
    """Return the earliest of the days that are there."""
    return min((day for day in days if day is not None), default=None)
