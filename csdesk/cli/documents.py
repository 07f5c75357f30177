"""Commands that write documents for a customer: `export` and `report`."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csdesk.cli.context import Call, Day, Month, codes, common
from csdesk.cli.speaking import SpeakingCommand, command
from csdesk.domain.codes import DocumentForm, DocumentKind, Language
from csdesk.domain.day_text import day_of, read_day
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json
from csdesk.domain.views.plan import Paper

if TYPE_CHECKING:
    from csdesk.app.exports import ExportResult
    from csdesk.app.handle import Store
    from csdesk.app.trackers import TrackerResult

_ALL = ("tracker", "status", "qbr", "plan")
_REPORTS = (
    "status", "qbr", "plan", "welcome", "kickoff", "minutes", "acceptance", "completion",
    "certificate", "requests", "renewal", "story", "reminder", "note",
)  # fmt: skip
_NOT_THERE = ("no_project", "plan_empty")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a document is about; the project is looked up when a document needs one."""

    store: "Store"
    customer_id: int
    project: Callable[[], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Order:
    """How a document is asked for: where it goes, in which language, as of when, what may pass."""

    customer: str
    out: Path
    language: str | None
    as_of: date | timedelta | None
    release: tuple[str, ...]
    contact: str | None = None
    first: date | timedelta | None = None
    last: date | timedelta | None = None
    paper: str | None = None
    internal: bool = False
    note: Path | None = None
    about: str | None = None
    meeting: str | None = None
    month: date | None = None
    short: bool = False

    @property
    def is_of_plan(self) -> bool:
        """Whether anything is asked that only a plan can give."""
        return bool(self.first or self.last or self.paper or self.internal)


def _document(
    kinds: tuple[str, ...],
    *paragraphs: str,
    example: str,
    contact: bool = False,
    note: bool = False,
    about: bool = False,
) -> Callable[[Callable[[Call, str, _Order], None]], SpeakingCommand]:
    """Make a function a command that writes one of `kinds` for a customer."""

    def decorate(function: Callable[[Call, str, _Order], None]) -> SpeakingCommand:
        def run(call: Call, kind: str, out: str, **options: Any) -> None:
            function(call, kind, _Order(**options, out=_out(out)))

        run.__name__, run.__doc__ = function.__name__, function.__doc__
        decorated: Callable[..., object] = common(run)
        if contact:
            decorated = click.option(
                "--contact", metavar="NAME", help=N_("Reminder: only of what this person owes.")
            )(decorated)
        if note:
            decorated = click.option(
                "--note",
                metavar="PATH",
                type=click.Path(path_type=Path),
                help=N_("Tracker: write its cover note too, as .eml with the tracker or as .txt."),
            )(decorated)
        if about:
            decorated = _with_subject_options(decorated)
        decorated = _with_plan_options(decorated)
        for option in (
            click.option(
                "--release",
                metavar="NAME",
                multiple=True,
                help=N_("Another customer's name may pass."),
            ),
            click.option(
                "--as-of",
                type=Day(),
                metavar="DATE",
                help=N_("Compute the present data as of this day."),
            ),
            click.option("--language", type=codes(Language), help=N_("Default: the customer's.")),
            click.option(
                "--out",
                required=True,
                metavar="PATH",
                type=click.Path(),
                help=N_("File or folder; a file that is there is replaced."),
            ),
            click.argument("customer"),
            click.argument("kind", metavar="WHAT", type=click.Choice(kinds)),
        ):
            decorated = option(decorated)
        return command(*paragraphs, example=example)(decorated)

    return decorate


def _with_subject_options(decorated: Callable[..., object]) -> Callable[..., object]:
    """Add what names the subject of a document and how much it says."""
    for option in (
        click.option("--short", is_flag=True, help=N_("The short form: qbr, renewal, requests.")),
        click.option(
            "--about",
            metavar="TEXT",
            help=N_("Certificate: its number. Minutes: as --meeting."),
        ),
        click.option(
            "--month",
            type=Month(),
            metavar="YYYY-MM",
            help=N_("Requests: the month; default the last one that is over."),
        ),
        click.option(
            "--meeting",
            metavar="M",
            help=N_("Minutes: of which meeting, by day, kind, title or id; default the last held."),
        ),
    ):
        decorated = option(decorated)
    return decorated


def _with_plan_options(decorated: Callable[..., object]) -> Callable[..., object]:
    """Add the options that only a plan takes; the last one is added first."""
    for option in (
        click.option(
            "--internal",
            is_flag=True,
            help=N_("Plan: with the rows that the customer does not see; marked on each page."),
        ),
        click.option(
            "--paper", type=codes(Paper), help=N_("Plan: default is the smallest that holds it.")
        ),
        click.option(
            "--to", "last", type=Day(), metavar="DATE", help=N_("Plan: the last day to show.")
        ),
        click.option(
            "--from", "first", type=Day(), metavar="DATE", help=N_("Plan: the first day to show.")
        ),
    ):
        decorated = option(decorated)
    return decorated


@_document(
    ("tracker", "plan", "all"),
    N_("Write WHAT of CUSTOMER: tracker (the shared one), plan, or all documents there are."),
    N_("A plan is written as the file's name ends: .pdf, .png, .svg, .ics, .xml (MS Project)."),
    N_("All documents go into a folder; in a folder a document gets a name of its own."),
    example=N_("csdesk export tracker acme --out acme-tracker.xlsx"),
    note=True,
)
def export(call: Call, kind: str, order: _Order) -> None:
    """Write the tracker, or all documents."""
    if order.note is not None and kind == "plan":
        raise click.UsageError(call.words.text("Only a tracker takes --note."))
    if kind == "all":
        _make_folder(order.out)
    _write(call, _ALL if kind == "all" else (kind,), order)


@_document(
    _REPORTS,
    N_(
        "Write WHAT for CUSTOMER as PDF. Of a project: plan, kickoff (deck), status, acceptance "
        "(sheet), completion (letter). Of a customer: welcome (letter), minutes, requests (of the "
        "last month), certificate, qbr (business review), renewal, story."
    ),
    N_("Slides are PowerPoint too: kickoff, qbr and renewal, to a file that ends in .pptx."),
    N_("reminder is a mail draft (.eml) for each person whose items are late or wait."),
    N_("note says what is new in the last version of the tracker (.eml or .txt)."),
    example=N_("csdesk report status acme --out acme-status.pdf --language zh_CN"),
    contact=True,
    about=True,
)
def report(call: Call, kind: str, order: _Order) -> None:
    """Write a report as PDF, or reminders as mail drafts."""
    if order.short:
        _check_short(call, kind)
    if kind == "reminder":
        _remind(call, order)
        return
    for option, of in (("meeting", "minutes"), ("month", "requests")):
        if getattr(order, option) is not None and kind != of:
            raise click.UsageError(
                call.words.text("Only {kind} takes {option}.", kind=of, option=f"--{option}")
            )
    if kind == "plan" and not order.out.is_dir():
        from csdesk.app.targets import target_in

        target_in(order.out, "plan.pdf")
    _write(call, (kind,), order)


def _check_short(call: Call, kind: str) -> None:
    """Refuse a short form of what has none: the full one is not what was asked for."""
    from csdesk.app.documents.registry import short_kinds

    kinds = [one.value for one in short_kinds()]
    if kind not in kinds:
        raise click.UsageError(
            call.words.text("{kind} has no short form. These have one: {kinds}.", kind=kind,
                            kinds=call.words.join(kinds))
        )  # fmt: skip


def _remind(call: Call, order: _Order) -> None:
    from csdesk.cli.reminders import remind

    with call.store() as store:
        today = store.today()
        if not order.out.suffix:
            _make_folder(order.out)
        remind(
            call,
            store,
            customer=order.customer,
            contact=order.contact,
            out=order.out,
            today=today if order.as_of is None else day_of(order.as_of, today),
            language=order.language,
            released=order.release,
        )


def _out(text: str) -> Path:
    """Return the path; one that is written as a folder (`out/`) becomes one."""
    path = Path(text)
    if text.endswith(("/", os.sep)) and not path.exists():
        _make_folder(path)
    return path


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "no_folder",
            N_("All documents go into a folder, and {path} cannot be one. Choose another place."),
            path=out,
        ) from error


