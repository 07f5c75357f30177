"""A status report in the lines of a mail: the same facts in the same words, eight lines at most."""

from collections.abc import Sequence

from csdesk.domain.codes import ContactRole, Rag
from csdesk.domain.labels import RAG_LABELS
from csdesk.domain.mail_template import shortened
from csdesk.domain.views.status import AskView, ItemView, StatusView, StepView
from csdesk.i18n import Translator
from csdesk.reports.words import status as words
from csdesk.reports.words.common import (
    meeting_sentence,
    mention,
    person_role,
    short,
    spoken,
)
from csdesk.reports.words.marks import plain

MOST_LINES = 8  # with greeting and closing ten
_ITEMS = 3  # of one line; the report has more
_STEPS = 3
_LONGEST_SENTENCE = 300  # characters of what a person wrote as a sentence


def headline(view: StatusView, tr: Translator) -> str:
    """Return the message of the report in one line."""
    chosen = [_fitting(variants) for variants in words.headline(view, tr) if variants]
    return plain(tr.sentences(chosen))


def report_lines(view: StatusView, tr: Translator) -> list[str]:
    """Return headline, colour, done, next, what we need from whom, late, next meeting.

    A line that has nothing to say is left out; then there is more room for what we need.
    """
    before = [headline(view, tr), _colour(view, tr), _done(view, tr), _upcoming(view, tr)]
    after = [_late(view, tr), _meeting(view, tr)]
    fixed = sum(bool(line) for line in (*before, *after))
    lines = [*before, *_asks(view, tr, MOST_LINES - fixed), *after]
    return [one for line in lines if (one := " ".join(plain(line).split()))]


def _colour(view: StatusView, tr: Translator) -> str:
    rag = view.rag
    why = shortened(plain(words.reasons(view, tr)), _LONGEST_SENTENCE)
    if rag.sentence and rag.set_by:
        told = tr.text("Set by {name}:", name=rag.set_by)
        if rag.set_on is not None:
            told = tr.text("Set by {name}, {day}:", name=rag.set_by, day=short(tr, rag.set_on))
        why = f"{told}{'' if tr.is_chinese else ' '}{why}"
    parts = [_headed(tr.text(RAG_LABELS[rag.rag]), why, tr)]
    if rag.path and rag.rag in (Rag.AMBER, Rag.RED):
        steps = [_step(step, tr) for step in rag.path[:_STEPS]]
        parts.append(_listed(tr.text("Path back to green"), steps, len(rag.path), tr))
        parts.append(words.path_result(view, tr))
    return tr.sentences([part for part in parts if part])


def _step(step: StepView, tr: Translator) -> str:
    title = tr.text("Our preparation") if step.about.ours else shortened(step.about.title)
    facts = [step.owner] if step.owner else []
    facts += [short(tr, step.by)] if step.by else []
    return _with(title or mention(tr, step.about), facts, tr)


def _done(view: StatusView, tr: Translator) -> str:
    head = tr.text("Done since the start")
    if view.previous_on is not None:
        head = tr.text("Done since {day}", day=spoken(tr, view.previous_on, view.today))
    if not view.done:
        if view.previous_on is None:
            return _headed(head, tr.text("Nothing yet."), tr)
        return _headed(head, tr.text("Nothing was finished in this time."), tr)
    items = [_with(shortened(one.title), _day_facts(one, tr), tr) for one in view.done[:_ITEMS]]
    return _listed(head, items, len(view.done), tr)


def _day_facts(item: ItemView, tr: Translator) -> list[str]:
    facts = [item.code] if item.code else []
    return facts + ([short(tr, item.day)] if item.day else [])


def _upcoming(view: StatusView, tr: Translator) -> str:
    if not view.upcoming:
        return ""
    items = [
        _with(
            shortened(one.title),
            [fact for fact in (one.code, one.owner) if fact]
            + _day_facts(one, tr)[bool(one.code) :],
            tr,
        )
        for one in view.upcoming[:_ITEMS]
    ]
    return _listed(tr.text("Next two weeks"), items, len(view.upcoming), tr)


def _asks(view: StatusView, tr: Translator, room: int) -> list[str]:
    """Return one line for each person, the last of them for all who are left."""
    if not view.asks:
        if view.finished_on is not None or view.rag.rag is Rag.FINISHED:
            return []
        text = tr.text("Nothing at the moment: it is our turn.")
        return [_headed(tr.text("What we need from you"), text, tr)]
    shown = view.asks if len(view.asks) <= room else view.asks[: room - 1]
    lines = [
        _listed(_asked_head(ask, tr), _asked(ask, _ITEMS, tr), len(ask.items), tr) for ask in shown
    ]
    hidden = view.asks[len(shown) :]
    if hidden:
        firsts = [_also(ask, tr) for ask in hidden[:_ITEMS]]
        number = sum(len(ask.items) for ask in hidden) - len(firsts)
        lines.append(_listed(tr.text("Also from others"), firsts, len(firsts) + number, tr))
    return lines


def _asked_head(ask: AskView, tr: Translator) -> str:
    name = ask.person.name
    if not name:
        return _with(tr.text("What we need from you"), [tr.text("Not yet named").lower()], tr)
    known = ask.person.title or ask.person.role is not ContactRole.OTHER
    role = person_role(tr, ask.person) if known else ""
    return tr.text("What we need from {name}", name=_with(name, [shortened(role)] * bool(role), tr))


def _also(ask: AskView, tr: Translator) -> str:
    """Return the first thing that one of several people is asked for."""
    name = ask.person.name or tr.text("Not yet named")
    return tr.text("{name}, {item}", name=name, item=_asked(ask, 1, tr)[0])


def _asked(ask: AskView, most: int, tr: Translator) -> list[str]:
    items = []
    for one in ask.items[:most]:
        facts = [one.code] if one.code else []
        if one.late_since is not None:
            facts.append(tr.text("late since {day}", day=short(tr, one.late_since)))
        text = _with(shortened(one.title), facts, tr)
        if one.day is not None:
            day = short(tr, one.day) if tr.is_chinese else tr.date(one.day, "weekday")
            text = tr.text("{item} by {day}", item=text, day=day)
        items.append(text)
    return items


def _late(view: StatusView, tr: Translator) -> str:
    if not view.all_items or view.rag.rag is Rag.FINISHED:
        return ""
    return words.late_line(view, tr, _ITEMS)


def _meeting(view: StatusView, tr: Translator) -> str:
    if view.next_meeting is not None:
        text = meeting_sentence(tr, view.next_meeting)
    elif view.finished_on is not None:
        text = tr.text("No further meeting is planned in this project.")
    else:
        text = tr.text("None is planned yet: send us two dates that suit you.")
    return _headed(tr.text("Next meeting"), text, tr)


def _headed(head: str, text: str, tr: Translator) -> str:
    return f"{head}{'：' if tr.is_chinese else ': '}{text}" if text else _stopped(head, tr)


def _listed(head: str, items: Sequence[str], number: int, tr: Translator) -> str:
    shown = list(items)
    if number > len(shown):
        shown.append(words.more(number - len(shown), tr))
    return _headed(head, _stopped(("；" if tr.is_chinese else "; ").join(shown), tr), tr)


def _stopped(text: str, tr: Translator) -> str:
    return text + ("。" if tr.is_chinese else ".")


def _with(text: str, facts: Sequence[str], tr: Translator) -> str:
    if not facts:
        return text
    return tr.text("{cause} ({text})", cause=text, text=tr.facts([plain(one) for one in facts]))


def _fitting(variants: Sequence[str]) -> str:
    return next((one for one in variants if len(plain(one)) <= 160), variants[-1])
