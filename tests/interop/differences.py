"""What a returned tracker differs in, as a set that a test can write down."""

from typing import Any

LISTS = ("changed", "conflicts", "unreadable", "not_editable", "new", "missing")


def differences(data: dict[str, Any]) -> set[tuple[object, ...]]:
    """Return all that differs; a new row by its title."""
    found: set[tuple[object, ...]] = set()
    for name in LISTS:
        for one in data[name]:
            said = one["title"] if name == "new" else one["theirs"]
            found.add((name, one["item"], one["field"], said))
    return found
