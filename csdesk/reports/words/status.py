"""What a status report says: its message, why its colour, what is late, what the slip is made of.

Every function takes the view and a `Translator`; words marked bold or kept together carry the
marks of `reports.words.marks`.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from csdesk.domain.codes import Cause, MilestoneKind, Rag, Side
from csdesk.domain.views.qbr import GoalView
from csdesk.domain.views.status import (
    BlockedView,
    KeyFigure,
    LateView,
    MilestoneLine,
    ReasonView,
    RiskView,
    SlipView,
    StatusView,
    WindowView,
)
from csdesk.i18n import Translator
from csdesk.reports.words.common import (
    cause_word,
    count,
    mention,
    short,
    side_word,
    spoken,
    turn_word,
    working_days,
)
from csdesk.reports.words.marks import bold, keep, plain
from csdesk.reports.words.qbr import decimals, quantity

_MOST_CAUSES = 5


def headline(view: StatusView, tr: Translator) -> tuple[list[str], list[str]]:
    """Return both lines of the message, each as variants from the richest to the shortest.

    The last variant of each holds no free text and fits any page; the second line may be missing.
    """
    if view.rag.rag is Rag.FINISHED:
        return _headline_finished(view, tr)
    if view.rag.rag is Rag.ON_HOLD:
        return _headline_on_hold(view, tr)
    if view.rag.rag is Rag.NOT_STARTED:
        return _headline_not_started(view, tr)
    return _headline_result(view, tr), _headline_need(view, tr)


def _headline_finished(view: StatusView, tr: Translator) -> tuple[list[str], list[str]]:
    if view.finished_on is None:
        first = [
            tr.text("“{project}” is finished.", project=view.project),
            tr.text("The project is finished."),
        ]
    else:
        day = spoken(tr, view.finished_on, view.today)
        first = [
            tr.text("“{project}” was finished on {day}.", project=view.project, day=day),
            tr.text("The project was finished on {day}.", day=day),
        ]
    window = view.window
    if window is not None and window.reached and window.value_on is not None:
        number = (window.value_on - window.signed_on).days
        return first, [tr.text("The first result came on day {n} after signing.", n=number)]
    done = tr.text(
        "{done} of {all} action items are done.", done=view.done_items, all=view.all_items
    )
    return first, [done] if view.all_items else []


def _headline_on_hold(view: StatusView, tr: Translator) -> tuple[list[str], list[str]]:
    if view.resume_on is not None:
        day = spoken(tr, view.resume_on, view.today)
        first = [tr.text("The project is on hold until {day}.", day=day)]
    else:
        first = [tr.text("The project is on hold; the day to resume is still open.")]
    left = view.all_items - view.done_items
    second = []
    if view.hold_reason:
        second.append(tr.text("The reason: {reason}", reason=_as_sentence(view.hold_reason, tr)))
    if left > 0:
        second.append(
            tr.plural("{n} action item waits.", "{n} action items wait.", left, n=count(tr, left))
        )
    return first, second


def _headline_not_started(view: StatusView, tr: Translator) -> tuple[list[str], list[str]]:
    kickoff = next((line for line in view.milestones if line.kind is MilestoneKind.KICKOFF), None)
    if kickoff is not None and kickoff.ends is not None:
        day = spoken(tr, kickoff.ends, view.today)
        first = [tr.text("Work begins with the kickoff on {day}.", day=day)]
    else:
        first = [tr.text("Work begins with the kickoff; its day is still to be agreed.")]
    window = view.window
    if window is not None and window.value_on is not None:
        number = (window.value_on - window.signed_on).days
        day = spoken(tr, window.value_on, view.today)
        return first, [
            tr.text("The plan leads to the first result on {day}, day {n}.", day=day, n=number),
            tr.text("The plan leads to the first result on {day}.", day=day),
        ]
    need = _headline_asks(view, tr)
    return first, need


def _headline_result(view: StatusView, tr: Translator) -> list[str]:
    window = view.window
    if window is not None and window.since is not None and window.value_on is not None:
        day = spoken(tr, window.value_on, view.today)
        return _headline_next(window, day, tr)
    if window is not None and not window.reached and window.value_on is not None:
        day = spoken(tr, window.value_on, view.today)
        number = (window.value_on - window.signed_on).days
        variants = []
        if window.value_name and not says_first_result(window.value_name):
            variants.append(
                tr.text("The first result comes on {day}: {name}.", day=day, name=window.value_name)
            )
        variants.append(
            tr.text(
                "The first result comes on {day}, day {n} of {length}.",
                day=day,
                n=number,
                length=window.length,
            )
            if window.inside
            else tr.text(
                "The first result comes on {day}, day {n} after signing.", day=day, n=number
            )
        )
        variants.append(tr.text("The first result comes on {day}, day {n}.", day=day, n=number))
        return variants
    line = _next_major(view.milestones)
    if line is None or line.forecast is None:
        return [
            tr.text(
                "{done} of {all} action items are done.", done=view.done_items, all=view.all_items
            )
        ]
    day = spoken(tr, line.forecast, view.today)
    if line.kind is MilestoneKind.GO_LIVE:
        return [tr.text("Go-live is forecast for {day}.", day=day)]
    if line.kind is MilestoneKind.ACCEPTANCE:
        return [tr.text("Acceptance is forecast for {day}.", day=day)]
    return [
        tr.text("“{name}” is forecast for {day}.", name=line.name, day=day),
        tr.text("The next milestone is forecast for {day}.", day=day),
    ]


def _headline_next(window: WindowView, day: str, tr: Translator) -> list[str]:
    """Return when the value after the first one comes."""
    variants = [tr.text("The next result comes on {day}.", day=day)]
    if window.value_name:
        named = tr.text("The next result comes on {day}: {name}.", day=day, name=window.value_name)
        variants.insert(0, named)
    return variants


def _headline_need(view: StatusView, tr: Translator) -> list[str]:
    yours = [step for step in view.rag.path if step.about.side is Side.CUSTOMER and step.by]
    days = [step.by for step in yours if step.by is not None]
    if days:
        return _headline_path(view, tr, len(yours), max(days))
    ours = [item for item in view.late if item.side is Side.US]
    if ours and len(ours) == len(view.late):
        return [
            tr.plural(
                "One item on our side is late.",
                "{n} items on our side are late.",
                len(ours),
                n=count(tr, len(ours)),
            )
        ]
    return _headline_asks(view, tr)


def _headline_path(view: StatusView, tr: Translator, number: int, by: date) -> list[str]:
    """Return what steps of the customer's on the path to green decide, and by when."""
    amount = count(tr, number)
    variants = []
    earlier = _earlier(view)
    if earlier is not None:
        days = [(spoken(tr, by, view.today), spoken(tr, earlier, view.today))]
        days.append((short(tr, by), short(tr, earlier)))
        variants = [
            tr.plural(
                "One item from you by {by} moves the finish to {day}.",
                "{n} items from you by {by} move the finish to {day}.",
                number,
                n=amount,
                by=first,
                day=second,
            )
            for first, second in days
        ]
    variants.append(
        tr.plural(
            "One item from you by {by} decides the finish.",
            "{n} items from you by {by} decide the finish.",
            number,
            n=amount,
            by=spoken(tr, by, view.today),
        )
    )
    return variants


