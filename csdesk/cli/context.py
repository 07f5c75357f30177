"""What every command shares: the workspace, the day, the actor, the way of answering."""

import functools
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from csdesk.cli.speaking import SHARED, words_of
from csdesk.domain.clock import Clock, FixedClock, SystemClock
from csdesk.domain.day_text import day_of, read_day
from csdesk.domain.errors import N_, Cancelled, UserError
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Json
from csdesk.i18n import Translator

if TYPE_CHECKING:
    from csdesk.app.handle import Reader, Store
    from csdesk.domain.records import Customer, Project

F = TypeVar("F", bound=Callable[..., object])
_NO_NUMBER = N_("{value} is no whole number; write it like 12.")


class Day(click.ParamType[date | timedelta]):
    """A day on the command line: `2026-03-04`, or a distance from today such as `today+7`."""

    name = "date"
    sample = N_("{value} is no date; write it like 2026-03-04 or today+7.")

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | timedelta:
        """Return the date or the distance, or fail with a usage error."""
        if isinstance(value, date | timedelta):
            return value
        try:
            return read_day(str(value))
        except ValueError:
            self.fail(said(ctx, self.sample, value=value), param, ctx)


class FixedDay(Day):
    """A date on the command line that does not hang on today: `2026-03-04`."""

    sample = N_("{value} is no date; write it like 2026-03-04.")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail with a usage error."""
        found = super().convert(value, param, ctx)
        if isinstance(found, timedelta):
            self.fail(said(ctx, self.sample, value=value), param, ctx)
        return found


class Month(click.ParamType[date]):
    """A month on the command line: `2026-10`."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the month's first day, or fail with a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            message = N_("{value} is no month; write it like 2026-10.")
            self.fail(said(ctx, message, value=value), param, ctx)


class Checked(click.ParamType[str]):
    """A text that a function of the app corrects or refuses; refused is wrong usage."""

    name = "text"

    def __init__(self, check: Callable[[str], str]) -> None:
        self._check = check

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as the function returns it, or fail with a usage error."""
        from csdesk.app.error_text import error_text

        try:
            return self._check(str(value))
        except UserError as error:
            self.fail(error_text(error, _words(ctx)), param, ctx)


class Codes(click.Choice[str]):
    """A choice among stored codes, typed in any case and shown as they are written."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code, or fail with a usage error that lists all of them."""
        known = {choice.casefold(): choice for choice in self.choices}
        return super().convert(known.get(str(value).casefold(), value), param, ctx)


class Count(click.IntRange):
    """A whole number on the command line."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or fail with a usage error."""
        try:
            number = int(value)
        except ValueError:
            self.fail(said(ctx, _NO_NUMBER, value=value), param, ctx)
        return int(super().convert(number, param, ctx))


def said(ctx: click.Context | None, message: str, **params: object) -> str:
    """Return a text in the user's language where only click's context is at hand."""
    return _words(ctx).text(message, **params)


