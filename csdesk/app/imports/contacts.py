"""Planning an import of contacts: people matched by mail or name, placed at their customer."""

from dataclasses import replace

from csdesk.app.imports.known import ImportOptions, Known
from csdesk.app.imports.mapping import ColumnMap
from csdesk.app.imports.planner import Planner
from csdesk.app.imports.preview import CustomerRef, ImportPreview, RowNote, Writes
from csdesk.app.imports.table import Row, Table
from csdesk.domain.codes import ContactRole, StakeholderType
from csdesk.domain.errors import N_
from csdesk.domain.labels import CONTACT_ROLE_LABELS
from csdesk.domain.mail import is_mail
from csdesk.domain.progress import Progress
from csdesk.domain.records import Contact
from csdesk.i18n import LANGUAGES, Translator

_COMPARED = ("name", "mail", "phone", "title")
_MANAGERS = frozenset({
    ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.BUDGET_OWNER,
})  # fmt: skip


def plan_contacts(
    table: Table,
    mapping: ColumnMap,
    known: Known,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportPreview:
    """Say what importing contacts would do.

    The customer is the row's, else the one that the import was asked for, else the one at which
    this person is known already (by mail, by name, or by a first name that stands there alone).
    """
    return _Planner(table, mapping, known, options, progress).plan()


class _Planner(Planner):
    def prepare(self) -> None:
        self.people: dict[str, list[Contact]] = {}
        for contact in self.known.contacts:
            for mark in {contact.mail.casefold(), contact.name.casefold()} - {""}:
                self.people.setdefault(mark, []).append(contact)
        self.seen: dict[tuple[CustomerRef, str], tuple[int, Contact]] = {}
        self.new_contacts: list[tuple[CustomerRef, Contact]] = []
        self.changes: dict[int, dict[str, object]] = {}
        self.matched: set[int] = set()
        self.roles = _role_words()

    def take(self, row: Row) -> None:
        fresh = self._read(row)
        if fresh.mail and not is_mail(fresh.mail):
            self.tally.reject([RowNote(
                row.number, "mail", fresh.mail, "mail_wrong",
                N_("This is no mail address. Correct it, or leave the cell empty."),
            )])  # fmt: skip
            return
        if not fresh.name:
            self.tally.reject([RowNote(
                row.number, "name", "", "no_name", N_("There is no name in this row."),
            )])  # fmt: skip
            return
        first_name = self.mapping.text(row, "first_name").casefold()
        customers = self._customers(row)
        stored = self._stored(fresh, first_name, customers)
        if not customers and not stored:
            self.tally.reject([RowNote(
                row.number, "customer", self.mapping.text(row, "customer"), "no_customer",
                N_("csdesk does not know this person's customer. Map the customer's column, import "
                   "the customers first, or say which one it is (--customer)."),
            )])  # fmt: skip
            return
        if stored:
            self._known(row, fresh, stored)
        else:
            self._new(row, fresh, customers[0])

    def _customers(self, row: Row) -> list[int]:
        name = self.mapping.text(row, "customer")
        external = self.mapping.text(row, "customer_id")
        if name or external:
            found = self.matcher.known_id(name, external)
            return [] if found is None else [found]
        return [] if self.options.customer_id is None else [self.options.customer_id]

    def _stored(self, fresh: Contact, first_name: str, customers: list[int]) -> list[Contact]:
        """Return the records of this person: at the named customer, else wherever it is known."""
        for mark in (fresh.mail.casefold(), fresh.name.casefold(), first_name):
            people = self.people.get(mark, []) if mark else []
            here = [person for person in people if not customers or person.customer_id in customers]
            if here:
                return here
        return []

    def _read(self, row: Row) -> Contact:
        text = self.mapping.text
        first, last = text(row, "first_name"), text(row, "last_name")
        name = text(row, "name") or _full_name(first, last)
        role = self.roles.get(text(row, "role").casefold(), ContactRole.OTHER)
        manager = role in _MANAGERS
        return Contact(
            uid="",
            customer_id=0,
            name=" ".join((name or text(row, "mail")).split()),
            mail=text(row, "mail"),
            phone=text(row, "phone"),
            title=text(row, "title"),
            role=role,
            stakeholder=StakeholderType.MANAGER if manager else StakeholderType.USER,
        )

    def _new(self, row: Row, fresh: Contact, customer_id: int) -> None:
        key = (customer_id, fresh.mail.casefold() or fresh.name.casefold())
        if key in self.seen:
            self._repeated(row, key, fresh)
            return
        self.seen[key] = (row.number, fresh)
        self.matched.add(customer_id)
        self.new_contacts.append((customer_id, fresh))
        self.tally.count("new")

    def _known(self, row: Row, fresh: Contact, stored: list[Contact]) -> None:
        key = (stored[0].id, "known")
        if key in self.seen:
            self._repeated(row, key, fresh)
            return
        self.seen[key] = (row.number, fresh)
        changed = False
        for contact in stored:
            self.matched.add(contact.customer_id)
            changes: dict[str, object] = {
                name: value
                for name in _COMPARED
                if (value := getattr(fresh, name)) and value != getattr(contact, name)
            }
            if fresh.role is not ContactRole.OTHER and fresh.role is not contact.role:
                changes["role"] = fresh.role
            if changes:
                self.changes[contact.id] = changes
                changed = True
        self.tally.count("changed" if changed else "unchanged")

    def _repeated(self, row: Row, key: tuple[CustomerRef, str], fresh: Contact) -> None:
        first, same = self.seen[key]
        if replace(same) == fresh:
            self.tally.count("unchanged")
            return
        self.tally.reject([RowNote(
            row.number, "mail" if fresh.mail else "name", fresh.mail or fresh.name, "contact_twice",
            N_("Row {first} has the same person with other values."), {"first": first},
        )])  # fmt: skip

    def finish(self) -> ImportPreview:
        return self.tally.preview(
            self.table,
            self.mapping,
            Writes(new_contacts=tuple(self.new_contacts), contact_changes=self.changes),
            customers_new=0,
            customers_matched=len(self.matched),
        )


def _full_name(first: str, last: str) -> str:
    """Return the name as its script writes it: Chinese family names come first, unspaced."""
    if not (first and last):
        return first or last
    if all("\u4e00" <= char <= "\u9fff" for char in first + last):
        return last + first
    return f"{first} {last}"


def _role_words() -> dict[str, ContactRole]:
    words = {role.value: role for role in ContactRole}
    words |= {role.value.replace("_", " "): role for role in ContactRole}
    for language in LANGUAGES:
        translator = Translator(language)
        words |= {
            translator.text(label).casefold(): role for role, label in CONTACT_ROLE_LABELS.items()
        }
    return words
