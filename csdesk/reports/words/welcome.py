"""What a welcome letter says: when the first result comes, what begins, what we need first."""

from datetime import date

from csdesk.domain.codes import MeetingKind
from csdesk.domain.views.status import WindowView
from csdesk.domain.views.welcome import WelcomeView
from csdesk.i18n import Translator
from csdesk.reports.words.common import count, short, spoken
from csdesk.reports.words.letter import meeting_or
from csdesk.reports.words.marks import keep


def headline(view: WelcomeView, tr: Translator) -> tuple[list[str], list[str]]:
    """Return both lines, each as variants from the richest to the shortest."""
    return _result(view, tr), _first_step(view, tr)


def _result(view: WelcomeView, tr: Translator) -> list[str]:
    window = view.window
    if window is not None and window.value_on is not None and window.value_on > view.today:
        return _planned(window, window.value_on, view, tr)
    if window is not None and not window.reached and window.last_day > view.today:
        day = spoken(tr, window.last_day, view.today)
        return [
            tr.text("Our aim: you see a first result by {day}, day {n}.", day=day, n=window.length),
            tr.text("Our aim: you see a first result by {day}.", day=day),
        ]
    if view.under_way:
        brief = tr.text("Our work together is under way.")
        return [_result_under_way(view, tr), brief] if view.project else [brief]
    if view.project:
        return [
            tr.text("The work on “{project}” begins.", project=view.project),
            tr.text("Our work together begins."),
        ]
    return [tr.text("Our work together begins.")]


def _result_under_way(view: WelcomeView, tr: Translator) -> str:
    if view.project:
        return tr.text("The work on “{project}” is under way.", project=view.project)
    return tr.text("Our work together is under way.")


def _planned(window: WindowView, on: date, view: WelcomeView, tr: Translator) -> list[str]:
    day = spoken(tr, on, view.today)
    variants = []
    if window.inside:
        number = (on - window.signed_on).days
        variants.append(
            tr.text(
                "Your first result is planned for {day}, day {n} of {length}.",
                day=day,
                n=number,
                length=window.length,
            )
        )
    variants.append(tr.text("Your first result is planned for {day}.", day=day))
    return variants


def _first_step(view: WelcomeView, tr: Translator) -> list[str]:
    days = [ask.by for ask in view.asks if ask.by is not None]
    if days:
        number = len(view.asks)
        if view.under_way:
            return _next_asks(days, number, view, tr)
        return [
            tr.text("First we need one thing from you by {day}.", day=day)
            if number == 1
            else tr.plural(
                "First we need one thing from you, by {day}.",
                "First we need {n} things from you, one by {day}.",
                number,
                n=count(tr, number).lower(),
                day=day,
            )
            for day in (
                spoken(tr, min(days), view.today),
                short(tr, min(days)),
            )
        ]
    meeting = view.next_meeting
    if view.under_way:
        if meeting is None:
            return [tr.text("Next, we agree on the day of our next meeting.")]
        return [tr.text("We meet next on {day}.", day=spoken(tr, meeting.day, view.today))]
    if meeting is not None and meeting.kind is MeetingKind.KICKOFF:
        day = spoken(tr, meeting.day, view.today)
        return [tr.text("It begins with the kickoff on {day}.", day=day)]
    if meeting is not None:
        day = spoken(tr, meeting.day, view.today)
        return [tr.text("The first step is our call on {day}.", day=day)]
    return [tr.text("The first step: we agree on the day of the kickoff.")]


def _next_asks(days: list[date], number: int, view: WelcomeView, tr: Translator) -> list[str]:
    return [
        tr.text("Next we need one thing from you by {day}.", day=day)
        if number == 1
        else tr.plural(
            "Next we need one thing from you, by {day}.",
            "Next we need {n} things from you, one by {day}.",
            number,
            n=count(tr, number).lower(),
            day=day,
        )
        for day in (spoken(tr, min(days), view.today), short(tr, min(days)))
    ]


def opening(view: WelcomeView, tr: Translator) -> str:
    """Return the sentences after the salutation: what was signed, and that words still count."""
    rest = tr.text("If a line of this page is not as we agreed, tell us now.")
    if not view.goals and not view.success:
        rest = (
            tr.text("What you want to reach we write down together when we meet next.")
            if view.under_way
            else tr.text("What you want to reach we write down together at the kickoff.")
        )
    return tr.sentences([_signed(view, tr), rest])


def _signed(view: WelcomeView, tr: Translator) -> str:
    if view.signed_on is None:
        if view.under_way:
            return _result_under_way(view, tr)
        if view.project:
            return tr.text("Our work on “{project}” begins now.", project=view.project)
        return tr.text("Our work for you begins now.")
    day = keep(tr.date(view.signed_on, "long"))
    if view.under_way or view.is_late:
        return _signed_before(view, day, tr)
    if view.project:
        return tr.text(
            "You signed on {day}, and the work on “{project}” begins now.",
            day=day,
            project=view.project,
        )
    return tr.text("You signed on {day}, and our work for you begins now.", day=day)


def _signed_before(view: WelcomeView, day: str, tr: Translator) -> str:
    """Return what was signed once it is no news: what is under way, or still ahead."""
    if view.under_way and view.project:
        return tr.text(
            "You signed on {day}, and the work on “{project}” is under way.",
            day=day,
            project=view.project,
        )
    if view.under_way:
        return tr.text("You signed on {day}, and our work for you is under way.", day=day)
    if view.project:
        return tr.text(
            "You signed on {day}. This is the way ahead for “{project}”.",
            day=day,
            project=view.project,
        )
    return tr.text("You signed on {day}. This is the way ahead.", day=day)


def success_note(view: WelcomeView, tr: Translator) -> str:
    """Return who said what success is, and when."""
    if not view.success_by:
        return (
            tr.text("To be confirmed when we meet next")
            if view.under_way
            else tr.text("To be confirmed at the kickoff")
        )
    if view.success_on is None:
        return keep(view.success_by)
    day = keep(tr.date(view.success_on, "medium"))
    return tr.facts([keep(view.success_by), day])


def asks_title(view: WelcomeView, tr: Translator) -> str:
    """Return the title over what is asked for."""
    if view.under_way:
        return tr.text("What we need from you next")
    return tr.text("What we need from you first")


def begin_word(view: WelcomeView, tr: Translator, day: date) -> str:
    """Return what stands at the beginning of the way ahead."""
    shown = short(tr, day, view.today)
    if day == view.signed_on:
        return tr.text("signed {day}", day=shown)
    return tr.text("today {day}", day=shown)


def window_sentence(view: WelcomeView, tr: Translator) -> str:
    """Return what the tinted stretch of the line means, nothing without a window."""
    if view.window is None:
        return ""
    return tr.text("tinted: the {n} days for a first result", n=view.window.length)


def next_step(view: WelcomeView, tr: Translator) -> str:
    """Return the next meeting, or the proposal to fix one."""
    if view.under_way:
        ask = tr.text("We have no next meeting yet: send us two dates that suit you.")
        return meeting_or(tr, view.next_meeting, ask)
    otherwise = tr.text(
        "The kickoff is not on the calendar yet: send us two dates that suit you and your project "
        "manager."
    )
    return meeting_or(tr, view.next_meeting, otherwise)
