"""The status reports of all running projects in one go, each through the gate, and what was not."""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csdesk.app.documents.make import Made, make_document, put_made
from csdesk.app.documents.spec import Ask
from csdesk.app.exports import Remark
from csdesk.app.mail_texts import recipients
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, ProjectStatus, Rag, RowKind
from csdesk.domain.errors import N_, Cancelled, UserError
from csdesk.domain.file_names import safe_name
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Customer, PlanRow, Project

if TYPE_CHECKING:
    from csdesk.domain.views.status import StatusView

ON_HOLD: Final = N_("The project is on hold.")
FINISHED: Final = N_("The project is finished.")
STOPPED: Final = N_("The project was cancelled.")
NO_PLAN: Final = N_("The project has no plan yet.")
NOT_STARTED: Final = N_("The kickoff is still to be held.")
NOT_REACHED: Final = N_("Cancelled before its turn.")
NO_FOLDER: Final = N_("“{folder}” is no folder: choose the folder that the reports go into.")
NOBODY: Final = N_("The mail has no recipient: nobody it is meant for has a mail address.")
_RESTING: Final = {
    ProjectStatus.ON_HOLD: ON_HOLD,
    ProjectStatus.FINISHED: FINISHED,
    ProjectStatus.CANCELLED: STOPPED,
}
# Faults of the place and not of one project: they would meet every report that follows.
_OF_THE_PLACE: Final = frozenset(
    {"disk_full", "target_not_writable", "target_folder_missing", "store_closed"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchLine:
    """What became of one project: a file with what we should know about it, or why there is none.

    `why` is set for one that was left out; `wrong` when that needs a look, such as a leak.
    """

    customer_id: int
    customer: str
    project_id: int
    project: str
    path: Path | None = None
    pages: int = 0
    mail: Path | None = None
    warnings: tuple[Remark, ...] = ()
    why: Remark | UserError | None = None
    wrong: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchResult:
    """The reports in the order of the customers' names.

    `cancelled` when a person stopped it, `fault` when the folder took no more reports.
    """

    folder: Path
    written: tuple[BatchLine, ...]
    left_out: tuple[BatchLine, ...]
    cancelled: bool = False
    fault: UserError | None = None


def write_status_batch(
    store: Store,
    out: Path,
    today: date,
    *,
    language: Language | None = None,
    mail: bool = False,
    released: Collection[str] = (),
    progress: Progress | None = None,
) -> BatchResult:
    """Write the next status report of every running project into the folder `out`.

    Each is checked, logged and put in place by itself, in its customer's language unless another
    is given; with `mail` a draft with the report lies beside it. A cancel between or within
    reports keeps those that are there, and the result names the others; so does a disk that is
    full. Raises `UserError` for a folder that took none.
    """
    batch = StatusBatch(store, out, today, language=language, mail=mail, released=released)
    listener = progress or NoProgress()
    while batch.waits:
        try:
            listener.check_cancelled()
            listener.report(batch.done, batch.total, batch.next_name)
            batch.step(listener)
        except (Cancelled, KeyboardInterrupt):  # Ctrl+C, at a terminal
            return batch.result(cancelled=True)
        except UserError as error:
            if not batch.done:
                raise
            return batch.result(fault=error)
    listener.report(batch.total, batch.total)
    return batch.result()


def projects_by_customer(store: Store) -> list[BatchLine]:
    """Return all projects by customer, those that do not run with the reason."""
    with store.read() as reader:
        names = {one.id: one.name for one in reader.find(Customer)}
        projects = reader.find(Project)
    projects.sort(key=lambda one: (names[one.customer_id].casefold(), one.customer_id, one.id))
    return [
        BatchLine(
            customer_id=one.customer_id,
            customer=names[one.customer_id],
            project_id=one.id,
            project=one.name or one.code,
            why=None if one.status not in _RESTING else Remark(_RESTING[one.status]),
        )
        for one in projects
    ]


class _Within:
    """Hears what one report tells: a cancel passes, its pages are no progress of the batch."""

    def __init__(self, outer: Progress) -> None:
        self._outer = outer

    def report(self, done: int, total: int, text: str = "") -> None:
        """Ignore the pages of one report."""

    def check_cancelled(self) -> None:
        """Raise `Cancelled` when the person asked to stop."""
        self._outer.check_cancelled()


class StatusBatch:
    """One report after the other; holds of those that are written only what is told of them.

    The window takes its steps one by one, so that other reads come between them. Raises
    `UserError` for a folder that is none.
    """

    def __init__(
        self,
        store: Store,
        out: Path,
        today: date,
        *,
        language: Language | None = None,
        mail: bool = False,
        released: Collection[str] = (),
    ) -> None:
        if not out.is_dir():
            raise UserError("target_folder_missing", NO_FOLDER, folder=str(out))
        self._store, self._out, self._today, self._language = store, out, today, language
        self._mail, self._released = mail, released
        self._lines = projects_by_customer(store)
        self._running = [place for place, line in enumerate(self._lines) if line.why is None]
        self._names: set[str] = set()
        self.done = 0

    @property
    def total(self) -> int:
        """How many projects run."""
        return len(self._running)

    @property
    def waits(self) -> bool:
        """Whether a project has not had its turn."""
        return self.done < self.total

    @property
    def next_name(self) -> str:
        """The customer whose turn is next; nothing after the last one."""
        return self._lines[self._running[self.done]].customer if self.waits else ""

    def step(self, progress: Progress | None = None) -> BatchLine:
        """Write the next report; return what became of it.

        Raises `Cancelled`, and `UserError` for a fault of the folder, which is every report's.
        A report that lies there is told as written, whatever becomes of its mail.
        """
        place = self._running[self.done]
        with _collected_after():
            line, made, document_id = self._write(
                self._lines[place], _Within(progress or NoProgress())
            )
            self._lines[place] = line
            self.done += 1
            if self._mail and made is not None and line.path is not None:
                line = self._lines[place] = self._with_mail(line, made, document_id, line.path)
        return line

    def result(self, *, cancelled: bool = False, fault: UserError | None = None) -> BatchResult:
        """Return what became of all; those that had no turn are left out by cancel or fault."""
        missed = set(self._running[self.done :])
        lines = [
            replace(line, why=fault or Remark(NOT_REACHED), wrong=fault is not None)
            if place in missed
            else line
            for place, line in enumerate(self._lines)
        ]
        return BatchResult(
            folder=self._out,
            written=tuple(line for line in lines if line.why is None),
            left_out=tuple(line for line in lines if line.why is not None),
            cancelled=cancelled,
            fault=fault,
        )

    def _write(self, line: BatchLine, progress: Progress) -> tuple[BatchLine, Made | None, int]:
        """Write the report of one project; return what became of it, with its id in the log."""
        with self._store.read() as reader:
            planned = reader.first(
                PlanRow, project_id=line.project_id, kind=[RowKind.ITEM, RowKind.MILESTONE]
            )
        if planned is None:
            return replace(line, why=Remark(NO_PLAN)), None, 0
        ask = Ask(
            kind=DocumentKind.STATUS,
            today=self._today,
            customer_id=line.customer_id,
            project_id=line.project_id,
            language=self._language,
        )
        try:
            made = make_document(self._store, ask, progress)
            view: StatusView = made.source.view
            if view.rag.rag is Rag.NOT_STARTED:
                return replace(line, why=Remark(NOT_STARTED)), None, 0
            if not view.all_items and not view.milestones:
                return replace(line, why=Remark(NO_PLAN)), None, 0
            result = put_made(
                self._store, made, self._out / self._name(made, line), released=self._released
            )
        except UserError as error:
            if error.code in _OF_THE_PLACE:
                raise
            return replace(line, why=error, wrong=True), None, 0
        written = replace(
            line, path=result.path, pages=result.pages, warnings=tuple(result.warnings)
        )
        return written, made, result.document_id

    def _name(self, made: Made, line: BatchLine) -> str:
        """Return a file name that no other report of this batch has, on any file system."""
        for name in _names_for(made.file_name, safe_name(line.project, "project")):
            if name.casefold() not in self._names:
                self._names.add(name.casefold())
                return name
        raise AssertionError

    def _with_mail(self, line: BatchLine, made: Made, document_id: int, file: Path) -> BatchLine:
        """Write the draft of the mail that takes a report along; one that lacks a value is none."""
        from csdesk.app.documents.leaving import write_draft

        meant = recipients(self._store, line.customer_id, DocumentKind.STATUS, made.view.language)
        people = [(one.name, one.mail) for one in meant.people]
        try:
            mail = write_draft(
                self._store,
                made,
                document_id=document_id,
                file=file,
                recipients=people,
                released=self._released,
            )
        except UserError as error:
            return replace(line, warnings=(*line.warnings, Remark(error.message, error.params)))
        nobody = () if people else (Remark(NOBODY),)
        return replace(line, mail=mail, warnings=(*line.warnings, *nobody))


@contextmanager
def _collected_after() -> Iterator[None]:
    """Look for cycles once a report is done, not while it is made.

    In the middle of one hundreds of thousands of its objects are alive: looking through them holds
    the window up for longer than the report itself does. After it hardly any is.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
            gc.collect(0)  # all that the report made is in the youngest generation


def _names_for(name: str, project: str) -> Iterator[str]:
    yield name
    stem, dot, ending = name.rpartition(".")
    customer, _, rest = stem.partition("_status_")
    yield f"{customer[:60]}_{project[:60]}_status_{rest}{dot}{ending}"
    number = 2
    while True:
        yield f"{stem} ({number}){dot}{ending}"
        number += 1
