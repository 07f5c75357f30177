"""The command that writes down what became of a document that was written."""

from collections.abc import Callable, Sequence
from typing import Final

from csdesk.data.store import Store
from csdesk.domain.codes import DispatchWay
from csdesk.domain.records import DocumentLog, Json
from csdesk.domain.records_delivery import Dispatch

_LABELS: Final = {
    DispatchWay.SAVED: "dispatches.saved",
    DispatchWay.DRAFTED: "dispatches.drafted",
    DispatchWay.COPIED: "dispatches.copied",
    DispatchWay.PRINTED: "dispatches.printed",
}


def dispatch(
    store: Store,
    *,
    document_id: int,
    way: DispatchWay,
    recipients: Sequence[tuple[str, str]] = (),
    place: str = "",
    sha256: str = "",
    put: Callable[[], None] | None = None,
) -> Dispatch:
    """Write down what was done with a document; a fact, which undo passes over.

    `recipients` are names with mail addresses; `place` is where the file lies; without `sha256`
    it is the file that the log names. `put` moves it there; if that fails nothing is written down.
    UserError `not_found` for a document that is not logged.
    """
    with store.read() as reader:
        log = reader.get(DocumentLog, document_id)
    people: list[Json] = [{"name": name, "mail": mail} for name, mail in recipients]
    with store.write(
        _LABELS[way], customer_id=log.customer_id, undoable=False, n=len(people)
    ) as unit:
        made = unit.add(
            Dispatch(
                customer_id=log.customer_id,
                document_id=document_id,
                at=unit.now,
                way=way,
                recipients=people,
                place=place,
                sha256=sha256 or log.sha256,
                by=unit.actor.name,
            )
        )
        if put is not None:
            put()
        return made
