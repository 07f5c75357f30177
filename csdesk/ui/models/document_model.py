"""The log of documents as a table: two lines a cell."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import IntEnum

from PySide6.QtCore import QObject
from typing_extensions import override

from csdesk.app.queries.document_log import LoggedDocument, Sent, kind_name
from csdesk.domain.codes import DispatchWay, DocumentForm
from csdesk.domain.errors import N_
from csdesk.i18n import LANGUAGE_NAMES, Translator
from csdesk.ui.models.list_model import ListModel

_WAYS = {
    DispatchWay.SAVED: N_("Saved"),
    DispatchWay.DRAFTED: N_("Mail draft"),
    DispatchWay.COPIED: N_("Mail text copied"),
    DispatchWay.PRINTED: N_("Printed"),
}


class Col(IntEnum):
    """The columns of the log."""

    DOCUMENT = 0
    CUSTOMER = 1
    SENT = 2
    LANGUAGE = 3
    HASH = 4


class DocumentWords:
    """How the log says what it holds, in the window's language."""

    def __init__(self, words: Translator) -> None:
        self._words = words

    def name(self, document: LoggedDocument) -> str:
        """Return kind and number of a document, and that it is a short form."""
        name = f"{self._words.text(kind_name(document.kind))} {document.number}"
        if document.form is DocumentForm.SHORT:
            return self._words.text("{name}, short form", name=name)
        return name

    def way(self, sent: Sent) -> str:
        """Return what was done, and for whom."""
        words = self._words
        people = [name or mail for name, mail in sent.people]
        if people:
            return words.text("Mail draft to {people}", people=words.join(people))
        return words.text(_WAYS[sent.way])

    def moment(self, at: datetime, today: date) -> str:
        """Return day and time of day here."""
        local = at.astimezone()
        return f"{self._words.near_date(local.date(), today)} {local:%H:%M}"

    def lines(self, document: LoggedDocument, column: int, today: date) -> tuple[str, str]:
        """Return the two lines of a cell."""
        words, last = self._words, document.last
        if column == Col.DOCUMENT:
            return self.name(document), document.file_name
        if column == Col.CUSTOMER:
            return document.customer, document.project
        if column == Col.SENT:
            moment = self.moment(last.at if last is not None else document.made_at, today)
            by = last.by if last is not None else ""
            return (
                self.way(last) if last is not None else words.text("Written"),
                words.facts([one for one in (moment, by) if one]),
            )
        if column == Col.LANGUAGE:
            day = words.near_date(document.as_of, today)
            return LANGUAGE_NAMES[document.language.value], words.text("as of {day}", day=day)
        return document.short_hash, ""


class DocumentModel(ListModel[LoggedDocument]):
    """Documents that were written, newest first; `today` decides where years are said."""

    def __init__(self, words: Translator, parent: QObject | None = None) -> None:
        text = words.text
        super().__init__(
            (
                text("Document"),
                text("Customer, project"),
                text("How, to whom"),
                text("Language"),
                text("Hash"),
            ),
            parent=parent,
        )
        self.said = DocumentWords(words)
        self.today = date.min

    def show_log(self, rows: Sequence[LoggedDocument], today: date) -> None:
        """Show another log."""
        self.today = today
        self.show_rows(rows)

    def lines(self, row: int, column: int) -> tuple[str, str]:
        """Return the two lines of a cell."""
        return self.said.lines(self.rows[row], column, self.today)

    @override
    def text(self, row: LoggedDocument, column: int) -> str:
        first, second = self.said.lines(row, column, self.today)
        return f"{first}\n{second}" if second else first
