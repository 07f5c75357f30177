"""Commands on projects: add, change, hold, colour by hand, acceptance, end."""

from datetime import date

from csdesk.app.commands.defects import plan_items
from csdesk.app.commands.holds import begin_hold, end_hold
from csdesk.app.commands.milestones import milestones_of, reach
from csdesk.app.commands.records import add_record, new_uid, update_record
from csdesk.app.fields import checked
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import AcceptanceResult, MilestoneKind, ProjectStatus, Rag, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import (
    Customer,
    Deal,
    DocumentLog,
    Export,
    PlanRow,
    Project,
)


def create(
    store: Store, *, customer_id: int, name: str, start: date | None = None, **fields: object
) -> Project:
    """Add an empty project to a customer; it starts today unless given, its code is P1, P2 …"""
    with store.write("projects.create", customer_id=customer_id) as unit:
        return create_in(unit, customer_id=customer_id, name=name, start=start, **fields)


def create_in(
    unit: Unit, *, customer_id: int, name: str, start: date | None = None, **fields: object
) -> Project:
    """Add a project inside a running command; see `create`."""
    unit.get(Customer, customer_id)
    deal_id = fields.get("deal_id")
    if isinstance(deal_id, int) and unit.get(Deal, deal_id).customer_id != customer_id:
        raise UserError(
            "deal_elsewhere",
            N_("The deal belongs to another customer: choose one of this customer."),
            field="deal_id",
        )
    values = {"name": name, "start": start or unit.today, "code": "", **fields}
    values["code"] = _free_code(unit, customer_id, str(values["code"]))
    fresh = Project(
        uid=new_uid(), customer_id=customer_id, code="", name="", start=start or unit.today
    )
    return add_record(unit, fresh, values)


def update(store: Store, *, project_id: int, **changes: object) -> Project:
    """Change fields of a project; a status has the effects of `hold`, `resume`, `finish`, `cancel`.

    Raises `UserError` for a code that another project has, and what those commands raise.
    """
    with store.write("projects.update") as unit:
        project = unit.get(Project, project_id)
        if "code" in changes and changes["code"] != project.code:
            _free_code(unit, project.customer_id, str(changes["code"]))
        status = checked(Project, changes).get("status")
        plain = {
            name: value
            for name, value in changes.items()
            if name not in ("status", "hold_reason", "resume_on") or status is None
        }
        plain.pop("status", None)
        project = update_record(unit, Project, project_id, plain)
        if status is ProjectStatus.ON_HOLD:
            facts = checked(Project, changes)
            return hold(
                store,
                project_id=project_id,
                reason=facts.get("hold_reason", project.hold_reason),
                resume_on=facts.get("resume_on", project.resume_on),
            )
        if status is None or status is project.status:
            if status is None and "hold_reason" in plain and _is_held(project):
                begin_hold(unit, project_id, project.hold_reason, running=True)
            return project
        command = {ProjectStatus.FINISHED: finish, ProjectStatus.CANCELLED: cancel}
        return command.get(status, resume)(store, project_id=project_id)


def delete(store: Store, *, project_id: int) -> None:
    """Delete a project with its plan. Raises `UserError` once documents left for it."""
    with store.write("projects.delete") as unit:
        unit.get(Project, project_id)
        if unit.count(Export, project_id=project_id) or unit.count(
            DocumentLog, project_id=project_id
        ):
            raise UserError(
                "project_has_documents",
                N_(
                    "Documents were made for this project, so it cannot be deleted. "
                    "Cancel it instead."
                ),
            )
        unit.delete(Project, project_id)


def hold(store: Store, *, project_id: int, reason: str, resume_on: date | None = None) -> Project:
    """Put a project on hold from today on, or change why. Raises `UserError` without a reason."""
    if not reason.strip():
        raise UserError(
            "hold_reason", N_("Say why it is on hold: one sentence."), field="hold_reason"
        )
    with store.write("projects.hold") as unit:
        running = _is_held(unit.get(Project, project_id))
        begin_hold(unit, project_id, reason.strip(), running=running)
        return unit.update(
            Project,
            project_id,
            status=ProjectStatus.ON_HOLD,
            hold_reason=reason.strip(),
            resume_on=resume_on,
        )


