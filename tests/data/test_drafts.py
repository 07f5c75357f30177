"""Texts under way are kept outside the journal, and go with the command that stores them."""

import pytest

from csdesk.data.store import Store
from csdesk.domain.changes import ChangeSet
from csdesk.domain.drafts import Draft
from tests.support import make_customer


def _kept(store: Store, prefix: str = "") -> dict[str, object]:
    return {one.key: one.content for one in store.drafts(prefix)}


def test_a_draft_is_kept_replaced_and_dropped_without_a_trace(store: Store) -> None:
    head = store.head()
    told: list[ChangeSet] = []
    leave = store.subscribe(told.append)
    store.keep_draft("meeting:1", {"text": "周敏 提供"})
    store.keep_draft("meeting:1", {"text": "周敏 提供员工表 🙂"})
    store.keep_draft("other_1", {"text": "x"})
    assert _kept(store, "meeting:") == {"meeting:1": {"text": "周敏 提供员工表 🙂"}}
    assert isinstance(store.drafts()[0], Draft)
    assert store.drafts()[0].at.tzinfo is not None
    assert _kept(store, "other%") == {}
    store.drop_draft("meeting:1")
    store.drop_draft("meeting:1")
    assert _kept(store, "meeting:") == {}
    assert store.head() == head
    assert told == []
    leave()


def test_a_draft_outlasts_the_closing_of_the_file(store: Store) -> None:
    store.keep_draft("meeting:1", {"text": "half a li"})
    path = store.path
    store.close()
    again = Store.open(path, backups=False)
    assert _kept(again) == {"meeting:1": {"text": "half a li"}}
    again.close()


def test_a_draft_goes_with_the_command_that_stores_it_or_stays(store: Store) -> None:
    store.keep_draft("meeting:1", {"text": "a"})
    with pytest.raises(ValueError, match="fails"):
        _fail_after_dropping(store)
    assert _kept(store) == {"meeting:1": {"text": "a"}}
    with store.write("test"):
        store.drop_draft("meeting:1")
        make_customer(store)
    assert _kept(store) == {}
    store.undo()
    assert _kept(store) == {}


def _fail_after_dropping(store: Store) -> None:
    with store.write("test"):
        store.drop_draft("meeting:1")
        raise ValueError("fails")
