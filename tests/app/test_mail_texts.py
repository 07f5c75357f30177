"""The mail of a document: ours or csdesk's, filled from what the document may say, and to whom."""

from dataclasses import replace
from pathlib import Path

import pytest

from csdesk.app.commands import contacts, mail_templates, notes, undo
from csdesk.app.documents.make import make_again, make_document, put_made
from csdesk.app.documents.spec import Ask
from csdesk.app.mail_texts import filled, mail_text, recipients
from csdesk.app.queries import mail_templates as query
from csdesk.domain.codes import ContactRole, DocumentKind, Language
from csdesk.domain.errors import UserError
from csdesk.domain.mail_placeholders import OF_KIND, names_of, parts_of, placeholders_of
from csdesk.domain.mail_template import check, fill
from csdesk.i18n import LANGUAGES, Translator
from csdesk.reports.words.mail_defaults import default_text
from tests.app.conftest import Desk
from tests.support import TODAY

KIND, EN = DocumentKind.STATUS, Language.EN


def ask(desk: Desk, language: Language = EN) -> Ask:
    return Ask(
        kind=KIND, today=TODAY, customer_id=desk.ids.customer, project_id=desk.ids.project,
        language=language,
    )  # fmt: skip


@pytest.mark.parametrize("kind", list(OF_KIND))
@pytest.mark.parametrize("language", list(Language))
def test_csdesks_own_texts_are_whole(kind: DocumentKind, language: Language) -> None:
    """Right places only, filled with values for all of them, and nobody is called 你."""
    values = {name: f"<{name}>" for name in names_of(kind)}
    for text in default_text(kind, language):
        filled_text = fill(check(text, names_of(kind)), values, parts_of(kind))
        assert filled_text.missing == ()
        assert "你" not in text
        assert "{" not in filled_text.text
    subject, body = default_text(kind, language)
    assert "\n" not in subject
    assert "{greeting}" in body
    if language is Language.ZH_TW:
        assert "您" in body or kind in (KIND, DocumentKind.CERTIFICATE)
        assert "“" not in body


def test_what_each_place_means_is_said_in_each_language() -> None:
    for kind in OF_KIND:
        for one in placeholders_of(kind):
            texts = [Translator(language).text(one.text) for language in LANGUAGES]
            assert len(set(texts)) > 1, one.name


def test_our_text_takes_the_place_of_csdesks_and_goes_again(desk: Desk) -> None:
    made = make_document(desk.store, ask(desk))
    before = mail_text(desk.store, made)
    mail_templates.put(
        desk.store, kind=KIND, language=EN,
        subject="{project}  no. {number}", body="Hello {person},\n\n{headline}\n{our_name}\n",
    )  # fmt: skip
    ours = mail_text(desk.store, made)
    assert ours.subject == f"{made.source.view.project} no. {made.source.number}"
    assert ours.body.startswith("Hello Zhou Min,\n\n")
    assert ours.missing == ()
    assert query.mail_template(desk.store, KIND, EN).own
    assert not query.mail_template(desk.store, KIND, Language.ZH_CN).own
    undo.undo(desk.store)
    assert mail_text(desk.store, made) == before


def test_csdesks_own_text_is_not_kept_twice(desk: Desk) -> None:
    own = {"subject": "Other", "body": "Other"}
    mail_templates.put(desk.store, kind=KIND, language=EN, **own)
    subject, body = default_text(KIND, EN)
    mail_templates.put(desk.store, kind=KIND, language=EN, subject=f" {subject}", body=body + "\n")
    assert not query.mail_template(desk.store, KIND, EN).own
    assert not mail_templates.reset(desk.store, kind=KIND, language=EN)


