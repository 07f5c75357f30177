"""Opens documents over the window: one that is wanted, one of the log, one made again as it was."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import UserError
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.queries.document_log import LoggedDocument
    from csdesk.ui.dialogs.document_options import Wanted
    from csdesk.ui.main_window import MainWindow


class Documents(QObject):
    """Fulfils the wishes `preview` (what is wanted), `document` and `again` (an id of the log),
    `documents_of` (a customer's id), `open_file` (a path), `write_for` (the id of a customer that
    is offered first, or None), `status_batch` and `mail_texts`.
    """

    def __init__(self, services: Services, window: "MainWindow") -> None:
        super().__init__(window)
        self._services, self._window = services, window

    def fulfil(self, kind: str, value: Any) -> bool:
        """Do a wish that is about documents; return whether it was one."""
        if kind == "preview":
            self.preview(value)
        elif kind == "document":
            self.open_logged(int(value))
        elif kind == "again":
            self._send_again(int(value))
        elif kind == "open_file":
            self._window.open_file(value)
        elif kind == "documents_of":
            self._show_log(int(value))
        elif kind == "write_for":
            self._ask_customer(value)
        elif kind == "status_batch":
            self._window.actions_of_window.write_reports()
        elif kind == "mail_texts":
            self._show_mail_texts()
        else:
            return False
        return True

    def preview(self, wanted: "Wanted | LoggedDocument") -> None:
        """Show a document before it leaves."""
        from csdesk.ui.dialogs.document_preview import DocumentPreview

        try:
            dialog = DocumentPreview(self._services, wanted, self._window)
        except UserError as error:
            self._window.tell(error)
            return
        dialog.told.connect(self._tell)
        dialog.finished.connect(self._window.return_focus)
        dialog.open()

    def of_customer(self, kind: DocumentKind, customer_id: int, project_id: int | None) -> None:
        """Show a document of a customer before it leaves."""
        from csdesk.ui.dialogs.document_options import Wanted

        self.preview(Wanted(kind=kind, customer_id=customer_id, project_id=project_id))

    def open_logged(self, document_id: int) -> None:
        """Open the file of a document that left; if it is gone, offer to make it again."""
        from csdesk.app.queries.document_log import find_file

        document, words, window = self._logged(document_id), self._words, self._window
        if document is None:
            return
        found = find_file(document, self._services.documents)
        if found is not None:
            window.open_file(found.path)
            if found.changed:
                said = words.text("{name} was changed since it was written.", name=found.path.name)
                window.say(said, self._again_button(document))
            return
        last = document.last
        place = str(Path(last.place).parent if last is not None and last.place else "")
        folder = place or str(self._services.documents)
        said = words.text("{name} is not in {folder}.", name=document.file_name, folder=folder)
        window.say(said, self._again_button(document))

    def _show_log(self, customer_id: int) -> None:
        """Go to the log of one customer's documents."""
        from csdesk.ui.screens.documents import DocumentsScreen

        self._window.show_screen("documents")
        screen = self._window.screen_of("documents")
        if isinstance(screen, DocumentsScreen):
            screen.filter_by(customer_id=customer_id)

    def _ask_customer(self, first: int | None) -> None:
        """Ask for whom a document is to be written, then show it; its kind is chosen there."""
        from csdesk.app.queries.document_choices import customers_to_write_for
        from csdesk.ui.widgets.palette import Hit

        found = customers_to_write_for(self._services.store)
        if not found:
            self._say_no_customers()
            return
        found.sort(key=lambda one: one[0] != first)
        hits = [
            Hit(
                text=name,
                hint=other,
                icon="customers",
                run=partial(self._services.wish.emit, "write", customer_id),
            )
            for customer_id, name, other in found
        ]
        prompt = self._words.text("For which customer?")
        self._window.palette_field.ask(hits, prompt)

    def _say_no_customers(self) -> None:
        words, wish = self._words, self._services.wish
        self._window.say(
            words.text("No customers yet. Bring in closed deals, or add a customer by hand."),
            (
                (words.text("Import deals"), partial(wish.emit, "import", None)),
                (words.text("New customer"), partial(wish.emit, "new_customer", None)),
            ),
        )

    def _show_mail_texts(self) -> None:
        from csdesk.ui.dialogs.mail_templates import MailTemplatesDialog

        dialog = MailTemplatesDialog(self._services, self._window)
        dialog.finished.connect(self._window.return_focus)
        dialog.open()

    def _again_button(self, document: "LoggedDocument") -> tuple[tuple[str, Any], ...]:
        if document.can_be_made_again:
            text = self._words.text("Make it again as it was")
            return ((text, partial(self._send_again, document.id)),)
        folder = self._services.documents
        text = self._words.text("Open the folder")
        return ((text, partial(self._window.open_file, folder)),)

    def _send_again(self, document_id: int) -> None:
        document = self._logged(document_id)
        if document is not None:
            self.preview(document)

    def _logged(self, document_id: int) -> "LoggedDocument | None":
        from csdesk.app.queries.document_log import logged_document

        return self._services.act(logged_document, document_id=document_id)

    @property
    def _words(self) -> Any:
        return self._services.translator

    def _tell(self, sentence: str, path: Path) -> None:
        words, window = self._words, self._window
        window.say(
            sentence,
            (
                (words.text("Open the file"), partial(window.open_file, path)),
                (words.text("Open the folder"), partial(window.open_file, path.parent)),
            ),
        )
