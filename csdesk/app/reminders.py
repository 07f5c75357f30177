"""Reminder mails: a draft for each person, checked, logged, and counted as our last request."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csdesk.app.commands import items
from csdesk.app.exports import DocumentJob, Remark, document_warnings, put_document
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.reminders import ReminderPlan, ReminderSource, plan_reminders
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.file_names import document_name
from csdesk.domain.progress import Progress
from csdesk.domain.views.reminder import ReminderView
from csdesk.i18n import Translator

NO_ADDRESS = N_("No usable mail address of {names} is known: fill in the recipient yourself.")
LEFT = N_("{names} left the customer: choose another recipient, and another owner.")
NO_OWNER = N_("Nobody owns {items}: choose the recipient yourself.")
OURS = N_("Our turn, so in no mail: {items}.")
INTERNAL = N_("Internal, so in no mail: {items}.")
RESTING = N_("On hold, done or cancelled, so in no mail: {items}.")
NOTHING = N_(
    "There is nothing to remind of: choose open items that the customer sees and has to do."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderDraft:
    """A written draft: where, to whom, about how many items."""

    path: Path
    customer: str
    person: str
    mail: str
    items: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderResult:
    """The drafts, what we should know about them, and why others were not written."""

    drafts: tuple[ReminderDraft, ...]
    warnings: list[Remark]
    refused: tuple[UserError, ...] = ()


def preview_reminders(
    store: Store, *, row_ids: Iterable[int], today: date, language: str | None = None
) -> ReminderPlan:
    """Return the mails that `write_reminders` would make.

    Raises `UserError` "no_reminder" when there is none.
    """
    with store.read() as reader:
        plan = plan_reminders(reader, row_ids, today, Language(language) if language else None)
    if not plan.mails:
        raise UserError("no_reminder", NOTHING)
    return plan


def reminder_name(store: Store, source: ReminderSource) -> str:
    """Return the file name of a customer's next reminder."""
    return _file_name(source, _next_number(store, source))


def _next_number(store: Store, source: ReminderSource) -> int:
    with store.read() as reader:
        return next_number(reader, DocumentKind.REMINDER, customer_id=source.customer_id)


def _file_name(source: ReminderSource, number: int) -> str:
    return document_name(source.customer, "reminder", number, source.view.today, "eml")


def write_reminders(
    store: Store,
    *,
    row_ids: Iterable[int],
    out: Path,
    today: date,
    language: str | None = None,
    released: Collection[str] = (),
    progress: Progress | None = None,
) -> ReminderResult:
    """Write a draft for each customer and person, and record that they were asked today.

    `out` is a folder, or the file of the only mail. A draft that the gate refuses is not written
    and its items are not counted as asked; the other drafts are. If none is written the first
    refusal is raised. Raises `UserError` "several_mails" for one file and several mails.
    """
    plan = preview_reminders(store, row_ids=row_ids, today=today, language=language)
    if len(plan.mails) > 1 and not out.is_dir():
        raise UserError(
            "several_mails",
            N_("There are {n} mails, one for each person: choose a folder for them."),
            n=len(plan.mails),
        )
    drafts: list[ReminderDraft] = []
    refused: list[UserError] = []
    written: list[ReminderSource] = []
    for place, source in enumerate(plan.mails):
        if progress is not None:
            progress.check_cancelled()
            progress.report(place, len(plan.mails))
        try:
            drafts.append(_write(store, source, out, tuple(sorted(released))))
        except UserError as error:
            if not error.code.startswith("leak_"):
                raise
            refused.append(error)
            continue
        items.ask(store, row_ids=source.row_ids, on=today)
        written.append(source)
    if not drafts:
        raise refused[0]
    return ReminderResult(
        drafts=tuple(drafts), warnings=_warnings(plan, written), refused=tuple(refused)
    )


def _write(
    store: Store, source: ReminderSource, out: Path, released: tuple[str, ...]
) -> ReminderDraft:
    from csdesk.reports.mail import MailDraft, draft_bytes
    from csdesk.reports.words.reminder import reminder_body, reminder_subject

    view = source.view
    number = _next_number(store, source)
    words = Translator(view.language.value)
    draft = MailDraft(
        subject=reminder_subject(words, view),
        body=reminder_body(words, view),
        to=view.mail,
        to_name=view.person.name if view.person else "",
        sender=view.sender.mail,
        sender_name=view.sender.name,
    )
    path = target_in(out, _file_name(source, number))
    job = DocumentJob(
        kind=DocumentKind.REMINDER,
        customer_id=source.customer_id,
        project_id=None,
        number=number,
        language=view.language,
        as_of=view.today,
        view=view,
        released=released,
    )
    put_document(store, path, draft_bytes(draft), job)
    return ReminderDraft(
        path=path,
        customer=source.customer,
        person=draft.to_name,
        mail=view.mail,
        items=len(view.items),
    )


def _warnings(plan: ReminderPlan, written: Sequence[ReminderSource]) -> list[Remark]:
    found = [
        Remark(text, {"items": ", ".join(items)})
        for text, items in (
            (NO_OWNER, _codes(one.view for one in written if one.view.person is None)),
            (OURS, plan.ours),
            (INTERNAL, plan.internal),
            (RESTING, plan.resting),
        )
        if items
    ]
    found += [
        Remark(text, {"names": ", ".join(names)})
        for text, names in (
            (LEFT, _names(one for one in written if one.left)),
            (NO_ADDRESS, _names(one for one in written if not one.left and _no_address(one.view))),
        )
        if names
    ]
    for source in written:
        more = document_warnings(source.view.sender, {}, mixed=source.mixed)
        found += [remark for remark in more if remark not in found]
    return found


def _no_address(view: ReminderView) -> bool:
    from csdesk.reports.mail import is_address

    return not is_address(view.mail)


def _codes(views: Iterable[ReminderView]) -> list[str]:
    return [item.code or item.title for view in views for item in view.items]


def _names(sources: Iterable[ReminderSource]) -> list[str]:
    people = (source.view.person for source in sources)
    return list(dict.fromkeys(person.name for person in people if person is not None))
