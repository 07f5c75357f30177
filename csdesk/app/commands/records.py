"""What the commands of every noun share: checked adding, updating and deleting of one record."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from csdesk.app.fields import checked, field_types
from csdesk.data.unit import Unit
from csdesk.domain.records import Record

R = TypeVar("R", bound=Record)


def new_uid() -> str:
    """Return an identity that no other row of any workspace has."""
    return uuid.uuid4().hex


def add_record(unit: Unit, record: R, values: Mapping[str, object]) -> R:
    """Store `record` with the checked `values` over it."""
    return unit.add(replace(record, **checked(type(record), values)))


def update_record(unit: Unit, kind: type[R], record_id: int, changes: Mapping[str, object]) -> R:
    """Store the checked changes that differ from what is stored, and return the row."""
    old = unit.get(kind, record_id)
    new = checked(kind, changes)
    differing = {name: value for name, value in new.items() if getattr(old, name) != value}
    if not differing:
        return old
    ends = [name for name in ("start", "end") if name in field_types(kind)]
    checked(kind, {name: getattr(old, name) for name in ends} | new)
    return unit.update(kind, record_id, **differing)
