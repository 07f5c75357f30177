"""The plan templates there are: those that csdesk ships, and those kept in the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Template
from csdesk.domain.templates import PlanTemplate, parse_template, text_in
from csdesk.resources import resource_path

SHIPPED = "shipped"
WORKSPACE = "workspace"
_SIZES = ("one-call-start", "light-30", "standard-60", "complex-90", "chain-hardware")


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateChoice:
    """A template that can be applied; `origin` is `shipped` or `workspace`."""

    code: str
    title: str
    description: str
    origin: str
    languages: tuple[Language, ...]
    items: int
    milestones: int
    template_id: int | None = None


def list_templates(store: Store, *, language: Language = Language.EN) -> list[TemplateChoice]:
    """Return all templates, small to large, then the workspace's by title, in `language`.

    One of the workspace with the code of a shipped one takes its place.
    """
    with store.read() as reader:
        own = {row.code: row for row in reader.find(Template)}
    choices = [
        _choice(template, language, SHIPPED, None)
        for code, template in shipped_templates().items()
        if code not in own
    ]
    kept = [
        _choice(parse_own(row.text, row.code), language, WORKSPACE, row.id) for row in own.values()
    ]
    return choices + sorted(kept, key=lambda choice: (choice.title, choice.code))


def find_template(reader: Reader, code: str) -> PlanTemplate:
    """Return the template with this code. Raises `UserError` with the codes there are."""
    own = reader.first(Template, code=code)
    if own is not None:
        return parse_own(own.text, own.code)
    shipped = shipped_templates()
    if code not in shipped:
        known = [*shipped, *(row.code for row in reader.find(Template))]
        raise UserError(
            "unknown_template",
            N_("There is no template {code}. Known: {known}."),
            code=code,
            known=", ".join(known),
        )
    return shipped[code]


def parse_own(text: str, source: str) -> PlanTemplate:
    """Read a template of the workspace, which needs no more than one language."""
    return parse_template(text, source=source, required=())


def row_titles(reader: Reader) -> Mapping[str, Mapping[Language, str]]:
    """Return the titles of all templates' rows by `PlanRow.template_ref`, the workspace's too.

    A row whose title still equals one of them can be shown in another language.
    """
    templates = dict(shipped_templates())
    templates |= {row.code: parse_own(row.text, row.code) for row in reader.find(Template)}
    return {
        f"{code}:{row.code}": row.titles
        for code, template in templates.items()
        for row in template.rows
    }


@lru_cache(maxsize=1)
def shipped_templates() -> Mapping[str, PlanTemplate]:
    """Return the templates in `resources/plan_templates` by code, small to large."""
    found = {
        path.stem: parse_template(path.read_text("utf-8"), source=path.stem)
        for path in resource_path("plan_templates").glob("*.toml")
    }
    order = {code: place for place, code in enumerate(_SIZES)}
    return dict(sorted(found.items(), key=lambda pair: (order.get(pair[0], 99), pair[0])))


def _choice(
    template: PlanTemplate, language: Language, origin: str, template_id: int | None
) -> TemplateChoice:
    kinds = [row.kind for row in template.rows]
    return TemplateChoice(
        code=template.code,
        title=text_in(template.titles, language),
        description=text_in(template.descriptions, language),
        origin=origin,
        languages=template.languages(),
        items=kinds.count(RowKind.ITEM),
        milestones=kinds.count(RowKind.MILESTONE),
        template_id=template_id,
    )
