"""What the monthly request report says: headline, figures, titles of charts, whose turn it is."""

from collections.abc import Sequence
from datetime import date

from csdesk.domain.codes import RequestKind, RequestStatus
from csdesk.domain.errors import N_
from csdesk.domain.labels import REQUEST_KIND_LABELS
from csdesk.domain.requests import median_minutes
from csdesk.domain.views.requests import CauseView, MonthView, RequestLine, RequestsView
from csdesk.i18n import Translator
from csdesk.reports.words.common import short
from csdesk.reports.words.marks import bold, keep

OTHER_AREAS = N_("{n} other areas")
_MINUTES, _HOURS, _DAYS = 1, 60, 60 * 24


def month_name(tr: Translator, first: date, today: date) -> str:
    """Return `October`, with its year where that is not today's."""
    name = tr.date(first, "month_year")
    if first.year == today.year:
        name = tr.date(first, "month") if tr.is_chinese else name.rsplit(" ", 1)[0]
    return keep(name)


def duration(tr: Translator, minutes: int) -> str:
    """Return how long something took: minutes, hours and minutes, from two days on days."""
    if minutes < 60:
        return keep(tr.text("{n} min", n=tr.number(minutes)))
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return keep(tr.plural("{n} day", "{n} days", round(minutes / _DAYS)))
    if rest and hours < 10:
        return keep(tr.text("{hours} h {minutes} min", hours=hours, minutes=rest))
    return keep(tr.text("{n} h", n=round(minutes / 60)))


def area_name(tr: Translator, area: str) -> str:
    """Return an area as its customer reads it; a request without one is named so."""
    return area or tr.text("no area noted")


def headline(view: RequestsView, tr: Translator) -> tuple[Sequence[str], Sequence[str]]:
    """Return both lines of the headline, each in variants from long to short."""
    month = month_name(tr, view.first, view.today)
    asked = len(view.lines)
    if not asked:
        first = [tr.text("You asked us nothing in {month}.", month=month)]
        still = len(view.earlier)
        if not still:
            return first, []
        return first, [
            tr.plural(
                "One request of an earlier month is not solved yet.",
                "{n} requests of earlier months are not solved yet.",
                still,
            )
        ]
    return _first(view, tr, month), _second(view, tr)


def _first(view: RequestsView, tr: Translator, month: str) -> list[str]:
    asked, confirmed = len(view.lines), view.confirmed
    what = tr.plural(
        "You asked once in {month}", "You asked {n} times in {month}", asked, month=month
    )
    if confirmed == asked:
        said = tr.plural("it is solved, as you confirmed.", "all solved, as you confirmed.", asked)
    elif confirmed:
        said = tr.text("you confirmed {n} as solved.", n=tr.number(confirmed))
    else:
        said = tr.plural("it is not solved yet.", "none is confirmed as solved yet.", asked)
    short_form = tr.plural(
        "One request in {month}, {confirmed} confirmed as solved.",
        "{n} requests in {month}, {confirmed} confirmed as solved.",
        asked,
        month=month,
        confirmed=tr.number(confirmed),
    )
    return [tr.text("{asked}: {said}", asked=what, said=said), short_form]


def _second(view: RequestsView, tr: Translator) -> list[str]:
    causes = view.causes
    stands_out = len(causes) > 1 and causes[0].asked > causes[1].asked
    cause = cause_title(view, tr) if stands_out else ""
    wait = _median(view)
    speed = ""
    if wait is not None and view.answered > 1:
        speed = tr.text("Half had a first answer within {time}.", time=duration(tr, wait))
    elif wait is not None:
        speed = tr.text("Our first answer took {time}.", time=duration(tr, wait))
    if cause:
        cause += "。" if tr.is_chinese else "."
    both = [part for part in (cause, speed) if part]
    return [tr.sentences(both), *both] if both else []


def _median(view: RequestsView) -> int | None:
    return median_minutes(line.answered_after for line in view.lines)


def figures(view: RequestsView, tr: Translator) -> list[tuple[str, str]]:
    """Return the four key figures, each with what it counts."""
    month = month_name(tr, view.first, view.today)
    before = view.months[-2] if len(view.months) > 1 else None
    asked = tr.plural("request in {month}", "requests in {month}", len(view.lines), month=month)
    if before is not None:
        earlier = month_name(tr, before.first, view.today)
        asked = tr.text(
            "{asked}; {n} in {month}", asked=asked, n=tr.number(before.asked), month=earlier
        )
    wait = _median(view)
    speed = tr.text("no first answer yet")
    if wait is not None:
        speed = tr.plural(
            "to our first answer; nights and days off count",
            "median to our first answer, of {n} answered; nights and days off count",
            view.answered,
        )
    confirmed = tr.text("of them solved, confirmed by you")
    return [
        (tr.number(len(view.lines)), asked),
        ("–" if wait is None else duration(tr, wait), speed),
        (tr.number(view.confirmed), confirmed),
        (tr.number(len(view.unsolved)), _unsolved(view, tr)),
    ]


def _unsolved(view: RequestsView, tr: Translator) -> str:
    still = view.unsolved
    if not still:
        return tr.text("not solved: nothing is open")
    theirs = sum(line.status is RequestStatus.WAITING for line in still)
    parts = []
    if theirs:
        parts.append(tr.plural("{n} waits for you", "{n} wait for you", theirs))
    if len(still) > theirs:
        parts.append(tr.plural("{n} is with us", "{n} are with us", len(still) - theirs))
    text = tr.text("not solved yet: {parts}", parts=tr.join(parts))
    old = len(view.earlier)
    if old:
        of_old = tr.plural("{n} of an earlier month", "{n} of earlier months", old)
        text = tr.text("{text}; {more}", text=text, more=of_old)
    return text


