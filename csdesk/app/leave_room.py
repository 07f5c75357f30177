"""Leaving the room (C4): one action makes all that goes along with a meeting, into one folder.

So does the welcome after signing (B1). All or nothing: every file is drawn and looked at beside its
place, then the meeting is settled, what left is written down and the files are put, together.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from csdesk.app.commands.leaving import NextMeeting, leave, next_on
from csdesk.app.exports import Remark
from csdesk.app.gate import Guarded, check_file
from csdesk.app.leaving_parts import (
    PART_NAMES,
    Drawn,
    Part,
    Piece,
    free_names,
)
from csdesk.app.leaving_plan import (
    LeavingAsk,
    LeavingPlan,
    PlannedFile,
    Seen,
    look,
    plan_leaving,
    with_items,
)
from csdesk.app.mail_texts import MailText
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import (
    DispatchWay,
)
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Json
from csdesk.domain.records_delivery import Dispatch

REFUSED: Final = N_("{part}: {why} Nothing was written.")
CHANGED: Final = N_(
    "Others changed something each time the files were made, so they would no longer be true. "
    "Nothing was written: try again."
)
_NO_MAIL: Final = "mail.eml"  # stands in the list of names where no mail is made
_TRIES: Final = 3  # others may write while the files are drawn
# Faults of the place and not of a part.
_OF_THE_PLACE: Final = frozenset(
    {"disk_full", "target_not_writable", "target_folder_missing", "target_taken", "target_open"}
)

__all__ = ["LeavingAsk", "LeavingPlan", "LeavingResult", "NextMeeting", "Part", "PlannedFile",
           "leave_room", "names_in", "next_on", "plan_leaving"]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class LeavingResult:
    """What lies in the folder, and what we should know about it."""

    folder: Path
    files: tuple[Path, ...]
    mail: Path | None
    recipients: tuple[tuple[str, str], ...]
    missing: tuple[tuple[Part, UserError], ...]
    warnings: tuple[Remark, ...]


def leave_room(
    store: Store, ask: LeavingAsk, out: Path, progress: Progress | None = None
) -> LeavingResult:
    """Make all files of a plan in the folder `out`, settle the meeting, write down what left.

    Files that are there are never replaced. Raises `UserError` "leaving_refused", which names the
    part, "mail_missing" for a mail that lacks a value, "leaving_changed" when others wrote during
    every try, and what closing a meeting raises: then nothing was written, neither here nor there.
    So it is after a cancel.
    """
    listener = progress or NoProgress()
    for _ in range(_TRIES):
        seen = look(store, ask)
        if seen.cannot_close is not None:
            raise seen.cannot_close
        try:
            return _make(store, ask, seen, out, listener)
        except _ChangedError:
            continue
    raise UserError("leaving_changed", CHANGED)


def names_in(folder: Path, plan: LeavingPlan, left_out: frozenset[str] = frozenset()) -> list[str]:
    """Return what all files of a plan would be called in a folder, the mail draft last."""
    names = [one.name for one in plan.files if one.key not in left_out]
    if plan.mail_name and Part.MAIL not in left_out:
        names.append(plan.mail_name)
    return free_names(folder, iter(names))


class _ChangedError(Exception):
    """Others wrote while the files were drawn."""


def _make(
    store: Store, ask: LeavingAsk, seen: Seen, out: Path, progress: Progress
) -> LeavingResult:
    from csdesk.reports.target import safe_files

    pieces = [one for one in seen.pieces if one.key not in ask.left_out]
    if seen.mail is not None:
        seen.mail.check_whole()
    total = len(pieces) + 2
    drawn: list[Drawn] = []
    for place, one in enumerate(pieces):
        progress.check_cancelled()
        progress.report(place, total, one.file_name)
        with _named(one.part):
            drawn.append(one.draw(_Within(progress)))
    names = free_names(out, iter([*(one.file_name for one in pieces), seen.mail_name or _NO_MAIL]))
    files = {name: one.content for name, one in zip(names, drawn, strict=False)}
    mail_name = names[-1] if seen.mail is not None else ""
    if seen.mail is not None:
        files[mail_name] = _draft(seen, seen.mail, pieces, drawn, names)
    with safe_files(out, files) as staged:
        views = tuple(one.view for one in pieces)
        for place, (one, its, name) in enumerate(zip(pieces, drawn, names, strict=False)):
            progress.check_cancelled()
            with _named(one.part):
                _check(seen.guard, staged.path(name), its, name, one.view, ask.released)
            progress.report(len(pieces), total, names[place])
        if mail_name:
            with _named(Part.MAIL):
                check_file(
                    seen.guard, staged.path(mail_name), name=mail_name, view=views,
                    released=ask.released,
                )  # fmt: skip
        progress.check_cancelled()

        def keep(unit: Unit) -> None:
            if store.head() != seen.head:
                raise _ChangedError
            _write_down(unit, seen, pieces, drawn, names, out, mail_name)
            staged.put()

        leave(store, settling=with_items(ask, seen.stand_ins).settling, keep=keep)
    progress.report(total, total)
    return LeavingResult(
        folder=out,
        files=tuple(out / name for name in files),
        mail=out / mail_name if mail_name else None,
        recipients=tuple((one.name, one.mail) for one in seen.chosen) if mail_name else (),
        missing=seen.missing,
        warnings=tuple(_once([*seen.warnings, *(it for one in drawn for it in one.warnings)])),
    )


def _check(
    guard: Guarded, path: Path, drawn: Drawn, name: str, view: object, released: tuple[str, ...]
) -> None:
    """Let the gate read a file; of a picture the PDF that it was drawn from."""
    if not drawn.drawn_from:
        check_file(guard, path, name=name, view=view, released=released)
        return
    with TemporaryDirectory(prefix="csdesk-") as folder:
        read = Path(folder) / "drawn.pdf"
        read.write_bytes(drawn.drawn_from)
        check_file(guard, read, name=name, view=view, released=released)


def _draft(
    seen: Seen, mail: MailText, pieces: Sequence[Piece], drawn: Sequence[Drawn],
    names: Sequence[str],
) -> bytes:  # fmt: skip
    from csdesk.reports.mail import Attachment, MailDraft, draft_bytes

    name, address = seen.sender
    return draft_bytes(
        MailDraft(
            subject=mail.subject,
            body=mail.body,
            people=tuple((one.name, one.mail) for one in seen.chosen),
            sender=address,
            sender_name=name,
            attachments=tuple(
                Attachment(file_name, its.content, one.type)
                for one, its, file_name in zip(pieces, drawn, names, strict=False)
                if one.is_for_all
            ),
        )
    )


def _write_down(
    unit: Unit,
    seen: Seen,
    pieces: Sequence[Piece],
    drawn: Sequence[Drawn],
    names: Sequence[str],
    out: Path,
    mail_name: str,
) -> None:
    """Log each document, that the mail took it along, and what the calendars were told."""
    people: list[Json] = [{"name": one.name, "mail": one.mail} for one in seen.chosen]
    for one, its, name in zip(pieces, drawn, names, strict=False):
        document_id = one.keep(unit, out / name, its)
        if not document_id or not mail_name:
            continue
        unit.add(
            Dispatch(
                customer_id=seen.customer.id,
                document_id=document_id,
                at=unit.now,
                way=DispatchWay.DRAFTED,
                recipients=people,
                place=str((out / mail_name).resolve()),
                sha256=its.sha256,
                by=unit.actor.name,
            )
        )


@contextmanager
def _named(part: Part) -> Iterator[None]:
    """Let a refusal say which part it is about."""
    try:
        yield
    except UserError as error:
        if error.code in _OF_THE_PLACE:
            raise
        raise UserError(
            "leaving_refused", REFUSED, part=UserError("part", PART_NAMES[part]), why=error,
            reason=error.code,
        ) from error  # fmt: skip


def _once(remarks: Sequence[Remark]) -> list[Remark]:
    return list({str(one): one for one in remarks}.values())


class _Within:
    """Hears what one file tells: a cancel passes, its pages are no progress of the whole."""

    def __init__(self, outer: Progress) -> None:
        self._outer = outer

    def report(self, done: int, total: int, text: str = "") -> None:
        """Ignore the pages of one file."""

    def check_cancelled(self) -> None:
        """Raise `Cancelled` when the person asked to stop."""
        self._outer.check_cancelled()
