"""The form of a person at a customer or a third party."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import contacts
from csdesk.app.queries.customer import CustomerPage
from csdesk.domain import labels
from csdesk.domain.codes import (
    Attitude,
    ContactChannel,
    ContactRole,
    Side,
    StakeholderType,
)
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contact
from csdesk.i18n import Translator
from csdesk.ui.dialogs.form import Field, FormDialog, Input, Save
from csdesk.ui.services import Services

WIDTH = 520
_MANAGERS = (ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.BUDGET_OWNER)


def contact_form(
    services: Services,
    page: CustomerPage,
    parent: QWidget,
    contact: Contact | None = None,
    *,
    role: tuple[Side, ContactRole] = (Side.CUSTOMER, ContactRole.OTHER),
) -> FormDialog:
    """Return the form that changes a person, or adds one who fills a role."""
    words, store = services.translator, services.store
    fields = _fields(words, contact, role)
    if contact is None:
        return _new(services, page, parent, role, fields)
    known = contact.id
    others: list[tuple[object, str]] = [(None, words.text("nobody yet"))]
    others += [
        (one.id, one.name) for one in page.contacts if one.left_on is None and one.id != known
    ]
    successor = next((c.id for c in page.contacts if c.uid == contact.successor_uid), None)
    fields += [
        Field(key="left_on", text=words.text("Left the company on"), takes=Input.DAY, row=8,
              value=contact.left_on),
        Field(key="successor_id", text=words.text("Successor, who gets the open items"),
              takes=Input.CHOICE, choices=others, row=8, value=successor),
    ]  # fmt: skip

    def save(values: Mapping[str, Any]) -> object:
        kept = dict(values)
        if kept["successor_id"] == successor:
            del kept["successor_id"]  # what this person had went over before
        return contacts.update(store, contact_id=known, **kept)

    return FormDialog(
        services, words.text("Person"), fields, save,
        remove=lambda: contacts.delete(store, contact_id=known), width=WIDTH, parent=parent,
    )  # fmt: skip


def _new(
    services: Services, page: CustomerPage, parent: QWidget, role: tuple[Side, ContactRole],
    fields: list[Field],
) -> FormDialog:  # fmt: skip
    """Return the form of a new person; a role may also go to somebody here who has none yet."""
    words, add = services.translator, _adding(services, page.customer.id)
    side, part = role
    free = [
        one for one in page.contacts
        if one.role is ContactRole.OTHER and one.side is side and one.left_on is None
    ]  # fmt: skip
    if part is ContactRole.OTHER or not free:
        return _NewForm(services, words.text("New person"), fields, add, width=WIDTH, parent=parent)
    return _RoleForm(services, fields, free, add, parent)


class _NewForm(FormDialog):
    """Asks for a new person; the mails follow the role that is chosen."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.edited.connect(self._suggest)

    def _suggest(self, key: str) -> None:
        if key == "role":
            manages = self.value("role") in _MANAGERS
            mails = StakeholderType.MANAGER if manages else StakeholderType.USER
            self.set_value("stakeholder", mails)


class _RoleForm(FormDialog):
    """Gives a role to somebody new, or to one of those who have none yet."""

    def __init__(
        self, services: Services, fields: list[Field], free: list[Contact], add: Save,
        parent: QWidget,
    ) -> None:  # fmt: skip
        words = services.translator
        self._add, self._empty = add, fields
        self._by_id = {one.id: one for one in free}
        who: list[tuple[object, str]] = [(None, words.text("somebody new"))]
        who += [(one.id, one.name) for one in free]
        chooser = Field(key="known", text=words.text("Person"), takes=Input.CHOICE, choices=who)
        super().__init__(
            services, words.text("Who has this role?"), [chooser, *fields], self._give,
            width=WIDTH, parent=parent,
        )  # fmt: skip
        self.edited.connect(self._show)
        self.inputs["name"].setFocus()

    def _give(self, values: Mapping[str, Any]) -> object:
        kept = dict(values)
        known = kept.pop("known")
        if known is None:
            return self._add(kept)
        return contacts.update(self._services.store, contact_id=known, **kept)

    def _show(self, key: str) -> None:
        """Show what is known of who is chosen; the role stays the one that is asked for."""
        if key != "known":
            return
        chosen = self._by_id.get(int(str(self.value("known") or 0)))
        for field in self._empty:
            if field.key != "role":
                value = field.value if chosen is None else getattr(chosen, field.key)
                self.set_value(field.key, value)


