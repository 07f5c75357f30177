"""The ways out of a refusal: the form that gives a document what it stands on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from csdesk.app.queries.customer import CustomerPage, load_customer
from csdesk.app.queries.story import consent_in_force
from csdesk.domain.codes import DocumentKind, MeetingStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Meeting
from csdesk.ui.services import Services

# Code of a refusal -> the ways out, the usual one first: words, and the method that opens it.
_WAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "no_project": ((N_("New plan"), "new_plan"),),
    "plan_empty": ((N_("Open the plan"), "open_plan"),),
    "no_scope": ((N_("New deliverable"), "deliverable"), (N_("New criterion"), "criterion")),
    "not_live": ((N_("Record the acceptance"), "acceptance"), (N_("Open the plan"), "open_plan")),
    "no_meeting_held": ((N_("Record a meeting"), "meeting"),),
    "meeting_not_held": ((N_("Record a meeting"), "meeting"),),
    "no_certificate_yet": ((N_("Issue a certificate"), "certificate"),),
    "no_requests": ((N_("New request"), "request"),),
    "renewal_no_term": ((N_("New contract term"), "term"),),
    "no_consent": ((N_("Record the consent"), "consent"),),
    "no_story": ((N_("New outcome"), "outcome"), (N_("Open the customer"), "open_customer")),
}
# Kind of a document that is there -> what else can be done for it.
_MORE: Mapping[DocumentKind, tuple[tuple[str, str], ...]] = {
    DocumentKind.CERTIFICATE: ((N_("Issue another certificate"), "certificate"),),
    DocumentKind.STORY: ((N_("Withdraw the consent"), "withdrawal"),),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """What one can do: its words, and what it does."""

    text: str
    run: Callable[[], object]


class DocumentWays(QObject):
    """Opens forms over the preview of one customer's document.

    Signals: `given()` when a form was saved; `left(wish)` when the way leads to another page of
    the window, by the name of a wish that takes the customer's id.
    """

    given = Signal()
    left = Signal(str)

    def __init__(self, services: Services, customer_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._customer_id, self._parent = services, customer_id, parent
        self.project_id: int | None = None  # the project that the document is of

    def out_of(self, problem: UserError) -> list[Way]:
        """Return what one can do about a refusal, nothing where its sentence is all there is."""
        return self._ways(_WAYS.get(problem.code, ()))

    def beside(self, kind: DocumentKind) -> list[Way]:
        """Return what else can be done for a document that is there."""
        return self._ways(_MORE.get(kind, ()))

    def _ways(self, found: tuple[tuple[str, str], ...]) -> list[Way]:
        words = self._services.translator
        return [Way(text=words.text(text), run=partial(self._go, name)) for text, name in found]

    def _go(self, name: str) -> None:
        try:
            dialog: QDialog | None = getattr(self, name)()
        except UserError as error:  # such as a customer that is gone meanwhile
            self._services.problem.emit(error)
            return
        if dialog is not None:
            dialog.accepted.connect(self.given)
            dialog.open()

    def _page(self) -> CustomerPage:
        return load_customer(self._services.store, self._customer_id)

    # --- forms -------------------------------------------------------------------------------

    def new_plan(self) -> QDialog:
        """Make a plan from a template."""
        from csdesk.ui.dialogs.new_plan import NewPlanDialog

        return NewPlanDialog(self._services, customer_id=self._customer_id, parent=self._parent)

    def deliverable(self) -> QDialog:
        """Enter a line of the agreed scope."""
        from csdesk.ui.dialogs.acceptance_forms import AcceptanceForms

        return AcceptanceForms(self._services, self._page(), self._parent).deliverable()

    def criterion(self) -> QDialog:
        """Enter a criterion of acceptance."""
        from csdesk.ui.dialogs.acceptance_forms import AcceptanceForms

        return AcceptanceForms(self._services, self._page(), self._parent).criterion()

    def acceptance(self) -> QDialog | None:
        """Record the result of the acceptance."""
        from csdesk.ui.dialogs.project_steps import ProjectSteps

        page = self._page()
        loaded = next((one for one in page.projects if one.project.id == self.project_id), None)
        if loaded is None:
            return None
        return ProjectSteps(self._services, page, self._parent).acceptance(loaded)

    def meeting(self) -> QDialog:
        """Record what became of the last planned meeting up to today, else enter one."""
        page = self._page()
        planned = [
            one
            for one in page.meetings
            if one.status is MeetingStatus.PLANNED and one.day <= page.today
        ]
        if planned:
            from csdesk.ui.dialogs.project_steps import ProjectSteps

            last: Meeting = max(planned, key=lambda one: (one.day, one.id))
            return ProjectSteps(self._services, page, self._parent).held(last)
        from csdesk.ui.dialogs.editors import Editors

        form = Editors(self._services, page, self._parent).meeting()
        form.set_value("day", page.today)
        return form

    def certificate(self) -> QDialog:
        """Enter a certificate into the register."""
        from csdesk.ui.dialogs.certificate_forms import CertificateForms

        return CertificateForms(self._services, self._page(), self._parent).certificate()

    def request(self) -> QDialog:
        """Enter what the customer asked."""
        from csdesk.ui.dialogs.request_forms import RequestForms

        return RequestForms(self._services, self._page(), self._parent).request()

    def term(self) -> QDialog:
        """Enter a term of the contract."""
        from csdesk.ui.dialogs.editors import Editors

        return Editors(self._services, self._page(), self._parent).contract()

    def outcome(self) -> QDialog:
        """Enter a result at the customer."""
        from csdesk.ui.dialogs.editors import Editors

        return Editors(self._services, self._page(), self._parent).outcome()

    def consent(self) -> QDialog:
        """Record who agreed to a success story."""
        from csdesk.ui.dialogs.certificate_forms import CertificateForms

        return CertificateForms(self._services, self._page(), self._parent).consent()

    def withdrawal(self) -> QDialog:
        """Record that the consent was taken back."""
        from csdesk.ui.dialogs.certificate_forms import CertificateForms

        services = self._services
        with services.store.read() as reader:
            consent = consent_in_force(reader, self._customer_id, services.today())
        return CertificateForms(services, self._page(), self._parent).withdrawal(consent)

    # --- other pages -------------------------------------------------------------------------

    def open_plan(self) -> None:
        """Leave for the plan."""
        self.left.emit("plan_of")

    def open_customer(self) -> None:
        """Leave for the customer's page."""
        self.left.emit("customer")
