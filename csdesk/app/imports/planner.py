"""How every plan of an import goes through its file, row by row."""

from abc import ABC, abstractmethod

from csdesk.app.imports.known import CustomerMatcher, ImportOptions, Known
from csdesk.app.imports.mapping import ColumnMap, check_required
from csdesk.app.imports.preview import ImportPreview, RowNote, Tally
from csdesk.app.imports.table import Row, Table
from csdesk.domain.errors import N_
from csdesk.domain.progress import NoProgress, Progress


class Planner(ABC):
    """Judges each row of a table; what it would write is told at the end.

    A kind of import says in `prepare` what it keeps, in `take` what a row means and in `finish`
    what comes of all. Raises `UserError` when a needed field is unmapped.
    """

    def __init__(
        self,
        table: Table,
        mapping: ColumnMap,
        known: Known,
        options: ImportOptions | None = None,
        progress: Progress | None = None,
    ) -> None:
        check_required(mapping, table.headers)
        self.table, self.mapping, self.known = table, mapping, known
        self.options = options or ImportOptions()
        self.tally = Tally(progress or NoProgress())
        self.matcher = CustomerMatcher(known.customers)
        self.prepare()

    def plan(self) -> ImportPreview:
        """Go through all rows and return what importing them would do."""
        for row in self.table.rows():
            self.tally.row()
            if not self._is_shifted(row):
                self.take(row)
        return self.finish()

    def _is_shifted(self, row: Row) -> bool:
        """Reject a row with more cells than the header: none of them is surely in its column."""
        beyond = self.table.beyond(row)
        if beyond:
            mark = "Tab" if self.table.delimiter == "\t" else self.table.delimiter
            self.tally.reject([RowNote(
                row.number, "row", mark.join(beyond), "row_too_wide",
                N_("This row has more cells than the header: a “{mark}” inside a value parts it in "
                   "two. Put the value in quotation marks, or save the list as .xlsx."),
                {"mark": mark},
            )])  # fmt: skip
        return bool(beyond)

    @abstractmethod
    def prepare(self) -> None:
        """Lay out what is known and what will be collected."""

    @abstractmethod
    def take(self, row: Row) -> None:
        """Count one row and keep what it writes."""

    @abstractmethod
    def finish(self) -> ImportPreview:
        """Return the counts and the writes."""
