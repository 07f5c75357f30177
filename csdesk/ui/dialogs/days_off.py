"""The days on which a customer does not work besides its public holidays."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import calendars
from csdesk.domain.records import DayOff
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

_ONE_STRETCH = timedelta(days=4)  # a weekend between two days does not part them


def stretches(days: Sequence[DayOff]) -> list[list[DayOff]]:
    """Return days that belong together, by their name and with no working week between them."""
    found: list[list[DayOff]] = []
    for one in sorted(days, key=lambda day: (day.name, day.works, day.day)):
        last = found[-1][-1] if found else None
        if (
            last is not None
            and (last.name, last.works) == (one.name, one.works)
            and one.day - last.day <= _ONE_STRETCH
        ):
            found[-1].append(one)
        else:
            found.append([one])
    return sorted(found, key=lambda days: days[0].day)


def days_off_form(
    services: Services, customer_id: int, days: Sequence[DayOff], parent: QWidget
) -> FormDialog:
    """Return the form of new days off, or of a stretch that is known."""
    words, store = services.translator, services.store
    known = [one.id for one in days]
    fields = [
        Field(key="first", text=words.text("From"), takes=Input.DAY, needed=True, row=1,
              value=days[0].day if days else None),
        Field(key="last", text=words.text("To"), takes=Input.DAY, row=1,
              value=days[-1].day if days else None, hint=words.text("Empty: one day.")),
        Field(key="name", text=words.text("Why"), value=days[0].name if days else ""),
        Field(key="works", text=words.text("They work on these days though they are off"),
              takes=Input.CHECK, value=bool(days and days[0].works)),
    ]  # fmt: skip

    def save(values: Mapping[str, Any]) -> object:
        return calendars.put_days_off(store, customer_id=customer_id, replaces=known, **values)

    def remove() -> None:
        calendars.delete_days_off(store, customer_id=customer_id, day_ids=known)

    return FormDialog(
        services, words.text("Days off"), fields, save, remove=remove if known else None,
        note=words.text("Dates of the plan move around them as around weekends."), parent=parent,
    )  # fmt: skip
