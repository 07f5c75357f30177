"""The forms of who works when: a party's week with its holidays, and its own days off."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import calendars
from csdesk.app.queries.working_days import WorkingDays
from csdesk.app.working_text import SHORT, WEEKDAYS, holiday_words
from csdesk.domain.records import DayOff
from csdesk.ui.dialogs.countries import country_field, offer_countries, with_code
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

WORKING = frozenset({"week", "third_week", "days_off", "third_days_off"})
"""The editors of the overview that are about working days."""

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


def working_form(
    services: Services,
    what: str,
    record: object,
    theirs: WorkingDays,
    third: WorkingDays | None,
    parent: QWidget,
) -> FormDialog:
    """Return what edits working days at a customer; `what` is one of `WORKING`."""
    if what.endswith("days_off"):
        days = record if isinstance(record, Sequence) else ()
        of_third = third is not None and what == "third_days_off"
        return days_off_form(services, theirs.customer_id, days, parent, third=of_third)
    if what == "week":
        return week_form(services, theirs, parent)
    return ThirdWeekForm(services, theirs, third, parent)


def days_off_form(
    services: Services,
    customer_id: int | None,
    days: Sequence[DayOff],
    parent: QWidget,
    *,
    third: bool = False,
) -> FormDialog:
    """Return the form of new days off, or of a stretch that is known; of us without a customer."""
    words, store = services.translator, services.store
    known = [one.id for one in days]
    worked = words.text("They work on these days though they are off")
    if customer_id is None:
        worked = words.text("We work on these days though they are off")
    fields = [
        Field(key="first", text=words.text("From"), takes=Input.DAY, needed=True, row=1,
              value=days[0].day if days else None),
        Field(key="last", text=words.text("To"), takes=Input.DAY, row=1,
              value=days[-1].day if days else None, hint=words.text("Empty: one day.")),
        Field(key="name", text=words.text("Why"), value=days[0].name if days else ""),
        Field(key="works", text=worked, takes=Input.CHECK, value=bool(days and days[0].works)),
    ]  # fmt: skip
    if customer_id is not None and not known:
        sides = [(False, words.text("Customer")), (True, words.text("Third party"))]
        fields.insert(2, Field(key="third", text=words.text("Whose days"), takes=Input.CHOICE,
                               choices=sides, value=third))  # fmt: skip

    def save(values: Mapping[str, Any]) -> object:
        asked = {"third": third, **values}
        return calendars.put_days_off(store, customer_id=customer_id, replaces=known, **asked)

    def remove() -> None:
        calendars.delete_days_off(store, customer_id=customer_id, day_ids=known, third=third)

    return FormDialog(
        services, words.text("Days off"), fields, save, remove=remove if known else None,
        note=words.text("Dates of the plan move around them as around weekends."), parent=parent,
    )  # fmt: skip


def week_form(services: Services, days: WorkingDays, parent: QWidget) -> FormDialog:
    """Return the form of a party's week and of the holidays that it keeps."""
    words, store = services.translator, services.store

    def save(values: Mapping[str, Any]) -> None:
        calendars.set_week(store, customer_id=days.customer_id, **_week_of(values))

    form = FormDialog(
        services, words.text("Working week"), _week_fields(services, days), save,
        note=words.text("Work of this side is planned on these days."), parent=parent,
    )  # fmt: skip
    _explain(services, form, days)
    return form


class ThirdWeekForm(FormDialog):
    """Asks whether third parties work as the customer does, else on which days."""

    def __init__(
        self,
        services: Services,
        theirs: WorkingDays,
        third: WorkingDays | None,
        parent: QWidget,
    ) -> None:
        words = services.translator
        self._customer_id = theirs.customer_id
        own = [(False, words.text("As the customer")), (True, words.text("A week of their own"))]
        fields = [
            Field(key="own", text=words.text("Third parties work"), takes=Input.CHOICE,
                  choices=own, value=third is not None),
            *_week_fields(services, third or theirs),
        ]  # fmt: skip
        super().__init__(
            services, words.text("Working week"), fields, self._store,
            note=words.text("Work of this side is planned on these days."), parent=parent,
        )  # fmt: skip
        self.edited.connect(self._on_edited)
        _explain(services, self, third or theirs)
        self._on_edited("own")

    def _on_edited(self, key: str) -> None:
        if key == "own":
            for name in self.fields:
                if name != "own":
                    self.show_field(name, shown=bool(self.value("own")))
            self._fit()

    def _store(self, values: Mapping[str, Any]) -> None:
        store, customer_id = self._services.store, self._customer_id
        if customer_id is None:
            return
        if values["own"]:
            calendars.set_week(store, customer_id=customer_id, third=True, **_week_of(values))
        else:
            calendars.follow_customer(store, customer_id=customer_id)


def _week_fields(services: Services, days: WorkingDays) -> list[Field]:
    text = services.translator.text
    return [
        *(
            Field(key=f"day{number}", text=text(name), takes=Input.CHECK, row=1,
                  value=days.week[number] == "1")
            for number, name in enumerate(SHORT)
        ),
        replace(
            country_field(services.translator, text("Public holidays of the country"),
                          days.country, row=2),
            hint=text("Empty: none."),
        ),
        Field(key="region", text=text("Region"), row=2, value=days.region,
              hint=text("Empty: those of the whole country.")),
    ]  # fmt: skip


def _week_of(values: Mapping[str, Any]) -> dict[str, Any]:
    week = "".join("1" if values[f"day{number}"] else "0" for number in range(len(WEEKDAYS)))
    return {**with_code({"country": values["country"]}), "region": values["region"], "week": week}


def _explain(services: Services, form: FormDialog, days: WorkingDays) -> None:
    offer_countries(form, services.translator)
    for number, name in enumerate(WEEKDAYS):
        form.inputs[f"day{number}"].setAccessibleName(services.translator.text(name))
    form.say([holiday_words(days, services.translator, services.today().year)])
