"""The card of who works when: a party's week, the holidays it keeps, and its own days off."""

from collections.abc import Callable, Sequence
from datetime import date

from csdesk.app.queries.working_days import WorkingDays
from csdesk.app.working_text import place_words, week_words
from csdesk.domain.records import DayOff
from csdesk.ui.dialogs.days_off import stretches
from csdesk.ui.screens.overview import Card, Line
from csdesk.ui.services import Services

Ask = Callable[[str, object], Callable[[], object]]
First = Callable[[Card, str, Sequence[list[DayOff]]], list[list[DayOff]]]


class WorkingCard:
    """Fills a card; `ask` gives what opens an editor, `first` those that a card shows at once."""

    def __init__(self, services: Services, today: date, ask: Ask, first: First) -> None:
        self._services, self._today, self._ask, self._first = services, today, ask, first
        self._words = services.translator

    def card(self, days: WorkingDays, third: WorkingDays | None = None) -> Card:
        """Return the card of us, or of a customer with the third parties there."""
        words = self._words
        card = Card(
            self._services, words.text("Working days"), add=words.text("Days off"),
            on_add=self._ask("days_off", ()),
        )  # fmt: skip
        self._week(card, "week", days, week_words(days.week, words))
        if days.customer_id is not None:
            text = words.text("Third parties: {days}", days=words.text("as the customer"))
            if third is not None:
                text = words.text("Third parties: {days}", days=week_words(third.week, words))
            self._week(card, "third_week", third, text)
        self._days(card, "days_off", days.days_off, "")
        if third is not None:
            self._days(card, "third_days_off", third.days_off, words.text("Third party"))
        return card

    def _week(self, card: Card, editor: str, days: WorkingDays | None, text: str) -> None:
        words, place = self._words, ""
        if days is not None and days.country:
            place = words.text("holidays of {place}", place=place_words(days, words))
        line = Line(self._services, text, "", place)
        line.opened.connect(self._ask(editor, days))
        card.add_line(line)

    def _days(self, card: Card, editor: str, days: Sequence[DayOff], whose: str) -> None:
        words = self._words
        ahead = [one for one in stretches(days) if one[-1].day >= self._today]
        for one in self._first(card, editor, ahead):
            first, last = words.date(one[0].day), words.date(one[-1].day)
            span = first if len(one) == 1 else words.text("{start} to {end}", start=first, end=last)
            right = [words.text("worked")] if one[0].works else []
            right += [whose] if whose else []
            line = Line(self._services, span, one[0].name, words.join(right))
            line.opened.connect(self._ask(editor, one))
            card.add_line(line)
