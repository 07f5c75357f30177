"""A plan as a file, whose ending says which kind: paper, pictures, calendars, other programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from csdesk.app.exports import ExportResult
from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.domain.views.plan import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanAsk:
    """What is asked for: where to, in which language, and for pictures which part.

    `first` and `last` bound the days; without `paper` the smallest that holds all is taken.
    An internal copy shows the rows that the customer may not see, and says so.
    """

    project_id: int
    out: Path
    today: date
    language: str | None = None
    first: date | None = None
    last: date | None = None
    paper: Paper | None = None
    internal: bool = False
    released: tuple[str, ...] = ()


Writer: TypeAlias = Callable[[Store, PlanAsk, Progress | None], ExportResult]


def _pdf() -> Writer:
    from csdesk.app.plan_pictures import export_plan_pdf

    return export_plan_pdf


def _png() -> Writer:
    from csdesk.app.plan_pictures import export_plan_png

    return export_plan_png


def _svg() -> Writer:
    from csdesk.app.plan_pictures import export_plan_svg

    return export_plan_svg


def _ics() -> Writer:
    from csdesk.app.plan_pictures import export_plan_ics

    return export_plan_ics


def _xml() -> Writer:
    from csdesk.app.plan_exchange import export_plan_xml

    return export_plan_xml


# Ending -> what writes it; imported only when it is asked for.
PLAN_ENDINGS: Mapping[str, Callable[[], Writer]] = {
    ".pdf": _pdf,
    ".png": _png,
    ".svg": _svg,
    ".ics": _ics,
    ".xml": _xml,
}


def export_plan(store: Store, ask: PlanAsk, progress: Progress | None = None) -> ExportResult:
    """Write the plan of a project to `ask.out`: a file of a known ending, or a folder for a PDF.

    Raises `UserError` "plan_ending" for another ending, else as the writers of documents do.
    """
    ending = ".pdf" if ask.out.is_dir() else ask.out.suffix.lower()
    writer = PLAN_ENDINGS.get(ending)
    if writer is None:
        raise UserError(
            "plan_ending",
            N_("A plan is written as {endings}; “{name}” ends in none of them."),
            endings=", ".join(PLAN_ENDINGS),
            name=ask.out.name,
        )
    return writer()(store, ask, progress)
