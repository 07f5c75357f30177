"""The plan of a project: rows and chart side by side, edited in place."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.plan_screen import PlanScreenData, count_rows, load_plan
from csdesk.domain.changes import ChangeSet, Origin
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.layout.timescale import PIXELS_PER_DAY, Zoom, zoom_of
from csdesk.ui.actions import ActionSpec
from csdesk.ui.gantt.legend import Legend
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.models.plan_model import ADD
from csdesk.ui.screen import Screen
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.screens.plan_chart import PlanChart
from csdesk.ui.screens.plan_told import PlanTold
from csdesk.ui.screens.plan_tools import PlanTools
from csdesk.ui.screens.row_edits import RowEdits
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Segmented

ZOOMS = tuple(Zoom)
MANY_ROWS = 600  # a plan with more is read in a task
ZOOM_LABELS = {
    Zoom.DAY: N_("Days"),
    Zoom.WEEK: N_("Weeks"),
    Zoom.MONTH: N_("Months"),
    Zoom.QUARTER: N_("Quarters"),
    Zoom.YEAR: N_("Years"),
}


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
        self._fresh: int | None = None  # a new row, whose title is to be typed once it is shown
        self.edits = RowEdits(services, self)
        self.view = PlanView(self.words, services.tokens, self._edit, self)
        self.view.tree.itemDelegate().closeEditor.connect(self._on_editor_closed)
        self.tools = PlanTools(services, self.view, self.edits, self, self._read)
        self.chart = PlanChart(services, self.view, self)
        self.chart.ended.connect(self.settle)
        self.told = PlanTold(services, self)
        self.tools.operations.trials.asked.connect(self.chart.ask)
        self.chart.row_menu_asked.connect(self.tools.open_row_menu)
        self.chart.made.connect(self.open_new)
        self.chart.typed_again.connect(self._edit)
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
        column.addWidget(self.tools.filters)
        column.addLayout(self._pages, 1)
        column.addWidget(self.tools.bar)

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

    def show_row(self, row_id: int) -> None:
        """Make a row current, now or once the plan is shown."""
        if self.view.model.plan is not None and row_id in self.view.model.plan.rows:
            self.view.select(row_id)
        else:
            self._wanted["row"] = row_id

    @override
    def title(self) -> str:
        return self.words.text("Plan")

    @override
    def load(self) -> None:
        if self._project_id is None:
            return
        store, project_id, options = self.services.store, self._project_id, self.tools.options
        if not self._is_large(project_id):
            data = self._read()
            if data is not None:
                self._take(data)
            return
        read = partial(
            load_plan, store, project_id=project_id, translator=self.words, **options(project_id)
        )
        self.read_in_task(read, done=self._take, failed=self._on_failed)

    @override
    def on_change(self, change: ChangeSet) -> None:
        if change.origin is not Origin.COMMAND:
            self.told.forget()
        self.load()

    def _is_large(self, project_id: int) -> bool:
        """Whether reading takes long. One that is shown as large is not counted again.

        The store may be in the hands of a task, and to ask it would wait for that.
        """
        shown = self.view.model.plan
        if shown is not None and shown.project.id == project_id and len(shown.rows) > MANY_ROWS:
            return True
        return count_rows(self.services.store, project_id=project_id) > MANY_ROWS

    def _on_failed(self, problem: BaseException) -> None:
        """Tell what kept a plan from being read; one whose project is gone stays quiet."""
        if not isinstance(problem, UserError) or problem.code != "not_found":
            self.services.problem.emit(problem)

    def _take(self, data: PlanScreenData) -> None:
        """Show what was read, unless another plan is wanted by now or an editor is open."""
        if data.project.id != self._project_id:
            return
        if self.is_editing():
            self.stale = True
            return
        waiting = self.chart.leave(data.project.id)
        self._pages.setCurrentIndex(0 if data.rows else 1)
        self._show_baseline(data)
        self.tools.take(data)
        self.view.set_plan(data)
        self.tools.show()
        self._take_up()
        self.told.tell(data)
        if waiting is not None:
            self.tools.operations.trials.again(waiting)
        fresh, self._fresh = self._fresh, None
        if fresh is not None:
            self.view.select(fresh)
            self.view.open_editor(fresh, PlanColumn.TITLE)

    def _read(self) -> PlanScreenData | None:
        """Return the plan as it is now, None once its project is gone."""
        if self._project_id is None:
            return None
        try:
            return load_plan(
                self.services.store,
                project_id=self._project_id,
                translator=self.words,
                **self.tools.options(self._project_id),
            )
        except UserError as problem:
            if problem.code != "not_found":
                raise
            return None

    @override
    def is_editing(self) -> bool:
        held = self.chart.is_busy and self.chart.trial is None
        return self.view.tree.is_editing() or held

    @override
    def state(self) -> dict[str, object]:
        if self._wanted:
            return dict(self._wanted)
        return {
            "project": self._project_id,
            "row": self.view.current_id(),
            "pixels": self.view.chart.pixels,
            "scroll": self.view.chart.verticalScrollBar().value(),
            "closed": sorted(self.view.model.closed),
            "tree": self.view.halves.left,
            **self.chart.looks.state(),
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
        self.chart.looks.restore(wanted)
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
            spec("add_group", N_("Add group"), self.add_group),
            spec("add_phase", N_("Add phase"), self.add_phase, "Ctrl+Shift+N"),
            *self.chart.actions(has_row, partial(self.tools.bulk, "priority")),
            *self.tools.actions(),
            *(
                spec(f"zoom_{zoom}", text, partial(self.zoom, zoom), f"Alt+{place + 1}")
                for place, (zoom, text) in enumerate(ZOOM_LABELS.items())
            ),
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
        labels = [self.words.text(text) for text in ZOOM_LABELS.values()]
        self._zoom = Segmented(
            self.services, labels, name=self.words.text("Zoom"), current=1, parent=corner
        )
        self._zoom.setMinimumWidth(self._zoom.sizeHint().width())
        self._zoom.chosen.connect(lambda index: self.zoom(ZOOMS[index]))
        row.addWidget(self.tools.buttons)
        row.addWidget(self._legend)
        row.addWidget(self._zoom)
        return corner

    def _show_baseline(self, data: PlanScreenData) -> None:
        words = ""
        if data.baseline is not None:
            day = self.words.near_date(data.baseline.agreed_on, data.state.today)
            words = self.words.text("Baseline {day}", day=day)
        self._legend.set_baseline(words, data.compared.name if data.compared is not None else "")

    def zoom(self, zoom: Zoom) -> None:
        """Show days, weeks, months, quarters or years."""
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
            self._expect()
            after = self.view.last_current or None
            made = self.edits.add_row(self._project_id, str(value), RowKind.ITEM, after)
            if made is not None:  # the next one that is typed stands below it
                self.view.last_current = made.id
                self.show_row(made.id)
            return made is not None
        if self.chart.typed(row_id, field, value):
            return True
        self._expect()
        return self.tools.operations.edit(row_id, field, value)

    def _expect(self) -> None:
        self.told.expect(self.view.model.plan)

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

    def add_group(self) -> None:
        """Add a group after the current row and open its title."""
        self._add(self.words.text("New group"), RowKind.GROUP)

    def add_phase(self) -> None:
        """Add a phase and open its title."""
        self._add(self.words.text("New phase"), RowKind.PHASE)

    def _add(self, title: str, kind: RowKind) -> None:
        if self._project_id is None:
            return
        after = self.view.current_id() or None
        row = self.edits.add_row(self._project_id, title, kind, after)
        if row is not None:
            self.open_new(row.id)

    def open_new(self, row_id: int) -> None:
        """Open the title of a row that was just added, as soon as it is shown."""
        if self.view.model.plan is not None and row_id in self.view.model.plan.rows:
            self.view.select(row_id)
            self.view.open_editor(row_id, PlanColumn.TITLE)
        else:
            self._fresh = row_id
            self.settle()

    def _ask_template(self) -> None:
        self.services.wish.emit("plan", self._project_id)
