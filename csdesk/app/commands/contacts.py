"""Commands on the people at a customer and at third parties."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from unicodedata import normalize

from csdesk.app.commands import rows
from csdesk.app.commands.records import add_record, new_uid, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import ContactRole, Side, StakeholderType
from csdesk.domain.errors import N_, UserError
from csdesk.domain.matching import DOUBTFUL, likeness
from csdesk.domain.records import Contact, Customer, PlanRow

ONBOARD_WITHIN = timedelta(7)
_MANAGERS = (ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.BUDGET_OWNER)


def create(
    store: Store, *, customer_id: int, name: str, like_another: bool = False, **fields: object
) -> Contact:
    """Add a person to a customer.

    Raises `UserError` "contact_mail_known" for a mail address that somebody there has, and
    "contact_name_known" for a name equal or nearly equal to another's unless `like_another`.
    Sponsors, decision makers and budget owners are managers unless said; a `company` puts the
    person on the side of a third party. Rows whose role nobody filled get this person as owner.
    """
    with store.write("contacts.create", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        if fields.get("role") in _MANAGERS:
            fields.setdefault("stakeholder", StakeholderType.MANAGER)
        if fields.get("company"):
            fields.setdefault("side", Side.THIRD)
        refuse_known(unit, customer_id, {"name": name, **fields}, like_another=like_another)
        fresh = Contact(uid=new_uid(), customer_id=customer_id, name="")
        contact = add_record(unit, fresh, {"name": name, **fields})
        _fill_roles(unit, contact)
        return contact


def update(
    store: Store, *, contact_id: int, successor_id: int | None = None, **changes: object
) -> Contact:
    """Change fields of a person; a role given now fills the rows that wait for it.

    A `successor_id` takes over the open rows, as in `leave`, and is kept for one who left. Raises
    `UserError` "contact_mail_known" for a mail address that somebody else there has.
    """
    with store.write("contacts.update") as unit:
        old = unit.get(Contact, contact_id)
        successor = old.successor_uid
        if successor_id is not None:
            successor = _hand_over(unit, old, successor_id)
        if "mail" in changes:
            refuse_known(
                unit, old.customer_id, {"mail": changes["mail"]}, besides=old.id, like_another=True
            )
        contact = update_record(unit, Contact, contact_id, changes)
        if contact.role != old.role:
            _fill_roles(unit, contact)
        if contact.left_on is None:
            successor = ""
        if contact.successor_uid != successor:
            contact = unit.update(Contact, contact_id, successor_uid=successor)
        return contact


def delete(store: Store, *, contact_id: int) -> None:
    """Delete a person that was entered by mistake.

    Raises `UserError` while the person owns rows of a plan; one who left is marked so instead.
    """
    with store.write("contacts.delete") as unit:
        unit.get(Contact, contact_id)
        owned = unit.count(PlanRow, owner_contact_id=contact_id)
        if owned:
            raise UserError(
                "contact_owns_rows",
                N_(
                    "{n} rows name this person as owner. Give them to another, "
                    "or mark the person as left."
                ),
                n=owned,
            )
        unit.delete(Contact, contact_id)


def leave(
    store: Store, *, contact_id: int, left_on: date | None = None, successor_id: int | None = None
) -> Contact:
    """Mark a person as gone (today unless given); the successor is kept and gets the open rows."""
    with store.write("contacts.leave") as unit:
        contact = unit.get(Contact, contact_id)
        changes: dict[str, Any] = {"left_on": left_on or unit.today}
        if successor_id is not None:
            changes["successor_uid"] = _hand_over(unit, contact, successor_id)
        return unit.update(Contact, contact_id, **changes)


def plan_onboarding(store: Store, *, contact_id: int, title: str, project_id: int) -> PlanRow:
    """Add an item of ours, due in a week, to onboard the successor of a person who left.

    Raises `UserError` while nobody is named as successor.
    """
    with store.write("contacts.plan_onboarding") as unit:
        if not unit.get(Contact, contact_id).successor_uid:
            raise UserError(
                "no_successor",
                N_("Nobody is named as successor yet: say who takes over, then plan it."),
            )
        return rows.add(
            store, project_id=project_id, title=title, side=Side.US,
            target=unit.today + ONBOARD_WITHIN,
        )  # fmt: skip


def _hand_over(unit: Unit, contact: Contact, successor_id: int) -> str:
    """Give the open rows of a person to another of the same customer; return the other's uid."""
    successor = unit.get(Contact, successor_id)
    if successor.customer_id != contact.customer_id or successor_id == contact.id:
        raise UserError(
            "successor_elsewhere",
            N_("The successor must be another person of the same customer: choose again."),
            field="successor_id",
        )
    for row in unit.find(PlanRow, owner_contact_id=contact.id):
        if not row.status.is_ended:
            unit.update(PlanRow, row.id, owner_contact_id=successor_id)
    return successor.uid


def refuse_known(
    unit: Unit,
    customer_id: int,
    values: Mapping[str, object],
    *,
    like_another: bool,
    besides: int = 0,
) -> None:
    """Refuse a person that the customer has already: by mail, else by name."""
    people = [one for one in unit.find(Contact, customer_id=customer_id) if one.id != besides]
    mail = str(values.get("mail") or "").strip().casefold()
    for person in people:
        if mail and person.mail.casefold() == mail:
            raise UserError(
                "contact_mail_known",
                N_("{name} has the mail address {mail} already. Change that person instead."),
                name=person.name,
                mail=person.mail,
                field="mail",
            )
    names = [str(values[key]) for key in ("name", "name_alt") if values.get(key)]
    for person in people:
        known = [name for name in (person.name, person.name_alt) if name]
        if not like_another and any(_alike(new, old) for new in names for old in known):
            raise UserError(
                "contact_name_known",
                N_("{name} is a contact here already, with the same or nearly the same name."),
                name=f"{person.name} ({person.mail})" if person.mail else person.name,
                field="name",
            )


def _alike(new: str, old: str) -> bool:
    folded = (" ".join(normalize("NFKC", name).casefold().split()) for name in (new, old))
    return len(set(folded)) == 1 or likeness(new, old) >= DOUBTFUL


def _fill_roles(unit: Unit, contact: Contact) -> None:
    """Make a person the owner of the rows that were left open for the role."""
    if contact.role is ContactRole.OTHER or contact.left_on is not None:
        return
    for row in unit.find(
        PlanRow,
        customer_id=contact.customer_id,
        side=contact.side,
        role_code=contact.role.value,
        owner_contact_id=None,
        owner_name="",
    ):
        if not row.status.is_ended:
            unit.update(PlanRow, row.id, owner_contact_id=contact.id)
