"""Reminder mails from a real workspace: to the right person, safe, logged, counted as asked."""

import hashlib
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from csdesk.app.commands import contacts, customers, items, undo, users
from csdesk.app.queries.reminders import due_items
from csdesk.app.reminders import write_reminders
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, Side, Status, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.records import Contact, Dependency, DocumentLog, PlanRow
from tests.app.world import World, build_world
from tests.support import CLOCK, TODAY

LATE = date(2026, 11, 16)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return build_world(tmp_path / "world.csdesk")


@pytest.fixture
def store(world: World, tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "world.csdesk", clock=CLOCK, backups=False)
    users.update(opened, user_id=1, mail="ann@example.test", phone="+86 21 5555 0100")
    contacts.update(opened, contact_id=world.contact, mail="guo@harbour.example")
    items.update(opened, row_ids=[world.row["users"]], owner_contact_id=world.contact)
    items.update(opened, row_ids=[world.row["users"]], target=LATE)
    items.update(opened, row_ids=[world.row["extra"]], owner_contact_id=world.contact)
    yield opened
    opened.close()


def mail_at(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=default)


def text_of(path: Path) -> str:
    return str(mail_at(path).get_content()).replace("\r\n", "\n")


def row_of(store: Store, row_id: int) -> PlanRow:
    with store.read() as reader:
        return reader.get(PlanRow, row_id)


def rows_of(store: Store, project_id: int) -> list[PlanRow]:
    with store.read() as reader:
        return reader.find(PlanRow, project_id=project_id)


def test_a_draft_names_what_is_needed_by_when_and_who_writes(
    store: Store, world: World, tmp_path: Path
) -> None:
    out = tmp_path / "reminder.eml"
    wanted = [world.row["users"], world.row["extra"]]
    result = write_reminders(store, row_ids=wanted, out=out, today=TODAY)
    mail, row = mail_at(out), row_of(store, world.row["users"])
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "Guo Wei <guo@harbour.example>"
    text = text_of(out)
    assert text.startswith("Dear Guo Wei,")
    assert f"A{row.number} {row.title}" in text
    assert "arget date: 16 Nov; 4 working days late" in text
    assert "on which each item will be done" in text
    assert "Extra" in text
    assert text.splitlines()[-3:] == ["Example Soft", "ann@example.test", "+86 21 5555 0100"]
    assert [draft.items for draft in result.drafts] == [2]
    assert result.warnings == []


@pytest.mark.parametrize(
    ("language", "greeting", "need"),
    [
        (Language.ZH_CN, "Guo Wei，您好：", "请您尽快完成"),
        (Language.ZH_TW, "Guo Wei，您好：", "請您盡快完成"),
    ],
)
def test_the_mail_speaks_the_customers_language(
    store: Store, world: World, tmp_path: Path, language: Language, greeting: str, need: str
) -> None:
    customers.update(store, customer_id=world.customer, language=language)
    out = tmp_path / "reminder.eml"
    write_reminders(store, row_ids=[world.row["users"]], out=out, today=TODAY)
    text = text_of(out)
    assert text.startswith(greeting)
    assert need in text
    assert "逾期4个工作日" in text or "逾期4個工作天" in text
    assert "每一" not in text  # of one item it does not speak as of many
    assert "您" in str(mail_at(out)["Subject"])


def test_the_request_counts_as_our_last_one_and_can_be_taken_back(
    store: Store, world: World, tmp_path: Path
) -> None:
    write_reminders(store, row_ids=[world.row["users"]], out=tmp_path, today=TODAY)
    assert row_of(store, world.row["users"]).asked_on == TODAY
    undo.undo(store)
    assert row_of(store, world.row["users"]).asked_on is None


def test_the_document_log_keeps_what_was_written(
    store: Store, world: World, tmp_path: Path
) -> None:
    first = write_reminders(store, row_ids=[world.row["users"]], out=tmp_path, today=TODAY)
    again = write_reminders(store, row_ids=[world.row["users"]], out=tmp_path, today=TODAY)
    assert first.drafts[0].path != again.drafts[0].path
    with store.read() as reader:
        logs = reader.find(DocumentLog, kind=DocumentKind.REMINDER)
    assert [log.number for log in logs] == [1, 2]
    content = again.drafts[0].path.read_bytes()
    assert logs[1].sha256 == hashlib.sha256(content).hexdigest()
    code = f"A{row_of(store, world.row['users']).number}"
    assert code in str(logs[1].snapshot)


def test_internal_rows_and_notes_are_in_no_mail(store: Store, world: World, tmp_path: Path) -> None:
    canary = "Canary: they may not afford the second site"
    with store.write("items.update", customer_id=world.customer) as unit:
        for row in unit.find(PlanRow, project_id=world.project):
            unit.update(
                PlanRow, row.id, internal_note=canary, blocked_by_hand=canary, hold_reason=canary
            )
        for link in unit.find(Dependency, predecessor_id=world.row["users"]):
            unit.update(PlanRow, link.successor_id, title=canary, visibility=Visibility.INTERNAL)
    wanted = [world.row["users"], world.row["extra"]]
    result = write_reminders(store, row_ids=wanted, out=tmp_path, today=TODAY)
    text = text_of(result.drafts[0].path)
    assert "Canary" not in text
    assert "Our preparation waits for it." in text
    assert row_of(store, world.row["extra"]).asked_on is None
    assert str(result.warnings[0]).startswith("Internal, so in no mail: A")


