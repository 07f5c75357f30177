"""The cards of the handover tab: what each part of the handover says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from csdesk.app.handover_text import confirmed_text, goal_text, goal_words_text
from csdesk.app.queries.handover import HandoverCard, ProjectScope
from csdesk.domain.codes import ContactRole, PointKind, Visibility
from csdesk.domain.errors import N_
from csdesk.domain.labels import CONTACT_ROLE_LABELS
from csdesk.domain.records import Contract, Goal
from csdesk.domain.records_kickoff import HandoverPoint
from csdesk.ui.screens.handover_parts import Block, Choice
from csdesk.ui.screens.overview import Card, Line, deal_words
from csdesk.ui.services import Services

DECIDING = (
    ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.BUDGET_OWNER,
    ContactRole.PROJECT_MANAGER,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Doors:
    """What the cards open: the card's own forms, those of other records, those of the scope."""

    edit: Callable[..., object]  # the card's form, at a field
    add_point: Callable[[PointKind], object]
    open_point: Callable[[HandoverPoint], object]
    open: Callable[..., Callable[[], object]]  # what opens an editor of a record
    scope: Callable[..., Callable[[], object]]
    menu: Callable[[], Sequence[Choice]]  # of a line


class HandoverCards:
    """Makes the cards of one handover, in two columns."""

    def __init__(self, services: Services, card: HandoverCard, doors: Doors) -> None:
        self._services, self._card, self._doors = services, card, doors
        self._words = services.translator

    def columns(self) -> tuple[list[Card], list[Card]]:
        """Return what sales knows, and what was agreed with the customer."""
        told = [self._purchase(), *(self._points(kind) for kind in PointKind)]
        agreed = [
            self._success(), self._goals(), self._scope(), self._terms(), self._people(),
        ]  # fmt: skip
        for one in (*told, *agreed):
            one.finish()
        return told, agreed

    def _purchase(self) -> Card:
        words, known = self._words, self._card.handover
        made = Card(
            self._services, words.text("The purchase"), add=words.text("Edit"),
            on_add=self._doors.edit, icon="edit",
            empty=words.text("Why they bought, how they work and what it may cost is not noted."),
        )  # fmt: skip
        texts: list[tuple[str, str, str]] = []
        if known is not None:
            texts += [
                ("why_bought", words.text("Why they bought"), known.why_bought),
                ("process", words.text("How they work today"), known.process),
                ("working_with", words.text("How they want to be worked with"),
                 known.working_with),
                ("scope_note", words.text("What was said about the scope"), known.scope_note),
                ("budget", words.text("Budget"), self._budget()),
            ]  # fmt: skip
        seller = self._card.seller
        if self._card.seller_from_deal:
            seller = words.text("{name}, as the deal says", name=self._card.seller)
        texts.append(("sales_user_id", words.text("Sales lead"), seller))
        for field, heading, text in texts:
            if text:
                block = Block(self._services, text, heading=heading)
                block.opened.connect(partial(self._doors.edit, field))
                made.add_line(block)
        return made

    def _budget(self) -> str:
        known = self._card.handover
        if known is None:
            return ""
        parts = [known.budget_note]
        if known.budget_minor is not None:
            unit = known.currency or self._card.customer.currency
            parts.insert(0, self._words.money(known.budget_minor, unit))
        return self._words.facts([part for part in parts if part])

    def _points(self, kind: PointKind) -> Card:
        words = self._words
        title, add, empty = {
            PointKind.PAIN: (
                words.text("Pains and promised solutions"), words.text("Pain"),
                words.text("What hurts them, and what was promised for it?"),
            ),
            PointKind.PROMISE: (
                words.text("Promises made"), words.text("Promise"),
                words.text("What was said that must not be forgotten?"),
            ),
            PointKind.DATE: (
                words.text("Key dates"), words.text("Date"),
                words.text("Which days must not move?"),
            ),
            PointKind.TOUCHPOINT: (
                words.text("Touchpoints"), words.text("Touchpoint"),
                words.text("Who hears from us, how often, by which channel?"),
            ),
        }[kind]  # fmt: skip
        made = Card(
            self._services, title, add=add, on_add=partial(self._doors.add_point, kind), empty=empty
        )
        for point in self._card.points[kind]:
            block = self._point(point)
            block.opened.connect(partial(self._doors.open_point, point))
            made.add_line(block)
        return made

    def _point(self, point: HandoverPoint) -> Block:
        words = self._words
        second, tone, note = [], "muted", []
        if point.answer:
            second = [words.text("Promised: {answer}", answer=point.answer)]
        elif point.kind is PointKind.PAIN:
            second, tone = [words.text("No solution was promised for it yet.")], "warn"
        if point.day is not None:
            day = words.near_date(point.day, self._card.today)
            note.append(words.text("by {day}", day=day) if point.kind is PointKind.PROMISE else day)
        if point.said_by:
            with_them = point.kind is PointKind.TOUCHPOINT
            msgid = N_("with {who}") if with_them else N_("said by {who}")
            note.append(words.text(msgid, who=point.said_by))
        if point.visibility is Visibility.CUSTOMER:
            note.append(words.text("the customer sees it"))
        return Block(
            self._services, point.text, second=second, second_tone=tone, note=words.facts(note),
            record=point, menu=self._doors.menu,
        )  # fmt: skip

    def _success(self) -> Card:
        words = self._words
        made = Card(
            self._services, words.text("Success, in the customer's words"),
            add=words.text("Write or confirm"), on_add=self._doors.open("success"), icon="edit",
            empty=words.text("What success means to the customer is not written down yet."),
        )  # fmt: skip
        if self._card.customer.success_text:
            block = Block(self._services, self._card.customer.success_text)
            block.opened.connect(self._doors.open("success"))
            made.add_line(block)
            for one in self._card.confirmations:
                made.add_words(confirmed_text(words, self._card, one), tone="muted")
            if not self._card.confirmations:
                made.add_words(words.text("Not confirmed by the customer yet."), tone="warn")
        return made

    def _goals(self) -> Card:
        words = self._words
        made = Card(
            self._services, words.text("Goals"), add=words.text("Goal"),
            on_add=self._doors.open("goal"),
            empty=words.text("No goals yet: what drove the purchase, in a measure?"),
        )  # fmt: skip
        for goal in self._card.goals:
            block = Block(
                self._services, goal.title, second=[goal_text(words, self._card, goal)],
                note=self._goal_note(goal), menu=partial(self._goal_menu, goal),
            )  # fmt: skip
            block.opened.connect(self._doors.open("goal", goal))
            made.add_line(block)
        return made

    def _goal_menu(self, goal: Goal) -> Sequence[Choice]:
        words, doors = self._words, self._doors
        return (
            (words.text("New value"), "", doors.open("goal_value", goal)),
            (words.text("Confirm the goal"), "", doors.open("goal_word", goal)),
        )

    def _goal_note(self, goal: Goal) -> str:
        """Return who said it, and what was measured before the last value."""
        words, parts = self._words, []
        said = goal_words_text(words, self._card, goal)
        if said:
            parts.append(said)
        earlier = self._card.values.get(goal.id, ())[:-1]
        if earlier:
            values = [
                f"{words.number(one.value)} ({words.near_date(one.day, self._card.today)})"
                for one in earlier
            ]
            parts.append(words.text("before: {values}", values=words.join(values)))
        return words.facts(parts)

    def _scope(self) -> Card:
        words = self._words
        made = Card(
            self._services, words.text("Agreed scope"), add=words.text("Deliverable"),
            on_add=self._doors.scope("deliverable"),
            empty=words.text("What is delivered, and what is not, is not written down yet."),
        )  # fmt: skip
        scopes = [scope for scope in self._card.scopes if scope.lines]
        for scope in scopes:
            if len(scopes) > 1:
                made.add_words(f"{scope.project.code}  {scope.project.name}", tone="muted")
            self._scope_lines(made, scope)
        return made

    def _scope_lines(self, made: Card, scope: ProjectScope) -> None:
        words = self._words
        for line in scope.lines:
            one = line.deliverable
            criteria = [words.text("accepted when: {text}", text=c.text) for c in line.criteria]
            if one is None:
                made.add_words(words.text("As a whole it is accepted when:"), tone="muted")
                for criterion in line.criteria:
                    block = Block(self._services, criterion.text)
                    block.opened.connect(self._doors.scope("criterion", criterion))
                    made.add_line(block)
                continue
            note = []
            if one.agreed_by:
                note.append(words.text("agreed by {who}", who=one.agreed_by))
                if one.agreed_on is not None:
                    note.append(words.near_date(one.agreed_on, self._card.today))
            if not one.in_scope:
                note.insert(0, words.text("not part of this project"))
            elif not one.agreed_by:
                note.append(words.text("not agreed yet"))
            block = Block(self._services, one.title, second=criteria, note=words.facts(note))
            block.opened.connect(self._doors.scope("deliverable", one))
            made.add_line(block)

    def _terms(self) -> Card:
        words = self._words
        made = Card(
            self._services, words.text("Contract"), add=words.text("Term"),
            on_add=self._doors.open("contract"), empty=words.text("No contract term yet."),
        )  # fmt: skip
        for contract in self._card.contracts[:3]:
            start = words.date(contract.start)
            term = start
            if contract.end is not None:
                term = words.text("{start} to {end}", start=start, end=words.date(contract.end))
            block = Block(
                self._services, term, second=[self._term(contract)], note=contract.reference
            )
            block.opened.connect(self._doors.open("contract", contract))
            made.add_line(block)
        if self._card.deal is not None:
            made.add_words(deal_words(self._card.deal, words), tone="muted")
        return made

    def _term(self, contract: Contract) -> str:
        words, unit = self._words, contract.currency
        parts = []
        if contract.annual_minor is not None:
            money = words.money(contract.annual_minor, unit)
            parts.append(words.text("{money} a year", money=money))
        if contract.seats is not None:
            parts.append(words.plural("{n} seat", "{n} seats", contract.seats))
        if contract.fee_minor is not None:
            fee = words.money(contract.fee_minor, unit)
            parts.append(words.text("implementation fee {money}", money=fee))
        if contract.signed_on is not None:
            parts.append(words.text("signed {day}", day=words.date(contract.signed_on)))
        if contract.auto_renews:
            parts.append(words.text("renews by itself"))
        if contract.notice_days is not None:
            parts.append(words.plural("{n} day’s notice", "{n} days’ notice", contract.notice_days))
        return words.facts(parts)

    def _people(self) -> Card:
        words = self._words
        made = Card(
            self._services, words.text("Who decides and who runs it"), add=words.text("Person"),
            on_add=self._doors.open("contact"),
            empty=words.text("Who decided, who pays and who runs it is not noted."),
        )  # fmt: skip
        deciding = [one for one in self._card.people if one.role in DECIDING]
        for person in sorted(deciding, key=lambda one: DECIDING.index(one.role)):
            second = [words.text(CONTACT_ROLE_LABELS[person.role]), person.title]
            line = Line(
                self._services, f"{person.name} {person.name_alt}".strip(),
                words.facts([part for part in second if part]),
            )  # fmt: skip
            line.opened.connect(self._doors.open("contact", person))
            made.add_line(line)
        return made
