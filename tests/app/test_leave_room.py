"""Leaving the room from real data: what is made, for whom, and that nothing is left half."""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import icalendar
import pytest

from csdesk.app.commands import (
    contacts,
    customers,
    decisions,
    mail_templates,
    meeting_entries,
    meetings,
    notes,
    series,
)
from csdesk.app.leave_room import LeavingAsk, leave_room, next_on, plan_leaving
from csdesk.app.leaving_parts import Part
from csdesk.app.queries.invitations import Change
from csdesk.data.store import Store
from csdesk.domain.codes import (
    ContactRole,
    DispatchWay,
    DocumentKind,
    Language,
    MeetingKind,
    MeetingStatus,
    Visibility,
)
from csdesk.domain.errors import Cancelled, UserError
from csdesk.domain.records import (
    Attendance,
    Contact,
    Customer,
    DocumentLog,
    Export,
    Meeting,
    PlanRow,
)
from csdesk.domain.records_delivery import Dispatch
from csdesk.domain.records_kickoff import Invitation
from csdesk.reports.extract import document_texts
from csdesk.reports.words.marks import MARKS
from tests.app.conftest import Desk
from tests.app.test_canaries import Planter
from tests.demo import DRAWN, open_demo
from tests.support import TODAY

NEXT = date(2026, 12, 18)


@dataclass(frozen=True)
class Room:
    """A review that takes place today, with people, and where its files go."""

    store: Store
    customer: int
    project: int
    meeting: int
    next_meeting: int
    out: Path

    def ask(self, **more: Any) -> LeavingAsk:
        return LeavingAsk(customer_id=self.customer, meeting_id=self.meeting, **more)

    def count(self, kind: type[Any], **equals: Any) -> int:
        with self.store.read() as reader:
            return reader.count(kind, customer_id=self.customer, **equals)

    def status(self) -> MeetingStatus:
        with self.store.read() as reader:
            return reader.get(Meeting, self.meeting).status

    def facts(self) -> tuple[int, ...]:
        return tuple(self.count(one) for one in (Export, DocumentLog, Dispatch, Invitation))


@pytest.fixture
def room(desk: Desk, tmp_path: Path) -> Room:
    store, ids = desk.store, desk.ids
    contacts.update(store, contact_id=ids.contact, mail="guo@harbour.example")
    people = [
        contacts.create(store, customer_id=ids.customer, name=name, role=role, mail=mail).id
        for name, role, mail in (
            ("Ida Lead", ContactRole.OTHER, "ida@harbour.example"),
            ("Al Gone", ContactRole.SPONSOR, "al@harbour.example"),
            ("Nora Nomail", ContactRole.PROJECT_MANAGER, ""),
            ("Una Notthere", ContactRole.OTHER, "una@harbour.example"),
        )
    ]
    made, following = (
        meetings.create(
            store, customer_id=ids.customer, project_id=ids.project, day=day, at=time(10),
            kind=MeetingKind.PROGRESS, contact_ids=[ids.contact, *people[:3]], user_ids=[ids.user],
        ).id
        for day in (TODAY, NEXT)
    )  # fmt: skip
    contacts.leave(store, contact_id=people[1], left_on=TODAY)
    return Room(store, ids.customer, ids.project, made, following, tmp_path / "stick")


def mail_in(folder: Path) -> EmailMessage:
    (path,) = folder.glob("*.eml")
    return message_from_bytes(path.read_bytes(), policy=default)


def test_one_action_makes_all_and_attaches_it(room: Room) -> None:
    result = leave_room(room.store, room.ask(), room.out)
    assert sorted(path.suffix for path in room.out.iterdir()) == [
        ".eml", ".ics", ".pdf", ".png", ".xlsx",
    ]  # fmt: skip
    assert set(result.files) == set(room.out.iterdir())
    draft = mail_in(room.out)
    assert draft["X-Unsent"] == "1"
    attached = {part.get_filename(): part.get_payload(decode=True)
                for part in draft.iter_attachments()}  # fmt: skip
    assert attached == {
        path.name: path.read_bytes() for path in result.files if path.suffix != ".eml"
    }
    body = draft.get_body()
    assert body is not None
    assert "the tracker: write your changes into it" in body.get_content()
    assert "a calendar file: Progress review, Friday 18 December 2026, 10:00" in body.get_content()
    assert not MARKS & set(body.get_content())
    assert room.status() is MeetingStatus.CLOSED


