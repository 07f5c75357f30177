"""Words on the handover card that the window and the command line say."""

from csdesk.app.queries.handover import HELD, Confirmed, HandoverCard
from csdesk.domain.handover import Gap
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.records import Goal
from csdesk.i18n import Translator


def gap_text(words: Translator, gap: Gap) -> str:
    """Return what is missing."""
    lacks = words.join([words.text(one) for one in gap.lacks])
    return words.text(gap.what, name=gap.name, lacks=lacks)


def question_text(words: Translator, gap: Gap) -> str:
    """Return the question that fills a gap."""
    return words.text(gap.question)


def percent_text(words: Translator, card: HandoverCard) -> str:
    """Return how much is known, in one sentence."""
    percent = words.percent(card.meter.percent)
    if not card.meter.gaps:
        return words.text("All that a kickoff needs is known.")
    return words.plural(
        "{percent} known, {n} answer missing", "{percent} known, {n} answers missing",
        len(card.meter.gaps), percent=percent,
    )  # fmt: skip


def kickoff_text(words: Translator, card: HandoverCard) -> str:
    """Return how far away the kickoff is."""
    kickoff = card.kickoff
    if kickoff is None:
        return words.text("No kickoff is on the calendar.")
    day = words.date(kickoff.day, "weekday")
    if kickoff.status in HELD:
        return words.text("Kickoff held on {day}.", day=day)
    left = (kickoff.day - card.today).days
    if left < 0:
        return words.text("The kickoff was planned for {day}.", day=day)
    if left == 0:
        return words.text("The kickoff is today.")
    return words.plural(
        "Kickoff on {day}, in {n} day.", "Kickoff on {day}, in {n} days.", left, day=day
    )


def goal_text(words: Translator, card: HandoverCard, goal: Goal) -> str:
    """Return how a goal is measured: from where to where, by when, and what is measured now."""
    unit = "%" if goal.unit == "%" else f" {goal.unit}" if goal.unit else ""
    parts = []
    if goal.baseline is not None and goal.target is not None:
        way = f"{words.number(goal.baseline)} → {words.number(goal.target)}{unit}"
        parts.append(f"{goal.metric} {way}".strip())
    elif goal.metric:
        parts.append(goal.metric)
    if goal.target_date is not None:
        parts.append(words.text("by {day}", day=words.near_date(goal.target_date, card.today)))
    values = card.values.get(goal.id, ())
    if values:
        parts.append(
            words.text(
                "{value} on {day}",
                value=words.number(values[-1].value) + unit,
                day=words.near_date(values[-1].day, card.today),
            )
        )
    return words.facts(parts) or words.text("no measure yet")


def goal_words_text(words: Translator, card: HandoverCard, goal: Goal) -> str:
    """Return who said a goal first, and who confirmed it since, each with the day."""
    parts = []
    if goal.said_by:
        parts.append(words.text("said by {who}", who=goal.said_by))
        if goal.said_on is not None:
            parts.append(words.near_date(goal.said_on, card.today))
    for one in card.goal_words.get(goal.id, ()):
        day = words.near_date(one.day, card.today)
        if (one.confirmed_by, one.day) != (goal.said_by, goal.said_on):
            parts.append(words.text("confirmed by {name}, {day}", name=one.confirmed_by, day=day))
    return words.facts(parts)


def confirmed_text(words: Translator, card: HandoverCard, one: Confirmed) -> str:
    """Return who confirmed what success means, when and at which meeting."""
    who, day = one.confirmation.confirmed_by, words.near_date(one.confirmation.day, card.today)
    if one.meeting is None:
        return words.text("Confirmed by {who}, {day}", who=who, day=day)
    name = one.meeting.title or words.text(MEETING_KIND_LABELS[one.meeting.kind])
    return words.text("Confirmed by {who}, {day}, {meeting}", who=who, day=day, meeting=name)