def _write(call: Call, kinds: tuple[str, ...], order: _Order) -> None:
    if order.is_of_plan and "plan" not in kinds:
        raise click.UsageError(
            call.words.text("Only a plan takes --from, --to, --paper and --internal.")
        )
    with call.store() as store:
        today = store.today()
        day = today if order.as_of is None else day_of(order.as_of, today)
        if order.month is not None:
            day = _after(order.month, today)
        with store.read() as reader:
            found = call.find_customer(reader, order.customer)

        def project() -> int:
            with store.read() as reader:
                return call.find_project(reader, found).id

        subject = _Subject(store, found.id, project)
        written: list[Json] = []
        lines: list[str] = []
        notes: dict[str, None] = {}
        for kind in kinds:
            try:
                facts, warnings = _one(call, kind, subject, order, day)
            except UserError as error:
                # Without a plan there is still a review; a fault of the target is one for all.
                if len(kinds) == 1 or error.code not in _NOT_THERE:
                    raise
                notes[call.refusal(error)] = None
                continue
            written.append(facts)
            lines.append(call.words.text("Written: {file}", file=facts["path"]))
            note = facts.get("note")
            if isinstance(note, dict):
                lines.append(call.words.text("Written: {file}", file=note["path"]))
            notes |= dict.fromkeys(warnings)
        for note in notes:
            call.warn(note)
    call.answer(written[0] if len(kinds) == 1 else {"documents": written}, "\n".join(lines))


