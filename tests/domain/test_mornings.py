"""A lag into what takes no time ends in a morning, which knows no days off of its calendar."""

import pytest

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.codes import LinkType, Side, Status
from tests.domain.plans import Plan, nov

WEEK, SATURDAYS = WorkCalendar(), WorkCalendar(week="1111110")
CALENDARS = Calendars(us=WEEK, customer=WEEK, third=SATURDAYS, project=WEEK)


@pytest.mark.parametrize(("side", "start"), [(Side.US, nov(30)), (Side.THIRD, nov(28))])
def test_a_follower_begins_on_the_first_morning_of_its_own_week(side: Side, start: object) -> None:
    plan = Plan()
    plan.add("before", start=nov(26), target=nov(26))  # a Thursday
    plan.add("dropped", status=Status.CANCELLED)
    plan.add("after", side=side)
    plan.link("before", "dropped", LinkType.FS, 1)
    plan.link("dropped", "after")
    row = plan.state(calendars=CALENDARS).rows[plan.ids["after"]]
    assert row.start == start
