"""Saved views: kept per screen under a name, and taken back by undo."""

import pytest

from csdesk.app.commands import saved_views as views
from csdesk.app.commands import settings
from csdesk.app.queries.saved_views import ViewScreen, saved_views
from csdesk.domain.errors import UserError
from csdesk.domain.records import Json
from tests.app.conftest import Desk


def _names(desk: Desk, screen: ViewScreen = "customers") -> list[str]:
    return [view.name for view in saved_views(desk.store, screen)]


def test_views_are_kept_per_screen_in_the_order_of_saving(desk: Desk) -> None:
    content: dict[str, Json] = {"search": "tea", "owners": ["Lin Yue", "Chen Hao"], "sort": None}
    made = views.save(desk.store, screen="customers", name="  Tea  houses ", content=content)
    views.save(desk.store, screen="items", name="Tea houses", content={})
    assert _names(desk) == ["Ours", "Tea houses"]
    assert _names(desk, "items") == ["Tea houses"]
    found = saved_views(desk.store, "customers")[-1]
    assert found == made
    assert found.content == content
    assert found.key == f"saved:{made.id}"


def test_names_are_unique_in_a_screen(desk: Desk) -> None:
    other = views.save(desk.store, screen="customers", name="Mine", content={})
    for name, code in (("ours", "view_name_taken"), (" ", "view_name_empty")):
        with pytest.raises(UserError) as refused:
            views.save(desk.store, screen="customers", name=name, content={})
        assert refused.value.code == code
        assert refused.value.params["field"] == "name"
        with pytest.raises(UserError):
            views.rename(desk.store, view_id=other.id, name=name)
    assert views.rename(desk.store, view_id=other.id, name="MINE").name == "MINE"
    assert _names(desk) == ["Ours", "MINE"]


def test_undo_brings_back_a_view_under_its_key(desk: Desk) -> None:
    before = saved_views(desk.store, "customers")
    views.delete(desk.store, view_id=desk.ids.view)
    assert _names(desk) == []
    desk.store.undo()
    assert [(view.key, view.content) for view in saved_views(desk.store, "customers")] == [
        (view.key, view.content) for view in before
    ]


def test_another_setting_is_no_view(desk: Desk) -> None:
    strange = settings.put(desk.store, key="saved_view.customers.x", value=["no", "view"])
    settings.put(desk.store, key="saved_view.people.x", value={"name": "A", "content": {}})
    assert _names(desk) == ["Ours"]
    with pytest.raises(UserError):
        views.delete(desk.store, view_id=strange.id)
