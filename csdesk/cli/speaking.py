"""Commands whose help is read in the user's language, with an example each."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from csdesk.cli.wide_text import width_of, wrap
from csdesk.domain.errors import N_
from csdesk.i18n import Translator

_COLUMN = 30  # as wide as the words of an option may be beside its help
SHARED = "is_shared"  # attribute of the options that every command has
EVERYWHERE = N_("Options of every command")
_ANY_COMMAND = N_("COMMAND [ARGS]...")


class WideFormatter(click.HelpFormatter):
    """Wraps by columns, so that Chinese lines stay within the terminal too."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with the colon of its script."""
        colon = "：" if width_of(heading[-1:]) == 2 else ":"
        self.write(f"{' ' * self.current_indent}{heading}{colon}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, each wrapped."""
        indent = " " * self.current_indent
        for line in wrap(text, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _COLUMN, col_spacing: int = 2
    ) -> None:
        """Write terms with their explanations beside them."""
        pairs = list(rows)
        first_column = min(max(width_of(term) for term, _ in pairs), col_max) + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - first_column - self.current_indent, 10)
        for term, explanation in pairs:
            lines = wrap(explanation, room)
            if width_of(term) + col_spacing <= first_column and lines:
                gap = " " * (first_column - width_of(term))
                self.write(f"{indent}{term}{gap}{lines.pop(0)}\n")
            else:
                self.write(f"{indent}{term}\n")
            for line in lines:
                self.write(f"{indent}{' ' * first_column}{line}\n")


class SpeakingContext(click.Context):
    """A call; its `obj` is the translator of the user's language."""

    formatter_class = WideFormatter


class SpeakingCommand(click.Command):
    """A command that is explained by msgids: paragraphs, then an example."""

    context_class = SpeakingContext

    def __init__(
        self, *arguments: Any, paragraphs: tuple[str, ...], example: str, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.paragraphs, self.example = paragraphs, example

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the paragraphs and the example, which stays on one line to be copied."""
        words = words_of(ctx)
        for paragraph in self.paragraphs:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(words.text(paragraph))
        heading, example = words.text("Example:"), words.text(self.example)
        formatter.write(f"\n  {heading}\n    {example}\n")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=words_of(ctx).text("Usage: "))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands behind the name in the line of usage."""
        words = words_of(ctx)
        places = {"[OPTIONS]": words.text("[OPTIONS]"), _ANY_COMMAND: words.text(_ANY_COMMAND)}
        return [places.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, in the user's language; those of every command come last."""
        words = words_of(ctx)
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx) if isinstance(option, click.Option) else None
            if record is not None:
                said = getattr(option, "help", None) or ""
                rows = shared if getattr(option, SHARED, False) else own
                rows.append((record[0], words.text(said) + record[1].removeprefix(said)))
        for heading, rows in (("Options", own), (EVERYWHERE, shared)):
            if rows:
                with formatter.section(words.text(heading)):
                    formatter.write_dl(rows)


def words_of(ctx: click.Context) -> Translator:
    """Return the translator of a call; English where none was handed in."""
    return ctx.find_object(Translator) or Translator("en")


def command(*paragraphs: str, example: str) -> Callable[[Callable[..., object]], SpeakingCommand]:
    """Make a function a command that `paragraphs` and `example` explain; all are msgids."""
    return click.command(cls=SpeakingCommand, paragraphs=paragraphs, example=example)