def _fields(
    words: Translator, contact: Contact | None, role: tuple[Side, ContactRole]
) -> list[Field]:
    def choices(texts: Mapping[Any, str]) -> list[tuple[object, str]]:
        return [(code, words.text(text)) for code, text in texts.items()]

    side, part = role
    mails = StakeholderType.MANAGER if part in _MANAGERS else StakeholderType.USER
    sides = [(one, words.text(labels.SIDE_LABELS[one])) for one in (Side.CUSTOMER, Side.THIRD)]
    return [
        Field(key="name", text=words.text("Name"), value=contact and contact.name,
              needed=True, row=1, stretch=2),
        Field(key="name_alt", text=words.text("In the other script"),
              value=contact and contact.name_alt, row=1),
        Field(key="role", text=words.text("Role"), takes=Input.CHOICE,
              choices=choices(labels.CONTACT_ROLE_LABELS),
              value=contact.role if contact else part, row=2),
        Field(key="title", text=words.text("Title"), value=contact and contact.title, row=2),
        Field(key="mail", text=words.text("Mail address"), value=contact and contact.mail, row=3,
              stretch=2),
        Field(key="phone", text=words.text("Phone"), value=contact and contact.phone, row=3),
        Field(key="side", text=words.text("Side"), takes=Input.CHOICE, row=4, choices=sides,
              value=contact.side if contact else side),
        Field(key="company", text=words.text("Company, if another"),
              value=contact and contact.company, row=4),
        Field(key="stakeholder", text=words.text("Gets mail as"), takes=Input.CHOICE, row=5,
              choices=choices(labels.STAKEHOLDER_LABELS),
              value=contact.stakeholder if contact else mails),
        Field(key="channel", text=words.text("Prefers"), takes=Input.CHOICE, row=5,
              choices=choices(labels.CONTACT_CHANNEL_LABELS),
              value=contact.channel if contact else ContactChannel.ANY),
        Field(key="attitude", text=words.text("Attitude (internal)"), takes=Input.CHOICE, row=5,
              choices=choices(labels.ATTITUDE_LABELS),
              value=contact.attitude if contact else Attitude.UNKNOWN),
        Field(key="value_text", text=words.text("What is in it for this person (internal)"),
              value=contact and contact.value_text),
        Field(key="speaks_for", text=words.text("Speaks for"),
              value=contact and contact.speaks_for),
        Field(key="last_spoke", text=words.text("Last spoke"), takes=Input.DAY, row=6,
              value=contact and contact.last_spoke),
        Field(key="thanked_on", text=words.text("Thanked on"), takes=Input.DAY, row=6,
              value=contact and contact.thanked_on),
    ]  # fmt: skip


def _adding(services: Services, customer_id: int) -> Save:
    """Return what adds a person; a name that is known here is asked back once."""
    asked: set[str] = set()

    def add(values: Mapping[str, Any]) -> object:
        name = str(values["name"])
        try:
            return contacts.create(
                services.store, customer_id=customer_id, like_another=name in asked, **values
            )
        except UserError as error:
            if error.code != "contact_name_known":
                raise
            asked.add(name)
            raise UserError(
                error.code,
                N_(
                    "{name} is a contact here already, with the same or nearly the same name. "
                    "Save once more to add another person."
                ),
                **error.params,
            ) from error

    return add
