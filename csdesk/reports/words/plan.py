"""What a plan on paper says in words: its headline, its range, its legend."""

from datetime import date

from csdesk.domain.views.plan import PlanView
from csdesk.i18n import Translator
from csdesk.reports.words.common import spoken


def plan_kind(tr: Translator) -> str:
    """Return what the document is called."""
    return tr.text("Project plan")


def headline_of(view: PlanView, tr: Translator) -> list[str]:
    """Return the message in falling length: when the first result comes and when the plan ends."""
    first = _first_result(view, tr)
    end = _end(view, tr)
    variants = [tr.sentences([part for part in (first, end) if part]), end, first]
    return [text for text in variants if text] or [view.project]


def _first_result(view: PlanView, tr: Translator) -> str:
    window = view.window
    if window is None or window.value_on is None:
        return ""
    number = window.value_day
    if window.reached:
        return tr.text("The first result came on day {n} after signing.", n=number)
    day = spoken(tr, window.value_on, view.today)
    if window.since is not None:
        return tr.text("The next result comes on {day}.", day=day)
    return tr.text("The first result comes on {day}, day {n}.", day=day, n=number)


def _end(view: PlanView, tr: Translator) -> str:
    if view.finish is None:
        return ""
    day = spoken(tr, view.finish, view.today)
    work = [line for line in view.lines if not line.kind.is_summary]
    if view.finish < view.today and all(line.status.is_ended for line in work):
        return _ended(view, day, tr)
    if view.slip is None:
        return tr.text("The plan ends on {day}.", day=day)
    if view.slip > 0:
        return tr.plural(
            "The plan ends on {day}, {n} working day later than agreed.",
            "The plan ends on {day}, {n} working days later than agreed.",
            view.slip,
            day=day,
        )
    if view.slip < 0:
        return tr.plural(
            "The plan ends on {day}, {n} working day earlier than agreed.",
            "The plan ends on {day}, {n} working days earlier than agreed.",
            -view.slip,
            day=day,
        )
    return tr.text("The plan ends on {day}, as agreed.", day=day)


def _ended(view: PlanView, day: str, tr: Translator) -> str:
    if view.slip is None:
        return tr.text("The plan ended on {day}.", day=day)
    if view.slip > 0:
        return tr.plural(
            "The plan ended on {day}, {n} working day later than agreed.",
            "The plan ended on {day}, {n} working days later than agreed.",
            view.slip,
            day=day,
        )
    if view.slip < 0:
        return tr.plural(
            "The plan ended on {day}, {n} working day earlier than agreed.",
            "The plan ended on {day}, {n} working days earlier than agreed.",
            -view.slip,
            day=day,
        )
    return tr.text("The plan ended on {day}, as agreed.", day=day)


def range_words(view: PlanView, tr: Translator) -> str:
    """Return which part of the plan is shown; empty for all of it."""
    if view.first is None and view.last is None:
        return ""
    rows = tr.text(
        "{shown} of {all} rows",
        shown=tr.number(len(view.lines)),
        all=tr.number(len(view.lines) + view.left_out),
    )
    return tr.facts([_days(view.first, view.last, tr), rows])


def _days(first: date | None, last: date | None, tr: Translator) -> str:
    if first is None:
        return tr.text("until {day}", day=tr.date(last)) if last is not None else ""
    if last is None:
        return tr.text("from {day}", day=tr.date(first))
    return tr.text("{first} to {last}", first=tr.date(first), last=tr.date(last))


def internal_word(tr: Translator) -> str:
    """Return the word that stands on every page of an internal copy."""
    return tr.text("Internal")


def not_for_customer(tr: Translator) -> str:
    """Return what the footer of an internal copy says."""
    return tr.text("Internal copy: it shows rows that the customer does not see.")


def tile_words(tr: Translator, mark: str, first: str, last: str) -> str:
    """Return `A2 of A1 to B3`."""
    return tr.text("{mark} of {first} to {last}", mark=mark, first=first, last=last)
