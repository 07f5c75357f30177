"""Why a project has its colour, in the reader's words; for us, so titles of internal rows too."""

from datetime import date

from csdesk.app.queries.customers import CustomerRow
from csdesk.app.queries.plans import LoadedProject
from csdesk.domain.codes import Cause, Rag
from csdesk.domain.labels import RAG_LABELS
from csdesk.domain.state import Reason
from csdesk.i18n import Translator


def reason_text(reason: Reason, project: LoadedProject, words: Translator, today: date) -> str:
    """Return one reason as a short sentence without its full stop."""
    row = project.rows.get(reason.row_id or 0)
    what = row.title if row is not None else words.text("the last milestone")
    known = _about_a_row(reason, what, words) or _about_days(reason, words)
    if known:
        return known
    if reason.code == "on_hold":
        hold = project.project.hold_reason or words.text("On hold")
        if reason.day is None:
            return hold
        return words.text("{why}; resumes {day}", why=hold, day=words.near_date(reason.day, today))
    if reason.code == "finished" and reason.day is not None:
        return words.text("Finished {day}", day=words.near_date(reason.day, today))
    if reason.code == "overridden":
        return project.project.rag_note or words.text("Set by hand")
    plain = {
        "no_value_milestone": words.text("The plan names no first value"),
        "acceptance_refused": words.text("The customer refused the acceptance"),
        "finished": words.text("Finished"),
        "on_baseline": words.text("On baseline"),
        "no_baseline": words.text("No baseline agreed yet"),
    }
    return plain.get(reason.code, "")


def _about_a_row(reason: Reason, what: str, words: Translator) -> str:
    days = reason.days or 0
    match reason.code:
        case "finish_later":
            return words.plural(
                "{what} is {n} working day late", "{what} is {n} working days late", days, what=what
            )
        case "blocked":
            return words.plural(
                "{what} blocked for {n} day", "{what} blocked for {n} days", days, what=what
            )
        case "go_live_moved":
            return words.plural(
                "{what} moved by {n} working day",
                "{what} moved by {n} working days",
                days,
                what=what,
            )
    return ""


def _about_days(reason: Reason, words: Translator) -> str:
    days = reason.days or 0
    match reason.code:
        case "value_outside_window":
            return words.text("First value now day {n}, past the window", n=days)
        case "not_kicked_off":
            return words.plural(
                "Signed {n} day ago, no kickoff held", "Signed {n} days ago, no kickoff held", days
            )
        case "ahead":
            return words.plural(
                "{n} working day ahead of baseline", "{n} working days ahead of baseline", days
            )
    return ""


def why(row: CustomerRow, words: Translator, today: date) -> str:
    """Return why a customer has its colour; for one without a project what is missing."""
    if row.lead is None or row.rag is None:
        if row.signed_on is None:
            return words.text("No plan yet")
        days = (today - row.signed_on).days
        return words.plural(
            "Signed {n} day ago, no plan yet", "Signed {n} days ago, no plan yet", days
        )
    reasons = [r for r in row.rag.reasons if r.code != "no_baseline"] or list(row.rag.reasons)
    if not reasons:
        return words.text(RAG_LABELS[row.rag.rag])
    return reason_text(reasons[0], row.lead, words, today)


def headline(row: CustomerRow, words: Translator, today: date) -> str:
    """Return colour and reason as one line: `Amber: go-live 6 working days late`."""
    if row.rag is None:
        return why(row, words, today)
    colour, reason = words.text(RAG_LABELS[row.rag.rag]), why(row, words, today)
    if row.rag.rag in (Rag.FINISHED, Rag.ON_HOLD) or reason == colour:
        return reason
    return words.text("{colour}: {reason}", colour=colour, reason=reason)


def slip_causes(project: LoadedProject, words: Translator, *, brief: bool = False) -> str:
    """Return whose days the slip is: `4 customer (employee file), 2 us`; empty without a slip.

    A brief text names only the sides.
    """
    slip = project.state.slip
    if slip is None or not slip.total:
        return ""
    names = {
        Cause.US: words.text("us"),
        Cause.CUSTOMER: words.text("customer"),
        Cause.THIRD: words.text("third party"),
        Cause.SCOPE: words.text("scope"),
    }
    parts = []
    for cause, days, text in slip.by_cause:
        if text and not brief:
            parts.append(words.text("{n} {side} ({what})", n=days, side=names[cause], what=text))
        else:
            parts.append(words.text("{n} {side}", n=days, side=names[cause]))
    if slip.unrecorded:
        parts.append(words.text("{n} not yet recorded", n=slip.unrecorded))
    return words.join(parts)
