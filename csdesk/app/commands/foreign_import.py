"""Taking a foreign spreadsheet in: plan, risks, people or decisions; one undo takes it back."""

from dataclasses import replace
from typing import Any

from csdesk.app.commands.project_import import ImportedPlan, apply_in
from csdesk.app.commands.records import new_uid
from csdesk.app.imports.foreign_lists import ListPreview
from csdesk.app.imports.foreign_mapping import SheetMap, map_to_json
from csdesk.app.imports.foreign_plan import LABELS, ForeignPreview
from csdesk.app.imports.foreign_session import MAPPING_KIND
from csdesk.app.imports.foreign_table import ForeignTable
from csdesk.app.imports.mapping import fingerprint
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.progress import Progress
from csdesk.domain.records import Contact, Customer, ImportMapping, PlanRow


def apply_plan(
    store: Store, *, preview: ForeignPreview, code: str = "", progress: Progress | None = None
) -> ImportedPlan:
    """Store what `preview` shows and remember how the layout is read; a backup comes first.

    `code` is the code of a new project. Raises `UserError` for a code that is taken. Cancelling
    leaves the workspace as it was.
    """
    if store.backups:
        store.back_up("import", progress=progress)
    new, update = LABELS
    label = new if preview.project.mode == "new" else update
    count = preview.project.writes
    with store.write(label, customer_id=preview.customer_id, n=count) as unit:
        made = apply_in(unit, preview.project, code)
        unit.update_all(
            PlanRow, {row: {"source_uid": ident} for row, ident in preview.idents.items()}
        )
        remember(unit, preview.table, preview.mapping)
    return made


def apply_list(
    store: Store, *, preview: ListPreview, progress: Progress | None = None
) -> dict[str, int]:
    """Store the entries of a list and remember how its layout is read; return how many of what.

    One transaction, one undo; a backup comes first.
    """
    if store.backups:
        store.back_up("import", progress=progress)
    kind = preview.mapping.kind
    with store.write(
        f"import.foreign_{kind}", customer_id=preview.customer_id, n=preview.writes
    ) as unit:
        unit.get(Customer, preview.customer_id)
        for one in preview.rows:
            if one.known is None:
                record = one.record
                unit.add(replace(record, uid=new_uid()) if isinstance(record, Contact) else record)
            elif one.changes:
                changes: dict[str, Any] = dict(one.changes)
                unit.update(type(one.record), one.known.id, **changes)
        remember(unit, preview.table, preview.mapping)
    return {"new": preview.count("new"), "changed": preview.count("changed")}


def remember(unit: Unit, table: ForeignTable, mapping: SheetMap) -> None:
    """Keep how a layout is read, by its column names."""
    layout, value = fingerprint(table.headers), map_to_json(mapping, table)
    for stored in unit.find(ImportMapping, kind=MAPPING_KIND):
        if stored.fingerprint == layout and not stored.name:
            if stored.mapping != value:
                unit.update(ImportMapping, stored.id, mapping=value)
            return
    unit.add(ImportMapping(name="", kind=MAPPING_KIND, fingerprint=layout, mapping=value))
