"""Mail drafts: what a mail program reads, and what the last gate sees of it."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from csdesk.reports.extract import document_texts
from csdesk.reports.mail import MailDraft, draft_bytes, is_address

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
