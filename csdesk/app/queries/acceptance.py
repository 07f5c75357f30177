"""The view of an acceptance sheet: the agreed scope of a project, verified or not."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    AcceptanceResult,
    ContactRole,
    CriterionResult,
    Language,
    MilestoneKind,
    Side,
    Status,
)
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contract, PlanRow
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable
from csdesk.domain.state import RowState
from csdesk.domain.views.acceptance import (
    AcceptanceView,
    CriterionView,
    DefectView,
    DeliverableView,
)
from csdesk.domain.views.common import Person

# Who signs for the customer, the first there is.
_SIGNERS = (ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.PROJECT_MANAGER)


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptanceSource:
    """A view with the customer it belongs to."""

    view: AcceptanceView
    customer_id: int


def acceptance_source(
    reader: Reader, project_id: int, today: date, language: Language | None = None
) -> AcceptanceSource:
    """Return the view of a project's acceptance sheet; stores nothing.

    Raises `UserError` while neither deliverables nor criteria are known.
    """
    loaded = load_project(reader, project_id, today)
    order = ("position", "id")
    deliverables = reader.find(Deliverable, project_id=project_id, order_by=order)
    criteria = reader.find(Criterion, project_id=project_id, order_by=order)
    if not deliverables and not criteria:
        raise UserError(
            "no_scope",
            N_(
                "There is nothing to accept yet: enter the deliverables and the criteria of "
                "acceptance first."
            ),
        )
    defects = reader.find(Defect, project_id=project_id, order_by=("number", "id"))
    facts = DocumentFacts(reader, loaded.customer, language or loaded.customer.language)
    contract = _contract(reader, loaded, today)
    live = _milestone(loaded, MilestoneKind.GO_LIVE)
    live_on = live[1].finish if live is not None else None
    period = _period(loaded, live_on)
    view = AcceptanceView(
        language=facts.language,
        today=today,
        us=facts.us(),
        customer=facts.them(),
        sender=facts.sender(),
        project=loaded.project.name,
        contract=contract.reference if contract is not None else "",
        contract_on=contract.signed_on if contract is not None else None,
        live_on=live_on,
        live=live is not None and live[0].status is Status.DONE,
        period_start=period[0] if period is not None else None,
        period_end=period[1] if period is not None else None,
        deliverables=tuple(
            DeliverableView(
                title=one.title,
                in_scope=one.in_scope,
                agreed_by=one.agreed_by,
                agreed_on=one.agreed_on,
            )
            for one in deliverables
        ),
        criteria=_criteria(criteria, defects),
        defects=tuple(
            DefectView(
                number=one.number,
                title=one.title,
                side=one.side,
                owner=one.owner,
                due=one.due,
                done_on=one.done_on,
            )
            for one in defects
        ),
        proposal=proposed(criteria, defects),
        recorded=loaded.project.acceptance,
        recorded_on=loaded.project.acceptance_on,
        their_signer=_their_signer(facts),
        our_signer=_our_signer(facts),
    )
    return AcceptanceSource(view=view, customer_id=loaded.customer.id)


def proposed(criteria: list[Criterion], defects: list[Defect]) -> AcceptanceResult | None:
    """Return the result that the criteria speak for; None while that is not for us to say.

    Nothing is proposed while a criterion is unchecked, nor when one failed of which the punch list
    says nothing: that nothing is accepted is only ever the customer's word.
    """
    results = {one.result for one in criteria}
    if not criteria or CriterionResult.OPEN in results:
        return None
    listed = {one.criterion_id for one in defects}
    failed = {one.id for one in criteria if one.result is CriterionResult.FAILED}
    if failed - listed:
        return None
    if failed or any(one.done_on is None for one in defects):
        return AcceptanceResult.PUNCH_LIST
    return AcceptanceResult.ACCEPTED


def _criteria(criteria: list[Criterion], defects: list[Defect]) -> tuple[CriterionView, ...]:
    listed = {one.criterion_id for one in defects}
    return tuple(
        CriterionView(
            text=one.text,
            evidence=one.evidence,
            result=one.result,
            checked_on=one.checked_on,
            checked_by=one.checked_by,
            listed=one.id in listed,
        )
        for one in criteria
    )


def _contract(reader: Reader, loaded: LoadedProject, today: date) -> Contract | None:
    """Return the contract of the project's deal, else the one running today, else the last."""
    found = reader.find(Contract, customer_id=loaded.customer.id)
    deal_id = loaded.project.deal_id
    of_deal = [one for one in found if deal_id is not None and one.deal_id == deal_id]
    running = [one for one in found if one.start <= today and (one.end is None or today <= one.end)]
    return max(of_deal or running or found, key=lambda one: (one.start, one.id), default=None)


def _milestone(loaded: LoadedProject, kind: MilestoneKind) -> tuple[PlanRow, RowState] | None:
    for row_id in loaded.state.order:
        row, its = loaded.rows[row_id], loaded.state.rows[row_id]
        if row.milestone_kind is kind and its.visible and row.status is not Status.CANCELLED:
            return row, its
    return None


def _period(loaded: LoadedProject, live_on: date | None) -> tuple[date, date] | None:
    """Return the working days from go-live to the acceptance milestone."""
    found = _milestone(loaded, MilestoneKind.ACCEPTANCE)
    if found is None or live_on is None or found[1].finish is None:
        return None
    start = loaded.calendars.customer.add(live_on, 1)
    end = found[1].finish
    return (start, end) if start <= end else None


def _their_signer(facts: DocumentFacts) -> Person | None:
    people = [
        one
        for one in facts.contacts.values()
        if one.left_on is None and one.side is Side.CUSTOMER and one.role in _SIGNERS
    ]
    if not people:
        return None
    first = min(people, key=lambda one: (_SIGNERS.index(one.role), one.id))
    name = facts.in_script(first.name, first.name_alt)
    return Person(name=name, title=first.title, role=first.role)


def _our_signer(facts: DocumentFacts) -> Person | None:
    sender = facts.sender()
    return Person(name=sender.name, user_role=sender.role) if sender.name else None
