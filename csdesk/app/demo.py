"""The demo: five customers in different situations, built through the commands around today.

What they are stands in `resources/demo/*.toml`; days there are working days of our calendar,
counted from today (or from the next working day), "c-12" counts calendar days.
"""

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from csdesk.app.calendars import our_calendar
from csdesk.app.commands import templates, users, workspace
from csdesk.app.demo_customer import CustomerBuilder
from csdesk.data.store import Store
from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import Language, UserRole
from csdesk.domain.records import User
from csdesk.resources import resource_path

_US: Mapping[str, object] = {
    "company": "Rotalane",
    "company_names": {"en": "Rotalane", "zh_CN": "轮值云", "zh_TW": "輪值雲"},
    "support_mail": "help@rotalane.example",
    "support_phone": "+86 755 5550 0100",
    "language": Language.EN,
    "country": "CN",
    "currency": "CNY",
    "timezone": "Asia/Shanghai",
}
_PEOPLE = (
    ("Lin Yue", "林悦", UserRole.CSM, "lin.yue", 102),
    ("Chen Hao", "陈浩", UserRole.CONSULTANT, "chen.hao", 103),
    ("Zhao Lei", "赵磊", UserRole.SALES, "zhao.lei", 104),
    ("Su Ning", "苏宁", UserRole.SUPPORT, "su.ning", 105),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Demo:
    """What was built: ids of the customers in the order of the files, and of their projects."""

    customers: tuple[int, ...]
    projects: Mapping[int, int] = field(default_factory=dict)  # customer id -> project id


def build_demo(store: Store, today: date, *, seed: int = 1) -> Demo:
    """Fill a fresh workspace with the demo as of `today`; its clock must not stand before it.

    The first customer has data for every kind of document, the last has nothing but its name.
    `seed` only varies the hours a week of our people.
    """
    _our_side(store, seed)
    with store.read() as reader:
        days = DemoDays(today, our_calendar(reader))
        people = {user.name: user.id for user in reader.find(User)}
    for path in sorted(resource_path("demo").glob("template-*.toml")):
        templates.put(store, text=path.read_text("utf-8"), source=path.stem)
    customers: list[int] = []
    projects: dict[int, int] = {}
    for content in demo_contents():
        builder = CustomerBuilder(store, content, days, people)
        customers.append(builder.build())
        if builder.project_id is not None:
            projects[customers[-1]] = builder.project_id
    return Demo(customers=tuple(customers), projects=projects)


def demo_contents() -> list[Mapping[str, Any]]:
    """Return what the demo's files say, in their order."""
    paths = sorted(resource_path("demo").glob("[0-9]*.toml"))
    return [tomllib.loads(path.read_text("utf-8")) for path in paths]


class DemoDays:
    """Turns "-29" into the day 29 working days before today."""

    def __init__(self, today: date, calendar: WorkCalendar) -> None:
        self.today = today
        self._calendar = calendar
        self._anchor = calendar.next_working(today)

    def day(self, offset: str) -> date:
        """Return the day that lies so many working days from today (calendar days after a "c")."""
        if offset.startswith("c"):
            return self.day_in(int(offset[1:]))
        return self._calendar.add(self._anchor, int(offset))

    def day_in(self, calendar_days: int) -> date:
        """Return the day that lies so many calendar days from today."""
        return self.today + timedelta(days=calendar_days)


def _our_side(store: Store, seed: int) -> None:
    """Name our company and our people; the workspace's first user becomes the first of them."""
    workspace.update(store, **_US)  # type: ignore[arg-type]
    hours: Callable[[Sequence[int]], int] = random.Random(seed).choice  # noqa: S311
    for number, (name, other, role, mail, extension) in enumerate(_PEOPLE):
        facts: dict[str, object] = {
            "name": name,
            "name_alt": other,
            "role": role,
            "mail": f"{mail}@rotalane.example",
            "phone": f"+86 755 5550 0{extension}",
            "weekly_hours": hours((32, 36, 40)),
        }
        if number == 0:
            users.update(store, user_id=store.actor.id, **facts)
        else:
            users.create(store, **facts)  # type: ignore[arg-type]
