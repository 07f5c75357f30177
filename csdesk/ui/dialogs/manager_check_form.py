"""The form of the project manager's check: three questions in their order."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import manager_checks
from csdesk.app.manager_check_text import proposal_texts
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.stakeholders import CheckedProject
from csdesk.domain.codes import ContactRole, Side
from csdesk.domain.labels import STRENGTH_LABELS
from csdesk.domain.manager_check import QUESTIONS, proposals
from csdesk.domain.records_kickoff import ManagerCheck
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

WIDTH = 520


class ManagerCheckForm(FormDialog):
    """Asks the three questions about one project; says what an answer leads to while it is chosen.

    `open()` it, as every form.
    """

    def __init__(
        self, services: Services, page: CustomerPage, about: CheckedProject, parent: QWidget
    ) -> None:
        words, store, check = services.translator, services.store, about.check
        self._about = about
        people = [one for one in page.contacts if one.left_on is None]
        people = [one for one in people if one.side is Side.CUSTOMER]
        people.sort(key=lambda one: one.role is not ContactRole.PROJECT_MANAGER)
        self._people: dict[object, str] = {one.id: one.name for one in people}
        answers: list[tuple[object, str]] = [(None, words.text("not asked yet"))]
        answers += [(code, words.text(text)) for code, text in STRENGTH_LABELS.items()]
        fields = [
            Field(key="contact_id", text=words.text("Their project manager"), takes=Input.CHOICE,
                  choices=[(None, words.text("nobody yet")), *self._people.items()], row=1,
                  stretch=2, value=about.manager.id if about.manager else None),
            Field(key="checked_on", text=words.text("Checked on"), takes=Input.DAY, row=1,
                  value=(check and check.checked_on) or page.today),
            *(
                Field(key=key, text=f"{place}  {words.text(question)}", takes=Input.CHOICE,
                      choices=answers, value=getattr(check, key) if check else None,
                      hint=words.text(how))
                for place, (key, (question, how)) in enumerate(QUESTIONS.items(), start=1)
            ),
            Field(key="note", text=words.text("Note"), takes=Input.LINES,
                  value=check and check.note),
        ]  # fmt: skip

        def save(values: Mapping[str, Any]) -> object:
            return manager_checks.record(store, project_id=about.project.id, **values)

        remove: Callable[[], object] | None = None
        if check is not None:
            remove = partial(manager_checks.delete, store, check_id=check.id)
        note = words.text("For us only, asked in this order: who lacks the first needs no third.")
        super().__init__(
            services, words.text("Check of the project manager"), fields, save, remove=remove,
            note=note, width=WIDTH, parent=parent,
        )  # fmt: skip
        self.edited.connect(self._tell)
        self._tell("")

    def _tell(self, _key: str) -> None:
        answers: dict[str, Any] = {key: self.value(key) for key in QUESTIONS}
        who = self._people.get(self.value("contact_id"), "")
        found = proposals(ManagerCheck(project_id=self._about.project.id, **answers))
        self.say([proposal_texts(self._words, one, who).risk for one in found])
