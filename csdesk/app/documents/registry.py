"""Which documents there are. A module is imported only when its document is asked for."""

from importlib import import_module
from typing import cast

from csdesk.app.documents.spec import DocumentSpec
from csdesk.domain.codes import DocumentKind

# In the order in which a customer gets them.
KINDS: tuple[DocumentKind, ...] = (
    DocumentKind.WELCOME,
    DocumentKind.KICKOFF,
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
