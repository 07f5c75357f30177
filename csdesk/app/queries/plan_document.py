"""The views of a plan that leaves: what one customer may see of it, as picture and as calendar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csdesk.app.queries.documents import DocumentFacts, Titles, next_number, spans_seen
from csdesk.app.queries.plan_screen import repeats_of
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.app.queries.window_shown import window_view
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind, Language, MeetingStatus, RowKind, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.records import Meeting, PlanRow
from csdesk.domain.state import RowState
from csdesk.domain.views.plan import (
    CalendarEntry,
    OffKind,
    OffView,
    PlanCalendarView,
    PlanLine,
    PlanLinkView,
    PlanView,
)
from csdesk.domain.views.status import WindowView
from csdesk.i18n import Translator
from csdesk.layout.day_marks import chart_days
from csdesk.layout.days import DayKind, runs

LONGEST = 30 * 366  # days on one picture
_NO_ENTRY = (MeetingStatus.MISSED, MeetingStatus.TO_SCHEDULE)  # of a meeting in a calendar
EARLIEST, LATEST = 1950, 2149  # years in which calendars are known
BEFORE, AFTER = 35, 150  # days around the plan whose days off are known to its picture
_OFF = {
    DayKind.REST: OffKind.REST,
    DayKind.HOLIDAY: OffKind.HOLIDAY,
    DayKind.UNPUBLISHED: OffKind.UNPUBLISHED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanSource:
    """A view with what we must know about its making."""

    view: PlanView
    customer_id: int
    mixed: bool  # titles in another language than the document's


def plan_source(
    reader: Reader,
    project_id: int,
    today: date,
    language: Language | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
    internal: bool = False,
) -> PlanSource:
    """Return the view of a project's plan; with a range only the rows that touch it."""
    loaded = load_project(reader, project_id, today)
    chosen = language or loaded.customer.language
    facts, titles = DocumentFacts(reader, loaded.customer, chosen), Titles(reader, chosen)
    shown = [
        (loaded.rows[row_id], loaded.state.rows[row_id])
        for row_id in loaded.state.order
        if internal or loaded.state.rows[row_id].visible
    ]
    lines = _lines(loaded, facts, titles, shown)
    kept = _in_range(lines, loaded.rows, first, last)
    end, slip = _end(lines)  # a part of a plan ends when the plan ends
    keys = {line.key for line in kept}
    view = PlanView(
        language=chosen,
        today=today,
        number=next_number(
            reader, DocumentKind.PLAN, customer_id=loaded.customer.id, project_id=project_id
        ),
        us=facts.us(),
        customer=facts.them(),
        sender=facts.sender(),
        project=loaded.project.name,
        internal=internal,
        first=first,
        last=last,
        lines=tuple(kept),
        left_out=len(lines) - len(kept),
        links=tuple(
            PlanLinkView(
                key=link.id, before=link.predecessor_id, after=link.successor_id, type=link.type
            )
            for link in loaded.plan.links
            if link.predecessor_id in keys and link.successor_id in keys
        ),
        days_off=_days_off(loaded, chosen, kept, today, first, last),
        window=_window(loaded, titles, keys),
        baseline_on=loaded.plan.baseline.agreed_on if loaded.plan.baseline is not None else None,
        finish=end,
        slip=slip,
    )
    foreign = chosen is not loaded.customer.language and titles.kept > 0
    return PlanSource(view=view, customer_id=loaded.customer.id, mixed=foreign)


def _lines(
    loaded: LoadedProject,
    facts: DocumentFacts,
    titles: Titles,
    shown: Sequence[tuple[PlanRow, RowState]],
) -> list[PlanLine]:
    repeats = repeats_of(loaded)
    lines = [
        PlanLine(
            key=row.id,
            code=f"A{row.number}" if row.number is not None else "",
            title=titles.of(row),
            depth=its.depth,
            kind=row.kind,
            milestone=row.milestone_kind,
            side=row.side,
            owner="" if row.kind.is_summary else facts.owner_of(row),
            status=row.status,
            start=its.start,
            finish=its.finish,
            agreed_start=its.agreed_start,
            agreed=its.agreed,
            slip=None if row.kind.is_summary else its.slip,
            progress=its.progress,
            critical=its.critical,
            deadline=row.deadline,
            begun=row.status is Status.IN_PROGRESS or row.actual_start is not None,
            days=repeats.get(row.id, ()),
            leads_to=its.leads_to_id,
        )
        for row, its in shown
    ]
    spans = spans_seen(shown)
    return [
        replace(line, start=span[0], finish=span[1])
        if line.kind.is_summary and (span := spans.get(line.key)) is not None
        else replace(line, start=None, finish=None)
        if line.kind.is_summary
        else line
        for line in lines
    ]


def _in_range(
    lines: Sequence[PlanLine],
    rows: Mapping[int, PlanRow],
    first: date | None,
    last: date | None,
) -> list[PlanLine]:
    """Keep the lines that touch the range, and the phases that hold them."""
    if first is None and last is None:
        return list(lines)
    low, high = first or date.min, last or date.max
    keys: set[int] = set()
    for line in lines:
        if line.kind.is_summary or line.finish is None:
            continue
        if (line.start or line.finish) <= high and line.finish >= low:
            above: int | None = line.key
            while above is not None and above not in keys:
                keys.add(above)
                above = rows[above].parent_id
    return [line for line in lines if line.key in keys]


