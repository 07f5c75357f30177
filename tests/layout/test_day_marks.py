"""Days off on the chart: both parties' holidays, make-up days, years nobody has published."""

from datetime import date

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.i18n import Translator
from csdesk.layout.day_marks import chart_days
from csdesk.layout.days import DayInfo, DayKind

CHINA, STATES = WorkCalendar(country="CN"), WorkCalendar(country="US")
CALENDARS = Calendars(us=STATES, customer=CHINA, third=CHINA, project=CHINA)


def info(day: date) -> DayInfo:
    return chart_days(CALENDARS, Translator("en"))(day.toordinal())


def test_holidays_name_the_party_that_keeps_them() -> None:
    national = info(date(2026, 10, 1))
    assert national.kind is DayKind.HOLIDAY
    assert national.names[0].endswith("(customer)")
    thanks = info(date(2026, 11, 26))
    assert thanks.kind is DayKind.HOLIDAY
    assert thanks.names == ("Thanksgiving Day (us)",)


def test_a_make_up_saturday_is_no_weekend() -> None:
    assert info(date(2026, 2, 14)).kind is DayKind.WORK  # worked for the Spring Festival
    assert info(date(2026, 11, 28)).kind is DayKind.REST


def test_an_unpublished_year_is_marked_as_a_guess() -> None:
    assert info(date(2027, 1, 1)).kind is DayKind.UNPUBLISHED


def test_days_of_third_parties_are_named_once_they_differ() -> None:
    plain = WorkCalendar(country="US")
    fair = date(2026, 11, 24)
    third = WorkCalendar(country="US", own_days={fair: (False, "Fair")})
    calendars = Calendars(us=plain, customer=plain, third=third, project=plain)
    lookup = chart_days(calendars, Translator("en"))
    assert lookup(fair.toordinal()).names == ("Fair (third party)",)
    thanks = lookup(date(2026, 11, 26).toordinal())
    assert thanks.names == ("Thanksgiving Day (both)",)


def test_what_our_own_days_off_are_for_stays_here() -> None:
    away, new_year = date(2026, 11, 24), date(2027, 1, 1)
    ours = WorkCalendar(country="CN", own_days={away: (False, "Lay-offs"), new_year: (False, "")})
    theirs = WorkCalendar(country="US")
    calendars = Calendars(us=ours, customer=theirs, third=theirs, project=theirs)
    told = chart_days(calendars, Translator("en"))
    assert told(away.toordinal()).names == ("Lay-offs (us)",)
    document = chart_days(calendars, Translator("en"), ours_named=False)
    assert document(away.toordinal()).names == ("Day off (us)",)
    assert document(new_year.toordinal()).kind is DayKind.HOLIDAY, "our own word is no guess"
