"""Commands on the templates kept in the workspace."""

from csdesk.app.templates import parse_own
from csdesk.data.store import Store
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Template
from csdesk.domain.templates import text_in


def put(store: Store, *, text: str, source: str = "") -> Template:
    """Keep a template given as TOML, over the one with its code; one language is enough.

    Raises `UserError` that names the row and the field for a text that is no template.
    """
    template = parse_own(text, source or "TOML")
    language = next(iter(template.languages()), Language.EN)
    title = text_in(template.titles, language)
    with store.write("templates.put", template=template.code) as unit:
        known = unit.first(Template, code=template.code)
        if known is None:
            return unit.add(Template(code=template.code, title=title, text=text))
        return unit.update(Template, known.id, title=title, text=text)


def delete(store: Store, *, code: str) -> None:
    """Delete a template of the workspace; a shipped one with the same code is there again.

    Raises `UserError` for one that csdesk ships, and for an unknown code.
    """
    with store.write("templates.delete", template=code) as unit:
        known = unit.first(Template, code=code)
        if known is None:
            raise UserError(
                "template_not_own",
                N_("The workspace keeps no template {code}; those that csdesk ships stay."),
                code=code,
            )
        unit.delete(Template, known.id)
