"""What the mail after a meeting says of the files that go along with its minutes."""

from collections.abc import Sequence

from csdesk.domain.mail_template import one_line
from csdesk.domain.views.invitation import InvitationView, last_day
from csdesk.i18n import Translator
from csdesk.reports.words.mail_values import greeting
from csdesk.reports.words.marks import closed, plain


def attached_lines(
    tr: Translator, *, tracker: bool, plan: bool, invitations: Sequence[InvitationView]
) -> str:
    """Return the lines; nothing where nothing else goes along."""
    lines = []
    if tracker:
        lines.append(tr.text("the tracker: write your changes into it and send it back"))
    if plan:
        lines.append(tr.text("the plan as a picture"))
    for one in invitations:
        comma = "，" if tr.is_chinese else ", "
        words = f"{one_line(one.title)}{comma}{event_time(tr, one)}"
        if one.cancelled:
            lines.append(tr.text("a calendar file that takes out: {event}", event=words))
        else:
            lines.append(tr.text("a calendar file: {event}", event=words))
    if not lines:
        return ""
    return "\n".join([tr.text("Also attached:"), *(f"- {line}" for line in lines)])


def event_time(tr: Translator, event: InvitationView) -> str:
    """Return the day and the hour of an event; of a series those of its first meeting."""
    said = tr.date(event.day, "full")
    if event.start is not None:
        said = tr.text("{day}, {time}", day=said, time=f"{event.start:%H:%M}")
    last = last_day(event)
    if last is not None:
        return tr.text("from {day} to {last}, repeated", day=said, last=tr.date(last, "full"))
    return tr.text("from {day} on, repeated", day=said) if event.rule else said


def uninvited_mail(tr: Translator, event: InvitationView) -> tuple[str, str]:
    """Return subject and body of the mail to one who need not come any more."""
    comma = "，" if tr.is_chinese else ", "
    said = f"{one_line(event.title)}{comma}{event_time(tr, event)}"
    name = event.attendees[0][0]
    lines = [
        greeting([name] if name else [], tr),
        "",
        tr.text("You need not take part in this meeting any more: {event}.", event=said),
        tr.text("The attached calendar file takes it out of your calendar."),
        *(["", event.organiser] if event.organiser else []),
    ]
    subject = tr.text("You need not take part: {event}", event=said)
    text = "\n".join(lines) + "\n"
    return closed(plain(subject), tr), closed(plain(text), tr)
