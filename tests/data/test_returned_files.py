"""The file of a returned tracker is kept byte by byte, once, whatever becomes of its review."""

import hashlib
import os
from pathlib import Path
from threading import Event, Thread

import pytest

from csdesk.app.commands import customers
from csdesk.app.commands.tracker_import import TrackerChoices, accepted, apply, effect_of, keep
from csdesk.app.queries.history import kept_returns, load_history
from csdesk.app.queries.returned_files import content_of, kept_files, save_copy
from csdesk.app.queries.tracker_review import open_file, review_again
from csdesk.app.queries.tracker_screen import read_kept, read_returned
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
from csdesk.domain.records import Project, ReturnedContent, ReturnedFile, TrackerReturn
from tests.app.returned import Sent, cells, edited, numbers, send
from tests.app.world import snapshot
from tests.support import TODAY, make_customer


@pytest.fixture
def sent(any_store: Store, tmp_path: Path) -> Sent:
    """A tracker that left, from a file and from a server."""
    return send(any_store, tmp_path)


def _back(sent: Sent, comment: str = "Theirs", name: str = "back.xlsx") -> Path:
    return edited(sent.path, cells({numbers(sent.path)[0]: {"comment": comment}}), name=name)


def _kept(sent: Sent) -> list[ReturnedFile]:
    with sent.store.read() as reader:
        return kept_files(reader, customer_id=sent.customer, project_id=sent.project)


def test_the_bytes_come_out_as_they_came_in_and_undo_leaves_them(
    sent: Sent, tmp_path: Path
) -> None:
    path = _back(sent)
    bytes_, before = path.read_bytes(), snapshot(sent.store)
    sent.take("all", path)
    path.unlink()
    (kept,) = _kept(sent)
    assert (kept.file_name, kept.size, kept.number) == ("back.xlsx", len(bytes_), 1)
    assert kept.sha256 == hashlib.sha256(bytes_).hexdigest()
    copy = save_copy(sent.store, file_id=kept.id, target=tmp_path / "copy.xlsx")
    assert copy.read_bytes() == bytes_
    sent.store.undo()
    assert snapshot(sent.store) == before
    with sent.store.read() as reader:
        assert reader.find(TrackerReturn) == []
        assert content_of(reader, kept.id) == bytes_
    assert sent.review(copy).file_bytes == bytes_
    sent.store.redo()
    assert _kept(sent) == [kept]
    assert sent.store.verify_journal() == []


def test_the_journal_names_the_file_and_does_not_repeat_its_bytes(sent: Sent) -> None:
    path = _back(sent)
    sent.take("all", path)
    entry = sent.store.history(sent.customer)[0]
    (kept,) = _kept(sent)
    assert entry.params["file_id"] == kept.id
    assert entry.touched["ReturnedContent"] == 1
    changes = {one.entity: one for one in sent.store.changes(entry.entry_id)}
    stored = changes["ReturnedContent"]
    assert stored.customer_id == sent.customer
    assert set(stored.after or {}) == {"version", "customer_id", "file_id"}
    assert (changes["ReturnedFile"].after or {})["sha256"] == kept.sha256
    sent.store.undo()
    lines = load_history(sent.store, sent.customer)
    with sent.store.read() as reader:
        assert kept_returns(reader, lines) == {kept.id: "back.xlsx"}


def test_the_same_file_is_kept_once_and_another_beside_it(sent: Sent, tmp_path: Path) -> None:
    path = _back(sent)
    sent.take("none", path)
    again = tmp_path / "the same.xlsx"
    again.write_bytes(path.read_bytes())
    sent.take("none", again)
    sent.take("none", _back(sent, "Another", "other.xlsx"))
    assert [one.file_name for one in _kept(sent)] == ["other.xlsx", "back.xlsx"]
    with sent.store.read() as reader:
        assert reader.count(ReturnedContent) == 2


def test_a_review_put_aside_keeps_its_file_for_the_screen(sent: Sent) -> None:
    path = _back(sent)
    returned = read_returned(sent.store, path=path)
    assert (returned.kept_id, returned.has_file) == (None, True)
    put = keep(sent.store, review=returned.review, decisions={})
    (kept,) = _kept(sent)
    again = read_kept(sent.store, return_id=put.id)
    assert (again.kept_id, again.has_file, again.review.file_bytes) == (kept.id, True, b"")
    review = review_again(sent.store, return_id=put.id, today=TODAY)
    apply(sent.store, review=review, choices=accepted(review, "all"))
    assert _kept(sent) == [kept]
    assert sent.store.history(sent.customer)[0].params["file_id"] == kept.id


def test_a_trial_keeps_nothing(sent: Sent) -> None:
    review = sent.review(_back(sent))
    effect_of(sent.store, review=review, choices=TrackerChoices())
    assert _kept(sent) == []


def test_a_return_from_before_files_were_kept_says_that_it_has_none(sent: Sent) -> None:
    review = sent.review(_back(sent))
    with sent.store.write("tracker.keep") as unit:
        old = unit.add(
            TrackerReturn(
                customer_id=sent.customer, project_id=sent.project, export_id=review.export.id,
                number=1, file_name="old.xlsx", sha256="0" * 64, received_at=unit.now,
            )
        )  # fmt: skip
    assert not read_kept(sent.store, return_id=old.id).has_file


def test_two_customers_that_become_one_keep_the_file_with_the_one_that_stays(sent: Sent) -> None:
    path = _back(sent)
    sent.take("none", path)
    twin = make_customer(sent.store, "TWIN", name="Acme Foods Leeds")
    with pytest.raises(UserError, match=r"documents|Documents"):
        customers.merge(sent.store, keep_id=twin.id, merge_id=sent.customer)
    customers.merge(sent.store, keep_id=sent.customer, merge_id=twin.id)
    (kept,) = _kept(sent)
    with sent.store.read() as reader:
        assert content_of(reader, kept.id) == path.read_bytes()


def test_what_goes_with_a_project_comes_back_with_its_bytes(sent: Sent) -> None:
    path = _back(sent)
    sent.take("none", path)
    (kept,) = _kept(sent)
    with sent.store.write("test.delete") as unit:
        unit.delete(Project, sent.project)
        assert unit.count(ReturnedFile) == unit.count(ReturnedContent) == 0
    sent.store.undo()
    with sent.store.read() as reader:
        assert content_of(reader, kept.id) == path.read_bytes()


def test_a_file_that_is_written_meanwhile_is_not_taken(sent: Sent) -> None:
    path = _back(sent)

    over = Event()

    def meddle() -> None:
        moment = 0
        while not over.wait(0.001):
            moment += 1
            os.utime(path, ns=(moment, moment))

    thread = Thread(target=meddle)
    thread.start()
    try:
        with pytest.raises(UserError) as caught:
            open_file(path)
    finally:
        over.set()
        thread.join()
    assert caught.value.code == "file_changing"
