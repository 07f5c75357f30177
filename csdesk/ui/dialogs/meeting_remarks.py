"""What the form of a meeting says of its day and time as they are typed: nothing of it refuses."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from csdesk.app.error_text import error_text
from csdesk.app.meeting_text import remark_text
from csdesk.app.queries.meeting_form import check_meeting
from csdesk.domain.codes import Language, MeetingKind, MeetingStatus
from csdesk.domain.errors import UserError
from csdesk.domain.records import Meeting
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.dialogs.people_checks import PeopleChecks
from csdesk.ui.services import Services

_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)


def tell_remarks(
    form: FormDialog,
    services: Services,
    customer_id: int,
    meeting: Meeting | None,
    *,
    day: str = "day",
    at: str = "at",
    people: Callable[[], PeopleChecks | None] = lambda: None,
) -> None:
    """Let a form say days off of both sides, other meetings at this time, a day that has passed.

    `day` and `at` are the keys of its fields; of the `people` who are ticked those are named who
    will have left by then. A meeting that was held is left alone.
    """
    if meeting is not None and meeting.status not in _AHEAD:
        return
    words = services.translator

    def tell(_key: str = "") -> None:
        form.say(lines())

    def lines() -> list[str]:
        try:
            chosen, begin = form.value(day), form.value(at)
            length = form.value("minutes") if "minutes" in form.fields else None
        except UserError:
            return []
        if not isinstance(chosen, date):
            return []
        minutes = int(length) if isinstance(length, Decimal) else 0
        asked = people()
        found = check_meeting(
            services.store,
            customer_id=customer_id,
            day=chosen,
            at=begin if isinstance(begin, time) else None,
            minutes=minutes or (meeting.minutes if meeting is not None else 60),
            meeting_id=None if meeting is None else meeting.id,
            kind=MeetingKind(str(form.value("kind"))) if "kind" in form.fields else None,
            contact_ids=None if asked is None else asked.contact_ids,
            user_ids=None if asked is None else asked.user_ids,
            language=Language(words.language),
        )
        gone = [error_text(one, words) for one in found.faults]
        return [*gone, *(remark_text(one, words) for one in found.remarks)]

    form.edited.connect(tell)
    tell()
