"""The links of a project file in whole days, without those that lead round in a circle."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from csdesk.app.imports.project_draft import Draft
from csdesk.app.imports.project_left import Left, LeftOut
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import LinkType, RowKind
from csdesk.domain.forecast import forecast
from csdesk.domain.link_cycles import ancestors
from csdesk.domain.records import Dependency, PlanRow
from csdesk.domain.views.project_file import FileLink, FilePlan

_ANY_DAY = date(2024, 1, 1)


def draft_links(plan: FilePlan, draft: Draft, calendars: Calendars) -> list[Dependency]:
    """Return the links between the rows of a draft; what cannot be kept is added to its list."""
    rows = {row.id: row for row in draft.rows}
    found: dict[tuple[int, int, LinkType], Dependency] = {}
    for number, link in enumerate(plan.links, 1):
        pred, succ = draft.number.get(link.pred), draft.number.get(link.succ)
        if pred is None or succ is None:
            continue
        names = {"pred": rows[pred].title, "name": rows[succ].title}
        if pred == succ:
            if link.pred == link.succ:
                draft.left.append(LeftOut(kind=Left.LINK_SELF, uid=link.succ, params=names))
            continue
        if pred in ancestors(succ, rows) or succ in ancestors(pred, rows):
            draft.left.append(LeftOut(kind=Left.LINK_INSIDE, uid=link.succ, params=names))
            continue
        key = (pred, succ, link.type)
        if key in found:
            draft.left.append(LeftOut(kind=Left.LINK_TWICE, uid=link.succ, params=names))
            continue
        lag, exact = _lag(link, draft.tasks[pred - 1].minutes or 0, plan.minutes_per_day)
        if not exact:
            lags = {"lag": _lag_words(link), "days": lag}
            draft.left.append(
                LeftOut(kind=Left.LAG_ROUNDED, uid=link.succ, params={**names, **lags})
            )
        found[key] = Dependency(
            id=number, project_id=0, predecessor_id=pred, successor_id=succ, type=link.type,
            lag=lag, lag_calendar_days=link.elapsed and bool(lag),
        )  # fmt: skip
    return _without_cycles(draft, list(found.values()), calendars)


def goals_of_links(rows: Sequence[PlanRow], links: Sequence[Dependency]) -> Mapping[int, int]:
    """Return for each item the milestone that its links lead to, the nearest one."""
    kinds = {row.id: row.kind for row in rows}
    after: dict[int, list[int]] = {}
    for link in links:
        if link.type is LinkType.FS and link.lag >= 0:
            after.setdefault(link.predecessor_id, []).append(link.successor_id)
    goals = {}
    for row in rows:
        if row.kind is not RowKind.ITEM:
            continue
        seen, waiting = {row.id}, [row.id]
        while waiting and row.id not in goals:
            coming = []
            for one in (succ for pred in waiting for succ in after.get(pred, ())):
                if kinds[one] is RowKind.MILESTONE:
                    goals[row.id] = one
                    break
                if one not in seen and kinds[one] is RowKind.ITEM:
                    seen.add(one)
                    coming.append(one)
            waiting = coming
    return goals


def _lag(link: FileLink, pred_minutes: int, per_day: int) -> tuple[int, bool]:
    """Return a lag in whole days, rounded up, and whether that is exact."""
    day = 1440 if link.elapsed else per_day
    if link.percent is not None:
        exact = Fraction(link.percent * pred_minutes, 100 * per_day)
    else:
        exact = Fraction(link.minutes, day)
    days = max(-10_000, min(10_000, math.ceil(exact)))
    return days, days == exact


def _lag_words(link: FileLink) -> str:
    if link.percent is not None:
        return f"{link.percent}%"
    return f"{link.minutes / 60:g} h"


def _without_cycles(
    draft: Draft, links: list[Dependency], calendars: Calendars
) -> list[Dependency]:
    """Return the links without the last one of each circle; each pass cuts every circle once."""
    first = min((row.start for row in draft.rows if row.start is not None), default=_ANY_DAY)
    rows = {row.id: row for row in draft.rows}
    while True:
        cycles = forecast(draft.rows, links, calendars, first, first).network.cycles
        cut: dict[int, Dependency] = {}
        for cycle in cycles:
            ids = {draft.rows[index].id for index in cycle}
            inside = [one for one in links if {one.predecessor_id, one.successor_id} <= ids]
            cut |= {inside[-1].id: inside[-1]} if inside else {}
        if not cut:
            return links
        draft.left += (
            LeftOut(
                kind=Left.LINK_CYCLE,
                uid=rows[one.successor_id].source_uid,
                params={
                    "pred": rows[one.predecessor_id].title,
                    "name": rows[one.successor_id].title,
                },
            )
            for one in cut.values()
        )
        links = [link for link in links if link.id not in cut]
