"""What the check of a project manager leads to, in the words of a language."""

from dataclasses import dataclass

from csdesk.data.reader import Reader
from csdesk.domain.codes import ContactRole
from csdesk.domain.manager_check import Proposal
from csdesk.domain.records import Contact, Project
from csdesk.domain.records_kickoff import ManagerCheck
from csdesk.i18n import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalTexts:
    """The words of a proposal."""

    risk: str
    response: str
    action: str


def proposal_texts(words: Translator, proposal: Proposal, who: str) -> ProposalTexts:
    """Return a proposal in words; `who` is the person's name, empty for nobody known."""
    named = who or words.text("The project manager")
    return ProposalTexts(
        risk=words.text(proposal.risk, who=named),
        response=words.text(proposal.response, who=named),
        action=words.text(proposal.action, who=named),
    )


def manager_of(reader: Reader, project: Project, check: ManagerCheck | None) -> Contact | None:
    """Return whom a check is about: the person it names, else their project manager."""
    if check is not None and check.contact_id is not None:
        return reader.get(Contact, check.contact_id)
    return reader.first(
        Contact,
        customer_id=project.customer_id,
        role=ContactRole.PROJECT_MANAGER,
        left_on=None,
    )


def name_of(reader: Reader, check: ManagerCheck) -> str:
    """Return the name of whom a check is about, empty for nobody known."""
    person = manager_of(reader, reader.get(Project, check.project_id), check)
    return person.name if person is not None else ""
