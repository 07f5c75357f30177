"""The minutes of a meeting."""

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.minutes import minutes_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind, MeetingKind, MeetingStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Meeting
from csdesk.domain.views.minutes import MinutesView

_MOST = 8  # candidates that an error names


def find_meeting_of(reader: Reader, customer_id: int, text: str | None) -> int:
    """Return the held meeting that a date, id, title or kind names; without one the last held.

    Of several of a kind it is the last. Raises `UserError` with the candidates.
    """
    held = [
        one
        for one in reader.find(Meeting, customer_id=customer_id, order_by=("day", "id"))
        if one.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
    ]
    if not held:
        raise UserError(
            "no_meeting_held",
            N_("No meeting with this customer was held yet: record one first."),
        )
    if text is None or not text.strip():
        return held[-1].id
    wanted = text.strip().casefold()
    same_day = [one for one in held if one.day.isoformat() == wanted]
    if len(same_day) > 1:
        raise _doubtful(text, same_day)
    for found in (
        same_day,
        [one for one in held if str(one.id) == wanted],
        [one for one in held if one.title and one.title.casefold() == wanted],
        [one for one in held if one.kind.value == wanted],
    ):
        if found:
            return found[-1].id
    raise UserError(
        "no_meeting_named",
        N_("No held meeting is called {name}. There are: {candidates}."),
        name=text.strip(),
        candidates=_listed(held),
    )


def _doubtful(text: str, found: list[Meeting]) -> UserError:
    return UserError(
        "name_doubtful",
        N_("{name} is not one name alone. Say which is meant: {candidates}."),
        name=text.strip(),
        candidates=_listed(found),
    )


def _listed(meetings: list[Meeting]) -> str:
    shown = [f"{one.id} ({one.day} {one.title or one.kind.value})" for one in reversed(meetings)]
    return ", ".join([*shown[:_MOST], *(["…"] if len(shown) > _MOST else [])])


def _source(reader: Reader, ask: Ask) -> Source:
    meeting_id = ask.subject_id
    if meeting_id is None:
        meeting_id = find_meeting_of(reader, ask.customer_id or 0, None)
    source = minutes_source(reader, meeting_id, ask.today, ask.language)
    return Source(
        view=source.view,
        customer_id=source.customer_id,
        project_id=source.project_id,
        number=next_number(
            reader,
            DocumentKind.MINUTES,
            customer_id=source.customer_id,
            project_id=source.project_id,
        ),
        mixed=source.mixed,
        left_out=tuple(Remark(text) for text in _missing(source.view)),
    )


def _missing(view: MinutesView) -> list[str]:
    """Return the parts without data that this kind of meeting should have."""
    kickoff = view.meeting.kind is MeetingKind.KICKOFF
    reviewed = view.meeting.kind is MeetingKind.PROGRESS
    parts = (
        (kickoff and view.success is None, N_("the definition of success")),
        (not view.attendees, N_("attendance")),
        (not any(one.commitment for one in view.attendees), N_("commitments")),
        (not view.decisions, N_("decisions")),
        (kickoff and not view.objections, N_("objections")),
        (not view.actions, N_("action items")),
        ((kickoff or reviewed) and not view.milestones, N_("milestones")),
        (view.next_meeting is None, N_("next meeting")),
    )
    return [text for is_missing, text in parts if is_missing]


def _write(view: MinutesView, order: Order) -> Written:
    from csdesk.reports.pdf.minutes import write_minutes

    return write_minutes(view, order.translator, order.progress)


SPEC = DocumentSpec(
    kind=DocumentKind.MINUTES,
    name=N_("Minutes of a meeting"),
    subject=Subject.MEETING,
    view=MinutesView,
    source=_source,
    write=_write,
    find_subject=find_meeting_of,
)
