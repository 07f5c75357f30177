"""The words of an escalation: what is needed, why, who wanted it, by when, and what was tried."""

from datetime import date

from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.views.escalation import Effort, EffortKind, EscalationView, Needed
from csdesk.i18n import Translator
from csdesk.reports.words.marks import lower_first
from csdesk.reports.words.reminder import mail_foot, mail_greeting

_INDENT = "   "


def escalation_subject(words: Translator, view: EscalationView) -> str:
    """Return a subject that says what is asked for, and by when."""
    meeting = words.text(MEETING_KIND_LABELS[view.meeting])
    return words.text(
        "{meeting}: we need your help by {day}", meeting=meeting, day=_day(words, view, view.by)
    )


def escalation_body(words: Translator, view: EscalationView) -> str:
    """Return the text as paragraphs; what is not known is left out, nobody is blamed."""
    parts = [mail_greeting(words, view.to), _what_happened(words, view)]
    parts += [_needed(words, view), _why(words, view), _tried(words, view)]
    parts += [_answer(words, view), mail_foot(words, view.sender, view.us)]
    return "\n\n".join(part for part in parts if part) + "\n"


def effort_line(words: Translator, effort: Effort, day: str) -> str:
    """Return one effort with its day, as the customer may read it."""
    return words.text("{day}: {what}", day=day, what=_effort(words, effort))


def _what_happened(words: Translator, view: EscalationView) -> str:
    meeting = _meeting(words, view)
    if view.project:
        return words.plural(
            "Our {meeting} on “{project}” could not take place {n} time in a row.",
            "Our {meeting} on “{project}” could not take place {n} times in a row.",
            view.misses,
            meeting=meeting,
            project=view.project,
        )
    return words.plural(
        "Our {meeting} could not take place {n} time in a row.",
        "Our {meeting} could not take place {n} times in a row.",
        view.misses,
        meeting=meeting,
    )


def _needed(words: Translator, view: EscalationView) -> str:
    lines = [words.text("What we need by {day}:", day=_day(words, view, view.by))]
    held = words.text("the {meeting}, with those who decide", meeting=_meeting(words, view))
    lines.append(f"{_INDENT}- {held}")
    lines += [f"{_INDENT}- {_item(words, view, one)}" for one in view.needed]
    return "\n".join(lines)


def _item(words: Translator, view: EscalationView, one: Needed) -> str:
    title = f"{one.code} {one.title}".strip()
    facts = []
    if one.owner:
        facts.append(one.owner)
    if one.day is not None:
        facts.append(words.text("due {day}", day=_day(words, view, one.day)))
    return words.text("{item} ({facts})", item=title, facts=words.facts(facts)) if facts else title


def _why(words: Translator, view: EscalationView) -> str:
    sentences = []
    if view.milestone and view.milestone_on is not None and view.milestone_on > view.by:
        sentences.append(
            words.text(
                "Why: “{milestone}”, now expected on {day}, waits for it.",
                milestone=view.milestone,
                day=_day(words, view, view.milestone_on),
            )
        )
    elif view.milestone:
        sentences.append(words.text("Why: “{milestone}” waits for it.", milestone=view.milestone))
    if view.goal:
        sentences.append(_goal(words, view))
    return words.sentences(sentences) if sentences else ""


def _goal(words: Translator, view: EscalationView) -> str:
    if not view.said_by:
        return words.text("It leads to your goal “{goal}”.", goal=view.goal)
    if view.to is not None and view.to.name == view.said_by:
        if view.said_on is None:
            return words.text("It leads to the goal that you named: “{goal}”.", goal=view.goal)
        return words.text(
            "It leads to the goal that you named on {day}: “{goal}”.",
            day=_day(words, view, view.said_on),
            goal=view.goal,
        )
    if view.said_on is None:
        return words.text(
            "It leads to the goal that {name} named: “{goal}”.", name=view.said_by, goal=view.goal
        )
    return words.text(
        "It leads to the goal that {name} named on {day}: “{goal}”.",
        name=view.said_by,
        day=_day(words, view, view.said_on),
        goal=view.goal,
    )


def _tried(words: Translator, view: EscalationView) -> str:
    if not view.efforts:
        return ""
    lines = [words.text("What was tried so far:")]
    lines += [
        f"{_INDENT}- {effort_line(words, one, _day(words, view, one.day))}" for one in view.efforts
    ]
    return "\n".join(lines)


def _effort(words: Translator, effort: Effort) -> str:
    if effort.kind is EffortKind.LOGGED:
        text = " ".join(effort.text.split())
        return words.text("{what} ({who})", what=text, who=effort.who) if effort.who else text
    if effort.kind is EffortKind.ASKED:
        if effort.who:
            return words.text("asked {who} for {item}", who=effort.who, item=effort.text)
        return words.text("asked for {item}", item=effort.text)
    name = effort.text
    if not name and effort.meeting is not None:
        name = lower_first(words.text(MEETING_KIND_LABELS[effort.meeting]), words)
    if effort.kind is EffortKind.MISSED:
        return words.text("{meeting} did not take place", meeting=name)
    return words.text("{meeting} was called off", meeting=name)


def _answer(words: Translator, view: EscalationView) -> str:
    return words.text(
        "Please name a day by {day}, or somebody who decides in your place. If something stands in "
        "the way that we do not see, write or call: we will find another way with you.",
        day=_day(words, view, view.by),
    )


def _meeting(words: Translator, view: EscalationView) -> str:
    return lower_first(words.text(MEETING_KIND_LABELS[view.meeting]), words)


def _day(words: Translator, view: EscalationView, day: date) -> str:
    return words.near_date(day, view.today)