def _end(lines: Sequence[PlanLine]) -> tuple[date | None, int | None]:
    """Return the last day; and by how much it moved, when one milestone ends plan and promise."""
    dated = [
        line for line in lines if line.finish is not None and line.status is not Status.CANCELLED
    ]
    last = max(dated, key=lambda line: (line.finish or date.min, line.slip is not None),
               default=None)  # fmt: skip
    if last is None:
        return None, None
    agreed = max((line.agreed for line in dated if line.agreed is not None), default=None)
    milestones = [
        line
        for line in dated
        if line.kind is RowKind.MILESTONE
        and line.finish == last.finish
        and line.slip is not None
        and line.agreed == agreed
    ]
    return last.finish, milestones[-1].slip if milestones else None


def _days_off(
    loaded: LoadedProject,
    language: Language,
    lines: Iterable[PlanLine],
    today: date,
    first: date | None,
    last: date | None,
) -> tuple[OffView, ...]:
    days = [
        day
        for line in lines
        for day in (line.start, line.finish, line.agreed_start, line.agreed, line.deadline)
        if day
    ]
    days += [day for day in (first, last) if day]
    if not days:
        return ()
    low, high = first or min(days), last or max(days)
    if (high - low).days > LONGEST or low.year < EARLIEST or high.year > LATEST:
        raise UserError(
            "plan_too_long",
            N_("The plan runs from {first} to {last}. Choose the days to show: at most 30 years."),
            first=low,
            last=high,
        )
    lookup = chart_days(loaded.calendars, Translator(language.value), ours_named=False)
    begin, end = (low - timedelta(BEFORE)).toordinal(), (high + timedelta(AFTER)).toordinal()
    return tuple(
        OffView(
            first=date.fromordinal(start),
            last=date.fromordinal(stop),
            kind=_OFF[info.kind],
            names=info.names,
        )
        for start, stop, info in runs(lookup, begin, end)
        if info.kind is not DayKind.WORK
    )


def _window(loaded: LoadedProject, titles: Titles, keys: set[int]) -> WindowView | None:
    window = loaded.state.window
    if window is None:
        return None

    def name(row_id: int | None) -> str | None:
        row = loaded.rows.get(row_id or 0)
        return titles.of(row) if row is not None and row.id in keys else None

    return window_view(window, name)


# --- calendar ---------------------------------------------------------------------------------


def plan_calendar(
    reader: Reader,
    project_id: int,
    today: date,
    made_at: datetime,
    language: Language | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
) -> PlanCalendarView:
    """Return the visible milestones and the meetings of a project as calendar entries."""
    source = plan_source(reader, project_id, today, language, first=first, last=last)
    view = source.view
    loaded = load_project(reader, project_id, today)
    facts = DocumentFacts(reader, loaded.customer, view.language)
    entries = [_milestone(line, loaded.rows[line.key], view) for line in view.lines
               if line.kind is RowKind.MILESTONE and line.finish is not None]  # fmt: skip
    meetings = reader.find(Meeting, customer_id=loaded.customer.id, order_by=("day", "id"))
    entries += [
        _meeting(one, facts, view.language)
        for one in meetings
        if one.project_id in (None, project_id) and one.status not in _NO_ENTRY
    ]
    low, high = first or date.min, last or date.max
    return PlanCalendarView(
        language=view.language,
        today=today,
        number=view.number,
        us=view.us,
        customer=view.customer,
        project=view.project,
        made_at=made_at,
        entries=tuple(one for one in entries if low <= one.day <= high),
    )


def _milestone(line: PlanLine, row: PlanRow, view: PlanView) -> CalendarEntry:
    return CalendarEntry(
        uid=row.uid,
        title=line.title,
        day=line.finish or view.today,
        is_milestone=True,
        codes=tuple(one.code for one in view.lines if one.leads_to == line.key and one.code),
        cancelled=line.status is Status.CANCELLED,
        done=line.status is Status.DONE,
        revision=row.version,
    )


def _meeting(meeting: Meeting, facts: DocumentFacts, language: Language) -> CalendarEntry:
    """Return a meeting at its local time; an unknown zone, and no hour, make it a whole day."""
    shown = facts.meeting(meeting)
    zone = _zone(meeting.timezone or facts.customer.timezone or facts.workspace.timezone)
    start = end = None
    if meeting.at is not None and zone is not None:
        start = datetime.combine(meeting.day, meeting.at, zone)
        end = start + timedelta(minutes=max(meeting.minutes, 0))
    kind = Translator(language.value).text(MEETING_KIND_LABELS[meeting.kind])
    return CalendarEntry(
        uid=meeting.uid,
        title=shown.title or kind,
        day=meeting.day,
        start=start,
        end=end,
        place=shown.place,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
        done=meeting.status in (MeetingStatus.HELD, MeetingStatus.CLOSED),
        revision=meeting.version,
        people=shown.people,
    )


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
