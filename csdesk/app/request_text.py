"""Words on support requests that the window says."""

from csdesk.app.queries.support_requests import RequestRow
from csdesk.domain.codes import RequestStatus
from csdesk.domain.labels import REQUEST_STATUS_LABELS
from csdesk.i18n import Translator
from csdesk.reports.words.marks import plain
from csdesk.reports.words.requests import duration


def answered_text(words: Translator, row: RequestRow) -> str:
    """Return how long the first answer took, a dash without one."""
    minutes = row.response_minutes
    return "–" if minutes is None else plain(duration(words, minutes))


def status_text(words: Translator, row: RequestRow) -> str:
    """Return where a request stands, with who confirmed it or works on it."""
    request = row.request
    if request.status is RequestStatus.SOLVED and request.confirmed_by:
        return words.text("Confirmed by {name}", name=request.confirmed_by)
    status = words.text(REQUEST_STATUS_LABELS[request.status])
    if row.owner and request.status is RequestStatus.IN_PROGRESS:
        return words.text("{status}, {name}", status=status, name=row.owner)
    return status
