"""Meetings on the overview: the agenda, series, and what is done when they fall through."""

from collections.abc import Iterator
from datetime import date, time
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

from csdesk.app.commands import contacts, meetings, notes
from csdesk.app.queries.efforts import list_efforts
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import ContactRole, MeetingKind, MeetingStatus, Priority
from csdesk.domain.records import Contact, Meeting, User
from csdesk.domain.records_kickoff import AgendaItem, MeetingSeries, SeriesMember
from csdesk.ui.dialogs.agenda import AgendaDialog
from csdesk.ui.dialogs.escalation import EscalationDialog
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.dialogs.series_form import SeriesForm
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import CustomerScreen
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.screens.overview import Line
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button
from tests.ui.harbour import TODAY, harbour_file

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
TUESDAY = date(2026, 12, 1)
WEEKLY = "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU"
_Dialog = TypeVar("_Dialog", bound=QDialog)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[CustomerScreen]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    content, _ = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    window.services.attach(Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY)))
    listing = window.screen_of("customers")
    assert isinstance(listing, CustomersScreen)
    qtbot.waitUntil(lambda: listing.loaded, timeout=10_000)
    yield _opened(window, listing.model.rows[0].id, qtbot)
    with qtbot.waitSignal(window.destroyed):
        window.close()


def _opened(window: MainWindow, customer_id: int, qtbot: QtBot) -> CustomerScreen:
    window.show_screen(f"customer:{customer_id}")
    made = window.screen_of(f"customer:{customer_id}")
    assert isinstance(made, CustomerScreen)
    qtbot.waitUntil(lambda: made.page is not None, timeout=10_000)
    return made


def _lines(screen: CustomerScreen, start: str) -> list[Line]:
    lines = screen.overview.findChildren(Line)
    return [one for one in lines if one.accessibleName().startswith(start)]


def _line(screen: CustomerScreen, start: str) -> Line:
    return _lines(screen, start)[0]


def _link(line: Line, text: str) -> Button:
    return next(one for one in line.findChildren(Button) if one.text() == text)


def _links(line: Line) -> list[str]:
    return [one.text() for one in line.findChildren(Button)]


