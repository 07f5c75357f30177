"""Words about meetings for us: remarks at the fields of a form, and what a series does."""

from collections.abc import Iterable
from datetime import date

from csdesk.domain.codes import MeetingStatus, Side
from csdesk.domain.errors import N_
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.meeting_rules import Remark, RemarkCode
from csdesk.domain.meeting_series import Meets
from csdesk.domain.records import Meeting
from csdesk.domain.records_kickoff import MeetingSeries
from csdesk.domain.repeats import Every, pattern_of
from csdesk.i18n import Translator

_OFTEN = {
    Every.DAYS: (N_("every day"), N_("every {n} days")),
    Every.WEEKS: (N_("every week"), N_("every {n} weeks")),
    Every.MONTHS: (N_("every month"), N_("every {n} months")),
}
_WEEKDAY = date(2024, 1, 1)  # a Monday


def remark_text(remark: Remark, words: Translator, *, names: bool = True) -> str:
    """Return the sentence of a remark; without `names` no other customer is named."""
    params = remark.params
    match remark.code:
        case RemarkCode.PAST:
            return words.text("{day} has passed.", day=words.date(params["day"], "weekday"))
        case RemarkCode.HOLIDAY | RemarkCode.DAY_OFF:
            return _day_off(params["day"], params["side"], params.get("name", ""), words)
        case RemarkCode.UNPUBLISHED:
            return words.text(
                "The public holidays of {years} are not published yet.", years=params["year"]
            )
        case RemarkCode.MIDNIGHT:
            return words.text("It ends after midnight.")
        case RemarkCode.CLASH:
            if not names:
                return words.text("Another meeting of ours is at this time.")
            other: Meeting = params["other"]
            return words.text(
                "At this time: {meeting} with {customer}, {time}.",
                meeting=meeting_name(other, words),
                customer=params["customer"],
                time=f"{other.at:%H:%M}" if other.at else "",
            )
        case RemarkCode.INACTIVE:
            return words.text("{name} no longer works with us.", name=params["name"])
        case RemarkCode.KICKOFF:
            kickoff: Meeting = params["other"]
            day = words.date(kickoff.day, "weekday")
            if kickoff.status in (MeetingStatus.HELD, MeetingStatus.CLOSED):
                return words.text("A kickoff was held on {day}.", day=day)
            return words.text("A kickoff is planned for {day} already.", day=day)


def next_remarks(remarks: Iterable[Remark], words: Translator) -> list[str]:
    """Return remarks as both sides may read them: no side is called by what it is to us.

    A day off of both is said once, by the customer's name for it.
    """
    off, others = None, []
    for one in remarks:
        if one.code in (RemarkCode.HOLIDAY, RemarkCode.DAY_OFF):
            if off is None or one.params["side"] is Side.CUSTOMER:
                off = one
        elif one.code in (RemarkCode.PAST, RemarkCode.CLASH):
            others.append(remark_text(one, words, names=False))
    if off is None:
        return list(dict.fromkeys(others))
    day, name = words.date(off.params["day"], "weekday"), off.params.get("name", "")
    said = (
        words.text("{day} is a day off: {name}.", day=day, name=name)
        if name
        else words.text("{day} is no working day.", day=day)
    )
    return list(dict.fromkeys([said, *others]))


def meeting_name(meeting: Meeting | MeetingSeries, words: Translator) -> str:
    """Return what a meeting is called: its title, else its kind."""
    return meeting.title or words.text(MEETING_KIND_LABELS[meeting.kind])


def _day_off(day: date, side: Side, name: str, words: Translator) -> str:
    shown = words.date(day, "weekday")
    if side is Side.US:
        if name:
            return words.text("{day} is a day off of ours: {name}.", day=shown, name=name)
        return words.text("We do not work on {day}.", day=shown)
    if name:
        return words.text("{day} is a day off of the customer: {name}.", day=shown, name=name)
    return words.text("The customer does not work on {day}.", day=shown)


def rule_text(rule: str, start: date, words: Translator) -> str:
    """Return how often a series is held: `every 4 weeks, on Tuesday`; else the rule itself."""
    pattern = pattern_of(f"{rule};COUNT=1", start)
    if pattern is None:
        return rule
    once, more = _OFTEN[pattern.step]
    often = words.text(once) if pattern.every == 1 else words.text(more, n=pattern.every)
    if pattern.step is not Every.WEEKS:
        return often
    days = [_weekday(day, words) for day in pattern.weekdays]
    return words.text("{often}, on {days}", often=often, days=words.join(days))


def _weekday(day: int, words: Translator) -> str:
    from babel.dates import format_date

    return format_date(_WEEKDAY.replace(day=1 + day), "EEEE", locale=words.language)


def meets_text(meets: Meets, words: Translator) -> str:
    """Return a day of a series: moved from where, or left out."""
    by_rule = words.date(meets.by_rule, "weekday")
    if meets.day is None:
        return words.text("{day}: left out, no day of both sides before the next", day=by_rule)
    day = words.date(meets.day, "weekday")
    if meets.is_moved:
        return words.text("{day} (moved from {off})", day=day, off=by_rule)
    return day


def why_moved(why: Iterable[Remark], words: Translator) -> str:
    """Return whose day off moved a meeting of a series: "customer: Christmas Day"."""
    return words.facts(
        [_whose(one.params["side"], one.params.get("name", ""), words) for one in why]
    )


def _whose(side: Side, name: str, words: Translator) -> str:
    if side is Side.US:
        return words.text("our holiday {name}", name=name) if name else words.text("we are off")
    if name:
        return words.text("the customer's holiday {name}", name=name)
    return words.text("the customer is off")
