"""Planning the import of a foreign plan: rows beside those of the customer; nothing is stored.

It leads through the importer of project files. What is special here: days are facts, so that they
stay as written; an update changes only what the file itself changed since it came in last, which
the journal knows, and leaves alone what was changed here since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from csdesk.app.calendars import CalendarBook
from csdesk.app.imports.foreign_file_plan import SheetPlan, as_file_plan
from csdesk.app.imports.foreign_identity import (
    Known,
    fresh_uids,
    kept_idents,
    known_rows,
    own_idents,
    share_known,
)
from csdesk.app.imports.foreign_mapping import SheetMap
from csdesk.app.imports.foreign_rows import Asked, ForeignPlan, ForeignRow, Told
from csdesk.app.imports.foreign_table import ForeignTable
from csdesk.app.imports.last_import import plain, said_last
from csdesk.app.imports.mapping import fingerprint
from csdesk.app.imports.project_draft import Choices
from csdesk.app.imports.project_left import Left
from csdesk.app.imports.project_people import Becomes, PersonChoice
from csdesk.app.imports.project_plan import plan_project
from csdesk.app.imports.project_preview import PlannedRow, ProjectPreview
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind, Side, Status, Visibility
from csdesk.domain.errors import N_, UserError
from csdesk.domain.merge_identity import fold
from csdesk.domain.records import Contact, Customer, PlanRow, Project, User
from csdesk.domain.tree import tree_order

LABELS = ("import.foreign", "import.foreign_update")
_ENOUGH = 0.3  # of the file's rows have to be stored already for an update
_QUIET = frozenset({
    Left.NO_DATES, Left.MORE_PEOPLE, Left.INACTIVE, Left.PARTS_OF_DAYS, Left.WEEK,
    Left.OUR_DAYS_OFF, Left.FILE_DAYS_OFF, Left.FILE_DAYS_ON, Left.LENGTH,
})  # fmt: skip
# The columns of a plan row that a field of the file fills.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "start": ("start", "duration", "calendar_days"),
    "finish": ("target", "duration", "calendar_days", "start"),
    "duration": ("duration", "hours", "target", "start"),
    "status": ("status", "progress", "actual_start", "actual_finish", "hold_reason"),
    "progress": ("status", "progress", "actual_start", "actual_finish"),
    "actual_start": ("actual_start",),
    "actual_finish": ("actual_finish", "status", "progress"),
    "owner_us": ("owner_name", "owner_user_id", "owner_contact_id", "side"),
    "owner_customer": ("owner_name", "owner_user_id", "owner_contact_id", "side"),
    "owner": ("owner_name", "owner_user_id", "owner_contact_id", "side"),
    "side": ("side",),
    "priority": ("priority",),
    "note": ("internal_note",),
    "comment": ("customer_comment",),
    "instructions": ("instructions",),
}
# Columns that change together: where one of them is kept as it is here, all are.
_FACTS = (
    frozenset({"start", "target", "duration", "calendar_days", "hours"}),
    frozenset({"owner_name", "owner_user_id", "owner_contact_id", "side"}),
    frozenset({"status", "progress", "actual_start", "actual_finish", "hold_reason"}),
)
_ALWAYS = frozenset({"parent_id", "position", "kind", "source_uid"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A value that changed both in the file and here: ours stays unless a person says otherwise."""

    row: int
    title: str
    column: str
    ours: object
    theirs: object


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignPreview:
    """What taking a foreign plan in would do. `alike` are rows known by likeness, with scores."""

    table: ForeignTable
    mapping: SheetMap
    read: ForeignPlan
    project: ProjectPreview
    asked: tuple[Asked, ...]
    told: tuple[Told, ...]
    kept: tuple[Kept, ...] = ()
    alike: tuple[tuple[int, str, str, float], ...] = ()  # row, title, title here, score
    idents: Mapping[int, str] = field(default_factory=dict)  # stored row -> by what it is known
    origin: str = "guessed"

    @property
    def customer_id(self) -> int:
        """Whose project it is."""
        return self.project.customer_id or 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A project that came from a file of this layout, and how much of the file it holds."""

    project: Project
    share: float
    found: tuple[Known | None, ...] = field(default=())


def layout_ref(table: ForeignTable) -> str:
    """Return by what a project remembers the layout that it came in."""
    return f"sheet:{fingerprint(table.headers)}"


def candidates(
    reader: Reader, table: ForeignTable, read: ForeignPlan, customer_id: int
) -> list[Candidate]:
    """Return the customer's projects that hold rows of this file, the likeliest first.

    A project is only thought of if it came in as a sheet of this layout, or holds most rows.
    """
    ref = layout_ref(table)
    found = []
    for project in reader.find(Project, customer_id=customer_id):
        if not project.source_ref.startswith("sheet:"):
            continue
        stored = tree_order(reader.find(PlanRow, project_id=project.id))
        known = known_rows(read.rows, stored)
        share = share_known(known)
        if share >= (_ENOUGH if project.source_ref == ref else 0.6):
            found.append(Candidate(project=project, share=share, found=tuple(known)))
    return sorted(found, key=lambda one: (-one.share, one.project.id))


def project_to_update(
    reader: Reader, table: ForeignTable, read: ForeignPlan, customer_id: int
) -> Project | None:
    """Return the project that this file updates, None for a new one.

    Raises `UserError` where two projects hold as much of it: a person has to say which.
    """
    found = candidates(reader, table, read, customer_id)
    if len(found) > 1 and found[0].share - found[1].share < 0.1:
        raise UserError(
            "foreign_which_project",
            N_(
                "{file} may be the next version of several projects: {candidates}. Say which with "
                "--project, or that it is a new one with --new."
            ),
            file=table.file_name,
            candidates=", ".join(f"{one.project.code} ({one.project.name})" for one in found),
        )
    return found[0].project if found else None


def plan_foreign(
    store: Store,
    table: ForeignTable,
    mapping: SheetMap,
    read: ForeignPlan,
    *,
    customer_id: int,
    project_id: int | None = None,
    name: str = "",
    theirs: bool = False,
    visibility: Visibility = Visibility.CUSTOMER,
    origin: str = "guessed",
) -> ForeignPreview:
    """Say what taking a plan in would do: a new project, or an update of `project_id`.

    `theirs` takes the file's value over where both sides changed one. Nothing is stored.
    """
    if not read.rows:
        raise UserError(
            "foreign_no_rows",
            N_("Under the column names in row {row} of “{sheet}” there is no row to take in."),
            row=table.head[-1] if table.head else 0,
            sheet=table.sheet.name,
        )
    with store.read() as reader:
        customer = reader.get(Customer, customer_id)
        project = None if project_id is None else reader.get(Project, project_id)
        calendars = CalendarBook(reader).of(customer, project)
        stored = [] if project is None else tree_order(reader.find(PlanRow, project_id=project.id))
        sides = _sides(reader, customer_id)
    idents = own_idents(read.rows)
    found: list[Known | None] = [None] * len(read.rows)
    if project is not None:
        found = known_rows(read.rows, stored)
        if not any(found):
            raise UserError(
                "project_file_other",
                N_(
                    "No row of “{project}” is in this file: take it in as a new project, or "
                    "choose the project that came from it."
                ),
                project=project.name,
            )
    uids = fresh_uids(found, idents, stored)
    sheet = as_file_plan(
        read,
        uids=uids,
        name=name.strip() or _name(table),
        source_ref=layout_ref(table),
        calendars=calendars,
        columns={said: at for at, said in mapping.fields.items()},
        sides=sides,
    )
    preview = plan_project(
        store,
        sheet.plan,
        mode="new" if project is None else "update",
        customer_id=customer_id,
        project_id=project_id,
        choices=Choices(visibility=visibility, take_days=False),
    )
    base = {}
    if project is not None:
        base = said_last(store, customer_id, {row.id for row in stored}, LABELS)
    kept = dict(zip(uids, kept_idents(found, idents, stored), strict=True))
    context = _Context(table, mapping, read, sheet, base, kept, theirs, origin)
    return _finished(context, preview, found)


@dataclass(frozen=True, slots=True)
class _Context:
    table: ForeignTable
    mapping: SheetMap
    read: ForeignPlan
    sheet: SheetPlan
    base: Mapping[int, Mapping[str, Any]]
    idents: Mapping[str, str]
    theirs: bool
    origin: str


def _finished(
    context: _Context, preview: ProjectPreview, found: Sequence[Known | None]
) -> ForeignPreview:
    """Give rows what only the sheet says, and leave out changes that the file did not make."""
    kept: list[Kept] = []
    rows = []
    linked = {link.successor_id for link in preview.links}
    for one in preview.rows:
        said = context.sheet.rows[one.row.source_uid]
        row = _completed(one, said, linked)
        if one.known is not None and not row.kind.is_summary:
            row = _owned(row, said, preview)
        if one.known is None:
            row = replace(row, source_uid=context.idents[row.source_uid])
            rows.append(replace(one, row=row, in_file=_in_file(one, said)))
            continue
        changes = _changes(context, one, row, said, kept)
        rows.append(replace(one, row=row, changes=changes, in_file=_in_file(one, said)))
    left = [
        note for note in preview.left if note.kind not in _QUIET
    ]  # fmt: skip
    changed = replace(preview, rows=tuple(rows), left=tuple(left))
    told = [*context.read.told, *context.sheet.told]
    if kept and not context.theirs:
        told.append(Told(code="kept_ours", rows=tuple(sorted({one.row for one in kept}))))
    alike = tuple(
        (said.row, said.title, one.row.title, one.score)
        for said, one in zip(context.read.rows, found, strict=True)
        if one is not None and fold(said.title) != fold(one.row.title)
    )
    idents = {
        one.known.id: ident
        for one in preview.rows
        if one.known is not None
        and (ident := context.idents[one.row.source_uid]) != one.known.source_uid
    }
    return ForeignPreview(
        idents=idents,
        table=context.table,
        mapping=context.mapping,
        read=context.read,
        project=changed,
        asked=tuple(
            sorted((*context.read.asked, *context.sheet.asked), key=lambda a: (a.row, a.column))
        ),
        told=tuple(told),
        kept=tuple(kept),
        alike=alike,
        origin=context.origin,
    )


def _completed(one: PlannedRow, said: ForeignRow, linked: set[int]) -> PlanRow:
    """Return the row as it is stored: days as written, none where the file has none."""
    row = one.row
    row = replace(row, customer_comment=said.comment, instructions=said.instructions)
    if row.kind.is_summary:
        return row
    if said.start is None and said.finish is None and row.id not in linked:
        row = replace(row, start=None, target=None)
    elif said.finish is not None and row.kind is not RowKind.MILESTONE:
        row = replace(row, target=said.finish)
        if said.start is not None:
            row = replace(row, start=said.start)
        elif said.minutes is None:
            row = replace(row, start=None)
    elif said.finish is not None or (said.start is not None and row.kind is RowKind.MILESTONE):
        day = said.finish or said.start
        row = replace(row, start=day, target=day)
    elif said.start is not None:
        row = replace(row, start=said.start)
        if said.minutes is None:
            row = replace(row, target=None)
    return _with_status(row, said)


def _owned(row: PlanRow, said: ForeignRow, preview: ProjectPreview) -> PlanRow:
    """Give a known row the owner that the file names now; the importer leaves it as it is."""
    if not said.owners and not said.side:
        return row
    row = replace(row, owner_user_id=None, owner_contact_id=None, owner_name="")
    if not said.owners:
        return replace(row, side=Side(said.side))
    name = fold(said.owners[0])
    uid = next(one.uid for one in preview.plan.resources if fold(one.name) == name)
    choice = preview.people.get(uid, PersonChoice())
    if choice.becomes is Becomes.USER:
        return replace(row, side=choice.side, owner_user_id=choice.record_id)
    if choice.becomes is Becomes.CONTACT:
        return replace(row, side=choice.side, owner_contact_id=choice.record_id)
    side = Side(said.side) if said.side else choice.side
    return replace(row, side=side, owner_name=said.owners[0])


def _with_status(row: PlanRow, said: ForeignRow) -> PlanRow:
    if row.kind is RowKind.MILESTONE and said.status not in ("done", "cancelled"):
        return row
    if said.status == "on_hold":
        return replace(row, status=Status.ON_HOLD, hold_reason=said.note.split("\n")[0][:200])
    if said.status == "scheduled":
        dated = row.start is not None or row.target is not None
        return replace(row, status=Status.SCHEDULED if dated else Status.TODO)
    if said.status == "in_progress":
        return replace(
            row, status=Status.IN_PROGRESS, progress=said.progress or 0,
            actual_start=said.actual_start or row.start,
        )  # fmt: skip
    if said.status == "done":
        return replace(
            row, status=Status.DONE, progress=100,
            actual_start=said.actual_start or said.start or row.actual_start,
            actual_finish=said.actual_finish or said.finish or row.target,
        )  # fmt: skip
    return row


def _in_file(one: PlannedRow, said: ForeignRow) -> tuple[date | None, date | None]:
    if one.row.kind.is_summary:
        return one.in_file
    if said.start is None and said.finish is None:
        return None, None
    return said.start, said.finish


def _changes(
    context: _Context, one: PlannedRow, row: PlanRow, said: ForeignRow, kept: list[Kept]
) -> Mapping[str, object]:
    """Return what the file changed since it came in last, and what both sides changed."""
    stored = one.known
    assert stored is not None  # noqa: S101  (asked before)
    base = context.base.get(stored.id, {})
    told = {column for name in said.said | {"title"} for column in _COLUMNS.get(name, ())}
    if row.kind.is_summary or row.kind is not stored.kind:
        told = {"title"}
    changes: dict[str, object] = {
        name: value for name, value in one.changes.items() if name in _ALWAYS
    }
    held: set[str] = set()
    for name in sorted(told):
        theirs, ours = getattr(row, name), getattr(stored, name)
        if theirs == ours:
            continue
        if name in base and base[name] == plain(theirs):
            continue  # the file says what it said: the change was made here
        if name in base and base[name] != plain(ours):
            kept.append(Kept(row=said.row, title=row.title, column=name, ours=ours, theirs=theirs))
            if not context.theirs:
                held.add(name)
                continue
        changes[name] = theirs
    for fact in _FACTS:
        if fact & held:
            changes = {name: value for name, value in changes.items() if name not in fact}
    if "parent_id" in changes and base.get("parent_id", -1) == changes["parent_id"]:
        changes.pop("parent_id")
        changes.pop("position", None)
    return changes


def _sides(reader: Reader, customer_id: int) -> dict[str, Side]:
    """Return on which side known people are, by folded name."""
    sides: dict[str, Side] = {}
    for user in reader.find(User):
        for name in (user.name, user.name_alt):
            if name:
                sides[fold(name)] = Side.US
    for contact in reader.find(Contact, customer_id=customer_id):
        for name in (contact.name, contact.name_alt):
            if name:
                sides[fold(name)] = contact.side
    return sides


def _name(table: ForeignTable) -> str:
    """Return the name of a project that nobody named: the title over the table, else the file."""
    title = " ".join(table.title.split())
    if 2 <= len(title) <= 80 and not title.endswith((":", "：")) and not title.isdigit():
        return title
    return table.file_name.rpartition(".")[0] or table.file_name
