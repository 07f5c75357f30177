"""Which fields of a record a person may set, and what fits into them.

Commands hand what they were given to `checked`; what comes back can be stored. Faults are
`UserError`s that name the field, so that an editor can show them there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import available_timezones

from csdesk.domain.agendas import LONGEST
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail import MAIL
from csdesk.domain.money import is_currency
from csdesk.domain.records import (
    Attendance,
    Contact,
    Customer,
    Decision,
    Goal,
    GoalValue,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    Record,
    Risk,
    SlipEntry,
    User,
    Workspace,
)
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable, SupportRequest
from csdesk.domain.records_kickoff import (
    AgendaItem,
    GoalConfirmation,
    Handover,
    HandoverPoint,
    ManagerCheck,
    MeetingSeries,
)

# What people write, and the field that it means where a record has no field of that name.
ALIASES: Mapping[str, str] = {
    "due": "target",
    "target_date": "target",
    "email": "mail",
    "date": "day",
    "time": "at",
    "comment": "customer_comment",
    "signed": "closed_on",
    "close_date": "closed_on",
    "stage": "stage_by_hand",
    "notice": "notice_days",
}
# Counted, computed or written by a command of its own.
_CLOSED: Mapping[type[Record], frozenset[str]] = {
    Workspace: frozenset({"created_at"}),
    Customer: frozenset({"match_key", "next_number"}),
    Project: frozenset(
        {"customer_id", "rag_by", "rag_on", "acceptance", "acceptance_on"}
        | {"rag_override", "rag_note", "rag_sentence"}
    ),
    Meeting: frozenset({"customer_id", "status", "no_next_reason", "series_uid"}),
    MeetingSeries: frozenset({"customer_id", "rule", "start", "ended_on"}),
    AgendaItem: frozenset({"meeting_id", "position", "template_ref"}),
    Attendance: frozenset({"meeting_id"}),
    Goal: frozenset({"customer_id", "position"}),
    GoalValue: frozenset({"goal_id"}),
    GoalConfirmation: frozenset({"goal_id", "meeting_id"}),
    SlipEntry: frozenset({"project_id"}),
    Outcome: frozenset({"customer_id"}),
    Deliverable: frozenset({"project_id", "position"}),
    Criterion: frozenset({"project_id", "position"}),
    Defect: frozenset({"project_id", "number"}),
    SupportRequest: frozenset({"customer_id", "status", "solved_on", "confirmed_by"}),
    Contact: frozenset({"successor_uid"}),
    Handover: frozenset({"customer_id"}),
    HandoverPoint: frozenset({"customer_id", "kind", "position"}),
    ManagerCheck: frozenset({"project_id"}),
    PlanRow: frozenset(
        {"customer_id", "project_id", "parent_id", "position", "kind", "number", "template_ref"}
    ),
}
_NEVER = frozenset({"id", "version", "uid"})
_NEEDED: Mapping[type[Record], tuple[str, ...]] = {
    Workspace: ("company",),
    User: ("name",),
    Customer: ("name", "code"),
    Contact: ("name",),
    Project: ("name", "code"),
    Goal: ("title",),
    PlanRow: ("title",),
    Outcome: ("title",),
    Risk: ("title",),
    Decision: ("what",),
    Note: ("text",),
    Deliverable: ("title",),
    Criterion: ("text",),
    Defect: ("title",),
    SupportRequest: ("title",),
    HandoverPoint: ("text",),
    AgendaItem: ("title",),
}
_RANGES: Mapping[str, tuple[int, int]] = {
    "probability": (1, 5),
    "impact": (1, 5),
    "progress": (0, 100),
    "golden_days": (1, 1000),
    "minutes": (5, 1440),
    "tolerance_green": (0, 365),
    "tolerance_blocked": (0, 365),
    "tolerance_red": (0, 365),
    "weekly_hours": (0, 168),
    "seats": (0, 10_000_000),
    "notice_days": (0, 3650),
}
_OWN_RANGES: Mapping[type[Record], Mapping[str, tuple[int, int]]] = {
    AgendaItem: {"minutes": (1, LONGEST)},
}
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "currency": re.compile(r"[A-Z]{3}"),
    "country": re.compile(r"[A-Z]{2}"),
    "mail": MAIL,
    "support_mail": MAIL,
}


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a field takes: `base` is the plain type; `optional` means that it may be None."""

    base: type
    optional: bool