def resume(store: Store, *, project_id: int) -> Project:
    """Take up a project that was on hold, finished or cancelled."""
    with store.write("projects.resume") as unit:
        return _leave_hold(unit, project_id, ProjectStatus.OPEN)


def finish(store: Store, *, project_id: int) -> Project:
    """End a project. Raises `UserError` while it waits for an acceptance."""
    with store.write("projects.finish") as unit:
        project = unit.get(Project, project_id)
        if project.needs_acceptance and project.acceptance in (None, AcceptanceResult.REFUSED):
            raise UserError(
                "not_accepted",
                N_("The customer has not accepted it yet: record the acceptance first."),
            )
        return _leave_hold(unit, project_id, ProjectStatus.FINISHED)


def cancel(store: Store, *, project_id: int) -> Project:
    """Give a project up; its plan stays as it is."""
    with store.write("projects.cancel") as unit:
        return _leave_hold(unit, project_id, ProjectStatus.CANCELLED)


def set_rag(
    store: Store, *, project_id: int, rag: Rag | None, note: str = "", sentence: str = ""
) -> Project:
    """Set the colour by hand, or take the hand away with None.

    `note` is ours; `sentence` is what the customer reads, and without it no document shows the
    colour. Raises `UserError` for a colour without a note and for one that is no colour.
    """
    with store.write("projects.set_rag") as unit:
        if rag is None:
            return unit.update(
                Project,
                project_id,
                rag_override=None,
                rag_note="",
                rag_sentence="",
                rag_by="",
                rag_on=None,
            )
        if rag not in (Rag.RED, Rag.AMBER, Rag.GREEN):
            raise UserError(
                "rag_not_settable",
                N_("By hand a project is green, amber or red: choose one of them."),
                field="rag",
            )
        if not note.strip():
            raise UserError(
                "rag_note", N_("Say why the colour is set by hand: one sentence."), field="note"
            )
        return unit.update(
            Project,
            project_id,
            rag_override=rag,
            rag_note=note.strip(),
            rag_sentence=sentence.strip(),
            rag_by=unit.actor.name,
            rag_on=unit.today,
        )


def record_acceptance(
    store: Store, *, project_id: int, result: AcceptanceResult, on: date | None = None
) -> Project:
    """Record the result of an acceptance (today unless given).

    Accepted, with or without a punch list, it reaches go-live (if open) and acceptance in the same
    command; refused, it opens the acceptance milestone again. What is open on a punch list becomes
    action items of the plan. Raises `UserError` for a day ahead.
    """
    with store.write("projects.record_acceptance") as unit:
        day = on or unit.today
        if day > unit.today:
            raise UserError(
                "acceptance_in_future",
                N_("{day} has not come yet: record the acceptance when it is signed."),
                day=day,
                field="on",
            )
        for row in milestones_of(unit, project_id, MilestoneKind.ACCEPTANCE):
            if result is not AcceptanceResult.REFUSED:
                reach(unit, row, day)
            elif row.status is Status.DONE:
                unit.update(
                    PlanRow,
                    row.id,
                    status=Status.TODO,
                    actual_start=None,
                    actual_finish=None,
                    progress=0,
                )
        if result is not AcceptanceResult.REFUSED:
            for row in milestones_of(unit, project_id, MilestoneKind.GO_LIVE):
                reach(unit, row, day)
        if result is AcceptanceResult.PUNCH_LIST:
            plan_items(store, project_id=project_id)
        return unit.update(Project, project_id, acceptance=result, acceptance_on=day)


def _is_held(project: Project) -> bool:
    return project.status is ProjectStatus.ON_HOLD


def _leave_hold(unit: Unit, project_id: int, status: ProjectStatus) -> Project:
    end_hold(unit, project_id, running=_is_held(unit.get(Project, project_id)))
    return unit.update(Project, project_id, status=status, hold_reason="", resume_on=None)


def _free_code(unit: Unit, customer_id: int, wanted: str) -> str:
    codes = {project.code.casefold() for project in unit.find(Project, customer_id=customer_id)}
    if wanted:
        if wanted.casefold() in codes:
            raise UserError(
                "project_code_taken",
                N_("This customer has a project {code} already: choose another code."),
                code=wanted,
                field="code",
            )
        return wanted
    number = len(codes) + 1
    while f"p{number}" in codes:
        number += 1
    return f"P{number}"