def test_the_right_people_get_it(room: Room) -> None:
    plan = plan_leaving(room.store, room.ask())
    reasons = {one.name: one.reason for one in plan.people}
    assert "Al Gone" not in reasons
    assert reasons["Una Notthere"] is None
    assert str(reasons["Ida Lead"]) == "Was at the meeting"
    assert any("Nora Nomail" in str(one) for one in plan.warnings)
    result = leave_room(room.store, room.ask(), room.out)
    assert {name for name, _ in result.recipients} == {"Guo Wei", "Ida Lead"}
    to = mail_in(room.out)["To"]
    assert "guo@harbour.example" in to
    assert "ida@harbour.example" in to
    for other in ("al@", "una@", "Nomail"):
        assert other not in to
    (event,) = room.out.glob("*.ics")
    content: Any = icalendar.Calendar.from_ical(event.read_bytes()).walk("VEVENT")[0]
    invited = content["attendee"]
    assert {str(one) for one in invited} == {
        "mailto:guo@harbour.example", "mailto:ida@harbour.example",
    }  # fmt: skip


def test_the_log_names_what_left_and_to_whom(room: Room) -> None:
    result = leave_room(room.store, room.ask(), room.out)
    with room.store.read() as reader:
        logs = reader.find(DocumentLog, customer_id=room.customer)
        sent = reader.find(Dispatch, customer_id=room.customer)
        told = reader.find(Invitation, customer_id=room.customer)
    assert {one.kind for one in logs} == {
        DocumentKind.TRACKER, DocumentKind.MINUTES, DocumentKind.PLAN,
    }  # fmt: skip
    for log in logs:
        ways = [one for one in sent if one.document_id == log.id]
        assert {one.way for one in ways} == {DispatchWay.SAVED, DispatchWay.DRAFTED}
        saved = next(one for one in ways if one.way is DispatchWay.SAVED)
        assert Path(saved.place) == (room.out / log.file_name).resolve()
        drafted = next(one for one in ways if one.way is DispatchWay.DRAFTED)
        assert Path(drafted.place) == result.mail
        assert isinstance(drafted.recipients, list)
        assert len(drafted.recipients) == 2
    assert [one.cancelled for one in told] == [False]


def test_a_second_run_replaces_nothing(room: Room) -> None:
    first = leave_room(room.store, room.ask(), room.out)
    before = {path: path.read_bytes() for path in first.files}
    second = leave_room(room.store, room.ask(), room.out)
    assert {path: path.read_bytes() for path in first.files} == before
    assert set(first.files).isdisjoint(second.files)
    assert any("tracker_v2" in path.name for path in second.files)
    assert room.count(Invitation) == 1  # the calendars were told nothing new


def test_a_refused_part_leaves_nothing_and_is_named(room: Room) -> None:
    customers.create(room.store, name="Old Street Tea")
    decisions.create(
        room.store, customer_id=room.customer, what="Do as Old Street Tea does", day=TODAY
    )
    before = room.facts()
    with pytest.raises(UserError) as caught:
        leave_room(room.store, room.ask(), room.out)
    assert caught.value.code == "leaving_refused"
    assert str(caught.value.params["part"]) == "Minutes of a meeting"
    assert caught.value.params["reason"] == "leak_name"
    assert not room.out.exists()
    assert room.facts() == before
    assert room.status() is MeetingStatus.PLANNED
    leave_room(room.store, room.ask(released=("Old Street Tea",)), room.out)
    assert room.status() is MeetingStatus.CLOSED


