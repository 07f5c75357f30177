"""Words of the review of a returned tracker: groups, fields, values, why a cell cannot be read."""

from collections.abc import Mapping
from datetime import date

from csdesk.app.queries.tracker_screen import Returned
from csdesk.domain.codes import Priority, Side, Status
from csdesk.domain.errors import N_
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS
from csdesk.domain.merge import GONE, SIDE_AND_OWNER, TITLE_MISSING
from csdesk.domain.merge_choices import Set
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import CONTACTS, ITEMS, MILESTONES, KnownRow, Shape, Value
from csdesk.domain.review_lines import Decisions, Group, Line, Pick, result_of
from csdesk.i18n import Translator

DATES = frozenset({"agreed", "target", "forecast", "actual"})
GROUP_NAMES: Mapping[Group, str] = {
    Group.CONFLICT: N_("Conflicts"),
    Group.UNREADABLE: N_("Cannot be read"),
    Group.NEW: N_("New rows"),
    Group.LINKED: N_("Copied or recognised rows"),
    Group.MISSING: N_("Rows no longer in the file"),
    Group.NOT_OFFERED: N_("Not theirs to change"),
    Group.CLEAN: N_("Clean changes"),
    Group.KEPT: N_("Kept ours"),
}
_REMARKS: Mapping[Group, str] = {
    Group.CONFLICT: N_("both sides changed the same cell since {day}"),
    Group.UNREADABLE: N_("the text stays in the record whatever you decide"),
    Group.NEW: N_("written by the customer into rows of their own"),
    Group.LINKED: N_("recognised by title and dates, or copied: look whether they are meant"),
    Group.MISSING: N_("they stay in the plan unless you end them"),
    Group.NOT_OFFERED: N_("from the plan: shown, never taken over"),
    Group.CLEAN: N_("only the customer changed these; all will be applied"),
    Group.KEPT: N_("only we changed these since {day}; ours stays"),
}
FIELD_NAMES: Mapping[str, str] = {
    "number": N_("No."), "title": N_("Action item"), "milestone": N_("Milestone"),
    "agreed": N_("Agreed date"), "side": N_("Whose turn"), "owner": N_("Owner"),
    "target": N_("Target date"), "status": N_("Status"), "priority": N_("Priority"),
    "comment": N_("Comment"), "name": N_("Name"), "company": N_("Company"), "role": N_("Role"),
    "phone": N_("Phone"), "mail": N_("E-mail"), "speaks_for": N_("Speaks for"),
    "forecast": N_("Forecast"), "actual": N_("Actual"), "slip": N_("Slip (days)"),
}  # fmt: skip
SHEET_NAMES: Mapping[Shape, str] = {
    ITEMS: N_("Action items"), CONTACTS: N_("Contacts"), MILESTONES: N_("Milestones"),
}  # fmt: skip
_FAULTS: Mapping[str, str] = {
    GONE: N_("The row is no longer among ours, so theirs cannot be taken over."),
    SIDE_AND_OWNER: N_("Side and owner of the file do not agree."),
    TITLE_MISSING: N_("The row has no title: give it one, or leave it out."),
    "formula": N_("The cell holds a formula that was never calculated."),
    "error": N_("The cell holds an error of the spreadsheet."),
    "date_ambiguous": N_("Day and month can be read in two ways."),
    "date_no_such_day": N_("There is no such day."),
    "date_unreadable": N_("This is no date."),
    "mail_wrong": N_("This is no mail address."),
    "status_unknown": N_("This is none of the statuses that the list offers."),
    "side_unknown": N_("This is none of the sides that the list offers."),
    "priority_unknown": N_("This is none of the priorities that the list offers."),
    "status_empty": N_("The status was emptied."),
    "side_empty": N_("The side was emptied."),
    "priority_empty": N_("The priority was emptied."),
}
_CODES: Mapping[str, Mapping[str, str]] = {
    "status": {code.value: label for code, label in STATUS_LABELS.items()},
    "side": {code.value: label for code, label in SIDE_LABELS.items()},
    "priority": {code.value: label for code, label in PRIORITY_LABELS.items()},
}
CODED: Mapping[str, type[Status] | type[Side] | type[Priority]] = {
    "status": Status, "side": Side, "priority": Priority,
}  # fmt: skip


