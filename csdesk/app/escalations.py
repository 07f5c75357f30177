"""The text of an escalation, ready to be read, changed and sent (D7)."""

from dataclasses import dataclass

from csdesk.app.queries.escalation import escalation
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.obstacles import Obstacle
from csdesk.i18n import Translator
from csdesk.reports.words.escalation import escalation_body, escalation_subject


@dataclass(frozen=True, kw_only=True, slots=True)
class EscalationText:
    """A proposed mail; `to` is empty for a sponsor without an address, or without a sponsor."""

    to: str
    name: str
    subject: str
    body: str
    language: Language
    obstacle: Obstacle


def write_escalation(
    store: Store,
    customer_id: int,
    *,
    kind: MeetingKind,
    project_id: int | None = None,
    language: Language | None = None,
) -> EscalationText:
    """Return the text for meetings of a kind that fell through twice or more in a row.

    In the customer's language unless said; stores nothing. Raises `UserError` before that.
    """
    source = escalation(store, customer_id, kind=kind, project_id=project_id, language=language)
    view = source.view
    words = Translator(view.language.value)
    return EscalationText(
        to=source.mail,
        name=view.to.name if view.to else "",
        subject=escalation_subject(words, view),
        body=escalation_body(words, view),
        language=view.language,
        obstacle=source.obstacle,
    )
