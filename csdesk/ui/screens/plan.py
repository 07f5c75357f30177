"""The plan of a project: rows and chart side by side, edited in place."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.plan_screen import PlanScreenData, load_plan
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_
from csdesk.layout.chart import Part
from csdesk.layout.timescale import PIXELS_PER_DAY, Zoom, zoom_of
from csdesk.ui.actions import ActionSpec
from csdesk.ui.gantt.legend import Legend
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.models.plan_model import ADD, PlanColumn
from csdesk.ui.screen import Screen
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.screens.row_edits import RowEdits
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Segmented

ZOOMS = tuple(Zoom)


class PlanScreen(Screen):
    """Shows one project's plan. `corner` (legend and zoom) may be taken into a row of tabs."""

    key: ClassVar[str] = "plan"
    narrow_rail: ClassVar[bool] = True
    entities: ClassVar[frozenset[str]] = frozenset(
        {
            "PlanRow", "Dependency", "Baseline", "BaselineRow", "Project", "Customer", "Contact",
            "User", "Calendar", "DayOff", "Deal", "Contract", "Outcome", "Meeting", "Workspace",
        }
    )  # fmt: skip

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, project_id: int | None = None
    ) -> None:
        super().__init__(services, parent)
        self._project_id = project_id
        self._wanted: dict[str, object] = {}
        self.edits = RowEdits(services, self)
        self.view = PlanView(self.words, services.tokens, self._edit, self)
        self.view.tree.itemDelegate().closeEditor.connect(self._on_editor_closed)
        self.view.tree.delete_asked.connect(self.delete_row)
        self.view.tree.move_asked.connect(self._move_row)
        self.view.tree.depth_asked.connect(self._change_depth)
        self.view.chart.can_move = True
        self.view.chart.row_moved.connect(self._on_moved)
        self.view.chart.zoom_changed.connect(self._on_zoom)
        self.corner = self._make_corner()
        self._empty = EmptyState(
            services,
            self.words.text("This plan has no rows yet. Start it from a template, or add a phase."),
            self.words.text("Choose a template"),
        )
        self._empty.pressed.connect(self._ask_template)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        self._top = QWidget(self)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(20, 4, 16, 4)
        top.addStretch(1)
        top.addWidget(self.corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(self._pages)

    def take_corner(self) -> QWidget:
        """Give legend and zoom away, to stand in a row of tabs."""
        self._top.hide()
        self.corner.setParent(None)
        return self.corner

    @property
    def project_id(self) -> int | None:
        """The project that is shown."""
        return self._project_id

    def show_project(self, project_id: int) -> None:
        """Show the plan of another project."""
        if project_id != self._project_id:
            self._project_id = project_id
            self.stale = True
            self.settle()

    @override
    def title(self) -> str:
        return self.words.text("Plan")

    @override
    def load(self) -> None:
        if self._project_id is None:
            return
        data = load_plan(self.services.store, project_id=self._project_id, translator=self.words)
        self._pages.setCurrentIndex(0 if data.rows else 1)
        self._show_baseline(data)
        self.view.set_plan(data)
        self._take_up()

    @override
    def is_editing(self) -> bool:
        return self.view.tree.is_editing()

    @override
    def state(self) -> dict[str, object]:
        return {
            "project": self._project_id,
            "row": self.view.current_id(),
            "pixels": self.view.chart.pixels,
            "scroll": self.view.chart.verticalScrollBar().value(),
            "closed": sorted(self.view.model.closed),
            "tree": self.view.tree.width(),
        }

    @override
    def restore(self, state: dict[str, object]) -> None:
        self._wanted = dict(state)
        project = state.get("project")
        if isinstance(project, int) and self._project_id is None:
            self._project_id = project
        if self.view.model.plan is not None:
            self._take_up()

    def _take_up(self) -> None:
        """Bring back zoom, scroll and selection once there are rows."""
        wanted, self._wanted = self._wanted, {}
        closed, pixels = wanted.get("closed"), wanted.get("pixels")
        row, scroll, tree = wanted.get("row"), wanted.get("scroll"), wanted.get("tree")
        if isinstance(closed, list) and closed:
            self.view.model.set_closed({int(one) for one in closed})
            self.view.show_chart()
        if isinstance(pixels, int | float):
            self.view.chart.set_pixels(float(pixels))
            self._on_zoom(float(pixels))
        if isinstance(tree, int) and tree > 0:
            self.view.set_tree_width(tree)
        if isinstance(row, int) and row:
            self.view.select(row)
        if isinstance(scroll, int):
            self.view.chart.verticalScrollBar().setValue(scroll)

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        chart, view = self.view.chart, self.view
        has_row = self._has_row

        def spec(
            name: str, text: str, run: object, key: str = "", *, needs_row: bool = False
        ) -> ActionSpec:
            return ActionSpec(
                id=f"plan.{name}",
                text=text,
                run=run,  # type: ignore[arg-type]
                shortcut=key,
                condition=has_row if needs_row else None,
            )

        return (
            spec("add_item", N_("Add item"), self.add_item, "Ctrl+N"),
            spec("add_milestone", N_("Add milestone"), self.add_milestone, "Ctrl+M"),
            spec("add_phase", N_("Add phase"), self.add_phase, "Ctrl+Shift+N"),
            spec("move", N_("Move the bar"), self.move_bar, "M", needs_row=True),
            spec("delete", N_("Delete row"), self.delete_row, needs_row=True),
            spec("indent", N_("Indent row"), lambda: self._change_depth(1), needs_row=True),
            spec("outdent", N_("Outdent row"), lambda: self._change_depth(-1), needs_row=True),
            spec("up", N_("Move row up"), lambda: self._move_row(-1), needs_row=True),
            spec("down", N_("Move row down"), lambda: self._move_row(1), needs_row=True),
            spec("zoom_day", N_("Days"), lambda: self.zoom(Zoom.DAY), "Alt+1"),
            spec("zoom_week", N_("Weeks"), lambda: self.zoom(Zoom.WEEK), "Alt+2"),
            spec("zoom_month", N_("Months"), lambda: self.zoom(Zoom.MONTH), "Alt+3"),
            spec("zoom_in", N_("Zoom in"), lambda: chart.zoom_by(1), "Ctrl++"),
            spec("zoom_out", N_("Zoom out"), lambda: chart.zoom_by(-1), "Ctrl+-"),
            spec("zoom_fit", N_("Fit the whole plan"), chart.fit, "Ctrl+0"),
            spec("today", N_("Go to today"), chart.show_today, "Ctrl+T"),
            spec("close_all", N_("Close all phases"), view.close_all, "Ctrl+Shift+-"),
            spec("open_all", N_("Open all phases"), view.open_all, "Ctrl+Shift++"),
        )

    # --- head --------------------------------------------------------------------------------

    def _make_corner(self) -> QWidget:
        corner = QWidget(self)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        self._legend = Legend(self.services.look, corner)
        labels = [self.words.text(text) for text in (N_("Days"), N_("Weeks"), N_("Months"))]
        self._zoom = Segmented(
            self.services, labels, name=self.words.text("Zoom"), current=1, parent=corner
        )
        self._zoom.chosen.connect(lambda index: self.zoom(ZOOMS[index]))
        row.addWidget(self._legend)
        row.addWidget(self._zoom)
        return corner

    def _show_baseline(self, data: PlanScreenData) -> None:
        words = ""
        if data.baseline is not None:
            day = self.words.near_date(data.baseline.agreed_on, data.state.today)
            words = self.words.text("Baseline {day}", day=day)
        self._legend.set_baseline(words)

    def zoom(self, zoom: Zoom) -> None:
        """Show days, weeks or months."""
        self.view.chart.set_pixels(PIXELS_PER_DAY[zoom])
        self._on_zoom(PIXELS_PER_DAY[zoom])

    def _on_zoom(self, pixels: float) -> None:
        zoom = zoom_of(pixels)
        self._zoom.show_choice(ZOOMS.index(zoom) if zoom is not None else -1)

    # --- edits -------------------------------------------------------------------------------

    def _edit(self, row_id: int, field: str, value: object) -> bool:
        if self._project_id is None:
            return False
        if row_id == ADD:
            after = self.view.last_current
            return self.edits.add(self._project_id, str(value), after_id=after or None)
        return self.edits.set([row_id], field, value)

    def _on_editor_closed(self, *_: object) -> None:
        """Read what was put off, after the editor has really gone."""
        QTimer.singleShot(0, self, self.settle)

    def _has_row(self) -> bool:
        return bool(self.view.current_id())

    def add_item(self) -> None:
        """Open the line that takes a new item."""
        if self.view.model.plan is not None and not self.view.model.plan.rows:
            self.add_phase()
            return
        self.view.open_adder()

    def add_milestone(self) -> None:
        """Add a milestone after the current row and open its title."""
        self._add(self.words.text("New milestone"), RowKind.MILESTONE)

    def add_phase(self) -> None:
        """Add a phase and open its title."""
        self._add(self.words.text("New phase"), RowKind.PHASE)

    def _add(self, title: str, kind: RowKind) -> None:
        if self._project_id is None:
            return
        after = self.view.current_id() or None
        row = self.edits.add_row(self._project_id, title, kind, after)
        if row is not None:
            self.settle()
            self.view.select(row.id)
            self.view.open_editor(row.id, PlanColumn.TITLE)

    def move_bar(self) -> None:
        """Take the current bar: left and right move it, with Shift its end, Enter accepts."""
        self.view.chart.begin_move(self.view.tree.currentIndex().row())

    def _on_moved(self, row_id: int, part: Part, start: int, finish: int) -> None:
        first, last = date.fromordinal(start), date.fromordinal(finish)
        data = self.view.model.plan
        if data is not None:
            self.edits.place(data.rows[row_id], part, first, last)
        self.view.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete_row(self) -> None:
        """Delete the current row with all below it; undo brings it back."""
        row_id = self.view.current_id()
        if row_id:
            line = self.view.tree.currentIndex().row()
            self.edits.delete([row_id])
            self.view.select_line(line)

    def _move_row(self, step: int) -> None:
        self.edits.move(self.view.current_id(), step)

    def _change_depth(self, step: int) -> None:
        self.edits.change_depth(self.view.current_id(), step)

    def _ask_template(self) -> None:
        self.services.wish.emit("plan", self._project_id)
