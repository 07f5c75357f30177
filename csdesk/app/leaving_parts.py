"""The files that leave with a meeting or a welcome: each read from the data, then drawn, then kept.

Reading happens inside a rehearsal and stores nothing; drawing needs no store; keeping writes down
what lies in its place.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from csdesk.app.documents.leaving import TYPES
from csdesk.app.documents.make import Made, job_of, made_from
from csdesk.app.documents.registry import spec_of
from csdesk.app.documents.spec import Ask
from csdesk.app.exports import Remark, document_warnings, log_written
from csdesk.app.plan_files import PlanAsk
from csdesk.app.plan_pictures import draw_plan, plan_job, plan_to_draw
from csdesk.app.queries.invitations import Change, Due
from csdesk.app.tracker_notes import WORKBOOK
from csdesk.app.trackers import keep_base, preview_tracker, tracker_warnings
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_
from csdesk.domain.file_names import document_name
from csdesk.domain.progress import Progress
from csdesk.domain.records import Project
from csdesk.i18n import Translator
from csdesk.reports.mail import CALENDAR, Attachment, MailDraft, draft_bytes


class Part(StrEnum):
    """What kind of file it is."""

    TRACKER = "tracker"
    MINUTES = "minutes"
    LETTER = "letter"
    PLAN = "plan"
    INVITATION = "invitation"
    MAIL = "mail"


PART_NAMES: Final = {
    Part.TRACKER: N_("Tracker"),
    Part.MINUTES: N_("Minutes of a meeting"),
    Part.LETTER: N_("Welcome letter"),
    Part.PLAN: N_("Picture of the plan"),
    Part.INVITATION: N_("Calendar file"),
    Part.MAIL: N_("Mail draft"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A file in memory; a picture has the PDF that the gate reads in its place."""

    content: bytes
    drawn_from: bytes = b""
    warnings: tuple[Remark, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash that the log keeps."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A file that would be made; `keep` returns its id in the log of documents, 0 for none.

    `file_name` is what it is called unless that is taken.
    """

    key: str
    part: Part
    file_name: str
    type: str
    view: object
    draw: Callable[[Progress], Drawn]
    keep: Callable[[Unit, Path, Drawn], int]
    due: Due | None = None

    @property
    def is_for_all(self) -> bool:
        """Whether it goes along with the mail; else it is for one person alone."""
        return self.due is None or not self.due.person


def tracker_piece(
    store: Store, project: Project, language: Language, today: date, released: tuple[str, ...]
) -> Piece:
    """Return the next version of a project's tracker."""
    view = preview_tracker(store, project_id=project.id, today=today, language=language.value)

    def draw(progress: Progress) -> Drawn:
        from csdesk.reports.xlsx.tracker import write_tracker

        with TemporaryDirectory(prefix="csdesk-") as folder:
            path = Path(folder) / "tracker.xlsx"
            write_tracker(view, Translator(view.language), path, progress)
            content = path.read_bytes()
        return Drawn(content=content, warnings=tuple(Remark(one) for one in tracker_warnings(view)))

    def keep(unit: Unit, path: Path, drawn: Drawn) -> int:
        return keep_base(unit, project, view, path, released, drawn.sha256)

    return Piece(
        key=Part.TRACKER, part=Part.TRACKER, file_name=view.file_name, type=WORKBOOK, view=view,
        draw=draw, keep=keep,
    )  # fmt: skip


def document_piece(unit: Unit, part: Part, ask: Ask, released: tuple[str, ...]) -> Piece:
    """Return the next document of a kind. Raises what its source raises."""
    source = spec_of(ask.kind).source(unit, ask)
    made: list[Made] = []

    def draw(progress: Progress) -> Drawn:
        made[:] = [made_from(ask, source, progress)]
        return Drawn(content=made[0].content, warnings=made[0].warnings)

    def keep(unit: Unit, path: Path, drawn: Drawn) -> int:
        return log_written(unit, path, drawn.sha256, job_of(made[0], released))

    name = document_name(
        source.view.customer.name, ask.kind.value, source.number, ask.today, ask.ending
    )
    return Piece(
        key=part, part=part, file_name=name, type=TYPES[ask.ending], view=source.view, draw=draw,
        keep=keep,
    )  # fmt: skip


def plan_piece(store: Store, ask: PlanAsk) -> Piece:
    """Return the picture of a project's plan. Raises `UserError` "plan_empty"."""
    source, _ = plan_to_draw(store, ask)

    def draw(progress: Progress) -> Drawn:
        written = draw_plan(source.view, "png", progress)
        found = document_warnings(source.view.sender, written.missing, mixed=source.mixed)
        return Drawn(content=written.content, drawn_from=written.drawn_from, warnings=tuple(found))

    def keep(unit: Unit, path: Path, drawn: Drawn) -> int:
        return log_written(unit, path, drawn.sha256, plan_job(ask, source, source.view))

    view = source.view
    name = document_name(view.customer.name, "plan", view.number, ask.today, "png")
    return Piece(
        key=Part.PLAN, part=Part.PLAN, file_name=name, type=TYPES["png"], view=view, draw=draw,
        keep=keep,
    )  # fmt: skip


def invitation_piece(due: Due, customer_id: int) -> Piece:
    """Return the calendar file of an event; one that says nothing new is no new fact."""

    def draw(_: Progress) -> Drawn:
        from csdesk.reports.invitation import write_invitation

        return Drawn(content=write_invitation(due.view, Translator(due.view.language.value)))

    def keep(unit: Unit, path: Path, drawn: Drawn) -> int:
        if due.change is not Change.SAME:
            unit.add(due.fact(customer_id, unit.now))
        return 0

    alone = f":{due.view.attendees[0][1]}" if due.person else ""
    return Piece(
        key=f"{Part.INVITATION}:{due.view.uid}{alone}", part=Part.INVITATION,
        file_name=due.file_name, type=CALENDAR, view=due.view, draw=draw, keep=keep, due=due,
    )  # fmt: skip


def uninvited_draft(due: Due, file_name: str) -> Piece:
    """Return the draft to one who need not come any more, with the calendar file that says so."""
    view, words = due.view, Translator(due.view.language.value)

    def draw(_: Progress) -> Drawn:
        from csdesk.reports.invitation import write_invitation
        from csdesk.reports.words.leaving import uninvited_mail

        subject, body = uninvited_mail(words, view)
        draft = MailDraft(
            subject=subject,
            body=body,
            people=view.attendees,
            sender=view.organiser_mail,
            sender_name=view.organiser,
            attachments=(Attachment(file_name, write_invitation(view, words), CALENDAR),),
        )
        return Drawn(content=draft_bytes(draft))

    return Piece(
        key=f"{Part.MAIL}:{view.uid}:{view.attendees[0][1]}", part=Part.MAIL,
        file_name=f"{file_name.rpartition('.')[0]}.eml", type="message/rfc822", view=view,
        draw=draw, keep=lambda *_: 0, due=due,
    )  # fmt: skip


def free_names(folder: Path, names: Iterator[str]) -> list[str]:
    """Return names that nothing in the folder has, nor each other on any file system."""
    taken: set[str] = set()
    found = []
    for name in names:
        for one in _variants(name):
            if one.casefold() not in taken and not (folder / one).exists():
                break
        taken.add(one.casefold())
        found.append(one)
    return found


def _variants(name: str) -> Iterator[str]:
    yield name
    stem, dot, ending = name.rpartition(".")
    number = 2
    while True:
        yield f"{stem} ({number}){dot}{ending}"
        number += 1
