"""Cards of the overview on what was agreed and how it is accepted."""

from collections.abc import Callable, Sequence
from typing import Any

from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.codes import CriterionResult
from csdesk.domain.labels import CRITERION_RESULT_LABELS, SIDE_LABELS
from csdesk.domain.records_delivery import Criterion, Defect
from csdesk.ui.screens.overview import Card, Line
from csdesk.ui.services import Services


class ScopeCards:
    """Makes the cards; `ask` opens the editor of a record, `first` keeps a long card short."""

    def __init__(
        self,
        services: Services,
        page: CustomerPage,
        ask: Callable[[str, object], Callable[[], object]],
        first: Callable[[Card, str, Sequence[Any]], list[Any]],
    ) -> None:
        self._services, self._page = services, page
        self._ask, self._first = ask, first
        self._words = services.translator

    def cards(self) -> list[Card]:
        """Return the cards of a customer with a project, none for another."""
        if not self._page.projects:
            return []
        return [self._deliverables(), self._criteria(), self._punch_list()]

    def _deliverables(self) -> Card:
        words = self._words
        card = self._card(
            words.text("Agreed scope"), words.text("Deliverable"), "deliverable",
            words.text("What is delivered is not written down yet."),
        )  # fmt: skip
        shown = self._first(card, "deliverables", self._page.deliverables)
        for place, one in enumerate(shown):
            who = [one.agreed_by]
            if one.agreed_on is not None:
                who.append(words.near_date(one.agreed_on, self._page.today))
            agreed = words.facts([part for part in who if part])
            parts = [agreed or words.text("not agreed yet")]
            if not one.in_scope:
                parts.insert(0, words.text("not part of this project"))
            up = (words.text("Move up"), self._ask("deliverable_up", one)) if place else None
            self._line(card, Line(self._services, one.title, words.facts(parts), add=up),
                       "deliverable", one)  # fmt: skip
        return card

    def _criteria(self) -> Card:
        words = self._words
        card = self._card(
            words.text("Criteria of acceptance"), words.text("Criterion"), "criterion",
            words.text("By what will it be accepted? No criterion is written down yet."),
        )  # fmt: skip
        for one in self._first(card, "criteria", self._page.criteria):
            check = (words.text("Check"), self._ask("check", one))
            line = Line(self._services, one.text, self._result(one), add=check)
            self._line(card, line, "criterion", one)
        return card

    def _result(self, one: Criterion) -> str:
        words = self._words
        parts = [words.text(CRITERION_RESULT_LABELS[one.result])]
        if one.result is not CriterionResult.OPEN:
            if one.checked_on is not None:
                parts.append(words.near_date(one.checked_on, self._page.today))
            parts += [part for part in (one.checked_by, one.evidence) if part]
        return words.facts(parts)

    def _punch_list(self) -> Card:
        words = self._words
        card = self._card(
            words.text("Punch list"), words.text("Line"), "defect",
            words.text("Nothing is missing."),
        )  # fmt: skip
        ranked = sorted(self._page.defects, key=lambda one: (one.done_on is not None, one.number))
        for one in self._first(card, "defects", ranked):
            done = None
            if one.done_on is None:
                done = (words.text("Is done"), self._ask("defect_done", one))
            line = Line(self._services, f"P{one.number}  {one.title}", self._due(one), add=done)
            self._line(card, line, "defect", one)
        return card

    def _due(self, one: Defect) -> str:
        words, today = self._words, self._page.today
        parts = [one.owner or words.text(SIDE_LABELS[one.side])]
        if one.done_on is not None:
            parts.append(words.text("done {day}", day=words.near_date(one.done_on, today)))
        elif one.due is not None:
            parts.append(words.text("by {day}", day=words.near_date(one.due, today)))
        return words.facts(parts)

    def _card(self, title: str, add: str, editor: str, empty: str) -> Card:
        return Card(self._services, title, add=add, on_add=self._ask(editor, None), empty=empty)

    def _line(self, card: Card, line: Line, editor: str, record: object) -> None:
        line.opened.connect(self._ask(editor, record))
        card.add_line(line)
