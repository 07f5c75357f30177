"""What an edit of a plan row changes: owner with side, statuses and dates by their rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from csdesk.app.commands.rows_rules import check_only_one
from csdesk.app.fields import checked
from csdesk.data.unit import Unit
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import Constraint, MilestoneKind, RowKind, Side, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contact, PlanRow, User
from csdesk.domain.repeats import moved_dates
from csdesk.domain.status_rules import (
    Changes,
    calendar_of,
    differing,
    edit_duration,
    edit_progress,
    edit_start,
    edit_status,
    edit_target,
)

_DATES = ("start", "duration", "target")
_OWNER = ("owner_user_id", "owner_contact_id", "owner_name")
_BY_RULE = frozenset(
    {*_DATES, *_OWNER, "side", "status", "hold_reason", "resume_on", "progress", "actual_start"}
    | {"actual_finish", "blocked_by_hand", "blocked_since"}
)


def changes_of(
    unit: Unit,
    row: PlanRow,
    values: Mapping[str, object],
    *,
    calendars: Calendars,
    on: date | None = None,
) -> Changes:
    """Return what setting `values` changes in `row`.

    `on` is the day on which a status came true, today unless given. Raises `UserError`s of the
    rules, for an owner of another customer, for a milestone that another command reaches, for a
    constraint without a day, and for a length of what repeats.
    """
    given = checked(PlanRow, values)
    _check_kind(unit, row, given)
    changes: Changes = {name: value for name, value in given.items() if name not in _BY_RULE}
    changes |= _owner(unit, row, given)
    changes |= _blocker(row, given, unit.today)
    edited = replace(row, **changes)
    status_first = row.status is Status.DONE
    for step in (_status, _dates) if status_first else (_dates, _status):
        edited = replace(edited, **step(edited, given, calendars, unit.today, on))
    edited = replace(edited, **moved_dates(row, edited, calendar_of(edited, calendars)))
    _check_days(row, edited, given)
    after = {name: getattr(edited, name) for name in _stored_names(edited)}
    return differing(row, after)


def _stored_names(row: PlanRow) -> list[str]:
    return [name for name in row.__dataclass_fields__ if name not in ("id", "version")]


def _status(
    row: PlanRow, given: Mapping[str, Any], calendars: Calendars, today: date, on: date | None
) -> Changes:
    changes: Changes = {}
    if "status" in given:
        changes = edit_status(
            row,
            given["status"],
            today=today,
            on=on or given.get("actual_finish") or given.get("actual_start"),
            reason=given.get("hold_reason"),
            resume_on=given.get("resume_on"),
        )
    elif row.status is Status.ON_HOLD:
        changes = {name: given[name] for name in ("hold_reason", "resume_on") if name in given}
    if "progress" in given and given.get("status") is not Status.DONE:
        edited = replace(row, **changes)
        changes |= edit_progress(edited, given["progress"], today=today)
    edited = replace(row, **changes)
    if given.get("actual_start") is not None:
        calendar = calendar_of(row, calendars)
        changes |= edit_start(edited, given["actual_start"], calendar=calendar, today=today)
    if given.get("actual_finish") is not None and edited.status is Status.DONE:
        calendar = calendar_of(row, calendars)
        edited = replace(row, **changes)
        changes |= edit_target(edited, given["actual_finish"], calendar=calendar, today=today)
    return changes


def _dates(
    row: PlanRow, given: Mapping[str, Any], calendars: Calendars, today: date, _on: date | None
) -> Changes:
    calendar = calendar_of(row, calendars)
    edited = row
    for name in _DATES:
        if name not in given or given[name] == getattr(edited, name):
            continue
        value: Any = given[name]
        if name == "duration":
            new = edit_duration(edited, value, calendar=calendar)
        elif name == "start" and value is None:
            new = {"start": None}
        elif name == "start":
            new = edit_start(edited, value, calendar=calendar, today=today)
        elif "start" in given and given["start"] is not None and value is not None:
            new = _span(edited, value, calendars)
        else:
            new = edit_target(edited, value, calendar=calendar, today=today)
        edited = replace(edited, **new)
    return differing(row, {name: getattr(edited, name) for name in _stored_names(edited)})


def _span(row: PlanRow, target: date, calendars: Calendars) -> Changes:
    """Both ends were given: the row fills what lies between them."""
    if row.start is not None and target < row.start:
        raise UserError(
            "dates_order",
            N_("The end {end} lies before the start {start}: correct one of them."),
            start=row.start,
            end=target,
            field="target",
        )
    if row.start is None or row.kind is RowKind.MILESTONE:
        return {"target": target}
    length = calendar_of(row, calendars).span(row.start, target)
    return {"target": target, "duration": max(1, length)}


def _check_kind(unit: Unit, row: PlanRow, given: Mapping[str, Any]) -> None:
    """Refuse what does not go with the kind of row."""
    if row.kind.is_summary and any(given.get(name) is not None for name in _DATES):
        raise UserError(
            "summary_dates",
            N_("The dates of a phase are those of its rows: change these instead."),
            field="target",
        )
    kind = given.get("milestone_kind", row.milestone_kind)
    if "milestone_kind" in given:
        if (row.kind is RowKind.MILESTONE) != (kind is not None):
            raise UserError(
                "milestone_kind_misplaced",
                N_("Only a milestone has a milestone kind, and each has one."),
                field="milestone_kind",
            )
        check_only_one(unit, row.project_id, kind, besides=row.id)
    if given.get("status") is Status.DONE and row.status is not Status.DONE:
        if kind is MilestoneKind.VALUE:
            raise UserError(
                "value_needs_name",
                N_("A value milestone is reached by someone's word: record who saw the outcome."),
                field="status",
            )
        if kind is MilestoneKind.ACCEPTANCE:
            raise UserError(
                "acceptance_needs_result",
                N_("Record the result of the acceptance: it reaches this milestone."),
                field="status",
            )
    goal_id = given.get("leads_to_id")
    if goal_id is not None:
        goal = unit.get(PlanRow, goal_id)
        if goal.project_id != row.project_id or goal.kind is not RowKind.MILESTONE:
            raise UserError(
                "leads_to_wrong",
                N_("An item leads to a milestone of its own plan: choose one."),
                field="leads_to_id",
            )


def _check_days(row: PlanRow, edited: PlanRow, given: Mapping[str, Any]) -> None:
    """Refuse what would bind a row to nothing, and dates that are not those of its rule."""
    if {"constraint", "constraint_on"} & given.keys():
        if edited.constraint is not Constraint.ASAP and edited.constraint_on is None:
            raise UserError(
                "constraint_day", N_("Give the day that this row is bound to."),
                field="constraint_on",
            )  # fmt: skip
        if edited.constraint is Constraint.FIXED and row.kind.is_summary:
            raise UserError(
                "summary_dates",
                N_("The dates of a phase are those of its rows: change these instead."),
                field="constraint",
            )
    stands = (edited.repeats, edited.start) == (row.repeats, row.start)
    changed = (edited.target, edited.duration) != (row.target, row.duration)
    if row.repeats and stands and changed:
        raise UserError(
            "series_dates",
            N_("It repeats: its days are set by “Repeat the item”."),
            field="target",
        )


def _owner(unit: Unit, row: PlanRow, given: Mapping[str, Any]) -> Changes:
    """Side and owner are one fact: a person brings the side, another side lets the person go."""
    nobody: Changes = {"owner_user_id": None, "owner_contact_id": None, "owner_name": ""}
    side: Side | None = given.get("side")
    if given.get("owner_user_id") is not None:
        unit.get(User, given["owner_user_id"])
        _check_side(side, Side.US)
        return nobody | {"owner_user_id": given["owner_user_id"], "side": Side.US}
    if given.get("owner_contact_id") is not None:
        contact = unit.get(Contact, given["owner_contact_id"])
        if contact.customer_id != row.customer_id:
            raise UserError(
                "owner_elsewhere",
                N_("This person belongs to another customer: choose one of this customer."),
                field="owner_contact_id",
            )
        _check_side(side, contact.side)
        return nobody | {"owner_contact_id": contact.id, "side": contact.side}
    if given.get("owner_name"):
        return nobody | {"owner_name": given["owner_name"], "side": side or row.side}
    if any(name in given for name in _OWNER):
        return nobody | {"side": side or row.side}
    if side is not None and side is not row.side:
        return nobody | {"side": side}
    return {}


def _check_side(given: Side | None, owners: Side) -> None:
    if given is not None and given is not owners:
        raise UserError(
            "owner_other_side",
            N_("This person stands on another side: change the owner or the side, not both."),
            field="side",
        )


def _blocker(row: PlanRow, given: Mapping[str, Any], today: date) -> Changes:
    if "blocked_by_hand" not in given:
        return {}
    if not given["blocked_by_hand"]:
        return {"blocked_by_hand": "", "blocked_since": None}
    since = given.get("blocked_since") or row.blocked_since or today
    return {"blocked_by_hand": given["blocked_by_hand"], "blocked_since": since}
