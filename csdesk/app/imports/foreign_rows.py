"""The rows of a foreign plan as they were read: what each says, what is asked, what is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from csdesk.app.imports.header import column_letter
from csdesk.domain.errors import N_
from csdesk.domain.records import Json
from csdesk.i18n import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A cell that does not say surely what it means. `guess` is how a person may be asked."""

    row: int
    column: int
    field: str
    written: str
    fault: str
    guess: str = ""
    taken: bool = False  # the guess was taken over, as a person wanted

    @property
    def cell(self) -> str:
        """The address of the cell."""
        return f"{column_letter(self.column)}{self.row}"

    def text(self, words: Translator) -> str:
        """Return why it is asked, in the reader's language."""
        return words.text(FAULTS.get(self.fault, FAULTS["unreadable"]))

    def as_json(self, words: Translator) -> dict[str, Json]:
        """Return it as the command line prints it."""
        return {
            "row": self.row, "cell": self.cell, "field": self.field, "written": self.written,
            "code": self.fault, "reason": self.text(words), "guess": self.guess or None,
            "taken": self.taken,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Something about the file that a person should know: a code, a sentence, the rows meant."""

    code: str
    rows: tuple[int, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, words: Translator) -> str:
        """Return the sentence in the reader's language."""
        shown = {
            name: words.join([str(one) for one in value]) if isinstance(value, tuple) else value
            for name, value in self.params.items()
        }
        return words.text(TELLINGS[self.code], rows=row_list(self.rows, words), **shown)

    def as_json(self, words: Translator) -> dict[str, Json]:
        """Return it as the command line prints it."""
        return {"code": self.code, "rows": list(self.rows), "text": self.text(words)}


def row_list(rows: Sequence[int], words: Translator, most: int = 8) -> str:
    """Return row numbers as people write them: `3, 5–7`."""
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in parts]
    text = words.join(shown[:most])
    return f"{text} (+{len(shown) - most})" if len(shown) > most else text


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignRow:
    """One row of the plan. `row` is its number in the sheet, 0 for a phase made of a column.

    `level` 1 is the top. `said` names the fields that the file says something about; `ident` is
    its id or number in the file, `above` the titles that hold it, from the top.
    """

    row: int
    title: str
    level: int = 1
    summary: bool = False
    milestone: bool = False
    start: date | None = None
    finish: date | None = None
    minutes: int | None = None
    elapsed: bool = False
    actual_start: date | None = None
    actual_finish: date | None = None
    status: str = ""
    progress: int | None = None
    owners: tuple[str, ...] = ()
    side: str = ""
    priority: str = ""
    note: str = ""
    comment: str = ""
    instructions: str = ""
    after: tuple[str, ...] = ()
    ident: str = ""
    of_id: bool = False  # `ident` comes from a column of ids
    above: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignPlan:
    """All rows of a foreign plan in tree order, and what there is to say about reading them.

    `read` counts filled rows under the column names; `left_out` are those that are no rows of the
    plan, each with its text and why.
    """

    rows: tuple[ForeignRow, ...]
    asked: tuple[Asked, ...]
    told: tuple[Told, ...]
    read: int
    left_out: tuple[tuple[int, str, str], ...] = ()
    year: int | None = None

    def as_json(self) -> list[Json]:
        """Return the rows as the command line prints them."""
        return [
            {
                "row": one.row, "level": one.level, "title": one.title,
                "kind": "phase" if one.summary else "milestone" if one.milestone else "item",
                "start": _iso(one.start), "finish": _iso(one.finish),
                "status": one.status or None, "owner": list(one.owners),
                "days": None if one.minutes is None else one.minutes / 480,
            }
            for one in self.rows
        ]  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


