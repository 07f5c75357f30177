"""Who may have caused a move: late predecessors first, then the sides."""

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import Cause, RowKind, Side
from csdesk.domain.labels import CAUSE_LABELS
from csdesk.i18n import Translator
from csdesk.ui.gantt.strip import Option

MOST = 6  # predecessors that are named
LOOK_FAR = 400  # rows walked back
_CAUSES = {Side.US: Cause.US, Side.CUSTOMER: Cause.CUSTOMER, Side.THIRD: Cause.THIRD}
_SIDES = {cause: side for side, cause in _CAUSES.items()}

Chosen = tuple[Cause, str]
"""The cause and the text that go into the ledger."""


def causes_of(
    data: PlanScreenData, row_ids: list[int], translator: Translator, *, inside: bool = False
) -> list[Option]:
    """Return what can be chosen as the cause of a move, the likeliest first.

    Late predecessors come by their distance with their side, then each side; the side of the first
    row leads these when no predecessor is late. With `inside` the rows are what a phase holds: they
    come before what they wait for, the latest first.
    """
    late = []
    own = sorted(row_ids, key=lambda row_id: -_slip(data, row_id)) if inside else []
    for row_id in (*own, *_behind(data, row_ids)):
        row, state = data.rows[row_id], data.state_of(row_id)
        if row.kind is not RowKind.ITEM or state is None:
            continue
        if state.late or (state.slip or 0) > 0 or state.blocked_since is not None:
            late.append((row.status.is_ended, row))
    late.sort(key=lambda one: one[0])
    options = [
        Option((_CAUSES[row.side], row.title), row.title, row.side) for _, row in late[:MOST]
    ]
    return options + sides_of(data.rows[row_ids[0]].side, translator)


def sides_of(first: Side, translator: Translator) -> list[Option]:
    """Return the sides, and what is of no side, as causes of a move; a side leads."""
    lead = _CAUSES[first]
    return [
        Option((cause, ""), translator.text(CAUSE_LABELS[cause]), _SIDES.get(cause))
        for cause in sorted(Cause, key=lambda one: one is not lead)
    ]


def _slip(data: PlanScreenData, row_id: int) -> int:
    state = data.state_of(row_id)
    return 0 if state is None else max(state.late, state.slip or 0)


def _behind(data: PlanScreenData, row_ids: list[int]) -> list[int]:
    """Return what rows follow, nearest first."""
    seen = set(row_ids)
    found: list[int] = []
    layer = list(row_ids)
    while layer and len(found) < LOOK_FAR:
        following = []
        for row_id in layer:
            for link in data.followed.get(row_id, ()):
                one = link.predecessor_id
                if one not in seen and one in data.rows:
                    seen.add(one)
                    following.append(one)
        found += following
        layer = following
    return found
