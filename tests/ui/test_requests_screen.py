"""The requests of a customer in the window: entered, answered, solved by a person's word."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csdesk.app.commands import support_requests
from csdesk.app.queries.customer import load_customer
from csdesk.domain.codes import RequestKind, RequestStatus
from csdesk.domain.records_delivery import SupportRequest
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.screens.customer import REQUESTS, CustomerScreen
from csdesk.ui.screens.requests import RequestsScreen
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour


def shown(qtbot: QtBot, services: Services, harbour: Harbour) -> RequestsScreen:
    screen = RequestsScreen(services, customer_id=harbour.customer_id)
    qtbot.addWidget(screen)
    screen.show_page(load_customer(services.store, harbour.customer_id))
    screen.resize(1100, 600)
    screen.show()
    return screen


def form_of(screen: RequestsScreen) -> FormDialog:
    (form,) = [one for one in screen.findChildren(FormDialog) if one.isVisible()]
    return form


def submit(qtbot: QtBot, form: FormDialog) -> None:
    with qtbot.waitSignal(form.destroyed):
        form.submit()


def stored(services: Services) -> list[SupportRequest]:
    with services.store.read() as reader:
        return reader.find(SupportRequest)


def test_a_request_goes_its_way_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        screen = shown(qtbot, services, harbour)
        assert screen.actions_of()[1].can_run() is False
        screen._empty.pressed.emit()
        form = form_of(screen)
        form.set_value("title", "Week 50 is empty")
        form.set_value("asked_by", "Night porter")
        form.set_value("kind", RequestKind.FAULT)
        form.set_value("area", "Rosters")
        submit(qtbot, form)
        (made,) = stored(services)
        assert made.received_at == services.store.clock.now()
        assert (made.asked_by, made.kind, made.area) == (
            "Night porter", RequestKind.FAULT, "Rosters",
        )  # fmt: skip
        assert [row.request.id for row in screen.model.rows] == [made.id]
        assert "Rosters" in screen.chart.accessibleDescription()
        assert screen.footer.left.text == "1 request"
        assert "A answers" in screen.footer.right.text
        by_id = {spec.id: spec for spec in screen.actions_of()}
        by_id["requests.answer"].run()
        form = form_of(screen)
        form.set_value("text", "It is filled at midnight")
        submit(qtbot, form)
        assert stored(services)[0].status is RequestStatus.IN_PROGRESS
        by_id["requests.wait"].run()
        assert stored(services)[0].status is RequestStatus.WAITING
        by_id["requests.solve"].run()
        form = form_of(screen)
        assert form.value("confirmed_by") == "Night porter"
        form.set_value("confirmed_by", "")
        form.submit()
        assert form.isVisible()
        assert stored(services)[0].status is RequestStatus.WAITING
        form.set_value("confirmed_by", "Guo Wei")
        submit(qtbot, form)
        assert stored(services)[0].status is RequestStatus.SOLVED
        assert len(screen.model.rows) == 0  # the list shows what is not solved
        assert screen.footer.right.text == ""
        screen.states.choose(3)
        said = [screen.model.text(row, 5) for row in screen.model.rows]
        assert said == ["Confirmed by Guo Wei"]
        by_id["requests.reopen"].run()
        assert stored(services)[0].status is RequestStatus.IN_PROGRESS
        screen.close()


def test_enter_opens_the_chosen_request_and_keeps_its_moment(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        made = support_requests.create(
            services.store, customer_id=harbour.customer_id, title="Login fails"
        )
        screen = shown(qtbot, services, harbour)
        screen.table.setFocus()
        QTest.keyClick(screen.table, Qt.Key.Key_Return)
        form = form_of(screen)
        assert form.value("title") == "Login fails"
        form.set_value("title", "Login fails at night")
        submit(qtbot, form)
        (changed,) = stored(services)
        assert changed.title == "Login fails at night"
        assert changed.received_at == made.received_at
        screen.close()


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_the_tab_of_a_customer_shows_its_requests(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    with open_harbour(qtbot, tmp_path, language=language) as (services, harbour):
        support_requests.create(
            services.store, customer_id=harbour.customer_id, title="Login fails"
        )
        screen = CustomerScreen(services, harbour.customer_id)
        qtbot.addWidget(screen)
        screen.resize(1200, 700)
        screen.show()
        screen.tabs.choose(REQUESTS)
        assert screen.requests.isVisible()
        assert [row.request.title for row in screen.requests.model.rows] == ["Login fails"]
        assert "requests.new" in {spec.id for spec in screen.actions_of()}
        wishes: list[tuple[str, object]] = []
        services.wish.connect(lambda kind, value: wishes.append((kind, value)))
        screen.requests.report()
        assert wishes == [("requests", harbour.customer_id)]
        screen.close()
