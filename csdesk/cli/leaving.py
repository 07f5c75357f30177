"""`csdesk leave` and `csdesk welcome`: all that goes along with a meeting, or after signing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csdesk.cli.context import Call, Day, codes, common
from csdesk.cli.speaking import SpeakingCommand, command
from csdesk.domain.codes import Language
from csdesk.domain.day_text import day_of
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.handle import Reader, Store
    from csdesk.app.leave_room import LeavingAsk, LeavingPlan, LeavingResult
    from csdesk.domain.records import Customer

_PARTS = ("tracker", "minutes", "plan", "invitation", "mail")
_LETTER_PARTS = ("letter", "invitation", "mail")
_NO_TIME = N_("{value} is no time of day; write it like 14:30.")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Order:
    """How it is asked for: where to, to whom, without what, what may pass."""

    customer: str
    out: Path
    language: str | None
    to: tuple[str, ...]
    without: tuple[str, ...]
    release: tuple[str, ...]
    dry_run: bool


def _leaving(
    *paragraphs: str, example: str, parts: tuple[str, ...]
) -> Callable[[Callable[..., None]], SpeakingCommand]:
    """Make a function a command with the options that both commands have."""

    def decorate(function: Callable[..., None]) -> SpeakingCommand:
        names = ("customer", "out", "language", "to", "without", "release", "dry_run")

        def run(call: Call, **options: Any) -> None:
            own = {name: options.pop(name) for name in names}
            function(call, _Order(**own), **options)

        run.__name__, run.__doc__ = function.__name__, function.__doc__
        decorated: Callable[..., object] = common(run)
        for option in (
            *reversed(getattr(function, "own_options", ())),
            click.option("--dry-run", is_flag=True, help=N_("Only say what would be made.")),
            click.option(
                "--release", metavar="NAME", multiple=True,
                help=N_("Another customer's name may pass."),
            ),
            click.option(
                "--without", multiple=True, type=click.Choice(parts), help=N_("Leave this out.")
            ),
            click.option(
                "--to", metavar="NAME", multiple=True,
                help=N_("Who gets the mail; default those it is meant for."),
            ),
            click.option("--language", type=codes(Language), help=N_("Default: the customer's.")),
            click.option(
                "--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path),
                help=N_("The folder, or the stick; no file in it is replaced."),
            ),
            click.argument("customer"),
        ):  # fmt: skip
            decorated = option(decorated)
        return command(*paragraphs, example=example)(decorated)

    return decorate


def _with(*options: Callable[..., Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def keep(function: Callable[..., None]) -> Callable[..., None]:
        function.own_options = options  # type: ignore[attr-defined]
        return function

    return keep


@_leaving(
    N_("Make all that goes along with a meeting of CUSTOMER: tracker, minutes, plan, mail draft …"),
    N_("The meeting is held and closed with it; that takes a next one or a reason."),
    N_("All in the customer's language, into one folder; if one part is refused nothing is made."),
    example=N_("csdesk leave acme --out /media/stick --next today+28 --at 10:00"),
    parts=_PARTS,
)
@_with(
    click.option(
        "--meeting", "name", metavar="DAY",
        help=N_("The meeting's day, title or kind; default the last one."),
    ),
    click.option(
        "--next", "next_day", type=Day(), metavar="DATE",
        help=N_("Put the next meeting on the calendar."),
    ),
    click.option("--at", metavar="TIME", help=N_("When the next meeting begins, such as 10:00.")),
    click.option(
        "--with", "asked", metavar="NAME", multiple=True,
        help=N_("Who is asked to the next meeting, of theirs or of us; default as to this one."),
    ),
    click.option(
        "--reason", metavar="TEXT", default="",
        help=N_("Why no next meeting is on the calendar."),
    ),
    click.option(
        "--item-done", is_flag=True,
        help=N_("The item that stands for the meeting in the plan is done with it."),
    ),
    click.option("--keep-open", is_flag=True, help=N_("Do not close the meeting.")),
)  # fmt: skip
def leave(
    call: Call,
    order: _Order,
    name: str | None,
    next_day: date | timedelta | None,
    at: str | None,
    asked: tuple[str, ...],
    reason: str,
    item_done: bool,
    keep_open: bool,
) -> None:
    """Make all that goes along with a meeting."""
    from csdesk.app.leave_room import LeavingAsk, next_on
    from csdesk.app.queries.leaving import meeting_to_leave

    with call.store() as store:
        today = store.today()
        with store.read() as reader:
            customer = call.find_customer(reader, order.customer)
            meeting = meeting_to_leave(reader, customer, name, today)
            people = _people(reader, customer.id, order.to)
            project = None if call.project is None else call.find_project(reader, customer).id
            theirs, ours = _asked(reader, customer, asked)
        if next_day is None and (asked or at is not None):
            raise click.UsageError(call.words.text("Say the day of the next meeting: --next DATE."))
        following = None
        if next_day is not None:
            when = None if at is None else _time(at)
            following = next_on(day_of(next_day, today), when, theirs, ours)
        ask = LeavingAsk(
            customer_id=customer.id,
            meeting_id=meeting.id,
            project_id=project,
            language=Language(order.language) if order.language else None,
            close=not keep_open,
            done_rows=None if item_done else frozenset(),
            no_next_reason=reason,
            next_meeting=following,
            people=people,
            released=order.release,
            speaks=Language(call.words.language),
        )
        _answer(call, store, ask, order)


@_leaving(
    N_("Make the welcome letter of CUSTOMER, its mail draft and the first calendar files."),
    N_("The files are those of the discovery call and of the kickoff, if they are planned."),
    example=N_("csdesk welcome acme --out acme-welcome"),
    parts=_LETTER_PARTS,
)
def welcome(call: Call, order: _Order) -> None:
    """Make the welcome letter with its mail draft."""
    from csdesk.app.leave_room import LeavingAsk

    with call.store() as store:
        with store.read() as reader:
            customer = call.find_customer(reader, order.customer)
            people = _people(reader, customer.id, order.to)
            project = None if call.project is None else call.find_project(reader, customer).id
        ask = LeavingAsk(
            customer_id=customer.id,
            project_id=project,
            language=Language(order.language) if order.language else None,
            people=people,
            released=order.release,
        )
        _answer(call, store, ask, order)


def _people(reader: "Reader", customer_id: int, names: tuple[str, ...]) -> tuple[int, ...] | None:
    from csdesk.app.resolve import find_record
    from csdesk.domain.records import Contact

    if not names:
        return None
    return tuple(find_record(reader, Contact, one, customer_id=customer_id).id for one in names)


def _asked(
    reader: "Reader", customer: "Customer", names: tuple[str, ...]
) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """Return the contacts and the users who are named; None for a side of which nobody is."""
    from csdesk.app.resolve import find_contact, find_user

    theirs: list[int] = []
    ours: list[int] = []
    for name in names:
        try:
            theirs.append(find_contact(reader, customer, name).id)
        except UserError as error:
            if error.code != "not_found":
                raise
            try:
                ours.append(find_user(reader, name).id)
            except UserError:
                raise error from None
    if not names:
        return None, None
    return tuple(theirs), tuple(ours) or None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().zfill(5))
    except ValueError as error:
        raise UserError("time_unreadable", _NO_TIME, value=text) from error


def _answer(call: Call, store: "Store", ask: "LeavingAsk", order: _Order) -> None:
    from dataclasses import replace

    from csdesk.app.leave_room import Part, leave_room, plan_leaving

    plan = plan_leaving(store, ask)
    left_out = {one.key for one in plan.files if one.part.value in order.without}
    if Part.MAIL.value in order.without:
        left_out.add(Part.MAIL)
    ask = replace(ask, left_out=frozenset(left_out))
    if order.dry_run:
        _tell_plan(call, plan_leaving(store, ask), ask, order.out)
        return
    _before(call, plan, ask)
    _tell_result(call, leave_room(store, ask, order.out, call.progress()))


def _before(call: Call, plan: "LeavingPlan", ask: "LeavingAsk") -> None:
    """Say what should be known about the next meeting; at a terminal ask before it is made."""
    said = _about_next(call, plan)
    for sentence in [*said, *_still_open(call, plan, ask)]:
        call.warn(sentence)
    if said and ask.next_meeting is not None:
        call.agree(call.words.text("Put the next meeting there all the same?"))


def _about_next(call: Call, plan: "LeavingPlan") -> list[str]:
    from csdesk.app.meeting_text import remark_text

    if plan.next_meeting is None:
        return []
    words, coming = call.words, plan.next_meeting
    day = words.date(coming.day, "weekday")
    return [
        words.text("Next meeting {day}: {remark}", day=day, remark=remark_text(one, words))
        for one in plan.about_next
    ]


def _still_open(call: Call, plan: "LeavingPlan", ask: "LeavingAsk") -> list[str]:
    """Name the items that stand for the meeting in the plan and stay open."""
    if ask.done_rows is None:
        return []
    return [
        call.words.text(
            "{item} stands for this meeting in the plan and stays open; --item-done marks it as "
            "done.",
            item=f"A{row.number} {row.title}",
        )
        for row in plan.stand_ins
    ]


def _tell_plan(call: Call, plan: "LeavingPlan", ask: "LeavingAsk", out: Path) -> None:
    from csdesk.app.error_text import error_text
    from csdesk.app.leave_room import names_in

    words = call.words
    chosen = [one for one in plan.people if one.contact_id in plan.chosen]
    files = names_in(out, plan, ask.left_out)
    problem = None if plan.cannot_close is None else error_text(plan.cannot_close, words)
    lines = [words.text("Would be written: {file}", file=name) for name in files]
    lines += [words.text("To {name}, {mail}", name=one.name, mail=one.mail) for one in chosen]
    if plan.mail is not None:
        lines += ["", plan.mail.subject, "", plan.mail.body]
    warnings = [*_missing(call, plan.missing), *(one.text(words) for one in plan.warnings)]
    warnings += _about_next(call, plan)
    warnings += _still_open(call, plan, ask)
    for warning in [*warnings, *([problem] if problem else [])]:
        call.warn(warning)
    mail: Json = None
    if plan.mail is not None:
        mail = {
            "subject": plan.mail.subject, "text": plan.mail.body,
            "missing": list(plan.mail.missing),
        }  # fmt: skip
    call.answer(
        {
            "files": [*files],
            "to": [{"name": one.name, "mail": one.mail} for one in chosen],
            "mail": mail,
            "cannot_close": problem,
            "warnings": [*warnings],
        },
        "\n".join(lines),
    )


def _tell_result(call: Call, result: "LeavingResult") -> None:
    words = call.words
    warnings = [*_missing(call, result.missing), *(one.text(words) for one in result.warnings)]
    for warning in warnings:
        call.warn(warning)
    lines = [words.text("Written: {file}", file=path) for path in result.files]
    call.answer(
        {
            "folder": str(result.folder),
            "files": [str(path) for path in result.files],
            "mail": None if result.mail is None else str(result.mail),
            "to": [{"name": name, "mail": mail} for name, mail in result.recipients],
            "warnings": [*warnings],
        },
        "\n".join(lines),
    )


def _missing(call: Call, missing: Any) -> list[str]:
    from csdesk.app.error_text import error_text
    from csdesk.app.leaving_parts import PART_NAMES

    words = call.words
    return [
        words.text("{what}: {why}", what=words.text(PART_NAMES[part]), why=error_text(why, words))
        for part, why in missing
    ]
