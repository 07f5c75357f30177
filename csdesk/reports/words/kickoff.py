"""What a kickoff deck says: page titles that read alone tell the story."""

from csdesk.domain.codes import MeetingKind, MilestoneKind, Side
from csdesk.domain.errors import N_
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.views.kickoff import KickoffView, MemberView, RhythmView
from csdesk.domain.views.qbr import GoalView
from csdesk.i18n import Translator
from csdesk.reports.words.common import count, meeting_time, person_role, short, spoken
from csdesk.reports.words.marks import keep

PAGE_NAMES = {
    "why": N_("Why you bought this"),
    "pains": N_("What was to change"),
    "plan": N_("The plan"),
    "people": N_("Who is who"),
    "weeks": N_("The first four weeks"),
    "together": N_("How we work together"),
    "risks": N_("Risks and questions"),
    "next": N_("What comes next"),
}


def name_of(view: KickoffView, tr: Translator) -> str:
    """Return `Kickoff, Dispatch roll-out`."""
    return tr.text("Kickoff, {project}", project=view.project)


def cover_lines(view: KickoffView, tr: Translator) -> tuple[str, ...]:
    """Return why we meet, and by when there is a first result."""
    lines = []
    if view.goals:
        lines.append(
            tr.plural(
                "You bought this for one goal.",
                "You bought this for {n} goals.",
                len(view.goals),
                n=count(tr, len(view.goals)).lower(),
            )
        )
    first = _first_result(view, tr)
    if first:
        lines.append(first)
    return tuple(lines) or (tr.text("Where we start, and what comes first."),)


def _first_result(view: KickoffView, tr: Translator) -> str:
    day = next((line.end for line in view.lines if line.kind is MilestoneKind.VALUE), None)
    if day is None:
        return ""
    return tr.text("First result by {day}.", day=spoken(tr, day, view.today))


def why_title(view: KickoffView, tr: Translator) -> str:
    """Return what they bought it for, as a question."""
    number = len(view.goals)
    if not number:
        return tr.text("This is success in your words. Is that right?")
    if number == 1:
        title = view.goals[0].title
        return tr.text("You bought this for “{title}”. Is that right?", title=title)
    return tr.text("You bought this for {n} goals. Is that right?", n=count(tr, number).lower())


def goal_target(goal: GoalView, tr: Translator) -> str:
    """Return by when a goal is to be reached."""
    if goal.target_on is None:
        return ""
    return tr.text("by {day}", day=keep(tr.date(goal.target_on, "medium")))


def confirmed(view: KickoffView, tr: Translator) -> str:
    """Return who gave the definition of success; before the kickoff, that it is asked again."""
    if view.meeting is None and view.success_by and view.success_on is not None:
        day = keep(tr.date(view.success_on, "medium"))
        return tr.text("Confirmed by {name}, {day}", name=keep(view.success_by), day=day)
    if not view.success_by:
        return tr.text("To be confirmed today")
    if view.success_on is None:
        return tr.text("Said by {name}; to be confirmed today", name=keep(view.success_by))
    return tr.text(
        "Said by {name}, {day}; to be confirmed today",
        name=keep(view.success_by),
        day=keep(tr.date(view.success_on, "medium")),
    )


def pains_title(view: KickoffView, tr: Translator) -> str:
    """Return how many pains there were, and that each was promised an answer."""
    number = len(view.pains)
    if all(pain.answer for pain in view.pains):
        return tr.plural(
            "One thing was to change; this is our answer.",
            "{n} things were to change; these are our answers.",
            number,
            n=count(tr, number),
        )
    return tr.plural(
        "One thing was to change.", "{n} things were to change.", number, n=count(tr, number)
    )


