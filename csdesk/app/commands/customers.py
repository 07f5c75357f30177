"""Commands on customers: add, change, delete, and merge two that are one company."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from csdesk.app.commands.calendars import move_with_country
from csdesk.app.commands.records import add_record, new_uid, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.errors import N_, UserError
from csdesk.domain.matching import match_key
from csdesk.domain.records import (
    Attendance,
    Contact,
    Contract,
    Customer,
    CustomerWord,
    Deal,
    Decision,
    DocumentLog,
    Export,
    Goal,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    Record,
    Risk,
    SuccessConfirmation,
    TrackerReturn,
    Workspace,
)
from csdesk.domain.records_delivery import Certificate, StoryConsent, SupportRequest
from csdesk.domain.records_kickoff import Handover, HandoverPoint, ManagerCheck, MeetingSeries

_NO_WORD = re.compile(r"[\W_]+")
_CODE_LENGTH = 24
# Facts (exports, the document log, certificates) stay with the customer that they were made for.
_OWNED: tuple[type[Record], ...] = (
    Deal, Contract, Meeting, Note, Goal, SuccessConfirmation, Outcome, Risk, Decision,
    TrackerReturn, StoryConsent, SupportRequest, HandoverPoint,
    MeetingSeries,
)  # fmt: skip


def create(store: Store, *, name: str, **fields: object) -> Customer:
    """Add a customer.

    What is not given comes from the workspace (language, country, currency, time zone) and from
    the actor (owner); the code is made from the name. Raises `UserError` when another customer's
    name is the same but for case, spaces and legal form.
    """
    with store.write("customers.create") as unit:
        return create_in(unit, name=name, **fields)


def create_in(unit: Unit, *, name: str, **fields: object) -> Customer:
    """Add a customer inside a running command; see `create`."""
    workspace = unit.get(Workspace, 1)
    key = _free_match_key(unit, name)
    code = fields.pop("code", None) or unique_code(
        name, {customer.code for customer in unit.find(Customer)}
    )
    fresh = Customer(
        uid=new_uid(),
        code="",
        name="",
        match_key=key,
        owner_id=unit.actor.id,
        language=workspace.language,
        country=workspace.country,
        currency=workspace.currency,
        timezone=workspace.timezone,
    )
    values = {"name": name, "code": code, **fields}
    _check_code(unit, values["code"], besides=0)
    return add_record(unit, fresh, values)


def update(store: Store, *, customer_id: int, **changes: object) -> Customer:
    """Change fields of a customer.

    Raises `UserError` for a name or a code that another customer has.
    """
    with store.write("customers.update", customer_id=customer_id) as unit:
        if "code" in changes:
            _check_code(unit, changes["code"], besides=customer_id)
        old = unit.get(Customer, customer_id)
        result = update_record(unit, Customer, customer_id, changes)
        move_with_country(unit, old, result)
        if result.name != old.name:
            key = _free_match_key(unit, result.name, besides=customer_id)
            if key != old.match_key:
                result = unit.update(Customer, customer_id, match_key=key)
        return result


def delete(store: Store, *, customer_id: int) -> None:
    """Delete a customer with everything that belongs to it; undo brings all of it back.

    Raises `UserError` once documents left for the customer: they are facts that stay.
    """
    with store.write("customers.delete", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        if _has_documents(unit, customer_id):
            raise UserError(
                "customer_has_documents",
                N_(
                    "Documents were made for this customer, so it cannot be deleted. "
                    "Set its stage to Closed instead."
                ),
            )
        unit.delete(Customer, customer_id)


def merge(store: Store, *, keep_id: int, merge_id: int) -> Customer:
    """Move everything of one customer to another and delete the first; one undo takes it back.

    Empty fields of the kept one are filled. Item numbers that both use are given anew to the rows
    that move. Raises `UserError` for one and the same customer, and when documents were made for
    the one that would go: an open review of its tracker is compared with what that one held.
    """
    if keep_id == merge_id:
        raise UserError(
            "merge_same", N_("These are one and the same customer: choose two different ones.")
        )
    with store.write("customers.merge", customer_id=keep_id) as unit:
        kept, gone = unit.get(Customer, keep_id), unit.get(Customer, merge_id)
        _refuse_documents(unit, kept, gone)
        _move_contacts(unit, keep_id, merge_id)
        _move_projects(unit, keep_id, merge_id)
        for kind in _OWNED:
            for row in unit.find(kind, customer_id=merge_id):
                unit.update(kind, row.id, customer_id=keep_id)
        _move_words(unit, keep_id, merge_id)
        _move_card(unit, keep_id, merge_id)
        filled: dict[str, Any] = {
            name: getattr(gone, name)
            for name in ("name_alt", "external_id", "industry", "city", "size_note", "success_text")
            if not getattr(kept, name) and getattr(gone, name)
        }
        unit.delete(Customer, merge_id)
        return unit.update(Customer, keep_id, **filled) if filled else kept


def unique_code(name: str, taken: Collection[str]) -> str:
    """Return a short code made from the name, letters of any script, with a number if taken."""
    words = [
        word
        for word in _NO_WORD.split(unicodedata.normalize("NFKC", name).casefold())
        if match_key(word)
    ]
    while len(words) > 1 and not match_key(" ".join(words)).endswith(words[-1]):
        words.pop()
    joined = match_key(name) if len(words) < 2 else "-".join(words)
    base = joined[:_CODE_LENGTH].strip("-") or "customer"
    lowered = {code.casefold() for code in taken}
    code, number = base, 2
    while code.casefold() in lowered:
        code, number = f"{base}-{number}", number + 1
    return code


def _free_match_key(unit: Unit, name: str, *, besides: int = 0) -> str:
    key = match_key(name)
    for other in unit.find(Customer, match_key=key) if key else ():
        if other.id != besides:
            raise UserError(
                "customer_exists",
                N_("There is a customer {other} already: open it, or give this one another name."),
                other=other.name,
                field="name",
            )
    return key


def _check_code(unit: Unit, code: object, *, besides: int) -> None:
    for other in unit.find(Customer, code=code):
        if other.id != besides:
            raise UserError(
                "customer_code_taken",
                N_("The code {code} belongs to {other}: choose another."),
                code=code,
                other=other.name,
                field="code",
            )


def _refuse_documents(unit: Unit, kept: Customer, gone: Customer) -> None:
    if not _has_documents(unit, gone.id):
        return
    if not _has_documents(unit, kept.id):
        raise UserError(
            "merge_documents",
            N_("Documents were made for the customer that would go: merge the other way round."),
        )
    raise UserError(
        "merge_documents_both",
        N_(
            "Documents were made for both {kept} and {gone}, and stay with the customer that they "
            "were made for. Go on with one of the two, and set the stage of the other to Closed."
        ),
        kept=kept.name,
        gone=gone.name,
    )


def _has_documents(unit: Unit, customer_id: int) -> bool:
    facts = (Export, DocumentLog, Certificate)
    return any(unit.count(kind, customer_id=customer_id) for kind in facts)


def _move_words(unit: Unit, keep_id: int, merge_id: int) -> None:
    """Move what a customer's own words mean; of one that both use, the kept one's meaning holds."""
    known = {(one.field, one.written) for one in unit.find(CustomerWord, customer_id=keep_id)}
    for one in unit.find(CustomerWord, customer_id=merge_id):
        if (one.field, one.written) in known:
            unit.delete(CustomerWord, one.id)
        else:
            unit.update(CustomerWord, one.id, customer_id=keep_id)


def _move_card(unit: Unit, keep_id: int, merge_id: int) -> None:
    """Move the handover card; where both have one, the kept one's empty fields are filled."""
    gone = unit.first(Handover, customer_id=merge_id)
    kept = unit.first(Handover, customer_id=keep_id)
    if gone is None:
        return
    if kept is None:
        unit.update(Handover, gone.id, customer_id=keep_id)
        return
    filled: dict[str, Any] = {
        name: getattr(gone, name)
        for name in ("why_bought", "budget_note", "process", "working_with", "scope_note")
        if not getattr(kept, name) and getattr(gone, name)
    }
    if kept.sales_user_id is None and not kept.sales_lead:
        filled |= {"sales_user_id": gone.sales_user_id, "sales_lead": gone.sales_lead}
    if kept.budget_minor is None:
        filled |= {"budget_minor": gone.budget_minor, "currency": gone.currency}
    unit.delete(Handover, gone.id)
    unit.update(Handover, kept.id, **filled)


