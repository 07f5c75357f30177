"""The steps of a project: baseline agreed, meeting held, acceptance, colour by hand, on hold."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from csdesk.app.commands import baselines, meetings, plan, projects
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.plans import LoadedProject
from csdesk.domain import labels
from csdesk.domain.codes import AcceptanceResult, MeetingStatus, Rag
from csdesk.domain.records import Meeting
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.dialogs.meeting_remarks import tell_remarks
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

    def template(self, loaded: LoadedProject) -> FormDialog:
        """Keep the plan as a template for the next customer."""
        words, store, project = self._words, self._services.store, loaded.project
        fields = [
            Field(
                key="title", text=words.text("Name of the project"), value=project.name, needed=True
            ),
            Field(key="description", text=words.text("What it is for")),
        ]

        def save(values: Any) -> object:
            return plan.save_as_template(store, project_id=project.id, **values)

        return FormDialog(
            self._services, words.text("Save the plan as a template"), fields, save,
            note=words.text(
                "Phases, items, links and roles are kept; dates, people and comments are not. "
                "A new plan offers it."
            ),
            parent=self._parent,
        )  # fmt: skip

    def held(self, meeting: Meeting) -> FormDialog:
        """Record what became of a meeting: held (a kickoff reaches its milestone), or dropped.

        A dropped one goes back on the calendar if a new day is given.
        """
        words, store, today = self._words, self._services.store, self._page.today
        due = meeting.day <= today
        ends = [(MeetingStatus.HELD, words.text("It was held"))] if due else []
        ends += [
            (MeetingStatus.CANCELLED, words.text("It was cancelled or moved")),
            (MeetingStatus.MISSED, words.text("Somebody did not come")),
        ][: 2 if due else 1]
        fields = [
            Field(key="became", text=words.text("What became of it"), takes=Input.CHOICE,
                  choices=ends, value=ends[0][0]),
            Field(key="day", text=words.text("On"), takes=Input.DAY, value=min(meeting.day, today)),
            Field(key="summary", text=words.text("What came of it"), takes=Input.LINES,
                  value=meeting.summary,
                  hint=words.text("For us only. The minutes have the items, decisions and risks "
                                  "written down in meeting mode.")),
            Field(key="new_day", text=words.text("New day"), takes=Input.DAY, row=1,
                  hint=words.text("Empty: no new day yet.")),
            Field(key="new_at", text=words.text("Time"), takes=Input.TIME, value=meeting.at, row=1),
        ]  # fmt: skip

        def save(values: Any) -> object:
            became = values["became"]
            if became is MeetingStatus.HELD:
                return meetings.hold(
                    store, meeting_id=meeting.id, day=values["day"], summary=values["summary"]
                )
            drop = meetings.miss if became is MeetingStatus.MISSED else meetings.cancel
            return drop(
                store, meeting_id=meeting.id, new_day=values["new_day"], new_at=values["new_at"]
            )

        kind = meeting.title or words.text(labels.MEETING_KIND_LABELS[meeting.kind])
        form = FormDialog(
            self._services, words.text("Meeting"), fields, save, parent=self._parent,
            note=words.facts([kind, words.date(meeting.day, "weekday")]),
        )  # fmt: skip
        chooser = form.inputs["became"]

        def show() -> None:
            held = form.value("became") is MeetingStatus.HELD
            for key in ("day", "summary"):
                form.show_field(key, shown=held)
            for key in ("new_day", "new_at"):
                form.show_field(key, shown=not held)
            form.adjustSize()

        if isinstance(chooser, QComboBox):
            chooser.currentIndexChanged.connect(lambda _: show())
        show()
        tell_remarks(form, self._services, meeting.customer_id, meeting, day="new_day", at="new_at")
        return form
