"""The password of an encrypted workspace: never an argument, which any process list shows."""

import os
import sys
from pathlib import Path

import click

from csdesk.domain.errors import N_, UserError
from csdesk.i18n import Translator

VARIABLE = "CSDESK_PASSWORD"


def password_for(file: Path, password_file: Path | None, words: Translator) -> str:
    """Return the password of a workspace or backup, "" for one that is not encrypted."""
    from csdesk.app.workspace import is_encrypted

    if not is_encrypted(file):
        return ""
    return _given(password_file) or _typed(
        words.text("Password of {file}", file=file.name), again=False, words=words
    )


def new_password(password_file: Path | None, words: Translator) -> str:
    """Return the password of a workspace to be made; typed on a terminal, it is asked twice."""
    return _given(password_file) or _typed(words.text("New password"), again=True, words=words)


def _given(password_file: Path | None) -> str:
    """Return the first line of the file, else what the environment says, "" without either."""
    if password_file is None:
        return os.environ.get(VARIABLE, "")
    try:
        lines = password_file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "password_file",
            N_("{path} cannot be read as a text file with a password on its first line."),
            path=password_file,
        ) from error
    if not lines or not lines[0]:
        raise UserError(
            "password_file_empty",
            N_("{path} is empty: write the password on its first line."),
            path=password_file,
        )
    return lines[0]


def _typed(question: str, *, again: bool, words: Translator) -> str:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UserError(
            "password_asked",
            N_(
                "A password is needed, and there is no terminal to ask at. Set {variable}, or name "
                "a file with it: {option}"
            ),
            variable=VARIABLE,
            option="--password-file FILE",
        )
    confirmed = words.text("Once more") if again else False
    return str(click.prompt(question, hide_input=True, err=True, confirmation_prompt=confirmed))
