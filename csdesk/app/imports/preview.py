"""What an import would do: counts, rows with reasons, and the writes that apply it."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from csdesk.app.imports.mapping import ColumnMap
from csdesk.app.imports.table import Table
from csdesk.app.imports.words import FIELD_LABELS, ImportKind
from csdesk.domain.progress import Progress
from csdesk.domain.records import Contact, Contract, Customer, Deal, Json
from csdesk.i18n import Translator

CustomerRef = int | str  # the id of a known customer, or the match key of a new one
Change = Mapping[str, object]
_CHECK_EVERY = 2_000


@dataclass(frozen=True, slots=True)
class RowNote:
    """One row that is rejected or doubtful: its number, the field, the value, and why.

    `message` is a msgid filled by `params`; `also` are further reasons of the same row.
    `candidate` is the known customer whose name is nearly equal.
    """

    row: int
    field: str
    value: str
    code: str
    message: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    also: tuple["RowNote", ...] = ()
    key: str = ""  # match key of the doubtful customer
    candidate: int | None = None

    def reason(self, words: Translator) -> str:
        """Return why, in the reader's language."""
        texts = [words.text(self.message, **self.params)]
        texts += [words.text(note.message, **note.params) for note in self.also]
        return words.sentences(texts)

    def as_json(self, words: Translator) -> dict[str, Json]:
        """Return the row as the command line prints it."""
        return {
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "reason": self.reason(words),
            "code": self.code,
        }

    def field_label(self, words: Translator) -> str:
        """Return the field's name as people read it."""
        return words.text(FIELD_LABELS.get(self.field, self.field))


@dataclass(frozen=True, slots=True)
class NewDeal:
    """A deal to be stored, with its contract when term fields are mapped, and its handover."""

    customer: CustomerRef
    deal: Deal
    contract: Contract | None = None
    why_bought: str = ""
    pains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DealChange:
    """What differs on a known deal; the contract is stored new or over the deal's own."""

    deal_id: int
    changes: Change
    contract: Contract | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Writes:
    """What applying an import stores. New customers are keyed by match key."""

    new_customers: Mapping[str, Customer] = dataclasses.field(default_factory=dict)
    customer_changes: Mapping[int, Change] = dataclasses.field(default_factory=dict)
    new_deals: Sequence[NewDeal] = ()
    deal_changes: Sequence[DealChange] = ()
    new_contacts: Sequence[tuple[CustomerRef, Contact]] = ()
    contact_changes: Mapping[int, Change] = dataclasses.field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return how many rows of the workspace would be written."""
        return sum(len(part) for part in (
            self.new_customers, self.customer_changes, self.new_deals, self.deal_changes,
            self.new_contacts, self.contact_changes,
        ))  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportPreview:
    """The answer of planning an import; nothing is stored until it is applied.

    read = new + unchanged + changed + skipped + len(rejected) + len(doubtful), in rows of the file.
    """

    kind: ImportKind
    file_name: str
    headers: Sequence[str]
    mapping: ColumnMap
    read: int
    new: int
    unchanged: int
    changed: int
    skipped: int
    skipped_stages: Mapping[str, int]  # as the file calls them -> rows that were left out for it
    rejected: tuple[RowNote, ...]
    doubtful: tuple[RowNote, ...]
    customers_new: int
    customers_matched: int
    writes: Writes
    encoding: str = ""
    sheet: str = ""

    def as_json(self, words: Translator) -> dict[str, Json]:
        """Return the stable shape that the command line prints."""
        return {
            "read": self.read,
            "new": self.new,
            "unchanged": self.unchanged,
            "changed": self.changed,
            "skipped": self.skipped,
            "skipped_stages": dict(self.skipped_stages),
            "rejected": [note.as_json(words) for note in self.rejected],
            "doubtful": [note.as_json(words) for note in self.doubtful],
            "customers_new": self.customers_new,
            "customers_matched": self.customers_matched,
        }


class Tally:
    """Counts rows while a plan goes through a file."""

    def __init__(self, progress: Progress) -> None:
        self.read = self.new = self.unchanged = self.changed = self.skipped = 0
        self.skipped_stages: Counter[str] = Counter()
        self.rejected: list[RowNote] = []
        self.doubtful: list[RowNote] = []
        self._progress = progress

    def row(self) -> None:
        """Count one row of the file; now and then look whether the user cancelled."""
        self.read += 1
        if self.read % _CHECK_EVERY == 0:
            self._progress.check_cancelled()

    def count(self, what: Literal["new", "unchanged", "changed", "skipped"]) -> None:
        """Count the outcome of one row."""
        setattr(self, what, getattr(self, what) + 1)

    def preview(
        self,
        table: Table,
        mapping: ColumnMap,
        writes: Writes,
        *,
        customers_new: int,
        customers_matched: int,
    ) -> ImportPreview:
        """Close the count: what importing `table` by `mapping` would do."""
        return ImportPreview(
            kind=mapping.kind,
            file_name=table.file_name,
            headers=table.headers,
            mapping=mapping,
            read=self.read,
            new=self.new,
            unchanged=self.unchanged,
            changed=self.changed,
            skipped=self.skipped,
            skipped_stages=dict(self.skipped_stages.most_common()),
            rejected=tuple(self.rejected),
            doubtful=tuple(self.doubtful),
            customers_new=customers_new,
            customers_matched=customers_matched,
            writes=writes,
            encoding=table.encoding,
            sheet=table.sheet,
        )

    def reject(self, notes: Sequence[RowNote]) -> None:
        """List a row as rejected, with all its reasons."""
        self.rejected.append(_joined(notes))

    def doubt(self, notes: Sequence[RowNote]) -> None:
        """List a row as doubtful, with all its reasons."""
        self.doubtful.append(_joined(notes))


def _joined(notes: Sequence[RowNote]) -> RowNote:
    return replace(notes[0], also=tuple(notes[1:])) if len(notes) > 1 else notes[0]
