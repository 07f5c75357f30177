"""Adding a person in the window: a known mail address is refused, a known name asked back once."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import contacts
from csdesk.app.queries.customer import load_customer
from csdesk.domain.codes import ContactRole, StakeholderType
from csdesk.domain.records import Contact
from csdesk.ui.dialogs.editors import Editors
from csdesk.ui.dialogs.form import FormDialog
from tests.ui.screens_support import open_harbour


def test_a_known_person_is_asked_back(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store, customer_id = harbour.store, harbour.customer_id
        known = contacts.create(
            store, customer_id=customer_id, name="Joanna Ray", mail="jo@harbour.example"
        )
        parent = QWidget()
        qtbot.addWidget(parent)

        def form(name: str, mail: str) -> FormDialog:
            page = load_customer(store, customer_id)
            made = Editors(services, page, parent).contact()
            made.open()
            made.set_value("name", name)
            made.set_value("mail", mail)
            return made

        def people() -> int:
            with store.read() as reader:
                return reader.count(Contact, customer_id=customer_id)

        before = people()
        same_mail = form("J. Ray", "JO@harbour.example")
        same_mail.submit()
        same_mail.submit()
        assert same_mail.isVisible()
        assert people() == before
        same_mail.close()
        alike = form("joanna  ray", "")
        alike.submit()
        assert alike.isVisible()
        assert people() == before
        with qtbot.waitSignal(alike.destroyed):
            alike.submit()
        assert people() == before + 1
        changed = contacts.update(store, contact_id=known.id, mail="JO@harbour.example")
        assert changed.mail == "JO@harbour.example"


def test_the_mails_of_a_new_person_follow_the_role(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        parent = QWidget()
        qtbot.addWidget(parent)
        page = load_customer(harbour.store, harbour.customer_id)
        form = Editors(services, page, parent).contact()
        assert form.value("stakeholder") is StakeholderType.USER
        form.set_value("role", ContactRole.SPONSOR)
        assert form.value("stakeholder") is StakeholderType.MANAGER
        form.set_value("role", ContactRole.END_USER)
        assert form.value("stakeholder") is StakeholderType.USER
        form.close()
