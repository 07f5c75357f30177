"""The form of a meeting says at its fields what one should know, while it is typed by keys."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import contacts, customers, meetings
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind
from csdesk.domain.records import Contact, Customer, Meeting, User
from csdesk.ui.dialogs.meeting_form import MeetingForm
from csdesk.ui.screens.customer import CustomerScreen
from csdesk.ui.screens.overview import Line
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button
from tests.ui.harbour import TODAY, harbour_file

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
FREE = "1 Dec"  # a Tuesday on which nobody has anything


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[CustomerScreen]:
    """The page of a customer of ours: we own it, so that its meetings are ours."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    content, harbour = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    store = Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY))
    with store.read() as reader:
        lin = next(one.id for one in reader.find(User) if one.name == "Lin Yue")
    customers.update(store, customer_id=harbour.customer_id, owner_id=lin)
    window.services.attach(store)
    window.show_screen(f"customer:{harbour.customer_id}")
    made = window.screen_of(f"customer:{harbour.customer_id}")
    assert isinstance(made, CustomerScreen)
    qtbot.waitUntil(lambda: made.page is not None, timeout=10_000)
    yield made
    with qtbot.waitSignal(window.destroyed):
        window.close()


def _shown(qtbot: QtBot, screen: CustomerScreen) -> MeetingForm:
    def found() -> list[MeetingForm]:
        return [one for one in screen.findChildren(MeetingForm) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    (form,) = found()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def _new(qtbot: QtBot, screen: CustomerScreen) -> MeetingForm:
    """Open the form by the link of the card."""

    def links() -> list[Button]:
        found = screen.overview.findChildren(Button)
        return [one for one in found if one.text() == "Meeting" and one.isVisible()]

    qtbot.waitUntil(lambda: len(links()) == 1, timeout=10_000)
    qtbot.mouseClick(links()[0], Qt.MouseButton.LeftButton)
    return _shown(qtbot, screen)


def _type(qtbot: QtBot, form: MeetingForm, **texts: str) -> list[str]:
    """Type into fields as a person does, and return what the form says now."""
    for key, text in texts.items():
        field = form.inputs[key]
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
        qtbot.keyClick(field, KEY.Key_A, CTRL)
        qtbot.keyClick(field, KEY.Key_Delete)
        qtbot.keyClicks(field, text)
    return form.said


def _enter(qtbot: QtBot, form: MeetingForm) -> None:
    qtbot.keyClick(form.inputs["title"], KEY.Key_Return)


def _wrong(form: MeetingForm) -> dict[str, str]:
    """Return the errors that stand below fields."""
    return {key: label.text for key, label in form._errors.items() if not label.isHidden()}


def _meetings(screen: CustomerScreen) -> list[Meeting]:
    with screen.services.store.read() as reader:
        return reader.find(Meeting, customer_id=screen.customer_id)


REMARKS = {
    "27 Nov": ["Fri 27 Nov has passed."],
    "1 Jan": [
        "Fri 1 Jan is a day off of ours: New Year's Day.",
        "Fri 1 Jan is a day off of the customer: New Year's Day.",
    ],
    "5 Dec": ["We do not work on Sat 5 Dec.", "The customer does not work on Sat 5 Dec."],
    "31 Nov": [],
}


def test_a_day_is_remarked_on_as_it_is_typed(screen: CustomerScreen, qtbot: QtBot) -> None:
    form = _new(qtbot, screen)
    for day, said in REMARKS.items():
        assert _type(qtbot, form, day=day) == said
        assert _type(qtbot, form, day=FREE) == []  # it goes when the day is mended
    form.reject()


def test_an_end_before_the_start_is_refused_at_its_field(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    before = _meetings(screen)
    form = _new(qtbot, screen)
    _type(qtbot, form, day=FREE, at="10:00")
    for key, text, sentence in (
        ("minutes", "0", "Minutes is 0: it goes from 5 to 1440."),
        ("minutes", "-30", "Minutes is -30: it goes from 5 to 1440."),
    ):
        _type(qtbot, form, **{key: text})
        _enter(qtbot, form)
        assert _wrong(form) == {key: sentence}
        assert form.inputs[key].hasFocus()
    _type(qtbot, form, minutes="30", at="25:00")
    _enter(qtbot, form)
    assert _wrong(form) == {"at": "25:00 is no time of day; write it like 14:30."}
    assert _type(qtbot, form, at="23:45") == ["It ends after midnight."]
    assert _meetings(screen) == before
    _type(qtbot, form, at="10:00")
    _enter(qtbot, form)
    (made,) = [one for one in _meetings(screen) if one not in before]
    assert (made.day, made.at, made.minutes) == (date(2026, 12, 1), time(10), 30)


def test_two_meetings_at_one_time_are_told_while_the_time_is_typed(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    store = screen.services.store
    with store.read() as reader:
        lin = reader.get(Customer, screen.customer_id).owner_id
    other = customers.create(store, name="Cedar Veterinary", code="CV", country="CN", owner_id=lin)
    meetings.create(
        store, customer_id=other.id, day=date(2026, 12, 1), at=time(10), minutes=60,
        kind=MeetingKind.CHECK_IN,
    )  # fmt: skip
    clash = ["At this time: Check-in with Cedar Veterinary, 10:00."]
    form = _new(qtbot, screen)
    assert _type(qtbot, form, day=FREE, at="9:30", minutes="30") == []
    assert _type(qtbot, form, minutes="31") == clash
    assert _type(qtbot, form, at="10:59") == clash
    assert _type(qtbot, form, at="11:00") == []
    assert _type(qtbot, form, day="2 Dec", at="10:00") == []
    form.reject()


def test_who_left_is_not_asked_and_who_will_have_left_is_told(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    store, before = screen.services.store, _meetings(screen)
    with store.read() as reader:
        people = {one.name: one.id for one in reader.find(Contact, customer_id=screen.customer_id)}
    contacts.leave(store, contact_id=people["Fang Jie"], left_on=date(2026, 11, 27))
    contacts.leave(store, contact_id=people["Guo Wei"], left_on=date(2026, 12, 4))
    qtbot.waitUntil(lambda: screen.page is not None and any(
        one.left_on for one in screen.page.contacts
    ), timeout=5_000)  # fmt: skip
    form = _new(qtbot, screen)
    assert form.people is not None
    assert ("contact", people["Fang Jie"]) not in form.people.boxes
    box = form.people.boxes["contact", people["Guo Wei"]]
    assert box.isChecked()
    gone = "Guo Wei left on 4 Dec 2026: invite the successor."
    assert _type(qtbot, form, day="8 Dec", at="10:00") == [gone]
    assert _type(qtbot, form, day="3 Dec") == []
    assert _type(qtbot, form, day="8 Dec") == [gone]
    _enter(qtbot, form)
    assert form.isVisible()
    assert (form.problem, form.said) == (gone, [])
    assert _meetings(screen) == before
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert form.said == []
    _enter(qtbot, form)
    assert len(_meetings(screen)) == len(before) + 1


def test_a_meeting_that_is_there_tells_who_has_left_since(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    store = screen.services.store
    with store.read() as reader:
        fang = reader.first(Contact, customer_id=screen.customer_id, name="Fang Jie")
    assert fang is not None
    meetings.create(
        store, customer_id=screen.customer_id, day=date(2026, 12, 8), at=time(10),
        kind=MeetingKind.CHECK_IN, contact_ids=[fang.id],
    )  # fmt: skip
    contacts.leave(store, contact_id=fang.id, left_on=date(2026, 12, 4))

    def lines() -> list[Line]:
        found = screen.overview.findChildren(Line)
        return [one for one in found if one.accessibleName().startswith("Check-in")]

    qtbot.waitUntil(lambda: bool(lines()))
    lines()[0].setFocus()
    qtbot.keyClick(lines()[0], KEY.Key_Return)
    form = _shown(qtbot, screen)
    assert form.said == ["Fang Jie left on 4 Dec 2026: invite the successor."]
    assert form.people is not None
    qtbot.mouseClick(form.people.boxes["contact", fang.id], Qt.MouseButton.LeftButton)
    assert form.said == []
    form.reject()
