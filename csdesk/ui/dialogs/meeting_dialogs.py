"""Which dialog belongs to what the meetings on the overview ask for."""

from PySide6.QtWidgets import QWidget

from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.series import SeriesLine
from csdesk.domain.errors import UserError
from csdesk.domain.obstacles import Obstacle
from csdesk.domain.records import Meeting
from csdesk.ui.services import Services


def open_about_meetings(
    services: Services, page: CustomerPage, what: str, record: object, parent: QWidget
) -> None:
    """Open the agenda of a meeting, a series (None: a new one), its end, or an escalation."""
    if what == "agenda" and isinstance(record, Meeting):
        from csdesk.ui.dialogs.agenda import AgendaDialog

        AgendaDialog(services, meeting_id=record.id, parent=parent).open()
    elif what == "series" and (record is None or isinstance(record, SeriesLine)):
        from csdesk.ui.dialogs.series_form import SeriesForm

        SeriesForm(services, page, record, parent).open()
    elif what == "series_end" and isinstance(record, SeriesLine):
        from csdesk.ui.dialogs.series_form import end_form

        end_form(services, page, record, parent).open()
    elif what == "escalation" and isinstance(record, Obstacle):
        from csdesk.ui.dialogs.escalation import EscalationDialog

        try:
            EscalationDialog(services, page.customer.id, record, parent).open()
        except UserError as error:
            services.problem.emit(error)