def plan_title(view: KickoffView, tr: Translator) -> str:
    """Return when the first result and the end come."""
    last = max(line.end for line in view.lines)
    value = next((line.end for line in view.lines if line.kind is MilestoneKind.VALUE), None)
    end = spoken(tr, last, view.today)
    if value is None:
        return tr.text("Everything is done by {day}.", day=end)
    if value >= last:
        return tr.text("The plan ends with the first result, by {day}.", day=end)
    first = spoken(tr, value, view.today)
    return tr.text("First result by {first}, all done by {last}.", first=first, last=end)


def window_note(view: KickoffView, tr: Translator) -> str:
    """Return what the golden window asks for, and whether the plan holds it."""
    window = view.window
    if window is None or window.since is not None:
        return ""
    last = keep(tr.date(window.last_day, "medium"))
    text = tr.text(
        "The first result should come within {n} days of the signature, by {day}.",
        n=window.length,
        day=last,
    )
    if window.value_on is None:
        return text
    margin = (window.last_day - window.value_on).days
    if margin < 0:
        rest = tr.plural(
            "The plan brings it one day later.", "The plan brings it {n} days later.", -margin
        )
    elif margin == 0:
        rest = tr.text("The plan brings it on that day.")
    else:
        rest = tr.plural(
            "The plan brings it one day earlier.", "The plan brings it {n} days earlier.", margin
        )
    return tr.sentences([text, rest])


def people_title(view: KickoffView, tr: Translator) -> str:
    """Return how many people there are on each side."""
    third = sum(one.side is Side.THIRD for one in view.theirs)
    theirs, ours = len(view.theirs) - third, len(view.ours)
    number = theirs + ours + third
    if not theirs or not ours:
        return tr.plural(
            "One person is named so far.", "{n} people carry this project.", number,
            n=count(tr, number),
        )  # fmt: skip
    if third:
        return tr.text(
            "{n} people carry this: {theirs} of yours, {ours} of ours, {third} of others.",
            n=count(tr, number),
            theirs=_low(theirs, tr),
            ours=_low(ours, tr),
            third=_low(third, tr),
        )
    return tr.text(
        "{n} people carry this project: {theirs} of yours, {ours} of ours.",
        n=count(tr, number),
        theirs=_low(theirs, tr),
        ours=_low(ours, tr),
    )


def member_role(member: MemberView, tr: Translator) -> str:
    """Return the part a person plays, with a third party's company."""
    parts = [person_role(tr, member.person), member.company]
    return tr.facts([part for part in parts if part])


def member_load(member: MemberView, view: KickoffView, tr: Translator) -> str:
    """Return how many action items somebody has, and the first date."""
    if not member.items or member.first is None:
        return ""
    day = short(tr, member.first, view.today)
    if member.items == 1:
        return tr.text("one action by {day}", day=day)
    return tr.plural(
        "one action, by {day}", "{n} actions, the first by {day}", member.items, day=day
    )


def weeks_title(view: KickoffView, tr: Translator) -> str:
    """Return how much is asked of them, and what they get for it."""
    needs, gives = len(view.needs), len(view.gives)
    if not needs:
        return tr.plural(
            "In the first four weeks we owe you one thing.",
            "In the first four weeks we owe you {n} things.",
            gives,
            n=_low(gives, tr),
        )
    days = [step.by for step in view.needs if step.by is not None]
    day = spoken(tr, max(min(days), view.today), view.today)
    if needs == 1:
        return tr.text("One thing from you is needed by {day}.", day=day)
    return tr.plural(
        "We need one thing from you, by {day}.",
        "We need {n} things from you, the first by {day}.",
        needs,
        n=_low(needs, tr),
        day=day,
    )


def together_title(view: KickoffView, tr: Translator) -> str:
    """Return how often we meet, and whom they ask."""
    parts = []
    every = next((one for one in view.rhythm if one.every), None)
    if every is not None:
        parts.append(_often(every, tr))
    elif view.rhythm:
        day = spoken(tr, view.rhythm[0].next.day, view.today)
        parts.append(tr.text("We meet next on {day}.", day=day))
    if view.sender.name:
        name = keep(view.sender.name)
        parts.append(tr.text("{name} answers your questions.", name=name))
    return tr.sentences(parts) or tr.text("This is how you reach us.")


