"""Who works when: weeks, holidays and days off of us, a customer and third parties."""

from datetime import date

import pytest

from csdesk.app.calendars import our_calendar
from csdesk.app.commands import calendars, customers, workspace
from csdesk.app.plan_pictures import plan_picture_view
from csdesk.app.queries.customer import load_customer
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.working_days import our_days
from csdesk.app.working_text import holiday_words, week_words
from csdesk.data.store import Store
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import RowKind, Side
from csdesk.domain.errors import UserError
from csdesk.domain.records import Calendar
from csdesk.i18n import Translator
from tests.support import TODAY, add_row, make_customer, make_project

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


def calendars_now(store: Store, project_id: int) -> Calendars:
    return load_project(store, project_id).calendars


def test_our_own_days_off_move_our_work_and_nobody_elses(store: Store) -> None:
    project = make_project(store, make_customer(store, country="US").id, start=MONDAY)
    with store.write("add") as unit:
        ours = add_row(unit, project, "ours", side=Side.US, duration=2)
        theirs = add_row(unit, project, "theirs", side=Side.CUSTOMER, duration=2)
    before = load_project(store, project.id).state.rows
    assert before[ours.id].start == before[theirs.id].start
    day = before[ours.id].start
    assert day is not None
    assert calendars.put_days_off(store, customer_id=None, first=day, name="Team days") == 1
    after = load_project(store, project.id).state.rows
    assert after[theirs.id].start == day
    assert after[ours.id].start == our_calendar_of(store, day)
    assert [one.name for one in our_days(store).days_off] == ["Team days"]
    store.undo()
    assert load_project(store, project.id).state.rows == before
    assert our_days(store).days_off == ()


def our_calendar_of(store: Store, day: date) -> date:
    with store.read() as reader:
        return our_calendar(reader).next_working(day)


def test_our_days_are_changed_and_taken_away(store: Store) -> None:
    calendars.put_days_off(store, customer_id=None, first=MONDAY)
    known = [one.id for one in our_days(store).days_off]
    calendars.put_days_off(
        store, customer_id=None, first=MONDAY, name="Fair", replaces=known
    )  # fmt: skip
    assert [one.name for one in our_days(store).days_off] == ["Fair"]
    calendars.delete_days_off(
        store, customer_id=None, day_ids=[one.id for one in our_days(store).days_off]
    )
    assert our_days(store).days_off == ()


def test_third_parties_have_a_week_and_days_of_their_own(store: Store) -> None:
    customer = make_customer(store, country="CN")
    project = make_project(store, customer.id)
    calendars.put_days_off(store, customer_id=customer.id, first=MONDAY)
    same = calendars_now(store, project.id)
    assert same.third is same.customer
    calendars.set_week(
        store, customer_id=customer.id, third=True, country="DE", region="BY", week="1111110"
    )
    now = calendars_now(store, project.id)
    assert now.third.is_working(SATURDAY)
    assert not now.customer.is_working(SATURDAY)
    assert not now.third.is_working(date(2027, 1, 6)), "Epiphany in Bavaria"
    assert not now.third.is_working(MONDAY), "they keep the customer's days until told otherwise"
    calendars.put_days_off(store, customer_id=customer.id, third=True, first=SATURDAY)
    now = calendars_now(store, project.id)
    assert not now.third.is_working(SATURDAY)
    assert load_customer(store, customer.id).third_working is not None
    calendars.follow_customer(store, customer_id=customer.id)
    again = calendars_now(store, project.id)
    assert again.third is again.customer
    assert load_customer(store, customer.id).third_working is None
    store.undo()
    assert calendars_now(store, project.id).third.week == "1111110"


def test_third_parties_of_two_customers_do_not_mix(store: Store) -> None:
    first, second = make_customer(store, "A"), make_customer(store, "B")
    for one, week in ((first, "1111000"), (second, "1111111")):
        calendars.set_week(store, customer_id=one.id, third=True, country="", week=week)
    weeks = [
        calendars_now(store, make_project(store, one.id).id).third.week for one in (first, second)
    ]
    assert weeks == ["1111000", "1111111"]


