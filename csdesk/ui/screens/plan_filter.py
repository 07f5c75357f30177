"""Which rows of a plan are shown: by owner, side, the weeks ahead, what is open or critical."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import Side
from csdesk.domain.labels import SIDE_LABELS
from csdesk.domain.records import PlanRow
from csdesk.domain.state import RowState
from csdesk.i18n import Translator
from csdesk.ui.screens.customer_filter import any_of

WEEKS = (1, 2, 4, 8)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFilter:
    """Conditions that must all hold; `owners` and `sides` hold for any of their values.

    Owners are keys of `owner_key`. `weeks` keeps what runs in the weeks ahead, and what is late.
    """

    owners: frozenset[str] = frozenset()
    sides: frozenset[Side] = frozenset()
    weeks: int | None = None
    unfinished: bool = False
    critical: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether every row is shown."""
        return self == PlanFilter()

    def kept(self, data: PlanScreenData) -> frozenset[int] | None:
        """Return the rows that pass, None for all; phases stand for what they hold."""
        if self.is_empty:
            return None
        return frozenset(
            row.id
            for row in data.rows.values()
            if not row.kind.is_summary and self._passes(row, data)
        )

    def _passes(self, row: PlanRow, data: PlanScreenData) -> bool:
        state = data.state_of(row.id)
        if self.unfinished and row.status.is_ended:
            return False
        if self.sides and row.side not in self.sides:
            return False
        if self.owners and owner_key(row) not in self.owners:
            return False
        if self.critical and (state is None or not state.critical):
            return False
        return self.weeks is None or (state is not None and self._is_near(row, state, data))

    def _is_near(self, row: PlanRow, state: RowState, data: PlanScreenData) -> bool:
        """Whether a row that is not done runs before the look-ahead ends, or is late."""
        if row.status.is_ended or self.weeks is None:
            return False
        if state.late:
            return True
        first = state.start or state.finish
        last = data.state.today + timedelta(weeks=self.weeks)
        return first is not None and first <= last


def owner_key(row: PlanRow) -> str:
    """Return who owns a row, as a key that holds no name where the person is in a list."""
    if row.owner_user_id is not None:
        return f"u{row.owner_user_id}"
    if row.owner_contact_id is not None:
        return f"c{row.owner_contact_id}"
    return f"n{row.owner_name}" if row.owner_name else f"s{row.side.value}"


def owners_of(data: PlanScreenData, words: Translator) -> dict[str, tuple[str, Side]]:
    """Return who owns rows of a plan, by key: name and side, in the order of their names."""
    found: dict[str, tuple[str, Side]] = {}
    for row in data.rows.values():
        if not row.kind.is_summary:
            name = data.owner_names.get(row.id) or words.text("Nobody")
            found[owner_key(row)] = (name, row.side)
    sides = list(Side)
    return dict(
        sorted(found.items(), key=lambda pair: (sides.index(pair[1][1]), pair[1][0].casefold()))
    )


def chips_of(
    shown: PlanFilter, owners: Mapping[str, tuple[str, Side]], words: Translator
) -> list[tuple[str, PlanFilter]]:
    """Return each condition: its words, and the filter without it."""
    chips: list[tuple[str, PlanFilter]] = []
    if shown.owners:
        names = [name for key, (name, _) in owners.items() if key in shown.owners]
        text = words.text("Owner is {owner}", owner=any_of(names or [words.text("nobody named")],
                                                         words))  # fmt: skip
        chips.append((text, replace(shown, owners=frozenset())))
    if shown.sides:
        sides = [words.text(SIDE_LABELS[one]) for one in Side if one in shown.sides]
        text = words.text("Turn of {side}", side=any_of(sides, words))
        chips.append((text, replace(shown, sides=frozenset())))
    if shown.weeks is not None:
        text = words.plural(
            "The next week and what is late", "The next {n} weeks and what is late", shown.weeks
        )
        chips.append((text, replace(shown, weeks=None)))
    if shown.unfinished:
        chips.append((words.text("Unfinished"), replace(shown, unfinished=False)))
    if shown.critical:
        chips.append((words.text("Critical"), replace(shown, critical=False)))
    return chips


def filter_text(shown: PlanFilter) -> str:
    """Return a filter as it is kept on the machine; a name in no list is not."""
    return json.dumps(
        {
            "owners": sorted(one for one in shown.owners if not one.startswith("n")),
            "sides": [one.value for one in Side if one in shown.sides],
            "weeks": shown.weeks,
            "unfinished": shown.unfinished,
            "critical": shown.critical,
        }
    )


def read_filter(text: str) -> PlanFilter:
    """Return the kept filter; what this version does not know is left out."""
    try:
        kept = json.loads(text)
    except ValueError:
        return PlanFilter()
    if not isinstance(kept, dict):
        return PlanFilter()
    owners, sides, weeks = kept.get("owners"), kept.get("sides"), kept.get("weeks")
    named = {str(one) for one in sides} if isinstance(sides, list) else set()
    return PlanFilter(
        owners=frozenset(str(one) for one in owners) if isinstance(owners, list) else frozenset(),
        sides=frozenset(one for one in Side if one.value in named),
        weeks=weeks if isinstance(weeks, int) and not isinstance(weeks, bool) else None,
        unfinished=bool(kept.get("unfinished")),
        critical=bool(kept.get("critical")),
    )