def _often(rhythm: RhythmView, tr: Translator) -> str:
    if rhythm.every == 7:
        return tr.text("We meet every week.")
    if rhythm.every % 7 == 0:
        return tr.text("We meet every {n} weeks.", n=_low(rhythm.every // 7, tr))
    return tr.text("We meet every {n} days.", n=rhythm.every)


def together_rows(view: KickoffView, tr: Translator) -> list[tuple[str, str, str]]:
    """Return what, how, and a note for each way in which we work together."""
    rows = []
    for one in view.rhythm:
        name = tr.text(MEETING_KIND_LABELS[one.kind])
        if one.kind is MeetingKind.OTHER and one.next.title:
            name = one.next.title
        often = ""
        if one.every and one.every % 7 == 0:
            weeks = one.every // 7
            often = tr.text("every week") if weeks == 1 else tr.text("every {n} weeks", n=weeks)
        time = tr.text("next: {time}", time=meeting_time(tr, one.next))
        if not often:
            often, time = meeting_time(tr, one.next), ""
        note = tr.facts([part for part in (time, one.next.place) if part])
        rows.append((name, often, note))
    text = tr.text("One shared list of all action items; you edit your own cells and send it back.")
    note = ""
    if view.tracker_number and view.tracker_on is not None:
        day = keep(tr.date(view.tracker_on, "medium"))
        note = tr.text("version {n}, {day}", n=view.tracker_number, day=day)
    rows.append((tr.text("Shared tracker"), text, note))
    sender = view.sender
    if sender.name or sender.mail:
        reach = tr.facts([part for part in (sender.mail, sender.phone) if part])
        name = sender.name or reach
        rows.append((tr.text("Questions on the project"), name, reach if sender.name else ""))
    support = [part for part in (view.support_mail, view.support_phone) if part]
    if support:
        rows.append((tr.text("Help with the product"), tr.facts(support), ""))
    return rows


def risks_title(view: KickoffView, tr: Translator) -> str:
    """Return how many risks and questions are known, and what is answered."""
    risks, questions = len(view.risks), len(view.questions)
    if not risks:
        return tr.plural(
            "You asked one thing that we keep in mind.",
            "You asked {n} things that we keep in mind.",
            questions,
            n=_low(questions, tr),
        )
    answered = sum(bool(risk.response) for risk in view.risks)
    if answered == risks:
        return tr.plural(
            "One risk is known, with an answer.",
            "{n} risks are known, each with an answer.",
            risks,
            n=count(tr, risks),
        )
    if risks == 1:
        return tr.text("One risk is known; its answer is still to come.")
    return tr.plural(
        "{all} risks are known; one has an answer.",
        "{all} risks are known; {n} have an answer.",
        answered,
        all=count(tr, risks),
        n=_low(answered, tr),
    )


def next_title(view: KickoffView, tr: Translator) -> str:
    """Return how many steps come in the next two weeks, and when we meet again."""
    parts = []
    number = len(view.next_steps)
    if number:
        parts.append(
            tr.plural(
                "One step in the next two weeks.",
                "{n} steps in the next two weeks.",
                number,
                n=count(tr, number),
            )
        )
    if view.next_meeting is not None:
        day = spoken(tr, view.next_meeting.day, view.today)
        parts.append(tr.text("We meet again on {day}.", day=day))
    return tr.sentences(parts)


def half_heads(tr: Translator) -> tuple[tuple[Side, str], tuple[Side, str]]:
    """Return the heads of the first four weeks."""
    return (
        (Side.CUSTOMER, tr.text("What we need from you")),
        (Side.US, tr.text("What you get from us")),
    )


def _low(number: int, tr: Translator) -> str:
    return count(tr, number).lower()
