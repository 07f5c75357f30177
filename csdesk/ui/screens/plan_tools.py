"""Filter, columns, menus and the bar of a plan: what stands around its rows and chart."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypedDict

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_
from csdesk.ui.actions import ActionSpec
from csdesk.ui.fonts import SMALL
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.models.plan_columns import PlanColumn, read_columns
from csdesk.ui.screen import Screen
from csdesk.ui.screens.plan_bar import PlanBar
from csdesk.ui.screens.plan_filter import (
    PlanFilter,
    chips_of,
    filter_text,
    owners_of,
    read_filter,
)
from csdesk.ui.screens.plan_menus import PlanMenus
from csdesk.ui.screens.plan_operations import PlanOperations
from csdesk.ui.screens.row_edits import RowEdits
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import FilterRow, label


class Options(TypedDict):
    """What `load_plan` is asked for besides the plan."""

    compare_id: int | None
    with_free_slack: bool


Load = Callable[[], PlanScreenData | None]


class PlanTools(QObject):
    """Belongs to a plan screen, which lays out `filters`, `buttons` and `bar`.

    Filter and compared baseline are kept on this machine by project, columns for all plans.
    """

    def __init__(
        self, services: Services, view: PlanView, edits: RowEdits, screen: Screen, load: Load
    ) -> None:
        """`load` reads the plan as it is now, without showing it."""
        super().__init__(screen)
        self._services, self._view, self._screen, self._load = services, view, screen, load
        self._words = services.translator
        self.operations = PlanOperations(services, view, edits, screen)
        self.menus = PlanMenus(self._words, screen)
        self.shown = PlanFilter()
        self._uid = ""  # of the project whose filter is in force
        self.filters = FilterRow(services, screen)
        self._hidden = label(services, "", size=SMALL, tone="muted", parent=self.filters)
        self.filters.add_left(self._hidden)
        self.filters.hide()
        self.bar = PlanBar(services, screen)
        self.buttons = self._make_buttons()
        self._connect()
        settings = services.settings
        view.fit.set_columns(read_columns(str(settings.value("plan/columns", ""))))
        view.fit.set_widths(str(settings.value("plan/widths", "")))

    def _make_buttons(self) -> QWidget:
        services, words = self._services, self._words
        holder = QWidget(self._screen)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.plan_button = Button(
            services, words.text("Plan"), kind=Kind.FLAT, icon="more", size=12
        )
        self.plan_button.clicked.connect(self.open_plan_menu)
        self.filter_button = Button(
            services, words.text("Filter"), kind=Kind.FLAT, icon="filter", size=12
        )
        self.filter_button.clicked.connect(self.open_filter)
        row.addWidget(self.plan_button)
        row.addWidget(self.filter_button)
        return holder

    def _connect(self) -> None:
        tree, view, operations = self._view.tree, self._view, self.operations
        tree.delete_asked.connect(operations.delete)
        tree.move_asked.connect(operations.step)
        tree.depth_asked.connect(operations.change_depth)
        tree.copy_asked.connect(operations.copy)
        tree.paste_asked.connect(operations.paste)
        tree.dropped.connect(operations.drop)
        tree.menu_asked.connect(self.open_row_menu)
        tree.escaped.connect(self.clear_filter)
        tree.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        view.model.modelReset.connect(self._show_chosen)
        head = tree.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda place: self._pop(self._column_menu(), head.mapToGlobal(place))
        )
        view.fit.widths_changed.connect(
            lambda text: self._services.settings.setValue("plan/widths", text)
        )
        self.bar.wanted.connect(self.bulk)
        self.bar.cleared.connect(tree.drop_choice)

    # --- what the screen asks for ------------------------------------------------------------

    def options(self, project_id: int) -> Options:
        """Return what to read besides the plan: the compared baseline, the free slack."""
        kept = self._services.settings.value(self._compare_key(project_id), 0)
        return {
            "compare_id": int(str(kept or 0)) or None,
            "with_free_slack": PlanColumn.FREE_SLACK in self._view.fit.columns,
        }

    def _compare_key(self, project_id: int) -> str:
        return f"plan/compare/{self._services.store.workspace.uid}/{project_id}"

    def take(self, data: PlanScreenData) -> None:
        """Bring back the filter of a project before its rows are shown."""
        if data.project.uid != self._uid:
            self._uid = data.project.uid
            kept = self._services.settings.value(f"plan/filter/{self._uid}", "")
            self.shown = read_filter(str(kept))
            self._view.set_filter(self.shown.kept)

    def show(self) -> None:
        """Say what is filtered and chosen, after the rows are shown."""
        self._show_chips()
        self._show_chosen()

    def actions(self) -> Sequence[ActionSpec]:
        """Return what can be done around the rows."""
        one, item = self._has_row, self._has_item
        operations = self.operations

        def spec(
            name: str,
            text: str,
            run: Callable[[], object],
            key: str = "",
            condition: Callable[[], bool] | None = None,
        ) -> ActionSpec:
            return ActionSpec(
                id=f"plan.{name}", text=text, run=run, shortcut=key, condition=condition
            )

        return (
            spec("delete", N_("Delete rows"), operations.delete, condition=one),
            spec("indent", N_("Indent rows"), partial(operations.change_depth, 1), condition=one),
            spec("outdent", N_("Outdent rows"), partial(operations.change_depth, -1),
                 condition=one),
            spec("up", N_("Move rows up"), partial(operations.step, -1), condition=one),
            spec("down", N_("Move rows down"), partial(operations.step, 1), condition=one),
            spec("filter", N_("Filter the plan"), self.open_filter, "F"),
            spec("show_all", N_("Show all rows of the plan"), self.clear_filter, "Shift+F",
                 lambda: not self.shown.is_empty),
            spec("columns", N_("Choose the columns"), self.open_columns),
            spec("menu", N_("Menu of the plan"), self.open_plan_menu, "Shift+M"),
            spec("row_menu", N_("Menu of the chosen rows"), self.open_menu_of_current, "Shift+F10",
                 one),
            spec("choose_all", N_("Choose all rows"), self._view.tree.selectAll),
            spec("split", N_("Split the item …"), operations.split, condition=item),
            spec("repeat", N_("Repeat the item …"), operations.repeat, condition=item),
            spec("conditions", N_("Conditions of its dates …"), operations.conditions,
                 condition=self._has_work),
            spec("copy", N_("Copy rows"), operations.copy, condition=one),
            spec("paste", N_("Paste from Excel"), operations.paste, "Ctrl+Shift+V", one),
            spec("copy_all", N_("Copy the shown rows to Excel"), operations.copy_all,
                 "Ctrl+Shift+C", self._has_rows),
            spec("copy_to", N_("Copy to another plan …"), operations.copy_to, condition=one),
            spec("add_template", N_("Add a template …"), operations.add_template),
            spec("durations", N_("Propose durations …"), operations.durations,
                 condition=self._has_rows),
            spec("shift_project", N_("Shift the project …"),
                 partial(operations.move_project, "shift")),
            spec("reschedule", N_("Take unfinished work up again …"),
                 partial(operations.move_project, "start_work_from"), condition=self._has_rows),
            spec("from_go_live", N_("Count back from go-live …"),
                 partial(operations.move_project, "count_back"), condition=self._has_go_live),
            spec("baselines", N_("Baselines …"), self.open_baselines, "Ctrl+Shift+B"),
            spec("slips", N_("Why it slipped …"), operations.slips,
                 condition=self._has_milestone),
            spec("import_file", N_("Import a plan file …"),
                 lambda: self._services.wish.emit("import_project", None)),
            *(
                spec(f"set_{name}", text, partial(self.bulk, name), key,
                     partial(operations.can_set, name))
                for name, text, key in (
                    ("status", N_("Set status"), "S"),
                    ("owner", N_("Set owner"), "O"),
                    ("shift", N_("Move dates"), "D"),
                    ("priority", N_("Set priority"), ""),
                    ("visibility", N_("Set visibility"), "V"),
                )
            ),
        )  # fmt: skip

    def _has_row(self) -> bool:
        return self.operations.current() is not None

    def _has_item(self) -> bool:
        return self.operations.current_item() is not None

    def _has_work(self) -> bool:
        row = self.operations.current()
        return row is not None and not row.kind.is_summary

    def _has_rows(self) -> bool:
        return self.operations.data is not None and bool(self.operations.data.rows)

    def _has_milestone(self) -> bool:
        data = self.operations.data
        rows = () if data is None else data.rows.values()
        return any(row.kind is RowKind.MILESTONE for row in rows)

    def _has_go_live(self) -> bool:
        data = self.operations.data
        return data is not None and data.state.go_live_id is not None

    def _has_many(self) -> bool:
        return len(self._view.tree.chosen()) > 1

    def _specs(self) -> Mapping[str, ActionSpec]:
        return {spec.id: spec for spec in self._screen.actions_of()}

    # --- filter and columns ------------------------------------------------------------------

    def set_filter(self, shown: PlanFilter) -> None:
        """Show only the rows that pass, and remember it for this plan."""
        self.shown = shown
        self._services.settings.setValue(f"plan/filter/{self._uid}", filter_text(shown))
        self._view.set_filter(shown.kept)
        self._show_chips()

    def clear_filter(self) -> None:
        """Show all rows."""
        if not self.shown.is_empty:
            self.set_filter(PlanFilter())

    def open_filter(self) -> None:
        """Open the menu of conditions."""
        data = self.operations.data
        if data is not None:
            self._pop_under(
                self.menus.filter_menu(self.shown, data, self.set_filter), self.filter_button
            )

    def _show_chips(self) -> None:
        data = self.operations.data
        self.filters.setVisible(not self.shown.is_empty and data is not None)
        if data is None:
            return
        owners = owners_of(data, self._words) if self.shown.owners else {}
        chips = chips_of(self.shown, owners, self._words)
        self.filters.set_chips(
            [(text, self.open_filter, partial(self.set_filter, rest)) for text, rest in chips]
        )
        kept = self._view.model.kept
        hidden = 0 if kept is None else len(data.rows) - len(kept)
        words = self._words.plural("{n} row hidden", "{n} rows hidden", hidden)
        if hidden == len(data.rows):
            words = self._words.text("No row passes; Esc shows all of them.")
        self._hidden.set_text(words)

    def set_columns(self, columns: frozenset[PlanColumn]) -> None:
        """Show other columns, and remember them for all plans."""
        fresh = PlanColumn.FREE_SLACK in columns - self._view.fit.columns
        self._view.set_columns(columns)
        self._services.settings.setValue("plan/columns", self._view.fit.columns_text())
        if fresh:
            self._screen.load()

    def open_columns(self) -> None:
        """Open the menu of columns."""
        self._pop_under(self._column_menu(), self.plan_button)

    def _column_menu(self) -> QMenu:
        return self.menus.column_menu(self._view.fit.columns, self.set_columns)

    # --- menus -------------------------------------------------------------------------------

    def open_plan_menu(self) -> None:
        """Open the menu of the plan as a whole."""
        menu = self.menus.plan_menu(
            self._specs(), self._view.fit.columns, self.set_columns, self._view.open_to,
            self._view.open_all, self._view.labels.value, self._leave,
        )  # fmt: skip
        self._pop_under(menu, self.plan_button)

    def _leave(self, how: str) -> None:
        data = self.operations.data
        if data is not None:
            self._services.wish.emit(how, data.project.customer_id)

    def row_menu(self) -> QMenu:
        """Return the menu of the chosen rows."""
        return self.menus.row_menu(
            self.operations.chosen(), self._specs(), self.operations.set_field
        )

    def open_row_menu(self, place: QPoint) -> None:
        """Open the menu of the chosen rows at a place of the screen."""
        self._pop(self.row_menu(), place)

    def open_menu_of_current(self) -> None:
        """Open the menu of the chosen rows below the current one."""
        self.open_row_menu(self._below_current())

    def _below_current(self) -> QPoint:
        tree = self._view.tree
        cell = tree.visualRect(tree.currentIndex())
        return tree.viewport().mapToGlobal(cell.bottomLeft())

    def open_baselines(self) -> None:
        """Open the list of baselines."""
        self.operations.baselines(self._load, self.compare)

    def compare(self, baseline_id: int) -> None:
        """Compare with a baseline, 0 for none, and remember it for this plan."""
        data = self.operations.data
        if data is not None:
            self._services.settings.setValue(self._compare_key(data.project.id), baseline_id)
            self._screen.load()

    # --- many at once ------------------------------------------------------------------------

    def bulk(self, name: str) -> None:
        """Do what a button of the bar says with all chosen rows, or with the current one."""
        if name in ("delete", "copy_to"):
            getattr(self.operations, name)()
            return
        menu = self.bulk_menu(name)
        if menu is None:
            return
        if self._has_many():
            button = self.bar.buttons[name]
            self._pop(menu, button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
        else:
            self._pop(menu, self._below_current())

    def bulk_menu(self, name: str) -> QMenu | None:
        """Return the values that the chosen rows can have, None if none of them can."""
        data = self.operations.data
        if data is None or not self.operations.can_set(name):
            return None
        return self.menus.bulk_menu(
            name, data.owners, self.operations.set_field, self.operations.shift,
            self.operations.ask_days,
        )  # fmt: skip

    def _show_chosen(self) -> None:
        self.bar.show_rows(self.operations.chosen())

    def _pop_under(self, menu: QMenu, button: QWidget) -> None:
        self._pop(menu, button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _pop(self, menu: QMenu, place: QPoint) -> None:
        menu.popup(place)
