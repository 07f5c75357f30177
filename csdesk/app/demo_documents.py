"""The demo on disk: its workspace, and every document that its customers can get."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.app.workspace import NewWorkspace, create_workspace
from csdesk.domain.clock import Clock
from csdesk.domain.codes import CompanyStage, DocumentKind, Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import NoProgress, Progress

if TYPE_CHECKING:
    from csdesk.app.demo import Demo
    from csdesk.app.handle import Store

FILE_NAME = "demo.csdesk"
# What a customer gets only once there is something for it: no news where it has none.
_LATER = frozenset(DocumentKind) - {DocumentKind.TRACKER, DocumentKind.PLAN, DocumentKind.QBR}


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeDemo:
    """Where the demo lies; `not_made` are documents whose subject is missing, each with why."""

    workspace: Path
    documents: tuple[Path, ...]
    not_made: tuple[UserError, ...]


def demo_file(folder: Path) -> Path:
    """Return where the demo workspace of a folder lies."""
    return folder / FILE_NAME


def put_aside(workspace: Path) -> Path:
    """Keep a closed workspace under another name, which is returned."""
    from csdesk.data.backup import put_aside as rename

    return rename(workspace, "demo")


def make_demo(
    folder: Path, *, seed: int, clock: Clock, progress: Progress | None = None
) -> MadeDemo:
    """Make `demo.csdesk` and the documents in `folder`.

    A demo that is there already is refused, so that what was tried out in it stays.
    """
    from csdesk.app.demo import build_demo

    listener = progress or NoProgress()
    path = demo_file(folder)
    if path.exists():
        raise UserError(
            "demo_exists",
            N_("{path} is there already. Choose another folder, or delete it first."),
            path=path,
        )
    folder.mkdir(parents=True, exist_ok=True)
    facts = NewWorkspace(
        user="demo",
        language=Language.ZH_CN,
        country="CN",
        currency="CNY",
        timezone="Asia/Shanghai",
        stage=CompanyStage.DIGITAL,
    )
    store = create_workspace(path, facts, clock=clock)
    try:
        demo = build_demo(store, store.today(), seed=seed)
        documents, not_made = _write_documents(store, demo, folder, listener)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    store.close()
    return MadeDemo(workspace=path, documents=documents, not_made=not_made)


def _write_documents(
    store: "Store", demo: "Demo", folder: Path, progress: Progress
) -> tuple[tuple[Path, ...], tuple[UserError, ...]]:
    from csdesk.app.documents.registry import KINDS

    today = store.today()
    jobs: list[tuple[DocumentKind, Callable[[], Path]]] = []
    for customer_id in demo.customers:
        project_id = demo.projects.get(customer_id)
        if project_id is not None:
            jobs += [
                (DocumentKind.TRACKER, partial(_tracker, store, project_id, folder, today)),
                (DocumentKind.PLAN, partial(_plan, store, project_id, folder, today)),
            ]
        jobs += [
            (kind, partial(_document, store, kind, folder, today, customer_id, project_id))
            for kind in KINDS
            if kind is not DocumentKind.PLAN
        ]
    documents: list[Path] = []
    not_made: list[UserError] = []
    for done, (kind, job) in enumerate(jobs):
        progress.report(done, len(jobs))
        progress.check_cancelled()
        try:
            documents.append(job())
        except UserError as error:
            # A customer with nothing in it has no review; a leak must never pass for that.
            if error.code.startswith("leak"):
                raise
            if kind not in _LATER:
                not_made.append(error)
    progress.report(len(jobs), len(jobs))
    return tuple(documents), tuple(not_made)


def _tracker(store: "Store", project_id: int, folder: Path, today: date) -> Path:
    from csdesk.app.trackers import export_tracker

    return export_tracker(store, project_id=project_id, out=folder, today=today).path


def _plan(store: "Store", project_id: int, folder: Path, today: date) -> Path:
    from csdesk.app.plan_files import PlanAsk, export_plan

    return export_plan(store, PlanAsk(project_id=project_id, out=folder, today=today)).path


def _document(
    store: "Store",
    kind: DocumentKind,
    folder: Path,
    today: date,
    customer_id: int,
    project_id: int | None,
) -> Path:
    from csdesk.app.documents.make import export_document
    from csdesk.app.documents.registry import spec_of
    from csdesk.app.documents.spec import Subject

    spec = spec_of(kind)
    if spec.subject is Subject.PROJECT and project_id is None:
        raise UserError("no_plan", N_("This customer has no plan yet."))
    subject_id = None
    if spec.find_subject is not None:
        with store.read() as reader:
            subject_id = spec.find_subject(reader, customer_id, None)
    return export_document(
        store,
        kind,
        out=folder,
        today=today,
        customer_id=customer_id,
        project_id=project_id if spec.subject is Subject.PROJECT else None,
        subject_id=subject_id,
    ).path