def _headline_asks(view: StatusView, tr: Translator) -> list[str]:
    items = [item for ask in view.asks for item in ask.items]
    dated = [item.day for item in items if item.day is not None]
    if not items or not dated:
        if view.rag.rag is Rag.GREEN:
            return [tr.text("All agreed dates hold; nothing is needed from you now.")]
        return []
    day = spoken(tr, max(min(dated), view.today), view.today)
    if len(items) == 1:
        return [tr.text("One item from you is needed by {day}.", day=day)]
    return [
        tr.plural(
            "We need one item from you, by {day}.",
            "We need {n} items from you, the first by {day}.",
            len(items),
            n=count(tr, len(items)).lower(),
            day=day,
        )
    ]


def reasons(view: StatusView, tr: Translator) -> str:
    """Return why the project has its colour, in one or two sentences with the figure."""
    rag = view.rag
    if rag.sentence:
        return rag.sentence
    if rag.rag is Rag.ON_HOLD:
        return _why_on_hold(view, tr)
    if rag.rag is Rag.FINISHED and view.finished_on is not None:
        done = tr.text(
            "{done} of {all} action items are done.", done=view.done_items, all=view.all_items
        )
        day = short(tr, view.finished_on, view.today)
        return tr.sentences([tr.text("Finished on {day}.", day=bold(day)), done])
    texts = [text for reason in rag.reasons[:2] if (text := _reason(reason, view, tr))]
    if not texts and rag.rag is Rag.GREEN:
        texts = [_within(view, tr)]
    return tr.sentences(texts)


