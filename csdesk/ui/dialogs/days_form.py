"""Of how many days a question is to tell."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.domain.errors import N_, UserError
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

MOST_DAYS = 3650


def days_form(
    services: Services, parent: QWidget, title: str, days: int, take: Callable[[int], object]
) -> FormDialog:
    """Return a form that hands whole days to `take`."""
    words = services.translator

    def save(values: Mapping[str, Any]) -> None:
        said = str(values["days"])
        if not said.isdecimal() or int(said) > MOST_DAYS:
            raise UserError(
                "days_wrong", N_("Write whole days, 0 to {most}."), most=MOST_DAYS, field="days"
            )
        take(int(said))

    field = Field(key="days", text=words.text("How many days"), takes=Input.NUMBER, value=days,
                  needed=True)  # fmt: skip
    return FormDialog(
        services, title, [field], save, accept=words.text("Show"), width=300, parent=parent
    )
