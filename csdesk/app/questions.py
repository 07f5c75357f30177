"""Saved questions: a list with a filter, under a name, in the workspace's settings."""

from dataclasses import dataclass, replace
from typing import cast

from csdesk.app.queries.lists import NOUNS, Line
from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Setting
from csdesk.domain.stages import KICKOFF_DAYS

PREFIX = "question."
DAYS = KICKOFF_DAYS  # where a question asks for days and nobody says how many
_PLACE = "{n}"
# Those that every workspace has; a saved one of the same name takes its place. `{n}` stands for
# the days that are asked.
BUILT_IN = {
    "golden-window": "customers: window_slack <= {n}",
    "signed-not-kicked-off": "deals: kickoff_waits >= 0",
    "late-items": "items: late > 0",
    "waiting-on-customer": "items: side = customer and status in (todo, scheduled, in_progress)",
    "blocked": "items: blocked > 0",
    "red-projects": "projects: rag = red",
    "next-meetings": "meetings: status = planned and day >= today",
    "meetings-to-schedule": "meetings: status = to_schedule",
}


# What the days mark where they leave nothing out: those over them come first (B5).
_OVER = {"signed-not-kicked-off": "kickoff_waits"}


@dataclass(frozen=True, slots=True)
class Question:
    """A list and the filter over it.

    `days` are those that were asked, None for a question without. `over` names the field that they
    mark: lines above come first.
    """

    name: str
    noun: str
    filter_by: str | None
    days: int | None = None
    over: str = ""

    def ordered(self, lines: list[Line]) -> list[Line]:
        """Return the lines of the answer, those over the days first, each with what it is."""
        if not self.over or self.days is None:
            return lines
        days = self.days
        ranked = sorted(lines, key=lambda line: -cast("int", line[self.over]))
        return [line | {"over": cast("int", line[self.over]) > days} for line in ranked]


def known_questions(store: Store) -> dict[str, str]:
    """Return all questions by name, each as `LIST: FILTER`."""
    with store.read() as reader:
        saved = {
            setting.key.removeprefix(PREFIX): str(setting.value)
            for setting in reader.find(Setting)
            if setting.key.startswith(PREFIX)
        }
    return BUILT_IN | saved


def asks_days(store: Store, name: str) -> bool:
    """Tell whether a question wants to know of how many days; refuse an unknown one."""
    return find_question(store, name).days is not None


def find_question(store: Store, name: str, days: int | None = None) -> Question:
    """Return the question of this name for so many days (14 unless said).

    Refuses an unknown one with those there are, and days where the question asks for none.
    """
    known = known_questions(store)
    wanted = name.strip().casefold()
    for other, text in known.items():
        if other.casefold() == wanted:
            return _for_days(
                parse_question(other, text), days, built_in=BUILT_IN.get(other) == text
            )
    raise UserError(
        "no_question",
        N_("There is no saved question {name}. Known: {known}."),
        name=name,
        known=", ".join(sorted(known)),
    )


def _for_days(question: Question, days: int | None, *, built_in: bool) -> Question:
    filter_by, over = question.filter_by or "", _OVER.get(question.name, "") if built_in else ""
    if _PLACE not in filter_by and not over:
        if days is not None:
            raise UserError(
                "question_without_days",
                N_("The question {name} asks for no number of days: leave it out."),
                name=question.name,
            )
        return question
    wanted = DAYS if days is None else days
    filled = filter_by.replace(_PLACE, str(wanted)) or None
    return replace(question, filter_by=filled, days=wanted, over=over)


def parse_question(name: str, text: str) -> Question:
    """Read `LIST: FILTER`; the filter may be missing."""
    noun, _, filter_by = text.partition(":")
    if noun.strip() not in NOUNS:
        raise UserError(
            "question_wrong",
            N_("The question {name} is not of the form LIST: FILTER. The lists are: {known}."),
            name=name,
            known=", ".join(NOUNS),
        )
    return Question(name, noun.strip(), filter_by.strip() or None)
