"""Commands on our own facts: company, defaults for new customers, length of the golden window."""

import re

from csdesk.app.commands.calendars import move_with_country
from csdesk.app.commands.records import update_record
from csdesk.app.queries.documents import ACCENT_KEY
from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Setting, Workspace

_HEX = re.compile(r"#[0-9A-F]{6}")
_LEGIBLE = 4.5


def update(store: Store, *, workspace_id: int = 1, **changes: object) -> Workspace:
    """Change our facts and defaults; customers that exist keep what they have."""
    with store.write("workspace.update") as unit:
        old = unit.get(Workspace, workspace_id)
        new = update_record(unit, Workspace, workspace_id, changes)
        move_with_country(unit, old, new)
        return new


def set_accent(store: Store, *, colour: str) -> str:
    """Draw documents in our colour, `#RRGGBB`; an empty one gives back csdesk's. Return it.

    Raises `UserError` "colour" for what is none, and "colour_pale" for one that white letters or
    lines on paper would not be read in (4.5:1, WCAG 2.2).
    """
    from csdesk.reports.pdf.colours import contrast, hex_colour

    wanted = colour.strip().upper()
    if wanted and not _HEX.fullmatch(wanted):
        raise UserError("colour", N_("“{text}” is no colour. Write it like #2A5BD7."), text=colour)
    if wanted and (found := contrast(hex_colour(wanted))) < _LEGIBLE:
        raise UserError(
            "colour_pale",
            N_(
                "{colour} is too pale to be read on paper (contrast {found}, needs 4.5). "
                "Choose a darker one."
            ),
            colour=wanted,
            found=f"{found:.1f}",
        )
    with store.write("workspace.set_accent") as unit:
        known = unit.first(Setting, key=ACCENT_KEY)
        if known is None and wanted:
            unit.add(Setting(key=ACCENT_KEY, value=wanted))
        elif known is not None and not wanted:
            unit.delete(Setting, known.id)
        elif known is not None and known.value != wanted:
            unit.update(Setting, known.id, value=wanted)
    return wanted