FAULTS: Mapping[str, str] = {
    "unreadable": N_("This cannot be read."),
    "date_unreadable": N_("This is not a date that can be read."),
    "date_ambiguous": N_(
        "This date can be read in two ways; say in which order the file writes dates."
    ),
    "date_no_such_day": N_("There is no such day in the calendar."),
    "date_vague": N_("This names a month or a quarter, not a day."),
    "no_year": N_("This day has no year."),
    "which_week": N_("This may be a week of the year or of the project."),
    "no_start": N_("No date in the file says when the first week of the project is."),
    "no_such_week": N_("There is no such week."),
    "range_backwards": N_("The end lies before the start."),
    "formula": N_("This is a formula that nobody calculated: open the file, save it, try again."),
    "error": N_("This cell shows an error."),
    "length_unreadable": N_("This is not a length that can be read."),
    "status_unknown": N_("This is no known status."),
    "side_unknown": N_("This names no side."),
    "priority_unknown": N_("This is no known priority."),
    "progress_unreadable": N_("This is not a percentage."),
    "after_unknown": N_("No row of the file has this number, so the link is left out."),
    "level_unreadable": N_("This is not a level."),
    "mail_wrong": N_("This is not a mail address."),
    "grade_unknown": N_("This is not a grade from 1 to 5."),
    "section_or_row": N_("Only a title stands here: a phase, or a row without dates?"),
    "no_title": N_("This row has no title."),
}

TELLINGS: Mapping[str, str] = {
    "total": N_("Rows that add up others are left out: {rows}."),
    "remark": N_("Rows that explain the table are left out: {rows}."),
    "repeated": N_("The column names stand once more and are left out: {rows}."),
    "template": N_("Rows with nothing but a number or a preset value are empty: {rows}."),
    "hidden": N_("Rows that the file hides come in too: {rows}."),
    "hidden_column": N_("Hidden columns are read: {columns}."),
    "struck": N_("Rows that are struck through come in as they stand: {rows}."),
    "second_table": N_("Another table begins in row {row}; it is not read."),
    "aside_table": N_("Another table stands beside it, in {columns}; it is not read."),
    "others": N_("Other sheets are not read: {sheets}."),
    "drawn": N_("Colours in the columns {columns} draw bars; only dates in cells are read."),
    "marked": N_("Marks in the columns {columns} draw bars; only dates in cells are read."),
    "unused": N_("Columns that are not taken: {columns}."),
    "year_dates": N_("Days without a year are read as days of {year}, as other dates here are."),
    "year_title": N_("Days without a year are read as days of {year}, which stands in the title."),
    "range_length": N_("A length of two numbers counts as the longer one: {rows}."),
    "rough_length": N_("A month counts as 21 working days: {rows}."),
    "length_differs": N_(
        "The duration does not fit the dates, which are kept, in {n} of {all} rows: {rows}."
    ),
    "summary_values": N_("Dates, status and owner of phases follow from their rows: {rows}."),
    "merged_down": N_("A cell merged over several rows counts in each of them: {rows}."),
    "continued": N_("Rows under one merged title are one row: {rows}."),
    "phase_moved": N_("Rows of a phase that stand apart are put together: {rows}."),
    "phase_down": N_("A row without a phase belongs to the phase above it: {rows}."),
    "status_progress": N_("Status and percentage disagree; the status holds: {rows}."),
    "both_sides": N_(
        "Both sides are named; ours owns the row, the others stand in its note: {rows}."
    ),
    "off_days": N_("Rows that begin or end on a day off count calendar days: {rows}."),
    "no_dates": N_("Rows without dates stay without: {rows}."),
    "levels_level": N_("Levels come from the column of levels."),
    "levels_number": N_("Levels come from the numbers (1, 1.1, 1.1.1)."),
    "levels_indent": N_("Levels come from the indentation of titles."),
    "levels_outline": N_("Levels come from grouped rows."),
    "done_without": N_("Rows that are done without a date have none: {rows}."),
    "scheduled": N_("“Scheduled” needs a date; rows without one are to do: {rows}."),
    "sections": N_("Rows with nothing but a title, each over others, are phases: {rows}."),
    "left_total": N_("Rows that add up others are left out: {rows}."),
    "left_no_title": N_("Rows without a title are left out: {rows}."),
    "left_twice": N_("Rows that say the same as one above are left out: {rows}."),
    "left_no_day": N_("Decisions without a date are left out: {rows}."),
    "left_no_list": N_(
        "Assumptions, dependencies and the like have no list in csdesk and are left out: {rows}."
    ),
    "issues": N_("Issues come in as risks that have happened: {rows}."),
    "level_is_impact": N_("The priority or grade counts as impact: {rows}."),
    "no_probability": N_("Without a probability in the file it is 3 of 5: {rows}."),
    "no_impact": N_("Without an impact in the file it is 3 of 5: {rows}."),
    "kept_ours": N_("What changed both here and in the file stays as it is here: {rows}."),
}
