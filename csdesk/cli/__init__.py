"""The command line: `csdesk COMMAND …` without a window. Modules load with their command."""

import importlib
import re
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

import click

from csdesk import __version__
from csdesk.app.machine import interface_language
from csdesk.cli.click_words import click_speaks
from csdesk.cli.speaking import SpeakingCommand, words_of
from csdesk.domain.errors import N_, Cancelled, UserError
from csdesk.i18n import Translator

# Command -> module, attribute, line of help; by heading. Help lists them without importing any.
_SECTIONS: Final[Mapping[str, Mapping[str, tuple[str, str, str]]]] = {
    N_("Begin"): {
        "new": ("workspace", "new", N_("Make a new workspace file.")),
        "demo": ("workspace", "demo", N_("Make the demo workspace and its documents.")),
        "import": (
            "import_kinds",
            "import_kinds",
            N_("Bring in customers, deals, contacts or a plan."),
        ),
        "plan": ("plans", "plan", N_("Make a dated plan from a template.")),
    },
    N_("Customers and projects"): {
        "add": ("edits", "add", N_("Add a customer, contact, item, meeting, goal …")),
        "set": ("edits", "set_values", N_("Change a setting, an item or another record.")),
        "delete": ("deletions", "delete", N_("Delete what was entered by mistake.")),
        "list": ("lists", "list_records", N_("List customers, items, deals …")),
        "ask": ("lists", "ask", N_("Answer a saved question.")),
        "handover": (
            "handover",
            "handover",
            N_("Show what sales handed over, and what is missing."),
        ),
        "manager": ("manager_check", "manager", N_("Check the customer’s project manager.")),
        "requests": ("requests", "requests", N_("List what a customer asked us.")),
        "request": ("requests", "request", N_("Enter a support request, or solve it.")),
        "consent": ("consents", "consent", N_("Record a customer's consent to a story.")),
        "certificate": (
            "certificates",
            "certificate",
            N_("Issue a certificate, or look one up."),
        ),
    },
    N_("Meetings"): {
        "meeting": ("meetings", "meeting", N_("Plan, hold or drop a meeting; agenda, series.")),
        "leave": ("leaving", "leave", N_("Make all that goes along with a meeting.")),
    },
    N_("Documents"): {
        "export": ("documents", "export", N_("Write the tracker, or all documents.")),
        "report": ("documents", "report", N_("Write a report, letter or slides, or a reminder.")),
        "reports": ("status_batch", "reports", N_("Write all running projects' status reports.")),
        "welcome": ("leaving", "welcome", N_("Make the welcome letter with its mail draft.")),
        "documents": (
            "document_log",
            "documents",
            N_("List the documents that left, or make one again."),
        ),
        "returned": (
            "returned_files",
            "returned",
            N_("Write out a tracker as it came back."),
        ),
        "mail-template": (
            "mail_templates",
            "mail_template",
            N_("Change the mails that go with documents."),
        ),
        "brand": ("brand", "brand", N_("Give documents our colour, and us or a customer a logo.")),
    },
    N_("What was done, and the file"): {
        "undo": ("journal", "undo", N_("Take the last command back.")),
        "redo": ("journal", "redo", N_("Do again what was undone.")),
        "history": ("journal", "history", N_("Show who did what, when.")),
        "check": ("workspace", "check", N_("Check that a workspace is whole.")),
        "backup": ("workspace", "backup", N_("Write a checked backup.")),
        "restore": ("workspace", "restore", N_("Put a backup in a workspace's place.")),
    },
}
COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    name: entry for section in _SECTIONS.values() for name, entry in section.items()
}


class LazyGroup(SpeakingCommand, click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"csdesk.cli.{module}"), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; one that is not there is answered with a like one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            words = words_of(ctx)
            said = [words.text("No such command {name!r}.", name=args[0])]
            if near := get_close_matches(args[0], COMMANDS, n=1):
                said.append(words.text("Did you mean {possibility}?", possibility=repr(near[0])))
            raise click.UsageError(words.sentences(said), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by section, without importing them."""
        words = words_of(ctx)
        widest = max(map(len, COMMANDS))
        for heading, commands in _SECTIONS.items():
            with formatter.section(words.text(heading)):
                formatter.write_dl(
                    (name.ljust(widest), words.text(line))
                    for name, (_, _, line) in commands.items()
                )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    paragraphs=(
        N_("csdesk: the first customers of a young company, from signature to value."),
        N_("Without a command: csdesk [FILE] opens the window."),
        N_("Every command explains itself: csdesk COMMAND --help."),
    ),
    example=N_("csdesk list items --customer acme --workspace team.csdesk"),
)
@click.version_option(__version__, prog_name="csdesk")
def root() -> None:
    """Hold the commands."""


def main(arguments: Sequence[str]) -> int:
    """Run one headless command; 0 done, 1 refused (the reason on stderr), 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = Translator(interface_language())
    with click_speaks(words):
        return _run(arguments, words)


def _run(arguments: Sequence[str], words: Translator) -> int:
    from csdesk.cli.hints import refusal_text

    try:
        result = root.main(
            args=list(arguments), prog_name="csdesk", standalone_mode=False, obj=words
        )
    except UserError as error:
        click.echo(refusal_text(error, words), err=True)
        return 1
    except (Cancelled, click.Abort, KeyboardInterrupt):
        click.echo(words.text("Cancelled; nothing was changed."), err=True)
        return 1
    except click.MissingParameter as error:
        # Click ends this sentence with a point of its own, whatever the script.
        said = re.sub(r"'\.(?=\s|$)", "'。", error.format_message())
        click.UsageError(said if words.is_chinese else error.format_message(), error.ctx).show()
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0
