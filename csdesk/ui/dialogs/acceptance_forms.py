"""The forms of what a project is accepted by: deliverables, criteria, the punch list."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import defects, scope
from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.codes import CriterionResult, Side
from csdesk.domain.labels import CRITERION_RESULT_LABELS, SIDE_LABELS
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable
from csdesk.ui.dialogs.form import Field, FormDialog, Input, Save
from csdesk.ui.services import Services

Values = Mapping[str, Any]


class AcceptanceForms:
    """Makes the forms about the projects of one customer; each is opened by whoever asked."""

    def __init__(self, services: Services, page: CustomerPage, parent: QWidget) -> None:
        self._services, self._page, self._parent = services, page, parent
        self._words = services.translator

    def deliverable(self, one: Deliverable | None = None) -> FormDialog:
        """Add or change a line of the agreed scope."""
        words, store = self._words, self._services.store
        fields = [
            Field(key="title", text=words.text("Deliverable"), value=one and one.title,
                  takes=Input.LINES, needed=True,
                  hint=words.text("In the words that were agreed: the acceptance sheet has them.")),
            Field(key="agreed_by", text=words.text("Agreed by"), value=one and one.agreed_by,
                  row=1, stretch=2),
            Field(key="agreed_on", text=words.text("On"), takes=Input.DAY,
                  value=one and one.agreed_on, row=1),
            Field(key="in_scope", text=words.text("Part of this project"), takes=Input.CHECK,
                  value=one.in_scope if one else True),
        ]  # fmt: skip
        if one is None:
            return self._new(
                words.text("New deliverable"), fields,
                lambda v: scope.create_deliverable(store, **v),
            )  # fmt: skip
        known = one.id
        return self._form(
            words.text("Deliverable"), fields,
            lambda v: scope.update_deliverable(store, deliverable_id=known, **v),
            remove=lambda: scope.delete_deliverable(store, deliverable_id=known),
        )  # fmt: skip

    def criterion(self, one: Criterion | None = None) -> FormDialog:
        """Add or change a criterion of acceptance."""
        words, store = self._words, self._services.store
        about: list[tuple[object, str]] = [(None, words.text("the whole"))]
        about += [
            (part.id, part.title)
            for part in self._page.deliverables
            if one is None or part.project_id == one.project_id
        ]
        fields = [
            Field(key="text", text=words.text("Criterion"), value=one and one.text,
                  takes=Input.LINES, needed=True,
                  hint=words.text("So that both sides can see whether it holds.")),
            Field(key="deliverable_id", text=words.text("About"), takes=Input.CHOICE,
                  choices=about, value=one and one.deliverable_id),
        ]  # fmt: skip
        if one is None:
            return self._new(
                words.text("New criterion"), fields, lambda v: scope.create_criterion(store, **v)
            )
        known = one.id
        return self._form(
            words.text("Criterion"), fields,
            lambda v: scope.update_criterion(store, criterion_id=known, **v),
            remove=lambda: scope.delete_criterion(store, criterion_id=known),
        )  # fmt: skip

    def check(self, one: Criterion) -> FormDialog:
        """Record how a criterion was verified, and with which result."""
        words, store = self._words, self._services.store
        results = [(code, words.text(text)) for code, text in CRITERION_RESULT_LABELS.items()]
        done = one.result is not CriterionResult.OPEN
        fields = [
            Field(key="result", text=words.text("Result"), takes=Input.CHOICE, choices=results,
                  value=one.result if done else CriterionResult.PASSED, row=1),
            Field(key="by", text=words.text("Verified by"), value=one.checked_by, row=1),
            Field(key="on", text=words.text("On"), takes=Input.DAY, row=1,
                  value=one.checked_on or self._page.today),
            Field(key="evidence", text=words.text("How it was verified"), takes=Input.LINES,
                  value=one.evidence),
        ]  # fmt: skip
        return self._form(
            words.text("Check a criterion"), fields,
            lambda v: scope.check_criterion(store, criterion_id=one.id, **v),
            note=one.text,
        )  # fmt: skip

    def defect(self, one: Defect | None = None) -> FormDialog:
        """Add or change a line of the punch list."""
        words, store = self._words, self._services.store
        about: list[tuple[object, str]] = [(None, words.text("none"))]
        about += [
            (part.id, part.text)
            for part in self._page.criteria
            if one is None or part.project_id == one.project_id
        ]
        sides = [(code, words.text(text)) for code, text in SIDE_LABELS.items()]
        fields = [
            Field(key="title", text=words.text("What is missing"), value=one and one.title,
                  takes=Input.LINES, needed=True),
            Field(key="criterion_id", text=words.text("Criterion"), takes=Input.CHOICE,
                  choices=about, value=one and one.criterion_id),
            Field(key="side", text=words.text("Side"), takes=Input.CHOICE, choices=sides,
                  value=one.side if one else Side.US, row=1),
            Field(key="owner", text=words.text("Owner"), value=one and one.owner, row=1),
            Field(key="due", text=words.text("Done by"), takes=Input.DAY, value=one and one.due,
                  row=1),
        ]  # fmt: skip
        if one is None:
            return self._new(
                words.text("New line of the punch list"), fields,
                lambda v: defects.create(store, **v),
            )  # fmt: skip
        known = one.id
        fields.append(
            Field(key="done_on", text=words.text("Done on"), takes=Input.DAY, value=one.done_on)
        )
        return self._form(
            words.text("Punch list"), fields,
            lambda v: defects.update(store, defect_id=known, **v),
            remove=lambda: defects.delete(store, defect_id=known),
        )  # fmt: skip

    def _new(self, title: str, fields: Sequence[Field], create: Save) -> FormDialog:
        """Return a form that says for which project, where there are several."""
        projects = [one.project for one in self._page.open_projects or self._page.projects]
        if len(projects) == 1:
            only = projects[0].id
            return self._form(title, fields, lambda v: create({**v, "project_id": only}))
        choices: list[tuple[object, str]] = [(one.id, one.name) for one in projects]
        which = Field(key="project_id", text=self._words.text("Project"), takes=Input.CHOICE,
                      choices=choices, value=projects[0].id)  # fmt: skip
        return self._form(title, [which, *fields], create)

    def _form(self, title: str, fields: Sequence[Field], save: Save, **more: Any) -> FormDialog:
        return FormDialog(
            self._services, title, fields, save, width=480, parent=self._parent, **more
        )