def _why_on_hold(view: StatusView, tr: Translator) -> str:
    texts = []
    if view.hold_reason:
        texts.append(_as_sentence(view.hold_reason, tr))
    if view.resume_on is not None:
        day = bold(short(tr, view.resume_on))
        texts.append(tr.text("Work resumes on {day}.", day=day))
    else:
        texts.append(tr.text("The day to resume is still to be agreed."))
    return tr.sentences(texts)


def _within(view: StatusView, tr: Translator) -> str:
    days = working_days(tr, view.rag.tolerance)
    return tr.text("The finish is within {days} of the agreed date.", days=bold(days))


def _reason(reason: ReasonView, view: StatusView, tr: Translator) -> str:
    days = bold(working_days(tr, reason.days or 0))
    match reason.code:
        case "finish_later":
            return tr.text("The finish is forecast {days} later than agreed.", days=days)
        case "value_outside_window":
            if reason.day is None or reason.limit is None:
                return tr.text("The first result is forecast outside the first weeks agreed.")
            return tr.text(
                "The first result is forecast for {day}, after day {n} on {limit}.",
                day=bold(short(tr, reason.day, view.today)),
                n=view.window.length if view.window else (reason.days or 0),
                limit=short(tr, reason.limit, view.today),
            )
        case "no_value_milestone":
            length = view.window.length if view.window else 90
            return tr.text("No first result is planned within the first {n} days yet.", n=length)
        case "blocked":
            what = mention(tr, reason.about) if reason.about else tr.text("One action item")
            if reason.about is not None and reason.about.ours:
                return tr.text("Our preparation has been blocked for {days}.", days=days)
            return tr.text("{what} has been blocked for {days}.", what=what, days=days)
        case "go_live_moved":
            return tr.text("Go-live has moved by {days}.", days=days)
        case "acceptance_refused":
            return tr.text("The acceptance was refused; its open points come first.")
        case "no_baseline":
            return tr.text("No baseline has been agreed yet.")
        case "not_kicked_off":
            if reason.days is None:
                return tr.text("The kickoff is still to be held.")
            calendar = keep(tr.plural("{n} day", "{n} days", reason.days or 0))
            return tr.text(
                "Signed {days} ago; the kickoff is still to be held.", days=bold(calendar)
            )
        case "on_baseline":
            return _within(view, tr)
        case "ahead":
            return tr.text("The finish is forecast {days} earlier than agreed.", days=days)
        case _:
            return ""


def path_result(view: StatusView, tr: Translator) -> str:
    """Return what the path back to green gives: the finish moves from one day to another."""
    earlier = _earlier(view)
    if earlier is None or view.rag.ends_now is None:
        return ""
    old, new = short(tr, view.rag.ends_now), bold(short(tr, earlier))
    if view.rag.last_kind is MilestoneKind.ACCEPTANCE:
        return tr.text("Acceptance then moves from {old} to {new}.", old=old, new=new)
    if view.rag.last_kind is MilestoneKind.GO_LIVE:
        return tr.text("Go-live then moves from {old} to {new}.", old=old, new=new)
    return tr.text("The finish then moves from {old} to {new}.", old=old, new=new)


