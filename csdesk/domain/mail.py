"""What a mail address looks like."""

import re

MAIL = re.compile(r"[^@\s<>()\[\],;:\"]+@[^@\s<>()\[\],;:\".]+(\.[^@\s<>()\[\],;:\".]+)+")


def is_mail(text: str) -> bool:
    """Whether a text has the form `name@company.example`; nobody is asked whether it exists."""
    return MAIL.fullmatch(text) is not None
