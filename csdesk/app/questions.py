"""Saved questions: a list with a filter, under a name, in the workspace's settings."""

from dataclasses import dataclass

from csdesk.app.queries.lists import NOUNS
from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Setting

PREFIX = "question."
# Those that every workspace has; a saved one of the same name takes its place.
BUILT_IN = {
    "late-items": "items: late > 0",
    "waiting-on-customer": "items: side = customer and status in (todo, scheduled, in_progress)",
    "blocked": "items: blocked > 0",
    "red-projects": "projects: rag = red",
    "next-meetings": "meetings: status = planned and day >= today",
    "meetings-to-schedule": "meetings: status = to_schedule",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A list and the filter over it."""

    name: str
    noun: str
    filter_by: str | None


def known_questions(store: Store) -> dict[str, str]:
    """Return all questions by name, each as `LIST: FILTER`."""
    with store.read() as reader:
        saved = {
            setting.key.removeprefix(PREFIX): str(setting.value)
            for setting in reader.find(Setting)
            if setting.key.startswith(PREFIX)
        }
    return BUILT_IN | saved


def find_question(store: Store, name: str) -> Question:
    """Return the question of this name; refuse an unknown one with those there are."""
    known = known_questions(store)
    wanted = name.strip().casefold()
    for other, text in known.items():
        if other.casefold() == wanted:
            return parse_question(other, text)
    raise UserError(
        "no_question",
        N_("There is no saved question {name}. Known: {known}."),
        name=name,
        known=", ".join(sorted(known)),
    )


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
