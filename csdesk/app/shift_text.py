"""Words of a move of a whole plan, before it is taken: how much moves, and where milestones go."""

from collections.abc import Mapping

from csdesk.app.move_text import Effect, Missed, MoveFacts, Moving, move_effects
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.app.queries.plans import LoadedProject
from csdesk.domain.cascade import Moved, effect_of
from csdesk.domain.status_rules import past_deadline
from csdesk.i18n import Translator

MOST = 4  # milestones that are named besides go-live, first value and acceptance


def effect_on(
    data: PlanScreenData | LoadedProject, row_id: int | None, moved: Mapping[int, Moved]
) -> Effect | None:
    """Return where an open milestone lies before and after a move; None without one or a day."""
    state = None if row_id is None else data.state_of(row_id)
    if row_id is None or state is None or state.finish is None:
        return None
    if not data.rows[row_id].status.is_open:
        return None
    there = moved.get(row_id)
    after = None if there is None else there.finish
    return Effect(state.finish, after or state.finish)


def missed_by(
    data: PlanScreenData | LoadedProject, moved: Mapping[int, Moved]
) -> tuple[Missed, ...]:
    """Return the deadlines that a move makes missed, or missed by more, the worst first."""
    found = []
    for row_id, there in moved.items():
        row = data.rows[row_id]
        if row.deadline is None:
            continue
        state = data.state_of(row_id)
        before = past_deadline(row, None if state is None else state.finish, data.calendars)
        after = past_deadline(row, there.finish, data.calendars)
        if after > before:
            found.append(Missed(row.title, row.deadline, after))
    return tuple(sorted(found, key=lambda one: -one.days))


def shift_lines(data: PlanScreenData, moved: Mapping[int, Moved], words: Translator) -> list[str]:
    """Return what moves, then the milestones with their days before and after."""
    count = sum(not data.rows[row_id].kind.is_summary for row_id in moved)
    if not count:
        return [words.text("Nothing moves.")]
    today, window = data.state.today, data.state.window
    lines = [words.plural("{n} item or milestone moves.", "{n} items and milestones move.", count)]
    go_live = effect_on(data, data.state.go_live_id, moved)
    if go_live is not None and go_live.moves:
        before = words.near_date(go_live.before, today)
        after = words.near_date(go_live.after, today)
        lines.append(words.text("Go-live {before} → {after}.", before=before, after=after))
    value = window.value_row_id if window is not None and not window.reached else None
    named = {data.state.go_live_id, data.state.acceptance_id, value}
    facts = MoveFacts(
        titles=(), moving=Moving.ROW, days=0, others=count, go_live=go_live, window=window,
        value=effect_on(data, value, moved),
        acceptance=effect_on(data, data.state.acceptance_id, moved),
        missed=missed_by(data, moved),
    )  # fmt: skip
    effects = move_effects(facts, words, today)
    if effects:
        lines.append(effects)
    others = _others(data, moved, named, words)
    if others:
        lines.append(others)
    return lines


def _others(
    data: PlanScreenData, moved: Mapping[int, Moved], named: set[int | None], words: Translator
) -> str:
    today, said = data.state.today, []
    for move in effect_of(data.plan, moved.values()).milestones:
        if move.row_id in named or not (move.old_finish and move.finish):
            continue
        said.append(
            words.text(
                "“{what}” {before} → {after}",
                what=data.rows[move.row_id].title,
                before=words.near_date(move.old_finish, today),
                after=words.near_date(move.finish, today),
            )
        )
    if len(said) > MOST:
        left = len(said) - MOST
        said = [*said[:MOST], words.plural("{n} more milestone", "{n} more milestones", left)]
    return words.facts(said)
