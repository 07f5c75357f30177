"""How a plan leaves: kind of file, which days, on which paper, for whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.domain.errors import N_, UserError
from csdesk.domain.views.plan import Paper
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanOut:
    """What the form was asked for; see `csdesk.app.plan_files.PlanAsk`."""

    ending: str  # with its dot
    first: date | None = None
    last: date | None = None
    paper: Paper | None = None
    internal: bool = False


# Ending -> what it is for.
ENDINGS: Mapping[str, str] = {
    ".pdf": N_("PDF, to print or send"),
    ".png": N_("PNG picture"),
    ".svg": N_("SVG drawing"),
    ".ics": N_("ICS, milestones and meetings for a calendar"),
    ".xml": N_("XML for Microsoft Project"),
}

_WHOLE = (".ics", ".xml")


def plan_out_form(
    services: Services, taken: Callable[[PlanOut], object], parent: QWidget
) -> FormDialog:
    """Return the form; `taken` gets what was chosen once it closes.

    Days that are left empty show the whole plan, paper that is left open the smallest that holds
    it. An end before the start is refused at its field.
    """
    words = services.translator

    def save(values: Mapping[str, Any]) -> None:
        first, last = values["first"], values["last"]
        if first is not None and last is not None and last < first:
            raise UserError(
                "range_order",
                N_("The last day lies before the first: correct one of them."),
                field="last",
            )
        if values["ending"] in _WHOLE and (first is not None or last is not None):
            raise UserError(
                "range_of_file",
                N_("This file holds the whole plan: leave the days empty, or take a PDF."),
                field="ending",
            )
        if values["paper"] is not None and values["ending"] != ".pdf":
            raise UserError(
                "paper_of_file", N_("Only a PDF has pages: leave the paper open."), field="paper"
            )
        taken(
            PlanOut(
                ending=values["ending"],
                first=first,
                last=last,
                paper=values["paper"],
                internal=values["internal"],
            )
        )

    fields = [
        Field(
            key="ending", text=words.text("File"), takes=Input.CHOICE, value=".pdf",
            choices=[(ending, words.text(text)) for ending, text in ENDINGS.items()],
        ),
        Field(
            key="internal", text=words.text("For whom"), takes=Input.CHOICE, value=False,
            choices=[
                (False, words.text("The customer: visible rows only")),
                (True, words.text("Us: all rows, marked internal")),
            ],
        ),
        Field(
            key="first", text=words.text("First day"), takes=Input.DAY, row=1,
            hint=words.text("Leave empty for the first day of the plan."),
        ),
        Field(
            key="last", text=words.text("Last day"), takes=Input.DAY, row=1,
            hint=words.text("Leave empty for the last day of the plan."),
        ),
        Field(
            key="paper", text=words.text("Paper"), takes=Input.CHOICE,
            choices=[
                (None, words.text("The smallest that holds it legibly")),
                *((paper, paper.value) for paper in Paper),
            ],
        ),
    ]  # fmt: skip
    return FormDialog(
        services, words.text("Write the plan"), fields, save,
        accept=words.text("Choose where"), parent=parent,
    )  # fmt: skip
