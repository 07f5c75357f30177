"""The bar under a plan: how many rows are chosen, and what to do with all of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csdesk.domain.codes import Side
from csdesk.domain.errors import N_
from csdesk.domain.labels import SIDE_LABELS
from csdesk.domain.records import PlanRow
from csdesk.ui.services import Services
from csdesk.ui.widgets.chosen_bar import ChosenBar

MARGINS = 56
BUTTONS = (
    ("status", N_("Status"), "S"),
    ("owner", N_("Owner"), "O"),
    ("shift", N_("Move dates"), "D"),
    ("priority", N_("Priority"), ""),
    ("visibility", N_("Visibility"), "V"),
    ("copy_to", N_("Copy to …"), ""),
    ("delete", N_("Delete"), ""),
)


class PlanBar(ChosenBar):
    """Shown while several rows are chosen."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, BUTTONS, margins=MARGINS, parent=parent)

    def show_rows(self, rows: Sequence[PlanRow]) -> None:
        """Say what is chosen; hide while it is one row or none."""
        self.setVisible(len(rows) > 1)
        if len(rows) < 2:
            return
        words = self._services.translator
        sides = {row.side for row in rows if not row.kind.is_summary}
        named = [words.text(SIDE_LABELS[side]) for side in Side if side in sides]
        self.show_chosen(len(rows), words.join(named))
