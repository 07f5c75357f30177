"""The menus of a plan: of its rows, of the plan as a whole, of its columns and its filter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from csdesk.app.queries.owners import OwnerChoice
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import MilestoneKind, Priority, RowKind, Side, Status, Visibility
from csdesk.domain.errors import N_
from csdesk.domain.labels import (
    MILESTONE_KIND_LABELS,
    PRIORITY_LABELS,
    SIDE_LABELS,
    STATUS_LABELS,
    VISIBILITY_LABELS,
)
from csdesk.domain.records import PlanRow
from csdesk.i18n import Translator
from csdesk.ui.actions import ActionSpec
from csdesk.ui.models.plan_columns import HEADERS, ORDER, PlanColumn
from csdesk.ui.screens.plan_filter import WEEKS, PlanFilter, owners_of

Set = Callable[[str, object], object]
ROW_MENU = (
    "add_item", "add_milestone", "add_group", "add_phase", "", "indent", "outdent", "up", "down",
    "", "move", "link", "unlink", "progress", "why", "conditions", "split", "repeat", "slips", "",
    "copy", "paste", "copy_to", "", "delete",
)  # fmt: skip
PLAN_MENU = (
    "add_item", "add_milestone", "add_group", "add_phase", "add_template", "", "durations",
    "baselines", "slips", "", "shift_project", "reschedule", "from_go_live", "", "import_file",
    "copy_all",
)  # fmt: skip
OUT = (
    ("plan_file", N_("Write the plan: PDF, picture, MS Project, calendar …"), "Ctrl+Shift+G"),
    ("copy_plan", N_("Copy the plan as a picture"), ""),
)
LABEL_MENU = ("labels_owner", "labels_title", "labels_dates", "labels_none")
# Keys of the table of rows, which are no shortcuts of the window: a field being typed in has them.
ROW_KEYS = {
    "indent": "Alt+Right", "outdent": "Alt+Left", "up": "Alt+Up", "down": "Alt+Down",
    "copy": "Ctrl+C", "paste": "Ctrl+V", "delete": "Del",
}  # fmt: skip
SHIFTS = (
    (1, N_("One working day later")),
    (5, N_("Five working days later")),
    (10, N_("Ten working days later")),
    (-1, N_("One working day earlier")),
    (-5, N_("Five working days earlier")),
)
LEVELS = (
    (0, N_("Phases only")),
    (1, N_("Two levels")),
    (2, N_("Three levels")),
)


class PlanMenus:
    """Builds menus; each entry runs an action of the screen or calls back with what was chosen."""

    def __init__(self, translator: Translator, owner: QWidget) -> None:
        self._words = translator
        self._owner = owner

    def menu(self) -> QMenu:
        """Return an empty menu that goes when it closes."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def entry(
        self, menu: QMenu, text: str, run: Callable[[], object], *, on: bool | None = None
    ) -> QAction:
        """Add an entry, with a tick if `on` is given."""
        action = menu.addAction(text.replace("&", "&&"))
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        action.triggered.connect(lambda *_: run())
        return action

    def add_actions(
        self,
        menu: QMenu,
        names: Sequence[str],
        specs: Mapping[str, ActionSpec],
        *,
        on: str = "",
    ) -> None:
        """Add the actions there are, with their keys; empty names are lines between groups.

        Of a choice, `on` is the one in force.
        """
        for name in names:
            spec = specs.get(f"plan.{name}")
            if not name:
                menu.addSeparator()
            elif spec is not None:
                key = ROW_KEYS.get(name) or spec.shortcut
                text = spec.words(self._words) + (f"\t{key}" if key else "")
                action = self.entry(menu, text, spec.run, on=name == on if on else None)
                action.setObjectName(spec.id)
                action.setEnabled(spec.can_run())

    def row_menu(
        self, rows: Sequence[PlanRow], specs: Mapping[str, ActionSpec], set_field: Set
    ) -> QMenu:
        """Return the menu of the chosen rows."""
        menu = self.menu()
        self.add_actions(menu, ROW_MENU[:10], specs)
        if rows:
            self._add_marks(menu, rows, set_field)
        self.add_actions(menu, ROW_MENU[10:], specs)
        return menu

    def _add_marks(self, menu: QMenu, rows: Sequence[PlanRow], set_field: Set) -> None:
        """Add what rows can be marked as; a tick where all of them are."""
        text = self._words.text
        milestones = [row for row in rows if row.kind is RowKind.MILESTONE]
        if len(milestones) == len(rows):
            part = menu.addMenu(text("Kind of milestone"))
            for kind in MilestoneKind:
                on = all(row.milestone_kind is kind for row in rows)
                name = text(MILESTONE_KIND_LABELS[kind])
                self.entry(part, name, partial(set_field, "milestone_kind", kind), on=on)
            self._mark(menu, text("Opens its day"), "opens_day", rows, set_field)
        if all(row.kind is RowKind.ITEM for row in rows):
            self._mark(menu, text("Also on days off"), "calendar_days", rows, set_field)
        if not any(row.kind.is_summary for row in rows):
            self._mark(menu, text("Pinned to its dates"), "pinned", rows, set_field)
        internal = all(row.visibility is Visibility.INTERNAL for row in rows)
        other = Visibility.CUSTOMER if internal else Visibility.INTERNAL
        name = text(VISIBILITY_LABELS[Visibility.INTERNAL])
        self.entry(menu, name, partial(set_field, "visibility", other), on=internal)
        menu.addSeparator()

    def _mark(
        self, menu: QMenu, text: str, field: str, rows: Sequence[PlanRow], set_field: Set
    ) -> None:
        on = all(getattr(row, field) for row in rows)
        self.entry(menu, text, partial(set_field, field, not on), on=on)

    def plan_menu(
        self,
        specs: Mapping[str, ActionSpec],
        columns: frozenset[PlanColumn],
        take_columns: Callable[[frozenset[PlanColumn]], object],
        open_to: Callable[[int], object],
        open_all: Callable[[], object],
        labels: str,
        leave: Callable[[str], object],
    ) -> QMenu:
        """Return the menu of the plan as a whole; `labels` is what stands beside the bars.

        `leave` is told how the plan is to leave: `plan_file` or `copy_plan`.
        """
        menu = self.menu()
        self.add_actions(menu, PLAN_MENU, specs)
        for name, text, key in OUT:
            words = self._words.text(text) + (f"\t{key}" if key else "")
            self.entry(menu, words, partial(leave, name)).setObjectName(name)
        self.add_actions(menu, ("", "zoom_fit", "today", "density"), specs)
        levels = menu.addMenu(self._words.text("Levels shown"))
        for depth, text in LEVELS:
            self.entry(levels, self._words.text(text), partial(open_to, depth))
        self.entry(levels, self._words.text("All levels"), open_all)
        self._fill_columns(menu.addMenu(self._words.text("Columns")), columns, take_columns)
        beside = menu.addMenu(self._words.text("Words at bars"))
        self.add_actions(beside, LABEL_MENU, specs, on=f"labels_{labels}")
        return menu

    def column_menu(
        self,
        columns: frozenset[PlanColumn],
        take: Callable[[frozenset[PlanColumn]], object],
    ) -> QMenu:
        """Return the menu of columns."""
        menu = self.menu()
        self._fill_columns(menu, columns, take)
        return menu

    def _fill_columns(
        self,
        menu: QMenu,
        columns: frozenset[PlanColumn],
        take: Callable[[frozenset[PlanColumn]], object],
    ) -> None:
        for column in ORDER:
            if column is not PlanColumn.TITLE:
                text = self._words.text(HEADERS[column])
                self.entry(menu, text, partial(take, columns ^ {column}), on=column in columns)

    def filter_menu(
        self, shown: PlanFilter, data: PlanScreenData, take: Callable[[PlanFilter], object]
    ) -> QMenu:
        """Return the menu of conditions."""
        menu, words = self.menu(), self._words
        unfinished = replace(shown, unfinished=not shown.unfinished)
        self.entry(menu, words.text("Unfinished"), partial(take, unfinished), on=shown.unfinished)
        critical = replace(shown, critical=not shown.critical)
        self.entry(menu, words.text("Critical"), partial(take, critical), on=shown.critical)
        ahead = menu.addMenu(words.text("Look-ahead"))
        for weeks in WEEKS:
            on = shown.weeks == weeks
            text = words.plural(
                "The next week and what is late", "The next {n} weeks and what is late", weeks
            )
            changed = replace(shown, weeks=None if on else weeks)
            self.entry(ahead, text, partial(take, changed), on=on)
        sides = menu.addMenu(words.text("Whose turn"))
        for side in Side:
            turned = replace(shown, sides=shown.sides ^ {side})
            text = words.text(SIDE_LABELS[side])
            self.entry(sides, text, partial(take, turned), on=side in shown.sides)
        owners = menu.addMenu(words.text("Owner"))
        for key, (name, _) in owners_of(data, words).items():
            owned = replace(shown, owners=shown.owners ^ {key})
            self.entry(owners, name, partial(take, owned), on=key in shown.owners)
        if not shown.is_empty:
            menu.addSeparator()
            self.entry(menu, words.text("Show all rows"), partial(take, PlanFilter()))
        return menu

    def bulk_menu(
        self,
        name: str,
        owners: Sequence[OwnerChoice],
        set_field: Set,
        shift: Callable[[int], object],
        ask_days: Callable[[], object],
    ) -> QMenu:
        """Return the menu of a button of the bar: values for all that is chosen."""
        menu = self.menu()
        if name == "owner":
            last: Side | None = None
            for owner in owners:
                if last is not None and owner.side is not last:
                    menu.addSeparator()
                last = owner.side
                self.entry(menu, owner.name, partial(set_field, "owner", owner))
        elif name == "shift":
            for days, text in SHIFTS:
                self.entry(menu, self._words.text(text), partial(shift, days))
            self.entry(menu, self._words.text("By another number of days …"), ask_days)
        else:
            labels: Mapping[str, Mapping[Any, str]] = {
                "status": {one: STATUS_LABELS[one] for one in Status},
                "priority": {one: PRIORITY_LABELS[one] for one in Priority},
                "visibility": {one: VISIBILITY_LABELS[one] for one in Visibility},
            }
            for place, (code, text) in enumerate(labels[name].items(), 1):
                action = menu.addAction(f"&{place}  {self._words.text(text)}")
                action.triggered.connect(lambda *_, c=code: set_field(name, c))
        return menu