def test_a_full_stick_keeps_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.out.mkdir()
    (room.out / "theirs.txt").write_text("stays")
    put, moved = Path.replace, []

    def replaced(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return put(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    before = room.facts()
    with pytest.raises(UserError) as caught:
        leave_room(room.store, room.ask(), room.out)
    assert caught.value.code == "disk_full"
    assert [path.name for path in room.out.iterdir()] == ["theirs.txt"]
    assert room.facts() == before
    assert room.status() is MeetingStatus.PLANNED


@pytest.mark.parametrize("place", ["file", "nowhere/deep", "/proc/csdesk"])
def test_a_folder_that_cannot_be_written_is_refused(room: Room, place: str) -> None:
    out = room.out.parent / place
    if place == "file":
        out.write_text("a file")
    with pytest.raises(UserError) as caught:
        leave_room(room.store, room.ask(), out)
    assert caught.value.code in ("target_folder_missing", "target_not_writable")
    assert room.status() is MeetingStatus.PLANNED
    assert room.facts()[1] == 0


def test_a_mail_that_lacks_a_value_is_shown_and_never_made(room: Room) -> None:
    mail_templates.put(
        room.store, kind=DocumentKind.MINUTES, language=Language.EN, subject="For {person}",
        body="{greeting}\n\nCall {our_phone}.\n",
    )  # fmt: skip
    plan = plan_leaving(room.store, room.ask())
    assert plan.mail is not None
    assert plan.mail.missing == ("our_phone",)
    assert "[our_phone?]" in plan.mail.body
    with pytest.raises(UserError, match="lacks"):
        leave_room(room.store, room.ask(), room.out)
    assert not room.out.exists()
    result = leave_room(room.store, room.ask(left_out=frozenset({Part.MAIL})), room.out)
    assert result.mail is None


class Impatient:
    """Cancels after a few steps."""

    def __init__(self, patience: int) -> None:
        self.patience = patience

    def report(self, done: int, total: int, text: str = "") -> None:
        assert done <= total

    def check_cancelled(self) -> None:
        self.patience -= 1
        if self.patience < 0:
            raise Cancelled


def test_a_cancel_at_any_step_leaves_nothing(room: Room) -> None:
    before = room.facts()
    for patience in (0, 3, 8):
        with pytest.raises(Cancelled):
            leave_room(room.store, room.ask(), room.out, Impatient(patience))
        assert not room.out.exists()
    assert room.facts() == before
    assert room.status() is MeetingStatus.PLANNED


def test_who_is_no_longer_invited_is_told_alone(room: Room) -> None:
    leave_room(room.store, room.ask(), room.out)
    with room.store.read() as reader:
        rows = reader.find(Attendance, meeting_id=room.next_meeting)
        people = {reader.get(Contact, one.contact_id).name: one
                  for one in rows if one.contact_id is not None}  # fmt: skip
    meetings.uninvite(room.store, attendance_id=people["Ida Lead"].id)
    plan = plan_leaving(room.store, room.ask())
    (listed,) = [one for one in plan.files if one.change is Change.UNINVITED
                 and one.part is Part.INVITATION]  # fmt: skip
    assert listed.person == "Ida Lead"
    assert any("Ida Lead is no longer invited" in str(one) for one in plan.warnings)
    assert plan.mail is not None
    assert plan.mail.body.count("calendar file") == 1  # that of the meeting as it is now
    out = room.out.parent / "second"
    result = leave_room(room.store, room.ask(), out)
    (alone,) = out.glob("*_cancelled_Ida Lead.ics")
    (draft,) = out.glob("*_cancelled_Ida Lead.eml")
    assert result.mail is not None
    groups = message_from_bytes(result.mail.read_bytes(), policy=default)
    assert alone.name not in {part.get_filename() for part in groups.iter_attachments()}
    message = message_from_bytes(draft.read_bytes(), policy=default)
    assert message["To"] == "Ida Lead <ida@harbour.example>"
    assert str(message["Subject"]).strip().startswith("You need not take part: Progress review")
    (part,) = message.iter_attachments()
    assert part["Content-Type"].params["method"] == "CANCEL"
    assert part.get_payload(decode=True) == alone.read_bytes()
    assert Change.UNINVITED not in {
        one.change for one in plan_leaving(room.store, room.ask()).files
    }


class Colleague:
    """Writes while the files are drawn: at each try of the given ones."""

    def __init__(self, writes: Mapping[int, Callable[[], object]]) -> None:
        self.writes, self.tries = writes, 0

    def report(self, done: int, total: int, text: str = "") -> None:
        if done == 0:
            self.tries += 1
            self.writes.get(self.tries, lambda: None)()

    def check_cancelled(self) -> None:
        """Nobody cancels."""


def test_what_others_change_meanwhile_does_not_leave_as_it_was(room: Room) -> None:
    said = "They may not afford the second site and ask for a discount"
    made = decisions.create(room.store, customer_id=room.customer, what=said, day=TODAY)

    def write(n: int) -> Callable[[], object]:
        return lambda: notes.create(room.store, customer_id=room.customer, text=f"Call {n}")

    def hide() -> None:
        decisions.update(room.store, decision_id=made.id, visibility=Visibility.INTERNAL)

    before = room.facts()
    always = Colleague({1: write(1), 2: write(2), 3: hide})
    with pytest.raises(UserError) as caught:
        leave_room(room.store, room.ask(), room.out, always)
    assert (caught.value.code, always.tries) == ("leaving_changed", 3)
    assert not room.out.exists()
    assert room.facts() == before
    assert room.status() is MeetingStatus.PLANNED
    decisions.update(room.store, decision_id=made.id, visibility=Visibility.CUSTOMER)
    once = Colleague({1: hide})
    result = leave_room(room.store, room.ask(), room.out, once)
    assert once.tries == 2
    for path in result.files:
        if path.suffix in (".pdf", ".eml"):
            assert "second site" not in "\n".join(text for _, text in document_texts(path))


def test_undo_gives_the_meeting_back_and_leaves_the_facts(room: Room) -> None:
    leave_room(room.store, room.ask(), room.out)
    facts = room.facts()
    room.store.undo()
    assert room.status() is MeetingStatus.PLANNED
    assert room.facts() == facts
    leave_room(room.store, room.ask(), room.out)
    assert room.status() is MeetingStatus.CLOSED


def test_a_meeting_closes_with_a_next_one_or_a_reason(room: Room) -> None:
    with room.store.read() as reader:
        planned = reader.find(Meeting, customer_id=room.customer, status=MeetingStatus.PLANNED)
    for one in planned:
        if one.id != room.meeting:
            meetings.cancel(room.store, meeting_id=one.id)
    plan = plan_leaving(room.store, room.ask())
    assert plan.cannot_close is not None
    assert plan.cannot_close.code == "no_next_meeting"
    with pytest.raises(UserError, match="No next meeting"):
        leave_room(room.store, room.ask(), room.out)
    assert not room.out.exists()
    with pytest.raises(UserError, match="choose a day ahead"):
        plan_leaving(room.store, room.ask(next_meeting=next_on(date(2026, 11, 1))))
    asked = room.ask(next_meeting=next_on(date(2026, 12, 8), time(9, 30)))
    shown = plan_leaving(room.store, asked)
    assert shown.cannot_close is None
    assert shown.next_meeting is not None
    leave_room(room.store, asked, room.out)
    (event,) = room.out.glob("*.ics")
    content = icalendar.Calendar.from_ical(event.read_bytes()).walk("VEVENT")[0]
    assert b"20261208T093000" in content["dtstart"].to_ical()
    with room.store.read() as reader:
        stored = reader.first(Meeting, customer_id=room.customer, day=date(2026, 12, 8))
    assert stored is not None
    assert str(content["uid"]) == f"{stored.uid}@csdesk"


def test_a_series_is_told_once_and_goes_on_by_itself(room: Room) -> None:
    with room.store.read() as reader:
        planned = reader.find(Meeting, customer_id=room.customer, status=MeetingStatus.PLANNED)
    for one in planned:
        meetings.cancel(room.store, meeting_id=one.id)
    cadence = series.create(
        room.store, customer_id=room.customer, project_id=room.project, start=TODAY, at=time(11),
        rule="FREQ=WEEKLY;INTERVAL=2", kind=MeetingKind.PROGRESS,
    )  # fmt: skip
    with room.store.read() as reader:
        first = reader.first(Meeting, series_uid=cadence.uid)
    assert first is not None
    result = leave_room(room.store, replace(room.ask(), meeting_id=first.id), room.out)
    told = [icalendar.Calendar.from_ical(path.read_bytes()) for path in result.files
            if path.suffix == ".ics"]  # fmt: skip
    events: list[Any] = [one.walk("VEVENT")[0] for one in told]
    assert len({str(one["uid"]) for one in events}) == len(events) >= 1
    assert all(str(one["uid"]).startswith(cadence.uid) for one in events)
    with room.store.read() as reader:
        following = reader.first(Meeting, series_uid=cadence.uid, status=MeetingStatus.PLANNED)
        sent = reader.count(Invitation, customer_id=room.customer)
    assert following is not None
    leave_room(room.store, replace(room.ask(), meeting_id=first.id), room.out)
    with room.store.read() as reader:
        assert reader.count(Invitation, customer_id=room.customer) == sent


def test_what_cannot_be_left(room: Room) -> None:
    ahead = replace(room.ask(), meeting_id=room.next_meeting)
    with pytest.raises(UserError, match="has not come yet"):
        plan_leaving(room.store, ahead)
    meetings.cancel(room.store, meeting_id=room.next_meeting)
    with pytest.raises(UserError, match="did not take place"):
        plan_leaving(room.store, ahead)


def test_without_a_plan_the_minutes_still_leave(room: Room) -> None:
    with room.store.write("test") as unit:
        other = unit.add(Customer(uid="plain", code="PL", name="Plain Bread", timezone="UTC"))
    call = meetings.create(room.store, customer_id=other.id, day=TODAY, kind=MeetingKind.DISCOVERY)
    meeting_entries.record_decision(room.store, meeting_id=call.id, what="Go on")
    ask = LeavingAsk(customer_id=other.id, meeting_id=call.id, no_next_reason="They call us")
    plan = plan_leaving(room.store, ask)
    assert [part for part, _ in plan.missing] == [Part.TRACKER, Part.PLAN]
    leave_room(room.store, ask, room.out)
    assert sorted(path.suffix for path in room.out.iterdir()) == [".eml", ".pdf"]


def test_a_welcome_has_its_letter_its_mail_and_the_first_meetings(room: Room) -> None:
    store = room.store
    ask = LeavingAsk(customer_id=room.customer)
    for kind, day in ((MeetingKind.DISCOVERY, 24), (MeetingKind.KICKOFF, 27)):
        meetings.create(
            store, customer_id=room.customer, day=date(2026, 11, day), at=time(9), kind=kind
        )
    leave_room(store, ask, room.out)
    names = sorted(path.name for path in room.out.iterdir())
    assert [name for name in names if name.endswith(".ics")] == [
        "Harbour Noodle_discovery_2026-11-24.ics", "Harbour Noodle_kickoff_2026-11-27.ics",
    ]  # fmt: skip
    assert any("welcome_v1" in name for name in names)
    assert "Welcome to" in str(mail_in(room.out)["Subject"])
    assert room.status() is MeetingStatus.PLANNED


@pytest.fixture(scope="module")
def cage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, int, int]]:
    """The demo with canaries, and a review that takes place today."""
    store, demo = open_demo(tmp_path_factory.mktemp("leaving"))
    customer = demo.customers[0]
    project = demo.projects[customer]
    with store.write("plant") as unit:
        assert Planter(unit, customer, project).plant() >= 50
    made = meetings.create(store, customer_id=customer, project_id=project, day=DRAWN, at=time(10))
    meetings.create(store, customer_id=customer, project_id=project, day=date(2027, 1, 12))
    yield store, customer, made.id
    store.close()


@pytest.mark.parametrize("language", list(Language))
def test_no_canary_leaves_the_room(
    cage: tuple[Store, int, int], tmp_path: Path, language: Language
) -> None:
    store, customer, meeting = cage
    for ask in (
        LeavingAsk(customer_id=customer, meeting_id=meeting, language=language),
        LeavingAsk(customer_id=customer, language=language),
    ):
        result = leave_room(store, ask, tmp_path / f"out{ask.meeting_id}")
        assert len(result.files) >= 2
        for path in result.files:
            if path.suffix == ".png":
                continue
            said = "\n".join(text for _, text in document_texts(path))
            assert len(said) > 150, path
            assert "Canary" not in said
            assert "Canary" not in path.name
    with store.read() as reader:
        assert reader.count(PlanRow, customer_id=customer) > 10
