"""A plan fresh from a template stands exactly as it was laid out."""

from datetime import date

import pytest

from csdesk.app.commands.plan import apply_template
from csdesk.app.queries.plans import load_project
from csdesk.app.templates import shipped_templates
from csdesk.data.store import Store
from csdesk.domain.codes import Rag, RowKind
from tests.support import make_customer


@pytest.mark.parametrize("country", ["US", "CN"])
@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("code", sorted(shipped_templates()))
def test_the_forecast_of_a_new_plan_is_its_plan(
    store: Store, code: str, back: bool, country: str
) -> None:
    customer = make_customer(store, country=country)
    day = date(2027, 6, 30) if back else date(2026, 12, 21)
    plan = apply_template(
        store,
        customer_id=customer.id,
        template_code=code,
        start=None if back else day,
        go_live=day if back else None,
    )
    loaded = load_project(store, plan.project.id)
    state = loaded.state
    for row in loaded.rows.values():
        computed = state.rows[row.id]
        assert computed.contradiction is None, row.title
        assert computed.late == computed.blocked_days == 0
        if row.kind.is_summary:
            continue
        assert (computed.start, computed.finish) == (row.start, row.target), row.title
        assert computed.total_slack is not None
        assert computed.total_slack >= 0, row.title
    assert state.problems == ()
    assert any(computed.critical for computed in state.rows.values())
    assert state.go_live_id is not None
    assert state.rows[state.go_live_id].finish == plan.go_live
    assert state.waiting_on_id is not None
    assert loaded.rows[state.waiting_on_id].kind is RowKind.ITEM
    assert state.rag.rag in (Rag.NOT_STARTED, Rag.GREEN)
