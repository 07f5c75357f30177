"""A made-up tracker view of any size, in any language."""

from datetime import UTC, date, datetime, timedelta

from csdesk.domain.codes import MilestoneKind, Priority, Side, Status
from csdesk.domain.views.tracker import (
    TrackerContact,
    TrackerItem,
    TrackerMilestone,
    TrackerView,
)

AS_OF = date(2026, 11, 20)
_TITLES = {
    "en": ("Send the shift rules of all shops", "Import the staff list, check 20 names per shop"),
    "zh_CN": ("发来全部门店的排班规则", "导入员工表，每家门店核对 20 个姓名，并由店长确认结果"),
    "zh_TW": ("提供所有門市的排班規則", "匯入員工名單，每家門市核對 20 個姓名，並由店長確認結果"),
}


def tracker_view(items: int = 17, language: str = "en") -> TrackerView:
    """Return a view with `items` action items that go through all codes."""
    sides, states, priorities = list(Side), list(Status), list(Priority)
    rows = tuple(
        TrackerItem(
            row_id=f"ai-{n}-{n:04x}",
            number=n,
            title=_TITLES[language][n % 2],
            milestone="First rosters published",
            agreed=date(2026, 11, 18),
            side=sides[n % 3],
            owner="Mara Quist",
            target=None if n % 13 == 0 else date(2026, 11, 1) + timedelta(n % 60),
            status=states[n % 6],
            priority=priorities[n % 3],
            comment="=HYPERLINK(1)" if n % 5 == 0 else "",
        )
        for n in range(1, items + 1)
    )
    kinds = [MilestoneKind.KICKOFF, MilestoneKind.VALUE, MilestoneKind.GO_LIVE]
    milestones = tuple(
        TrackerMilestone(
            title=kind.value,
            kind=kind,
            agreed=date(2026, 10, 1) + timedelta(30 * n),
            forecast=None if n == 0 else date(2026, 10, 8) + timedelta(30 * n),
            actual=date(2026, 10, 8) if n == 0 else None,
            slip=5,
            under_way=n < 2,
            start=date(2026, 9, 21) + timedelta(30 * n),
        )
        for n, kind in enumerate(kinds)
    )
    contacts = tuple(
        TrackerContact(
            row_id=f"co-{n}",
            name=name,
            company="Quist & Sons",
            role="Project manager",
            phone="0044 113 555",
            mail="mara@quist.example",
            speaks_for="Dates",
            ours=n == 0,
        )
        for n, name in enumerate(("Tom Vale", "Mara Quist"))
    )
    return TrackerView(
        language=language,
        company="Vale & Co",
        customer="Quist & Sons",
        project="Rosters for 12 shops",
        customer_uid="c-1",
        project_uid="p-1",
        export_uid="x-9",
        version=9,
        as_of=AS_OF,
        exported_at=datetime(2026, 11, 20, 16, tzinfo=UTC),
        items=rows,
        milestones=milestones,
        contacts=contacts,
        late=2,
        send_back_by=date(2026, 11, 25),
        send_back_to="tom@vale.example",
        footer="Vale & Co, Tom Vale",
        earliest=date(2025, 9, 1),
        latest=date(2032, 1, 1),
    )