def _earlier(view: StatusView) -> date | None:
    now, after = view.rag.ends_now, view.rag.ends_after
    return after if now is not None and after is not None and after < now else None


def key_figure(goals: Sequence[GoalView], tr: Translator, today: date) -> KeyFigure | None:
    """Return the goal measured last as one great figure with its target, None without one."""
    measured = [goal for goal in goals if goal.now is not None and goal.now_on is not None]
    if not measured:
        return None
    goal = max(measured, key=lambda one: one.now_on or date.min)
    digits = decimals(goal)
    value = plain(quantity(goal.now or Decimal(0), goal.unit, tr, digits))
    parts = [goal.title]
    if goal.target is not None:
        target = quantity(goal.target, goal.unit, tr, digits)
        if goal.target_on is not None:
            day = spoken(tr, goal.target_on, today)
            parts.append(tr.text("target {value} by {day}", value=target, day=day))
        else:
            parts.append(tr.text("target {value}", value=target))
    if goal.before is not None:
        before = quantity(goal.before, goal.unit, tr, digits)
        parts.append(tr.text("{value} before", value=before))
    return KeyFigure(value=value, text=("；" if tr.is_chinese else "; ").join(parts))


def window_value(window: WindowView, tr: Translator) -> str:
    """Return what stands over the value mark of the golden-window bar."""
    if window.value_on is None:
        return tr.text("no first result planned")
    day = short(tr, window.value_on, window.today)
    if window.since is not None:
        return tr.text("next result {day}", day=day)
    return tr.text("first result {day}", day=day)


def window_title(window: WindowView, tr: Translator) -> str:
    """Return what the golden-window bar counts."""
    if window.since is not None:
        return tr.text("{n} days after the last result", n=window.length)
    return tr.text("First {n} days after signing", n=window.length)


def window_held(window: WindowView, tr: Translator) -> str:
    """Return how many of the window's days were spent on hold, nothing for none."""
    if window.hold_days <= 0:
        return ""
    return tr.plural("{n} day on hold included", "{n} days on hold included", window.hold_days)


def late_line(view: StatusView, tr: Translator, limit: int) -> str:
    """Return what is late and whose turn it is, then what is blocked and by what."""
    parts = []
    if view.late:
        number = tr.plural("Late: {n}.", "Late: {n}.", len(view.late))
        shown = [_late(item, tr) for item in view.late[:limit]]
        parts.append(_counted(number, shown, len(view.late), tr))
    if view.blocked:
        number = tr.plural("Blocked: {n}.", "Blocked: {n}.", len(view.blocked))
        shown = [_blocked(item, tr) for item in view.blocked[:limit]]
        parts.append(_counted(number, shown, len(view.blocked), tr))
    if not parts:
        return tr.text("No action item is late or blocked.")
    return tr.sentences(parts)


def _counted(head: str, texts: Sequence[str], number: int, tr: Translator) -> str:
    shown = list(texts)
    if number > len(shown):
        shown.append(more(number - len(shown), tr))
    stop, between = ("。", "；") if tr.is_chinese else (".", "; ")
    gap = "" if tr.is_chinese else " "
    return bold(head) + gap + between.join(shown) + stop


def _late(item: LateView, tr: Translator) -> str:
    parts = {
        "item": mention(tr, item.about),
        "turn": turn_word(tr, item.side),
        "days": working_days(tr, item.days),
    }
    if item.new_date is not None:
        return tr.text(
            "{item}, {turn}, {days}, new date {day}", day=short(tr, item.new_date), **parts
        )
    return tr.text("{item}, {turn}, {days}", **parts)


def _blocked(item: BlockedView, tr: Translator) -> str:
    what = mention(tr, item.about)
    if not item.waits_for:
        return tr.text("{item} cannot go on yet", item=what)
    names = list(dict.fromkeys(mention(tr, row) for row in item.waits_for))
    return tr.text("{item} waits for {others}", item=what, others=tr.join(names))


def more(number: int, tr: Translator) -> str:
    """Return what stands for the lines that were left out."""
    return tr.plural("{n} more in the tracker", "{n} more in the tracker", number)