def cause_title(view: RequestsView, tr: Translator) -> str:
    """Return the finding about areas."""
    first = view.causes[0]
    name = area_name(tr, first.area)
    most, asked = tr.number(first.asked), tr.number(len(view.lines))
    if len(view.causes) == 1:
        return tr.text("All came from one area: {area}", area=name)
    level = [cause for cause in view.causes if cause.asked == first.asked]
    if len(level) > 1:
        return tr.text("No area stands out: at most {n} of {all}", n=most, all=asked)
    return tr.text("{area} caused most: {n} of {all}", area=name, n=most, all=asked)


def kind_title(counts: Sequence[tuple[RequestKind, int]], asked: int, tr: Translator) -> str:
    """Return the finding about kinds; `counts` begins with the greatest."""
    kind, most = counts[0]
    name = tr.text(REQUEST_KIND_LABELS[kind])
    if len(counts) == 1:
        return tr.text("All of one kind: {kind}", kind=name)
    said = {"n": tr.number(most), "all": tr.number(asked)}
    if counts[1][1] == most:
        return tr.text("No kind stands out: at most {n} of {all}", **said)
    return tr.text("Most often: {kind}, {n} of {all}", kind=name, **said)


def trend_title(view: RequestsView, tr: Translator) -> str:
    """Return the finding about the months."""
    now, before = view.months[-1], view.months[-2]
    month = month_name(tr, before.first, view.today)
    if now.asked == before.asked:
        return tr.text("As many as in {month}: {n}", month=month, n=tr.number(now.asked))
    if not any(one.asked for one in view.months[:-1]):
        return tr.text("The first month with requests: {n}", n=tr.number(now.asked))
    message = (
        N_("Fewer than in {month}: {n} after {before}")
        if now.asked < before.asked
        else N_("More than in {month}: {n} after {before}")
    )
    return tr.text(message, month=month, n=tr.number(now.asked), before=tr.number(before.asked))


def speed_title(view: RequestsView, tr: Translator) -> str:
    """Return the finding about our first answers."""
    now, before = view.months[-1], view.months[-2]
    if now.median is None:
        return tr.text("No first answer to compare")
    time = duration(tr, now.median)
    if before.median is None or before.median == now.median:
        return tr.text("First answer after {time}", time=time)
    month = month_name(tr, before.first, view.today)
    if now.median < before.median:
        return tr.text("Answered faster than in {month}: {time}", month=month, time=time)
    return tr.text("Answered slower than in {month}: {time}", month=month, time=time)


def speed_scale(months: Sequence[MonthView], tr: Translator) -> tuple[int, str]:
    """Return in how many minutes the chart counts, and the name of that unit."""
    longest = max((month.median or 0 for month in months), default=0)
    if longest < 3 * _HOURS:
        return _MINUTES, tr.text("Minutes to our first answer, median")
    if longest < 3 * _DAYS:
        return _HOURS, tr.text("Hours to our first answer, median")
    return _DAYS, tr.text("Days to our first answer, median")


def moved_title(view: RequestsView, tr: Translator) -> str:
    """Return the finding about the greatest cause over the months."""
    cause, now, before = view.causes[0], view.months[-1], view.months[-2]
    month = month_name(tr, before.first, view.today)
    return tr.text(
        "{area}: {n} after {before} in {month}",
        area=area_name(tr, cause.area),
        n=tr.number(now.areas[0]),
        before=tr.number(before.areas[0]),
        month=month,
    )


def turn(line: RequestLine, tr: Translator) -> str:
    """Return whose turn an unsolved request is, by name where there is one."""
    if line.status is RequestStatus.WAITING:
        if line.asked_by:
            return tr.text("your turn: {name}", name=keep(line.asked_by))
        return tr.text("your turn")
    if line.owner:
        return tr.text("our turn: {name}", name=keep(line.owner))
    return tr.text("our turn")


def asked_note(line: RequestLine, view: RequestsView, tr: Translator) -> str:
    """Return when and by whom something was asked, and of what."""
    parts = [short(tr, line.day, view.today), line.asked_by, line.area]
    return " • ".join(part for part in parts if part)


def example_note(line: RequestLine, tr: Translator) -> str:
    """Return area and kind of an example."""
    parts = [line.area, tr.text(REQUEST_KIND_LABELS[line.kind])]
    return " • ".join(part for part in parts if part)


def done_about(cause: CauseView, tr: Translator) -> str:
    """Return what we answered or who works on a cause, the area in bold; empty without either."""
    said = cause.answer
    if not said and cause.owner:
        said = tr.text("{name} works on it.", name=keep(cause.owner))
    if not said:
        return ""
    return tr.text("{area}: {said}", area=bold(area_name(tr, cause.area)), said=said)


def status(line: RequestLine, view: RequestsView, tr: Translator) -> tuple[str, str]:
    """Return the status of a request in a list, and the name that belongs to it."""
    if line.status is RequestStatus.SOLVED:
        day = short(tr, line.solved_on or line.day, view.today)
        return tr.text("confirmed {day}", day=day), line.confirmed_by
    if line.status is RequestStatus.WAITING:
        return tr.text("waits for you"), line.asked_by
    if line.status is RequestStatus.IN_PROGRESS:
        return tr.text("in progress"), line.owner
    return tr.text("not answered yet"), line.owner
