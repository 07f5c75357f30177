"""What screens do to plan rows: each gesture is one command."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import item_batch, items, rows
from csdesk.app.commands.trials import Operation
from csdesk.app.queries.owners import OwnerChoice
from csdesk.domain.codes import RowKind, Status
from csdesk.domain.records import PlanRow
from csdesk.ui.dialogs.hold import HoldDialog
from csdesk.ui.screens.trial_words import DATES, OWNER
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.ui.screens.item_trials import ItemTrials

_MOVING = {"target": DATES, "owner": OWNER}  # fields that may move other rows
MANY = 100  # rows; more are changed in a task, which can be cancelled


class RowEdits:
    """Turns edits of cells into commands; what a command refuses is told by the services.

    A command on many rows runs in a task: it is stored a little later, or not at all if cancelled.
    What may move other rows is asked for by `trials`, if there are any.
    """

    def __init__(
        self, services: Services, owner: QWidget, trials: "ItemTrials | None" = None
    ) -> None:
        self._services = services
        self._owner = owner
        self._trials = trials

    def set(self, row_ids: Sequence[int], field: str, value: object) -> bool:
        """Set one field of rows in one command; return whether it was stored at once."""
        if field == "status" and value is Status.ON_HOLD:
            self._ask_hold(list(row_ids))
            return False
        if self._trials is not None and field in _MOVING:
            arguments = {"row_ids": list(row_ids), "changes": changes_of(field, value)}
            self._trials.ask(
                Operation(command=item_batch.set_all, arguments=arguments, reports=True),
                row_ids, _MOVING[field],
            )  # fmt: skip
            return False
        return self._update(row_ids, **changes_of(field, value))

    def add_row(
        self, project_id: int, title: str, kind: RowKind, after_id: int | None
    ) -> PlanRow | None:
        """Add a row after another one, else at the end; a plan without phases gets one first."""
        if kind is RowKind.ITEM:
            return self._services.act(
                item_batch.add_item, project_id=project_id, title=title, after_id=after_id,
                phase=self._services.translator.text("New phase"),
            )  # fmt: skip
        return self._services.act(
            rows.add, project_id=project_id, title=title, kind=kind, after_id=after_id
        )

    def ask(self, row_ids: Sequence[int]) -> None:
        """Record that the owners were asked today."""
        self._services.act(items.ask, row_ids=list(row_ids))

    def _run(self, n: int, command: Callable[..., object], **arguments: Any) -> bool:
        """Run a command at once, or in a task over many rows; return whether it is stored."""
        services = self._services
        if n <= MANY:
            return services.act(command, **arguments) is not None
        title = services.translator.plural("Changing {n} row", "Changing {n} rows", n)
        services.tasks.run(
            title, partial(command, services.store), failed=services.problem.emit, **arguments
        )
        return False

    def _update(self, row_ids: Sequence[int], **changes: Any) -> bool:
        if len(row_ids) > MANY:
            return self._run(
                len(row_ids), item_batch.set_all, row_ids=list(row_ids), changes=changes
            )
        return self._services.act(items.update, row_ids=list(row_ids), **changes) is not None

    def _ask_hold(self, row_ids: list[int]) -> None:
        dialog = HoldDialog(self._services, self._owner)
        dialog.decided.connect(
            lambda reason, day: self._update(
                row_ids, status=Status.ON_HOLD, hold_reason=reason, resume_on=day
            )
        )
        dialog.open()


def changes_of(field: str, value: object) -> dict[str, Any]:
    """Return the fields that an edited cell stands for."""
    if field != "owner" or not isinstance(value, OwnerChoice):
        return {field: value}
    if value.user_id is not None:
        return {"owner_user_id": value.user_id}
    if value.contact_id is not None:
        return {"owner_contact_id": value.contact_id}
    return {"owner_name": value.name, "side": value.side}
