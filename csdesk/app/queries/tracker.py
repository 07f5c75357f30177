"""The tracker of a project, as the customer may see it."""

from datetime import date, datetime, timedelta

from csdesk.app.queries.documents import DocumentFacts, Titles, visible_rows
from csdesk.app.queries.plans import LoadedProject
from csdesk.domain.codes import MilestoneKind, RowKind, Side, Status
from csdesk.domain.labels import CONTACT_ROLE_LABELS, USER_ROLE_LABELS
from csdesk.domain.records import Contact, PlanRow
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
    facts: DocumentFacts,
    *,
    translator: Translator,
    export_uid: str,
    version: int,
    as_of: date,
    made_at: datetime,
) -> TrackerView:
    """Return the snapshot that version `version` of the tracker is written from.

    Only visible rows are in it; people who left are not offered any more. Names and titles are
    those of the document's language, as `facts` has them.
    """
    titles = Titles(facts.reader, facts.language)
    visible = [(row, state, titles.of(row)) for row, state in visible_rows(loaded)]
    milestones = {row.id: title for row, _, title in visible if row.kind is RowKind.MILESTONE}
    items = [
        (_item(row, state, title, milestones, facts.owner_of(row)), state)
        for row, state, title in visible
        if row.kind is RowKind.ITEM and row.number is not None
    ]
    items.sort(key=lambda pair: _order(pair[0]))
    us, sender, contacts = facts.us(), facts.sender(), facts.contacts.values()
    return TrackerView(
        language=translator.language,
        company=us.name,
        customer=facts.them().name,
        project=loaded.project.name,
        customer_uid=loaded.customer.uid,
        project_uid=loaded.project.uid,
        export_uid=export_uid,
        version=version,
        as_of=as_of,
        exported_at=made_at,
        items=tuple(item for item, _ in items),
        milestones=tuple(
            _milestone(row, state, title, visible)
            for row, state, title in visible
            if row.kind is RowKind.MILESTONE and row.status is not Status.CANCELLED
        ),
        contacts=(
            *_our_people(loaded, facts, translator),
            *(_contact(one, facts, translator) for one in contacts if one.left_on is None),
        ),
        late=sum(state.late > 0 for _, state in items),
        send_back_by=loaded.calendars.project.add(as_of, ANSWER_DAYS),
        send_back_to=sender.mail,
        footer=", ".join(part for part in (us.name, sender.name, sender.phone) if part),
        earliest=_earliest(loaded),
        latest=_latest(loaded, as_of),
    )


def _item(
    row: PlanRow, state: RowState, title: str, milestones: dict[int, str], owner: str
) -> TrackerItem:
    number = row.number or 0
    return TrackerItem(
        row_id=f"ai-{number}-{row.uid[:4]}",
        number=number,
        title=title,
        milestone=milestones.get(state.leads_to_id or 0, ""),
        agreed=state.agreed,
        side=row.side,
        owner=owner,
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
    row: PlanRow, state: RowState, title: str, visible: list[tuple[PlanRow, RowState, str]]
) -> TrackerMilestone:
    work = [(one, its) for one, its, _ in visible if its.leads_to_id == row.id]
    starts = [its.start for _, its in work if its.start is not None]
    begun = any(one.actual_start is not None or one.status is Status.DONE for one, _ in work)
    reached = row.status is Status.DONE
    return TrackerMilestone(
        title=title,
        kind=row.milestone_kind or MilestoneKind.OTHER,
        agreed=state.agreed,
        forecast=None if reached else state.finish,
        actual=row.actual_finish if reached else None,
        slip=state.slip,
        under_way=reached or begun,
        start=min(starts, default=None),
    )


def _our_people(
    loaded: LoadedProject, facts: DocumentFacts, translator: Translator
) -> list[TrackerContact]:
    """Those of us who own a visible row, the customer's owner first."""
    ours = {row.owner_user_id for row, _ in visible_rows(loaded) if row.side is Side.US}
    first = loaded.customer.owner_id
    chosen = [
        user
        for user in facts.users.values()
        if user.active and (user.id in ours or user.id == first)
    ]
    chosen.sort(key=lambda user: (user.id != first, user.id))
    support = facts.workspace.support_phone
    return [
        TrackerContact(
            row_id=f"us-{user.id}",
            name=facts.in_script(user.name, user.name_alt),
            company=facts.us().name,
            role=translator.text(USER_ROLE_LABELS[user.role]),
            phone=user.phone or (support if user.id == first else ""),
            mail=user.mail,
            speaks_for="",
            ours=True,
        )
        for user in chosen
    ]


def _contact(one: Contact, facts: DocumentFacts, translator: Translator) -> TrackerContact:
    theirs = facts.them().name if one.side is Side.CUSTOMER else ""
    return TrackerContact(
        row_id=f"co-{one.uid[:8]}",
        name=facts.in_script(one.name, one.name_alt),
        company=one.company or theirs,
        role=one.title or translator.text(CONTACT_ROLE_LABELS[one.role]),
        phone=one.phone,
        mail=one.mail,
        speaks_for=one.speaks_for,
        ours=False,
    )


def _earliest(loaded: LoadedProject) -> date:
    """One year before signature, or before the project's start."""
    first = loaded.plan.signed_on or loaded.project.start
    return min(first, loaded.project.start) - timedelta(days=365)


def _latest(loaded: LoadedProject, as_of: date) -> date:
    """Five years after the plan's end."""
    return max(loaded.state.finish or as_of, as_of) + timedelta(days=5 * 365)
