"""Fulfils what screens wish for: documents, imports, plans, new customers."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from csdesk.domain.codes import DocumentKind
from csdesk.domain.progress import Progress
from csdesk.i18n import Translator
from csdesk.ui.cover_notes import CoverNotes
from csdesk.ui.documents import Documents
from csdesk.ui.dropped import PLANS, RETURNED
from csdesk.ui.services import Services
from csdesk.ui.tracker_back import TrackerBack

if TYPE_CHECKING:
    from csdesk.app.queries.customer import CustomerPage
    from csdesk.ui.dialogs.plan_out import PlanOut
    from csdesk.ui.main_window import MainWindow

_SUFFIXES = {"tracker": "xlsx", "plan": "pdf"}
LEAVING = {
    "leave_room": "open_leave_room",  # a meeting's id
    "leave_last": "open_leave_last",  # a customer's id
    "welcome_all": "open_welcome",  # a customer's id
}
_MAILS = ("note", "reminder", "escalation")
PREVIEWED = frozenset(kind.value for kind in DocumentKind) - {*_SUFFIXES, *_MAILS}


class Wishes(QObject):
    """Opens dialogs over the window and runs long work for what a screen asked.

    A signal does not keep the object alive whose method it calls: this one belongs to the window.
    """

    def __init__(self, services: Services, window: "MainWindow") -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._back = TrackerBack(services, window)
        self._notes = CoverNotes(services, window)
        self._documents = Documents(services, window)

    @property
    def _words(self) -> Translator:
        return self._services.translator

    def fulfil(self, kind: str, value: Any) -> None:
        """Do one wish; an unknown one does nothing."""
        if self._back.fulfil(kind, value) or self._documents.fulfil(kind, value):
            return
        if kind == "import":
            self._import(value)
        elif kind == "import_deals":
            self._import_deals(value)
        elif kind == "import_project":
            self._import_project()
        elif kind == "new_customer":
            from csdesk.ui.dialogs.editors import customer_form

            customer_form(self._services, self._window).open()
        elif kind == "plan":
            self._plan_of_project(value)
        elif kind in _OF_A_RECORD:
            _OF_A_RECORD[kind](self, int(value))
        elif kind == "reminder":
            from csdesk.ui.reminders import Reminders

            Reminders(self._services, self._window).begin(value)
        elif kind in LEAVING:
            from csdesk.ui.dialogs import leave_room

            getattr(leave_room, LEAVING[kind])(self._services, self._window, int(value))
        elif kind in _SUFFIXES:
            self._ask_target(kind, int(value))
        elif kind in PREVIEWED:
            self._preview(DocumentKind(kind), int(value))

    def _new_meeting(self, customer_id: int) -> None:
        """Ask for a meeting of the most likely kind: the kickoff until there was one."""
        from csdesk.app.queries.customer import load_customer
        from csdesk.ui.dialogs.editors import Editors

        page = load_customer(self._services.store, customer_id)
        Editors(self._services, page, self._window).meeting().open()

    def _import(self, path: Path | None = None) -> None:
        if path is not None and path.suffix.lower() in PLANS:
            self._import_project(path)
            return
        if path is not None and self._is_tracker(path):
            self._back.take(path)
            return
        self._import_deals(path)

    def _is_tracker(self, path: Path) -> bool:
        from csdesk.app.queries.tracker_screen import looks_like_tracker

        return path.suffix.lower() in RETURNED and looks_like_tracker(path)

    def _import_deals(self, path: Path | None) -> None:
        from csdesk.ui.dialogs.import_wizard import ImportWizard

        wizard = ImportWizard(self._services, path=path, parent=self._window)
        wizard.imported.connect(self._tell_imported)
        wizard.finished.connect(self._window.return_focus)
        wizard.open()

    def _import_project(self, path: Path | None = None) -> None:
        from csdesk.ui.dialogs.project_import import ProjectImportDialog

        screen, _, number = self._window.current.partition(":")
        dialog = ProjectImportDialog(
            self._services,
            path=path,
            customer_id=int(number) if screen == "customer" and number else None,
            parent=self._window,
        )
        dialog.imported.connect(self._tell_project)
        dialog.open()

    def _tell_project(self, made: Any) -> None:
        from csdesk.ui.screens.customer import CustomerScreen

        words = self._words
        if made.project is None:
            sentence = words.text("The template {name} is kept.", name=made.template.title)
        else:
            sentence = words.text("The plan of {name} came in.", name=made.project.name)
            self._show_plan(made.project.customer_id)
            screen = self._window.screen_of(f"customer:{made.project.customer_id}")
            if isinstance(screen, CustomerScreen):
                screen.choose_project(made.project.id)
        self._window.say(
            sentence, ((words.text("Undo"), lambda: self._window.registry.run("undo")),)
        )

    def _tell_imported(self, preview: Any) -> None:
        words = self._words
        self._window.say(
            words.text(
                "Imported {deals} deals of {customers} customers.",
                deals=words.number(preview.new),
                customers=words.number(preview.customers_new + preview.customers_matched),
            ),
            ((words.text("Undo"), lambda: self._window.registry.run("undo")),),
        )

    def _new_plan(self, customer_id: int) -> None:
        from csdesk.ui.dialogs.new_plan import NewPlanDialog

        dialog = NewPlanDialog(self._services, customer_id=customer_id, parent=self._window)
        dialog.made.connect(lambda _: self._show_plan(customer_id))
        dialog.open()

    def _show_plan(self, customer_id: int) -> None:
        self._window.show_screen(f"customer:{customer_id}")
        tabs = getattr(self._window.screen_of(f"customer:{customer_id}"), "tabs", None)
        if tabs is not None:
            tabs.choose(1)

    def _plan_of_project(self, project_id: int | None) -> None:
        _, _, number = self._window.current.partition(":")
        if number:
            self._new_plan(int(number))

    def _ask_plan(self, customer_id: int) -> None:
        from csdesk.ui.dialogs.plan_out import plan_out_form

        def taken(chosen: "PlanOut") -> None:
            self._ask_target("plan", customer_id, chosen)

        plan_out_form(self._services, taken, self._window).open()

    def _ask_target(self, kind: str, customer_id: int, plan: "PlanOut | None" = None) -> None:
        """Ask where the document goes; the folder that was used last is offered."""
        services, words = self._services, self._words
        from csdesk.app.queries.customer import load_customer
        from csdesk.app.queries.documents import next_number
        from csdesk.domain.file_names import document_name

        page = load_customer(services.store, customer_id)
        project_id = self._project_of(customer_id, page)
        if project_id is None:
            self._say_no_plan(customer_id)
            return
        suffix = _SUFFIXES[kind] if plan is None else plan.ending[1:]
        with services.store.read() as reader:
            number = next_number(
                reader, DocumentKind(kind), customer_id=customer_id, project_id=project_id
            )
        folder = services.documents
        name = document_name(page.customer.name, kind, number, services.today(), suffix)
        proposed = folder / name
        dialog = QFileDialog(self._window, words.text("Where to?"), str(proposed))
        dialog.setObjectName("target")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{suffix.upper()} (*.{suffix})"])
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(lambda chosen: self.write(kind, Path(chosen), project_id, plan))
        self._window.open_dialog(dialog)

    def _preview(self, kind: DocumentKind, customer_id: int) -> None:
        """Show a document before it leaves; one of a plan is of the project that is shown."""
        from csdesk.app.queries.customer import load_customer

        project_id = self._project_of(customer_id, load_customer(self._services.store, customer_id))
        if kind is DocumentKind.STATUS and project_id is None:
            self._say_no_plan(customer_id)
            return
        self._documents.of_customer(kind, customer_id, project_id)

    def _write_for(self, customer_id: int) -> None:
        """Show the document that is written most often; another kind is chosen there."""
        from csdesk.app.queries.customer import load_customer

        page = load_customer(self._services.store, customer_id)
        project_id = self._project_of(customer_id, page)
        kind = DocumentKind.WELCOME if project_id is None else DocumentKind.STATUS
        self._documents.of_customer(kind, customer_id, project_id)

    def _say_no_plan(self, customer_id: int) -> None:
        words = self._words
        self._window.say(
            words.text("This customer has no plan yet: make one, then write this."),
            ((words.text("New plan"), partial(self._new_plan, customer_id)),),
        )

    def _copy_plan(self, customer_id: int) -> None:
        """Put a picture of the plan, as the customer may see it, into the clipboard."""
        from csdesk.app.plan_pictures import plan_picture_view
        from csdesk.app.queries.customer import load_customer

        services = self._services
        project_id = self._project_of(customer_id, load_customer(services.store, customer_id))
        if project_id is None:
            return
        view = services.act(plan_picture_view, project_id=project_id, today=services.today())
        if view is not None:
            from csdesk.ui.gantt.picture import copy_picture

            copy_picture(view)
            self._window.say(self._words.text("The picture of the plan is in the clipboard."))

    def _project_of(self, customer_id: int, page: "CustomerPage") -> int | None:
        screen = self._window.screen_of(f"customer:{customer_id}")
        shown = getattr(screen, "project_id", None)
        if isinstance(shown, int):
            return shown
        return page.row.lead.project.id if page.row.lead is not None else None

    def write(
        self,
        kind: str,
        out: Path,
        project_id: int,
        plan: "PlanOut | None" = None,
    ) -> None:
        """Write a tracker or a plan in a task, then say where it is and what was left out."""
        services, words = self._services, self._words
        store, today = services.store, services.today()
        services.keep_documents(out.parent)

        def work(progress: Progress) -> Any:
            if kind == "tracker":
                from csdesk.app.trackers import export_tracker

                return export_tracker(
                    store, project_id=project_id, out=out, today=today, progress=progress
                )
            from csdesk.app.plan_files import PlanAsk, export_plan
            from csdesk.ui.dialogs.plan_out import PlanOut

            part = plan or PlanOut(ending=out.suffix)
            ask = PlanAsk(
                project_id=project_id, out=out, today=today, first=part.first,
                last=part.last, paper=part.paper, internal=part.internal,
            )  # fmt: skip
            return export_plan(store, ask, progress)

        services.tasks.run(
            words.text("Writing {name}", name=out.name), work,
            done=partial(self._on_written, kind, project_id), failed=self._window.tell,
        )  # fmt: skip

    def _on_written(self, kind: str, project_id: int, result: Any) -> None:
        """Tell it; a tracker that left before has a note that says what is new."""
        self._tell_written(result, project_id if kind == "tracker" else None)
        if kind == "tracker" and result.version > 1:
            self._notes.show(project_id, result.path)

    def _tell_written(self, result: Any, tracker_of: int | None = None) -> None:
        words = self._words
        path: Path = result.path
        sentences = [words.text("Written: {path}.", path=path)]
        left_out = [remark.text(words) for remark in getattr(result, "left_out", ())]
        if left_out:
            sentences.append(words.text("Left out: {what}.", what=words.join(left_out)))
        buttons = [
            (words.text("Open the file"), partial(self._window.open_file, path)),
            (words.text("Open the folder"), partial(self._window.open_file, path.parent)),
        ]
        if tracker_of is not None:
            show = partial(self._notes.show, tracker_of, path)
            buttons.insert(0, (words.text("Cover note"), show))
        self._window.say(words.sentences(sentences), tuple(buttons))


_OF_A_RECORD = {
    "plan_for": Wishes._new_plan,
    "plan_of": Wishes._show_plan,
    "plan_file": Wishes._ask_plan,
    "copy_plan": Wishes._copy_plan,
    "write": Wishes._write_for,
    "new_meeting": Wishes._new_meeting,
}
