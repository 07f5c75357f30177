"""The forms about rows of a plan: split, repeat, conditions of its dates, a template added."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import items, plan_parts, row_parts
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import Constraint, Language, MilestoneKind, RowKind, Visibility
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import MILESTONE_KIND_LABELS, VISIBILITY_LABELS
from csdesk.domain.records import PlanRow
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.ui.screens.plan_trials import PlanTrials

CONSTRAINT_LABELS: Mapping[Constraint, str] = {
    Constraint.ASAP: N_("As soon as its links allow"),
    Constraint.NOT_BEFORE: N_("Not before"),
    Constraint.NOT_LATER: N_("Not later than"),
    Constraint.FIXED: N_("On this day, whatever its links say"),
}


class PlanForms:
    """Makes the forms about one row, or about the plan; each is opened by whoever asked for it."""

    def __init__(
        self, services: Services, data: PlanScreenData, trials: "PlanTrials", parent: QWidget
    ) -> None:
        self._services, self._data, self._parent = services, data, parent
        self._trials = trials
        self._words = services.translator

    def _form(
        self, title: str, fields: Sequence[Field], save: Any, *, accept: str = "", note: str = ""
    ) -> FormDialog:
        return FormDialog(
            self._services, title, fields, save, accept=accept, note=note, parent=self._parent
        )

    def split(self, row: PlanRow) -> FormDialog:
        """Split an item: how long the first part is, and when the second begins."""
        words = self._words
        fields = [
            Field(key="first_days", text=words.text("Days of the first part"), takes=Input.NUMBER,
                  value=max(1, row.duration // 2, row.progress * row.duration // 100), needed=True,
                  row=1,
                  hint=words.text("of {n} in all", n=row.duration)),
            Field(key="resume_on", text=words.text("The second begins on"), takes=Input.DAY, row=1,
                  hint=words.text("Leave empty for the next working day.")),
        ]  # fmt: skip

        def save(values: Mapping[str, Any]) -> None:
            days = int(values["first_days"])
            self._trials.ask_in_form(
                words.text("Splitting “{what}”", what=row.title), row_parts.split, row.id,
                row_id=row.id, first_days=days, resume_on=values["resume_on"],
            )  # fmt: skip

        return self._form(
            words.text("Split"), fields, save, accept=words.text("Split"), note=row.title
        )

    def repeat(self, row: PlanRow) -> FormDialog:
        """Let an item repeat in days, weeks or months, or once again."""
        from csdesk.ui.dialogs.plan_repeat import RepeatDialog

        return RepeatDialog(self._services, self._data, row, self._trials.ask_in_form, self._parent)

    def conditions(self, row: PlanRow) -> FormDialog:
        """Set what binds the dates of a row besides its links, and who sees it."""
        words = self._words
        fields = [
            Field(key="constraint", text=words.text("Bound to"), takes=Input.CHOICE, row=1,
                  stretch=2, value=row.constraint,
                  choices=[(one, words.text(text)) for one, text in CONSTRAINT_LABELS.items()]),
            Field(key="constraint_on", text=words.text("Day"), takes=Input.DAY,
                  value=row.constraint_on, row=1),
            Field(key="deadline", text=words.text("Deadline"), takes=Input.DAY, value=row.deadline,
                  row=2, hint=words.text("Warns when it is passed; moves nothing.")),
            Field(key="visibility", text=words.text("Visibility"), takes=Input.CHOICE,
                  value=row.visibility, row=2, stretch=1,
                  choices=[(one, words.text(VISIBILITY_LABELS[one])) for one in Visibility]),
            Field(key="pinned", text=words.text("Pinned: keeps its dates, whatever moves"),
                  takes=Input.CHECK, value=row.pinned),
        ]  # fmt: skip
        if row.kind is RowKind.ITEM:
            fields.append(
                Field(key="calendar_days", text=words.text("Also on days off"), takes=Input.CHECK,
                      value=row.calendar_days)
            )  # fmt: skip
        if row.kind is RowKind.MILESTONE:
            kinds = [(one, words.text(MILESTONE_KIND_LABELS[one])) for one in MilestoneKind]
            fields[:0] = [
                Field(key="milestone_kind", text=words.text("Kind of milestone"),
                      takes=Input.CHOICE, value=row.milestone_kind, choices=kinds)
            ]  # fmt: skip
            fields.append(
                Field(key="opens_day", text=words.text("Opens its day: what follows starts then"),
                      takes=Input.CHECK, value=row.opens_day)
            )  # fmt: skip

        def save(values: Mapping[str, Any]) -> None:
            given = dict(values)
            if Constraint(given["constraint"]) is Constraint.ASAP:
                given["constraint_on"] = None
            elif given["constraint_on"] is None:
                raise UserError(
                    "constraint_day", N_("Give the day that this row is bound to."),
                    field="constraint_on",
                )  # fmt: skip
            changed = {name: value for name, value in given.items() if value != getattr(row, name)}
            if changed:
                self._trials.ask_in_form(
                    words.text("Conditions of “{what}”", what=row.title), items.update, row.id,
                    row_ids=[row.id], **changed,
                )  # fmt: skip

        return self._form(words.text("Conditions"), fields, save, note=row.title)

    def template(self, current_id: int | None) -> FormDialog:
        """Add the phases of a template to the plan, on a day or after a row."""
        from csdesk.app.templates import list_templates

        words, store, data = self._words, self._services.store, self._data
        language = Language(self._services.language)
        templates = [(one.code, one.title) for one in list_templates(store, language=language)]
        follow: list[tuple[object, str]] = [(None, words.text("no row"))]
        offered = [
            row
            for row in data.rows.values()
            if row.id == current_id or row.kind is RowKind.MILESTONE
        ]
        follow += [
            (row.id, f"{data.marks[row.id]} {row.title}")
            for row in offered
            if not row.kind.is_summary
        ]
        fields = [
            Field(key="template_code", text=words.text("Template"), takes=Input.CHOICE,
                  choices=templates),
            Field(key="start", text=words.text("Starts on"), takes=Input.DAY, row=1,
                  value=self._services.today()),
            Field(key="follow_id", text=words.text("or follows"), takes=Input.CHOICE,
                  choices=follow, row=1, stretch=2),
        ]  # fmt: skip

        def save(values: Mapping[str, Any]) -> object:
            given = dict(values)
            if given["follow_id"] is not None:
                given["start"] = None
            return plan_parts.add_template(
                store, project_id=data.project.id, after_id=current_id, **given
            )

        return self._form(
            words.text("Add a template"), fields, save, accept=words.text("Add"),
            note=words.text("Its phases stand below the phase of the current row."),
        )  # fmt: skip
