"""The handover card of a customer: what sales promised, and what is missing before the kickoff."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.commands import handover
from csdesk.app.handover_text import gap_text, kickoff_text, percent_text, question_text
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.handover import HandoverCard, load_handover
from csdesk.domain.codes import ContactRole, PointKind, Side
from csdesk.domain.errors import N_
from csdesk.domain.handover import Gap, Part
from csdesk.domain.records_kickoff import HandoverPoint
from csdesk.ui.actions import ActionSpec
from csdesk.ui.screen import Screen
from csdesk.ui.screens.handover_cards import DECIDING, Doors, HandoverCards
from csdesk.ui.screens.handover_parts import Block, Choice, MeterHead
from csdesk.ui.screens.overview import Card
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.kept_focus import kept_focus
from csdesk.ui.widgets.panel import Scroller

MOST = 6  # gaps that are listed before "show all"
_POINTS = {
    Part.PAINS: PointKind.PAIN,
    Part.PROMISES: PointKind.PROMISE,
    Part.DATES: PointKind.DATE,
    Part.TOUCHPOINTS: PointKind.TOUCHPOINT,
}
_FIELDS = {
    Part.WHY: "why_bought",
    Part.SALES_LEAD: "sales_user_id",
    Part.BUDGET: "budget",
    Part.PROCESS: "process",
}


class HandoverScreen(Screen):
    """Shows the card with its meter; every text opens its form.

    E writes the card, P adds a pain, M a promise, D a key date, T a touchpoint; Alt+Up and
    Alt+Down move the line that has the focus, Del deletes it.
    """

    key: ClassVar[str] = "handover"
    entities: ClassVar[frozenset[str]] = frozenset(
        {
            "Handover",
            "HandoverPoint",
            "Goal",
            "GoalValue",
            "GoalConfirmation",
            "SuccessConfirmation",
            "Deliverable",
        }
        | {"Criterion", "Contract", "Deal", "Contact", "Customer", "Meeting", "Project", "User"}
    )

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, customer_id: int
    ) -> None:
        super().__init__(services, parent)
        self._customer_id = customer_id
        self._unfolded = False
        self.page: CustomerPage | None = None
        self.card: HandoverCard | None = None
        self._scroller = Scroller(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)

    @override
    def title(self) -> str:
        return self.words.text("Handover")

    def show_page(self, page: CustomerPage) -> None:
        """Take the customer whom the forms are about."""
        self.page = page

    @override
    def load(self) -> None:
        self.card = load_handover(self.services.store, self._customer_id)
        bar = self._scroller.verticalScrollBar()
        place = bar.value()
        with kept_focus(self):
            self._make(self.card)
        bar.setValue(place)
        self.actions_changed.emit()

    # --- how it looks --------------------------------------------------------------------------

    def _make(self, card: HandoverCard) -> None:
        column = self._scroller.clear()
        column.setContentsMargins(20, 16, 16, 20)
        column.setSpacing(12)
        column.addWidget(self._meter(card))
        sides = QHBoxLayout()
        sides.setSpacing(12)
        doors = Doors(
            edit=self.edit,
            add_point=self.add_point,
            open_point=self.open_point,
            open=self._open,
            scope=self._scope_form,
            menu=self._choices,
        )
        for cards in HandoverCards(self.services, card, doors).columns():
            side = QVBoxLayout()
            side.setSpacing(12)
            for one in cards:
                side.addWidget(one)
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        column.addStretch(1)

    def _meter(self, card: HandoverCard) -> Card:
        words = self.words
        whole = Card(self.services, words.text("Handover from sales"))
        number = words.percent(card.meter.percent)
        head = MeterHead(
            self.services, card.meter.percent, number, percent_text(words, card),
            kickoff_text(words, card),
        )  # fmt: skip
        if card.is_blank:
            button = Button(self.services, words.text("Write what sales knows"), key="E")
            button.setObjectName("begin")
            button.clicked.connect(lambda _=False: self.edit())
            head.side.addWidget(button)
        whole.add_line(head)
        gaps = card.meter.gaps
        shown = gaps if self._unfolded else gaps[:MOST]
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, gap in enumerate(shown):
            block = Block(
                self.services, gap_text(words, gap), note=question_text(words, gap)
            )  # the question is read out in full, so it is not cut
            block.setObjectName("gap")
            block.opened.connect(partial(self.fill, gap))
            grid.addWidget(block, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        whole.column.addLayout(grid)
        if len(gaps) > len(shown):
            whole.more = (words.text("Show all {n}", n=len(gaps)), self._unfold)
        whole.finish()
        return whole

    def _unfold(self) -> None:
        self._unfolded = True
        self.load()

    def _choices(self) -> Sequence[Choice]:
        words = self.words
        return (
            (words.text("Move up"), "Alt+Up", partial(self._move, "up")),
            (words.text("Move down"), "Alt+Down", partial(self._move, "down")),
            (words.text("Delete"), "Del", self._delete),
        )

    # --- what one can do -----------------------------------------------------------------------

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        adds = (
            ("pain", N_("Add a pain"), "P", PointKind.PAIN),
            ("promise", N_("Add a promise"), "M", PointKind.PROMISE),
            ("date", N_("Add a key date"), "D", PointKind.DATE),
            ("touchpoint", N_("Add a touchpoint"), "T", PointKind.TOUCHPOINT),
        )
        return (
            ActionSpec(id="handover.edit", text=N_("Write the handover card"), shortcut="E",
                       run=self.edit),
            *(ActionSpec(id=f"handover.{name}", text=text, shortcut=key,
                         run=partial(self.add_point, kind)) for name, text, key, kind in adds),
            ActionSpec(id="handover.goal", text=N_("Add a goal"), shortcut="G",
                       run=self._open("goal")),
            ActionSpec(id="handover.up", text=N_("Move the line up"), shortcut="Alt+Up",
                       run=partial(self._move, "up"), condition=self._has_point),
            ActionSpec(id="handover.down", text=N_("Move the line down"), shortcut="Alt+Down",
                       run=partial(self._move, "down"), condition=self._has_point),
            ActionSpec(id="handover.delete", text=N_("Delete the line"), shortcut="Del",
                       run=self._delete, condition=self._has_point),
        )  # fmt: skip

    def edit(self, field: str = "") -> None:
        """Write the card, beginning at a field."""
        from csdesk.ui.dialogs.handover_forms import HandoverForms

        if self.card is None:
            return
        form = HandoverForms(self.services, self.card, self).card()
        form.open()
        if field in form.inputs:
            form.inputs[field].setFocus()

    def add_point(self, kind: PointKind) -> None:
        """Add a line of a kind."""
        self._point_form(kind, None)

    def open_point(self, point: HandoverPoint) -> None:
        """Change a line."""
        self._point_form(point.kind, point)

    def fill(self, gap: Gap) -> None:
        """Open the form that fills a gap."""
        card = self.card
        if card is None:
            return
        if gap.part in _FIELDS:
            self.edit(_FIELDS[gap.part])
        elif gap.part in _POINTS:
            points = card.points[_POINTS[gap.part]]
            found = next((one for one in points if one.id == gap.record_id), None)
            self._point_form(_POINTS[gap.part], found)
        elif gap.part is Part.SCOPE:
            self._fill_scope(card, gap)
        elif gap.part is Part.SUCCESS:
            self._open("success")()
        elif gap.part is Part.DECIDERS:
            self._add_decider(card)
        elif gap.part is Part.TERMS:
            self._open("contract", card.contracts[0] if card.contracts else None)()
        else:
            self._open("goal", next((g for g in card.goals if g.id == gap.record_id), None))()

    def _add_decider(self, card: HandoverCard) -> None:
        from csdesk.ui.dialogs.contact_form import contact_form

        if self.page is not None:
            decided = {one.role for one in card.people} & {*DECIDING[:2]}
            role = ContactRole.PROJECT_MANAGER if decided else ContactRole.SPONSOR
            contact_form(self.services, self.page, self, role=(Side.CUSTOMER, role)).open()

    def _fill_scope(self, card: HandoverCard, gap: Gap) -> None:
        lines = [line for scope in card.scopes for line in scope.lines if line.deliverable]
        for line in lines:
            if line.deliverable is not None and line.deliverable.id == gap.record_id:
                if line.criteria:
                    self._scope_form("deliverable", line.deliverable)()
                else:
                    self._scope_form("criterion", None, deliverable_id=line.deliverable.id)()
                return
        self._scope_form("deliverable")()

    def _point_form(self, kind: PointKind, point: HandoverPoint | None) -> None:
        from csdesk.ui.dialogs.handover_forms import HandoverForms

        if self.card is not None:
            HandoverForms(self.services, self.card, self).point(kind, point).open()

    def _open(self, editor: str, *record: object) -> Callable[[], None]:
        """Return what opens an editor of the customer's records."""

        def run() -> None:
            from csdesk.ui.dialogs.editors import Editors

            if self.page is not None:
                getattr(Editors(self.services, self.page, self), editor)(*record).open()

        return run

    def _scope_form(
        self, editor: str, record: object = None, *, deliverable_id: int | None = None
    ) -> Callable[[], None]:
        """Return what opens a form of the scope; without a project a plan is asked for first."""

        def run() -> None:
            from csdesk.ui.dialogs.acceptance_forms import AcceptanceForms

            if self.page is None:
                return
            if not self.page.projects:
                self.services.wish.emit("plan_for", self._customer_id)
                return
            form = getattr(AcceptanceForms(self.services, self.page, self), editor)(record)
            if deliverable_id is not None:
                form.set_value("deliverable_id", deliverable_id)
            form.open()

        return run

    def focused(self) -> HandoverPoint | None:
        """Return the line that has the focus."""
        held = self.window().focusWidget()
        record = held.record if isinstance(held, Block) else None
        return record if isinstance(record, HandoverPoint) else None

    def _has_point(self) -> bool:
        return self.focused() is not None

    def _move(self, direction: str) -> None:
        point = self.focused()
        if point is not None:
            self.services.act(handover.move_point, point_id=point.id, direction=direction)

    def _delete(self) -> None:
        point = self.focused()
        if point is not None:
            self.services.act(handover.delete_point, point_id=point.id)
