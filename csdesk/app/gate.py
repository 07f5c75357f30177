"""The last look at a finished document before it may leave: nobody else's name, no internal note.

A name can be released once by a person, which the document log records; a note cannot.
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from csdesk.data.reader import FILLED, Reader
from csdesk.domain.codes import Visibility
from csdesk.domain.errors import N_, UserError
from csdesk.domain.leaks import Leak, find_leaks, fold
from csdesk.domain.records import (
    Contact,
    Customer,
    Decision,
    Note,
    Outcome,
    PlanRow,
    Project,
    Risk,
    SlipEntry,
    Workspace,
)
from csdesk.domain.records_delivery import SupportRequest
from csdesk.domain.records_kickoff import Handover, HandoverPoint, ManagerCheck
from csdesk.reports.extract import document_texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Guarded:
    """What a document of one customer must not say, as it stood when it was read."""

    others: tuple[str, ...]  # names of other customers
    allowed: tuple[str, ...]  # names that may stand in it
    notes: tuple[str, ...]  # what our people wrote for themselves


def check_document(
    reader: Reader,
    path: Path,
    *,
    name: str,
    customer_id: int,
    view: object,
    released: Collection[str] = (),
) -> None:
    """Search the finished file at `path` (to be called `name`) that was written from `view`.

    `released` are customer names that a person let pass this time. Raises `UserError` with the
    code `leak_name` or `leak_note`; the sentence says where.
    """
    check_file(guarded(reader, customer_id), path, name=name, view=view, released=released)


def check_file(
    known: Guarded, path: Path, *, name: str, view: object, released: Collection[str] = ()
) -> None:
    """Search a file as `check_document` does, with what was read before: it holds no store."""
    leaks = _search(known, path, name=name, view=view)
    passed = {fold(one) for one in released}
    for leak in sorted(leaks, key=lambda one: one.kind != "note"):
        if leak.kind == "note":
            raise UserError(
                "leak_note",
                N_(
                    "The document was not written: {place} has words of an internal note: "
                    "“{excerpt}”. Take them out of the plan's visible texts."
                ),
                place=leak.place,
                excerpt=leak.excerpt,
            )
        if leak.matched not in passed:
            raise UserError(
                "leak_name",
                N_(
                    "The document was not written: {place} names another customer, {name}: "
                    "“{excerpt}”. Change the text, or release it this once."
                ),
                place=leak.place,
                name=leak.matched,
                excerpt=leak.excerpt,
            )


def search_document(
    reader: Reader, path: Path, *, name: str, customer_id: int, view: object
) -> list[Leak]:
    """Return what the file says and must not; see `check_document`."""
    return _search(guarded(reader, customer_id), path, name=name, view=view)


def guarded(reader: Reader, customer_id: int) -> Guarded:
    """Read what a document of this customer must not say."""
    others: list[str] = []
    allowed: list[str] = []
    for customer in reader.find(Customer):
        group = allowed if customer.id == customer_id else others
        group += [one for one in (customer.name, customer.name_alt) if one]
    workspace = reader.get(Workspace, 1)
    allowed += [workspace.company, *workspace.company_names.values()]
    for contact in reader.find(Contact, customer_id=customer_id):
        allowed += [contact.name, contact.name_alt, contact.company]
    return Guarded(
        others=tuple(others), allowed=tuple(allowed), notes=tuple(_internal_texts(reader))
    )


def _search(known: Guarded, path: Path, *, name: str, view: object) -> list[Leak]:
    texts = [("file name", Path(name).stem), *document_texts(path)]
    return find_leaks(
        texts,
        names=known.others,
        allowed_names=known.allowed,
        notes=known.notes,
        allowed_texts=_strings(view),
    )


def _internal_texts(reader: Reader) -> Iterator[str]:
    """Yield all that our people wrote for themselves."""
    for note in reader.find(Note, visibility=Visibility.INTERNAL):
        yield note.text
    for row in reader.find(PlanRow, internal_note=FILLED):
        yield row.internal_note
    for row in reader.find(PlanRow, blocked_by_hand=FILLED):
        yield row.blocked_by_hand
    for row in reader.find(PlanRow, hold_reason=FILLED):
        yield row.hold_reason
    for row in _internal_rows(reader):
        yield row.title
    for project in reader.find(Project, rag_note=FILLED):
        yield project.rag_note
    for risk in reader.find(Risk, visibility=Visibility.INTERNAL):
        yield from (risk.title, risk.response)
    for decision in reader.find(Decision, visibility=Visibility.INTERNAL):
        yield from (decision.what, decision.why)
    for outcome in reader.find(Outcome, visibility=Visibility.INTERNAL):
        yield from (outcome.title, outcome.evidence)
    for slip in reader.find(SlipEntry, visibility=Visibility.INTERNAL):
        yield slip.text
    for request in reader.find(SupportRequest, text=FILLED):
        yield request.text
    yield from _before_kickoff(reader)


def _internal_rows(reader: Reader) -> Iterator[PlanRow]:
    """Yield the rows that no customer sees: the internal ones, and all that hangs below one."""
    found = reader.find(PlanRow, visibility=Visibility.INTERNAL)
    known = {row.id for row in found}
    while found:
        yield from found
        below = reader.find(PlanRow, parent_id=[row.id for row in found])
        found = [row for row in below if row.id not in known]
        known |= {row.id for row in found}


def _before_kickoff(reader: Reader) -> Iterator[str]:
    """Yield what sales handed over, and what we think of their people."""
    for card in reader.find(Handover):
        yield from (card.why_bought, card.budget_note, card.process)
        yield from (card.working_with, card.scope_note)
    for point in reader.find(HandoverPoint, visibility=Visibility.INTERNAL):
        yield from (point.text, point.answer)
    for contact in reader.find(Contact, value_text=FILLED):
        yield contact.value_text
    for check in reader.find(ManagerCheck, note=FILLED):
        yield check.note


def _strings(value: object) -> Iterator[str]:
    """Yield every text inside a view."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from _strings(getattr(value, one.name))
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for one in value:
            yield from _strings(one)
