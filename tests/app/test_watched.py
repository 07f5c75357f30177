"""The watched folder without a window: steady files only, each once, faults with reasons."""

import os
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from csdesk.app.watched import FolderLook, Offer, PassedOver, read_candidate
from csdesk.data.store import Store
from tests.app.returned import Sent, cells, edited, numbers, send
from tests.support import TODAY


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Sent:
    """A tracker that left."""
    return send(store, tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returned"
    made.mkdir()
    return made


def back(sent: Sent, folder: Path, name: str = "back.xlsx", comment: str = "Theirs") -> Path:
    made = edited(sent.path, cells({numbers(sent.path)[0]: {"comment": comment}}))
    return Path(shutil.move(made, folder / name))


def test_a_file_counts_once_it_was_the_same_in_two_looks(folder: Path) -> None:
    look = FolderLook(folder)
    path = folder / "back.xlsx"
    assert look.steady() == []
    for size in (10, 20):
        path.write_bytes(b"x" * size)
        assert look.steady() == []
        assert look.waits
    assert look.steady() == [path]
    assert not look.waits
    assert look.steady() == []
    path.write_bytes(b"x" * 30)
    assert look.steady() == []
    assert look.steady() == [path]
    os.utime(path, ns=(1, 1))
    assert (look.steady(), look.steady()) == ([], [path])


def test_what_is_open_hidden_empty_or_no_workbook_is_left(folder: Path) -> None:
    for name in ("~$back.xlsx", ".~lock.ours.ods#", ".hidden.xlsx", "notes.txt", "old.xls"):
        (folder / name).write_bytes(b"x")
    for name in ("back.xlsx", "ours.ods", "Report of ours.xlsx", "~$port of ours.xlsx"):
        (folder / name).write_bytes(b"x")
    (folder / "empty.xlsx").touch()
    (folder / "folder.xlsx").mkdir()
    look = FolderLook(folder)
    assert (look.steady(), look.steady()) == ([], [])
    (folder / "~$back.xlsx").unlink()
    (folder / ".~lock.ours.ods#").unlink()
    look.steady()
    assert [path.name for path in look.steady()] == ["back.xlsx", "ours.ods"]


def test_a_folder_that_is_gone_holds_nothing_until_it_is_back(folder: Path) -> None:
    look = FolderLook(folder)
    (folder / "a.xlsx").write_bytes(b"x")
    look.steady()
    assert len(look.steady()) == 1
    shutil.rmtree(folder)
    assert look.steady() == []
    folder.mkdir()
    assert look.steady() == []


def test_a_returned_file_is_offered_and_nothing_is_stored(sent: Sent, folder: Path) -> None:
    path = back(sent, folder)
    before = (path.read_bytes(), sent.store.head())
    offer = read_candidate(sent.store, path, today=TODAY)
    assert isinstance(offer, Offer)
    assert (offer.customer, offer.version, offer.differences) == ("Acme Foods", 1, 1)
    assert (path.read_bytes(), sent.store.head()) == before
    assert read_candidate(sent.store, path, today=TODAY, answered={offer.sha256}) is None
    sent.take("clean", path)
    assert read_candidate(sent.store, path, today=TODAY) is None, "it came in"


def test_what_says_nothing_new_or_is_no_tracker_is_not_offered(sent: Sent, folder: Path) -> None:
    assert read_candidate(sent.store, sent.path, today=TODAY) is None
    book = Workbook()
    assert book.active is not None
    book.active.append(["Invoice", "Amount"])
    book.save(folder / "invoice.xlsx")
    assert read_candidate(sent.store, folder / "invoice.xlsx", today=TODAY) is None


def test_what_cannot_be_read_is_passed_over_with_its_reason(sent: Sent, folder: Path) -> None:
    path = back(sent, folder)
    path.write_bytes(path.read_bytes()[:3000])
    found = read_candidate(sent.store, path, today=TODAY)
    assert isinstance(found, PassedOver)
    assert found.error.code == "workbook_damaged"
