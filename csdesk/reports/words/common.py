"""Words that several documents say: days, people, meetings, rows that a sentence names."""

from datetime import date

from csdesk.domain.codes import Cause, Side
from csdesk.domain.errors import N_
from csdesk.domain.labels import CONTACT_ROLE_LABELS, MEETING_KIND_LABELS, USER_ROLE_LABELS
from csdesk.domain.views.common import MeetingView, Person, Sender
from csdesk.domain.views.status import Mention
from csdesk.i18n import Translator
from csdesk.reports.words.marks import bold, keep, lower_first

_SIDE_WORDS = {Side.US: N_("us"), Side.CUSTOMER: N_("you"), Side.THIRD: N_("third party")}
_CAUSE_WORDS = {
    Cause.US: N_("us"),
    Cause.CUSTOMER: N_("you"),
    Cause.THIRD: N_("third party"),
    Cause.SCOPE: N_("scope"),
}
_TURN_WORDS = {
    Side.US: N_("our turn"),
    Side.CUSTOMER: N_("your turn"),
    Side.THIRD: N_("a third party’s turn"),
}
_ENGLISH_COUNTS = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
)  # fmt: skip


def working_days(translator: Translator, days: int) -> str:
    """Return `7 working days`, kept on one line."""
    return keep(translator.plural("{n} working day", "{n} working days", days))


FAR = 300  # days from today beyond which a date needs its year


def short(translator: Translator, day: date, today: date | None = None) -> str:
    """Return a short date kept on one line; with `today`, far dates have their year."""
    far = today is not None and abs((day - today).days) > FAR
    return keep(translator.date(day, "medium" if far else "short"))


def spoken(translator: Translator, day: date, today: date) -> str:
    """Return a date for a sentence: `1 December`, with the year only far from today."""
    if abs((day - today).days) > FAR:
        return keep(translator.date(day, "long"))
    if translator.is_chinese:
        return keep(translator.date(day, "short"))
    return keep(translator.date(day, "long").rsplit(" ", 1)[0])


def count(translator: Translator, number: int) -> str:
    """Return a number that begins a sentence: English spells the first ten."""
    if not translator.is_chinese and 0 <= number < len(_ENGLISH_COUNTS):
        return _ENGLISH_COUNTS[number]
    return translator.number(number)


def milestones_reached(translator: Translator, reached: int, number: int) -> str:
    """Return how many milestones of all are reached."""
    if reached == number == 1:
        return translator.text("The one milestone is reached.")
    if reached == number:
        return translator.plural(
            "The milestone is reached.", "All {n} milestones are reached.", number
        )
    return translator.plural(
        "One of {all} milestones is reached.",
        "{n} of {all} milestones are reached.",
        reached,
        all=number,
    )


def side_word(translator: Translator, side: Side) -> str:
    """Return `us`, `you` or `third party`."""
    return translator.text(_SIDE_WORDS[side])


def cause_word(translator: Translator, cause: Cause) -> str:
    """Return whose cause a slip is."""
    return translator.text(_CAUSE_WORDS[cause])


def turn_word(translator: Translator, side: Side) -> str:
    """Return `your turn`."""
    return translator.text(_TURN_WORDS[side])


def mention(translator: Translator, row: Mention) -> str:
    """Return how a sentence names a row; what is internal is only ever our preparation."""
    if row.ours:
        return translator.text("our preparation")
    if row.code:
        return row.code
    return translator.text("“{title}”", title=row.title)


def person_role(translator: Translator, person: Person) -> str:
    """Return the title of a person as written, else the role's label."""
    if person.title:
        return person.title
    if person.role is not None:
        return lower_first(translator.text(CONTACT_ROLE_LABELS[person.role]), translator)
    if person.user_role is not None:
        return lower_first(translator.text(USER_ROLE_LABELS[person.user_role]), translator)
    return ""


def sender_line(translator: Translator, sender: Sender) -> str:
    """Return our contact for a footer; what we lack is left out."""
    name = sender.name
    if name and sender.role is not None:
        role = lower_first(translator.text(USER_ROLE_LABELS[sender.role]), translator)
        name = translator.text("{name}, {role}", name=name, role=role)
    return " • ".join(part for part in (name, sender.mail, sender.phone) if part)


def meeting_kind(translator: Translator, meeting: MeetingView) -> str:
    """Return what a meeting is called: its title, else its kind."""
    return meeting.title or translator.text(MEETING_KIND_LABELS[meeting.kind])


def meeting_time(translator: Translator, meeting: MeetingView) -> str:
    """Return `Tuesday 1 December 2026, 10:00 to 10:45`."""
    day = keep(translator.date(meeting.day, "full"))
    clock = meeting_clock(translator, meeting)
    return translator.text("{day}, {time}", day=day, time=clock) if clock else day


def meeting_clock(translator: Translator, meeting: MeetingView) -> str:
    """Return `10:00 to 10:45`, nothing for a meeting without a time."""
    if meeting.at is None:
        return ""
    clock = meeting.at.strftime("%H:%M")
    if meeting.end is not None:
        clock = translator.text("{start} to {end}", start=clock, end=meeting.end.strftime("%H:%M"))
    return keep(clock)


def meeting_sentence(translator: Translator, meeting: MeetingView) -> str:
    """Return what, when, where and with whom, the name in bold."""
    parts = [bold(meeting_kind(translator, meeting)), meeting_time(translator, meeting)]
    if meeting.place:
        parts.append(meeting.place)
    first = ("，" if translator.is_chinese else ", ").join(parts)
    sentences = [first + ("。" if translator.is_chinese else ".")]
    if meeting.people:
        people = translator.join([keep(name) for name in meeting.people])
        sentences.append(translator.text("With {people}.", people=people))
    return translator.sentences(sentences)


def page_of(translator: Translator, page: int, pages: int) -> str:
    """Return `Page 1 of 2`."""
    return translator.text("Page {page} of {pages}", page=page, pages=pages)
