"""The people of a customer: attitude, roles nobody fills, the manager's check, who left."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import contacts, items, manager_checks, rows
from csdesk.app.queries.customer import load_customer
from csdesk.app.queries.stakeholders import load_stakeholders
from csdesk.domain.codes import (
    Attitude,
    ContactChannel,
    ContactRole,
    Side,
    Strength,
    Visibility,
)
from csdesk.domain.records import Contact, PlanRow, Risk
from csdesk.domain.records_kickoff import ManagerCheck
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.screens.customer import PEOPLE, CustomerScreen
from csdesk.ui.screens.people_parts import Offer, PersonLine
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour


def shown(qtbot: QtBot, services: Services, harbour: Harbour) -> CustomerScreen:
    screen = CustomerScreen(services, harbour.customer_id)
    qtbot.addWidget(screen)
    screen.resize(1200, 900)
    screen.show()
    screen.tabs.choose(PEOPLE)
    return screen


def form_of(screen: QWidget) -> FormDialog:
    (form,) = [one for one in screen.findChildren(FormDialog) if one.isVisible()]
    return form


def submit(qtbot: QtBot, form: FormDialog) -> None:
    with qtbot.waitSignal(form.destroyed):
        form.submit()


def run(screen: CustomerScreen, name: str) -> None:
    (spec,) = [one for one in screen.actions_of() if one.id == f"people.{name}"]
    assert spec.can_run()
    spec.run()


def named(services: Services, name: str) -> Contact:
    with services.store.read() as reader:
        (person,) = reader.find(Contact, name=name)
    return person


def test_a_person_keeps_attitude_value_and_channel(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        screen = shown(qtbot, services, harbour)
        run(screen, "new")
        form = form_of(screen)
        form.set_value("name", "Luo Jun")
        form.set_value("role", ContactRole.IT_ADMIN)
        form.set_value("attitude", Attitude.OPPONENT)
        form.set_value("channel", ContactChannel.CHAT)
        form.set_value("value_text", "Fewer passwords")
        form.set_value("thanked_on", TODAY)
        submit(qtbot, form)
        person = named(services, "Luo Jun")
        assert (person.attitude, person.channel) == (Attitude.OPPONENT, ContactChannel.CHAT)
        (line,) = [
            one for one in screen.findChildren(PersonLine) if one.accessibleName() == "Luo Jun"
        ]
        said = line.accessibleDescription()
        for part in ("Opponent", "prefers: Chat", "For this person: Fewer passwords", "thanked"):
            assert part in said
        assert line.grab().height() == line.height()
        screen.close()


def test_a_role_nobody_fills_is_offered_and_filled(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store = services.store
        waiting = rows.add(
            store, project_id=harbour.project_id, title="Give us the file", side=Side.CUSTOMER
        )
        with store.write("rows.add") as unit:
            unit.update(PlanRow, waiting.id, role_code="it_admin")
        page = load_customer(store, harbour.customer_id)
        around = load_stakeholders(store, harbour.customer_id, page.open_projects)
        assert [(one.role, one.rows) for one in around.unfilled] == [("it_admin", 1)]
        screen = shown(qtbot, services, harbour)
        (button,) = screen.people.findChildren(Button, "fill_role")
        button.click()
        form = form_of(screen)
        assert form.value("role") == ContactRole.IT_ADMIN
        assert form.value("side") == Side.CUSTOMER
        form.set_value("name", "Luo Jun")
        submit(qtbot, form)
        with store.read() as reader:
            assert reader.get(PlanRow, waiting.id).owner_contact_id == named(services, "Luo Jun").id
        assert not screen.people.findChildren(Button, "fill_role")
        screen.close()


def test_the_check_keeps_its_order_and_one_key_stores_what_follows(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store = services.store
        screen = shown(qtbot, services, harbour)
        run(screen, "check")
        form = form_of(screen)
        asked = [key for key in form.fields if key in ("knows_business", "has_time", "judges_it")]
        assert asked == ["knows_business", "has_time", "judges_it"]
        form.set_value("has_time", Strength.WEAK)
        form.submit()
        assert form.isVisible()
        form.set_value("knows_business", Strength.STRONG)
        assert len(form.said) == 1  # what the weak answer means is said before it is stored
        submit(qtbot, form)
        with store.read() as reader:
            (check,) = reader.find(ManagerCheck)
        assert (check.has_time, check.judges_it) == (Strength.WEAK, None)
        assert len(screen.people.findChildren(Offer)) == 1
        run(screen, "follow_up")
        with store.read() as reader:
            (risk,) = reader.find(Risk)
            (row,) = reader.find(PlanRow, visibility=Visibility.INTERNAL)
        assert risk.visibility is Visibility.INTERNAL
        assert row.target is not None
        assert not screen.people.findChildren(Offer)
        assert not [one for one in screen.actions_of() if one.id == "people.follow_up"
                    and one.can_run()]  # fmt: skip
        store.undo()
        with store.read() as reader:
            assert not reader.count(Risk)
            assert not reader.count(PlanRow, visibility=Visibility.INTERNAL)
        assert len(screen.people.findChildren(Offer)) == 1
        screen.close()


def test_who_left_names_a_successor_who_is_to_be_onboarded(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store = services.store
        zhou, fang = named(services, "Zhou Min"), named(services, "Fang Jie")
        contacts.leave(store, contact_id=zhou.id, successor_id=fang.id)
        screen = shown(qtbot, services, harbour)
        (button,) = screen.people.findChildren(Button, "onboard")
        button.click()
        with store.read() as reader:
            (row,) = reader.find(PlanRow, title="Onboard Fang Jie, successor of Zhou Min")
        assert not screen.people.findChildren(Button, "onboard")
        items.update(store, row_ids=[row.id], status="done")
        assert screen.people.findChildren(Button, "onboard")
        contacts.update(store, contact_id=fang.id, last_spoke=TODAY)
        assert not screen.people.findChildren(Button, "onboard")
        run_form = screen.people.findChildren(PersonLine)
        assert "Zhou Min" not in [one.accessibleName() for one in run_form]
        manager_checks.record(
            store, project_id=harbour.project_id, contact_id=fang.id, knows_business=Strength.FAIR
        )
        assert "Fang Jie" in screen.people.findChildren(Offer)[0].button.accessibleName()
        screen.close()
