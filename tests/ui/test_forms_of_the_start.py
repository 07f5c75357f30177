"""Forms between signature and kickoff: terms of the deal, a role for somebody here, keys, room."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from csdesk.app.commands import contacts, deals
from csdesk.app.queries.customer import load_customer
from csdesk.app.queries.handover import load_handover
from csdesk.domain.codes import ContactRole, Side
from csdesk.domain.errors import UserError
from csdesk.domain.records import Contact, Contract, Decision
from csdesk.ui.dialogs.contact_form import contact_form
from csdesk.ui.dialogs.editors import Editors
from csdesk.ui.dialogs.handover_forms import HandoverForms
from tests.ui.screens_support import open_harbour


def test_a_term_begins_with_what_the_deal_says(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store, customer_id = harbour.store, harbour.customer_id
        with store.write("clear", customer_id=customer_id) as unit:
            for one in unit.find(Contract, customer_id=customer_id):
                unit.delete(Contract, one.id)
        deal = deals.create(
            store, customer_id=customer_id, name="46 shops", closed_on=date(2026, 11, 28),
            amount_minor=24_000_000, currency="CNY",
        )  # fmt: skip
        parent = QWidget()
        qtbot.addWidget(parent)
        form = Editors(services, load_customer(store, customer_id), parent).contract()
        form.open()
        assert (form.value("signed_on"), form.value("annual")) == (deal.closed_on, Decimal(240_000))
        assert form.value("currency") == "CNY"
        form.set_value("start", date(2026, 12, 1))
        form.set_value("seat_price", Decimal("12.5"))
        form.set_value("fee", Decimal(5_000))
        form.submit()
        with store.read() as reader:
            (term,) = reader.find(Contract, customer_id=customer_id)
        assert (term.deal_id, term.annual_minor, term.currency) == (deal.id, 24_000_000, "CNY")
        assert (term.seat_price_minor, term.fee_minor) == (1_250, 500_000)
        again = Editors(services, load_customer(store, customer_id), parent).contract(term)
        assert (again.value("seat_price"), again.value("fee")) == (Decimal("12.5"), Decimal(5_000))
        again.close()
        card = HandoverForms(services, load_handover(store, customer_id), parent).card()
        assert card.value("currency") == "CNY", "the budget is in the money of the deal"
        card.close()


def test_a_role_may_go_to_somebody_who_is_here(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store, customer_id = harbour.store, harbour.customer_id
        known = contacts.create(
            store, customer_id=customer_id, name="Ming Qiu", mail="ming@harbour.example"
        )
        parent = QWidget()
        qtbot.addWidget(parent)
        page = load_customer(store, customer_id)
        role = (Side.CUSTOMER, ContactRole.IT_ADMIN)
        form = contact_form(services, page, parent, role=role)
        form.open()
        assert form.inputs["name"].hasFocus() or form.focusWidget() is form.inputs["name"]
        form.set_value("known", known.id)
        assert form.value("mail") == "ming@harbour.example"
        assert form.value("role") is ContactRole.IT_ADMIN
        with store.read() as reader:
            before = reader.count(Contact, customer_id=customer_id)
        form.submit()
        qtbot.waitUntil(lambda: not isValid(form))
        with store.read() as reader:
            assert reader.count(Contact, customer_id=customer_id) == before
            changed = reader.get(Contact, known.id)
        assert (changed.name, changed.role) == ("Ming Qiu", ContactRole.IT_ADMIN)


def test_the_button_says_which_key_saves_and_an_error_has_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        parent = QWidget()
        qtbot.addWidget(parent)
        parent.show()
        form = Editors(
            services, load_customer(harbour.store, harbour.customer_id), parent
        ).decision()
        form.open()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        form.inputs["what"].setFocus()
        qtbot.waitUntil(lambda: form.accept_button.shown_key == "Ctrl Enter")
        form.inputs["who"].setFocus()
        qtbot.waitUntil(lambda: form.accept_button.shown_key == "Enter")
        long = "This name is known here already; say another one, or save once more to go on. " * 2
        form.show_error(UserError("wrong", long, field="who"))
        label = form._errors["who"]
        qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 40)
        form.inputs["what"].setFocus()
        qtbot.keyClicks(form.inputs["what"], "Export once")
        qtbot.keyClick(form.inputs["what"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        with harbour.store.read() as reader:
            assert reader.first(Decision, what="Export once") is not None
        qtbot.waitUntil(lambda: not isValid(form))
