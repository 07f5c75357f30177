"""The steps of an import as the wizard and the command line take them."""

from collections.abc import Callable, Mapping
from datetime import date

from csdesk.app.imports.contacts import plan_contacts
from csdesk.app.imports.customers import plan_customers
from csdesk.app.imports.deals import plan_deals
from csdesk.app.imports.known import ImportOptions, Known
from csdesk.app.imports.mapping import ColumnMap, fingerprint, from_json, guess
from csdesk.app.imports.preview import ImportPreview
from csdesk.app.imports.table import Table
from csdesk.app.imports.words import ImportKind
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    Deal,
    ImportMapping,
    User,
    Workspace,
)

Planner = Callable[[Table, ColumnMap, Known, ImportOptions | None, Progress | None], ImportPreview]
_PLANNERS: Mapping[ImportKind, Planner] = {
    "deals": plan_deals,
    "customers": plan_customers,
    "contacts": plan_contacts,
}


def load_known(store: Store) -> Known:
    """Read what imports match on."""
    today = store.today()
    with store.read() as reader:
        return known_from(reader, today)


def known_from(reader: Reader, today: date) -> Known:
    """Read what imports match on, inside an open read or write."""
    workspace = reader.get(Workspace, 1)
    owners: dict[str, int] = {}
    for user in reader.find(User):
        for mark in (user.name, user.name_alt, user.mail):
            if mark:
                owners.setdefault(mark.casefold(), user.id)
    return Known(
        today=today,
        currency=workspace.currency,
        language=workspace.language,
        customers=reader.find(Customer),
        deals=reader.find(Deal),
        contracts=reader.find(Contract),
        contacts=reader.find(Contact),
        owners=owners,
    )


def suggest_mapping(
    store: Store, kind: ImportKind, table: Table, *, name: str | None = None
) -> tuple[ColumnMap, str]:
    """Return the mapping to start from and where it comes from: `named`, `remembered`, `guessed`.

    Raises `UserError` when no mapping of this kind has the name, with those that exist.
    """
    with store.read() as reader:
        stored = [m for m in reader.find(ImportMapping) if m.kind == kind]
    if name is not None:
        for mapping in stored:
            if mapping.name and mapping.name.casefold() == name.strip().casefold():
                return from_json(kind, mapping.mapping, table.headers), "named"
        names = sorted(mapping.name for mapping in stored if mapping.name)
        if not names:
            raise UserError(
                "mapping_unknown",
                N_("There is no mapping {name}: none is kept for {kind} yet."),
                name=name,
                kind=kind,
            )
        raise UserError(
            "mapping_unknown",
            N_("There is no mapping {name} for {kind}. Known: {known}."),
            name=name,
            kind=kind,
            known=", ".join(names),
        )
    layout = fingerprint(table.headers)
    for mapping in stored:
        if mapping.fingerprint == layout and not mapping.name:
            return from_json(kind, mapping.mapping, table.headers), "remembered"
    return guess(kind, table), "guessed"


def plan_import(
    table: Table,
    mapping: ColumnMap,
    known: Known,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportPreview:
    """Say what importing `table` by `mapping` would do; nothing is stored."""
    return _PLANNERS[mapping.kind](table, mapping, known, options, progress)
