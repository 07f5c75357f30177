"""The steps of a project: baseline agreed, meeting held, acceptance, colour by hand, on hold."""

from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import baselines, meetings, projects
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.plans import LoadedProject
from csdesk.domain import labels
from csdesk.domain.codes import AcceptanceResult, Rag
from csdesk.domain.records import Meeting
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

_COLOURS = (Rag.RED, Rag.AMBER, Rag.GREEN)


class ProjectSteps:
    """Makes the forms of one project's steps; each is opened by whoever asked for it."""

    def __init__(self, services: Services, page: CustomerPage, parent: QWidget) -> None:
        self._services = services
        self._page = page
        self._parent = parent
        self._words = services.translator

    def baseline(self, loaded: LoadedProject) -> FormDialog:
        """Agree the present dates as the baseline."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="agreed_by", text=words.text("Agreed by"), needed=True, row=1, stretch=2),
            Field(key="agreed_on", text=words.text("On"), takes=Input.DAY, row=1,
                  value=self._page.today),
        ]  # fmt: skip

        def save(values: Any) -> object:
            return baselines.agree(store, project_id=loaded.project.id, **values)

        return FormDialog(
            self._services, words.text("Agree the baseline"), fields, save,
            note=words.text("The dates of today become the promise that slips are counted from."),
            accept=words.text("Agree"), parent=self._parent,
        )  # fmt: skip

    def acceptance(self, loaded: LoadedProject) -> FormDialog:
        """Record the result of the acceptance."""
        words, store = self._words, self._services.store
        results = [(code, words.text(text)) for code, text in labels.ACCEPTANCE_LABELS.items()]
        fields = [
            Field(key="result", text=words.text("Result"), takes=Input.CHOICE, choices=results,
                  value=AcceptanceResult.ACCEPTED),
            Field(key="on", text=words.text("On"), takes=Input.DAY, value=self._page.today),
        ]  # fmt: skip

        def save(values: Any) -> object:
            return projects.record_acceptance(store, project_id=loaded.project.id, **values)

        return FormDialog(
            self._services, words.text("Acceptance"), fields, save, parent=self._parent
        )

    def colour(self, loaded: LoadedProject) -> FormDialog:
        """Set the colour by hand, or take the hand away."""
        words, store, project = self._words, self._services.store, loaded.project
        colours: list[tuple[object, str]] = [(None, words.text("as computed"))]
        colours += [(rag, words.text(labels.RAG_LABELS[rag])) for rag in _COLOURS]
        fields = [
            Field(key="rag", text=words.text("Colour"), takes=Input.CHOICE, choices=colours,
                  value=project.rag_override),
            Field(key="note", text=words.text("Why, for us"), value=project.rag_note),
            Field(key="sentence", text=words.text("What the customer reads"),
                  value=project.rag_sentence,
                  hint=words.text("Without it no document shows this colour.")),
        ]  # fmt: skip

        def save(values: Any) -> object:
            return projects.set_rag(store, project_id=project.id, **values)

        return FormDialog(
            self._services, words.text("Colour by hand"), fields, save, parent=self._parent
        )

    def hold(self, loaded: LoadedProject) -> FormDialog:
        """Put a project on hold."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="reason", text=words.text("Why"), needed=True),
            Field(key="resume_on", text=words.text("Resumes on"), takes=Input.DAY),
        ]

        def save(values: Any) -> object:
            return projects.hold(store, project_id=loaded.project.id, **values)

        return FormDialog(
            self._services, words.text("Put the project on hold"), fields, save,
            parent=self._parent,
        )  # fmt: skip

    def held(self, meeting: Meeting) -> FormDialog:
        """Record that a meeting took place; a kickoff reaches its milestone."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="day", text=words.text("On"), takes=Input.DAY, needed=True,
                  value=min(meeting.day, self._page.today)),
            Field(key="summary", text=words.text("What came of it"), takes=Input.LINES,
                  value=meeting.summary),
        ]  # fmt: skip

        def save(values: Any) -> object:
            return meetings.hold(store, meeting_id=meeting.id, **values)

        return FormDialog(
            self._services, words.text("Meeting held"), fields, save,
            accept=words.text("It was held"), note=meeting.title, parent=self._parent,
        )  # fmt: skip