def test_each_customer_and_person_gets_a_mail_of_their_own(
    store: Store, world: World, tmp_path: Path
) -> None:
    theirs = [
        row for row in rows_of(store, world.other_project)
        if row.side is Side.CUSTOMER and row.number is not None
    ]  # fmt: skip
    for row in theirs[:2]:
        items.update(store, row_ids=[row.id], owner_contact_id=world.lone_contact)
    items.update(store, row_ids=[world.row["extra"]], owner_contact_id=world.successor)
    wanted = [world.row["users"], world.row["extra"], *(row.id for row in theirs[:2])]
    result = write_reminders(store, row_ids=wanted, out=tmp_path, today=TODAY)
    people = {(draft.customer, draft.person): draft for draft in result.drafts}
    assert set(people) == {
        ("Harbour Noodle", "Guo Wei"), ("Harbour Noodle", "Zhou Min"),
        ("港湾面馆有限公司", "Fang Jie"),
    }  # fmt: skip
    assert len({draft.path for draft in result.drafts}) == 3
    other = text_of(people["港湾面馆有限公司", "Fang Jie"].path)
    assert "Harbour" not in other
    assert "Extra" not in other


def test_several_mails_need_a_folder(store: Store, world: World, tmp_path: Path) -> None:
    items.update(store, row_ids=[world.row["extra"]], owner_contact_id=world.successor)
    with pytest.raises(UserError) as caught:
        write_reminders(
            store, row_ids=[world.row["users"], world.row["extra"]],
            out=tmp_path / "one.eml", today=TODAY,
        )  # fmt: skip
    assert caught.value.code == "several_mails"
    assert list(tmp_path.glob("*.eml")) == []


def test_without_an_address_the_draft_has_no_recipient_and_says_so(
    store: Store, world: World, tmp_path: Path
) -> None:
    items.update(store, row_ids=[world.row["extra"]], owner_contact_id=world.successor)
    contacts.update(store, contact_id=world.contact, mail="")
    wanted = [world.row["users"], world.row["extra"]]
    result = write_reminders(store, row_ids=wanted, out=tmp_path, today=TODAY)
    assert all(mail_at(draft.path)["To"] is None for draft in result.drafts)
    assert [str(one) for one in result.warnings] == [
        "No usable mail address of Guo Wei, Zhou Min is known: fill in the recipient yourself."
    ]


def test_who_left_is_not_written_to(store: Store, world: World, tmp_path: Path) -> None:
    with store.write("contacts.update", customer_id=world.customer) as unit:
        unit.update(Contact, world.contact, left_on=TODAY)
    result = write_reminders(store, row_ids=[world.row["users"]], out=tmp_path, today=TODAY)
    assert mail_at(result.drafts[0].path)["To"] is None
    assert "Guo Wei left the customer" in str(result.warnings[0])


def test_our_own_resting_and_ended_items_are_in_no_mail(
    store: Store, world: World, tmp_path: Path
) -> None:
    items.update(
        store, row_ids=[world.row["extra"]], status=Status.ON_HOLD, hold_reason="Contract",
        resume_on=date(2027, 1, 4),
    )  # fmt: skip
    with pytest.raises(UserError) as caught:
        write_reminders(store, row_ids=[world.row["extra"]], out=tmp_path, today=TODAY)
    assert caught.value.code == "no_reminder"
    items.update(store, row_ids=[world.row["users"]], owner_user_id=1)
    with pytest.raises(UserError):
        write_reminders(store, row_ids=[world.row["users"]], out=tmp_path, today=TODAY)
    assert list(tmp_path.glob("*.eml")) == []


def test_a_leak_stops_the_mail_and_nothing_counts_as_asked(
    store: Store, world: World, tmp_path: Path
) -> None:
    items.update(store, row_ids=[world.row["users"]], title="As we did for 港湾面馆有限公司")
    with pytest.raises(UserError) as caught:
        write_reminders(store, row_ids=[world.row["users"]], out=tmp_path, today=TODAY)
    assert caught.value.code == "leak_name"
    assert list(tmp_path.glob("*.eml")) == []
    assert row_of(store, world.row["users"]).asked_on is None
    result = write_reminders(
        store, row_ids=[world.row["users"]], out=tmp_path, today=TODAY,
        released=["港湾面馆有限公司"],
    )  # fmt: skip
    assert len(result.drafts) == 1


def test_a_leak_in_one_mail_lets_the_others_be_written(
    store: Store, world: World, tmp_path: Path
) -> None:
    items.update(store, row_ids=[world.row["extra"]], owner_contact_id=world.successor)
    items.update(store, row_ids=[world.row["extra"]], title="As we did for 港湾面馆有限公司")
    wanted = [world.row["users"], world.row["extra"]]
    result = write_reminders(store, row_ids=wanted, out=tmp_path, today=TODAY)
    assert [draft.person for draft in result.drafts] == ["Guo Wei"]
    assert [error.code for error in result.refused] == ["leak_name"]
    assert row_of(store, world.row["extra"]).asked_on is None


def test_due_items_are_late_or_can_go_on_and_wait(store: Store, world: World) -> None:
    with store.read() as reader:
        due = due_items(reader, world.customer, TODAY, contact_ids=[world.contact])
        assert world.row["users"] in due
        assert world.row["extra"] not in due  # it waits for the other one
        rows = {row.id: row for row in reader.find(PlanRow, id=due)}
        owner = reader.get(PlanRow, world.row["users"])
        assert due_items(reader, world.customer, TODAY, owner=owner) == due
    assert all(row.side is not Side.US and row.status.is_open for row in rows.values())


def test_the_same_items_give_the_same_mail(store: Store, world: World, tmp_path: Path) -> None:
    for name in ("a.eml", "b.eml"):
        write_reminders(store, row_ids=[world.row["users"]], out=tmp_path / name, today=TODAY)
    assert (tmp_path / "a.eml").read_bytes() == (tmp_path / "b.eml").read_bytes()
