"""Commands on the texts of mails: ours in the place of csdesk's, and back."""

from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail_placeholders import names_of
from csdesk.domain.mail_template import check
from csdesk.domain.records_delivery import MailTemplate
from csdesk.reports.words.mail_defaults import default_text


def put(
    store: Store, *, kind: DocumentKind, language: Language, subject: str, body: str
) -> MailTemplate | None:
    """Keep our text of a kind's mail in a language; csdesk's own text is not kept twice.

    Returns None where it is that one. Raises `UserError` at the field `subject` or `body` for an
    empty one, for one with places that the mail does not have, and for open braces.
    """
    names = names_of(DocumentKind(kind))
    subject, body = " ".join(subject.split()), _tidy(body)
    for field, text in (("subject", subject), ("body", body)):
        if not text:
            raise UserError(
                "mail_empty", N_("A mail needs a subject and a text: type them."), field=field
            )
        check(text, names, field)
    with store.write("mail_templates.put", kind=kind, language=language) as unit:
        known = unit.first(MailTemplate, kind=kind, language=language)
        if (subject, body) == default_text(kind, language):
            if known is not None:
                unit.delete(MailTemplate, known.id)
            return None
        if known is not None:
            return unit.update(MailTemplate, known.id, subject=subject, body=body)
        return unit.add(MailTemplate(kind=kind, language=language, subject=subject, body=body))


def reset(store: Store, *, kind: DocumentKind, language: Language) -> bool:
    """Take our text of a kind's mail away: csdesk's own is used; say whether there was one."""
    names_of(DocumentKind(kind))
    with store.write("mail_templates.reset", kind=kind, language=language) as unit:
        known = unit.first(MailTemplate, kind=kind, language=language)
        if known is not None:
            unit.delete(MailTemplate, known.id)
        return known is not None


def _tidy(body: str) -> str:
    """Return a text without spaces at the ends of its lines and empty lines around it."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
