"""`field=value` texts of meetings and series become what their commands are called with."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from csdesk.app.edits import EditContext, typed_values
from csdesk.app.resolve import find_contact, find_user
from csdesk.domain.codes import MeetingKind
from csdesk.domain.day_text import day_of, read_day
from csdesk.domain.errors import N_, UserError
from csdesk.domain.meeting_series import rule_every
from csdesk.domain.records import Customer, Meeting
from csdesk.domain.records_kickoff import AgendaItem, MeetingSeries
from csdesk.domain.repeats import Every

_EVERY = re.compile(r"(\d{1,3})\s*([dwm])", re.IGNORECASE)
_STEPS = {"d": Every.DAYS, "w": Every.WEEKS, "m": Every.MONTHS}
PEOPLE = ("with", "us")
_SPECIAL = ("start", "since", "end", "every", "rule", *PEOPLE)


def meeting_values(texts: Mapping[str, str], context: EditContext) -> dict[str, Any]:
    """Return typed fields of a meeting: day, at, minutes, place, and who is asked."""
    plain = {name: text for name, text in texts.items() if name not in PEOPLE}
    return typed_values(Meeting, plain, context, also=PEOPLE) | people_values(texts, context)


def topic_values(texts: Mapping[str, str], context: EditContext) -> dict[str, Any]:
    """Return typed fields of a topic: title, priority, minutes."""
    return typed_values(AgendaItem, texts, context)


def series_values(texts: Mapping[str, str], context: EditContext) -> dict[str, Any]:
    """Return typed fields of a series.

    `every=4w` (d, w or m) becomes its rule, `with=` names people of the customer, `us=` our
    people, separated by commas; `start`, `since` and `end` are days. Raises `UserError` for what
    cannot be read.
    """
    plain = {name: text for name, text in texts.items() if name not in _SPECIAL}
    found: dict[str, Any] = dict(typed_values(MeetingSeries, plain, context))
    for name in ("start", "since", "end"):
        if texts.get(name):
            found[name] = _day(texts[name], context.today)
    if texts.get("every"):
        start = found.get("start") or found.get("since") or context.today
        found["rule"] = _rule(texts["every"], start)
    elif texts.get("rule"):
        found["rule"] = texts["rule"]
    return found | people_values(texts, context)


def people_values(texts: Mapping[str, str], context: EditContext) -> dict[str, Any]:
    """Return who is asked to a meeting: `with=` people of the customer, `us=` ours, by commas."""
    found: dict[str, Any] = {}
    customer = context.customer
    if customer is not None and texts.get("with"):
        found["contact_ids"] = [
            find_contact(context.reader, customer, one).id for one in _names(texts["with"])
        ]
    if texts.get("us"):
        found["user_ids"] = [find_user(context.reader, one).id for one in _names(texts["us"])]
    return found


def find_series(context: EditContext, customer: Customer, text: str) -> MeetingSeries | None:
    """Return the series of a customer by id, title or kind; one that runs before one that ended.

    None without one. Raises `UserError` if several are meant.
    """
    wanted = text.strip().casefold()
    known = context.reader.find(MeetingSeries, customer_id=customer.id, order_by=("id",))
    for test in (
        lambda one: str(one.id) == wanted,
        lambda one: one.title.casefold() == wanted,
        lambda one: one.kind.value == wanted,
    ):
        found = [one for one in known if wanted and test(one)]
        running = [one for one in found if one.ended_on is None or one.ended_on >= context.today]
        if len(running or found) == 1:
            return (running or found)[0]
        if found:
            raise UserError(
                "name_doubtful",
                N_("{name} is not one name alone. Say which is meant: {candidates}."),
                name=text.strip(),
                candidates=", ".join(f"{one.id} ({one.kind.value} {one.title})" for one in found),
            )
    return None


def kind_of(text: str) -> MeetingKind | None:
    """Return the kind of meeting that a word is the code of."""
    wanted = text.strip().casefold()
    return next((one for one in MeetingKind if one.value == wanted), None)


def _day(text: str, today: date) -> date:
    try:
        return day_of(read_day(text), today)
    except ValueError as error:
        raise UserError(
            "date_wrong",
            N_("{value} is no date; write it like 2026-03-04 or today+7."),
            value=text,
        ) from error


def _rule(text: str, start: date) -> str:
    match = _EVERY.fullmatch(text.strip())
    if match is None:
        raise UserError(
            "series_every",
            N_("{value} is no distance; write it like 1w, 4w or 3m."),
            value=text,
            field="every",
        )
    return rule_every(int(match[1]), _STEPS[match[2].lower()], start)


def _names(text: str) -> list[str]:
    return [part.strip() for part in re.split("[,，、]", text) if part.strip()]
