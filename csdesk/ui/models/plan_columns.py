"""The columns of a plan: their heads, what an edit of them sets, and which are shown at first."""

from collections.abc import Iterable
from enum import IntEnum

from csdesk.domain.errors import N_


class PlanColumn(IntEnum):
    """The columns of the model; `ORDER` is how they stand."""

    TITLE = 0
    OWNER = 1
    STATUS = 2
    START = 3
    FINISH = 4
    SLIP = 5
    NUMBER = 6
    AGREED_START = 7
    AGREED = 8
    START_VARIANCE = 9
    FINISH_VARIANCE = 10
    TARGET = 11
    DURATION = 12
    SLACK = 13
    FREE_SLACK = 14
    PROGRESS = 15
    PREDECESSORS = 16
    PRIORITY = 17


HEADERS = {
    PlanColumn.TITLE: N_("Item"),
    PlanColumn.OWNER: N_("Owner"),
    PlanColumn.STATUS: N_("Status"),
    PlanColumn.START: N_("Start"),
    PlanColumn.FINISH: N_("Finish"),
    PlanColumn.SLIP: N_("Slip"),
    PlanColumn.NUMBER: N_("No."),
    PlanColumn.AGREED_START: N_("Agreed start"),
    PlanColumn.AGREED: N_("Agreed finish"),
    PlanColumn.START_VARIANCE: N_("Start variance"),
    PlanColumn.FINISH_VARIANCE: N_("Finish variance"),
    PlanColumn.TARGET: N_("Target date"),
    PlanColumn.DURATION: N_("Duration"),
    PlanColumn.SLACK: N_("Total slack"),
    PlanColumn.FREE_SLACK: N_("Free slack"),
    PlanColumn.PROGRESS: N_("Progress"),
    PlanColumn.PREDECESSORS: N_("Predecessors"),
    PlanColumn.PRIORITY: N_("Priority"),
}
ORDER = (
    PlanColumn.NUMBER, PlanColumn.TITLE, PlanColumn.OWNER, PlanColumn.STATUS, PlanColumn.START,
    PlanColumn.FINISH, PlanColumn.SLIP, PlanColumn.AGREED_START, PlanColumn.AGREED,
    PlanColumn.START_VARIANCE, PlanColumn.FINISH_VARIANCE, PlanColumn.TARGET, PlanColumn.DURATION,
    PlanColumn.SLACK, PlanColumn.FREE_SLACK, PlanColumn.PROGRESS, PlanColumn.PREDECESSORS,
    PlanColumn.PRIORITY,
)  # fmt: skip
USUAL = frozenset(
    {
        PlanColumn.TITLE, PlanColumn.OWNER, PlanColumn.STATUS, PlanColumn.START, PlanColumn.FINISH,
        PlanColumn.SLIP,
    }
)  # fmt: skip
LEFT_COLUMNS = frozenset(
    {
        PlanColumn.NUMBER, PlanColumn.TITLE, PlanColumn.OWNER, PlanColumn.STATUS,
        PlanColumn.PREDECESSORS, PlanColumn.PRIORITY,
    }
)  # fmt: skip
DATE_COLUMNS = frozenset(
    {
        PlanColumn.START, PlanColumn.FINISH, PlanColumn.AGREED_START, PlanColumn.AGREED,
        PlanColumn.TARGET,
    }
)  # fmt: skip
COMPARED_COLUMNS = frozenset(
    {
        PlanColumn.AGREED_START, PlanColumn.AGREED, PlanColumn.START_VARIANCE,
        PlanColumn.FINISH_VARIANCE,
    }
)  # fmt: skip
FIELDS = {
    PlanColumn.TITLE: "title",
    PlanColumn.OWNER: "owner",
    PlanColumn.STATUS: "status",
    PlanColumn.START: "start",
    PlanColumn.FINISH: "target",
    PlanColumn.TARGET: "target",
    PlanColumn.DURATION: "duration",
    PlanColumn.PROGRESS: "progress",
    PlanColumn.PREDECESSORS: "predecessors",
    PlanColumn.PRIORITY: "priority",
}


def columns_text(columns: Iterable[PlanColumn]) -> str:
    """Return columns as they are kept in settings."""
    chosen = set(columns)
    return " ".join(column.name.lower() for column in ORDER if column in chosen)


def read_columns(text: str) -> frozenset[PlanColumn]:
    """Return kept columns; the usual ones where nothing is kept. The title always stands."""
    known = {column.name.lower(): column for column in PlanColumn}
    found = frozenset(known[name] for name in text.split() if name in known)
    return found | {PlanColumn.TITLE} if found else USUAL
