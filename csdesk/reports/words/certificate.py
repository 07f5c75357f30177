"""What a certificate says besides the words of its register line."""

from csdesk.domain.views.certificate import CertificateView
from csdesk.i18n import Translator
from csdesk.reports.words.marks import keep


def place(view: CertificateView, tr: Translator) -> str:
    """Return where the person works: company and town."""
    if not view.city or view.city.casefold() in view.customer.name.casefold():
        return view.customer.name
    return tr.facts([view.customer.name, view.city])


def signer(view: CertificateView, tr: Translator) -> str:
    """Return who signs, with our company."""
    return tr.facts([part for part in (view.signed_by, view.us.name) if part])


def lookup(view: CertificateView, tr: Translator) -> tuple[str, str]:
    """Return how the number is checked, and where; the place is empty when we have none."""
    contact = tr.join([keep(part) for part in (view.register_mail, view.register_phone) if part])
    if contact:
        return tr.text("The number can be looked up in our register:"), contact
    return tr.text("The number can be looked up in our register."), ""
