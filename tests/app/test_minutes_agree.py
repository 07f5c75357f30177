"""Minutes say agreed only of dates agreed there, and the mail lists what the minutes list."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csdesk.app.commands import baselines, meeting_entries, meetings, rows
from csdesk.app.queries.minutes import minutes_source
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, MeetingKind, MilestoneKind, RowKind, Side
from csdesk.domain.records import Meeting
from csdesk.domain.views.minutes import AheadView, MinutesView
from csdesk.i18n import Translator
from csdesk.reports.words.mail_values import mail_values
from csdesk.reports.words.minutes import headline, milestones_note, shown_actions
from tests.app.conftest import Desk
from tests.support import TODAY

WORDS = Translator("en")


def kickoff(desk: Desk) -> Meeting:
    made = meetings.create(
        desk.store, customer_id=desk.ids.customer, day=TODAY, kind=MeetingKind.KICKOFF,
        project_id=desk.ids.project,
    )  # fmt: skip
    return meetings.hold(desk.store, meeting_id=made.id)


def view_of(store: Store, meeting: Meeting) -> MinutesView:
    with store.read() as reader:
        return minutes_source(reader, meeting.id, TODAY, Language.EN).view


@pytest.mark.parametrize(("days", "agreed"), [(0, True), (40, False)])
def test_dates_are_agreed_by_somebody_at_that_meeting(desk: Desk, days: int, agreed: bool) -> None:
    baselines.agree(
        desk.store,
        project_id=desk.ids.project,
        agreed_by="Guo Wei",
        agreed_on=TODAY - timedelta(days),
    )
    view = view_of(desk.store, kickoff(desk))
    assert view.agreed
    assert view.agreed_here is agreed
    dated = replace(view, value=AheadView(name="First value", kind=MilestoneKind.VALUE, day=TODAY))
    assert headline(dated, WORDS)[0][-1].startswith("Agreed") is agreed
    assert milestones_note(view, WORDS).startswith("Agreed by Guo Wei")


def test_the_mail_lists_every_item_that_the_minutes_list(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    meeting = kickoff(desk)
    for number in range(14):
        rows.add(
            store, project_id=ids.project, title=f"Theirs {number}", kind=RowKind.ITEM,
            side=Side.CUSTOMER, owner_name=f"Person {number}", target=TODAY + timedelta(number + 1),
        )  # fmt: skip
    last = rows.add(
        store, project_id=ids.project, title="Typed in that day", kind=RowKind.ITEM,
        side=Side.CUSTOMER, owner_name="Zoe", target=TODAY + timedelta(20),
    )  # fmt: skip
    view = view_of(store, meeting)
    theirs = [one for one in view.actions if one.side is Side.CUSTOMER]
    assert f"A{last.number}" in {one.code for one in theirs}
    lines = mail_values(DocumentKind.MINUTES, view, [], WORDS)["actions"]
    for one in shown_actions(theirs):
        assert f"({one.code}, " in lines
    assert "Typed in that day" in lines


def test_what_was_decided_at_another_meeting_of_the_day_is_not_told_again(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    first = kickoff(desk)
    meeting_entries.record_decision(store, meeting_id=first.id, what="Export once")
    second = meetings.create(
        store, customer_id=ids.customer, day=TODAY, kind=MeetingKind.PROGRESS,
        project_id=ids.project,
    )  # fmt: skip
    meetings.hold(store, meeting_id=second.id)
    assert [one.what for one in view_of(store, first).decisions] == ["Export once"]
    assert "Export once" not in {one.what for one in view_of(store, second).decisions}
