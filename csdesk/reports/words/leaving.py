"""What the mail after a meeting says of the files that go along with its minutes."""

from collections.abc import Sequence

from csdesk.domain.views.invitation import InvitationView
from csdesk.i18n import Translator
from csdesk.reports.words.marks import keep


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
        words = tr.text("{day}, {time}", day=one.title, time=event_time(tr, one))
        if one.cancelled:
            lines.append(tr.text("a calendar file that takes out: {event}", event=words))
        else:
            lines.append(tr.text("a calendar file: {event}", event=words))
    if not lines:
        return ""
    return "\n".join([tr.text("Also attached:"), *(f"- {line}" for line in lines)])


def event_time(tr: Translator, event: InvitationView) -> str:
    """Return the day and the hour of an event; of a series those of its first meeting."""
    day = keep(tr.date(event.day, "full"))
    said = tr.text("{day}, {time}", day=day, time=f"{event.start:%H:%M}") if event.start else day
    return tr.text("from {day} on, repeated", day=said) if event.rule else said