def _click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _dialog(qtbot: QtBot, screen: CustomerScreen, kind: type[_Dialog]) -> _Dialog:
    def found() -> list[_Dialog]:
        return [one for one in screen.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    dialog = found()[-1]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _meeting(screen: CustomerScreen, kind: MeetingKind, day: date = TUESDAY) -> Meeting:
    made = meetings.create(
        screen.services.store, customer_id=screen.customer_id, day=day, at=time(10), kind=kind
    )
    assert made.id
    return made


def _topics(screen: CustomerScreen, meeting: Meeting) -> list[AgendaItem]:
    with screen.services.store.read() as reader:
        return reader.find(AgendaItem, meeting_id=meeting.id, order_by=("position", "id"))


def _agenda(qtbot: QtBot, screen: CustomerScreen, start: str) -> AgendaDialog:
    qtbot.waitUntil(lambda: bool(_lines(screen, start)))
    _click(qtbot, _link(_line(screen, start), "Agenda"))
    return _dialog(qtbot, screen, AgendaDialog)


def test_the_agenda_of_the_kind_is_taken_and_worked_on_by_keys(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    meeting = _meeting(screen, MeetingKind.KICKOFF)
    dialog = _agenda(qtbot, screen, "Kickoff")
    assert dialog.take_button.text() == "Take the agenda for “Kickoff”"
    assert not dialog.table.isVisible()
    _click(qtbot, dialog.take_button)
    taken = _topics(screen, meeting)
    assert len(taken) > 3
    assert f"{sum(one.minutes for one in taken)} of 60 minutes" in dialog.time.text

    table = dialog.table
    table.choose(taken[0].id)
    qtbot.keyClick(table, KEY.Key_Down, ALT)
    assert [one.id for one in _topics(screen, meeting)][:2] == [taken[1].id, taken[0].id]
    assert table.key() == taken[0].id, "it stays the current one"
    qtbot.keyClick(table, KEY.Key_Up, ALT)
    assert [one.id for one in _topics(screen, meeting)] == [one.id for one in taken]
    qtbot.keyClick(table, KEY.Key_Space)
    assert _topics(screen, meeting)[0].done
    qtbot.keyClick(table, KEY.Key_Delete)
    assert [one.id for one in _topics(screen, meeting)] == [one.id for one in taken[1:]]


def test_a_topic_is_added_below_the_current_one_and_changed(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    meeting = _meeting(screen, MeetingKind.CHECK_IN)
    dialog = _agenda(qtbot, screen, "Check-in")
    _click(qtbot, dialog.take_button)
    first, second = _topics(screen, meeting)[:2]
    dialog.table.choose(first.id)
    qtbot.keyClick(dialog.table, KEY.Key_Insert)
    form = _dialog(qtbot, screen, FormDialog)
    qtbot.keyClicks(form.inputs["title"], "Payroll dates")
    form.set_value("minutes", 0)
    qtbot.keyClick(form.inputs["title"], KEY.Key_Return)
    assert form.isVisible(), "no topic takes no time"
    form.set_value("minutes", 90)
    form.set_value("priority", Priority.MUST)
    qtbot.keyClick(form.inputs["title"], KEY.Key_Return)
    made = _topics(screen, meeting)[1]
    assert (made.title, made.minutes, made.priority) == ("Payroll dates", 90, Priority.MUST)
    assert _topics(screen, meeting)[2].id == second.id
    assert dialog.table.key() == made.id
    assert dialog.over.isVisible()
    assert dialog.over.text.endswith("minutes too long")

    dialog.activateWindow()
    qtbot.keyClick(dialog.table, KEY.Key_Return)
    again = _dialog(qtbot, screen, FormDialog)
    again.set_value("minutes", 5)
    again.submit()
    assert _topics(screen, meeting)[1].minutes == 5
    assert not dialog.over.isVisible()
    assert _topics(screen, meeting)[0].template_ref == first.template_ref


def _series(screen: CustomerScreen) -> list[MeetingSeries]:
    with screen.services.store.read() as reader:
        return reader.find(MeetingSeries, customer_id=screen.customer_id)


def _planned(screen: CustomerScreen, uid: str) -> list[Meeting]:
    with screen.services.store.read() as reader:
        return reader.find(Meeting, series_uid=uid, status=MeetingStatus.PLANNED)


def _new_series(qtbot: QtBot, screen: CustomerScreen) -> SeriesForm:
    buttons = screen.overview.findChildren(Button)
    _click(qtbot, next(one for one in buttons if one.accessibleName() == "Meetings: Series"))
    return _dialog(qtbot, screen, SeriesForm)


def test_the_next_three_dates_are_shown_and_whose_holiday_moved_one(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    form = _new_series(qtbot, screen)
    assert form.value("rhythm") == "weeks", "reviews are every four weeks unless said"
    assert form.value("every") == 4
    assert len(form.said) == 4
    form.set_value("kind", MeetingKind.QBR)
    assert (form.value("rhythm"), form.value("every")) == ("months", 3)
    form.set_value("kind", MeetingKind.CHECK_IN)
    assert form.value("rhythm") == "weekly"
    form.set_value("since", date(2026, 12, 25))
    form.set_value("weekday", 4)
    head, first, second, third = form.said
    assert head == "The next dates:"
    assert "moved" not in first, "Christmas is worked on both sides"
    assert "(moved from Fri 1 Jan" in second
    assert "the customer's holiday New Year's Day" in second
    assert "our holiday New Year's Day" in second
    assert "moved" not in third
    form.set_value("rhythm", "weeks")
    form.set_value("every", 0)
    assert form.said == ["Give a number from 1 to 104."]
    form.submit()
    assert form.isVisible()
    assert _series(screen) == []


def test_a_series_is_one_row_which_changes_and_ends_it(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    store = screen.services.store
    with store.read() as reader:
        guo = reader.find(Contact, customer_id=screen.customer_id)[0]
        us = reader.find(User)[0]
    form = _new_series(qtbot, screen)
    form.set_value("rhythm", "weekly")
    form.set_value("weekday", 1)
    form.set_value("at", time(14))
    _click(qtbot, form.people["contact", guo.id])
    qtbot.keyClick(form.inputs["place"], KEY.Key_Return)
    (made,) = _series(screen)
    assert (made.rule, made.start, made.minutes) == (WEEKLY, TUESDAY, 45)
    name = "Progress review  Tue 1 Dec"
    qtbot.waitUntil(lambda: len(_lines(screen, name)) == 1)
    row = _line(screen, name)
    assert "every week, on Tuesday" in row.accessibleDescription()
    assert _links(row) == ["Cancel or move", "Agenda"]

    qtbot.keyClick(row, KEY.Key_Return)
    again = _dialog(qtbot, screen, SeriesForm)
    assert (again.value("rhythm"), again.value("weekday")) == ("weekly", 1)
    assert again.people["contact", guo.id].isChecked()
    again.set_value("rhythm", "weeks")
    again.set_value("every", 2)
    again.set_value("weekday", 2)
    again.set_value("place", "Room 3")
    again.people["contact", guo.id].setChecked(False)
    again.people["user", us.id].setChecked(True)
    again.submit()
    (changed,) = _series(screen)
    assert (changed.rule, changed.place) == ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "Room 3")
    assert [one.day for one in _planned(screen, changed.uid)] == [date(2026, 12, 2)]
    with store.read() as reader:
        members = reader.find(SeriesMember, series_id=changed.id)
    assert [(one.contact_id, one.user_id) for one in members] == [(None, us.id)]
    store.undo()
    assert _series(screen)[0].rule == WEEKLY, "all of it is one step"

    qtbot.waitUntil(lambda: bool(_lines(screen, name)))
    menu = dict(_line(screen, name)._menu)
    menu["End the series"]()
    end = _dialog(qtbot, screen, FormDialog)
    end.set_value("on", TODAY)
    qtbot.keyClick(end.inputs["on"], KEY.Key_Return)
    assert _planned(screen, changed.uid) == []
    assert _series(screen)[0].ended_on == TODAY


def _missed_twice(screen: CustomerScreen, qtbot: QtBot) -> Meeting:
    store = screen.services.store
    first = _meeting(screen, MeetingKind.TRAINING, TODAY)
    again = meetings.miss(store, meeting_id=first.id)
    qtbot.waitUntil(lambda: bool(_lines(screen, "Training")))
    assert all("Escalate" not in _links(one) for one in _lines(screen, "Training"))
    meetings.schedule(store, meeting_id=again.id, day=TODAY)
    third = meetings.cancel(store, meeting_id=again.id)
    qtbot.waitUntil(lambda: any("Escalate" in _links(one) for one in _lines(screen, "Training")))
    return third


def test_after_the_second_miss_the_text_is_changed_copied_logged_and_drafted(
    screen: CustomerScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    store = screen.services.store
    notes.create(store, customer_id=screen.customer_id, text="The sponsor is about to leave them")
    contacts.create(
        store, customer_id=screen.customer_id, name="Tang Li", role=ContactRole.SPONSOR,
        mail="tang@example.com",
    )  # fmt: skip
    _missed_twice(screen, qtbot)
    (line,) = [one for one in _lines(screen, "Training") if "Escalate" in _links(one)]
    assert "fell through 2 times in a row" in line.accessibleDescription()
    assert _links(line) == ["Set the day", "Escalate"]
    _click(qtbot, _link(line, "Escalate"))
    dialog = _dialog(qtbot, screen, EscalationDialog)
    assert len([one for one in dialog.lines if "raining" in one]) == 2

    dialog.text.setPlainText("The sponsor is about to leave them")
    _click(qtbot, dialog.copy_button)
    assert dialog.problem.isVisible(), "an internal note stays here"
    dialog.text.setPlainText("Name a day by Friday.")
    _click(qtbot, dialog.copy_button)
    assert not dialog.problem.isVisible()
    assert QGuiApplication.clipboard().text() == "Name a day by Friday."

    dialog.effort.setText("Called Tang Li")
    qtbot.keyClick(dialog.effort, KEY.Key_Return)
    assert any("Called Tang Li" in one for one in dialog.lines)
    assert "Called Tang Li" in [one.text for one in list_efforts(store, screen.customer_id)]
    assert dialog.isVisible()
    _click(qtbot, dialog.log_button)
    assert dialog.problem.isVisible(), "an empty effort is none"

    program = _MailProgram()
    method: Any = "take"  # PySide takes the name as a text, its types ask for bytes
    QDesktopServices.setUrlHandler("file", program, method)
    try:
        dialog.write(tmp_path / "draft.eml")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [one.name for one in program.opened] == ["draft.eml"]
    draft = message_from_bytes((tmp_path / "draft.eml").read_bytes())
    assert draft["X-Unsent"] == "1"
    assert "tang@example.com" in draft["To"]
    assert _body(draft) == "Name a day by Friday."


class _MailProgram(QObject):
    """Takes the files that the desktop is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


def _body(draft: Message) -> str:
    content = draft.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().strip()
