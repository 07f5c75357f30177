"""The forms of support requests: enter or change one, answer it, record that it is solved."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import support_requests
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.people import our_people
from csdesk.app.queries.support_requests import RequestRow, moment_at
from csdesk.domain.codes import RequestChannel, RequestFeeling, RequestKind
from csdesk.domain.labels import (
    REQUEST_CHANNEL_LABELS,
    REQUEST_FEELING_LABELS,
    REQUEST_KIND_LABELS,
)
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

Values = Mapping[str, Any]


class RequestForms:
    """Makes the forms for the requests of one customer."""

    def __init__(self, services: Services, page: CustomerPage, parent: QWidget) -> None:
        self._services, self._page, self._parent = services, page, parent
        self._words = services.translator

    def _choices(self, labels: Mapping[Any, str]) -> list[tuple[object, str]]:
        return [(code, self._words.text(text)) for code, text in labels.items()]

    def _people(self) -> list[tuple[object, str]]:
        people = [one for one in self._page.contacts if one.left_on is None]
        return [(None, "–"), *((one.id, one.name) for one in people)]

    def request(self, row: RequestRow | None = None) -> FormDialog:
        """Enter a request, or change one."""
        words, store = self._words, self._services.store
        old = row.request if row is not None else None
        users = [(None, "–"), *((one.id, one.name) for one in our_people(store))]
        fields = [
            Field(key="title", text=words.text("Request"), value=old and old.title, needed=True,
                  hint=words.text("One line; the customer reads it in the monthly report.")),
            Field(key="contact_id", text=words.text("Asked by"), takes=Input.CHOICE,
                  choices=self._people(), value=old and old.contact_id, row=1),
            Field(key="asked_by", text=words.text("or somebody else"), row=1,
                  value=old and old.asked_by),
            Field(key="kind", text=words.text("Kind"), takes=Input.CHOICE, row=2,
                  choices=self._choices(REQUEST_KIND_LABELS),
                  value=old.kind if old else RequestKind.QUESTION),
            Field(key="area", text=words.text("Area of the product"), row=2,
                  value=old and old.area),
            Field(key="channel", text=words.text("Came by"), takes=Input.CHOICE, row=3,
                  choices=self._choices(REQUEST_CHANNEL_LABELS),
                  value=old.channel if old else RequestChannel.MAIL),
            Field(key="day", text=words.text("Received"), takes=Input.DAY, needed=True, row=3,
                  value=row.received.date() if row else self._page.today),
            Field(key="at", text=words.text("Time"), takes=Input.TIME, row=3,
                  value=row.received.time() if row else None),
            Field(key="owner_user_id", text=words.text("Owner"), takes=Input.CHOICE, row=4,
                  choices=users, value=old and old.owner_user_id),
            Field(key="feeling", text=words.text("Sounded (internal)"), takes=Input.CHOICE, row=4,
                  choices=self._choices(REQUEST_FEELING_LABELS),
                  value=old.feeling if old else RequestFeeling.CALM),
            Field(key="text", text=words.text("What was said (internal)"), takes=Input.LINES,
                  value=old and old.text),
            Field(key="answer", text=words.text("Our answer, as the customer got it"),
                  takes=Input.LINES, value=old and old.answer),
        ]  # fmt: skip

        def stored(values: Values) -> dict[str, Any]:
            kept = {key: one for key, one in values.items() if key not in ("day", "at")}
            if kept["contact_id"] is not None:
                kept["asked_by"] = ""
            new = row is None and values["at"] is None and values["day"] == self._page.today
            same = row is not None and (values["day"], values["at"]) == (
                row.received.date(), row.received.time().replace(second=0, microsecond=0),
            )  # fmt: skip
            if not new and not same:
                kept["received_at"] = moment_at(store, values["day"], values["at"])
            return kept

        if old is None:
            return FormDialog(
                self._services, words.text("New request"), fields,
                lambda v: support_requests.create(
                    store, customer_id=self._page.customer.id, **stored(v)
                ),
                width=520, parent=self._parent,
            )  # fmt: skip
        known = old.id
        return FormDialog(
            self._services, words.text("Request"), fields,
            lambda v: support_requests.update(store, request_id=known, **stored(v)),
            remove=lambda: support_requests.delete(store, request_id=known),
            width=520, parent=self._parent,
        )  # fmt: skip

    def answer(self, row: RequestRow) -> FormDialog:
        """Record what we answered, and when where it is the first answer."""
        words, store, request = self._words, self._services.store, row.request
        fields = [
            Field(key="text", text=words.text("Our answer, as the customer got it"),
                  takes=Input.LINES, value=request.answer),
        ]  # fmt: skip
        if request.first_response_at is None:
            fields += [
                Field(key="day", text=words.text("Answered"), takes=Input.DAY, row=1,
                      value=self._page.today),
                Field(key="at", text=words.text("Time"), takes=Input.TIME, row=1,
                      hint=words.text("Empty: now.")),
            ]  # fmt: skip

        def save(values: Values) -> object:
            day, at = values.get("day"), values.get("at")
            now = day is None or (at is None and day == self._page.today)
            moment = None if now else moment_at(store, values["day"], at)
            return support_requests.answer(
                store, request_id=request.id, text=str(values["text"] or ""), at=moment
            )

        return FormDialog(
            self._services, words.text("Answer"), fields, save,
            note=request.title, parent=self._parent,
        )  # fmt: skip

    def solve(self, row: RequestRow) -> FormDialog:
        """Record who at the customer confirmed that a request is solved."""
        words, store, request = self._words, self._services.store, row.request
        fields = [
            Field(key="confirmed_by", text=words.text("Confirmed by"), value=row.asked_by,
                  needed=True, hint=words.text("Silence is not confirmation.")),
            Field(key="day", text=words.text("On"), takes=Input.DAY, value=self._page.today,
                  needed=True),
        ]  # fmt: skip
        return FormDialog(
            self._services, words.text("Solved"), fields,
            lambda v: support_requests.solve(
                store, request_id=request.id, confirmed_by=str(v["confirmed_by"]), day=v["day"]
            ),
            note=request.title, parent=self._parent,
        )  # fmt: skip
