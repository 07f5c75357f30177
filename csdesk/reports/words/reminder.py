"""The words of a reminder mail: subject, and a plain text that says what is needed by when."""

from csdesk.domain.labels import USER_ROLE_LABELS
from csdesk.domain.views.common import Party, Person, Sender
from csdesk.domain.views.reminder import ReminderItem, ReminderView
from csdesk.domain.views.status import Mention
from csdesk.i18n import Translator
from csdesk.reports.words.marks import closed, lower_first

_INDENT = "   "


def reminder_subject(words: Translator, view: ReminderView) -> str:
    """Return a subject that names the item, or how many there are."""
    number = len(view.items)
    if number == 1:
        text = words.text("Waiting for you: {item}", item=_item_name(view.items[0]))
    elif len(view.projects) == 1:
        text = words.plural(
            "Waiting for you: {n} item of {project}",
            "Waiting for you: {n} items of {project}",
            number,
            project=view.projects[0],
        )
    else:
        text = words.plural("Waiting for you: {n} item", "Waiting for you: {n} items", number)
    return closed(text, words)


def reminder_body(words: Translator, view: ReminderView) -> str:
    """Return the text: greeting, items of each project, what to answer, who writes."""
    parts = [mail_greeting(words, view.person)]
    for project in view.projects:
        items = [item for item in view.items if item.project == project]
        parts.append(
            words.plural(
                "As of {day}, this item of “{project}” waits for you:",
                "As of {day}, these {n} items of “{project}” wait for you:",
                len(items),
                day=words.date(view.today, "long"),
                project=project,
            )
        )
        parts += [_item(words, view, item) for item in items]
    if len(view.items) == 1:
        parts.append(
            words.text(
                "Please answer with the day on which it will be done, or tell us that it is. "
                "If something stands in the way, write or call, and we will help."
            )
        )
    else:
        parts.append(
            words.text(
                "Please answer with the day on which each item will be done, or tell us that it "
                "is. If something stands in the way, write or call, and we will help."
            )
        )
    text = closed("\n\n".join(parts), words)
    return f"{text}\n\n{mail_foot(words, view.sender, view.us)}\n"


def mail_greeting(words: Translator, person: Person | None) -> str:
    """Return how a plain mail begins."""
    if person is None:
        return words.text("Hello,")
    return words.text("Dear {name},", name=person.name)


def _item_name(item: ReminderItem) -> str:
    return f"{item.code} {item.title}".strip()


def _item(words: Translator, view: ReminderView, item: ReminderItem) -> str:
    lines = [_item_name(item)]
    dates = []
    if item.agreed is not None and item.agreed != item.target:
        day = words.near_date(item.agreed, view.today)
        dates.append(words.text("Agreed date: {day}", day=day))
    if item.target is not None:
        day = words.near_date(item.target, view.today)
        text = words.text("Target date: {day}", day=day)
        dates.append(lower_first(text, words) if dates else text)
    if item.late:
        late = words.plural("{n} working day late", "{n} working days late", item.late)
        dates.append(late)
    if dates:
        lines.append(("；" if words.is_chinese else "; ").join(dates))
    lines.append(_need(words, view, item))
    if item.instructions:
        lines.append(words.text("How: {instructions}", instructions=item.instructions))
    if item.holds_up is not None:
        lines.append(_waiter(words, item.holds_up))
    text = "\n".join(lines)
    return "\n".join(f"{_INDENT}{line}" if place else line for place, line in _numbered(text))


def _numbered(text: str) -> list[tuple[int, str]]:
    return list(enumerate(line.strip() for line in text.splitlines() if line.strip()))


def _need(words: Translator, view: ReminderView, item: ReminderItem) -> str:
    if item.late:
        return words.text("We need: this done now, or a new date from you.")
    if item.target is None:
        return words.text("We need: the day on which you can do it.")
    day = words.near_date(item.target, view.today)
    return words.text("We need: this done by {day}.", day=day)


def _waiter(words: Translator, row: Mention) -> str:
    if row.ours:
        return words.text("Our preparation waits for it.")
    return words.text("“{item}” waits for it.", item=f"{row.code} {row.title}".strip())


def mail_foot(words: Translator, sender: Sender, us: Party) -> str:
    """Return how a plain mail ends: who writes, for whom, how to answer."""
    name = sender.name
    if name and sender.role is not None:
        role = lower_first(words.text(USER_ROLE_LABELS[sender.role]), words)
        name = words.text("{name}, {role}", name=name, role=role)
    lines = [words.text("Kind regards,"), name, us.name, sender.mail, sender.phone]
    return "\n".join(line for line in lines if line)