def _move_contacts(unit: Unit, keep_id: int, merge_id: int) -> None:
    """Move people; one with the same mail or name at both stays once, and rows follow him."""
    known: dict[str, Contact] = {}
    for contact in unit.find(Contact, customer_id=keep_id):
        for mark in (contact.mail.casefold(), contact.name.casefold()):
            if mark:
                known.setdefault(mark, contact)
    for contact in unit.find(Contact, customer_id=merge_id):
        twin = known.get(contact.mail.casefold()) if contact.mail else None
        if twin is None and not contact.mail:
            twin = known.get(contact.name.casefold())
        if twin is None or _is_bound(unit, contact.id):
            unit.update(Contact, contact.id, customer_id=keep_id)
            continue
        for row in unit.find(PlanRow, owner_contact_id=contact.id):
            unit.update(PlanRow, row.id, owner_contact_id=twin.id)
        for note in unit.find(Note, contact_id=contact.id):
            unit.update(Note, note.id, contact_id=twin.id)
        for check in unit.find(ManagerCheck, contact_id=contact.id):
            unit.update(ManagerCheck, check.id, contact_id=twin.id)
        for former in unit.find(Contact, successor_uid=contact.uid):
            unit.update(Contact, former.id, successor_uid=twin.uid)
        unit.delete(Contact, contact.id)


def _is_bound(unit: Unit, contact_id: int) -> bool:
    """Whether meetings know this person, whose attendance must not be lost."""
    return unit.count(Attendance, contact_id=contact_id) > 0


def _move_projects(unit: Unit, keep_id: int, merge_id: int) -> None:
    codes = {project.code for project in unit.find(Project, customer_id=keep_id)}
    numbers = {row.number for row in unit.find(PlanRow, customer_id=keep_id)}
    for project in unit.find(Project, customer_id=merge_id):
        code, number = project.code, 2
        while code in codes:
            code, number = f"{project.code}-{number}", number + 1
        codes.add(code)
        unit.update(Project, project.id, customer_id=keep_id, code=code)
        for row in unit.find(PlanRow, project_id=project.id):
            changes: dict[str, Any] = {"customer_id": keep_id}
            if row.number is not None and row.number in numbers:
                changes["number"] = unit.take_number(keep_id)
            unit.update(PlanRow, row.id, **changes)
