"""What every command shares: the workspace, the day, the actor, the way of answering."""

import functools
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from csdesk.domain.clock import Clock, FixedClock, SystemClock
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Json
from csdesk.i18n import LANGUAGES, Translator, language_of

if TYPE_CHECKING:
    from csdesk.app.handle import Reader, Store
    from csdesk.domain.records import Customer, Project

F = TypeVar("F", bound=Callable[..., object])


def interface_language() -> str:
    """Return the language of messages: `CSDESK_LANG`, else the system's."""
    asked = os.environ.get("CSDESK_LANG")
    if asked:
        return asked if asked in LANGUAGES else language_of(asked)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return language_of(value)
    return "en"


class Day(click.ParamType[date]):
    """A date on the command line: `2026-03-04`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail with a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no date; write it like 2026-03-04.", param, ctx)


class Codes(click.Choice[str]):
    """A choice among stored codes, typed in any case and shown as they are written."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code, or fail with a usage error that lists all of them."""
        known = {choice.casefold(): choice for choice in self.choices}
        return super().convert(known.get(str(value).casefold(), value), param, ctx)


def codes(kind: type[StrEnum]) -> click.Choice[str]:
    """Return an option's choice among stored codes."""
    return Codes([code.value for code in kind])


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of the program, as its common options say."""

    workspace: Path | None
    today: date | None
    actor: str | None
    as_json: bool
    yes: bool
    project: str | None
    words: Translator

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

        store = open_workspace(self.file(), actor=self.actor, clock=self.clock)
        try:
            yield store
        finally:
            store.close()

    def find_customer(self, reader: "Reader", name: str) -> "Customer":
        """Return the customer that is meant."""
        from csdesk.app.resolve import find_customer

        return find_customer(reader, name)

    def find_project(self, reader: "Reader", customer: "Customer") -> "Project":
        """Return the project of `--project`, else the customer's only open one."""
        from csdesk.app.resolve import find_project

        return find_project(reader, customer, self.project)

    def day(self, text: str, today: date) -> date:
        """Return a date written as ISO or relative to today."""
        folded = text.strip().casefold().replace(" ", "")
        if folded.startswith("today"):
            rest = folded.removeprefix("today")
            if not rest:
                return today
            if rest[0] in "+-" and rest[1:].isdigit():
                return today + timedelta(days=int(rest))
        try:
            return date.fromisoformat(folded)
        except ValueError as error:
            raise UserError(
                "date_wrong",
                N_("{value} is no date; write it like 2026-03-04 or today+7."),
                value=text,
            ) from error

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
            words=Translator(interface_language()),
        )
        return function(call, **options)

    decorated: Callable[..., object] = wrapper
    for option in (
        click.option("--project", metavar="P", help="Name, code or id of the project."),
        click.option("--yes", is_flag=True, help="Answer questions with yes."),
        click.option("--json", "as_json", is_flag=True, help="Print data as JSON."),
        click.option("--as", "actor", metavar="NAME", help="Who of us acts (name or mail)."),
        click.option(
            "--today",
            type=Day(),
            envvar="CSDESK_TODAY",
            metavar="DATE",
            help="Take this day for today.",
        ),
        click.option(
            "--workspace",
            type=click.Path(path_type=Path, dir_okay=False),
            envvar="CSDESK_WORKSPACE",
            metavar="FILE",
            help="The workspace file (or CSDESK_WORKSPACE).",
        ),
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[return-value]
