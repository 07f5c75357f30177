"""The command line: `csdesk COMMAND …` without a window. Modules load with their command."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import Final

import click

from csdesk import __version__
from csdesk.cli.context import interface_language
from csdesk.domain.errors import N_, Cancelled, UserError
from csdesk.i18n import Translator

# Command -> module, attribute, line of help. Help lists them without importing any.
COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "new": ("workspace", "new", "Make a new workspace file."),
    "set": ("edits", "set_values", "Change a setting, an item or another record."),
    "add": ("edits", "add", "Add a customer, contact, item, meeting, goal …"),
    "check": ("workspace", "check", "Check that a workspace is whole."),
    "backup": ("workspace", "backup", "Write a checked backup."),
    "restore": ("workspace", "restore", "Put a backup in a workspace's place."),
    "demo": ("workspace", "demo", "Make the demo workspace and its documents."),
    "import": ("imports", "import_group", "Bring in customers, deals or contacts."),
    "plan": ("plans", "plan", "Make a dated plan from a template."),
    "list": ("lists", "list_records", "List customers, items, deals …"),
    "ask": ("lists", "ask", "Answer a saved question."),
    "meeting": ("meetings", "meeting", "Hold or close a meeting."),
    "export": ("documents", "export", "Write the tracker, or all documents."),
    "report": ("documents", "report", "Write a report as PDF."),
    "undo": ("journal", "undo", "Take the last command back."),
    "redo": ("journal", "redo", "Do again what was undone."),
    "history": ("journal", "history", "Show who did what, when."),
}
# What to type, where a refusal that the window shares does not say it: by the error's code.
_HINTS: Final[Mapping[str, str]] = {
    "hold_needs_reason": N_("Write it like: hold_reason=… resume_on=today+7"),
    "no_next_meeting": N_("Write it like: --reason …"),
}


class LazyGroup(click.Group):
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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="csdesk")
def root() -> None:
    """csdesk: the first customers of a young company, from signature to value.

    Without a command: csdesk [FILE] opens the window.

    Example: csdesk list items --customer acme --workspace team.csdesk
    """


def main(arguments: Sequence[str]) -> int:
    """Run one headless command; 0 done, 1 refused (the reason on stderr), 2 wrong usage."""
    from csdesk.app.error_text import error_text

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = Translator(interface_language())
    try:
        result = root.main(args=list(arguments), prog_name="csdesk", standalone_mode=False)
    except UserError as error:
        sentences = [error_text(error, words)]
        if hint := _HINTS.get(error.code):
            sentences.append(words.text(hint))
        click.echo(words.sentences(sentences), err=True)
        return 1
    except (Cancelled, click.Abort, KeyboardInterrupt):
        click.echo(words.text("Cancelled; nothing was changed."), err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0
