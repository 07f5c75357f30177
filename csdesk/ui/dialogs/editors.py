"""The small editors: one form per kind of record, each saving through one command."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import (
    customers,
    decisions,
    goals,
    notes,
    outcomes,
    risks,
)
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.people import our_people
from csdesk.app.roles import UnfilledRole
from csdesk.domain import labels
from csdesk.domain.codes import (
    ContactRole,
    Language,
    MeetingStatus,
    MilestoneKind,
    NoteKind,
    RiskStatus,
    RowKind,
    Side,
    Visibility,
)
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    Decision,
    Goal,
    Meeting,
    Note,
    Outcome,
    Risk,
)
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.dialogs.contact_form import contact_form
from csdesk.ui.dialogs.contract_form import contract_form
from csdesk.ui.dialogs.countries import country_field, offer_countries, with_code
from csdesk.ui.dialogs.form import Field, FormDialog, Input, Save
from csdesk.ui.dialogs.meeting_form import MeetingForm
from csdesk.ui.services import Services

Values = Mapping[str, Any]
HAPPENED = frozenset({MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.CLOSED})


class Editors:
    """Makes the forms about one customer; each is opened by whoever asked for it."""

    def __init__(self, services: Services, page: CustomerPage, parent: QWidget) -> None:
        self._services = services
        self._page = page
        self._parent = parent
        self._words = services.translator

    @property
    def _customer_id(self) -> int:
        return self._page.customer.id

    def _choices(self, texts: Mapping[Any, str]) -> list[tuple[object, str]]:
        return [(code, self._words.text(text)) for code, text in texts.items()]

    def _form(self, title: str, fields: Sequence[Field], save: Save, **more: Any) -> FormDialog:
        return FormDialog(
            self._services,
            title,
            fields,
            save,
            parent=self._parent,
            **more,
        )

    def goal(self, goal: Goal | None = None) -> FormDialog:
        """Add or change a goal that drove the purchase."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="title", text=words.text("Goal"), value=goal and goal.title, needed=True),
            Field(key="metric", text=words.text("Measured by"), value=goal and goal.metric, row=1,
                  stretch=2),
            Field(key="unit", text=words.text("Unit"), value=goal and goal.unit, row=1),
            Field(key="baseline", text=words.text("From"), takes=Input.NUMBER,
                  value=goal and goal.baseline, row=2),
            Field(key="target", text=words.text("To"), takes=Input.NUMBER,
                  value=goal and goal.target, row=2),
            Field(key="target_date", text=words.text("By"), takes=Input.DAY,
                  value=goal and goal.target_date, row=2),
            Field(key="said_by", text=words.text("Said by"), value=goal and goal.said_by, row=3),
            Field(key="said_on", text=words.text("On"), takes=Input.DAY,
                  value=goal and goal.said_on, row=3),
        ]  # fmt: skip
        if goal is None:
            return self._form(
                words.text("New goal"), fields,
                lambda v: goals.create(store, customer_id=self._customer_id, **v),
            )  # fmt: skip
        known = goal.id
        return self._form(
            words.text("Goal"), fields, lambda v: goals.update(store, goal_id=known, **v),
            remove=lambda: goals.delete(store, goal_id=known),
        )  # fmt: skip

    def goal_value(self, goal: Goal) -> FormDialog:
        """Record what was measured."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="value", text=words.text("Value"), takes=Input.NUMBER, needed=True, row=1,
                  hint=goal.unit),
            Field(key="day", text=words.text("Measured on"), takes=Input.DAY,
                  value=self._page.today, row=1),
            Field(key="source", text=words.text("Source")),
        ]  # fmt: skip

        def save(values: Values) -> object:
            value: Decimal = values["value"]
            return goals.add_value(
                store, goal_id=goal.id, value=value, day=values["day"],
                source=str(values["source"]),
            )  # fmt: skip

        return self._form(words.text("New value"), fields, save, note=goal.title)

    def goal_word(self, goal: Goal) -> FormDialog:
        """Record who said that a goal is right; who said it first stays."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="confirmed_by", text=words.text("Confirmed by"), row=1, needed=True),
            Field(key="day", text=words.text("On"), takes=Input.DAY, row=1,
                  value=self._page.today),
            Field(key="meeting_id", text=words.text("At the meeting"), takes=Input.CHOICE,
                  choices=self._meetings()),
        ]  # fmt: skip
        return self._form(
            words.text("Confirm the goal"), fields,
            lambda v: goals.confirm(store, goal_id=goal.id, **v), note=goal.title,
        )  # fmt: skip

    def success(self) -> FormDialog:
        """Write down what success means, and who confirmed it."""
        words, store, customer = self._words, self._services.store, self._page.customer
        fields = [
            Field(key="text", text=words.text("Success, in the customer's words"),
                  takes=Input.LINES, value=customer.success_text),
            Field(key="confirmed_by", text=words.text("Confirmed by"), row=1,
                  hint=words.text("Empty: a draft, not confirmed yet.")),
            Field(key="day", text=words.text("On"), takes=Input.DAY, row=1,
                  value=self._page.today),
            Field(key="meeting_id", text=words.text("At the meeting"), takes=Input.CHOICE,
                  choices=self._meetings()),
        ]  # fmt: skip

        def save(values: Values) -> object:
            if not values["confirmed_by"]:
                return customers.update(store, customer_id=customer.id, success_text=values["text"])
            return goals.confirm_success(
                store, customer_id=customer.id, confirmed_by=str(values["confirmed_by"]),
                text=str(values["text"]), day=values["day"], meeting_id=values["meeting_id"],
            )  # fmt: skip

        return self._form(words.text("Definition of success"), fields, save)

    def _meetings(self) -> list[tuple[object, str]]:
        """Return the meetings up to today at which something can have been confirmed."""
        words = self._words
        found: list[tuple[object, str]] = [(None, words.text("none"))]
        for one in self._page.meetings:
            if one.day <= self._page.today and one.status in HAPPENED:
                name = one.title or words.text(labels.MEETING_KIND_LABELS[one.kind])
                day = words.near_date(one.day, self._page.today)
                found.append((one.id, words.facts([name, day])))
        return found

    def outcome(self, outcome: Outcome | None = None) -> FormDialog:
        """Add or change a result at the customer."""
        words, store = self._words, self._services.store
        milestones: list[tuple[object, str]] = [(None, words.text("none"))]
        for project in self._page.projects:
            milestones += [
                (row.id, row.title)
                for row in project.rows.values()
                if row.kind is RowKind.MILESTONE and row.milestone_kind is MilestoneKind.VALUE
            ]
        fields = [
            Field(key="title", text=words.text("Outcome"), value=outcome and outcome.title,
                  needed=True),
            Field(key="metric", text=words.text("Measured by"), value=outcome and outcome.metric,
                  row=1, stretch=2),
            Field(key="amount", text=words.text("Amount"), takes=Input.NUMBER,
                  value=outcome and outcome.amount, row=1),
            Field(key="unit", text=words.text("Unit"), value=outcome and outcome.unit, row=1),
            Field(key="day", text=words.text("Seen on"), takes=Input.DAY,
                  value=outcome.day if outcome else self._page.today, row=2, needed=True),
            Field(key="said_by", text=words.text("Confirmed by"), value=outcome and outcome.said_by,
                  row=2),
            Field(key="milestone_id", text=words.text("Reaches the milestone"), takes=Input.CHOICE,
                  choices=milestones, value=outcome and outcome.milestone_id),
            Field(key="evidence", text=words.text("Evidence"), value=outcome and outcome.evidence),
            Field(key="may_quote", text=words.text("May be quoted"), takes=Input.CHECK,
                  value=outcome and outcome.may_quote),
        ]  # fmt: skip
        if outcome is None:
            return self._form(
                words.text("New outcome"), fields,
                lambda v: outcomes.create(store, customer_id=self._customer_id, **v),
            )  # fmt: skip
        known = outcome.id
        return self._form(
            words.text("Outcome"), fields, lambda v: outcomes.update(store, outcome_id=known, **v),
            remove=lambda: outcomes.delete(store, outcome_id=known),
        )  # fmt: skip

    def risk(self, risk: Risk | None = None) -> FormDialog:
        """Add or change a risk."""
        words, store = self._words, self._services.store
        grades: list[tuple[object, str]] = [(n, str(n)) for n in range(1, 6)]
        fields = [
            Field(key="title", text=words.text("Risk"), value=risk and risk.title, needed=True),
            Field(key="probability", text=words.text("Probability"), takes=Input.CHOICE,
                  choices=grades, value=risk.probability if risk else 3, row=1),
            Field(key="impact", text=words.text("Impact"), takes=Input.CHOICE,
                  choices=grades, value=risk.impact if risk else 3, row=1),
            Field(key="status", text=words.text("Status"), takes=Input.CHOICE,
                  choices=self._choices(labels.RISK_STATUS_LABELS),
                  value=risk.status if risk else RiskStatus.OPEN, row=1),
            Field(key="side", text=words.text("Side"), takes=Input.CHOICE,
                  choices=self._choices(labels.SIDE_LABELS),
                  value=risk.side if risk else Side.US, row=2),
            Field(key="owner", text=words.text("Owner"), value=risk and risk.owner, row=2),
            Field(key="trigger_on", text=words.text("Decide by"), takes=Input.DAY,
                  value=risk and risk.trigger_on, row=2),
            Field(key="response", text=words.text("Response"), takes=Input.LINES,
                  value=risk and risk.response),
            self._visibility(risk.visibility if risk else Visibility.INTERNAL),
        ]  # fmt: skip
        if risk is None:
            return self._form(
                words.text("New risk"), fields,
                lambda v: risks.create(store, customer_id=self._customer_id, **v),
            )  # fmt: skip
        known = risk.id
        return self._form(
            words.text("Risk"), fields, lambda v: risks.update(store, risk_id=known, **v),
            remove=lambda: risks.delete(store, risk_id=known),
        )  # fmt: skip

    def decision(self, decision: Decision | None = None) -> FormDialog:
        """Add or change a decision."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="what", text=words.text("Decision"), value=decision and decision.what,
                  takes=Input.LINES, needed=True),
            Field(key="who", text=words.text("Decided by"), value=decision and decision.who, row=1),
            Field(key="day", text=words.text("On"), takes=Input.DAY, needed=True, row=1,
                  value=decision.day if decision else self._page.today),
            Field(key="why", text=words.text("Why"), value=decision and decision.why),
            self._visibility(decision.visibility if decision else Visibility.CUSTOMER),
        ]  # fmt: skip
        if decision is None:
            return self._form(
                words.text("New decision"), fields,
                lambda v: decisions.create(store, customer_id=self._customer_id, **v),
            )  # fmt: skip
        known = decision.id
        return self._form(
            words.text("Decision"), fields,
            lambda v: decisions.update(store, decision_id=known, **v),
            remove=lambda: decisions.delete(store, decision_id=known),
        )  # fmt: skip

    def meeting(self, meeting: Meeting | None = None) -> FormDialog:
        """Put a meeting on the calendar, or change it."""
        return MeetingForm(self._services, self._page, meeting, self._parent)

    def contract(self, contract: Contract | None = None) -> FormDialog:
        """Add or change a term of the contract."""
        return contract_form(self._services, self._page, self._parent, contract)

    def note(self, note: Note | None = None, *, kind: NoteKind = NoteKind.NOTE) -> FormDialog:
        """Write a note, log a call or a mail."""
        return note_form(
            self._services, self._parent, self._customer_id, self._page.contacts, note, kind
        )

    def contact(self, contact: Contact | UnfilledRole | None = None) -> FormDialog:
        """Change a person, or add one: for a role that nobody fills yet, that role."""
        services, page, parent = self._services, self._page, self._parent
        if isinstance(contact, UnfilledRole):
            role = next((one for one in ContactRole if one == contact.role), ContactRole.OTHER)
            return contact_form(services, page, parent, role=(contact.side, role))
        return contact_form(services, page, parent, contact)

    def customer(self) -> FormDialog:
        """Change the facts of the customer."""
        return customer_form(self._services, self._parent, self._page.customer)

    def _visibility(self, value: Visibility) -> Field:
        return Field(
            key="visibility", text=self._words.text("Who sees it"), takes=Input.CHOICE,
            choices=self._choices(labels.VISIBILITY_LABELS), value=value,
        )  # fmt: skip


def note_form(
    services: Services,
    parent: QWidget,
    customer_id: int,
    people: Sequence[Contact],
    note: Note | None = None,
    kind: NoteKind = NoteKind.NOTE,
) -> FormDialog:
    """Return the form that writes a note or logs a call or mail."""
    words, store = services.translator, services.store
    kinds = [(code, words.text(text)) for code, text in labels.NOTE_KIND_LABELS.items()]
    with_whom: list[tuple[object, str]] = [(None, words.text("nobody named"))]
    with_whom += [(one.id, one.name) for one in people]
    fields = [
        Field(key="kind", text=words.text("Kind"), takes=Input.CHOICE, choices=kinds, row=1,
              value=note.kind if note else kind),
        Field(key="day", text=words.text("Day"), takes=Input.DAY, needed=True, row=1,
              value=note.day if note else services.today()),
        Field(key="contact_id", text=words.text("With"), takes=Input.CHOICE, choices=with_whom,
              value=note and note.contact_id),
        Field(key="text", text=words.text("What was said, and what follows"), takes=Input.LINES,
              value=note and note.text, needed=True),
    ]  # fmt: skip
    title = words.text("Log a call") if kind is NoteKind.CALL else words.text("Note")
    if note is None:
        return FormDialog(
            services, title, fields,
            lambda v: notes.create(store, customer_id=customer_id, **v),
            parent=parent,
        )  # fmt: skip
    known = note.id
    return FormDialog(
        services, title, fields, lambda v: notes.update(store, note_id=known, **v),
        remove=lambda: notes.delete(store, note_id=known), parent=parent,
    )  # fmt: skip


def customer_form(
    services: Services, parent: QWidget, customer: Customer | None = None
) -> FormDialog:
    """Return the form of a new customer, or of a known one's facts."""
    words, store = services.translator, services.store
    workspace = store.workspace
    languages = [(Language(code), name) for code, name in LANGUAGE_NAMES.items()]
    owners: list[tuple[object, str]] = [(None, words.text("nobody named"))]
    owners += [(one.id, one.name) for one in our_people(store) if one.active]
    stages: list[tuple[object, str]] = [(None, words.text("as computed"))]
    stages += [(code, words.text(text)) for code, text in labels.STAGE_LABELS.items()]
    fields = [
        Field(key="name", text=words.text("Name of the company"), needed=True, row=1, stretch=2,
              value=customer and customer.name),
        Field(key="name_alt", text=words.text("In the other script"),
              value=customer and customer.name_alt, row=1),
        Field(key="language", text=words.text("Language of documents"), takes=Input.CHOICE, row=2,
              choices=languages, value=customer.language if customer else workspace.language),
        country_field(words, words.text("Country"),
                      customer.country if customer else workspace.country, row=2),
        Field(key="currency", text=words.text("Currency"), row=2,
              value=customer.currency if customer else workspace.currency),
        Field(key="size_note", text=words.text("Size, in words"),
              value=customer and customer.size_note, row=3,
              hint=words.text("46 restaurants")),
        Field(key="industry", text=words.text("Industry"), value=customer and customer.industry,
              row=3),
        Field(key="city", text=words.text("City"), value=customer and customer.city, row=3),
        Field(key="owner_id", text=words.text("Owner"), takes=Input.CHOICE, row=4, choices=owners,
              value=customer.owner_id if customer else store.actor.id),
    ]  # fmt: skip
    if customer is not None:
        if not any(owner == customer.owner_id for owner, _ in owners):
            owners += [(one.id, one.name) for one in our_people(store)
                       if one.id == customer.owner_id]  # fmt: skip
        fields.append(
            Field(key="stage_by_hand", text=words.text("Stage"), takes=Input.CHOICE, row=4,
                  choices=stages, value=customer.stage_by_hand)
        )  # fmt: skip
    if customer is None:

        def create(values: Values) -> object:
            made = customers.create(store, **with_code(values))
            services.wish.emit("customer", made.id)
            return made

        form = FormDialog(
            services, words.text("New customer"), fields, create,
            accept=words.text("Add customer"), parent=parent,
        )  # fmt: skip
        offer_countries(form, words)
        return form
    from csdesk.ui.dialogs.logo_line import customer_logo

    known = customer.id
    form = FormDialog(
        services, words.text("Facts of the customer"), fields,
        lambda v: customers.update(store, customer_id=known, **with_code(v), **logo()),
        remove=lambda: customers.delete(store, customer_id=known), parent=parent,
    )  # fmt: skip
    offer_countries(form, words)
    logo = customer_logo(services, form, customer.logo)
    return form
