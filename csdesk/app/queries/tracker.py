"""The tracker of a project, as the customer may see it."""

from datetime import date, datetime, timedelta

from csdesk.app.queries.plans import LoadedProject
from csdesk.domain.codes import MilestoneKind, RowKind, Side, Status
from csdesk.domain.labels import CONTACT_ROLE_LABELS, USER_ROLE_LABELS
from csdesk.domain.records import Contact, Customer, PlanRow, User, Workspace
from csdesk.domain.state import RowState
from csdesk.domain.views.tracker import (
    TrackerContact,
    TrackerItem,
    TrackerMilestone,
    TrackerView,
)
from csdesk.i18n import Translator

ANSWER_DAYS = 3  # working days that a customer has to send the file back


def tracker_view(
    loaded: LoadedProject,
    *,
    workspace: Workspace,
    users: list[User],
    contacts: list[Contact],
    translator: Translator,
    export_uid: str,
    version: int,
    as_of: date,
    made_at: datetime,
) -> TrackerView:
    """Return the snapshot that version `version` of the tracker is written from.

    Only visible rows are in it; people who left are not offered any more.
    """
    state, customer = loaded.state, loaded.customer
    visible = [
        (loaded.rows[row_id], state.rows[row_id])
        for row_id in state.order
        if state.rows[row_id].visible
    ]
    titles = {row.id: row.title for row, _ in visible if row.kind is RowKind.MILESTONE}
    items = [
        (_item(row, facts, titles, loaded), facts)
        for row, facts in visible
        if row.kind is RowKind.ITEM and row.number is not None
    ]
    items.sort(key=lambda pair: _order(pair[0]))
    owner = next((user for user in users if user.id == customer.owner_id), None)
    company = _company(workspace, translator.language)
    sender = [company, owner.name if owner else "", _phone(workspace, owner)]
    return TrackerView(
        language=translator.language,
        company=company,
        customer=customer.name,
        project=loaded.project.name,
        customer_uid=customer.uid,
        project_uid=loaded.project.uid,
        export_uid=export_uid,
        version=version,
        as_of=as_of,
        exported_at=made_at,
        items=tuple(item for item, _ in items),
        milestones=tuple(
            _milestone(row, facts, visible)
            for row, facts in visible
            if row.kind is RowKind.MILESTONE and row.status is not Status.CANCELLED
        ),
        contacts=(
            *_our_people(loaded, users, owner, workspace, translator, company),
            *(_contact(one, customer, translator) for one in contacts if one.left_on is None),
        ),
        late=sum(facts.late > 0 for _, facts in items),
        send_back_by=loaded.calendars.project.add(as_of, ANSWER_DAYS),
        send_back_to=(owner.mail if owner else "") or workspace.support_mail,
        footer=", ".join(part for part in sender if part),
        earliest=_earliest(loaded),
        latest=_latest(loaded, as_of),
    )


def _item(
    row: PlanRow, facts: RowState, titles: dict[int, str], loaded: LoadedProject
) -> TrackerItem:
    number = row.number or 0
    return TrackerItem(
        row_id=f"ai-{number}-{row.uid[:4]}",
        number=number,
        title=row.title,
        milestone=titles.get(facts.leads_to_id or 0, ""),
        agreed=facts.agreed,
        side=row.side,
        owner=loaded.owner_names.get(row.id, ""),
        target=row.actual_finish if row.status is Status.DONE else row.target,
        status=row.status,
        priority=row.priority,
        comment=row.customer_comment,
    )


def _order(item: TrackerItem) -> tuple[int, date, int]:
    """Open by target date, then done, then cancelled; without a date last."""
    rank = {Status.DONE: 1, Status.CANCELLED: 2}.get(item.status, 0)
    return rank, item.target or date.max, item.number


def _milestone(
    row: PlanRow, facts: RowState, visible: list[tuple[PlanRow, RowState]]
) -> TrackerMilestone:
    work = [(one, its) for one, its in visible if its.leads_to_id == row.id]
    starts = [its.start for _, its in work if its.start is not None]
    begun = any(one.actual_start is not None or one.status is Status.DONE for one, _ in work)
    reached = row.status is Status.DONE
    return TrackerMilestone(
        title=row.title,
        kind=row.milestone_kind or MilestoneKind.OTHER,
        agreed=facts.agreed,
        forecast=None if reached else facts.finish,
        actual=row.actual_finish if reached else None,
        slip=facts.slip,
        under_way=reached or begun,
        start=min(starts, default=None),
    )


def _our_people(
    loaded: LoadedProject,
    users: list[User],
    owner: User | None,
    workspace: Workspace,
    translator: Translator,
    company: str,
) -> list[TrackerContact]:
    """Those of us who own a visible row, the customer's owner first."""
    ours = {
        row.owner_user_id
        for row in loaded.rows.values()
        if row.side is Side.US and loaded.state.rows[row.id].visible
    }
    chosen = [user for user in users if user.active and (user.id in ours or user is owner)]
    chosen.sort(key=lambda user: (user is not owner, user.id))
    return [
        TrackerContact(
            row_id=f"us-{user.id}",
            name=user.name,
            company=company,
            role=translator.text(USER_ROLE_LABELS[user.role]),
            phone=user.phone or (workspace.support_phone if user is owner else ""),
            mail=user.mail,
            speaks_for="",
            ours=True,
        )
        for user in chosen
    ]


def _contact(one: Contact, customer: Customer, translator: Translator) -> TrackerContact:
    company = one.company or (customer.name if one.side is Side.CUSTOMER else "")
    return TrackerContact(
        row_id=f"co-{one.uid[:8]}",
        name=one.name,
        company=company,
        role=one.title or translator.text(CONTACT_ROLE_LABELS[one.role]),
        phone=one.phone,
        mail=one.mail,
        speaks_for=one.speaks_for,
        ours=False,
    )


def _company(workspace: Workspace, language: str) -> str:
    return workspace.company_names.get(language) or workspace.company


def _phone(workspace: Workspace, owner: User | None) -> str:
    return (owner.phone if owner else "") or workspace.support_phone


def _earliest(loaded: LoadedProject) -> date:
    """One year before signature, or before the project's start."""
    first = loaded.plan.signed_on or loaded.project.start
    return min(first, loaded.project.start) - timedelta(days=365)


def _latest(loaded: LoadedProject, as_of: date) -> date:
    """Five years after the plan's end."""
    return max(loaded.state.finish or as_of, as_of) + timedelta(days=5 * 365)
