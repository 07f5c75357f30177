"""The page of a review: head, warnings, table with its cards, the outcome, the keys."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csdesk.ui.models.review_model import ReviewModel
from csdesk.ui.services import Services
from csdesk.ui.widgets.review_cards import CardPanel, KeyLegend
from csdesk.ui.widgets.review_effect import EffectPanel
from csdesk.ui.widgets.review_head import ReviewHead, Warnings
from csdesk.ui.widgets.review_table import ReviewTable


class ReviewPage(QWidget):
    """Lays the parts out; whatever a key, a card or a button asks goes to `do`."""

    def __init__(
        self,
        services: Services,
        model: ReviewModel,
        do: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.head = ReviewHead(
            services, back=lambda: do("back"), keep=lambda: do("keep"),
            apply=lambda: do("apply"), parent=self,
        )  # fmt: skip
        self.warnings = Warnings(services, self)
        self.table = ReviewTable(services, model, self)
        self.table.asked.connect(do)
        self.cards = CardPanel(services, self)
        self.cards.asked.connect(do)
        self.cards.left.connect(self.table.setFocus)
        self.effect = EffectPanel(services, self)
        self.effect.asked.connect(do)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        left.addWidget(self.cards)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self.effect)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.warnings):
            column.addWidget(widget)
        column.addLayout(body, 1)
        column.addWidget(self._legend(services))

    def _legend(self, services: Services) -> KeyLegend:
        text = services.translator.text
        keys = [
            (("↑", "↓"), text("next")),
            (("T",), text("theirs")),
            (("O",), text("ours")),
            (("E",), text("edit")),
            (("K",), text("keep, ask customer")),
            (("G",), text("go to plan")),
            ((text("Space"),), text("show cell")),
            (("A",), text("whole row")),
            (("Shift A",), text("all clean")),
            (("Ctrl Shift A",), text("all")),
            (("F",), text("to decide only")),
        ]
        apply = ((text("Ctrl Enter"),), text("apply when nothing is left to decide"))
        return KeyLegend(services, keys, apply, self)
