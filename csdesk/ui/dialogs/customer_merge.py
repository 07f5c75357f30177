"""Two entries that are one company become one."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import customers
from csdesk.app.queries.customers import namesakes
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services


def merge_form(services: Services, kept: Customer, parent: QWidget) -> FormDialog:
    """Ask which customer is the same company as this one, the nearest name first."""
    words, store = services.translator, services.store
    others: list[tuple[object, str]] = [
        (one.id, " ".join(part for part in (one.name, one.name_alt, one.city) if part))
        for one in namesakes(store, customer_id=kept.id)
    ]

    def save(values: Mapping[str, Any]) -> object:
        if values["merge_id"] is None:
            raise UserError("merge_nobody", N_("There is no other customer to merge with."))
        return customers.merge(store, keep_id=kept.id, merge_id=values["merge_id"])

    return FormDialog(
        services,
        words.text("Merge with {name}", name=kept.name),
        [Field(key="merge_id", text=words.text("The same company as"), takes=Input.CHOICE,
               choices=others)],
        save,
        accept=words.text("Merge"),
        note=words.text(
            "Everything of the customer you choose moves here, and its entry goes. "
            "One undo takes it back."
        ),
        parent=parent,
    )  # fmt: skip
