"""Plan templates: a TOML text becomes checked dataclasses (see model.md, "Templates").

A file holds `code`, `title.LANG`, `description.LANG` and `[[rows]]` in plan order. A row has
`code`, `kind` (item by default), `in` (the code of its parent), `title.LANG` and, as it needs:
`milestone`, `days` or `calendar_days` (duration), `start` (offset from the project's start),
`after` (links, each `CODE [FS|SS|FF|SF][+N|-N]`), `owner` (`SIDE:ROLE`), `leads_to`, `internal`,
`priority`, `we_can_do`, `instructions.LANG`. A number followed by `c` counts calendar days, any
other one working days.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from csdesk.domain.codes import (
    ContactRole,
    Language,
    LinkType,
    MilestoneKind,
    Priority,
    RowKind,
    Side,
    UserRole,
    Visibility,
)
from csdesk.domain.errors import N_, UserError

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_OFFSET = re.compile(r"(?P<days>-?\d{1,4})(?P<unit>c?)")
_LINK = re.compile(
    r"(?P<row>[a-z0-9][a-z0-9-]*)(?:\s+(?P<type>FS|SS|FF|SF)?(?P<lag>[+-]\d{1,4}c?)?)?"
)
_HEAD = frozenset({"code", "title", "description", "rows"})
_FIELDS = frozenset(
    {"code", "kind", "in", "title", "milestone", "days", "calendar_days", "start", "after"}
    | {"owner", "leads_to", "internal", "priority", "we_can_do", "instructions"}
)
_CodeT = TypeVar("_CodeT", RowKind, MilestoneKind, Priority, Side, LinkType)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offset:
    """A number of days, working days unless `calendar_days`."""

    days: int
    calendar_days: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateLink:
    """A link from the row `row` of the same template."""

    row: str
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_calendar_days: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateRow:
    """One row of a template; `titles` and `instructions` by language."""

    code: str
    titles: Mapping[Language, str]
    kind: RowKind = RowKind.ITEM
    parent: str | None = None
    milestone: MilestoneKind | None = None
    duration: int = 1
    calendar_days: bool = False
    start: Offset | None = None
    after: tuple[TemplateLink, ...] = ()
    side: Side = Side.US
    role: str = ""  # UserRole for our side, ContactRole else; empty: nobody in particular
    leads_to: str | None = None
    visibility: Visibility = Visibility.CUSTOMER
    priority: Priority = Priority.IMPORTANT
    we_can_do: bool = False
    instructions: Mapping[Language, str] = field(default_factory=dict)

    def title(self, language: Language) -> str:
        """Return the title in `language`, else in English, else in any language."""
        return text_in(self.titles, language)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanTemplate:
    """A checked template: codes are unique, parents stand above, links lead to known rows."""

    code: str
    titles: Mapping[Language, str]
    descriptions: Mapping[Language, str]
    rows: tuple[TemplateRow, ...]

    def languages(self) -> tuple[Language, ...]:
        """Return the languages that have the title and every row's title."""
        return tuple(
            language
            for language in Language
            if language in self.titles and all(language in row.titles for row in self.rows)
        )


def text_in(texts: Mapping[Language, str], language: Language) -> str:
    """Return the text in `language`, else in English, else the first there is, else empty."""
    for choice in (language, Language.EN):
        if choice in texts:
            return texts[choice]
    return next(iter(texts.values()), "")


