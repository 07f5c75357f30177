"""What stands in the places of a mail (`domain.mail_placeholders`), from a document's view.

Only what the view holds: a mail says nothing that its document may not say.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from csdesk.domain.codes import DocumentKind, Side
from csdesk.domain.labels import USER_ROLE_LABELS
from csdesk.domain.mail_placeholders import parts_of
from csdesk.domain.mail_template import lines_of, one_line
from csdesk.domain.views.common import MeetingView
from csdesk.i18n import Translator
from csdesk.reports.words.common import meeting_kind, meeting_sentence, meeting_time, short
from csdesk.reports.words.marks import closed, lower_first, plain

Values = dict[str, str]
_LONGEST_HEADLINE = 160


def mail_values(
    kind: DocumentKind, view: Any, people: Sequence[str], tr: Translator
) -> Mapping[str, str]:
    """Return the values of a kind's places; `people` are the names that are greeted."""
    values = {**_common(view, people, tr), **_shared(view, tr)}
    own = _OWN.get(kind)
    if own is not None:
        values |= own(view, tr)
    parts = parts_of(kind)
    return {
        name: lines_of(text) if name in parts else one_line(text)
        for name, marked in values.items()
        for text in (closed(plain(marked), tr),)
    }


def greeting(people: Sequence[str], tr: Translator) -> str:
    """Return how a mail begins."""
    if not people:
        return tr.text("Hello,")
    names = [one_line(one) for one in people]
    if len(names) > 1 and not tr.is_chinese:
        names[-2:] = [tr.text("{first} and {last}", first=names[-2], last=names[-1])]
    return tr.text("Dear {name},", name=tr.join(names))


def _common(view: Any, people: Sequence[str], tr: Translator) -> Values:
    sender, us = view.sender, view.us
    role = ""
    if sender.role is not None:
        role = lower_first(tr.text(USER_ROLE_LABELS[sender.role]), tr)
    who = tr.text("{name}, {role}", name=sender.name, role=role) if role else sender.name
    lines = (who, us.name, sender.mail, sender.phone)
    return {
        "greeting": greeting(people, tr),
        "person": tr.join(list(people)),
        "customer": view.customer.name,
        "day": tr.date(view.today, "medium"),
        "our_name": sender.name,
        "our_role": role,
        "our_company": us.name,
        "our_mail": sender.mail,
        "our_phone": sender.phone,
        "signature": "\n".join(one_line(line) for line in lines if line),
        "attached": "",  # a mail on its own takes its document along and nothing else
    }


def _shared(view: Any, tr: Translator) -> Values:
    """Return what views of several kinds hold."""
    number = getattr(view, "number", "")
    return {
        "project": getattr(view, "project", ""),
        "number": str(number) if number else "",
        "next_meeting": _meeting(_next_of(view), tr),
    }


def _next_of(view: Any) -> MeetingView | None:
    for name in ("next_meeting", "next_review"):
        found = getattr(view, name, None)
        if isinstance(found, MeetingView):
            return found
    return None


def _meeting(meeting: MeetingView | None, tr: Translator) -> str:
    if meeting is None:
        return ""
    return tr.text("Our next meeting: {meeting}", meeting=meeting_sentence(tr, meeting))


def _status(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.mail_status import headline, report_lines

    return {"headline": headline(view, tr), "report": "\n".join(report_lines(view, tr))}


def _qbr(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.qbr import cover_lines, period

    return {"period": period(view, tr), "headline": tr.sentences(cover_lines(view, tr))}


def _plan(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.plan import headline_of

    return {"headline": _fitting(headline_of(view, tr))}


def _minutes(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words import minutes
    from csdesk.reports.words.status import more

    lines = []
    theirs = [action for action in view.actions if action.side is Side.CUSTOMER]
    shown = minutes.shown_actions(theirs)
    for one in shown:
        facts = [fact for fact in (one.code, one.owner) if fact]
        facts += [short(tr, one.day, view.today)] if one.day is not None else []
        lines.append(f"- {one_line(one.title)}" if not facts else "- " + tr.text(
            "{cause} ({text})", cause=one_line(one.title), text=tr.facts(facts)
        ))  # fmt: skip
    if len(theirs) > len(shown):
        lines.append(f"- {more(len(theirs) - len(shown), tr)}")
    if lines and view.actions_until is not None:
        by = short(tr, view.actions_until, view.today)
        lines.insert(0, tr.text("Due on your side by {day}:", day=by))
    elif lines:
        lines.insert(0, tr.text("What you took on:"))
    return {
        "meeting": meeting_kind(tr, view.meeting),
        "meeting_day": meeting_time(tr, view.meeting),
        "headline": _message(minutes.headline(view, tr), tr),
        "actions": "\n".join(lines),
        "objections": minutes.objection_period(view, tr),
    }


def _welcome(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.welcome import headline

    return {"headline": _message(headline(view, tr), tr)}


def _kickoff(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.kickoff import cover_lines

    return {
        "headline": tr.sentences(cover_lines(view, tr)),
        "next_meeting": _meeting(view.meeting or view.next_meeting, tr),
    }


def _acceptance(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.acceptance import headline

    first, second = headline(view, tr)
    return {"criteria": _message(([first], second), tr)}


def _completion(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.completion import headline

    return {
        "live_on": tr.date(view.live_on, "long"),
        "headline": _message(headline(view, tr), tr),
    }


def _renewal(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.renewal import cover_lines

    return {
        "headline": tr.sentences(cover_lines(view, tr)),
        "next_meeting": _meeting(view.review or view.call or view.next_review, tr),
    }


def _story(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.story import headline

    def fits(text: str) -> bool:
        return len(plain(text)) <= _LONGEST_HEADLINE

    return {"headline": _message(headline(view, tr, fits), tr)}


def _requests(view: Any, tr: Translator) -> Values:
    from csdesk.reports.words.requests import headline

    return {
        "period": tr.date(view.first, "month_year"),
        "headline": _message(headline(view, tr), tr),
    }


def _certificate(view: Any, _tr: Translator) -> Values:
    return {"holder": view.name, "statement": view.statement}


def _message(headline: tuple[Sequence[str], Sequence[str]], tr: Translator) -> str:
    """Return the two lines of a message, each as variants from the richest on, as one text."""
    return tr.sentences([_fitting(variants) for variants in headline if variants])


def _fitting(variants: Sequence[str]) -> str:
    short_enough = (one for one in variants if len(plain(one)) <= _LONGEST_HEADLINE)
    return next(short_enough, variants[-1])


_OWN: Mapping[DocumentKind, Callable[[Any, Translator], Values]] = {
    DocumentKind.WELCOME: _welcome,
    DocumentKind.KICKOFF: _kickoff,
    DocumentKind.MINUTES: _minutes,
    DocumentKind.STATUS: _status,
    DocumentKind.PLAN: _plan,
    DocumentKind.ACCEPTANCE: _acceptance,
    DocumentKind.COMPLETION: _completion,
    DocumentKind.CERTIFICATE: _certificate,
    DocumentKind.QBR: _qbr,
    DocumentKind.REQUESTS: _requests,
    DocumentKind.RENEWAL: _renewal,
    DocumentKind.STORY: _story,
}
