"""Which documents there are. A module is imported only when its document is asked for."""

from importlib import import_module
from typing import cast

from csdesk.app.documents.spec import DocumentSpec
from csdesk.domain.codes import DocumentKind

# In the order in which a customer gets them.
KINDS: tuple[DocumentKind, ...] = (
    DocumentKind.WELCOME,
    DocumentKind.KICKOFF,
    DocumentKind.PLAN,
    DocumentKind.MINUTES,
    DocumentKind.STATUS,
    DocumentKind.ACCEPTANCE,
    DocumentKind.COMPLETION,
    DocumentKind.CERTIFICATE,
    DocumentKind.QBR,
    DocumentKind.REQUESTS,
    DocumentKind.RENEWAL,
    DocumentKind.STORY,
)


def spec_of(kind: DocumentKind) -> DocumentSpec:
    """Return what a kind of document is."""
    module = import_module(f"csdesk.app.documents.{kind.value}")
    return cast("DocumentSpec", module.SPEC)


def short_kinds() -> tuple[DocumentKind, ...]:
    """Return the kinds that have a short form."""
    return tuple(kind for kind in KINDS if spec_of(kind).has_short_form)


def is_made_again(kind: DocumentKind, file_name: str) -> bool:
    """Whether a document of the log can be made again from what it was made from."""
    return kind in KINDS and ending_of(file_name) in spec_of(kind).endings


def ending_of(file_name: str) -> str:
    """Return the format that a file's name ends in."""
    return file_name.rpartition(".")[2].lower()