class ReviewWords:
    """Says what a line of a review is, in the window's language."""

    def __init__(self, words: Translator, returned: Returned, today: date) -> None:
        self.words, self.returned, self.today = words, returned, today

    @property
    def sent(self) -> str:
        """The day on which the file left."""
        return self.words.near_date(self.returned.review.export.as_of, self.today)

    def remark(self, group: Group) -> str:
        """Return the one line that says what a group is."""
        return self.words.text(_REMARKS[group], day=self.sent)

    def day(self, day: date) -> str:
        """Return a day as the table shows it."""
        return self.words.near_date(day, self.today)

    def item(self, line: Line) -> str:
        """Return what people call the row."""
        review = self.returned.review
        if line.row_id is not None:
            return review.named(line.shape, line.row_id)[1]
        values = line.row.values if line.row is not None else ()
        title = values[line.shape.at(line.shape.title)] if values else None
        return title or self.words.text("Row {n}", n=line.row.place if line.row else 0)

    def number(self, line: Line) -> str:
        """Return the number that people say, such as `A34`; empty for a contact or a new row."""
        if line.row_id is None or line.shape is CONTACTS:
            return ""
        return self.returned.review.named(line.shape, line.row_id)[0] or ""

    def field(self, line: Line) -> str:
        """Return the head of the field, or what kind of row it is."""
        text = self.words.text
        if line.cell is not None:
            return text(FIELD_NAMES[line.field])
        person = line.shape is CONTACTS
        if line.is_missing:
            return text("whole row")
        if line.row is not None and line.row.link.copy_of:
            return self.score(line)
        return text("new person") if person else text("new item")

    def value(self, field: str, value: Value, *, weekday: bool = False) -> str:
        """Return a stored value in words."""
        if value is None:
            return ""
        if field in DATES:
            try:
                day = date.fromisoformat(value)
            except ValueError:
                return value
            return self.words.date(day, "weekday") if weekday else self.day(day)
        label = _CODES.get(field, {}).get(value)
        return self.words.text(label) if label else " ".join(value.split())

    def base(self, line: Line) -> str:
        """Return what the cell held when the file left."""
        if line.cell is None:
            return self._known(line, self.returned.review.base) if line.is_missing else ""
        if line.row_id is None:
            return ""
        return self.value(line.field, line.cell.base) or self.words.text("empty")

    def theirs(self, line: Line) -> str:
        """Return what the file says now."""
        if line.is_missing:
            return self.words.text("not in the file")
        if line.cell is None:
            values = line.row.values if line.row is not None else ()
            return self._row(line.shape, values)
        cell = line.cell
        if cell.theirs is None and (cell.written or cell.fault):
            return " ".join(cell.written.split()) or self.words.text("empty")
        return self.value(line.field, cell.theirs) or self.words.text("empty")

    def ours(self, line: Line) -> str:
        """Return what is ours now, where that is another value than the file left with."""
        if line.is_missing:
            return self._known(line, self.returned.review.ours)
        cell = line.cell
        if cell is None or line.row_id is None:
            return self.value(line.field, cell.ours) if cell is not None and cell.ours else ""
        if cell.fault == GONE:
            return self.words.text("no longer ours")
        if cell.ours == cell.base and line.group is not Group.UNREADABLE:
            return ""
        return self.value(line.field, cell.ours) or self.words.text("empty")

    def result(self, line: Line, decisions: Decisions) -> str:
        """Return what stands there once this is applied."""
        text, decision = self.words.text, decisions.get(line.key)
        if line.group is Group.NOT_OFFERED:
            return text("not taken over")
        if line.group is Group.KEPT and line.cell is not None:
            return self.value(line.field, line.cell.ours) or text("empty")
        if decision is None:
            new = line.row is not None and line.row.row_id is None and line.cell is not None
            return text("goes with its row") if new and self._row_is_out(line, decisions) else (
                text("Choose")
            )  # fmt: skip
        if decision is Pick.ASK:
            return text("Ask, ours stays")
        if line.is_missing:
            return self._ended(line) if decision is Pick.THEIRS else text("Stays")
        if line.cell is None:
            return self._added(line) if decision is Pick.THEIRS else text("Left out")
        if isinstance(decision, Set) or decision is Pick.THEIRS or line.cell.ours is not None:
            return self.value(line.field, result_of(line, decisions)) or text("empty")
        return text("empty")

    def fault(self, line: Line) -> str:
        """Return why a cell cannot be taken as it is; empty where it can."""
        code = line.cell.fault if line.cell is not None else ""
        if not code:
            return ""
        return self.words.text(_FAULTS.get(code, _FAULTS["date_unreadable"]))

    def score(self, line: Line) -> str:
        """Return how surely the row was recognised, where that is not certain."""
        if line.score is not None:
            return self.words.text("{share} alike", share=self.words.percent(line.score * 100))
        copied = line.row.link.copy_of if line.row is not None else ""
        if copied:
            number, _ = self.returned.review.named(line.shape, copied)
            return self.words.text("copy of {item}", item=number or copied)
        return ""

    def place(self, line: Line) -> str:
        """Return where the cell stands in their sheet, as a sentence."""
        if line.row is None or line.row.place < 1:
            return ""
        text, review = self.words.text, self.returned.review
        at = review.place(line.shape, line.row.place, line.field) if line.field else ""
        letters = at.rstrip("0123456789")
        sheet = text(SHEET_NAMES[line.shape])
        if letters:
            return text(
                "Row {row}, column {column} of the returned sheet “{sheet}”.",
                row=line.row.place, column=letters, sheet=sheet,
            )  # fmt: skip
        return text("Row {row} of the returned sheet “{sheet}”.", row=line.row.place, sheet=sheet)

    def beside(self, line: Line) -> str:
        """Return what the customer wrote beside the cell: their comment, a note pinned to it."""
        review = self.returned.review
        found = []
        if line.row is not None and line.field:
            at = review.place(line.shape, line.row.place, line.field)
            found += [note.strip() for _, cell, note in review.notes if at and cell == at]
        if line.shape is ITEMS and line.field != "comment":
            found.append(self._comment(line))
        return self.words.facts([" ".join(one.split()) for one in found if one])

    def question(self, line: Line) -> str:
        """Return what to ask the customer about a line, in the words of this translator."""
        text, theirs = self.words.text, self.theirs(line)
        name = " ".join(part for part in (self.number(line), self.item(line)) if part)
        if line.is_missing:
            return text("{item}: it is no longer in your file. Is it not needed any more?",
                        item=name)  # fmt: skip
        if line.cell is None:
            return text("{item}: you added this row. Is it new work?", item=name)
        ours = self.value(line.field, line.cell.ours) or text("empty")
        return text(
            "{item}, {field}: you wrote “{theirs}”, the plan says “{ours}”. Which is right?",
            item=name, field=self.field(line), theirs=theirs, ours=ours,
        )  # fmt: skip

    def _comment(self, line: Line) -> str:
        for cell in line.row.cells if line.row is not None else ():
            if cell.field == "comment" and cell.theirs:
                return cell.theirs
        at = ITEMS.at("comment")
        if line.row_id is None:
            return (line.row.values[at] or "") if line.row is not None and line.row.values else ""
        known = self.returned.review.base[ITEMS].get(line.row_id)
        return (known[at] or "") if known is not None else ""

    def _row_is_out(self, line: Line, decisions: Decisions) -> bool:
        whole = type(line.key)(line.shape, line.key.row)
        return decisions.get(whole) in (Pick.OURS, Pick.ASK)

    def _ended(self, line: Line) -> str:
        return self.words.text("Has left") if line.shape is CONTACTS else (
            self.words.text(STATUS_LABELS[Status.CANCELLED])
        )  # fmt: skip

    def _added(self, line: Line) -> str:
        values = line.row.values if line.row is not None else ()
        goal = values[ITEMS.at("milestone")] if line.shape is ITEMS and values else None
        phase = self.returned.phases.get(fold(goal)) if goal else None
        if phase:
            return self.words.text("Add to {phase}", phase=phase)
        return self.words.text("Add")

    def _known(self, line: Line, rows: Mapping[Shape, Mapping[str, KnownRow]]) -> str:
        values = rows.get(line.shape, {}).get(line.key.row)
        return self._row(line.shape, values) if values is not None else ""

    def _row(self, shape: Shape, values: KnownRow) -> str:
        """Return what matters of a row as a whole."""
        names = ("owner", "target", "status") if shape is ITEMS else ("company", "role", "mail")
        if shape is MILESTONES:
            names = ("agreed", "forecast", "actual")
        shown = [self.value(name, values[shape.at(name)]) for name in names] if values else []
        return self.words.facts([one for one in shown if one])
