"""`field=value` texts of support requests: people by name, moments as they are typed."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from csdesk.app.edits import EditContext, typed_values
from csdesk.app.resolve import find_contact, find_user
from csdesk.data.reader import Reader
from csdesk.domain.day_text import day_of, read_day
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Workspace
from csdesk.domain.records_delivery import SupportRequest

_MOMENTS = {"received": "received_at", "answered": "first_response_at"}
_NOON = time(12)


def request_values(texts: Mapping[str, str], context: EditContext) -> dict[str, object]:
    """Return values of a request from texts.

    `asked_by=NAME` finds a contact of the customer, else keeps the name; `owner=NAME` finds one of
    ours; `received=` and `answered=` take `2026-11-19 09:30`, `09:30` of today, or a day.
    """
    plain = dict(texts)
    values: dict[str, object] = {}
    for name, field in _MOMENTS.items():
        for key in (name, field):
            if key in plain:
                values[field] = read_moment(key, plain.pop(key), context)
    if "owner" in plain:
        name = plain.pop("owner")
        values["owner_user_id"] = find_user(context.reader, name).id if name else None
    if "asked_by" in plain:
        values |= _asked_by(plain.pop("asked_by"), context)
    return values | typed_values(SupportRequest, plain, context)


def read_moment(field: str, text: str, context: EditContext) -> datetime:
    """Return a typed moment in the workspace's zone; a day alone is its noon."""
    zone = ZoneInfo(context.reader.get(Workspace, 1).timezone)
    typed = text.strip().replace("T", " ")
    try:
        if ":" not in typed:
            return datetime.combine(day_of(read_day(typed), context.today), _NOON, zone)
        before, _, clock = typed.rpartition(" ")
        day = day_of(read_day(before), context.today) if before else context.today
        return datetime.combine(day, time.fromisoformat(clock), zone)
    except ValueError as error:
        raise UserError(
            "field_type",
            N_("{value} does not fit into {field}: write it like {sample}."),
            field=field,
            value=text,
            sample="2026-11-19 09:30, today-1, 09:30",
        ) from error


def find_request(reader: Reader, customer_id: int, text: str) -> SupportRequest:
    """Return a request of a customer by its id or title; refuse a doubtful one with its likes."""
    wanted = text.strip().casefold()
    requests = reader.find(SupportRequest, customer_id=customer_id)
    for found in (
        [one for one in requests if str(one.id) == wanted],
        [one for one in requests if one.title.casefold() == wanted],
        [one for one in requests if wanted and wanted in one.title.casefold()],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise UserError(
                "request_doubtful",
                N_("{name} fits several requests: {candidates}. Give the number."),
                name=text.strip(),
                candidates=", ".join(f"{one.id} {one.title}" for one in found[:8]),
            )
    raise UserError(
        "not_found",
        N_("There is no request {name}. Look at: csdesk requests CUSTOMER."),
        name=text.strip(),
    )


def _asked_by(text: str, context: EditContext) -> dict[str, Any]:
    if not text or context.customer is None:
        return {"contact_id": None, "asked_by": text}
    try:
        contact = find_contact(context.reader, context.customer, text)
    except UserError as error:
        if error.code != "not_found":
            raise
        return {"contact_id": None, "asked_by": text}
    return {"contact_id": contact.id, "asked_by": ""}
