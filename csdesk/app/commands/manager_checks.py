"""Commands on the check of the customer's project manager (D11)."""

from datetime import timedelta

from csdesk.app.commands import risks, rows
from csdesk.app.commands.records import add_record, update_record
from csdesk.app.manager_check_text import name_of, proposal_texts
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Language, Priority, RiskStatus, Side, Visibility
from csdesk.domain.errors import N_, UserError
from csdesk.domain.manager_check import Proposal, answered, proposals, skipped
from csdesk.domain.records import Contact, PlanRow, Project, Risk
from csdesk.domain.records_kickoff import ManagerCheck
from csdesk.i18n import LANGUAGES, Translator

DUE = timedelta(7)


def record(store: Store, *, project_id: int, **fields: object) -> ManagerCheck:
    """Keep the check of a project's manager, made today unless said; a later one replaces it.

    Raises `UserError` for an answer before an earlier question is answered, without any answer,
    and for a person of another customer.
    """
    with store.write("manager_checks.record") as unit:
        project = unit.get(Project, project_id)
        fields = {**fields, "checked_on": fields.get("checked_on") or unit.today}
        known = unit.first(ManagerCheck, project_id=project_id)
        if known is None:
            check = add_record(unit, ManagerCheck(project_id=project_id), fields)
        else:
            check = update_record(unit, ManagerCheck, known.id, fields)
        _refuse(unit, project, check)
        return check


def delete(store: Store, *, check_id: int) -> None:
    """Delete a check; risks and items that it led to stay."""
    with store.write("manager_checks.delete") as unit:
        unit.get(ManagerCheck, check_id)
        unit.delete(ManagerCheck, check_id)


def follow_up(
    store: Store, *, check_id: int, question: str, language: Language
) -> tuple[Risk, PlanRow]:
    """Store what an answer leads to, for us only: a risk, and an item of ours due in a week.

    The texts are those of `language`. Raises `UserError` for a strong or missing answer, while
    the same risk is open, and where the plan has no phase to take an item.
    """
    with store.write("manager_checks.follow_up") as unit:
        check = unit.get(ManagerCheck, check_id)
        proposal = next((one for one in proposals(check) if one.question == question), None)
        if proposal is None:
            raise UserError(
                "check_without_follow_up",
                N_("This answer leads to no risk: only a weak or a fair one does."),
            )
        project = unit.get(Project, check.project_id)
        who = name_of(unit, check)
        if _is_open(unit, project, proposal, who):
            raise UserError(
                "check_followed_up", N_("This risk stands among the open risks already.")
            )
        texts = proposal_texts(Translator(language.value), proposal, who)
        risk = risks.create(
            store,
            customer_id=project.customer_id,
            title=texts.risk,
            project_id=project.id,
            response=texts.response,
            probability=proposal.probability,
            impact=proposal.impact,
            side=Side.CUSTOMER,
            visibility=Visibility.INTERNAL,
        )
        row = rows.add(
            store,
            project_id=project.id,
            title=texts.action,
            side=Side.US,
            target=unit.today + DUE,
            priority=Priority.MUST,
            visibility=Visibility.INTERNAL,
        )
        return risk, row


def _is_open(unit: Unit, project: Project, proposal: Proposal, who: str) -> bool:
    titles = [proposal_texts(Translator(one), proposal, who).risk for one in LANGUAGES]
    where = {"customer_id": project.customer_id, "status": RiskStatus.OPEN}
    return unit.count(Risk, title=titles, **where) > 0


def _refuse(unit: Unit, project: Project, check: ManagerCheck) -> None:
    left_out = skipped(check)
    if left_out is not None:
        raise UserError(
            "check_out_of_order",
            N_("Answer this first: the questions build on each other in this order."),
            field=left_out,
        )
    if not answered(check):
        raise UserError(
            "check_empty",
            N_("Answer at least the first question, or leave the check for later."),
            field="knows_business",
        )
    if check.contact_id is None:
        return
    if unit.get(Contact, check.contact_id).customer_id != project.customer_id:
        raise UserError(
            "contact_elsewhere",
            N_("This person belongs to another customer: choose one of this customer."),
            field="contact_id",
        )
