"""Applying an import: everything it brings is one command, taken back by one undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from csdesk.app.commands.customers import unique_code
from csdesk.app.commands.records import new_uid
from csdesk.app.imports.mapping import WON, ColumnMap, fingerprint, to_json
from csdesk.app.imports.places import zone_of
from csdesk.app.imports.preview import Change, CustomerRef, ImportPreview
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import PointKind
from csdesk.domain.matching import match_key
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    Deal,
    ImportMapping,
    Record,
    Workspace,
)
from csdesk.domain.records_kickoff import Handover, HandoverPoint

R = TypeVar("R", bound=Record)
_BATCH = 500


def apply(
    store: Store,
    *,
    preview: ImportPreview,
    save_map: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Store what `preview` shows, and remember how this layout is read.

    One transaction and one undo. With `save_map` the mapping is kept under that name too.
    A backup of the file comes first. Cancelling leaves the workspace as it was.
    """
    if store.backups:
        store.back_up("import", progress=progress)
    work = _Work(progress or NoProgress(), preview.writes.count)
    with store.write(
        f"import.{preview.kind}",
        new=preview.new,
        changed=preview.changed,
        customers=preview.customers_new,
    ) as unit:
        ids = _new_customers(unit, preview.writes.new_customers, work)
        _updates(unit, Customer, preview.writes.customer_changes, work)
        _deals(unit, preview, ids, work)
        _handovers(unit, preview, ids)
        _contacts(unit, preview, ids, work)
        # Another choice of stages holds for this file; only a named mapping keeps it.
        _remember(unit, preview.headers, replace(preview.mapping, stages=(WON,)), "")
        if save_map:
            _remember(unit, preview.headers, preview.mapping, save_map.strip())


class _Work:
    """Counts what is stored and lets the user cancel between batches."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def batches(self, items: Iterable[R]) -> Iterable[list[R]]:
        everything = list(items)
        for start in range(0, len(everything), _BATCH):
            yield everything[start : start + _BATCH]
            self.step(min(_BATCH, len(everything) - start))

    def step(self, count: int) -> None:
        self._done += count
        self._progress.check_cancelled()
        self._progress.report(self._done, max(self._done, self._total))


def _new_customers(
    unit: Unit, customers: Mapping[str, Customer], work: _Work
) -> dict[CustomerRef, int]:
    """Store new customers with what the workspace gives them; return their ids by match key.

    A customer that was added since the preview is used, not doubled.
    """
    workspace = unit.get(Workspace, 1)
    known = unit.find(Customer)
    ids: dict[CustomerRef, int] = {}
    for customer in known:
        for key in {customer.match_key, match_key(customer.name_alt)} - {""}:
            ids.setdefault(key, customer.id)
    codes = {customer.code for customer in known}
    fresh: list[Customer] = []
    for key, customer in customers.items():
        if key in ids:
            continue
        code = unique_code(customer.name, codes)
        codes.add(code)
        fresh.append(_completed(unit, workspace, replace(customer, code=code)))
    for batch in work.batches(fresh):
        for stored in unit.add_all(batch):
            ids[stored.match_key] = stored.id
    return ids


def _completed(unit: Unit, workspace: Workspace, customer: Customer) -> Customer:
    country = customer.country or workspace.country
    zone = customer.timezone or (zone_of(country) if customer.country else "")
    return replace(
        customer,
        uid=new_uid(),
        owner_id=customer.owner_id or unit.actor.id,
        country=country,
        region=customer.region or (workspace.region if country == workspace.country else ""),
        currency=customer.currency or workspace.currency,
        timezone=zone or workspace.timezone,
    )


def _deals(unit: Unit, preview: ImportPreview, ids: Mapping[CustomerRef, int], work: _Work) -> None:
    new = preview.writes.new_deals
    owners = [_customer_id(entry.customer, ids) for entry in new]
    records = [
        replace(entry.deal, customer_id=owner) for entry, owner in zip(new, owners, strict=True)
    ]
    stored: list[Deal] = []
    for batch in work.batches(records):
        stored += unit.add_all(batch)
    contracts = [
        replace(entry.contract, customer_id=deal.customer_id, deal_id=deal.id)
        for entry, deal in zip(new, stored, strict=True)
        if entry.contract is not None
    ]
    changes = preview.writes.deal_changes
    _updates(unit, Deal, {entry.deal_id: entry.changes for entry in changes}, work)
    touched = [entry.contract for entry in changes if entry.contract is not None]
    for contract in (contract for contract in touched if contract.id):
        unit.update(
            Contract,
            contract.id,
            start=contract.start,
            end=contract.end,
            annual_minor=contract.annual_minor,
            seats=contract.seats,
            notice_days=contract.notice_days,
            fee_minor=contract.fee_minor,
        )
    contracts += [contract for contract in touched if not contract.id]
    for more in work.batches(contracts):
        unit.add_all(more)


def _handovers(unit: Unit, preview: ImportPreview, ids: Mapping[CustomerRef, int]) -> None:
    """Put what new deals tell of the purchase on the cards; what stands there stays."""
    for entry in preview.writes.new_deals:
        customer_id = _customer_id(entry.customer, ids)
        if entry.why_bought:
            known = unit.first(Handover, customer_id=customer_id)
            if known is None:
                unit.add(
                    Handover(
                        customer_id=customer_id,
                        why_bought=entry.why_bought,
                        currency=unit.get(Customer, customer_id).currency,
                    )
                )
            elif not known.why_bought:
                unit.update(Handover, known.id, why_bought=entry.why_bought)
        if not entry.pains:
            continue
        stored = unit.find(HandoverPoint, customer_id=customer_id, kind=PointKind.PAIN)
        texts = {point.text.casefold() for point in stored}
        place = 1 + max((point.position for point in stored), default=-1)
        for pain in entry.pains:
            if pain.casefold() not in texts:
                texts.add(pain.casefold())
                unit.add(HandoverPoint(customer_id=customer_id, text=pain, position=place))
                place += 1


def _contacts(
    unit: Unit, preview: ImportPreview, ids: Mapping[CustomerRef, int], work: _Work
) -> None:
    fresh = [
        replace(contact, uid=new_uid(), customer_id=_customer_id(customer, ids))
        for customer, contact in preview.writes.new_contacts
    ]
    for batch in work.batches(fresh):
        unit.add_all(batch)
    _updates(unit, Contact, preview.writes.contact_changes, work)


def _customer_id(ref: CustomerRef, ids: Mapping[CustomerRef, int]) -> int:
    return ref if isinstance(ref, int) else ids[ref]


def _updates(unit: Unit, kind: type[R], changes: Mapping[int, Change], work: _Work) -> None:
    real = {row_id: columns for row_id, columns in changes.items() if columns}
    if real:
        unit.update_all(kind, real)
        work.step(len(real))


def _remember(unit: Unit, headers: Sequence[str], mapping: ColumnMap, name: str) -> None:
    """Keep how a layout is read: without a name by its columns, with one for `--map`."""
    layout, value = fingerprint(headers), to_json(mapping, headers)
    for stored in unit.find(ImportMapping):
        if stored.kind != mapping.kind:
            continue
        same = stored.name.casefold() == name.casefold() and (name or stored.fingerprint == layout)
        if same:
            if stored.mapping != value or stored.fingerprint != layout:
                unit.update(ImportMapping, stored.id, mapping=value, fingerprint=layout)
            return
    unit.add(ImportMapping(name=name, kind=mapping.kind, fingerprint=layout, mapping=value))
