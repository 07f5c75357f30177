"""What an acceptance sheet says: how many criteria are met, what is ticked, what follows."""

from datetime import date

from csdesk.domain.codes import AcceptanceResult, CriterionResult
from csdesk.domain.errors import N_
from csdesk.domain.views.acceptance import AcceptanceView, CriterionView, DefectView
from csdesk.domain.views.common import Person
from csdesk.i18n import Translator
from csdesk.reports.words.common import count, person_role, short, side_word, spoken
from csdesk.reports.words.marks import keep

BOXES = (
    (AcceptanceResult.ACCEPTED, N_("Accepted")),
    (AcceptanceResult.PUNCH_LIST, N_("Accepted with the punch list")),
    (AcceptanceResult.REFUSED, N_("Not accepted")),
)
THEIR_HEAD, OUR_HEAD = N_("Customer: {name}"), N_("Supplier: {name}")
RESULTS = {
    CriterionResult.PASSED: N_("passed"),
    CriterionResult.FAILED: N_("not passed"),
    CriterionResult.OPEN: N_("not checked yet"),
}


def headline(view: AcceptanceView, tr: Translator) -> tuple[str, list[str]]:
    """Return the message: how many criteria are met, then what stands against it or follows.

    The second part comes in variants, the longest first; there may be none.
    """
    if not view.criteria:
        number = len([one for one in view.deliverables if one.in_scope])
        first = tr.plural(
            "{n} deliverable stands for acceptance.",
            "{n} deliverables stand for acceptance.",
            number,
            n=count(tr, number),
        )
        return first, _punch_list(view, tr)
    if view.open == len(view.criteria):
        return tr.plural(
            "The one criterion is still to be checked.",
            "The {n} criteria are still to be checked.",
            view.open,
        ), []
    if view.met == len(view.criteria):
        first = tr.plural(
            "The one criterion is met.", "All {n} criteria are met.", len(view.criteria)
        )
    else:
        first = tr.text(
            "{met} of {all} criteria are met.",
            met=count(tr, 0) if view.met == 0 else tr.number(view.met),
            all=tr.number(len(view.criteria)),
        )
    return first, _rest(view, tr)


def _rest(view: AcceptanceView, tr: Translator) -> list[str]:
    listed = _punch_list(view, tr)
    if listed and not view.open:
        return listed
    return [_one_rest(view, tr)]


def _one_rest(view: AcceptanceView, tr: Translator) -> str:
    if view.open:
        return tr.plural(
            "{n} criterion is still to be checked.",
            "{n} criteria are still to be checked.",
            view.open,
            n=count(tr, view.open),
        )
    failed = [one for one in view.criteria if one.result is CriterionResult.FAILED]
    if failed and all(one.listed for one in failed) and not view.missing:
        return tr.text("The punch list is done.")
    if failed:
        return tr.plural(
            "{n} criterion is not met.",
            "{n} criteria are not met.",
            len(failed),
            n=count(tr, len(failed)),
        )
    if view.recorded is not None and view.recorded_on is not None:
        day = spoken(tr, view.recorded_on, view.today)
        if view.recorded is not AcceptanceResult.REFUSED:
            return tr.text("The project was accepted on {day}.", day=day)
    return tr.text("The project stands for acceptance.")


def _punch_list(view: AcceptanceView, tr: Translator) -> list[str]:
    number = len(view.missing)
    if not number:
        return []
    brief = tr.plural(
        "{n} point stands on the punch list.",
        "{n} points stand on the punch list.",
        number,
        n=count(tr, number),
    )
    days = [one.due for one in view.missing if one.due is not None]
    if len(days) < number:
        return [brief]
    day = spoken(tr, max(days), view.today)
    dated = tr.plural(
        "{n} point stands on the punch list, due {day}.",
        "{n} points stand on the punch list, the last due {day}.",
        number,
        n=count(tr, number),
        day=day,
    )
    shorter = tr.plural(
        "{n} point is listed, due {day}.",
        "{n} points are listed, due by {day}.",
        number,
        n=count(tr, number),
        day=day,
    )
    return [dated, shorter, brief]


def facts(view: AcceptanceView, tr: Translator) -> list[tuple[str, str]]:
    """Return the four facts under the headline, each with what it is called."""
    live = (
        tr.text("Go-live") if view.live or view.live_on is None else tr.text("Go-live (forecast)")
    )
    return [
        (tr.text("Contract"), view.contract),
        (tr.text("Contract date"), _day(view.contract_on, tr)),
        (live, _day(view.live_on, tr)),
        (tr.text("Acceptance period"), _period(view, tr)),
    ]


def _day(day: date | None, tr: Translator) -> str:
    return "" if day is None else keep(tr.date(day, "long"))


def _period(view: AcceptanceView, tr: Translator) -> str:
    start, end = view.period_start, view.period_end
    if start is None or end is None:
        return ""
    if start == end:
        return _day(start, tr)
    return tr.text("{first} to {last}", first=short(tr, start), last=short(tr, end))


def agreed(by: str, on: date | None, tr: Translator) -> str:
    """Return who agreed a deliverable, and when."""
    if on is None:
        return by
    day = keep(tr.date(on, "medium"))
    return tr.facts([keep(by), day]) if by else day


def result(criterion: CriterionView, tr: Translator) -> str:
    """Return the word beside the mark of a criterion."""
    return tr.text(RESULTS[criterion.result])


def checked(criterion: CriterionView, tr: Translator) -> str:
    """Return how it was verified, by whom and when."""
    who = agreed(criterion.checked_by, criterion.checked_on, tr)
    if criterion.result is CriterionResult.OPEN:
        who = ""
    return "\n".join(part for part in (criterion.evidence.strip(), who) if part)


def owner(defect: DefectView, tr: Translator) -> str:
    """Return who mends a line of the punch list; without a name the side."""
    if defect.owner:
        return defect.owner
    text = side_word(tr, defect.side)
    return text[:1].upper() + text[1:]


def due(defect: DefectView, tr: Translator) -> str:
    """Return by when it is mended, or when it was."""
    if defect.done_on is not None:
        return tr.text("done {day}", day=keep(tr.date(defect.done_on, "medium")))
    return "" if defect.due is None else keep(tr.date(defect.due, "medium"))


def tick_note(view: AcceptanceView, tr: Translator) -> str:
    """Return whose tick it is."""
    if view.recorded is not None:
        if view.recorded_on is None:
            return tr.text("The result as recorded.")
        day = short(tr, view.recorded_on, view.today)
        return tr.text("The result as recorded on {day}.", day=day)
    if view.proposal is not None:
        return tr.text("The tick is our proposal by the criteria; with your signature it holds.")
    return tr.text("Please tick one.")


def what_follows(view: AcceptanceView, tr: Translator) -> str:
    """Return what the signatures mean."""
    if view.missing:
        return tr.text(
            "When the punch list is done and you have confirmed it, the project counts as "
            "accepted. What is not on the list is a new wish and is agreed separately."
        )
    return tr.text(
        "With both signatures the ticked result holds. What goes beyond the deliverables above is "
        "a new wish and is agreed separately."
    )


def signer_title(person: Person | None, tr: Translator) -> str:
    """Return the title of a signer as it is printed."""
    if person is None:
        return ""
    text = person_role(tr, person)
    return text[:1].upper() + text[1:]
