"""`csdesk mail-template list|show|set|reset`: the texts of the mails that go with documents."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, codes, common
from csdesk.cli.speaking import command
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail_placeholders import OF_KIND
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.app.queries.mail_templates import MailTemplateText

_MOST_BYTES = 200_000


@command(
    N_("List the mails that go with documents, show one, write your own text of it, or reset it."),
    N_(
        "KIND is a document: welcome, kickoff, minutes, status, plan, acceptance, completion, "
        "certificate, qbr, requests, renewal or story. show lists the places that its mail has."
    ),
    N_("With --customer, show fills them in as the customer would read them."),
    example=N_(
        'csdesk mail-template set status --language en --subject "{project}, {day}" --body mail.txt'
    ),
)
@click.argument(
    "action", metavar="list|show|set|reset", type=click.Choice(["list", "show", "set", "reset"])
)
@click.argument(
    "kind", metavar="[KIND]", required=False, type=click.Choice([kind.value for kind in OF_KIND])
)
@click.option(
    "--language", type=codes(Language), help=N_("show: default the customer's, else ours.")
)
@click.option("--subject", metavar="TEXT", help=N_("set: the subject; default as it is."))
@click.option(
    "--body",
    metavar="PATH",
    type=click.Path(path_type=Path, allow_dash=True),
    help=N_("set: a text file with the body, - reads it from the input; default as it is."),
)
@click.option("--customer", metavar="C", help=N_("show: with the data of this customer."))
@common
def mail_template(
    call: Call,
    action: str,
    kind: str | None,
    language: str | None,
    subject: str | None,
    body: Path | None,
    customer: str | None,
) -> None:
    """List, show, set or reset the text of a mail."""
    if action == "list":
        _list(call, None if language is None else Language(language))
        return
    if kind is None:
        raise click.UsageError(
            call.words.text(
                "Say which mail is meant, by its document: {known}.", known=", ".join(OF_KIND)
            )
        )
    if action != "show" and language is None:
        raise click.UsageError(
            call.words.text("Say in which language the text is written: --language.")
        )
    with call.store() as store:
        wanted = DocumentKind(kind), _language(call, store, language, customer)
        if action == "show":
            _show(call, store, *wanted, customer)
        elif action == "set":
            _set(call, store, *wanted, subject, body)
        else:
            _reset(call, store, *wanted)


def _language(call: Call, store: "Store", language: str | None, customer: str | None) -> Language:
    """Return the language that was said, else the customer's, else ours."""
    if language is not None:
        return Language(language)
    if customer is None:
        return store.workspace.language
    with store.read() as reader:
        return call.find_customer(reader, customer).language


def _list(call: Call, language: Language | None) -> None:
    from csdesk.app.queries.mail_templates import mail_templates

    with call.store() as store:
        found = mail_templates(store, language)
    own = call.words.text("own text")
    lines = [
        f"{one.kind.value:<12} {one.language.value:<6} {one.subject}"
        + (f"  ({own})" if one.own else "")
        for one in found
    ]
    call.answer([_facts(one) for one in found], "\n".join(lines))


def _facts(one: "MailTemplateText") -> dict[str, Json]:
    return {
        "kind": one.kind.value,
        "language": one.language.value,
        "own": one.own,
        "subject": one.subject,
        "body": one.body,
    }


def _show(
    call: Call, store: "Store", kind: DocumentKind, language: Language, customer: str | None
) -> None:
    from csdesk.app.queries.mail_templates import mail_template as read

    found = read(store, kind, language)
    places: list[Json] = [
        {"name": one.name, "text": call.words.text(one.text)} for one in found.placeholders
    ]
    if customer is not None:
        _show_filled(call, store, found, customer)
        return
    width = max(len(one.written) for one in found.placeholders)
    listed = [f"{one.written:<{width}}  {call.words.text(one.text)}" for one in found.placeholders]
    call.answer(
        {**_facts(found), "placeholders": places},
        "\n".join([found.subject, "", found.body, "", *listed]),
    )


def _show_filled(call: Call, store: "Store", found: "MailTemplateText", customer: str) -> None:
    from csdesk.app.mail_texts import filled
    from csdesk.app.queries.mail_templates import mail_sample

    with store.read() as reader:
        customer_id = call.find_customer(reader, customer).id
    sample = mail_sample(
        store, kind=found.kind, language=found.language, today=store.today(),
        customer_id=customer_id,
    )  # fmt: skip
    if sample.why_not is not None:
        raise sample.why_not
    mail = filled(found.kind, sample.values, found.subject, found.body)
    if mail.missing:
        names = call.words.join(["{" + name + "}" for name in mail.missing])
        call.warn(call.words.text("There is no value for {names}.", names=names))
    call.answer(
        {
            "kind": found.kind.value,
            "language": found.language.value,
            "subject": mail.subject,
            "body": mail.body,
            "missing": list(mail.missing),
        },
        f"{mail.subject}\n\n{mail.body}",
    )


def _set(
    call: Call,
    store: "Store",
    kind: DocumentKind,
    language: Language,
    subject: str | None,
    body: Path | None,
) -> None:
    from csdesk.app.commands.mail_templates import put
    from csdesk.app.queries.mail_templates import mail_template as read

    if subject is None and body is None:
        raise click.UsageError(call.words.text("Say what is new: --subject, --body, or both."))
    known = read(store, kind, language)
    put(
        store,
        kind=kind,
        language=language,
        subject=known.subject if subject is None else subject,
        body=known.body if body is None else _text(body),
    )
    now = read(store, kind, language)
    call.answer(_facts(now), call.words.text("Kept: {subject}", subject=now.subject))


def _text(path: Path) -> str:
    """Return the text of a file, or of the input for `-`."""
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(_MOST_BYTES)
        else:
            with path.open("rb") as stream:
                content = stream.read(_MOST_BYTES)
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "mail_file",
            N_("{path} cannot be read as a text in UTF-8: name another file."),
            path=path,
        ) from error


def _reset(call: Call, store: "Store", kind: DocumentKind, language: Language) -> None:
    from csdesk.app.commands.mail_templates import reset
    from csdesk.app.queries.mail_templates import mail_template as read

    was_own = reset(store, kind=kind, language=language)
    now = read(store, kind, language)
    text = N_("csdesk’s own text is used again.") if was_own else N_("It was csdesk’s own already.")
    call.answer({**_facts(now), "changed": was_own}, call.words.text(text))
