"""What a renewal pack says: page titles that read alone tell the story of the term."""

from datetime import date

from csdesk.domain.errors import N_
from csdesk.domain.views.common import MeetingView
from csdesk.domain.views.qbr import GoalView, PromiseView
from csdesk.domain.views.renewal import RenewalView, TermView
from csdesk.i18n import Translator
from csdesk.reports.words import qbr
from csdesk.reports.words.common import count, meeting_clock, spoken
from csdesk.reports.words.marks import keep

PAGE_NAMES = {
    **qbr.PAGE_NAMES,
    "term": N_("Your term"),
    "ahead": N_("For the next term"),
    "offer": N_("What we propose"),
    "dates": N_("Dates that matter"),
}


def name_of(view: RenewalView, tr: Translator) -> str:
    """Return `Review of the term, July 2026 to June 2027`."""
    return tr.text("Review of the term, {period}", period=months(view, tr))


def months(view: RenewalView, tr: Translator) -> str:
    """Return `July 2026 to June 2027`."""
    start, end = tr.date(view.contract.start, "month_year"), tr.date(view.ends, "month_year")
    return tr.text("{first} to {last}", first=start, last=end)


def cover_lines(view: RenewalView, tr: Translator) -> tuple[str, ...]:
    """Return what the term brought, and when it ends."""
    first = qbr.cover_lines(view, tr)[0]
    return first, tr.text("The term ends on {day}.", day=spoken(tr, view.ends, view.today))


def term_title(view: RenewalView, tr: Translator) -> str:
    """Return when the term ends, and what happens then."""
    day = spoken(tr, view.ends, view.today)
    notice = view.contract.notice_on
    if view.contract.auto_renews and notice is not None and notice >= view.today:
        by = spoken(tr, notice, view.today)
        return tr.text("Without notice by {notice}, the term renews by itself.", notice=by)
    if view.contract.auto_renews:
        return tr.text("The term ends on {day} and renews by itself.", day=day)
    return tr.text("The term ends on {day}; it goes on only if both sides say so.", day=day)


def term_rows(
    view: RenewalView, tr: Translator, *, with_notice: bool = True
) -> list[tuple[str, str, str]]:
    """Return what is agreed: name, value, note."""
    term = view.contract
    rows = [(tr.text("Term"), period(term, tr), days_left(view, tr))]
    if term.reference:
        rows.append((tr.text("Contract"), term.reference, ""))
    if term.seats is not None:
        price = ""
        if term.seat_price_minor:
            money = keep(tr.money(term.seat_price_minor, term.currency))
            price = tr.text("{money} per seat", money=money)
        rows.append((tr.text("Seats"), tr.number(term.seats), price))
    if term.annual_minor is not None:
        rows.append(
            (tr.text("Price per year"), keep(tr.money(term.annual_minor, term.currency)), "")
        )
    if with_notice and term.notice_on is not None:
        note = tr.text("This day has passed.") if term.notice_on < view.today else ""
        rows.append((tr.text("Last day for notice"), _day(term.notice_on, tr), note))
    renews = tr.text("by itself") if term.auto_renews else tr.text("only with both sides’ consent")
    rows.append((tr.text("Renews"), renews, ""))
    return rows


def period(term: TermView, tr: Translator) -> str:
    """Return `1 July 2026 to 30 June 2027`."""
    if term.end is None:
        return tr.text("from {day}", day=_day(term.start, tr))
    return tr.text("{first} to {last}", first=_day(term.start, tr), last=_day(term.end, tr))


def days_left(view: RenewalView, tr: Translator) -> str:
    """Return how long the term still runs."""
    return tr.plural("{n} day left", "{n} days left", (view.ends - view.today).days)


def carried(view: RenewalView) -> tuple[tuple[PromiseView, ...], tuple[GoalView, ...]]:
    """Return what the next term begins with: our open promises, and goals not reached."""
    promises = tuple(promise for promise in view.our_promises if not promise.kept)
    return promises, tuple(goal for goal in view.goals if not goal.reached)


def ahead_title(view: RenewalView, tr: Translator) -> str:
    """Return what the next term begins with."""
    promises, goals = carried(view)
    parts = []
    if promises:
        parts.append(
            tr.plural(
                "First we keep one open promise.",
                "First we keep {n} open promises.",
                len(promises),
                n=count(tr, len(promises)).lower(),
            )
        )
    if goals:
        parts.append(
            tr.plural("One goal goes on.", "{n} goals go on.", len(goals), n=count(tr, len(goals)))
        )
    else:
        parts.append(tr.text("All goals are reached; the next ones are yours to set."))
    return tr.sentences(parts)


def offer_title(view: RenewalView, tr: Translator) -> str:
    """Return what would change."""
    offer, term = view.offer, view.contract
    if offer is None:
        return ""
    if offer.seats and term.seats and offer.seats > term.seats:
        return tr.text(
            "The next term has {n} seats instead of {before}.",
            n=tr.number(offer.seats),
            before=tr.number(term.seats),
        )
    return tr.text("The next term covers more than this one.")


def offer_rows(view: RenewalView, tr: Translator) -> list[tuple[str, str, str]]:
    """Return what is agreed, now and then."""
    offer, term = view.offer, view.contract
    if offer is None:
        return []
    rows = [(tr.text("Term"), period(term, tr), period(offer, tr))]
    for name, before, after in (
        (tr.text("Seats"), _seats(term, tr), _seats(offer, tr)),
        (tr.text("Price per seat"), _price(term, tr), _price(offer, tr)),
        (tr.text("Price per year"), _yearly(term, tr), _yearly(offer, tr)),
    ):
        if before or after:
            rows.append((name, before or "–", after or "–"))
    return rows


def _seats(term: TermView, tr: Translator) -> str:
    return "" if term.seats is None else tr.number(term.seats)


def _price(term: TermView, tr: Translator) -> str:
    minor = term.seat_price_minor
    return "" if minor is None else keep(tr.money(minor, term.currency))


def _yearly(term: TermView, tr: Translator) -> str:
    minor = term.annual_minor
    return "" if minor is None else keep(tr.money(minor, term.currency))


def dates_title(view: RenewalView, tr: Translator) -> str:
    """Return when we talk about the renewal."""
    if view.call is not None:
        day = spoken(tr, view.call.day, view.today)
        return tr.text("We talk about the renewal on {day}.", day=day)
    if view.call_by >= view.today:
        day = spoken(tr, view.call_by, view.today)
        return tr.text("We talk about the renewal by {day}.", day=day)
    return tr.text("We talk about the renewal now.")


def date_rows(view: RenewalView, tr: Translator) -> list[tuple[date, str, str]]:
    """Return the days up to the end of the term: day, what, when and where if it is set."""
    rows = [
        _meeting_row(view.review_by, view.review, tr.text("Final business review"), tr),
        _meeting_row(view.call_by, view.call, tr.text("Call about the renewal"), tr),
        (view.ends, tr.text("The term ends"), ""),
    ]
    if view.contract.notice_on is not None:
        rows.append((view.contract.notice_on, tr.text("Last day for notice"), ""))
    return sorted(rows, key=lambda row: row[0])


def _meeting_row(
    by: date, meeting: MeetingView | None, name: str, tr: Translator
) -> tuple[date, str, str]:
    if meeting is None:
        return by, name, tr.text("to be set, by this day")
    parts = [meeting_clock(tr, meeting), meeting.place]
    return meeting.day, name, tr.facts([part for part in parts if part])


def _day(day: date, tr: Translator) -> str:
    return keep(tr.date(day, "long"))