def field_types(kind: type[Record]) -> Mapping[str, FieldType]:
    """Return the fields of `kind` that a person may set, with their types."""
    hints = get_type_hints(kind)
    closed = _NEVER | _CLOSED.get(kind, frozenset())
    return {
        item.name: _field_type(hints[item.name]) for item in fields(kind) if item.name not in closed
    }


def codes_of(kind: type) -> dict[str, tuple[str, ...]]:
    """Return the codes of each field of a record that holds codes, also of those nobody sets."""
    bases = {name: _field_type(hint).base for name, hint in get_type_hints(kind).items()}
    return {
        name: tuple(code.value for code in base)
        for name, base in bases.items()
        if issubclass(base, StrEnum)
    }


def _field_type(hint: object) -> FieldType:
    arguments = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    plain = [argument for argument in arguments if argument is not NoneType]
    base = get_origin(plain[0]) or plain[0]
    return FieldType(
        base=base if isinstance(base, type) else object, optional=len(plain) < len(arguments)
    )


def checked(kind: type[Record], values: Mapping[str, object]) -> dict[str, Any]:
    """Return `values` as they are stored: texts trimmed, codes and figures in their types.

    Raises `UserError` for a field that cannot be set, a value of another type, an empty text that
    is needed and a figure out of range.
    """
    known = field_types(kind)
    result: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise UserError(
                "field_unknown",
                N_("{field} cannot be set here. What can be set: {choices}."),
                field=name,
                choices=", ".join(sorted(known)),
            )
        limits = _OWN_RANGES.get(kind, _RANGES).get(name)
        result[name] = _checked_value(known[name], name, value, limits)
    for name in _NEEDED.get(kind, ()):
        if name in result and not result[name]:
            raise UserError("field_empty", N_("{field} is empty: type it in."), field=name)
    _check_order(result)
    return result


def _checked_value(
    field_type: FieldType, name: str, value: object, limits: tuple[int, int] | None
) -> object:
    if value is None:
        if field_type.optional:
            return None
        raise UserError("field_empty", N_("{field} is empty: type it in."), field=name)
    result = _converted(field_type.base, name, value)
    if isinstance(result, str) and not isinstance(result, StrEnum):
        result = result.strip()
        _check_text(name, result)
    if limits and isinstance(result, int | Decimal) and not limits[0] <= result <= limits[1]:
        raise UserError(
            "field_range",
            N_("{field} is {value}: it goes from {low} to {high}."),
            field=name,
            value=result,
            low=limits[0],
            high=limits[1],
        )
    return result


def _converted(base: type, name: str, value: object) -> object:
    if issubclass(base, StrEnum):
        for code in base:
            if code == value:
                return code
        raise _wrong(name, value, ", ".join(code.value for code in base))
    if base is Decimal and isinstance(value, int | str) and not isinstance(value, bool):
        try:
            value = Decimal(value)
        except InvalidOperation as error:
            raise _wrong(name, value, "1234.5") from error
    if base is date and isinstance(value, datetime):
        raise _wrong(name, value, "2026-11-30")
    if base is int and isinstance(value, bool):
        raise _wrong(name, value, "1")
    if base is object or isinstance(value, base):
        return value
    samples = {date: "2026-11-30", time: "14:30", int: "1", bool: "true, false"}
    raise _wrong(name, value, samples.get(base, "text"))


def _wrong(name: str, value: object, sample: str) -> UserError:
    return UserError(
        "field_type",
        N_("{value} does not fit into {field}: write it like {sample}."),
        field=name,
        value=value,
        sample=sample,
    )


def is_country(code: str) -> bool:
    """Whether two letters are the code of a country or region."""
    from babel import Locale

    # The locale data name these three for what is no place.
    return len(code) == 2 and code not in {"ZZ", "XA", "XB"} and code in Locale("en").territories


def _check_text(name: str, text: str) -> None:
    pattern = _PATTERNS.get(name)
    if text and pattern is not None and pattern.fullmatch(text) is None:
        samples = {"currency": "CNY", "country": "CN"}
        raise _wrong(name, text, samples.get(name, "name@company.example"))
    if name == "timezone" and text and text not in available_timezones():
        raise _wrong(name, text, "Asia/Shanghai")
    if name == "country" and text and not is_country(text):
        raise _wrong(name, text, "CN")
    if name == "currency" and text and not is_currency(text):
        raise _wrong(name, text, "CNY")


def _check_order(values: Mapping[str, object]) -> None:
    start, end = values.get("start"), values.get("end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        raise UserError(
            "dates_order",
            N_("The end {end} lies before the start {start}: correct one of them."),
            start=start,
            end=end,
            field="end",
        )
