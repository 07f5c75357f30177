"""Taking a project file in: everything it brings is one command, taken back by one undo."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from csdesk.app.commands.customers import unique_code
from csdesk.app.commands.projects import create_in
from csdesk.app.commands.records import new_uid
from csdesk.app.imports.project_people import Becomes
from csdesk.app.imports.project_preview import PlannedBaseline, PlannedRow, ProjectPreview
from csdesk.app.imports.project_template import template_of_file
from csdesk.app.templates import shipped_templates
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Language, RowKind, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Calendar,
    Contact,
    Customer,
    DayOff,
    Dependency,
    PlanRow,
    Project,
    Template,
    Workspace,
)
from csdesk.domain.template_text import template_to_toml


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedPlan:
    """What was stored: the project (none for a template), its rows by UID, the template."""

    project: Project | None
    row_ids: Mapping[str, int]
    template: Template | None = None


def apply(
    store: Store, *, preview: ProjectPreview, code: str = "", progress: Progress | None = None
) -> ImportedPlan:
    """Store what `preview` shows, as a new project or into the one that it updates.

    `code` is the code of a new project. One transaction, one undo; a backup comes first. Raises
    `UserError` for a code that is taken. Cancelling leaves the workspace as it was.
    """
    if preview.mode == "template":
        return ImportedPlan(
            project=None, row_ids={}, template=apply_as_template(store, preview=preview, code=code)
        )
    if store.backups:
        store.back_up("import", progress=progress)
    label = "import.project" if preview.mode == "new" else "import.project_update"
    with store.write(label, customer_id=preview.customer_id, n=len(preview.rows)) as unit:
        return apply_in(unit, preview, code)


def apply_in(unit: Unit, preview: ProjectPreview, code: str = "") -> ImportedPlan:
    """Store what `preview` shows inside a running command; see `apply`."""
    return _Work(unit, preview).project(code)


def apply_as_template(
    store: Store, *, preview: ProjectPreview, code: str, language: Language | None = None
) -> Template:
    """Keep the plan of a file as a template of the workspace, in one language.

    Raises `UserError` for a code that a template has already.
    """
    with store.write("import.template", n=len(preview.rows)) as unit:
        taken = {one.code for one in unit.find(Template)} | set(shipped_templates())
        if code in taken:
            raise UserError(
                "template_code_taken",
                N_("There is a template {code} already: choose another code."),
                code=code,
                field="code",
            )
        spoken = language or unit.get(Workspace, 1).language
        fresh = code or unique_code(_ascii(preview.name), taken)
        template = template_of_file(preview, code=fresh, language=spoken)
        return unit.add(
            Template(code=template.code, title=preview.name, text=template_to_toml(template))
        )


class _Work:
    """One import inside its transaction."""

    def __init__(self, unit: Unit, preview: ProjectPreview) -> None:
        self.unit, self.preview = unit, preview
        self.customer = unit.get(Customer, preview.customer_id or 0)
        self.ids: dict[int, int] = {
            one.row.id: one.known.id for one in preview.rows if one.known is not None
        }
        self.contacts: dict[str, int] = {}

    def project(self, code: str) -> ImportedPlan:
        preview = self.preview
        if preview.days or preview.week:
            self._calendar()
        project = self._project(code)
        self._people()
        self._rows(project)
        self._links(project)
        self._leads()
        for number, baseline in enumerate(preview.baselines):
            self._baseline(project, baseline, first=number == 0)
        row_ids = {one.row.source_uid: self.ids[one.row.id] for one in preview.rows}
        return ImportedPlan(project=project, row_ids=row_ids)

    def _project(self, code: str) -> Project:
        preview = self.preview
        if preview.project_id is None:
            return create_in(
                self.unit,
                customer_id=self.customer.id,
                name=preview.name,
                start=preview.start,
                code=code,
                source_ref=preview.plan.source_ref,
            )
        project = self.unit.get(Project, preview.project_id)
        if not project.source_ref and preview.plan.source_ref:
            return self.unit.update(Project, project.id, source_ref=preview.plan.source_ref)
        return project

    def _calendar(self) -> None:
        """Give the customer a calendar with the file's days; one that others share is copied."""
        unit, customer, preview = self.unit, self.customer, self.preview
        workspace = unit.get(Workspace, 1)
        days = dict(preview.days)
        calendar_id = customer.calendar_id
        own: Calendar | None = None
        if calendar_id is not None:
            own = unit.get(Calendar, calendar_id)
            if unit.count(Customer, calendar_id=calendar_id) > 1 or unit.count(
                Project, calendar_id=calendar_id
            ):
                kept = unit.find(DayOff, calendar_id=calendar_id)
                days = {one.day: (one.works, one.name) for one in kept} | days
                own = unit.add(replace(own, id=0, version=0, name=customer.name))
        else:
            from csdesk.domain.calendar import standard_week

            country = customer.country or workspace.country
            region = customer.region if customer.country else workspace.region
            own = unit.add(
                Calendar(
                    name=customer.name, country=country, region=region,
                    working_week=standard_week(country),
                )
            )  # fmt: skip
        if preview.week and own.working_week != preview.week:
            unit.update(Calendar, own.id, working_week=preview.week)
        stored = {one.day: one for one in unit.find(DayOff, calendar_id=own.id)}
        for day, (works, _name) in days.items():
            if day in stored:
                unit.update(DayOff, stored[day].id, works=works)
        unit.add_all(
            DayOff(calendar_id=own.id, day=day, works=works, name=name)
            for day, (works, name) in days.items()
            if day not in stored
        )
        if own.id != calendar_id:
            self.customer = unit.update(Customer, customer.id, calendar_id=own.id)

    def _people(self) -> None:
        """Store the people that come in as contacts."""
        owners = {name for one in self.preview.rows if (name := one.row.owner_name)}
        for one in self.preview.plan.resources:
            choice = self.preview.people.get(one.uid)
            if choice is None or choice.becomes is not Becomes.NEW_CONTACT:
                continue
            contact = self.unit.add(
                Contact(
                    uid=new_uid(), customer_id=self.customer.id, name=one.name, side=choice.side,
                    mail=one.mail, phone=one.phone, title=one.role,
                )
            )  # fmt: skip
            if one.name in owners:
                self.contacts[one.name] = contact.id

    def _rows(self, project: Project) -> None:
        unit = self.unit
        levels: dict[int, list[PlannedRow]] = {}
        for one in self.preview.rows:
            if one.known is None:
                levels.setdefault(one.depth, []).append(one)
        numbered = [
            one.row.id
            for one in self.preview.rows
            if one.known is None and one.row.kind is RowKind.ITEM
        ]
        taken = unit.take_numbers(self.customer.id, len(numbered))
        numbers = dict(zip(numbered, taken, strict=True))
        for _, level in sorted(levels.items()):
            stored = unit.add_all(
                self._stored(one.row, project, numbers.get(one.row.id)) for one in level
            )
            self.ids.update((one.row.id, new.id) for one, new in zip(level, stored, strict=True))
        changes: dict[int, dict[str, object]] = {
            row_id: {"position": place} for row_id, place in self.preview.places.items()
        }
        for one in self.preview.rows:
            if one.known is not None and one.changes:
                columns = dict(one.changes)
                parent = columns.get("parent_id")
                if isinstance(parent, int) and parent < 0:
                    columns["parent_id"] = self.ids[-parent]
                changes[one.known.id] = columns
        unit.update_all(PlanRow, changes)

    def _stored(self, row: PlanRow, project: Project, number: int | None) -> PlanRow:
        contact_id = self.contacts.get(row.owner_name) or row.owner_contact_id
        ours = (
            row.side is Side.US
            and row.owner_user_id is None
            and not row.owner_name
            and not row.kind.is_summary
        )
        return replace(
            row,
            id=0,
            uid=new_uid(),
            customer_id=self.customer.id,
            project_id=project.id,
            parent_id=None if row.parent_id is None else self.ids[row.parent_id],
            number=number,
            leads_to_id=None,
            owner_contact_id=contact_id,
            owner_name="" if contact_id is not None else row.owner_name,
            owner_user_id=self.customer.owner_id if ours else row.owner_user_id,
        )

    def _links(self, project: Project) -> None:
        preview = self.preview
        self.unit.add_all(
            replace(
                link,
                id=0,
                project_id=project.id,
                predecessor_id=self.ids[link.predecessor_id],
                successor_id=self.ids[link.successor_id],
            )
            for link in preview.new_links
        )
        self.unit.update_all(Dependency, preview.link_changes)
        if preview.dropped:
            self.unit.delete(Dependency, *(link.id for link in preview.dropped))

    def _leads(self) -> None:
        """Say which milestone each new item counts towards, as far as the file's links do."""
        self.unit.update_all(
            PlanRow,
            {
                self.ids[one.row.id]: {"leads_to_id": self.ids[one.row.leads_to_id]}
                for one in self.preview.rows
                if one.known is None and one.row.leads_to_id is not None
            },
        )

    def _baseline(self, project: Project, planned: PlannedBaseline, *, first: bool) -> None:
        first = first and not self.unit.count(Baseline, project_id=project.id, current=True)
        baseline = self.unit.add(
            Baseline(
                project_id=project.id, name=planned.name, agreed_on=planned.agreed_on,
                current=first,
            )
        )  # fmt: skip
        self.unit.add_all(
            BaselineRow(
                baseline_id=baseline.id, row_id=self.ids[row], start=dates[0], finish=dates[1]
            )
            for row, dates in planned.dates.items()
        )


def _ascii(title: str) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in title.casefold())
    return "-".join(letters.split())[:32] or "file"
