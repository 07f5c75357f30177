"""The editors of a plan's cells."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.app.queries.owners import OwnerChoice
from csdesk.domain.codes import Priority, Status
from csdesk.domain.errors import UserError
from csdesk.domain.labels import PRIORITY_LABELS, STATUS_LABELS
from csdesk.domain.link_text import parse_links
from csdesk.i18n import Translator
from csdesk.ui.delegates.cell_delegate import Editor, Index
from csdesk.ui.delegates.choice_list import Choice
from csdesk.ui.delegates.editors import ChoiceField, DateField, OwnerField, WordsField
from csdesk.ui.delegates.look import Look
from csdesk.ui.delegates.overlay import Overlay
from csdesk.ui.fonts import SMALL
from csdesk.ui.models.cells import Cell, Words
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.models.plan_model import PlanModel
from csdesk.ui.widgets.text import Text

FAULT_WIDTH = 320


def status_choices(translator: Translator) -> list[Choice]:
    """Return the states an item can have, in the order of their digit keys."""
    return [
        Choice(status, Cell(words=(Words(translator.text(STATUS_LABELS[status])),), status=status))
        for status in Status
    ]


def priority_choices(translator: Translator) -> list[Choice]:
    """Return the priorities, in the order of their digit keys."""
    return [
        Choice(one, Cell(words=(Words(translator.text(PRIORITY_LABELS[one])),))) for one in Priority
    ]


class FigureField(WordsField):
    """A whole number within bounds; a unit behind it is left out."""

    def __init__(
        self, parent: QWidget | None, look: Look, figure: int, least: int, most: int
    ) -> None:
        super().__init__(parent, look)
        self._least, self._most = least, most
        self.setText(str(figure))
        self.selectAll()

    @override
    def value(self) -> object:
        digits = self.text().strip().rstrip("%％dD天日 ")
        return int(digits) if digits.isdecimal() else None

    @override
    def is_valid(self) -> bool:
        figure = self.value()
        return isinstance(figure, int) and self._least <= figure <= self._most


class FaultPanel(Overlay):
    """The sentence on what cannot be read, below its field."""

    def __init__(self, editor: QWidget, look: Look) -> None:
        super().__init__(editor, look)
        self.words = Text(
            "", language=look.translator.language, color=look.tokens.bad, size=SMALL, wrap=True,
            parent=self,
        )  # fmt: skip

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.words.set_text(sentence)
        height = self.words.heightForWidth(FAULT_WIDTH - 20)
        self.words.setGeometry(10, 8, FAULT_WIDTH - 20, height)
        self.resize(FAULT_WIDTH, height + 16)
        self.place()


class LinksField(WordsField):
    """The predecessors of a row; what cannot be read stays in the field, with a sentence below."""

    def __init__(self, parent: QWidget | None, look: Look, marks: dict[int, str]) -> None:
        super().__init__(parent, look)
        self._marks = marks
        self.panel = FaultPanel(self, look)
        self.textEdited.connect(self.panel.hide)

    @override
    def value(self) -> object:
        """Return the links as `LinkSpec`s."""
        return parse_links(self.text(), self._marks)

    @override
    def is_valid(self) -> bool:
        try:
            self.value()
        except UserError as error:
            self.panel.say(error_text(error, self.look.translator))
            return False
        return True


def make_editor(
    parent: QWidget, index: Index, model: PlanModel, look: Look, count: int
) -> Editor | None:
    """Return the editor of a cell; `count` is how many rows an owner, status or priority is set
    on.
    """
    data = model.plan
    if data is None:
        return None
    words = look.translator
    column = PlanColumn(index.column())
    value = index.data(Qt.ItemDataRole.EditRole)
    hint = words.text("Enter: change all {n} chosen", n=count) if count > 1 else ""
    if column is PlanColumn.TITLE:
        field = WordsField(parent, look)
        field.setText(str(value or ""))
        return field
    if column is PlanColumn.STATUS:
        return ChoiceField(parent, look, status_choices(words), value, hint)
    if column is PlanColumn.PRIORITY:
        return ChoiceField(parent, look, priority_choices(words), value, hint)
    if column is PlanColumn.OWNER and isinstance(value, OwnerChoice):
        return OwnerField(parent, look, data.owners, value, hint)
    if column is PlanColumn.PREDECESSORS:
        links = LinksField(parent, look, dict(data.marks))
        links.setText(str(value or ""))
        links.selectAll()
        return links
    if column in (PlanColumn.DURATION, PlanColumn.PROGRESS):
        bounds = (1, 9999) if column is PlanColumn.DURATION else (0, 100)
        return FigureField(parent, look, int(str(value or 0)), *bounds)
    day = value if isinstance(value, date) else None
    return DateField(
        parent,
        look,
        data.state.today,
        day,
        is_rest=lambda one: data.days(one.toordinal()).kind != 0,
    )
