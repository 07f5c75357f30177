"""Reading one row of a deals file: values in their types, faults and doubts with reasons."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.app.imports.dates import DateError, parse_date
from csdesk.app.imports.mapping import ColumnMap, Decisions
from csdesk.app.imports.numbers import read_amount, read_whole
from csdesk.app.imports.preview import RowNote
from csdesk.app.imports.table import Row, cell_text
from csdesk.domain.codes import AmountMeaning, DealKind
from csdesk.domain.errors import N_
from csdesk.domain.money import Amount, AmountError, is_currency
from csdesk.domain.records import Contract, Deal

_KINDS: tuple[tuple[DealKind, str], ...] = (
    (DealKind.RENEWAL, r"renew|续约|續約|续费|續費|续签|續簽"),
    (
        DealKind.EXPANSION,
        r"expan|upsell|up-sell|cross|add-?on|existing|增购|增購|扩容|擴容|追加|老客|舊客",
    ),
    (DealKind.NEW, r"\bnew|first|新签|新簽|新客|新购|新購|首次|首购|首購|新增"),
)  # fmt: skip
_YES = frozenset({"true", "yes", "y", "1", "x", "是", "有", "自动", "自動", "on"})
_TERM_FIELDS = ("contract_start", "contract_end", "term_months")


@dataclass(frozen=True, slots=True)
class ReadDeal:
    """A row that was read without a fault."""

    row: Row
    deal: Deal  # without customer and kind
    kind: DealKind | None  # as the file says
    contract: Contract | None
    contact: str
    notes: tuple[RowNote, ...]  # doubts
    why_bought: str = ""
    pains: tuple[str, ...] = ()


class DealReader:
    """Reads the rows of one file by its mapping and what its columns decided."""

    def __init__(
        self,
        mapping: ColumnMap,
        decisions: Decisions,
        *,
        today: date,
        currency: str,
        date_1904: bool = False,
    ) -> None:
        self.mapping = mapping
        self.decisions = decisions
        self.today = today
        self.default_currency = mapping.currency or currency
        self.date_1904 = date_1904

    def read(self, row: Row, faults: list[RowNote]) -> ReadDeal | None:
        """Read the values of a row; faults are added to the list and give None."""
        doubts: list[RowNote] = []
        closed_on = self._date(row, "closed_on", faults, needed=True)
        currency = self._currency(row, faults)
        amount = self._amount(row, "amount", currency, faults)
        contract = self._contract(row, closed_on, amount, currency, faults)
        if closed_on is None or faults:
            return None
        if amount is not None and amount.minor < 0:
            doubts.append(RowNote(
                row.number, "amount", self.mapping.text(row, "amount"), "amount_negative",
                N_("The amount is below zero: a credit or a slip?"),
            ))  # fmt: skip
        if closed_on > self.today:
            doubts.append(RowNote(
                row.number, "closed_on", self.mapping.text(row, "closed_on"), "close_date_future",
                N_("The close date lies in the future: is the deal won already?"),
            ))  # fmt: skip
        deal = Deal(
            customer_id=0,
            external_id=self.mapping.text(row, "id") or None,
            name=self.mapping.text(row, "name"),
            closed_on=closed_on,
            amount_minor=None if amount is None else amount.minor,
            currency=currency if amount is None else amount.currency,
            meaning=self.mapping.meaning,
            product=self.mapping.text(row, "product"),
            stage_name=self.mapping.text(row, "stage"),
            seller=self.mapping.text(row, "seller"),
        )
        contact = self.mapping.text(row, "contact")
        why, pains = self.mapping.text(row, "why_bought"), self.mapping.text(row, "pains")
        told = tuple(part for one in re.split(r"[;；\n]", pains) if (part := one.strip()))
        return ReadDeal(
            row, deal, self._kind(row), contract, contact, tuple(doubts), why.strip(), told
        )

    def _date(
        self, row: Row, name: str, faults: list[RowNote], *, needed: bool = False
    ) -> date | None:
        cell = self.mapping.cell(row, name)
        text = cell_text(cell)
        if not text:
            if needed:
                faults.append(RowNote(
                    row.number, name, "", "date_empty",
                    N_("There is no close date in this row."),
                ))  # fmt: skip
            return None
        try:
            return parse_date(cell, self.decisions.orders.get(name), date_1904=self.date_1904)
        except DateError as error:
            faults.append(RowNote(row.number, name, text, error.code, error.message))
            return None

    def _currency(self, row: Row, faults: list[RowNote]) -> str:
        text = self.mapping.text(row, "currency")
        default = self.default_currency
        if not text:
            return default
        if is_currency(text.upper()):
            return text.upper()
        try:
            found = read_amount(f"{text} 1", None, default)
        except AmountError:
            found = None
        if found is not None:
            return found.currency
        faults.append(RowNote(
            row.number, "currency", text, "currency_unknown",
            N_("This is no currency that csdesk knows; write its three letters, such as EUR."),
        ))  # fmt: skip
        return default

    def _amount(self, row: Row, name: str, currency: str, faults: list[RowNote]) -> Amount | None:
        cell = self.mapping.cell(row, name)
        try:
            return read_amount(cell, self.decisions.styles.get(name), currency)
        except AmountError as error:
            faults.append(RowNote(row.number, name, cell_text(cell), error.code, error.message))
            return None

    def _whole(self, row: Row, name: str, faults: list[RowNote]) -> int | None:
        cell = self.mapping.cell(row, name)
        try:
            return read_whole(cell)
        except AmountError as error:
            faults.append(RowNote(row.number, name, cell_text(cell), error.code, error.message))
            return None

    def _contract(
        self,
        row: Row,
        closed_on: date | None,
        amount: Amount | None,
        currency: str,
        faults: list[RowNote],
    ) -> Contract | None:
        """Read the term; a contract exists only where the file names one."""
        if not any(self.mapping.text(row, name) for name in _TERM_FIELDS):
            return None
        start = self._date(row, "contract_start", faults) or closed_on
        end = self._date(row, "contract_end", faults)
        months = self._whole(row, "term_months", faults)
        seats = self._whole(row, "seats", faults)
        notice = self._whole(row, "notice_days", faults)
        fee = self._amount(row, "fee", currency, faults)
        if start is None:
            return None
        if end is None and months:
            end = _add_months(start, months) - timedelta(days=1)
        if end is not None and end < start:
            faults.append(RowNote(
                row.number, "contract_end", self.mapping.text(row, "contract_end"), "dates_order",
                N_("The contract ends before it starts."),
            ))  # fmt: skip
            return None
        annual = _annual(amount, self.mapping.meaning, months or _months(start, end))
        return Contract(
            customer_id=0,
            signed_on=closed_on,
            start=start,
            end=end,
            annual_minor=annual,
            currency=currency if amount is None else amount.currency,
            seats=seats,
            auto_renews=self.mapping.text(row, "auto_renews").casefold() in _YES,
            notice_days=notice,
            fee_minor=None if fee is None else fee.minor,
        )

    def _kind(self, row: Row) -> DealKind | None:
        text = self.mapping.text(row, "kind").casefold()
        found = (kind for kind, pattern in _KINDS if text and re.search(pattern, text))
        return next(found, None)


def _annual(amount: Amount | None, meaning: AmountMeaning, months: int | None) -> int | None:
    """Return the value per year, by what the amount means."""
    if amount is None or meaning is AmountMeaning.ONE_OFF:
        return None
    if meaning is AmountMeaning.PER_MONTH:
        return amount.minor * 12
    if meaning is AmountMeaning.TERM:
        return round(amount.minor * 12 / months) if months else None
    return amount.minor


def _months(start: date, end: date | None) -> int | None:
    """Return the whole months of a term, at least 1; `end` is its last day."""
    if end is None:
        return None
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return max(1, months + (1 if after.day - start.day > 15 else 0))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
