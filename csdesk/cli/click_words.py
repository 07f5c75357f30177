"""What click itself says, in the language of csdesk's catalogue.

Click binds gettext's functions by name when it is imported, and gettext finds catalogues by the
environment only; so the names in click's modules are bound to the catalogue for one run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click.core
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from csdesk.domain.errors import N_
from csdesk.i18n import Translator

# Those of click's texts that csdesk can show; of two forms the plural, which holds for any number.
CLICK_TEXTS: Final[tuple[str, ...]] = (
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("required"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("Choose from:\n\t{choices}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("{value!r} is not one of {choices}."),
    N_("{value} is not in the range {range}."),
    N_("Got unexpected extra arguments ({args})"),
    N_("Option {name!r} requires {nargs} arguments."),
    N_("Option {name!r} does not take a value."),
    N_("Error: invalid input"),
    N_("Aborted!"),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
)
# `click.decorators` stays English: what it makes is kept by the commands, and told by `help`.
_MODULES: Final = (
    click.core, click.exceptions, click.formatting, click.parser, click.termui, click.types,
)  # fmt: skip


@contextmanager
def click_speaks(words: Translator) -> Iterator[None]:
    """Let click say its own texts in the language of `words`."""

    def plural(singular: str, several: str, number: int) -> str:
        return words.text(several) if words.is_chinese or number != 1 else singular

    before = [
        (module, name, getattr(module, name))
        for module in _MODULES
        for name in ("_", "ngettext")
        if hasattr(module, name)
    ]
    try:
        for module, name, _ in before:
            setattr(module, name, words.text if name == "_" else plural)
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)