def moment(at: datetime) -> str:
    """Return when something happened, by the clock of this machine: `2026-03-04 09:30`."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def _words(ctx: click.Context | None) -> Translator:
    return Translator("en") if ctx is None else words_of(ctx)


def codes(kind: type[StrEnum]) -> click.Choice[str]:
    """Return an option's choice among stored codes."""
    return Codes([code.value for code in kind])


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of the program, as its common options say; `customer` is as it was typed."""

    workspace: Path | None
    today: date | None
    actor: str | None
    as_json: bool
    yes: bool
    project: str | None
    password_file: Path | None
    words: Translator
    customer: str | None = None

    @property
    def clock(self) -> Clock:
        """Return the clock: `--today` and `CSDESK_TODAY` stop it."""
        return SystemClock() if self.today is None else FixedClock(self.today)

    def file(self) -> Path:
        """Return the workspace's file, or refuse with the option that names it."""
        if self.workspace is None:
            raise click.UsageError(
                self.words.text(
                    "Say which workspace is meant: --workspace FILE, or CSDESK_WORKSPACE."
                )
            )
        return self.workspace

    @contextmanager
    def store(self) -> "Iterator[Store]":
        """Open the workspace for this command and close it after."""
        from csdesk.app.workspace import open_workspace

        file = self.file()
        store = open_workspace(
            file, actor=self.actor, clock=self.clock, password=self.password(file)
        )
        try:
            yield store
        finally:
            store.close()

    def password(self, file: Path) -> str:
        """Return the password of a workspace or backup, "" for one that is not encrypted."""
        from csdesk.cli.passwords import password_for

        return password_for(file, self.password_file, self.words)

    def find_customer(self, reader: "Reader", name: str) -> "Customer":
        """Return the customer that is meant."""
        from csdesk.app.resolve import find_customer

        return find_customer(reader, name)

    def find_project(self, reader: "Reader", customer: "Customer") -> "Project":
        """Return the project of `--project`, else the customer's only open one."""
        from csdesk.app.resolve import find_project

        return find_project(reader, customer, self.project)

    def find_place(self, reader: "Reader", customer: str | None) -> tuple[int | None, int | None]:
        """Return the ids of the customer and of the project that were named, None for neither."""
        from csdesk.app.resolve import find_any_project

        if customer is not None:
            found = self.find_customer(reader, customer)
            project = None if self.project is None else self.find_project(reader, found)
            return found.id, None if project is None else project.id
        if self.project is None:
            return None, None
        named = find_any_project(reader, self.project)
        return named.customer_id, named.id

    def day(self, text: str, today: date) -> date:
        """Return the date of a FIELD=VALUE, written as ISO or relative to today."""
        try:
            return day_of(read_day(text), today)
        except ValueError as error:
            raise UserError("date_wrong", Day.sample, value=text) from error

    def wrong_usage(self, place: str, error: UserError) -> click.BadParameter:
        """Return a refusal of what stands at `place` of the command line as a usage error."""
        from csdesk.app.error_text import error_text

        return click.BadParameter(
            error_text(error, self.words),
            ctx=click.get_current_context(),
            param_hint=f"'{place}'",
        )

    def refusal(self, error: UserError) -> str:
        """Return why something is refused, with what to type where that is known."""
        from csdesk.cli.hints import refusal_text

        return refusal_text(error, self.words, self.customer)

    def remark(self, message: str, text: str) -> str:
        """Return what is said of a document, with what to type where that is known."""
        from csdesk.cli.hints import remark_text

        return remark_text(message, text, self.words, self.customer)

    def can_ask(self) -> bool:
        """Tell whether somebody at a terminal can answer."""
        return not self.yes and sys.stdin.isatty() and sys.stderr.isatty()

    def agree(self, question: str, refusal: UserError | None = None) -> None:
        """Go on with `--yes`, or when the person at the terminal says yes.

        Where nobody can be asked the refusal is raised; without one the command goes on.
        """
        if self.yes:
            return
        if not self.can_ask():
            if refusal is not None:
                raise refusal
            return
        if not click.confirm(question, err=True):
            raise Cancelled

    def room(self) -> int | None:
        """Return how many columns the terminal has, None where the output goes elsewhere."""
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    def say(self, text: str) -> None:
        """Print a line for people; nothing with `--json`."""
        if not self.as_json:
            click.echo(text)

    def warn(self, text: str) -> None:
        """Print a line on stderr."""
        click.echo(text, err=True)

    def answer(self, data: Json | Mapping[str, Json], text: str = "") -> None:
        """Print data as JSON with `--json`, else the text."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        elif text:
            click.echo(text)

    def progress(self) -> Progress:
        """Return who listens to long work: a line on stderr of a terminal, else nobody."""
        return TerminalProgress() if os.isatty(2) and not self.as_json else NoProgress()


class TerminalProgress:
    """Shows how far a long task is on one line of stderr; Ctrl+C ends it."""

    def __init__(self) -> None:
        self._shown = -1

    def report(self, done: int, total: int, text: str = "") -> None:
        """Show the percentage when it changes."""
        percent = min(100, done * 100 // total) if total else 0
        if percent != self._shown:
            self._shown = percent
            click.echo(f"\r{percent:3d}% {text}", err=True, nl=percent >= 100)

    def check_cancelled(self) -> None:
        """Do nothing: Ctrl+C arrives by itself."""


def common(function: F) -> F:
    """Give a command the common options and hand it a `Call` as its first argument."""

    @functools.wraps(function)
    def wrapper(**options: Any) -> object:
        call = Call(
            workspace=options.pop("workspace"),
            today=options.pop("today"),
            actor=options.pop("actor"),
            as_json=options.pop("as_json"),
            yes=options.pop("yes"),
            project=options.pop("project"),
            password_file=options.pop("password_file"),
            words=words_of(click.get_current_context()),
            customer=options.get("customer"),
        )
        try:
            return function(call, **options)
        except UserError as error:
            call.warn(call.refusal(error))
            return 1

    decorated: Callable[..., object] = wrapper
    for option in (
        click.option(
            "--password-file",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help=N_("Holds the password of an encrypted workspace (or CSDESK_PASSWORD)."),
        ),
        click.option("--project", metavar="P", help=N_("Name, code or id of the project.")),
        click.option("--yes", is_flag=True, help=N_("Answer questions with yes.")),
        click.option("--json", "as_json", is_flag=True, help=N_("Print data as JSON.")),
        click.option("--as", "actor", metavar="NAME", help=N_("Who of us acts (name or mail).")),
        click.option(
            "--today",
            type=FixedDay(),
            envvar="CSDESK_TODAY",
            metavar="DATE",
            help=N_("Take this day for today."),
        ),
        click.option(
            "--workspace",
            type=click.Path(path_type=Path, dir_okay=False),
            envvar="CSDESK_WORKSPACE",
            metavar="FILE",
            help=N_("The workspace file (or CSDESK_WORKSPACE)."),
        ),
    ):
        decorated = option(decorated)
    for added in getattr(decorated, "__click_params__", []):
        setattr(added, SHARED, True)
    return decorated  # type: ignore[return-value]
