"""What the minutes of a meeting say: what was agreed, how both sides stay in touch, what holds."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from csdesk.domain.codes import MeetingKind, Side
from csdesk.domain.errors import N_
from csdesk.domain.views.common import MeetingView
from csdesk.domain.views.minutes import (
    ActionView,
    AheadView,
    AttendeeView,
    CadenceView,
    MinutesView,
    SuccessView,
)
from csdesk.i18n import Translator
from csdesk.reports.words.common import (
    count,
    meeting_sentence,
    meeting_time,
    person_role,
    short,
    spoken,
)
from csdesk.reports.words.marks import keep
from csdesk.reports.words.status import says_first_result

_KINDS = {
    MeetingKind.DISCOVERY: N_("Minutes of the discovery call"),
    MeetingKind.KICKOFF: N_("Kickoff minutes"),
    MeetingKind.PROGRESS: N_("Minutes of the progress review"),
    MeetingKind.TRAINING: N_("Minutes of the training"),
    MeetingKind.QBR: N_("Minutes of the business review"),
    MeetingKind.RENEWAL: N_("Minutes of the renewal call"),
    MeetingKind.ESCALATION: N_("Minutes of the escalation call"),
    MeetingKind.CHECK_IN: N_("Minutes of the check-in"),
    MeetingKind.ONE_CALL: N_("Minutes of the implementation call"),
    MeetingKind.ACCEPTANCE: N_("Minutes of the acceptance meeting"),
    MeetingKind.OTHER: N_("Minutes of the meeting"),
}
_EVERY = (
    N_("Every Monday"), N_("Every Tuesday"), N_("Every Wednesday"), N_("Every Thursday"),
    N_("Every Friday"), N_("Every Saturday"), N_("Every Sunday"),
)  # fmt: skip
_DUE = {
    Side.US: N_("Due by {day}: us"),
    Side.CUSTOMER: N_("Due by {day}: you"),
    Side.THIRD: N_("Due by {day}: third party"),
}
_ACTIONS = {
    Side.US: N_("Action items: us"),
    Side.CUSTOMER: N_("Action items: you"),
    Side.THIRD: N_("Action items: third party"),
}


def kind_name(view: MinutesView, tr: Translator) -> str:
    """Return what the document is called, by the kind of meeting."""
    return tr.text(_KINDS[view.meeting.kind])


def subject(view: MinutesView, tr: Translator) -> str:
    """Return project and title of the meeting, what there is of them."""
    return tr.facts([part for part in (view.project, view.meeting.title) if part])


def when_and_where(meeting: MeetingView, tr: Translator) -> list[str]:
    """Return day, time and place of the meeting, then with less of them for a narrow line."""
    clock = meeting_time(tr, meeting)
    brief = clock.replace(tr.date(meeting.day, "full"), tr.date(meeting.day, "medium"))
    if not meeting.place:
        return [clock, brief]
    return [tr.facts([clock, meeting.place]), tr.facts([brief, meeting.place]), clock, brief]


def headline(view: MinutesView, tr: Translator) -> tuple[list[str], list[str]]:
    """Return both lines of the message as variants from the richest to the shortest.

    The last variant of each holds no free text and fits any page; the second line may be missing.
    """
    dated = [one for one in (view.value, view.live) if one is not None and one.day is not None]
    if view.meeting.kind is MeetingKind.KICKOFF and dated:
        return _kickoff(view, tr)
    return _what_came_out(view, tr)


def _kickoff(view: MinutesView, tr: Translator) -> tuple[list[str], list[str]]:
    value, live = view.value, view.live
    if value is None or value.day is None:
        assert live is not None  # noqa: S101  (the caller looked)
        assert live.day is not None  # noqa: S101
        day = spoken(tr, live.day, view.today)
        return [
            tr.text("Agreed: go-live is on {day}.", day=day)
            if view.agreed_here
            else tr.text("Planned: go-live is on {day}.", day=day)
        ], _counts(view, tr)
    first = _value(value, view, tr)
    if live is None or live.day is None:
        return first, _counts(view, tr)
    day = spoken(tr, live.day, view.today)
    return first, [tr.text("Go-live follows on {day}.", day=day)]


def _value(value: AheadView, view: MinutesView, tr: Translator) -> list[str]:
    assert value.day is not None  # noqa: S101  (the caller looked)
    day = spoken(tr, value.day, view.today)
    named = value.name and not says_first_result(value.name)
    if view.agreed_here:
        long = tr.text("Agreed: the first result on {day}: {name}.", day=day, name=value.name)
        brief = tr.text("Agreed: you see the first result on {day}.", day=day)
    else:
        long = tr.text("Planned: the first result on {day}: {name}.", day=day, name=value.name)
        brief = tr.text("Planned: you see the first result on {day}.", day=day)
    return [long, brief] if named else [brief]


def _what_came_out(view: MinutesView, tr: Translator) -> tuple[list[str], list[str]]:
    written = view.actions if view.actions_until is None else ()
    if not view.decisions and not written:
        return _nothing_decided(view, tr)
    variants = []
    if len(view.decisions) == 1:
        what = view.decisions[0].what.strip().rstrip(".。")
        if what and "\n" not in what:
            variants.append(tr.text("Decided: {what}.", what=what))
    variants += _counts(view, tr)
    days = [one.day for one in view.actions if one.day is not None and one.day >= view.meeting.day]
    if not days:
        return variants, []
    day = spoken(tr, min(days), view.today)
    return variants, [tr.text("The first item is due on {day}.", day=day)]


def _counts(view: MinutesView, tr: Translator) -> list[str]:
    decided = len(view.decisions)
    asked = len(view.actions) if view.actions_until is None else 0
    decisions = tr.plural("{n} decision", "{n} decisions", decided, n=count(tr, decided))
    actions = tr.plural("{n} action item", "{n} action items", asked, n=count(tr, asked))
    if decided and asked:
        lower = tr.plural("{n} action item", "{n} action items", asked, n=count(tr, asked).lower())
        return [tr.text("{decisions} and {actions} came out of it.", decisions=decisions,
                        actions=lower)]  # fmt: skip
    if decided:
        return [tr.text("{things} came out of it.", things=decisions)]
    if asked:
        return [tr.text("{things} came out of it.", things=actions)]
    return []


def _nothing_decided(view: MinutesView, tr: Translator) -> tuple[list[str], list[str]]:
    committed = sum(bool(one.commitment) for one in view.attendees)
    if committed:
        first = tr.plural(
            "{n} person committed to something.",
            "{n} people committed to something.",
            committed,
            n=count(tr, committed),
        )
    else:
        day = spoken(tr, view.meeting.day, view.today)
        first = tr.text("We met on {day}; nothing had to be decided.", day=day)
    if view.next_meeting is None:
        return [first], []
    day = spoken(tr, view.next_meeting.day, view.today)
    return [first], [tr.text("We meet again on {day}.", day=day)]


def confirmed(success: SuccessView, tr: Translator, today: date) -> str:
    """Return who confirmed the definition of success, and when."""
    if not success.confirmed_by:
        return tr.text("not confirmed yet")
    if success.confirmed_on is None:
        return tr.text("confirmed by {name}", name=keep(success.confirmed_by))
    day = spoken(tr, success.confirmed_on, today)
    return tr.text("confirmed by {name}, {day}", name=keep(success.confirmed_by), day=day)


def role(attendee: AttendeeView, tr: Translator) -> str:
    """Return the part that a person plays, with the first letter large as a cell has it."""
    text = person_role(tr, attendee.person)
    return text[:1].upper() + text[1:]


def presence(attendee: AttendeeView, tr: Translator) -> str:
    """Return the word beside the mark."""
    if attendee.attended is None:
        return tr.text("not recorded")
    return tr.text("attended") if attendee.attended else tr.text("absent")


def actions_title(side: Side, until: date | None, tr: Translator) -> str:
    """Return the title over the action items of a side; with a day they are those due by then."""
    if until is None:
        return tr.text(_ACTIONS[side])
    return tr.text(_DUE[side], day=short(tr, until))


def milestones_title(view: MinutesView, tr: Translator) -> str:
    """Return the title over the milestones: agreed dates, or only planned ones."""
    if view.meeting.kind is not MeetingKind.KICKOFF:
        return tr.text("Milestones ahead")
    if view.agreed and not any(ahead_note(one, tr) for one in view.milestones):
        return tr.text("Milestones (baseline)")
    return tr.text("Milestones (planned)")


def milestones_note(view: MinutesView, tr: Translator) -> str:
    """Return who agreed the dates and when; what is not agreed is said."""
    if not view.agreed:
        return tr.text("These dates are not agreed as a baseline yet.")
    if view.agreed_on is None or view.meeting.kind is not MeetingKind.KICKOFF:
        return ""
    day = short(tr, view.agreed_on, view.today)
    if not view.agreed_by:
        return tr.text("The plan as it stood on {day}.", day=day)
    return tr.text("Agreed by {names} on {day}.", names=view.agreed_by, day=day)


def ahead_note(milestone: AheadView, tr: Translator) -> str:
    """Return the agreed date of a milestone that has moved."""
    if milestone.agreed is None or milestone.agreed == milestone.day:
        return ""
    return tr.text("agreed: {day}", day=short(tr, milestone.agreed))


def cadence(view: MinutesView, tr: Translator) -> list[tuple[str, str]]:
    """Return the lines of the section on staying in touch: what, and how."""
    if view.cadence is None:
        return []
    return [
        (tr.text("Weekly report"), _report(view.cadence, tr)),
        (tr.text("Progress review"), _review(view.cadence, tr)),
        (tr.text("To reach us"), _reach(view, view.cadence, tr)),
    ]


def _report(cadence: CadenceView, tr: Translator) -> str:
    day = cadence.report_weekday
    every = tr.text("Every week") if day is None else tr.text(_EVERY[day])
    return tr.text("{every}, by mail with the tracker", every=every)


def _review(cadence: CadenceView, tr: Translator) -> str:
    weeks = cadence.review_weeks
    every = tr.text("Every week")
    if weeks > 1:
        number = tr.number(weeks) if tr.is_chinese else count(tr, weeks).lower()
        every = tr.text("Every {n} weeks", n=number)
    if not cadence.review_with:
        return every
    names = tr.join([keep(name) for name in cadence.review_with])
    return tr.text("{every}, with {people}", every=every, people=names)


def _reach(view: MinutesView, cadence: CadenceView, tr: Translator) -> str:
    sender = view.sender
    ways = [sender.phone or cadence.support_phone, cadence.support_mail or sender.mail]
    return tr.facts([keep(part) for part in (sender.name, *ways) if part])


MOST_ACTIONS: Final = 26  # of a side, on the longest sheet; the tracker has all


def shown_actions(actions: Sequence[ActionView], most: int = MOST_ACTIONS) -> list[ActionView]:
    """Return what of a list is shown: all that was said, then the first others, in their order."""
    room = most - sum(one.said for one in actions)
    found = []
    for one in actions:
        if not one.said:
            room -= 1
        if one.said or room >= 0:
            found.append(one)
    return found


def next_meeting(view: MinutesView, tr: Translator) -> str:
    """Return the next meeting, or that none is planned."""
    if view.next_meeting is None:
        return tr.text("None is planned yet: send us two dates that suit you.")
    return meeting_sentence(tr, view.next_meeting)


def objection_period(view: MinutesView, tr: Translator) -> str:
    """Return until when the minutes can be objected to, nothing without a period."""
    until = view.object_until
    if until is None:
        return ""
    day = keep(tr.date(until.date(), "weekday"))
    return tr.text(
        "If anything is not as agreed, tell us by {day}, {time}; after that these minutes hold.",
        day=day,
        time=keep(until.strftime("%H:%M")),
    )
