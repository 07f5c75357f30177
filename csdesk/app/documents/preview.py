"""A document before it is saved: its pages, what is not in it, and what the gate finds in it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from csdesk.app.documents.make import Made, make_again, make_document
from csdesk.app.documents.registry import spec_of
from csdesk.app.documents.spec import Ask, Order
from csdesk.app.gate import search_document
from csdesk.data.reader import FILLED, Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Visibility
from csdesk.domain.leaks import fold
from csdesk.domain.progress import Progress
from csdesk.domain.records import (
    Customer,
    Decision,
    DocumentLog,
    Note,
    Outcome,
    PlanRow,
    Project,
    Risk,
    SlipEntry,
)
from csdesk.i18n import Translator
from csdesk.reports.pages import PagePicture, page_pictures, page_sizes

__all__ = ["Finding", "Findings", "Hidden", "PagePicture", "Preview", "look_through",
           "make_preview", "preview_again", "preview_pages"]  # fmt: skip
PDF = "pdf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """A document that was made but not saved, and the PDF that its pages are shown from.

    `again` is the id of the document that it is made again from; `differs` says that this version
    of csdesk draws it in other bytes than those that left.
    """

    made: Made
    shown: bytes
    sizes: tuple[tuple[float, float], ...]  # of the pages, in points
    again: int | None = None
    differs: bool = False

    @property
    def stands_in(self) -> bool:
        """Whether the pages shown are those of the PDF while another format is saved."""
        return self.made.ask.ending != PDF


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What the gate stops: a name of another customer, which can be released, or a note."""

    is_note: bool
    place: str
    page: int | None  # from 0
    name: str  # as it is stored; empty for a note
    excerpt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """How much of what is recorded is ours alone, and therefore in no document."""

    rows: int = 0
    row_notes: int = 0
    notes: int = 0
    risks: int = 0
    decisions: int = 0
    outcomes: int = 0
    slips: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return any((self.rows, self.row_notes, self.notes, self.risks, self.decisions,
                    self.outcomes, self.slips))  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """What the gate stops, and what stays with us."""

    stopped: tuple[Finding, ...]
    hidden: Hidden


def make_preview(store: Store, ask: Ask, progress: Progress | None = None) -> Preview:
    """Return a document as `make_document` makes it, with pages to show; stores nothing."""
    made = make_document(store, ask, progress)
    if progress is not None:
        progress.check_cancelled()
    return _preview(made, progress)


def preview_again(store: Store, document_id: int, progress: Progress | None = None) -> Preview:
    """Return a document that left, as `make_again` makes it, with pages to show.

    Raises as that does.
    """
    made = make_again(store, document_id, progress)
    with store.read() as reader:
        log = reader.get(DocumentLog, document_id)
    differs = hashlib.sha256(made.content).hexdigest() != log.sha256
    return replace(_preview(made, progress), again=document_id, differs=differs)


def _preview(made: Made, progress: Progress | None) -> Preview:
    ending, shown = made.searched
    if ending != PDF:
        order = Order(
            translator=Translator(made.view.language.value), form=made.ask.form, progress=progress
        )
        shown = spec_of(made.ask.kind).write(made.view, order).content
    return Preview(made=made, shown=shown, sizes=page_sizes(shown))


def preview_pages(
    preview: Preview, numbers: Sequence[int], scale: float, progress: Progress | None = None
) -> list[PagePicture]:
    """Return pages of a preview, counted from 0, with `scale` pixels for a point."""
    return list(page_pictures(preview.shown, numbers, scale, progress))


def look_through(store: Store, made: Made) -> Findings:
    """Return what the gate would stop in a made document, and what of ours is not in it."""
    with TemporaryDirectory(prefix="csdesk-") as folder:
        ending, searched = made.searched
        path = Path(folder) / f"made.{ending}"
        path.write_bytes(searched)
        with store.read() as reader:
            customer_id = made.source.customer_id
            leaks = search_document(
                reader, path, name=made.file_name, customer_id=customer_id, view=made.view
            )
            names = {
                fold(name): name
                for one in reader.find(Customer)
                for name in (one.name, one.name_alt)
                if name
            }
            hidden = _hidden(reader, customer_id, made.source.project_id)
    stopped = [
        Finding(
            is_note=leak.kind == "note",
            place=leak.place,
            page=_page(leak.place),
            name="" if leak.kind == "note" else names.get(leak.matched, leak.matched),
            excerpt=leak.excerpt,
        )
        for leak in sorted(leaks, key=lambda one: one.kind != "note")
    ]
    return Findings(stopped=tuple(stopped), hidden=hidden)


def _page(place: str) -> int | None:
    word, _, number = place.partition(" ")
    return int(number) - 1 if word == "page" and number.isdecimal() else None


def _hidden(reader: Reader, customer_id: int, project_id: int | None) -> Hidden:
    ours: dict[str, Any] = {"customer_id": customer_id, "visibility": Visibility.INTERNAL}
    plan: dict[str, Any] = {"project_id": project_id}
    if project_id is None:
        plan["project_id"] = [one.id for one in reader.find(Project, customer_id=customer_id)]
    return Hidden(
        rows=reader.count(PlanRow, visibility=Visibility.INTERNAL, **plan),
        row_notes=reader.count(PlanRow, internal_note=FILLED, **plan),
        notes=reader.count(Note, **ours),
        risks=reader.count(Risk, **ours),
        decisions=reader.count(Decision, **ours),
        outcomes=reader.count(Outcome, **ours),
        slips=reader.count(SlipEntry, visibility=Visibility.INTERNAL, **plan),
    )
