"""Minutes of a meeting from real data: what belongs to it, what stays ours, end to end."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from csdesk.app.commands import (
    baselines,
    decisions,
    goals,
    items,
    meeting_entries,
    meetings,
    notes,
    risks,
    rows,
    series,
    settings,
)
from csdesk.app.demo import Demo
from csdesk.app.documents.make import export_document, make_again
from csdesk.app.documents.minutes import find_meeting_of
from csdesk.app.queries.minutes import minutes_source
from csdesk.data.store import Store
from csdesk.domain.codes import (
    DocumentKind,
    Language,
    MeetingKind,
    NoteKind,
    RowKind,
    Side,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import Attendance, Meeting, PlanRow
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.domain.views.minutes import MinutesView
from csdesk.i18n import Translator
from csdesk.reports.words import minutes as words
from tests.app.world import World
from tests.data.test_migration_holds import Days
from tests.demo import open_demo
from tests.support import TODAY

SECRET = "the sponsor is on his way out and nobody may know it"


@dataclass(frozen=True, slots=True)
class Room:
    """A workspace with a meeting that was held today."""

    store: Store
    ids: World
    meeting: Meeting
    folder: Path

    def view(self, language: Language | None = None, meeting_id: int = 0) -> MinutesView:
        with self.store.read() as reader:
            meeting_id = meeting_id or self.meeting.id
            return minutes_source(reader, meeting_id, TODAY, language).view

    def codes(self) -> set[str]:
        return {one.code for one in self.view().actions}


@pytest.fixture
def room(world_file: tuple[Path, World], tmp_path: Path) -> Iterator[Room]:
    source, ids = world_file
    path = tmp_path / "w.csdesk"
    shutil.copyfile(source, path)
    store = Store.open(path, clock=Days(), backups=False)
    meeting = meetings.create(
        store, customer_id=ids.customer, day=TODAY, kind=MeetingKind.PROGRESS,
        contact_ids=[ids.contact, ids.successor], user_ids=[ids.user],
    )  # fmt: skip
    with store.read() as reader:
        invited = reader.find(Attendance, meeting_id=meeting.id)
    meetings.hold(
        store,
        meeting_id=meeting.id,
        summary=SECRET,
        attended={one.id: one.contact_id != ids.successor for one in invited},
    )
    yield Room(store, ids, meeting, tmp_path)
    store.close()


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def test_what_was_written_down_stands_in_its_order(room: Room) -> None:
    store, meeting_id = room.store, room.meeting.id
    meeting_entries.record_decision(store, meeting_id=meeting_id, what="Second", who="Guo Wei")
    meeting_entries.record_decision(store, meeting_id=meeting_id, what="First", why="It is first")
    with store.read() as reader:
        last = reader.find(MeetingEntry, meeting_id=meeting_id, order_by=("position",))[-1]
    meeting_entries.move(store, entry_id=last.id, direction="up")
    meeting_entries.record_objection(
        store, meeting_id=meeting_id, text="Too\nlate", answer="It is in time\nfor all",
        contact_id=room.ids.contact,
    )  # fmt: skip
    meeting_entries.record_risk(store, meeting_id=meeting_id, title="Peak", probability=5, impact=5)
    row = meeting_entries.record_item(
        store, meeting_id=meeting_id, title="Send the list", side=Side.CUSTOMER,
        owner_contact_id=room.ids.contact, target=TODAY + timedelta(5),
    )  # fmt: skip
    view = room.view()
    assert [one.what for one in view.decisions] == ["First", "Second"]
    assert (view.decisions[0].why, view.decisions[1].who) == ("It is first", "Guo Wei")
    (objection,) = view.objections
    assert (objection.text, objection.who) == ("Too late", "Guo Wei")
    assert objection.answer == "It is in time\nfor all"
    assert [(one.title, one.grade) for one in view.risks] == [("Peak", 3)]
    (action,) = view.actions
    assert (action.code, action.owner, action.day) == (
        f"A{row.number}", "Guo Wei", TODAY + timedelta(5),
    )  # fmt: skip
    assert view.actions_until is None


def test_a_meeting_planned_before_there_was_a_plan_is_about_the_only_project(room: Room) -> None:
    meeting = meetings.create(
        room.store, customer_id=room.ids.other, day=TODAY, kind=MeetingKind.KICKOFF, project_id=None
    )
    meetings.hold(room.store, meeting_id=meeting.id)
    view = room.view(meeting_id=meeting.id)
    assert view.project
    assert view.milestones


def test_who_came_and_committed_theirs_first(room: Room) -> None:
    with room.store.read() as reader:
        rows_of = {one.user_id: one for one in reader.find(Attendance, meeting_id=room.meeting.id)}
    meetings.update_attendance(
        room.store, attendance_id=rows_of[room.ids.user].id, commitment="Writes each Friday"
    )
    people = [
        (one.person.name, one.side, one.attended, one.commitment) for one in room.view().attendees
    ]
    assert people == [
        ("Guo Wei", Side.CUSTOMER, True, ""),
        ("Zhou Min", Side.CUSTOMER, False, ""),
        ("Chen Hao", Side.US, True, "Writes each Friday"),
    ]


def test_a_meeting_without_entries_is_told_by_its_day(room: Room) -> None:
    store, ids = room.store, room.ids
    decisions.create(store, customer_id=ids.customer, what="Of that day", project_id=ids.project)
    decisions.create(
        store, customer_id=ids.customer, what="Of another day", day=TODAY - timedelta(1)
    )
    decisions.create(store, customer_id=ids.other, what="Of another customer")
    wanted = rows.add(store, project_id=ids.project, title="Soon", target=TODAY + timedelta(3))
    later = rows.add(store, project_id=ids.project, title="Later", target=TODAY + timedelta(40))
    view = room.view()
    said = {one.what for one in view.decisions}
    assert "Of that day" in said
    assert not said & {"Of another day", "Of another customer"}
    assert f"A{wanted.number}" in room.codes()
    assert f"A{later.number}" not in room.codes()
    assert view.actions_until is not None
    meetings.create(store, customer_id=ids.customer, day=TODAY + timedelta(2))
    assert f"A{wanted.number}" not in room.codes()


def test_nothing_internal_is_in_the_view_or_the_file(room: Room) -> None:
    store, meeting_id, ids = room.store, room.meeting.id, room.ids
    internal = Visibility.INTERNAL
    meeting_entries.record_decision(
        store, meeting_id=meeting_id, what=f"1 {SECRET}", visibility=internal
    )
    meeting_entries.record_decision(store, meeting_id=meeting_id, what="All may know this")
    meeting_entries.record_objection(
        store, meeting_id=meeting_id, text=f"2 {SECRET}", visibility=internal
    )
    meeting_entries.record_risk(
        store, meeting_id=meeting_id, title=f"3 {SECRET}", visibility=internal
    )
    hidden = meeting_entries.record_item(
        store, meeting_id=meeting_id, title=f"4 {SECRET}", visibility=internal,
        target=TODAY + timedelta(2),
    )  # fmt: skip
    phase = rows.add(
        store, project_id=ids.project, title=f"5 {SECRET}", kind=RowKind.PHASE, visibility=internal
    )
    below = rows.add(
        store, project_id=ids.project, title="Below what is internal", parent_id=phase.id,
        target=TODAY + timedelta(2),
    )  # fmt: skip
    items.update(store, row_ids=[ids.row["users"]], internal_note=f"6 {SECRET}")
    notes.create(
        store, customer_id=ids.customer, text=f"7 {SECRET}", kind=NoteKind.OBJECTION, day=TODAY
    )
    risks.create(store, customer_id=ids.customer, title=f"8 {SECRET}")
    assert SECRET not in repr(room.view())
    assert not {f"A{hidden.number}", f"A{below.number}"} & room.codes()
    result = export_document(
        store, DocumentKind.MINUTES, out=room.folder, today=TODAY, customer_id=ids.customer,
        subject_id=meeting_id,
    )  # fmt: skip
    text = text_of(result.path)
    assert "All may know this" in text
    assert "nobody may know" not in text


def test_success_is_shown_with_who_confirmed_it_there(room: Room) -> None:
    # a meeting does not repeat what it did not confirm
    assert room.view(meeting_id=room.ids.held).success is None
    goals.confirm_success(
        room.store, customer_id=room.ids.customer, confirmed_by="Guo Wei", text="Seen each day",
        meeting_id=room.meeting.id,
    )  # fmt: skip
    success = room.view().success
    assert success is not None
    assert (success.text, success.confirmed_by) == ("Seen each day", "Guo Wei")
    assert success.confirmed_on == TODAY


def test_the_time_to_object_counts_their_working_days(room: Room) -> None:
    friday = TODAY
    assert friday.weekday() == 4
    assert room.view().object_until == datetime(2026, 11, 25, 18)
    settings.put(room.store, key="minutes.objection_days", value="5")
    assert room.view().object_until == datetime(2026, 11, 27, 18)
    settings.put(room.store, key="minutes.objection_days", value="0")
    assert room.view().object_until is None


def test_a_meeting_that_was_not_held_has_no_minutes(room: Room) -> None:
    with pytest.raises(UserError) as refused:
        room.view(meeting_id=room.ids.meeting)
    assert refused.value.code == "meeting_not_held"


def test_entries_are_of_the_meetings_customer_and_entered_once(room: Room) -> None:
    store, meeting_id, ids = room.store, room.meeting.id, room.ids
    row_id = ids.row["users"]
    first = meeting_entries.enter_row(store, meeting_id=meeting_id, row_id=row_id)
    assert meeting_entries.enter_row(store, meeting_id=meeting_id, row_id=row_id) == first
    with store.read() as reader:
        foreign = reader.find(PlanRow, project_id=ids.other_project, kind=RowKind.ITEM)[0]
    with pytest.raises(UserError) as refused:
        meeting_entries.enter_row(store, meeting_id=meeting_id, row_id=foreign.id)
    assert refused.value.code == "row_elsewhere"


def test_an_entry_goes_with_what_it_is_about(room: Room) -> None:
    store, meeting_id = room.store, room.meeting.id
    decision = meeting_entries.record_decision(store, meeting_id=meeting_id, what="Go on")
    decisions.delete(store, decision_id=decision.id)
    with store.read() as reader:
        assert reader.count(MeetingEntry, meeting_id=meeting_id) == 0
    store.undo()
    with store.read() as reader:
        assert reader.count(MeetingEntry, meeting_id=meeting_id) == 1


def test_a_meeting_is_found_by_what_people_call_it(room: Room) -> None:
    customer = room.ids.customer
    with room.store.read() as reader:
        assert find_meeting_of(reader, customer, None) == room.meeting.id
        assert find_meeting_of(reader, customer, "2026-11-10") == room.ids.held
        assert find_meeting_of(reader, customer, "discovery") == room.ids.held
        assert find_meeting_of(reader, customer, str(room.ids.held)) == room.ids.held
        with pytest.raises(UserError) as refused:
            find_meeting_of(reader, customer, "2026-11-11")
        assert refused.value.code == "no_meeting_named"
        assert str(room.meeting.id) in str(refused.value.params["candidates"])
        with pytest.raises(UserError) as none:
            find_meeting_of(reader, room.ids.other, None)
        assert none.value.code == "no_meeting_held"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Demo, Path]]:
    folder = tmp_path_factory.mktemp("demo")
    store, made = open_demo(folder)
    yield store, made, folder
    store.close()


@pytest.mark.parametrize("language", list(Language))
def test_the_kickoff_of_the_demo_goes_through_the_gate(
    demo: tuple[Store, Demo, Path], language: Language
) -> None:
    store, made, folder = demo
    customer = made.customers[0]
    with store.read() as reader:
        meeting_id = find_meeting_of(reader, customer, "kickoff")
        view = minutes_source(reader, meeting_id, date(2026, 11, 30), language).view
    assert view.agreed
    assert view.value is not None
    assert view.live is not None
    assert (view.value.day, view.live.day) == (date(2026, 12, 16), date(2027, 1, 4))
    assert not any("Kickoff" in one.title for one in view.actions)
    result = export_document(
        store, DocumentKind.MINUTES, out=folder / f"{language}.pdf", today=date(2026, 11, 30),
        customer_id=customer, subject_id=meeting_id, language=language.value,
    )  # fmt: skip
    assert result.left_out == []
    assert result.document_id is not None
    again = make_again(store, result.document_id)
    assert again.content == result.path.read_bytes()


def test_a_review_of_the_demo_names_what_it_has_not(demo: tuple[Store, Demo, Path]) -> None:
    store, made, folder = demo
    with store.read() as reader:
        meeting_id = find_meeting_of(reader, made.customers[0], None)
    result = export_document(
        store, DocumentKind.MINUTES, out=folder, today=date(2026, 11, 30),
        customer_id=made.customers[0], subject_id=meeting_id,
    )  # fmt: skip
    assert [str(one) for one in result.left_out] == ["commitments"]
    assert "Due by 1 Dec: you" in text_of(result.path)


def test_a_kickoffs_minutes_name_the_rhythm_of_the_series(room: Room) -> None:
    store, customer_id = room.store, room.ids.customer
    kickoff = meetings.create(
        store, customer_id=customer_id, day=TODAY, kind=MeetingKind.KICKOFF, again=True
    )
    series.create(
        store, customer_id=customer_id, start=TODAY + timedelta(14), kind=MeetingKind.PROGRESS,
        rule="FREQ=WEEKLY;INTERVAL=2",
    )  # fmt: skip
    meetings.hold(store, meeting_id=kickoff.id)
    cadence = room.view(meeting_id=kickoff.id).cadence
    assert cadence is not None
    assert cadence.review_weeks == 2


@pytest.mark.parametrize(("agreed_on", "shown"), [(-5, "planned"), (-3, "agreed"), (-1, "agreed")])
def test_a_kickoff_shows_the_dates_it_agreed_and_beside_older_ones_those_of_the_plan(
    room: Room, agreed_on: int, shown: str
) -> None:
    store, ids = room.store, room.ids
    kickoff = meetings.create(
        store, customer_id=ids.customer, day=TODAY - timedelta(3), kind=MeetingKind.KICKOFF,
        project_id=ids.project, again=True,
    )  # fmt: skip
    meetings.hold(store, meeting_id=kickoff.id)
    baselines.agree(
        store, project_id=ids.project, agreed_by="Guo Wei",
        agreed_on=TODAY + timedelta(days=agreed_on),
    )  # fmt: skip
    seen = room.view(meeting_id=kickoff.id).milestones
    before = {one.name: one.day for one in seen if one.day is not None}
    with store.read() as reader:
        stones = [
            row
            for row in reader.find(PlanRow, project_id=ids.project, kind=RowKind.MILESTONE)
            if row.actual_finish is None and row.title in before
        ]
    assert stones
    for row in stones:
        items.update(store, row_ids=[row.id], target=before[row.title] + timedelta(days=14))
    view = room.view(meeting_id=kickoff.id)
    after = {one.name: one.day for one in view.milestones}
    title = words.milestones_title(view, Translator("en"))
    if shown == "agreed":
        assert after == before
        assert title == "Milestones (baseline)"
    else:
        assert any(after[row.title] != before[row.title] for row in stones)
        assert title == "Milestones (planned)"