def parse_template(
    text: str, *, source: str, required: Sequence[Language] = tuple(Language)
) -> PlanTemplate:
    """Read a template from TOML.

    `source` names the text in errors until its code is known; every language of `required` must
    have each title. Raises `UserError` that names the template, the row and the field.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            "template_toml",
            N_("Template {template} is not valid TOML: {detail}. Correct the text."),
            template=source,
            detail=str(error),
        ) from error
    return _TemplateParser(source, required).template(data)


class _TemplateParser:
    """Walks the data of one file and raises at the first fault, naming where it stands."""

    def __init__(self, source: str, required: Sequence[Language]) -> None:
        self._name = source
        self._required = tuple(required)
        self._row = ""

    def template(self, data: Mapping[str, object]) -> PlanTemplate:
        code = self._code(data, "code")
        self._name = code
        for key in data:
            if key not in _HEAD:
                raise self._fault(key, N_("{place}: csdesk does not know this field."))
        titles = self._texts(data, "title", required=True)
        descriptions = self._texts(data, "description", required=True)
        raw = data.get("rows")
        if not isinstance(raw, list) or not raw:
            raise self._fault("rows", N_("{place}: a template needs at least one row."))
        rows = tuple(self._one_row(item, number) for number, item in enumerate(raw, 1))
        self._check_tree(rows)
        self._check_links(rows)
        return PlanTemplate(code=code, titles=titles, descriptions=descriptions, rows=rows)

    def _one_row(self, item: object, number: int) -> TemplateRow:
        self._row = str(number)
        if not isinstance(item, dict):
            raise self._fault("rows", N_("{place}: each row is a table."))
        code = self._row = self._code(item, "code")
        for key in item:
            if key not in _FIELDS:
                raise self._fault(key, N_("{place}: csdesk does not know this field."))
        kind = self._choice(item, "kind", RowKind, RowKind.ITEM)
        milestone = (
            self._choice(item, "milestone", MilestoneKind, MilestoneKind.OTHER)
            if kind is RowKind.MILESTONE
            else None
        )
        if kind is not RowKind.MILESTONE and "milestone" in item:
            raise self._fault("milestone", N_("{place}: only a milestone has a milestone kind."))
        duration, calendar_days = self._duration(item, kind)
        side, role = self._owner(item)
        return TemplateRow(
            code=code,
            titles=self._texts(item, "title", required=True),
            kind=kind,
            parent=self._code(item, "in") if "in" in item else None,
            milestone=milestone,
            duration=duration,
            calendar_days=calendar_days,
            start=self._offset(item, "start"),
            after=self._links(item),
            side=side,
            role=role,
            leads_to=self._code(item, "leads_to") if "leads_to" in item else None,
            visibility=(
                Visibility.INTERNAL if self._flag(item, "internal") else Visibility.CUSTOMER
            ),
            priority=self._choice(item, "priority", Priority, Priority.IMPORTANT),
            we_can_do=self._flag(item, "we_can_do"),
            instructions=self._texts(item, "instructions", required=False),
        )

    def _check_tree(self, rows: Sequence[TemplateRow]) -> None:
        seen: dict[str, TemplateRow] = {}
        once = {MilestoneKind.GO_LIVE: 0, MilestoneKind.ACCEPTANCE: 0}
        for row in rows:
            self._row = row.code
            if row.code in seen:
                raise self._fault("code", N_("{place}: another row has the same code."))
            if row.parent is None:
                if row.kind is not RowKind.PHASE:
                    raise self._fault("in", N_("{place}: only a phase stands at the top."))
            elif row.parent not in seen:
                raise self._fault("in", N_("{place}: the parent must stand above this row."))
            elif not seen[row.parent].kind.is_summary:
                raise self._fault("in", N_("{place}: the parent must be a phase or a group."))
            elif row.kind is RowKind.PHASE:
                raise self._fault("kind", N_("{place}: a phase stands at the top; use a group."))
            if row.milestone in once:
                once[row.milestone] += 1
                if once[row.milestone] > 1:
                    raise self._fault(
                        "milestone", N_("{place}: a plan has one such milestone at most.")
                    )
            seen[row.code] = row

    def _check_links(self, rows: Sequence[TemplateRow]) -> None:
        by_code = {row.code: row for row in rows}
        for row in rows:
            self._row = row.code
            for link in row.after:
                if link.row not in by_code or link.row == row.code:
                    raise self._fault("after", N_("{place}: there is no such row to follow."))
                if link.row in _ancestors(row, by_code) or row.code in _ancestors(
                    by_code[link.row], by_code
                ):
                    raise self._fault(
                        "after", N_("{place}: a row cannot follow what it stands in or holds.")
                    )
            if row.leads_to is not None:
                goal = by_code.get(row.leads_to)
                if goal is None or goal.kind is not RowKind.MILESTONE:
                    raise self._fault("leads_to", N_("{place}: this must name a milestone."))
        looped = _first_in_cycle(rows)
        if looped is not None:
            self._row = looped
            raise self._fault("after", N_("{place}: the links go round in a circle."))

    def _code(self, data: Mapping[str, object], name: str) -> str:
        value = data.get(name)
        if not isinstance(value, str) or _CODE.fullmatch(value) is None:
            raise self._fault(
                name,
                N_("{place}: write a code of small letters, digits and hyphens."),
            )
        return value

    def _flag(self, data: Mapping[str, object], name: str) -> bool:
        value = data.get(name, False)
        if not isinstance(value, bool):
            raise self._fault(name, N_("{place}: write true or false."))
        return value

    def _choice(
        self, data: Mapping[str, object], name: str, codes: type[_CodeT], default: _CodeT
    ) -> _CodeT:
        value = data.get(name, default.value)
        for code in codes:
            if code.value == value:
                return code
        raise self._fault(
            name,
            N_("{place}: write one of {choices}."),
            choices=", ".join(code.value for code in codes),
        )

    def _texts(
        self, data: Mapping[str, object], name: str, *, required: bool
    ) -> dict[Language, str]:
        value = data.get(name, {})
        if not isinstance(value, dict):
            raise self._fault(name, N_("{place}: write one text per language."))
        texts: dict[Language, str] = {}
        for key, text in value.items():
            if key not in list(Language):
                raise self._fault(f"{name}.{key}", N_("{place}: csdesk has no such language."))
            if not isinstance(text, str) or not text.strip():
                raise self._fault(f"{name}.{key}", N_("{place}: the text is empty."))
            texts[Language(key)] = text.strip()
        wanted = self._required if required or texts else ()
        for language in wanted:
            if language not in texts:
                raise self._fault(f"{name}.{language.value}", N_("{place}: the text is missing."))
        if required and not texts:
            raise self._fault(name, N_("{place}: the text is missing."))
        return texts

    def _duration(self, data: Mapping[str, object], kind: RowKind) -> tuple[int, bool]:
        given = [name for name in ("days", "calendar_days") if name in data]
        if kind is not RowKind.ITEM:
            if given:
                raise self._fault(given[0], N_("{place}: only an action item has a duration."))
            return 0, False
        if len(given) > 1:
            raise self._fault(
                "calendar_days", N_("{place}: give working days or calendar days, not both.")
            )
        name = given[0] if given else "days"
        value = data.get(name, 1)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 400:
            raise self._fault(name, N_("{place}: write whole days from 1 to 400."))
        return value, name == "calendar_days"

    def _offset(self, data: Mapping[str, object], name: str) -> Offset | None:
        if name not in data:
            return None
        match = _OFFSET.fullmatch(str(data[name]))
        if match is None or int(match["days"]) < 0:
            raise self._fault(
                name, N_("{place}: write days from the start, such as 5 or, in calendar days, 5c.")
            )
        return Offset(days=int(match["days"]), calendar_days=match["unit"] == "c")

    def _links(self, data: Mapping[str, object]) -> tuple[TemplateLink, ...]:
        value = data.get("after", [])
        if not isinstance(value, list):
            raise self._fault("after", N_("{place}: write a list of links."))
        links = []
        for item in value:
            match = _LINK.fullmatch(item) if isinstance(item, str) else None
            if match is None:
                raise self._fault(
                    "after", N_("{place}: write links such as kickoff or import SS+2.")
                )
            lag = match["lag"] or "0"
            links.append(
                TemplateLink(
                    row=match["row"],
                    type=LinkType(match["type"] or "FS"),
                    lag=int(lag.rstrip("c")),
                    lag_calendar_days=lag.endswith("c"),
                )
            )
        return tuple(links)

    def _owner(self, data: Mapping[str, object]) -> tuple[Side, str]:
        value = data.get("owner", Side.US.value)
        side, _, role = str(value).partition(":")
        roles = [str(code) for code in (UserRole if side == Side.US.value else ContactRole)]
        if side not in list(Side) or (role and role not in roles):
            raise self._fault(
                "owner", N_("{place}: write a side and a role, such as customer:project_manager.")
            )
        return Side(side), role

    def _fault(self, name: str, message: str, **params: object) -> UserError:
        place = f"{self._name} › {self._row} › {name}" if self._row else f"{self._name} › {name}"
        return UserError(
            "template_invalid",
            message,
            place=place,
            template=self._name,
            row=self._row,
            field=name,
            **params,
        )


def _ancestors(row: TemplateRow, by_code: Mapping[str, TemplateRow]) -> list[str]:
    """Return the codes above `row`, nearest first."""
    codes = []
    parent = row.parent
    while parent is not None:
        codes.append(parent)
        parent = by_code[parent].parent
    return codes


def _first_in_cycle(rows: Sequence[TemplateRow]) -> str | None:
    """Return the first row whose links lead round in a circle, links to summaries spread out."""
    by_code = {row.code: row for row in rows}
    leaves: dict[str, list[str]] = {row.code: [] for row in rows}
    for row in rows:
        if not row.kind.is_summary:
            for code in (row.code, *_ancestors(row, by_code)):
                leaves[code].append(row.code)
    before: dict[str, set[str]] = {row.code: set() for row in rows if not row.kind.is_summary}
    for row in rows:
        for link in row.after:
            for successor in leaves[row.code]:
                before[successor].update(leaves[link.row])
    while before:
        free = [code for code, needs in before.items() if not needs & before.keys()]
        if not free:
            return next(iter(before))
        for code in free:
            del before[code]
    return None
