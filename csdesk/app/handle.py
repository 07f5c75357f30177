"""The open workspace under the name by which window and command line pass it on."""

from csdesk.data.reader import Reader
from csdesk.data.store import Store

__all__ = ["Reader", "Store"]
