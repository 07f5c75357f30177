"""Mail drafts: what a mail program reads, and what the last gate sees of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from csdesk.domain.codes import Language
from csdesk.domain.views.invitation import InvitationView
from csdesk.i18n import Translator
from csdesk.reports.extract import document_texts
from csdesk.reports.invitation import write_invitation
from csdesk.reports.mail import Attachment, MailDraft, draft_bytes, is_address

LONG = (
    "待您处理：A12 补齐 9 家门店的员工表，and the codes of 46 restaurants，一次交齐，以便导入" * 2
)
DRAFT = MailDraft(
    subject=LONG,
    body="周敏，您好：\n\n请您最晚于12月2日完成。\n",
    to="zhou@harbour.example",
    to_name='周敏, "HN"',
    sender="lin@rotalane.example",
    sender_name="林悦",
)


def test_a_mail_program_reads_what_was_written() -> None:
    content = draft_bytes(DRAFT)
    mail = message_from_bytes(content, policy=default)
    assert mail["Subject"] == LONG
    assert mail["X-Unsent"] == "1"
    assert mail["To"].addresses[0].addr_spec == "zhou@harbour.example"
    assert mail["To"].addresses[0].display_name == '周敏, "HN"'
    assert mail["From"].addresses[0].display_name == "林悦"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == DRAFT.body
    assert max(map(len, content.splitlines())) <= 78
    assert content.isascii()


def test_a_line_break_begins_no_header() -> None:
    draft = MailDraft(
        subject="Hello\r\nBcc: all@other.example", body="x", to="a@b.example",
        to_name="A\nCc: c@d.example",
    )  # fmt: skip
    mail = message_from_bytes(draft_bytes(draft), policy=default)
    assert mail["Bcc"] is None
    assert mail["Cc"] is None
    assert mail["Subject"] == "Hello Bcc: all@other.example"


@pytest.mark.parametrize("mail", ["", "by phone", "a@b", "a@b.c, d@e.f", "周@港湾.example"])
def test_what_is_no_address_leaves_the_recipient_open(mail: str) -> None:
    assert not is_address(mail)
    content = draft_bytes(MailDraft(subject="x", body="y", to=mail))
    assert message_from_bytes(content, policy=default)["To"] is None


def test_the_gate_reads_through_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "draft.eml"
    path.write_bytes(draft_bytes(DRAFT))
    texts = dict(document_texts(path))
    assert texts["Subject"] == LONG
    assert "周敏" in texts["To"]
    assert "请您最晚于12月2日完成。" in texts["text"]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
def test_a_calendar_file_says_its_letters_and_what_it_asks(tmp_path: Path, method: str) -> None:
    said = "蜀园餐饮集团，门店排班，五十三家门店，每周的进展会议，一起看看还有什么没有做完"
    event = InvitationView(
        language=Language.ZH_CN, uid="u", made_at=datetime(2026, 11, 20, tzinfo=UTC), title=said,
        day=date(2026, 12, 1), cancelled=method == "CANCEL", organiser_mail="lin@rotalane.example",
        attendees=() if method == "PUBLISH" else (("周敏", "zhou@harbour.example"),),
    )  # fmt: skip
    content = write_invitation(event, Translator("zh_CN"))
    draft = replace(DRAFT, attachments=(Attachment("会议.ics", content, "text/calendar"),))
    path = tmp_path / "draft.eml"
    path.write_bytes(draft_bytes(draft))
    mail = message_from_bytes(path.read_bytes(), policy=default)
    (part,) = mail.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["charset"] == "utf-8"
    assert part["Content-Type"].params["method"] == method
    assert part.get_filename() == "会议.ics"
    assert part.get_payload(decode=True) == content
    assert part.get_content().replace("\r\n ", "").replace("\n ", "").count(said) == 1
    assert said in dict(document_texts(path))["calendar"]
