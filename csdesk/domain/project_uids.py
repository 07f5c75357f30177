"""By which number a row of a plan is known in project files, the same in each of them."""

import re
import uuid

from csdesk.domain.records import PlanRow, Project

_OWN = 1_000_000  # above the numbers that other programs give
_MOST = 999_999


def file_uid(row: PlanRow) -> str:
    """Return the UID of a row in project files: the one it came with, else one of ours."""
    came_with = row.source_uid
    if came_with.isascii() and came_with.isdigit() and 0 < int(came_with) <= _MOST:
        return str(int(came_with))
    return str(_OWN + row.id)


def file_guid(project: Project) -> str:
    """Return the GUID of a project in project files: the one it came with, else its own."""
    try:
        return str(uuid.UUID(project.source_ref)).upper()
    except ValueError:
        return str(uuid.UUID(hex=_hex(project.uid))).upper()


def is_of(project: Project, source_ref: str) -> bool:
    """Whether a file with this reference holds this project."""
    if not source_ref:
        return False
    return source_ref == project.source_ref or source_ref.upper() == file_guid(project)


def _hex(uid: str) -> str:
    digits = re.sub("[^0-9a-f]", "", uid.casefold())[:32]
    return digits.rjust(32, "0")
