"""The forms of what certificate and success story stand on: the register, and the consent."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import certificates, consents
from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.records_delivery import StoryConsent
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

Values = Mapping[str, Any]
WIDTH = 520


class CertificateForms:
    """Makes the forms about one customer; each is opened by whoever asked for it."""

    def __init__(self, services: Services, page: CustomerPage, parent: QWidget) -> None:
        self._services, self._page, self._parent = services, page, parent
        self._words = services.translator

    def certificate(self) -> FormDialog:
        """Enter a certificate for a person into the register."""
        words, store, page = self._words, self._services.store, self._page
        people: list[tuple[object, str]] = [(None, "–")]
        people += [(one.id, one.name) for one in page.contacts if one.left_on is None]
        fields = [
            Field(key="contact_id", text=words.text("Certificate for"), takes=Input.CHOICE,
                  choices=people, row=1),
            Field(key="name", text=words.text("or somebody else"), row=1),
            Field(key="statement", text=words.text("What the person can do"), needed=True,
                  hint=words.text("As it follows the name, such as: plans a week on her own.")),
            Field(key="facts", text=words.text("What shows it"), takes=Input.LINES,
                  hint=words.text("Measured facts, one a line, six at most; may be empty.")),
            Field(key="on", text=words.text("Issued on"), takes=Input.DAY, value=page.today, row=2),
            Field(key="signed_by", text=words.text("Signed by"), value=store.actor.name, row=2),
        ]  # fmt: skip

        def save(values: Values) -> object:
            name = str(values["name"] or "")
            return certificates.issue(
                store,
                customer_id=page.customer.id,
                contact_id=None if name else values["contact_id"],
                name=name,
                statement=str(values["statement"]),
                facts=str(values["facts"] or "").splitlines(),
                on=values["on"],
                signed_by=str(values["signed_by"] or ""),
            )

        return FormDialog(
            self._services, words.text("Issue a certificate"), fields, save,
            note=words.text(
                "The register gives it the next number and keeps it for good: read the name once "
                "more."
            ),
            accept=words.text("Issue"), width=WIDTH, parent=self._parent,
        )  # fmt: skip

    def consent(self) -> FormDialog:
        """Record who at the customer agreed to a success story, and to what."""
        words, store, page = self._words, self._services.store, self._page
        fields = [
            Field(key="by", text=words.text("Consent given by"), needed=True, row=1, stretch=2),
            Field(key="on", text=words.text("On"), takes=Input.DAY, value=page.today, row=1),
            Field(key="covers", text=words.text("What it covers"), takes=Input.LINES, needed=True,
                  hint=words.text("Such as: website and sales talks, with name and figures.")),
        ]  # fmt: skip
        return FormDialog(
            self._services, words.text("Consent to a success story"), fields,
            lambda v: consents.record(
                store, customer_id=page.customer.id, given_by=str(v["by"]),
                covers=str(v["covers"]), on=v["on"],
            ),
            note=words.text("Without a consent no success story leaves; it can be withdrawn."),
            width=WIDTH, parent=self._parent,
        )  # fmt: skip

    def withdrawal(self, consent: StoryConsent | None) -> FormDialog:
        """Record that the customer took its consent back."""
        words, store, page = self._words, self._services.store, self._page
        note = ""
        if consent is not None:
            note = words.text(
                "{name} agreed on {day}: {covers}", name=consent.given_by,
                day=words.date(consent.given_on), covers=consent.covers,
            )  # fmt: skip
        fields = [
            Field(key="on", text=words.text("Withdrawn on"), takes=Input.DAY, value=page.today,
                  hint=words.text("From this day on no success story leaves.")),
        ]  # fmt: skip
        return FormDialog(
            self._services, words.text("The consent is withdrawn"), fields,
            lambda v: consents.withdraw(store, customer_id=page.customer.id, on=v["on"]),
            note=note, accept=words.text("Withdraw"), parent=self._parent,
        )  # fmt: skip