@pytest.mark.parametrize(
    ("country", "region", "week", "code"),
    [
        ("US", "", "0000000", "calendar_week"),
        ("US", "", "11111", "calendar_week"),
        ("XQ", "", "1111100", "field_type"),
        ("DE", "CA", "1111100", "calendar_region"),
        ("", "CA", "1111100", "calendar_region"),
    ],
)
def test_a_week_that_is_none_is_refused(
    store: Store, country: str, region: str, week: str, code: str
) -> None:
    with pytest.raises(UserError) as found:
        calendars.set_week(store, customer_id=None, country=country, region=region, week=week)
    assert found.value.code == code


def test_a_week_as_it_is_stores_nothing(store: Store) -> None:
    days = our_days(store)
    calendars.set_week(
        store, customer_id=None, country=days.country, region=days.region, week=days.week
    )
    with store.read() as reader:
        assert reader.count(Calendar) == 0


def test_a_calendar_follows_its_party_to_another_country(store: Store) -> None:
    customer = make_customer(store, country="US")
    calendars.put_days_off(store, customer_id=customer.id, first=MONDAY)
    calendars.put_days_off(store, customer_id=None, first=MONDAY)
    customers.update(store, customer_id=customer.id, country="SA")
    workspace.update(store, country="CN")
    page = load_customer(store, customer.id)
    assert (page.working.country, page.working.week) == ("SA", "1111001")
    assert len(page.days_off) == 1
    assert (our_days(store).country, len(our_days(store).days_off)) == ("CN", 1)
    calendars.set_week(store, customer_id=customer.id, country="SG", week="1111110")
    customers.update(store, customer_id=customer.id, country="DE")
    assert load_customer(store, customer.id).working.country == "SG", "chosen by hand: it stays"


def test_weeks_and_holidays_in_words(store: Store) -> None:
    english, chinese = Translator("en"), Translator("zh_CN")
    assert week_words("1111100", english) == "Monday to Friday"
    assert week_words("1111001", english) == "Monday, Tuesday, Wednesday, Thursday, Sunday"
    assert week_words("1111100", chinese) == "星期一—星期五"
    calendars.set_week(store, customer_id=None, country="CN", week="1111100")
    assert holiday_words(our_days(store), english, 2026).endswith("published through 2026")
    assert "2026" in holiday_words(our_days(store), chinese, 2026)
    calendars.set_week(store, customer_id=None, country="US", region="CA", week="1111100")
    text = "Public holidays of United States (CA)"
    assert holiday_words(our_days(store), english, 2026) == text


def test_a_plan_for_the_customer_does_not_say_what_our_days_off_are_for(store: Store) -> None:
    project = make_project(store, make_customer(store, country="US").id, start=MONDAY)
    with store.write("add") as unit:
        phase = add_row(unit, project, "phase", kind=RowKind.PHASE)
        add_row(
            unit, project, "work", parent_id=phase.id, start=MONDAY, target=SATURDAY, duration=4
        )
    calendars.put_days_off(store, customer_id=None, first=date(2026, 11, 24), name="Lay-off talks")
    view = plan_picture_view(store, project_id=project.id, today=TODAY)
    names = [name for off in view.days_off for name in off.names]
    assert "Day off (us)" in names
    assert not [name for name in names if "Lay-off" in name]


def test_a_calendar_follows_its_party_to_another_region(store: Store) -> None:
    customer = make_customer(store, country="DE", region="BW")
    project = make_project(store, customer.id)
    calendars.put_days_off(store, customer_id=customer.id, first=MONDAY)
    customers.update(store, customer_id=customer.id, region="BE")
    theirs = calendars_now(store, project.id).customer
    assert not theirs.is_working(date(2027, 3, 8)), "Women's Day is free in Berlin"
    assert theirs.is_working(date(2027, 1, 6)), "Epiphany is not"
    assert not theirs.is_working(MONDAY)
    store.undo()
    assert calendars_now(store, project.id).customer.region == "BW"
