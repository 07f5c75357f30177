"""The one kind of error that a user is meant to read."""


class UserError(Exception):
    """Something expected went wrong; says what happened and what to do.

    `message` is an English msgid of the catalogue with `{name}` placeholders, `params` fill them.
    `code` is stable for scripts and tests.
    """

    def __init__(self, code: str, message: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)


class Cancelled(Exception):
    """The user cancelled a long task; everything it did is rolled back."""


def N_(message: str) -> str:  # noqa: N802  (gettext's name for "extract, do not translate yet")
    """Mark a msgid for extraction where no translator is at hand."""
    return message
