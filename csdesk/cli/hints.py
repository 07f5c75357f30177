"""What to type after a refusal: sentences that the window shares name no commands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from csdesk.app.error_text import error_text
from csdesk.domain.errors import N_, UserError
from csdesk.i18n import Translator

_PLAN: Final = "csdesk plan {customer} --template standard-60 --start today"
_HELD: Final = (
    "csdesk add meeting kind=kickoff day=today --customer {customer}",
    "csdesk meeting hold kickoff --customer {customer}",
)
# What a mail may lack -> what gives it.
_OF_MAIL: Final[Mapping[str, str]] = {
    "our_company": 'csdesk set company "…"',
    "our_name": 'csdesk set user NAME name="…"',
    "our_mail": "csdesk set user NAME mail=…",
    "our_phone": "csdesk set user NAME phone=…",
}
_OUTCOME: Final = (
    'csdesk add outcome title="Planning takes an hour" said_by="Mei Lin" may_quote=yes '
    "--customer {customer}"
)
_TERM: Final = (
    "csdesk add contract start=today end=today+365 notice_days=30 annual=12k --customer {customer}"
)
_SPONSOR: Final = 'csdesk add contact name="Joe Bloggs" role=sponsor --customer {customer}'
# What helps, by the error's code. Places are `{customer}` as it was typed and the error's own.
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "hold_reason": ('hold_reason="…"',),
    "hold_needs_reason": ("hold_reason=… resume_on=today+7",),
    "hold_needs_date": ("hold_reason=… resume_on=today+7",),
    "leak_name": ("--release {name}",),
    "meeting_not_held": _HELD[1:],
    "meeting_without_plan": (_PLAN,),
    "no_certificate_yet": (
        'csdesk certificate issue {customer} --to "Mei Lin" --statement "plans a week alone."',
    ),
    "no_check": ("csdesk manager {customer} knows_business=strong",),
    "no_consent": ('csdesk consent {customer} --by "Mei Lin" --covers "website, with name"',),
    "no_meeting_held": _HELD,
    "no_meeting_to_leave": _HELD[:1],
    "no_next_meeting": (
        "csdesk add meeting day=today+28 --customer {customer}",
        '--reason "the project is over"',
    ),
    "no_phase": ('csdesk add phase title="Start" --customer {customer}',),
    "no_project": (_PLAN,),
    "no_reminder": (
        'csdesk list items --customer {customer} --filter "side = customer and status != done"',
    ),
    "no_requests": (
        'csdesk request add title="Login fails" received={day} --customer {customer}',
    ),
    "no_scope": (
        'csdesk add deliverable title="Rosters for nine sites" --customer {customer}',
        'csdesk add criterion text="Rosters hang by Friday" --customer {customer}',
    ),
    "no_story": (
        _OUTCOME,
    ),
    "not_live": ("csdesk set milestone {milestone} status=done --customer {customer}",),
    "note_no_version": ("csdesk export tracker {customer} --out tracker.xlsx",),
    "plan_empty": (
        'csdesk add phase title="Start" --customer {customer}',
        'csdesk add item title="Send the menu list" due=today+5 --customer {customer}',
    ),
    "calendar_empty": ("csdesk add meeting day=today+7 --customer {customer}",),
    "renewal_no_term": (
        _TERM,
    ),
    "tracker_never_sent": ("csdesk export tracker {customer} --out tracker.xlsx",),
    "tracker_which_project": ("--project …",),
    "tracker_whose": ("--customer …",),
}  # fmt: skip
# What an option does about it, by the error's code.
_OPTIONS: Final[Mapping[str, str]] = {
    "contact_name_known": N_("Say --yes to add another person."),
    "kickoff_held": N_("Say kind=progress, or --yes for another kickoff."),
}


def refusal_text(error: UserError, words: Translator, customer: str | None = None) -> str:
    """Return the sentence of a refusal, and what to type below it where the command line knows."""
    sentences = [error_text(error, words)]
    if option := _OPTIONS.get(error.code):
        sentences.append(words.text(option))
    commands = COMMANDS.get(error.code) or mail_commands([error.params]) or _look(error)
    if not commands:
        return words.sentences(sentences)
    only_looks = all(one.startswith("csdesk list ") for one in commands)
    sentences.append(words.text("Look at:") if only_looks else words.text("Write it like:"))
    return _with_commands(sentences, commands, words, customer, error.params)


def mail_commands(params: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    """Return what gives mails the values that they lack, by the `names` of their remarks."""
    lacking = " ".join(str(one.get("names", "")) for one in params)
    return tuple(command for name, command in _OF_MAIL.items() if f"{{{name}}}" in lacking)


def _look(error: UserError) -> tuple[str, ...]:
    """Return the list that names what there is instead of something that was not found."""
    look = error.params.get("look")
    of_customer = "" if look == "users" else " --customer {customer}"
    return (f"csdesk list {look}{of_customer}",) if look else ()


def remark_text(message: str, text: str, words: Translator, customer: str | None = None) -> str:
    """Return what is said of a document that was made, with what to type where that is known.

    `message` is its msgid and `text` what it says.
    """
    from csdesk.app.documents import completion, make, welcome
    from csdesk.app.exports import NO_MAIL, NO_PHONE
    from csdesk.app.trackers import NO_WAY_BACK

    known = {
        NO_MAIL: "csdesk set user NAME mail=…",
        NO_PHONE: "csdesk set user NAME phone=…",
        NO_WAY_BACK: "csdesk set user NAME mail=…",
        make.ONLY_COVER: _PLAN,
        welcome.NOBODY: _SPONSOR,
        completion.NOBODY: _SPONSOR,
    }
    command = known.get(message)
    return text if command is None else _with_commands([text], (command,), words, customer, {})


def _with_commands(
    sentences: Sequence[str],
    commands: Sequence[str],
    words: Translator,
    customer: str | None,
    params: Mapping[str, object],
) -> str:
    places: dict[str, str] = defaultdict(lambda: "…")
    places |= {name: _typed(value) for name, value in params.items()}
    places["customer"] = "CUSTOMER" if customer is None else _typed(customer)
    return "\n".join(
        [words.sentences(sentences), *(f"  {one.format_map(places)}" for one in commands)]
    )


def _typed(value: object) -> str:
    """Return a value as it is typed behind a command."""
    text = str(value)
    return f'"{text}"' if not text or " " in text else text