def slip_sentence(slip: SlipView, lines: Sequence[MilestoneLine], tr: Translator) -> str:
    """Return the slip of the milestone agreed as the last, and the causes that sum to it.

    It is named where another one slipped: the last row of the table need not be the last agreed.
    """
    if slip.total == 0 and not slip.parts:
        agreed = [line for line in lines if line.agreed is not None and line.slip is not None]
        last = max(agreed, key=lambda line: line.agreed or date.min, default=None)
        if last is None or all(not line.slip for line in agreed):
            return tr.text("The last milestone keeps its agreed date. Slip in working days.")
        named = tr.text("“{name}” is on its agreed date.", name=last.name)
        return tr.sentences([named, tr.text("Slip in working days.")])
    if slip.total >= 0:
        head = tr.plural("{n} working day late:", "{n} working days late:", slip.total)
    else:
        head = tr.plural("{n} working day early:", "{n} working days early:", -slip.total)
    causes = []
    for cause, days, text in _few(slip.parts):
        words = f"{tr.number(days)} {cause_word(tr, cause)}"
        if tr.is_chinese:
            words = tr.text("{cause}: {n} days", cause=cause_word(tr, cause), n=tr.number(days))
        causes.append(tr.text("{cause} ({text})", cause=words, text=text) if text else words)
    if slip.unrecorded:
        driver = mention(tr, slip.driver) if slip.driver else ""
        words = tr.text("{n} not yet recorded", n=tr.number(slip.unrecorded))
        causes.append(tr.text("{cause} ({text})", cause=words, text=driver) if driver else words)
    stop, comma, gap = ("。", "，", "") if tr.is_chinese else (".", ", ", " ")
    unit = tr.text("Slip in working days.")
    if not causes:
        return tr.sentences([bold(head.rstrip(":：")) + stop, unit])
    return tr.sentences([bold(head) + gap + comma.join(causes) + stop, unit])


def _few(parts: Sequence[tuple[Cause, int, str]]) -> list[tuple[Cause, int, str]]:
    """Return the greatest causes with their words, the others summed by whose they are."""
    shown = list(parts[:_MOST_CAUSES])
    rest: dict[Cause, int] = {}
    for cause, days, _ in parts[_MOST_CAUSES:]:
        rest[cause] = rest.get(cause, 0) + days
    return [*shown, *((cause, days, "") for cause, days in rest.items())]


def risk_response(risk: RiskView, tr: Translator) -> str:
    """Return the answer to a risk: what, who, until when."""
    who = risk.owner or side_word(tr, risk.side)
    if risk.trigger_on is not None:
        who = tr.text("{name}, watched until {day}", name=keep(who), day=short(tr, risk.trigger_on))
    if not risk.response:
        return f"→ {who}"
    return "→ " + tr.text("{cause} ({text})", cause=risk.response, text=who)


def grade_word(grade: int, tr: Translator) -> str:
    """Return the word for a risk's grade."""
    return {1: tr.text("Low"), 2: tr.text("Medium"), 3: tr.text("High")}[grade]


def _next_major(lines: Sequence[MilestoneLine]) -> MilestoneLine | None:
    waiting = [line for line in lines if line.actual is None and line.forecast is not None]
    for kind in (MilestoneKind.GO_LIVE, MilestoneKind.ACCEPTANCE):
        for line in waiting:
            if line.kind is kind:
                return line
    return waiting[0] if waiting else None


def says_first_result(name: str) -> bool:
    """Whether a milestone's name itself calls it the first result."""
    folded = name.casefold()
    words = ("first result", "first value", "首个成果", "首個成果", "首个价值", "首個價值")
    return any(word in folded for word in words)


def _as_sentence(text: str, tr: Translator) -> str:
    """Return what a person typed with a full stop at its end."""
    text = text.strip()
    if text.endswith((".", "。", "!", "！", "?", "？", "…")):
        return text
    return text + ("。" if tr.is_chinese else ".")