def _one(
    call: Call, kind: str, subject: _Subject, order: _Order, day: date
) -> tuple[dict[str, Json], list[str]]:
    """Write one document; return its facts and what we should know about it."""
    how: dict[str, Any] = {
        "out": order.out, "today": day, "language": order.language, "released": order.release,
        "progress": call.progress(),
    }  # fmt: skip
    if kind == "tracker":
        from csdesk.app.trackers import export_tracker

        made = _tracker(call, export_tracker(subject.store, project_id=subject.project(), **how))
        return made if order.note is None else _with_note(call, subject, order, made)
    if kind == "note":
        return _note(call, subject, order, order.out, None)
    if kind == "plan":
        return _report(call, kind, _plan(subject, order, day, how))
    return _report(call, kind, _registered(subject, DocumentKind(kind), order, how))


def _registered(
    subject: _Subject, kind: DocumentKind, order: _Order, how: dict[str, Any]
) -> "ExportResult":
    from csdesk.app.documents.make import export_document
    from csdesk.app.documents.registry import spec_of
    from csdesk.app.documents.spec import Subject

    spec = spec_of(kind)
    subject_id = None
    if spec.find_subject is not None:
        with subject.store.read() as reader:
            about = _about(order.meeting or order.about, subject.store.today())
            subject_id = spec.find_subject(reader, subject.customer_id, about)
    return export_document(
        subject.store,
        kind,
        customer_id=subject.customer_id,
        project_id=subject.project() if spec.subject is Subject.PROJECT else None,
        subject_id=subject_id,
        form=DocumentForm.SHORT if order.short else DocumentForm.FULL,
        **how,
    )


def _after(month: date, today: date) -> date:
    """Return the day after a month; raises `UserError` while it runs."""
    day = (month + timedelta(days=31)).replace(day=1)
    if day > today:
        raise UserError(
            "month_not_over",
            N_("This month is not over yet: its report can be written from {day} on."),
            day=day,
        )
    return day


def _about(text: str | None, today: date) -> str | None:
    """Return what a document is about; a day from today (`today-3`) becomes its date."""
    try:
        return None if text is None else day_of(read_day(text), today).isoformat()
    except ValueError:
        return text


def _plan(subject: _Subject, order: _Order, day: date, how: dict[str, Any]) -> "ExportResult":
    from csdesk.app.plan_files import PlanAsk, export_plan

    ask = PlanAsk(
        project_id=subject.project(),
        out=order.out,
        today=day,
        language=order.language,
        first=None if order.first is None else day_of(order.first, day),
        last=None if order.last is None else day_of(order.last, day),
        paper=None if order.paper is None else Paper(order.paper),
        internal=order.internal,
        released=order.release,
    )
    return export_plan(subject.store, ask, how["progress"])


def _tracker(call: Call, result: "TrackerResult") -> tuple[dict[str, Json], list[str]]:
    warnings = {text: call.words.text(text) for text in result.warnings}
    facts: dict[str, Json] = {
        "path": str(result.path),
        "kind": "tracker",
        "number": result.version,
        "items": result.items,
        "warnings": [*warnings.values()],
    }
    return facts, [call.remark(message, text) for message, text in warnings.items()]


def _with_note(
    call: Call, subject: _Subject, order: _Order, made: tuple[dict[str, Json], list[str]]
) -> tuple[dict[str, Json], list[str]]:
    """Write the note of a tracker that was just written; its fault leaves the tracker there."""
    facts, warnings = made
    try:
        note, more = _note(call, subject, order, order.note, Path(str(facts["path"])))
    except UserError as error:
        return {**facts, "note": None}, [*warnings, call.refusal(error)]
    return {**facts, "note": note}, [*warnings, *more]


def _note(
    call: Call, subject: _Subject, order: _Order, out: Path | None, tracker: Path | None
) -> tuple[dict[str, Json], list[str]]:
    from csdesk.app.tracker_notes import write_note

    if tracker is None and (order.language or order.as_of):
        raise click.UsageError(
            call.words.text("A note is of a version that left: in its language, of its day.")
        )
    result = write_note(
        subject.store, project_id=subject.project(), out=out or order.out, tracker=tracker,
        released=order.release,
    )  # fmt: skip
    warnings = [remark.text(call.words) for remark in result.warnings]
    facts: dict[str, Json] = {
        "path": str(result.path),
        "kind": "note",
        "number": result.note.version,
        "previous": result.note.previous,
        "attached": result.attached or None,
        "subject": result.note.subject,
        "text": result.note.body,
        "warnings": list(warnings),
    }
    return facts, warnings


def _report(call: Call, kind: str, result: "ExportResult") -> tuple[dict[str, Json], list[str]]:
    words = call.words
    left_out = [remark.text(words) for remark in result.left_out]
    warnings = [call.remark(one.message, one.text(words)) for one in result.warnings]
    facts: dict[str, Json] = {
        "path": str(result.path),
        "kind": kind,
        "pages": result.pages,
        "left_out": list(left_out),
        "warnings": [remark.text(words) for remark in result.warnings],
    }
    if left_out:
        warnings.append(
            words.text(
                "Left out of {file}, there is no data: {parts}.",
                file=result.path.name,
                parts=words.join(left_out),
            )
        )
    return facts, warnings
