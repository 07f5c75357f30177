"""The forms of the handover card: its texts, and a line of each kind."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import handover
from csdesk.app.queries.handover import HandoverCard
from csdesk.app.queries.people import our_people
from csdesk.domain.codes import PointKind, UserRole, Visibility
from csdesk.domain.labels import POINT_KIND_LABELS, VISIBILITY_LABELS
from csdesk.domain.money import from_minor, to_minor
from csdesk.domain.records_kickoff import Handover, HandoverPoint
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

Values = Mapping[str, Any]
WIDTH = 520


class HandoverForms:
    """Makes the forms about one card; each is opened by whoever asked for it."""

    def __init__(self, services: Services, card: HandoverCard, parent: QWidget) -> None:
        self._services, self._card, self._parent = services, card, parent
        self._words = services.translator

    def card(self) -> FormDialog:
        """Write what sales handed over."""
        words, store, customer = self._words, self._services.store, self._card.customer
        deal = self._card.deal
        usual = deal.currency if deal is not None and deal.currency else customer.currency
        known = self._card.handover or Handover(customer_id=customer.id, currency=usual)
        currency = known.currency or usual
        budget = None
        if known.budget_minor is not None:
            budget = from_minor(known.budget_minor, currency)
        people = [one for one in our_people(store) if one.active or one.id == known.sales_user_id]
        people.sort(key=lambda one: one.role is not UserRole.SALES)
        sellers = [(None, words.text("nobody in csdesk")), *((one.id, one.name) for one in people)]
        seller = known.sales_lead
        if known.sales_user_id is None and not seller:
            seller = self._card.seller
        fields = [
            Field(key="why_bought", text=words.text("Why they bought"), takes=Input.LINES,
                  value=known.why_bought),
            Field(key="process", text=words.text("How they work today"), takes=Input.LINES,
                  value=known.process),
            Field(key="working_with", text=words.text("How they want to be worked with"),
                  takes=Input.LINES, value=known.working_with),
            Field(key="scope_note", text=words.text("What was said about the scope"),
                  value=known.scope_note),
            Field(key="sales_user_id", text=words.text("Sales lead"), takes=Input.CHOICE, row=1,
                  choices=sellers, value=known.sales_user_id),
            Field(key="sales_lead", text=words.text("or somebody else"), row=1, value=seller),
            Field(key="budget", text=words.text("Budget"), takes=Input.NUMBER, value=budget, row=2),
            Field(key="currency", text=words.text("Currency"), value=currency, row=2),
            Field(key="budget_note", text=words.text("Whose budget"), value=known.budget_note,
                  row=2, stretch=2),
        ]  # fmt: skip

        def save(values: Values) -> object:
            kept = dict(values)
            amount = kept.pop("budget")
            unit = str(kept["currency"] or currency).upper()
            kept["currency"] = unit
            kept["budget_minor"] = to_minor(amount, unit) if isinstance(amount, Decimal) else None
            if kept["sales_user_id"] is not None:
                kept["sales_lead"] = ""
            elif self._card.seller_from_deal and kept["sales_lead"] == self._card.seller:
                kept["sales_lead"] = ""  # it goes on following the deal
            return handover.put(store, customer_id=customer.id, **kept)

        return self._form(
            words.text("Handover from sales"), fields, save,
            note=words.text("For us only: no document shows it."),
        )  # fmt: skip

    def point(self, kind: PointKind, point: HandoverPoint | None = None) -> FormDialog:
        """Add or change a line of a kind."""
        words, store = self._words, self._services.store
        fields = self._fields(kind, point)
        title = words.text(POINT_KIND_LABELS[kind])
        if point is None:
            customer_id = self._card.customer.id
            return self._form(
                title, fields,
                lambda v: handover.create_point(store, customer_id=customer_id, kind=kind, **v),
            )  # fmt: skip
        known = point.id
        return self._form(
            title, fields, lambda v: handover.update_point(store, point_id=known, **v),
            remove=lambda: handover.delete_point(store, point_id=known),
        )  # fmt: skip

    def _fields(self, kind: PointKind, point: HandoverPoint | None) -> list[Field]:
        words = self._words
        text, said_by = point and point.text, point and point.said_by
        day = point and point.day
        if kind is PointKind.PAIN:
            seen = [(code, words.text(label)) for code, label in VISIBILITY_LABELS.items()]
            return [
                Field(key="text", text=words.text("What hurts, in their words"), takes=Input.LINES,
                      value=text, needed=True),
                Field(key="answer", text=words.text("What was promised to solve it"),
                      takes=Input.LINES, value=point and point.answer),
                Field(key="said_by", text=words.text("Said by"), value=said_by, row=1),
                Field(key="visibility", text=words.text("Who sees it"), takes=Input.CHOICE, row=1,
                      choices=seen, value=point.visibility if point else Visibility.INTERNAL,
                      hint=words.text("The kickoff deck shows what the customer may see.")),
            ]  # fmt: skip
        if kind is PointKind.DATE:
            return [
                Field(key="text", text=words.text("What happens on it"), value=text, needed=True),
                Field(key="day", text=words.text("Day"), takes=Input.DAY, value=day, needed=True,
                      row=1),
                Field(key="said_by", text=words.text("Said by"), value=said_by, row=1),
            ]  # fmt: skip
        if kind is PointKind.TOUCHPOINT:
            return [
                Field(key="text", text=words.text("What, how often, by which channel"), value=text,
                      needed=True),
                Field(key="said_by", text=words.text("With whom"), value=said_by),
            ]  # fmt: skip
        return [
            Field(key="text", text=words.text("What was promised"), takes=Input.LINES, value=text,
                  needed=True),
            Field(key="said_by", text=words.text("Promised by"), value=said_by, row=1),
            Field(key="day", text=words.text("By when"), takes=Input.DAY, value=day, row=1),
        ]  # fmt: skip

    def _form(self, title: str, fields: list[Field], save: Any, **more: Any) -> FormDialog:
        return FormDialog(
            self._services, title, fields, save, width=WIDTH, parent=self._parent, **more
        )
