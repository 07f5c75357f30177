"""A document is looked at before it leaves, leaves in several ways, and each is in the log."""

import errno
import hashlib
import os
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from csdesk.app.command_labels import COMMAND_LABELS
from csdesk.app.commands import contacts, customers, decisions, notes, rows
from csdesk.app.commands.dispatches import dispatch
from csdesk.app.documents.leaving import copy_mail, put_again, read_mail, write_draft
from csdesk.app.documents.make import export_document, put_made
from csdesk.app.documents.preview import look_through, make_preview, preview_again, preview_pages
from csdesk.app.documents.registry import KINDS
from csdesk.app.documents.spec import Ask
from csdesk.app.queries.document_choices import kind_choices
from csdesk.app.queries.document_log import (
    document_log,
    find_file,
    kind_name,
    logged_document,
)
from csdesk.app.queries.recipients import people_of
from csdesk.app.trackers import export_tracker
from csdesk.domain.codes import (
    ContactRole,
    DispatchWay,
    DocumentKind,
    Language,
    RowKind,
    Side,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import DocumentLog, Export
from csdesk.domain.records_delivery import Dispatch
from csdesk.i18n import Translator
from tests.app.conftest import Desk
from tests.support import TODAY


def ask(desk: Desk, kind: DocumentKind = DocumentKind.STATUS) -> Ask:
    project = desk.ids.project if kind is DocumentKind.STATUS else None
    return Ask(kind=kind, today=TODAY, customer_id=desk.ids.customer, project_id=project)


def test_a_preview_stores_nothing_and_shows_what_would_be_saved(desk: Desk) -> None:
    before = len(desk.store.history(limit=100))
    preview = make_preview(desk.store, ask(desk))
    assert len(desk.store.history(limit=100)) == before
    assert document_log(desk.store) == []
    assert len(preview.sizes) == preview.made.pages
    assert preview.shown == preview.made.content
    assert not preview.stands_in
    (page,) = preview_pages(preview, [0, 99], 2.0)
    width, height = preview.sizes[0]
    assert (page.width, page.height) == pytest.approx((width * 2, height * 2), abs=2)
    assert len(page.pixels) == page.stride * page.height
    assert len(set(page.pixels)) > 50, "a page of one colour"


def test_what_stays_internal_is_counted(desk: Desk) -> None:
    found = look_through(desk.store, make_preview(desk.store, ask(desk)).made)
    before = found.hidden
    rows.add(
        desk.store, project_id=desk.ids.project, title="Ask finance", kind=RowKind.ITEM,
        visibility=Visibility.INTERNAL, internal_note="They are short of money this year",
    )  # fmt: skip
    notes.create(desk.store, customer_id=desk.ids.customer, text="Sponsor may leave")
    after = look_through(desk.store, make_preview(desk.store, ask(desk)).made).hidden
    assert (after.rows, after.row_notes, after.notes) == (
        before.rows + 1, before.row_notes + 1, before.notes + 1,
    )  # fmt: skip
    assert after.any


def test_the_gate_speaks_before_the_file_is_there(desk: Desk, tmp_path: Path) -> None:
    customers.create(desk.store, name="Old Street Tea")
    decisions.create(desk.store, customer_id=desk.ids.customer, what="Do as Old Street Tea does")
    preview = make_preview(desk.store, ask(desk))
    (finding, *_) = look_through(desk.store, preview.made).stopped
    assert (finding.is_note, finding.page, finding.name) == (False, 0, "Old Street Tea")
    assert "old street tea" in finding.excerpt
    with pytest.raises(UserError, match="names another customer"):
        put_made(desk.store, preview.made, tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []
    result = put_made(desk.store, preview.made, tmp_path, released=[finding.name])
    assert result.path.is_file()


def test_everything_that_is_done_is_in_the_log(desk: Desk, tmp_path: Path) -> None:
    person = contacts.create(
        desk.store, customer_id=desk.ids.customer, name="Fang Jie",
        role=ContactRole.PROJECT_MANAGER, mail="zhou@harbour.example",
    )  # fmt: skip
    made = make_preview(desk.store, ask(desk)).made
    result = put_made(desk.store, made, tmp_path)
    mail = copy_mail(desk.store, made, document_id=result.document_id)
    assert mail.subject
    dispatch(desk.store, document_id=result.document_id, way=DispatchWay.PRINTED)
    draft = write_draft(
        desk.store, made, document_id=result.document_id, file=result.path,
        recipients=[(person.name, person.mail)],
    )  # fmt: skip
    (logged,) = document_log(desk.store, customer_id=desk.ids.customer)
    ways = [one.way for one in logged.sent]
    assert ways == [
        DispatchWay.DRAFTED, DispatchWay.PRINTED, DispatchWay.COPIED, DispatchWay.SAVED,
    ]  # fmt: skip
    assert logged.people == ("Fang Jie",)
    assert logged.sent[0].people == (("Fang Jie", "zhou@harbour.example"),)
    assert {one.sha256 for one in logged.sent} == {logged.sha256}
    assert logged.sent[0].place == str(draft.resolve())
    assert all(one.by for one in logged.sent)
    assert document_log(desk.store, kind=DocumentKind.QBR) == []
    message = message_from_bytes(draft.read_bytes(), policy=default)
    assert (message["X-Unsent"], message["To"]) == ("1", "Fang Jie <zhou@harbour.example>")
    (attached,) = message.iter_attachments()
    assert attached.get_payload(decode=True) == result.path.read_bytes()
    assert attached.get_filename() == result.path.name
    entries = [one for one in desk.store.history(limit=10) if one.label.startswith("dispatches.")]
    assert len(entries) == 3
    assert {one.label for one in entries} <= set(COMMAND_LABELS)
    assert not any(one.undoable for one in entries)


def test_who_may_get_it(desk: Desk) -> None:
    def person(name: str, role: ContactRole, mail: str, **more: Any) -> int:
        return contacts.create(
            desk.store, customer_id=desk.ids.customer, name=name, role=role, mail=mail, **more
        ).id

    gone = person("Gone", ContactRole.PROJECT_MANAGER, "gone@x.example")
    contacts.leave(desk.store, contact_id=gone)
    lead = person("Lead", ContactRole.PROJECT_MANAGER, "lead@x.example")
    mute = person("Mute", ContactRole.PROJECT_MANAGER, "")
    third = person("Third", ContactRole.PARTNER, "t@y.example", side=Side.THIRD, company="Yunqi")
    found = people_of(
        desk.store, customer_id=desk.ids.customer, kind=DocumentKind.STATUS, language=Language.EN
    )
    by_id = {one.contact_id: one for one in found}
    assert gone not in by_id
    assert by_id[lead].is_proposed
    assert (by_id[mute].has_address, by_id[mute].is_proposed) == (False, False)
    assert not by_id[third].is_proposed
    assert found[-1].contact_id == third


def test_sent_again_it_has_the_same_bytes_and_stays_one_document(
    desk: Desk, tmp_path: Path
) -> None:
    first = export_document(
        desk.store, DocumentKind.STATUS, customer_id=desk.ids.customer,
        project_id=desk.ids.project, out=tmp_path, today=TODAY,
    )  # fmt: skip
    content = first.path.read_bytes()
    customers.update(desk.store, customer_id=desk.ids.customer, name="Another Name")
    preview = preview_again(desk.store, first.document_id)
    assert not preview.differs
    again = put_again(desk.store, first.document_id, preview.made, tmp_path / "again.pdf")
    assert again.read_bytes() == content
    logged = logged_document(desk.store, document_id=first.document_id)
    assert [one.place for one in logged.sent] == [str(again.resolve()), str(first.path.resolve())]
    with desk.store.read() as reader:
        assert reader.count(DocumentLog) == 1


def test_a_document_that_is_drawn_differently_says_so(desk: Desk, tmp_path: Path) -> None:
    first = export_document(
        desk.store, DocumentKind.STATUS, customer_id=desk.ids.customer,
        project_id=desk.ids.project, out=tmp_path, today=TODAY,
    )  # fmt: skip
    with desk.store.read() as reader:
        log = reader.get(DocumentLog, first.document_id)
    with desk.store.write("older") as unit:  # as another version wrote it: other bytes
        old = unit.add(
            DocumentLog(
                customer_id=log.customer_id, project_id=log.project_id, kind=log.kind,
                language=log.language, file_name=log.file_name, made_at=log.made_at,
                as_of=log.as_of, number=2, snapshot=log.snapshot,
                sha256=hashlib.sha256(b"older").hexdigest(),
            )
        )  # fmt: skip
    preview = preview_again(desk.store, old.id)
    assert preview.differs
    path = put_again(desk.store, old.id, preview.made, tmp_path / "again.pdf")
    logged = logged_document(desk.store, document_id=old.id)
    assert logged.sent[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert logged.sent[0].sha256 != logged.sha256


def test_a_tracker_is_not_made_again(desk: Desk, tmp_path: Path) -> None:
    from csdesk.app.trackers import export_tracker

    export_tracker(desk.store, project_id=desk.ids.project, out=tmp_path / "t.xlsx", today=TODAY)
    (logged,) = document_log(desk.store)
    assert not logged.can_be_made_again
    with pytest.raises(UserError, match="cannot be made again"):
        preview_again(desk.store, logged.id)


def test_the_file_is_found_where_it_went(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "moved").mkdir()
    first = export_document(
        desk.store, DocumentKind.STATUS, customer_id=desk.ids.customer,
        project_id=desk.ids.project, out=tmp_path / "out", today=TODAY,
    )  # fmt: skip
    logged = logged_document(desk.store, document_id=first.document_id)
    found = find_file(logged, tmp_path / "moved")
    assert found is not None
    assert (found.path, found.changed) == (first.path.resolve(), False)
    moved = first.path.rename(tmp_path / "moved" / first.path.name)
    found = find_file(logged, tmp_path / "moved")
    assert found is not None
    assert (found.path, found.changed) == (moved, False)
    moved.write_bytes(b"changed")
    found = find_file(logged, tmp_path / "moved")
    assert found is not None
    assert found.changed
    moved.unlink()
    assert find_file(logged, tmp_path / "moved") is None


def test_a_mail_never_leaks(desk: Desk) -> None:
    notes.create(
        desk.store, customer_id=desk.ids.customer, text="Their budget ends in March for certain"
    )
    made = make_preview(desk.store, ask(desk)).made
    with desk.store.read() as reader:
        before = reader.count(DocumentLog)
    mail = read_mail(desk.store, made, people=["Zhou Min"])
    assert "Zhou Min" in mail.body
    assert "budget ends" not in mail.body
    with desk.store.read() as reader:
        assert reader.count(DocumentLog) == before


def test_every_kind_has_a_name_and_can_be_asked_for(desk: Desk) -> None:
    words = Translator("zh_CN")
    for kind in DocumentKind:
        assert words.text(kind_name(kind)) != kind_name(kind)
    for kind in KINDS:
        choices = kind_choices(desk.store, kind, desk.ids.customer, words)
        assert choices.endings[0] == "pdf"
        if choices.needs_subject and not choices.usual:
            with pytest.raises(UserError):
                make_preview(desk.store, ask(desk, kind))


def lock(monkeypatch: pytest.MonkeyPatch, *targets: Path) -> None:
    """Let another program hold these files, as an open PDF is held on Windows."""
    replace = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        if target in targets:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replaced)


def test_what_could_not_be_put_in_place_is_not_in_the_log(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, ids, out = desk.store, desk.ids, tmp_path / "out"
    out.mkdir()
    made = make_preview(store, ask(desk)).made
    first = put_made(store, made, out)
    tracker = out / "tracker.xlsx"
    draft = first.path.with_suffix(".eml")
    for path in (tracker, draft):
        path.write_bytes(b"theirs")
    before = {path: path.read_bytes() for path in out.iterdir()}
    lock(monkeypatch, *before)
    following = make_preview(store, ask(desk)).made
    tries = (
        lambda: put_made(store, following, first.path),
        lambda: put_again(store, first.document_id, made, first.path),
        lambda: write_draft(
            store, made, document_id=first.document_id, file=first.path, recipients=[]
        ),
        lambda: export_tracker(store, project_id=ids.project, out=tracker, today=TODAY),
    )
    for attempt in tries:
        with pytest.raises(UserError, match="was not written: the file there is open") as caught:
            attempt()
        assert caught.value.code == "target_open"
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    with store.read() as reader:
        assert [log.number for log in reader.find(DocumentLog)] == [1]
        assert reader.count(Export) == 0
        assert [one.way for one in reader.find(Dispatch)] == [DispatchWay.SAVED]
    monkeypatch.undo()
    assert make_preview(store, ask(desk)).made.source.number == following.source.number == 2
    put_made(store, following, first.path)
    with store.read() as reader:
        assert [log.number for log in reader.find(DocumentLog)] == [1, 2]
