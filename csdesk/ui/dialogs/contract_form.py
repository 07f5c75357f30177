"""The form of a term of the contract; a new one begins with what the deal says."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import contracts
from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.codes import AmountMeaning
from csdesk.domain.money import from_minor, to_minor
from csdesk.domain.records import Contract, Deal
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

_AMOUNTS: Final = {
    "annual": "annual_minor", "seat_price": "seat_price_minor", "fee": "fee_minor",
}  # fmt: skip
_NUMBERS: Final = ("seats", "notice_days")


def contract_form(
    services: Services, page: CustomerPage, parent: QWidget, contract: Contract | None = None
) -> FormDialog:
    """Return the form that adds or changes a term."""
    words, store = services.translator, services.store
    deal = None if contract is not None else _deal_of(page)
    fields = _fields(services, page, contract, deal)
    currency = str(next(one.value for one in fields if one.key == "currency"))

    def whole(values: Mapping[str, Any]) -> dict[str, Any]:
        changed = dict(values)
        unit = changed["currency"] = str(changed["currency"] or currency).upper()
        for key, column in _AMOUNTS.items():
            amount = changed.pop(key)
            changed[column] = to_minor(amount, unit) if isinstance(amount, Decimal) else None
        for key in _NUMBERS:
            number = changed[key]
            changed[key] = int(number) if isinstance(number, Decimal) else None
        return changed

    if contract is None:
        note = ""
        if deal is not None:
            named = deal.name or words.date(deal.closed_on, "medium")
            note = words.text("Begins with what the deal “{deal}” says.", deal=named)
        return FormDialog(
            services, words.text("New contract term"), fields,
            lambda v: contracts.create(
                store, customer_id=page.customer.id, deal_id=deal.id if deal else None, **whole(v)
            ),
            note=note, parent=parent,
        )  # fmt: skip
    known = contract.id
    return FormDialog(
        services, words.text("Contract term"), fields,
        lambda v: contracts.update(store, contract_id=known, **whole(v)),
        remove=lambda: contracts.delete(store, contract_id=known), parent=parent,
    )  # fmt: skip


def _fields(
    services: Services, page: CustomerPage, contract: Contract | None, deal: Deal | None
) -> list[Field]:
    words = services.translator
    currency = page.customer.currency
    amounts: dict[str, Decimal | None] = dict.fromkeys(_AMOUNTS)
    signed = None
    if contract is not None:
        currency, signed = contract.currency, contract.signed_on
        for key, column in _AMOUNTS.items():
            minor = getattr(contract, column)
            amounts[key] = None if minor is None else from_minor(minor, currency)
    elif deal is not None:
        currency, signed = deal.currency or currency, deal.closed_on
        if deal.amount_minor is not None and deal.meaning is AmountMeaning.PER_YEAR:
            amounts["annual"] = from_minor(deal.amount_minor, currency)
    return [
        Field(key="reference", text=words.text("Reference"), value=contract and contract.reference),
        Field(key="start", text=words.text("From"), takes=Input.DAY, needed=True, row=1,
              value=contract and contract.start),
        Field(key="end", text=words.text("To"), takes=Input.DAY, row=1,
              value=contract and contract.end),
        Field(key="signed_on", text=words.text("Signed"), takes=Input.DAY, row=1, value=signed),
        Field(key="annual", text=words.text("A year"), takes=Input.NUMBER, row=2,
              value=amounts["annual"]),
        Field(key="currency", text=words.text("Currency"), value=currency, row=2),
        Field(key="fee", text=words.text("Implementation fee, once"), takes=Input.NUMBER, row=2,
              value=amounts["fee"]),
        Field(key="seats", text=words.text("Seats"), takes=Input.NUMBER, row=3,
              value=contract and contract.seats),
        Field(key="seat_price", text=words.text("Price a seat"), takes=Input.NUMBER, row=3,
              value=amounts["seat_price"]),
        Field(key="notice_days", text=words.text("Notice, days"), takes=Input.NUMBER, row=3,
              value=contract and contract.notice_days),
        Field(key="auto_renews", text=words.text("Renews by itself"), takes=Input.CHECK,
              value=contract and contract.auto_renews),
    ]  # fmt: skip


def _deal_of(page: CustomerPage) -> Deal | None:
    """Return the newest deal that no term came from, None where the terms may be of it."""
    if any(one.deal_id is None for one in page.contracts):
        return None
    taken = {one.deal_id for one in page.contracts}
    return max(
        (one for one in page.deals if one.id not in taken),
        key=lambda one: (one.closed_on, one.id),
        default=None,
    )
