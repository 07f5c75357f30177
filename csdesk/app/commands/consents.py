"""Commands on the consent of a customer to be told about."""

from datetime import date

from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer
from csdesk.domain.records_delivery import StoryConsent


def record(
    store: Store, *, customer_id: int, given_by: str, covers: str, on: date | None = None
) -> StoryConsent:
    """Record who at the customer agreed, to what, on which day (today unless given).

    Raises `UserError` without a name, without what it covers, and for a day ahead.
    """
    with store.write("consents.record", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        if not given_by.strip():
            raise UserError(
                "consent_by_missing", N_("Say who gave the consent: a name is needed."), field="by"
            )
        if not covers.strip():
            raise UserError(
                "consent_covers_missing",
                N_("Say what the consent covers, such as: website, with name and figures."),
                field="covers",
            )
        return unit.add(
            StoryConsent(
                customer_id=customer_id,
                given_by=" ".join(given_by.split()),
                given_on=_past(on or unit.today, unit.today),
                covers=covers.strip(),
            )
        )


def withdraw(store: Store, *, customer_id: int, on: date | None = None) -> list[StoryConsent]:
    """Record that the customer took its consent back; from that day on no story is written.

    Raises `UserError` when there is none to take back, and for a day ahead.
    """
    with store.write("consents.withdraw", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        given = unit.find(StoryConsent, customer_id=customer_id, withdrawn_on=None)
        if not given:
            raise UserError(
                "no_consent_given",
                N_("This customer has given no consent that could be withdrawn."),
            )
        day = _past(on or unit.today, unit.today)
        return [unit.update(StoryConsent, one.id, withdrawn_on=day) for one in given]


def _past(day: date, today: date) -> date:
    if day > today:
        raise UserError(
            "consent_in_future",
            N_("{day} has not come yet: record the consent when it is given."),
            day=day,
            field="on",
        )
    return day
