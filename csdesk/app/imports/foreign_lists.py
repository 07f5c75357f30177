"""Foreign lists that are no plans: risk and RAID logs, lists of people, decisions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from csdesk.app.imports.foreign_book import cell_at, written
from csdesk.app.imports.foreign_dates import DateWays, Unclear, read_days
from csdesk.app.imports.foreign_mapping import SheetMap
from csdesk.app.imports.foreign_rows import Asked, Told
from csdesk.app.imports.foreign_table import ForeignTable
from csdesk.app.imports.foreign_words import MAIN, code_of, grade_of, is_nothing, is_total
from csdesk.app.imports.tracker_book import BookCell
from csdesk.data.reader import Reader
from csdesk.domain.cell_text import cell_text
from csdesk.domain.codes import RiskStatus, Side
from csdesk.domain.mail import is_mail
from csdesk.domain.matching import match_key
from csdesk.domain.merge_identity import fold
from csdesk.domain.records import Contact, Decision, Risk

Entry: TypeAlias = Risk | Contact | Decision
_ISSUE = re.compile(r"issues?|问题|問題", re.IGNORECASE)
_RISK = re.compile(r"risks?|风险|風險", re.IGNORECASE)
_DECISION = re.compile(r"decisions?|决定|决策|決定|決策", re.IGNORECASE)
_COMPARED: Mapping[type[Entry], tuple[str, ...]] = {
    Risk: ("probability", "impact", "owner", "response", "trigger_on", "status"),
    Contact: ("name_alt", "title", "mail", "phone", "company", "speaks_for"),
    Decision: ("who", "why"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRow:
    """One entry of the list: new, or a known one with the columns that the file changes."""

    row: int
    record: Entry
    known: Entry | None = None
    changes: Mapping[str, object] = field(default_factory=dict)

    @property
    def change(self) -> str:
        """Whether the entry is new, changed or the same."""
        if self.known is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPreview:
    """What taking a list in would do. `left_out` are rows with their text and why."""

    table: ForeignTable
    mapping: SheetMap
    customer_id: int
    rows: tuple[ListRow, ...]
    asked: tuple[Asked, ...]
    told: tuple[Told, ...]
    left_out: tuple[tuple[int, str, str], ...]
    read: int
    origin: str = "guessed"

    def count(self, change: str) -> int:
        """Return how many entries are new, changed or the same."""
        return sum(one.change == change for one in self.rows)

    @property
    def writes(self) -> int:
        """Return how many entries applying it would store."""
        return self.count("new") + self.count("changed")


def plan_list(
    reader: Reader,
    table: ForeignTable,
    mapping: SheetMap,
    *,
    customer_id: int,
    project_id: int | None,
    today: date,
    origin: str = "guessed",
) -> ListPreview:
    """Say what taking a list in would do; nothing is stored."""
    return _Lists(reader, table, mapping, customer_id, project_id, today).preview(origin)


class _Lists:
    def __init__(
        self, reader: Reader, table: ForeignTable, mapping: SheetMap, customer_id: int,
        project_id: int | None, today: date,
    ) -> None:  # fmt: skip
        self.table, self.mapping = table, mapping
        self.customer_id, self.project_id = customer_id, project_id
        self.ways = DateWays(
            today=today, order=mapping.order, year=mapping.year, date_1904=table.date_1904
        )
        self.asked: list[Asked] = []
        self.notes: dict[str, list[int]] = {}
        self.left_out: list[tuple[int, str, str]] = []
        self.risks = {
            fold(one.title): one for one in reader.find(Risk, customer_id=customer_id)
        }  # fmt: skip
        self.decisions = {
            (fold(one.what), one.day): one for one in reader.find(Decision, customer_id=customer_id)
        }
        people = reader.find(Contact, customer_id=customer_id)
        self.mails = {one.mail.casefold(): one for one in people if one.mail}
        self.names = {match_key(one.name): one for one in people}

    def preview(self, origin: str) -> ListPreview:
        rows: list[ListRow] = []
        seen: set[str] = set()
        read = 0
        for number, cells in self.table.body:
            if not any(written(cell) for cell in cells):
                continue
            said = {n for n in self.mapping.fields.values() if self.text(cells, n)}
            title = self.text(cells, MAIN[self.mapping.kind])
            if not said - {"id"}:
                self.note("template", number)
                continue
            read += 1
            if is_total(title):
                self.left(number, title, "total")
            elif not title:
                self.ask(number, cells, MAIN[self.mapping.kind], "no_title")
                self.left(number, "", "no_title")
            elif (one := self._entry(number, cells, title)) is not None:
                key = f"{type(one.record).__name__} {fold(title)} {getattr(one.record, 'mail', '')}"
                if key in seen:
                    self.left(number, title, "twice")
                    continue
                seen.add(key)
                rows.append(one)
        return ListPreview(
            table=self.table, mapping=self.mapping, customer_id=self.customer_id,
            rows=tuple(rows), asked=tuple(self.asked), told=tuple(self._told()),
            left_out=tuple(self.left_out), read=read, origin=origin,
        )  # fmt: skip

    def text(self, cells: Sequence[BookCell], name: str) -> str:
        text = written(cell_at(cells, self.mapping.column(name)))
        return "" if is_nothing(text) else cell_text(text) or ""

    def note(self, code: str, row: int) -> None:
        self.notes.setdefault(code, []).append(row)

    def left(self, row: int, text: str, why: str) -> None:
        self.left_out.append((row, text, why))
        self.note(f"left_{why}", row)

    def ask(
        self, row: int, cells: Sequence[BookCell], name: str, fault: str, guess: str = ""
    ) -> bool:
        at = self.mapping.column(name) or 0
        self.asked.append(
            Asked(row=row, column=at, field=name, written=written(cell_at(cells, at)), fault=fault,
                  guess=guess, taken=bool(guess) and self.mapping.takes(row, at))
        )  # fmt: skip
        return self.asked[-1].taken

    def _entry(self, row: int, cells: Sequence[BookCell], title: str) -> ListRow | None:
        if self.mapping.kind == "risks":
            return self._risk(row, cells, title)
        if self.mapping.kind == "decisions":
            return self._decision(row, cells, title)
        return self._contact(row, cells, title)

    def _risk(self, row: int, cells: Sequence[BookCell], title: str) -> ListRow | None:
        kind = self.text(cells, "kind")
        issue = bool(kind) and _ISSUE.fullmatch(kind) is not None
        if kind and _DECISION.fullmatch(kind):
            return self._decision(row, cells, title)
        if kind and not issue and not _RISK.fullmatch(kind) and self._has_kinds():
            self.left(row, title, "no_list")
            return None
        level = self.text(cells, "level")
        probability = self._grade(row, cells, "probability")
        impact = self._grade(row, cells, "impact")
        if impact is None and level:
            impact = self._grade(row, cells, "level")
            if impact is not None:
                self.note("level_is_impact", row)
        if probability is None:
            self.note("no_probability", row)
        if impact is None:
            self.note("no_impact", row)
        status = RiskStatus.HAPPENED if issue else RiskStatus.OPEN
        if issue:
            self.note("issues", row)
        word = self.text(cells, "status")
        if word:
            code = code_of("risk_status", word)
            if code is None:
                self.ask(row, cells, "status", "status_unknown")
            elif code == RiskStatus.CLOSED or not issue:
                status = RiskStatus(code)
        record = Risk(
            customer_id=self.customer_id, project_id=self.project_id, title=title,
            probability=probability or 3, impact=impact or 3, owner=self.text(cells, "owner"),
            response=self._response(cells), trigger_on=self._day(row, cells, "trigger"),
            status=status,
        )  # fmt: skip
        said = {"response", "status"} if word else {"response"}
        said |= {"probability"} if probability else set()
        said |= {"impact"} if impact else set()
        said |= {"owner"} if record.owner else set()
        said |= {"trigger_on"} if record.trigger_on else set()
        return self._against(row, record, self.risks.get(fold(title)), said)

    def _has_kinds(self) -> bool:
        """Whether the column of kinds tells risks from other entries at all."""
        texts = {self.text(cells, "kind") for _, cells in self.table.body}
        return any(_RISK.fullmatch(text) or _ISSUE.fullmatch(text) for text in texts)

    def _grade(self, row: int, cells: Sequence[BookCell], name: str) -> int | None:
        text = self.text(cells, name)
        if not text:
            return None
        grade = grade_of(text)
        if grade is None and name != "impact":
            self.ask(row, cells, name, "grade_unknown")
        return grade

    def _response(self, cells: Sequence[BookCell]) -> str:
        """Return the response, with an impact that is told in words."""
        parts = [self.text(cells, "response")]
        impact = self.text(cells, "impact")
        if impact and grade_of(impact) is None:
            at = self.mapping.column("impact") or 0
            parts.append(f"{self.table.column(at).name}: {impact}")
        parts += [
            f"{self.table.column(at).name}: {text}"
            for at in self.mapping.columns("note")
            if (text := written(cell_at(cells, at)))
        ]
        return "\n".join(part for part in parts if part)

    def _day(self, row: int, cells: Sequence[BookCell], name: str) -> date | None:
        found = read_days(cell_at(cells, self.mapping.column(name)), self.ways)
        if isinstance(found, Unclear):
            guess = found.guess.last if found.guess else None
            taken = self.ask(row, cells, name, found.fault, guess.isoformat() if guess else "")
            return guess if taken else None
        return found.last if found else None

    def _decision(self, row: int, cells: Sequence[BookCell], title: str) -> ListRow | None:
        day = self._day(row, cells, "day" if self.mapping.kind == "decisions" else "trigger")
        if day is None:
            self.left(row, title, "no_day")
            return None
        record = Decision(
            customer_id=self.customer_id, project_id=self.project_id, day=day, what=title,
            who=self.text(cells, "who") or self.text(cells, "owner"), why=self.text(cells, "why"),
        )  # fmt: skip
        said = {name for name in ("who", "why") if getattr(record, name)}
        return self._against(row, record, self.decisions.get((fold(title), day)), said)

    def _contact(self, row: int, cells: Sequence[BookCell], title: str) -> ListRow | None:
        mail = self.text(cells, "mail")
        if mail and not is_mail(mail):
            self.ask(row, cells, "mail", "mail_wrong")
            mail = ""
        company = self.text(cells, "company")
        record = Contact(
            uid="", customer_id=self.customer_id, name=title, mail=mail,
            name_alt=self.text(cells, "name_alt"), title=self.text(cells, "title"),
            phone=self.text(cells, "phone"), company=company,
            speaks_for=self.text(cells, "speaks_for"),
            side=Side.THIRD if company else Side.CUSTOMER,
        )  # fmt: skip
        said = {name for name in _COMPARED[Contact] if getattr(record, name)}
        known = self.mails.get(mail.casefold()) if mail else None
        return self._against(row, record, known or self.names.get(match_key(title)), said)

    def _against(self, row: int, record: Entry, known: Entry | None, said: set[str]) -> ListRow:
        if known is None:
            return ListRow(row=row, record=record)
        changes = {
            name: getattr(record, name)
            for name in _COMPARED[type(record)]
            if name in said and getattr(record, name) != getattr(known, name)
        }
        return ListRow(row=row, record=replace(record, id=known.id), known=known, changes=changes)

    def _told(self) -> list[Told]:
        told = [
            Told(code=code, rows=tuple(rows)) for code, rows in self.notes.items() if rows
        ]  # fmt: skip
        if self.table.next_head:
            told.append(Told(code="second_table", params={"row": self.table.next_head}))
        if self.table.others:
            told.append(Told(code="others", params={"sheets": self.table.others}))
        stake = self.mapping.columns("stake")
        unused = [
            one.name for one in self.table.columns
            if (one.at not in self.mapping.fields or one.at in stake) and one.name and one.filled
        ]  # fmt: skip
        if unused:
            told.append(Told(code="unused", params={"columns": tuple(unused)}))
        return told
