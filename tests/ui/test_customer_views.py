"""The customer list over a real file: its views, filters, columns and words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from csdesk.app.commands import contacts, customers, deals, meetings, users, workspace
from csdesk.app.commands import saved_views as commands
from csdesk.app.queries.saved_views import saved_views
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import ContactRole, MeetingKind, Rag, Stage
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.models.customer_model import Column, Order
from csdesk.ui.screens.customer_filter import NOBODY, CustomerFilter, Listing, read_listing
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Chip
from csdesk.ui.widgets.rail import RailButton, RailHeading
from csdesk.ui.widgets.text import Text
from tests.ui.harbour import TODAY, harbour_file


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.resize(1440, 900)
    made.show()
    content, _ = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    store = Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY))
    chen = users.create(store, name="Wei Tang")
    for name, owner in (("Blue Heron Hotels", chen.id), ("Mori Bakery", None)):
        customer = customers.create(store, name=name)
        customers.update(store, customer_id=customer.id, owner_id=owner)
    made.services.attach(store)
    qtbot.waitUntil(lambda: _listing(made).loaded, timeout=10_000)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


def _listing(window: MainWindow) -> CustomersScreen:
    screen = window.screen_of("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def _names(window: MainWindow) -> list[str]:
    return [row.customer.name for row in _listing(window).model.shown]


def _id_of(window: MainWindow, name: str) -> int:
    return next(row.id for row in _listing(window).model.rows if row.customer.name == name)


def _rail(window: MainWindow) -> dict[str, RailButton]:
    buttons = window.rail.findChildren(RailButton)
    return {one.item.text: one for one in buttons if one.item.key.startswith("view:")}


def _form(window: MainWindow) -> FormDialog:
    return next(one for one in window.findChildren(FormDialog) if one.isVisible())


def _choose(menu: QMenu, *path: str) -> None:
    for step in path[:-1]:
        menu = next(one.menu() for one in menu.actions() if one.text() == step)  # type: ignore[assignment]
    next(one for one in menu.actions() if one.text() == path[-1]).trigger()


def _idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)


def _save_as(window: MainWindow, name: str) -> None:
    window.registry.run("customers.save_view")
    form = _form(window)
    form.set_value("name", name)
    form.submit()


def test_view_is_saved_shown_below_the_others_and_opened_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    listing, store = _listing(window), window.services.store
    assert not listing._save_button.isVisible()
    owner = next(row.customer.owner_id for row in listing.model.rows if row.owner == "Wei Tang")
    assert owner is not None
    listing.set_filter(CustomerFilter(owners=frozenset({owner}), stages=frozenset({Stage.SIGNED})))
    listing.toggle_column(Column.MONEY)
    listing._choose_order(Order(Column.NAME, True))
    assert listing._save_button.isVisible()
    qtbot.mouseClick(listing._save_button, Qt.MouseButton.LeftButton)
    _form(window).set_value("name", "Wei's new ones")
    _form(window).submit()

    (saved,) = saved_views(store, "customers")
    assert saved.content["owners"] == [owner]
    assert list(_rail(window))[-1] == "Wei's new ones"
    assert _rail(window)["Wei's new ones"].item.count == "1"
    assert _rail(window)["Wei's new ones"].chosen
    assert listing.title() == "Wei's new ones"
    assert not listing._save_button.isVisible()

    listing.show_view("all")
    listing._choose_order(Order())
    listing.toggle_column(Column.MONEY)
    assert len(_names(window)) == 3
    qtbot.mouseClick(_rail(window)["Wei's new ones"], Qt.MouseButton.LeftButton)
    assert _names(window) == ["Blue Heron Hotels"]
    assert listing.table.isColumnHidden(Column.MONEY)
    assert listing.model.order == Order(Column.NAME, True)
    chips = [one.text() for one in listing.findChildren(Chip) if one.isVisible()]
    assert chips == ["Stage is not Closed", "Stage is Signed", "Owner is Wei Tang"]
    listing.show_view("active")
    assert not listing.table.isColumnHidden(Column.MONEY), "its columns go with the view"


def test_saving_again_changes_the_view_and_undo_takes_it_back(window: MainWindow) -> None:
    listing = _listing(window)
    listing.set_filter(CustomerFilter(search="bakery"))
    _save_as(window, "Bakeries")
    listing.set_filter(CustomerFilter(search="hotels"))
    assert listing.is_changed()
    _save_as(window, "bakeries")
    assert [view.content["search"] for view in listing.shelf.views] == ["hotels"]
    window.registry.run("undo")
    assert [view.content["search"] for view in listing.shelf.views] == ["bakery"]
    window.registry.run("undo")
    assert listing.shelf.views == []
    assert "Bakeries" not in _rail(window)
    assert _names(window) == ["Blue Heron Hotels"], "what is shown stays"
    window.registry.run("redo")
    assert "Bakeries" in _rail(window)


def test_view_is_renamed_and_deleted_from_its_menu(window: MainWindow) -> None:
    listing = _listing(window)
    listing.set_filter(CustomerFilter(search="bakery"))
    _save_as(window, "Bakeries")
    _save_as(window, "Other")
    menu = _rail(window)["Other"].context_menu()
    assert menu is not None
    _choose(menu, "Rename …")
    form = _form(window)
    form.set_value("name", "BAKERIES")
    form.submit()
    assert form.isVisible(), "the name is taken"
    form.set_value("name", "Bread")
    form.submit()
    assert listing.title() == "Bread"
    assert list(_rail(window))[-2:] == ["Bakeries", "Bread"]
    menu = _rail(window)["Bread"].context_menu()
    assert menu is not None
    _choose(menu, "Delete view")
    assert "Bread" not in _rail(window)
    assert listing.saved is None
    window.registry.run("undo")
    assert "Bread" in _rail(window)
    assert _rail(window)["Active customers"].context_menu() is None


def test_the_cross_beside_the_heading_saves(window: MainWindow, qtbot: QtBot) -> None:
    heading = window.rail.findChild(RailHeading)
    assert heading is not None
    qtbot.mouseClick(heading.button, Qt.MouseButton.LeftButton)
    _form(window).set_value("name", "Mine")
    _form(window).submit()
    assert "Mine" in _rail(window)


def test_view_stays_open_in_another_language(window: MainWindow, qtbot: QtBot) -> None:
    _listing(window).set_filter(CustomerFilter(search="bakery"))
    _save_as(window, "Bakeries")
    window.services.speak("zh_CN")
    qtbot.waitUntil(lambda: _listing(window).loaded, timeout=10_000)
    assert _listing(window).title() == "Bakeries"
    assert _names(window) == ["Mori Bakery"]


def test_a_listing_survives_its_content() -> None:
    shown = Listing(
        view="attention",
        filter=CustomerFilter(
            stages=frozenset({Stage.LIVE, Stage.SIGNED}), colours=frozenset({Rag.RED}),
            owners=frozenset({NOBODY, 3}), search="tea",
        ),
        order=Order(Column.MONEY, True),
        hidden=frozenset({Column.MEETING}),
    )  # fmt: skip
    assert read_listing(shown.content()) == shown
    strange = shown.content() | {"stages": ["flying"], "owners": "x", "hidden": ["name", "wings"]}
    read = read_listing(strange)
    assert read.filter == replace(shown.filter, stages=frozenset(), owners=frozenset())
    assert read.hidden == frozenset()


def test_owner_filter_takes_several_from_the_menu(window: MainWindow) -> None:
    listing = _listing(window)
    listing.show_view("all")
    _choose(listing.filter_menu(), "Owner", "Wei Tang")
    assert _names(window) == ["Blue Heron Hotels"]
    _choose(listing.filter_menu("owners"), "Nobody")
    assert sorted(_names(window)) == ["Blue Heron Hotels", "Mori Bakery"]
    chip = [one for one in listing.findChildren(Chip) if one.isVisible()][-1]
    assert chip.text() == "Owner is Wei Tang or Nobody"
    chip.dropped.emit()
    assert len(_names(window)) == 3


def test_reviews_due_and_people_who_left_have_views(window: MainWindow, qtbot: QtBot) -> None:
    listing, store = _listing(window), window.services.store
    heron, mori = _id_of(window, "Blue Heron Hotels"), _id_of(window, "Mori Bakery")
    deals.create(store, customer_id=heron, closed_on=TODAY - timedelta(100))
    deals.create(store, customer_id=mori, closed_on=TODAY - timedelta(70))
    sponsor = contacts.create(store, customer_id=mori, name="Priya Nair", role=ContactRole.SPONSOR)
    contacts.leave(store, contact_id=sponsor.id)
    _idle(window, qtbot)
    listing.show_view("review")
    shown = listing.model.shown
    assert _names(window)[:2] == ["Blue Heron Hotels", "Mori Bakery"], "the one due first"
    assert listing.model.mark(shown[0]) == "review 8 days over"
    assert listing.model.mark(shown[1]) == "review due 21 Dec"
    meetings.create(store, customer_id=heron, day=date(2026, 12, 9), kind=MeetingKind.QBR)
    qtbot.waitUntil(lambda: "Blue Heron Hotels" not in _names(window), timeout=10_000)
    listing.show_view("gone")
    assert _names(window) == ["Mori Bakery"]
    assert listing.model.mark(listing.model.shown[0]) == "Priya Nair left"
    listing.select(mori)
    words = [one.text for one in listing.peek.findChildren(Text)]
    assert "Priya Nair left 30 Nov, nobody follows" in words
    contacts.create(store, customer_id=mori, name="Ou Jian", role=ContactRole.SPONSOR)
    qtbot.waitUntil(lambda: _names(window) == [], timeout=10_000)


def test_overdue_kickoff_is_said_on_the_row(window: MainWindow, qtbot: QtBot) -> None:
    listing, store = _listing(window), window.services.store
    heron, mori = _id_of(window, "Blue Heron Hotels"), _id_of(window, "Mori Bakery")
    deals.create(store, customer_id=heron, closed_on=TODAY - timedelta(14))
    deals.create(store, customer_id=mori, closed_on=TODAY - timedelta(15))
    _idle(window, qtbot)
    listing.show_view("signed")
    names = _names(window)
    assert names.index("Mori Bakery") < names.index("Blue Heron Hotels")
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [str(listing.model.index(line, 0).data(role)) for line in range(len(names))]
    assert said[names.index("Mori Bakery")] == "Mori Bakery, Signed, over 14 days"
    assert said[names.index("Blue Heron Hotels")] == "Blue Heron Hotels, Signed"
    listing.select(heron)
    (window_words,) = [
        one for one in listing.peek.findChildren(Text) if one.text.startswith("The window ends")
    ]
    assert window_words._color == window.services.tokens.muted, "nothing is late yet"
    listing.show_view("all")
    line = _names(window).index("Mori Bakery")
    assert "over 14 days" in str(listing.model.index(line, 0).data(role))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_columns_give_way_to_the_reasons(window: MainWindow, qtbot: QtBot, language: str) -> None:
    window.services.speak(language)
    qtbot.waitUntil(lambda: _listing(window).loaded, timeout=10_000)
    listing = _listing(window)
    table = listing.table
    table.setCurrentIndex(listing.model.index(0, 0))
    for width in (960, 1280, 1440, 1600):
        window.resize(width, 800)
        wide = width - 208 - 304 - 1  # rail, peek
        qtbot.waitUntil(lambda wide=wide: abs(table.width() - wide) < 3)  # type: ignore[misc]
        assert table.columnWidth(Column.WHY) >= 140
        shown = [one for one in Column if not table.isColumnHidden(one)]
        assert sum(map(table.columnWidth, shown)) <= table.viewport().width()
        if width >= 1440:
            assert shown == list(Column)
    assert table.columnWidth(Column.NAME) > 158
    listing.toggle_column(Column.WINDOW)
    assert table.isColumnHidden(Column.WINDOW)


def test_what_is_cut_is_said_in_full(window: MainWindow, qtbot: QtBot) -> None:
    listing = _listing(window)
    name = "The Northern and Southern Harbour Noodle Restaurants of Shenzhen and Hong Kong"
    customers.create(window.services.store, name=name)
    qtbot.waitUntil(lambda: name in _names(window), timeout=10_000)
    delegate = listing.table.itemDelegate()
    rows = {row.customer.name: row for row in listing.model.shown}
    assert delegate.cut_text(rows[name], Column.NAME) == name  # type: ignore[attr-defined]
    assert delegate.cut_text(rows["Mori Bakery"], Column.NAME) == ""  # type: ignore[attr-defined]


def test_many_conditions_shrink_and_do_not_stretch_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    listing = _listing(window)
    listing.table.setCurrentIndex(listing.model.index(0, 0))
    window.resize(960, 600)
    listing.set_filter(
        CustomerFilter(
            stages=frozenset(Stage), colours=frozenset(Rag),
            owners=frozenset({NOBODY, 1, 2, 3}), search="a long text that is looked for",
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: window.width() == 960)
    chips = [one for one in listing.findChildren(Chip) if one.isVisible()]
    assert len(chips) == 5
    assert chips[1].toolTip() == chips[1].text()
    assert sum(one.width() for one in chips) < 448


def test_rail_names_our_company_in_the_windows_language(window: MainWindow) -> None:
    store = window.services.store
    workspace.update(store, company_names={"zh_CN": "轮值云", "zh_TW": "輪值雲"})
    for language, name in (("zh_CN", "轮值云"), ("zh_TW", "輪值雲"), ("en", "Rotalane")):
        window.services.speak(language)
        assert window.rail.top.company == name
        assert name in window.windowTitle()


def test_many_views_scroll_and_do_not_stretch_the_window(window: MainWindow, qtbot: QtBot) -> None:
    for number in range(30):
        commands.save(window.services.store, screen="customers", name=f"View {number}", content={})
    window.resize(960, 600)
    qtbot.waitUntil(lambda: window.rail.height() == 600)
    assert window.height() == 600
    assert len(_rail(window)) == 42


def test_empty_workspace_has_one_primary_way_on(window: MainWindow, qtbot: QtBot) -> None:
    for row in list(_listing(window).model.rows):
        customers.delete(window.services.store, customer_id=row.id)
    qtbot.waitUntil(lambda: not _listing(window).model.rows, timeout=10_000)
    shown = [one for one in _listing(window).findChildren(Button) if one.isVisible()]
    assert [one.text() for one in shown if one.kind is Kind.PRIMARY] == ["Import deals"]
    assert [one.text() for one in shown].count("Import deals") == 1
    customers.create(window.services.store, name="Tea")
    qtbot.waitUntil(lambda: bool(_listing(window).model.rows), timeout=10_000)
    shown = [one for one in _listing(window).findChildren(Button) if one.isVisible()]
    assert [one.text() for one in shown if one.kind is Kind.PRIMARY] == ["New customer"]


def test_views_of_days_ask_of_how_many(window: MainWindow, qtbot: QtBot) -> None:
    listing, store = _listing(window), window.services.store
    heron, mori = _id_of(window, "Blue Heron Hotels"), _id_of(window, "Mori Bakery")
    deals.create(store, customer_id=heron, closed_on=TODAY - timedelta(20))
    deals.create(store, customer_id=mori, closed_on=TODAY - timedelta(10))
    _idle(window, qtbot)
    listing.show_view("signed")
    assert _names(window)[-2:] == ["Blue Heron Hotels", "Mori Bakery"], "the longest waiting first"
    marks = {row.customer.name: listing.model.mark(row) for row in listing.model.shown}
    assert (marks["Blue Heron Hotels"], marks["Mori Bakery"]) == ("over 14 days", "")
    _answer_days(listing, "30")
    assert listing.model.mark(listing.model.shown[-2]) == ""
    assert [one.text() for one in listing.findChildren(Chip) if one.isVisible()] == [
        "Days waiting: over 30 first"
    ]
    assert listing.is_changed()
    listing.show_view("window")
    assert {"Blue Heron Hotels", "Mori Bakery"} <= set(_names(window))
    assert listing.model.mark(listing.model.shown[-1]) == "no value planned"
    assert listing.days == 14
    chip = next(one for one in listing.findChildren(Chip) if one.isVisible())
    assert chip.text() == "Days of slack: at most 14"
    form = listing.ask_days()
    form.set_value("days", "-3")
    form.submit()
    assert form.isVisible()
    form.reject()


def _answer_days(listing: CustomersScreen, days: str) -> None:
    form = listing.ask_days()
    form.set_value("days", days)
    form.submit()
