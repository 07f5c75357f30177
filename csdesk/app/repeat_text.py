"""Words of a series before it is taken: its days, what stays, where days off are moved to."""

from collections.abc import Sequence
from datetime import date

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.repeats import Occurrence, Series
from csdesk.i18n import Translator

FIRST = 3  # days that are named before the last
MOVED = 3  # days off that are named


def series_lines(
    series: Series, held: Sequence[date], calendar: WorkCalendar, words: Translator, today: date
) -> list[str]:
    """Return the days of a series in short sentences, a line each.

    `held` are those of them that were held already.
    """
    days = [one.day for one in series.days]
    lines = [_all(days, len(held), words)]
    moved = [one for one in series.days if one.is_moved and one.day not in held]
    if moved:
        lines.append(_moved(moved, calendar, words))
    together = series.by_rule - len(days)
    if together:
        lines.append(
            words.plural(
                "{n} day is left out: it would fall on another one’s day.",
                "{n} days are left out: they would fall on another one’s day.",
                together,
            )
        )
    years = calendar.unpublished_years(max(days[0], today), max(days[-1], today))
    if years:
        named = words.join([str(year) for year in years])
        lines.append(words.text("The public holidays of {years} are not published yet.",
                                years=named))  # fmt: skip
    return lines


def _all(days: Sequence[date], held: int, words: Translator) -> str:
    if not held:
        return words.plural(
            "{n} day: {days}", "{n} days: {days}", len(days), days=_listed(days, words)
        )
    if held == len(days):
        return words.plural(
            "{n} day, before today; it ended on {day}.",
            "{n} days, all before today; it ended on {day}.",
            held,
            day=words.date(days[-1], "weekday"),
        )
    return words.plural(
        "{all} days: {n} before today stays, then {days}",
        "{all} days: {n} before today stay, then {days}",
        held,
        all=len(days),
        days=_listed(days[held:], words),
    )


def _listed(days: Sequence[date], words: Translator) -> str:
    shown = [words.date(day, "weekday") for day in days]
    if len(days) > FIRST + 1:
        first = words.join(shown[:FIRST])
        return words.text("{first} … {last}", first=first, last=_with_year(days, shown[-1], words))
    return words.join(shown)


def _with_year(days: Sequence[date], shown: str, words: Translator) -> str:
    if days[0].year == days[-1].year:
        return shown
    return words.date(days[-1], "full")


def _moved(moved: Sequence[Occurrence], calendar: WorkCalendar, words: Translator) -> str:
    named = []
    for one in moved[:MOVED]:
        off, day = words.date(one.by_rule, "weekday"), words.date(one.day, "weekday")
        name = calendar.name_on(one.by_rule, words.language)
        if name:
            off = words.text("{day}, {holiday}", day=off, holiday=name)
        named.append(words.text("{first} → {second}", first=off, second=day))
    text = "; ".join(named) if not words.is_chinese else "；".join(named)
    rest = len(moved) - MOVED
    if rest > 0:
        text = words.plural("{days}; {n} more", "{days}; {n} more", rest, days=text)
    return words.plural(
        "{n} day off moves: {days}", "{n} days off move: {days}", len(moved), days=text
    )