@pytest.mark.parametrize(
    ("subject", "body", "field", "code"),
    [
        ("", "x", "subject", "mail_empty"),
        ("x", " \n ", "body", "mail_empty"),
        ("{projekt}", "x", "subject", "mail_template"),
        ("x", "{live_on}", "body", "mail_template"),
        ("x", "{project", "body", "mail_template"),
    ],
)
def test_a_wrong_text_is_refused_at_its_field(
    desk: Desk, subject: str, body: str, field: str, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        mail_templates.put(desk.store, kind=KIND, language=EN, subject=subject, body=body)
    assert caught.value.code == code
    assert caught.value.params["field"] == field
    assert not query.mail_template(desk.store, KIND, EN).own


def test_a_tracker_has_no_text_of_this_sort(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        mail_templates.put(
            desk.store, kind=DocumentKind.TRACKER, language=EN, subject="x", body="x"
        )
    assert caught.value.code == "mail_kind"


def test_a_mail_without_a_value_shows_it_and_is_refused_by_name(desk: Desk) -> None:
    mail_templates.put(
        desk.store, kind=KIND, language=EN, subject="{project}", body="Call me: {our_phone}"
    )
    mail = mail_text(desk.store, make_document(desk.store, ask(desk)))
    assert mail.missing == ("our_phone",)
    assert "Call me: [our_phone?]" in mail.body
    with pytest.raises(UserError) as caught:
        mail.check_whole()
    assert "{our_phone}" in str(caught.value)


@pytest.mark.parametrize("language", list(Language))
def test_a_status_report_has_a_mail_ready_to_send(desk: Desk, language: Language) -> None:
    mail = mail_text(desk.store, make_document(desk.store, ask(desk, language)))
    assert mail.missing == ()
    mail.check_whole()
    assert "Zhou Min" in mail.body.splitlines()[0]
    assert sum(bool(line.strip()) for line in mail.body.splitlines()) <= 10


def test_a_document_made_again_has_the_mail_of_its_day(desk: Desk, tmp_path: Path) -> None:
    made = make_document(desk.store, ask(desk))
    mail = mail_text(desk.store, made)
    written = put_made(desk.store, made, tmp_path)
    notes.create(desk.store, customer_id=desk.ids.customer, text="Later")
    assert mail_text(desk.store, make_again(desk.store, written.document_id)) == mail


def test_people_who_are_chosen_are_greeted(desk: Desk) -> None:
    made = make_document(desk.store, ask(desk))
    assert mail_text(desk.store, made, ["Guo Wei", "Zhou Min"]).body.startswith(
        "Dear Guo Wei and Zhou Min,\n"
    )
    several = mail_text(desk.store, made, ["Guo Wei", "Zhou Min", "Luo Jun"]).body
    assert several.startswith("Dear Guo Wei, Zhou Min and Luo Jun,\n")
    assert mail_text(desk.store, made, []).body.startswith("Hello,\n")


def test_recipients_by_kind_with_reasons(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    contacts.update(store, contact_id=ids.contact, mail="guo.wei@harbour.example")
    status = recipients(store, ids.customer, KIND)
    assert [one.name for one in status.people] == ["Guo Wei"]
    assert [one.name for one in status.without_address] == ["Zhou Min"]
    assert status.without_address[0].reason.text(Translator("en")) == "The project manager"
    story = recipients(store, ids.customer, DocumentKind.STORY)
    assert [one.role for one in (*story.people, *story.without_address)] == [ContactRole.SPONSOR]


def test_who_left_gets_nothing_and_another_stands_in(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    contacts.create(
        store, customer_id=ids.customer, name="Han Mei", role=ContactRole.DECISION_MAKER,
        mail="han.mei@harbour.example",
    )  # fmt: skip
    contacts.leave(store, contact_id=ids.contact, left_on=TODAY)
    found = recipients(store, ids.customer, DocumentKind.RENEWAL)
    assert [one.name for one in found.people] == ["Han Mei"]
    assert "No sponsor is known" in found.people[0].reason.text(Translator("en"))
    assert found.without_address == ()


@pytest.mark.parametrize("kind", [KIND, DocumentKind.PLAN, DocumentKind.QBR])
def test_a_sample_has_the_values_of_a_real_customer(desk: Desk, kind: DocumentKind) -> None:
    sample = query.mail_sample(desk.store, kind=kind, language=EN, today=TODAY)
    assert sample.why_not is None
    assert sample.values["customer"] == sample.customer
    mail = filled(kind, sample.values, *default_text(kind, EN))
    assert mail.missing == ()


@pytest.mark.parametrize("language", list(Language))
def test_every_document_that_can_be_made_has_a_whole_mail(desk: Desk, language: Language) -> None:
    whole = set()
    for kind in OF_KIND:
        sample = query.mail_sample(desk.store, kind=kind, language=language, today=TODAY)
        if sample.why_not is None:
            mail = filled(kind, sample.values, *default_text(kind, language))
            assert mail.missing == (), kind
            assert set(sample.values) >= set(names_of(kind)), kind
            whole.add(kind)
        else:
            assert Translator(language.value).text(sample.why_not.message, **sample.why_not.params)
    assert whole >= {
        DocumentKind.WELCOME, DocumentKind.KICKOFF, DocumentKind.MINUTES, KIND, DocumentKind.PLAN,
        DocumentKind.ACCEPTANCE, DocumentKind.QBR, DocumentKind.RENEWAL,
    }  # fmt: skip


def test_a_sample_says_why_there_is_none(desk: Desk) -> None:
    sample = query.mail_sample(
        desk.store, kind=DocumentKind.STATUS, language=EN, today=TODAY, customer_id=desk.ids.other
    )
    assert sample.why_not is None
    only = [one.kind for one in query.mail_templates(desk.store, EN)]
    assert only == list(OF_KIND)


def test_a_value_typed_by_people_is_never_a_place(desk: Desk) -> None:
    made = make_document(desk.store, ask(desk))
    view = replace(made.view, project="{our_phone} }{")  # type: ignore[type-var]
    changed = replace(made, source=replace(made.source, view=view))
    mail = mail_text(desk.store, changed)
    assert mail.missing == ()
    assert "{our_phone} }{" in mail.subject
