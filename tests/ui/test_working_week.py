"""A working week in the window: people leave, meetings drop, two entries become one."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from csdesk.app.calendars import calendars_of
from csdesk.app.commands import contacts, customers, meetings, notes
from csdesk.app.documents.make import export_document
from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import (
    ContactRole,
    DocumentKind,
    MeetingStatus,
    ProjectStatus,
    RowKind,
    Stage,
)
from csdesk.domain.records import Contact, Customer, Meeting, PlanRow, Project, Template
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import HISTORY, PEOPLE, CustomerScreen
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.screens.history import CUSTOMER, HistoryScreen
from csdesk.ui.screens.overview import Line
from csdesk.ui.screens.settings import SettingsScreen
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.text import Label
from tests.ui.harbour import TODAY, make_harbour


class Week:
    """The window on one customer, with the forms that open over it."""

    def __init__(self, window: MainWindow, screen: CustomerScreen) -> None:
        self.window, self.screen = window, screen
        self.store = window.services.store

    def ask(self, editor: str, record: object = None) -> FormDialog:
        """Open an editor as a card of the overview does."""
        self.screen.overview.asked.emit(editor, record)
        shown = [one for one in self.window.findChildren(FormDialog) if one.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def page(self) -> CustomerPage:
        """Return what the overview shows now."""
        assert self.screen.page is not None
        return self.screen.page

    def button(self, words: str) -> Button:
        """Return the button of the overview that bears these words."""
        found = [one for one in self.screen.overview.findChildren(Button) if one.text() == words]
        assert found, words
        return found[0]

    def lines(self) -> list[str]:
        """Return what the lines of the overview say."""
        return [one.accessibleName() for one in self.screen.overview.findChildren(Line)]


@pytest.fixture
def week(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Week:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(qapp, FixedClock(TODAY), settings)
    qtbot.addWidget(window)
    harbour = make_harbour(tmp_path / "harbour.csdesk")
    window.services.attach(harbour.store)
    window.show()
    window.show_screen(f"customer:{harbour.customer_id}")
    screen = window.screen_of(window.current)
    assert isinstance(screen, CustomerScreen)
    qtbot.waitUntil(lambda: screen.page is not None)
    return Week(window, screen)


def test_who_leaves_hands_open_items_to_the_successor(week: Week) -> None:
    store, customer_id = week.store, week.screen.customer_id
    old = contacts.create(store, customer_id=customer_id, name="Otto Alt", like_another=True)
    new = contacts.create(store, customer_id=customer_id, name="Nina Neu", like_another=True)
    with store.read() as reader:
        row = reader.find(PlanRow, customer_id=customer_id, kind=RowKind.ITEM)[-1]
    with store.write("plan.edit") as unit:
        unit.update(PlanRow, row.id, owner_contact_id=old.id, owner_user_id=None)
    form = week.ask("contact", old)
    form.set_value("left_on", date(2026, 11, 20))
    form.set_value("successor_id", new.id)
    form.submit()
    assert not form.isVisible()
    with store.read() as reader:
        assert reader.get(Contact, old.id).left_on == date(2026, 11, 20)
        assert reader.get(PlanRow, row.id).owner_contact_id == new.id
    week.screen.tabs.choose(PEOPLE)
    week.window.registry.run("undo")
    with store.read() as reader:
        assert reader.get(Contact, old.id).left_on is None
        assert reader.get(PlanRow, row.id).owner_contact_id == old.id


def test_the_customer_is_closed_by_hand_and_given_to_another(week: Week) -> None:
    form = week.ask("customer")
    form.set_value("stage_by_hand", Stage.CLOSED)
    form.set_value("owner_id", None)
    form.submit()
    with week.store.read() as reader:
        kept = reader.get(Customer, week.screen.customer_id)
    assert (kept.stage_by_hand, kept.owner_id) == (Stage.CLOSED, None)


def test_nearly_the_same_name_is_offered_first_for_merging(week: Week) -> None:
    store = week.store
    assert week.screen.page is not None
    name = week.screen.page.customer.name
    customers.create(store, name="Aardvark Books")
    twin = customers.create(store, name=f"{name}s Ltd")
    contacts.create(store, customer_id=twin.id, name="Ines Twin", role=ContactRole.OTHER)
    week.window.registry.run("customer.merge")
    form = next(one for one in week.window.findChildren(FormDialog) if one.isVisible())
    assert form.value("merge_id") == twin.id
    form.submit()
    with store.read() as reader:
        assert reader.first(Customer, id=twin.id) is None
        found = reader.first(Contact, name="Ines Twin")
    assert found is not None
    assert found.customer_id == week.screen.customer_id


def test_a_plan_becomes_a_template(week: Week) -> None:
    assert "customer.template" in week.window.registry
    form = week.ask("template", week.screen.project())
    form.set_value("title", "Chain of 46")
    form.submit()
    with week.store.read() as reader:
        assert [one.title for one in reader.find(Template)] == ["Chain of 46"]


def test_a_project_on_hold_is_resumed(week: Week, qtbot: QtBot) -> None:
    form = week.ask("hold", week.screen.project())
    form.set_value("reason", "Owner changes")
    form.submit()
    qtbot.mouseClick(week.button("Resume"), Qt.MouseButton.LeftButton)
    project = week.screen.project()
    assert project is not None
    with week.store.read() as reader:
        assert reader.get(Project, project.project.id).status is ProjectStatus.OPEN


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2027, 6, 1)])
def test_a_meeting_is_cancelled_and_goes_back_on_the_calendar(week: Week, day: date) -> None:
    made = meetings.create(week.store, customer_id=week.screen.customer_id, day=day)
    form = week.ask("held", made)
    form.set_value("became", MeetingStatus.CANCELLED)
    assert not form.inputs["summary"].isVisible()
    form.set_value("new_day", date(2027, 6, 8))
    form.submit()
    with week.store.read() as reader:
        assert reader.get(Meeting, made.id).status is MeetingStatus.CANCELLED
        assert reader.count(Meeting, day=date(2027, 6, 8), status=MeetingStatus.PLANNED) == 1


def test_a_missed_meeting_stands_on_the_page_until_it_has_a_day(week: Week, qtbot: QtBot) -> None:
    made = meetings.create(
        week.store, customer_id=week.screen.customer_id, day=date(2026, 1, 5), title="Owners’ round"
    )
    again = meetings.miss(week.store, meeting_id=made.id)
    assert week.button("Set the day").isEnabled()
    form = week.ask("meeting", again)
    form.set_value("day", date(2027, 6, 9))
    form.set_value("at", time(10))
    form.submit()
    with week.store.read() as reader:
        assert reader.get(Meeting, again.id).status is MeetingStatus.PLANNED
    words = {one.text() for one in week.screen.overview.findChildren(Button)}
    assert "Set the day" not in words


def test_the_form_of_a_meeting_says_days_off_and_other_meetings(week: Week) -> None:
    customer = week.screen.customer_id
    meetings.create(week.store, customer_id=customer, day=date(2027, 6, 8), at=time(10))
    form = week.ask("meeting", None)
    assert form.said == []
    form.set_value("day", date(2026, 10, 1))
    assert any("National Day" in line for line in form.said)
    form.set_value("day", date(2027, 6, 8))
    before = len(form.said)
    form.set_value("at", time(10, 30))
    assert len(form.said) == before + 1
    assert form.said[-1].startswith("At this time: Progress review with ")
    form.set_value("at", None)
    assert len(form.said) == before


def test_the_sixth_note_is_one_press_away(week: Week, qtbot: QtBot) -> None:
    for n in range(7):
        notes.create(week.store, customer_id=week.screen.customer_id, text=f"Note number {n}")

    def shown() -> int:
        return sum(words.startswith("Note number") for words in week.lines())

    assert shown() == 5
    assert week.screen.page is not None
    qtbot.mouseClick(
        week.button(f"Show all {len(week.screen.page.notes)}"), Qt.MouseButton.LeftButton
    )
    assert shown() == 7


def test_the_focus_stays_at_the_card_after_saving(week: Week) -> None:
    name = "Risks: Risk"
    named = [
        one for one in week.screen.overview.findChildren(Button) if one.accessibleName() == name
    ]
    named[0].setFocus()
    form = week.ask("risk")
    form.set_value("title", "Data late")
    form.submit()
    held = week.window.focusWidget()
    assert held is not None
    assert held.accessibleName() == name


def test_documents_go_beside_the_workspace_and_open_from_the_overview(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = week.window.services
    assert services.documents == week.store.path.parent
    with week.store.read() as reader:
        (project,) = reader.find(Project, customer_id=week.screen.customer_id)
    written = export_document(
        week.store, DocumentKind.STATUS, project_id=project.id, out=services.documents, today=TODAY
    )
    opened: list[Path] = []
    monkeypatch.setattr(week.window, "open_file", opened.append)
    services.wish.emit("document", written.document_id)
    assert opened == [written.path]
    written.path.unlink()
    services.wish.emit("document", written.document_id)
    assert f"{written.path.name} is not in" in week.window.notice.text


def test_search_says_when_nothing_is_found(week: Week, qtbot: QtBot) -> None:
    palette = week.window.palette_field
    week.window.open_search()
    qtbot.keyClicks(palette.field, "qqqq")
    assert palette.none.isVisible()
    palette.field.clear()
    assert not palette.none.isVisible()
    palette.hide()


def test_days_off_of_the_customer_are_entered_changed_and_taken_away(week: Week) -> None:
    form = week.ask("days_off", ())
    form.set_value("first", date(2026, 12, 24))
    form.set_value("last", date(2027, 1, 1))
    form.set_value("name", "Works outing")
    form.submit()
    page = week.page()
    assert {one.day for one in page.days_off} >= {date(2026, 12, 24), date(2026, 12, 31)}
    assert date(2026, 12, 26) not in {one.day for one in page.days_off}, "a Saturday is off anyway"
    assert "24 Dec 2026 to" in " ".join(week.lines())
    with week.store.read() as reader:
        project = reader.first(Project, customer_id=page.customer.id)
        assert project is not None
        theirs = calendars_of(reader, page.customer, project).customer
    assert not theirs.is_working(date(2026, 12, 29))

    form = week.ask("days_off", page.days_off)
    form.set_value("last", date(2026, 12, 24))
    form.submit()
    page = week.page()
    assert [one.day for one in page.days_off] == [date(2026, 12, 24)]
    week.ask("days_off", page.days_off)._delete()
    assert not week.page().days_off
    week.window.registry.run("undo")
    assert [one.day for one in week.page().days_off] == [date(2026, 12, 24)]


def test_our_own_days_off_and_week_are_edited_in_the_settings(week: Week, qtbot: QtBot) -> None:
    week.window.show_screen("settings")
    settings = week.window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)

    def form() -> FormDialog:
        return next(one for one in week.window.findChildren(FormDialog) if one.isVisible())

    def lines() -> list[str]:
        return [one.accessibleName() for one in settings.findChildren(Line)]

    qtbot.waitUntil(lambda: "Monday to Friday" in lines())
    add = next(one for one in settings.findChildren(Button) if one.text() == "Days off")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form().inputs["first"], "2026-12-28")
    qtbot.keyClicks(form().inputs["last"], "2026-12-30")
    qtbot.keyClicks(form().inputs["name"], "Office closed")
    qtbot.keyClick(form().inputs["name"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "28 Dec 2026 to 30 Dec 2026" in lines())
    with week.store.read() as reader:
        found = calendars_of(reader, week.page().customer)
    assert not found.us.is_working(date(2026, 12, 29))
    assert found.customer.is_working(date(2026, 12, 29))

    line = next(o for o in settings.findChildren(Line) if o.accessibleName() == "Monday to Friday")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    saturday = form().inputs["day5"]
    assert saturday.accessibleName() == "Saturday"
    qtbot.keyClick(saturday, Qt.Key.Key_Space)
    qtbot.keyClick(form().inputs["region"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Monday to Saturday" in lines())
    week.window.registry.run("undo")
    week.window.registry.run("undo")
    qtbot.waitUntil(lambda: "Monday to Friday" in lines())
    assert "28 Dec 2026 to 30 Dec 2026" not in lines()


def test_third_parties_get_a_week_and_days_of_their_own(week: Week) -> None:
    assert "Third parties: as the customer" in week.lines()
    form = week.ask("third_week")
    assert not form.inputs["day0"].isVisible()
    form.set_value("own", True)
    assert form.inputs["day0"].isVisible()
    for day in ("day4", "day3"):
        form.set_value(day, False)
    form.submit()
    assert "Third parties: Monday to Wednesday" in week.lines()
    form = week.ask("days_off", ())
    form.set_value("first", date(2026, 12, 21))
    form.set_value("third", True)
    form.submit()
    page = week.page()
    assert page.third_working is not None
    assert [one.day for one in page.third_working.days_off] == [date(2026, 12, 21)]
    assert not page.days_off
    with week.store.read() as reader:
        found = calendars_of(reader, page.customer)
    assert not found.third.is_working(date(2026, 12, 21))
    assert not found.third.is_working(date(2026, 12, 24)), "a Thursday"
    assert found.customer.is_working(date(2026, 12, 21))
    week.ask("third_days_off", page.third_working.days_off)._delete()
    assert week.page().third_working.days_off == ()  # type: ignore[union-attr]
    form = week.ask("third_week")
    form.set_value("own", False)
    form.submit()
    assert "Third parties: as the customer" in week.lines()


def test_the_week_of_a_customer_is_changed_and_a_false_region_stays_in_the_form(week: Week) -> None:
    form = week.ask("week", week.page().working)
    assert "China" in form.said[0]
    form.set_value("country", "de")
    form.set_value("region", "XX")
    form.submit()
    assert form.isVisible()
    assert form.inputs["region"].property("wrong") == "true"
    form.set_value("region", "by")
    form.submit()
    working = week.page().working
    assert (working.country, working.region) == ("DE", "BY")


def test_a_country_is_shown_and_typed_by_its_name(week: Week) -> None:
    form = week.ask("customer")
    assert form.value("country") == "China"
    form.set_value("country", "台湾")
    form.submit()
    assert week.page().customer.country == "TW"
    again = week.ask("customer")
    again.set_value("country", "Nowhere")
    again.submit()
    assert again.isVisible()
    assert again.inputs["country"].property("wrong") == "true"
    again.close()


def test_days_that_are_off_already_are_refused_at_the_field(week: Week) -> None:
    form = week.ask("days_off", ())
    form.set_value("first", date(2026, 12, 26))
    head = week.store.head()
    form.submit()
    assert form.isVisible()
    assert form.inputs["first"].property("wrong") == "true"
    assert week.store.head() == head
    form.reject()


def test_a_refused_value_is_told_with_the_words_of_its_field(week: Week) -> None:
    week.window.show_screen("settings")
    settings = week.window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)
    settings.edit_company()
    form = next(one for one in week.window.findChildren(FormDialog) if one.isVisible())
    form.set_value("golden_days", 0)
    form.submit()
    said = [one.accessibleName() or one.text for one in form.findChildren(Label) if one.isVisible()]
    assert any("Golden window, days is 0" in str(words) for words in said), said
    form.reject()


def test_our_people_are_no_contacts_in_chinese(week: Week, qtbot: QtBot) -> None:
    week.window.services.speak("zh_CN")
    week.window.show_screen("settings")
    settings = week.window.screen_of("settings")
    assert settings is not None

    def adds() -> list[str]:
        return [one.text() for one in settings.findChildren(Button) if one.objectName() == "add"]

    qtbot.waitUntil(lambda: adds() == ["编辑", "休息日", "同事", "编辑"], timeout=5_000)


def test_the_list_claims_nothing_before_it_has_read(week: Week, qtbot: QtBot) -> None:
    listing = CustomersScreen(week.window.services)
    qtbot.addWidget(listing)
    assert not listing.table.sentence
    listing.load()
    qtbot.waitUntil(lambda: listing.loaded, timeout=10_000)
    assert listing.table.sentence


def test_the_history_of_all_says_at_which_customer(week: Week) -> None:
    one = contacts.create(week.store, customer_id=week.screen.customer_id, name="Quirin Quast")
    contacts.update(week.store, contact_id=one.id, title="Buyer")
    week.window.show_screen("history")
    history = week.window.screen_of("history")
    assert isinstance(history, HistoryScreen)
    assert not history.table.isColumnHidden(CUSTOMER)
    shown = history.model.index(0, CUSTOMER).data()
    assert shown == week.page().customer.name
    week.screen.tabs.choose(HISTORY)
    assert week.screen.history.table.isColumnHidden(CUSTOMER)


def test_our_name_in_chinese_is_given_in_the_settings(week: Week) -> None:
    week.window.show_screen("settings")
    settings = week.window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)
    settings.edit_company()
    form = next(one for one in week.window.findChildren(FormDialog) if one.isVisible())
    form.set_value("company", "Shiftwise")
    form.set_value("company_zh_CN", "轮值云")
    form.set_value("company_zh_TW", "")
    form.submit()
    assert not form.isVisible()
    kept = week.store.workspace
    assert (kept.company, kept.company_names) == ("Shiftwise", {"zh_CN": "轮值云"})
    assert week.window.rail.top.company == "Shiftwise"
    assert "Shiftwise" in week.window.windowTitle()


def test_our_logo_and_colour_are_changed_in_the_settings(
    week: Week, qtbot: QtBot, tmp_path: Path
) -> None:
    week.window.show_screen("settings")
    settings = week.window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)

    def press(text: str) -> None:
        button = next(one for one in settings.findChildren(Button) if one.text() == text)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    picture = QPixmap(300, 120)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "ours.png"))
    press("Choose a picture")
    (chooser,) = week.window.findChildren(QFileDialog, "logo")
    chooser.fileSelected.emit(str(tmp_path / "ours.png"))
    chooser.close()
    assert week.store.workspace.logo is not None
    press("Change")
    (form,) = [one for one in week.window.findChildren(FormDialog) if one.isVisible()]
    form.set_value("colour", "#FFEE00")
    form.submit()
    assert "too pale" in " ".join(one.text for one in form.findChildren(Label))
    form.set_value("colour", "#0B6E4F")
    form.submit()
    assert "#0B6E4F" in " ".join(one.text for one in settings.findChildren(Label))
    press("Take away")
    assert week.store.workspace.logo is None
