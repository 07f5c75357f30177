"""The mails that go with documents, as they stand until somebody writes others: subject and body.

Written in each language by itself, not translated: a mail is read as one person's words.
"""

from collections.abc import Mapping

from csdesk.domain.codes import DocumentKind, Language

Texts = Mapping[DocumentKind, tuple[str, str]]

_EN: Texts = {
    DocumentKind.WELCOME: (
        "Welcome to {our_company}",
        """\
{greeting}

Thank you for choosing {our_company}. Attached is a short letter: who works with you, how to \
reach us, and what happens in the first weeks.

{attached}

{next_meeting}

If you have a question before then, write to me or call; you need no ticket and no form.

Kind regards,
{signature}
""",
    ),
    DocumentKind.KICKOFF: (
        "{project}: slides for the kickoff",
        """\
{greeting}

Attached are the slides for our kickoff of “{project}”. The pages on your goals and on who does \
what are the ones to look at beforehand: tell us where we have understood something wrong.

{next_meeting}

Kind regards,
{signature}
""",
    ),
    DocumentKind.MINUTES: (
        "Minutes: {meeting}, {meeting_day}",
        """\
{greeting}

Thank you for your time. Attached are the minutes of our meeting. {headline}

{attached}

{actions}

{objections}

{next_meeting}

Kind regards,
{signature}
""",
    ),
    DocumentKind.STATUS: (
        "{project}: status report {number}, {day}",
        """\
{greeting}

{report}

Kind regards, {our_name}, {our_company}
""",
    ),
    DocumentKind.PLAN: (
        "{project}: project plan, {day}",
        """\
{greeting}

Attached is the plan of “{project}” as it stands on {day}. {headline}

Dates that do not suit you are best changed now: tell us which, and we will show you what \
follows from it.

Kind regards,
{signature}
""",
    ),
    DocumentKind.ACCEPTANCE: (
        "{project}: acceptance for your signature",
        """\
{greeting}

Attached is the acceptance sheet of “{project}”: the agreed scope, how each criterion was \
checked, and what is still open. {criteria}

Look through it with your colleagues, tick the result above the signatures, sign it and send it \
back to us. If a line does not match what you see in the system, tell us first and we will check \
it together.

Kind regards,
{signature}
""",
    ),
    DocumentKind.COMPLETION: (
        "“{project}” is live",
        """\
{greeting}

“{project}” has been live since {live_on}. Attached is a letter for your files: what was \
delivered, what has changed in figures, what is still open, and who looks after you from now on.

{next_meeting}

Thank you for the work that you and your colleagues put into it.

Kind regards,
{signature}
""",
    ),
    DocumentKind.CERTIFICATE: (
        "Certificate {number} for {holder}",
        """\
{greeting}

Attached is the certificate of {holder}.

It can be checked at any time: name the number {number} to us.

Kind regards,
{signature}
""",
    ),
    DocumentKind.QBR: (
        "{customer}: business review, {period}",
        """\
{greeting}

Attached is our review of {period}. {headline}

The figures are those that you confirmed. If one looks different from your side, tell me before \
we meet.

{next_meeting}

Kind regards,
{signature}
""",
    ),
    DocumentKind.REQUESTS: (
        "{customer}: your requests, {period}",
        """\
{greeting}

Attached is what you asked us in {period} and what became of it. {headline}

If something counts as solved here and is not solved for you, answer this mail and we will open \
it again.

Kind regards,
{signature}
""",
    ),
    DocumentKind.RENEWAL: (
        "{customer}: your term, and the renewal",
        """\
{greeting}

Attached is what this term has brought, and what the next one begins with. {headline}

{next_meeting}

I would like to hear what has to be different for you in the next term before we talk about \
anything else.

Kind regards,
{signature}
""",
    ),
    DocumentKind.STORY: (
        "{customer}: our success story, for your approval",
        """\
{greeting}

Attached is the story of our work together, as we would like to tell it. {headline}

Nothing of it is published before you agree. Strike out or change whatever you want to have \
otherwise, and tell us who at your side should see it too.

Kind regards,
{signature}
""",
    ),
}  # fmt: skip

_ZH_CN: Texts = {
    DocumentKind.WELCOME: (
        "欢迎与{our_company}合作",
        """\
{greeting}

感谢您选择{our_company}。随信附上一封简短的欢迎函：由谁与您对接、如何找到我们，以及最初几周的安排。

{attached}

{next_meeting}

在此之前如有任何问题，直接来信或来电即可，不需要填单。

顺祝商祺
{signature}
""",
    ),
    DocumentKind.KICKOFF: (
        "{project}：启动会材料",
        """\
{greeting}

附上“{project}”启动会的材料。请您会前重点看两处：贵方的目标，以及双方分工。如有理解不准确的地方，\
请直接告诉我们。

{next_meeting}

顺祝商祺
{signature}
""",
    ),
    DocumentKind.MINUTES: (
        "会议纪要：{meeting}，{meeting_day}",
        """\
{greeting}

感谢您抽时间参会，会议纪要见附件。{headline}

{attached}

{actions}

{objections}

{next_meeting}

顺祝商祺
{signature}
""",
    ),
    DocumentKind.STATUS: (
        "{project}：实施周报 第{number}期，{day}",
        """\
{greeting}

{report}

顺祝商祺，{our_name}，{our_company}
""",
    ),
    DocumentKind.PLAN: (
        "{project}：项目计划，{day}",
        """\
{greeting}

附上“{project}”截至{day}的项目计划。{headline}

如有日期对您不合适，现在调整影响最小：请告诉我们是哪一项，我们会说明由此带来的变化。

顺祝商祺
{signature}
""",
    ),
    DocumentKind.ACCEPTANCE: (
        "{project}：验收单，请您签署",
        """\
{greeting}

附上“{project}”的验收单，内容包括约定的范围、每项标准的核对方式，以及仍待处理的事项。{criteria}

请您与同事一起核对，在签字栏上方勾选结果、签字后发回。如有哪一项与您在系统里看到的不一致，\
请先告诉我们，我们一起核实。

顺祝商祺
{signature}
""",
    ),
    DocumentKind.COMPLETION: (
        "“{project}”已上线",
        """\
{greeting}

“{project}”已于{live_on}上线。附上完成通知函，供您存档：\
交付了什么、数据上有哪些变化、还有哪些待办，以及今后由谁为您服务。

{next_meeting}

感谢您和各位同事的投入。

顺祝商祺
{signature}
""",
    ),
    DocumentKind.CERTIFICATE: (
        "{holder}的证书，编号 {number}",
        """\
{greeting}

附上{holder}的证书。

证书随时可以核验：向我们提供编号 {number} 即可。

顺祝商祺
{signature}
""",
    ),
    DocumentKind.QBR: (
        "{customer}：{period}业务评审",
        """\
{greeting}

附上{period}的业务评审材料。{headline}

数据均以您确认过的为准。如有哪一项与您了解的不同，请在会前告诉我。

{next_meeting}

顺祝商祺
{signature}
""",
    ),
    DocumentKind.REQUESTS: (
        "{customer}：{period}支持请求报告",
        """\
{greeting}

附上{period}您向我们提出的请求及处理结果。{headline}

如果有一项在报告中已解决，而您那边并没有解决，直接回复这封邮件，我们会重新处理。

顺祝商祺
{signature}
""",
    ),
    DocumentKind.RENEWAL: (
        "{customer}：合同期回顾与续约",
        """\
{greeting}

附上本合同期取得的成果，以及下一期的安排。{headline}

{next_meeting}

在谈其他事情之前，我想先听听您希望下一期有哪些不同。

顺祝商祺
{signature}
""",
    ),
    DocumentKind.STORY: (
        "{customer}：成功案例，请您审阅",
        """\
{greeting}

附上我们想讲述的合作故事。{headline}

在您同意之前，其中任何内容都不会公开。您想改动或删去的地方请直接标出，\
也请告诉我们贵方还有哪位同事需要过目。

顺祝商祺
{signature}
""",
    ),
}  # fmt: skip

_ZH_TW: Texts = {
    DocumentKind.WELCOME: (
        "歡迎與{our_company}合作",
        """\
{greeting}

感謝您選擇{our_company}。隨信附上一封簡短的歡迎函：由誰與您聯繫、如何找到我們，以及最初幾週的安排。

{attached}

{next_meeting}

在此之前若有任何問題，直接來信或來電即可，不需要填單。

順頌商祺
{signature}
""",
    ),
    DocumentKind.KICKOFF: (
        "{project}：啟動會議簡報",
        """\
{greeting}

附上「{project}」啟動會議的簡報。請您會前先看兩處：貴方的目標，以及雙方分工。\
若有理解不正確的地方，請直接告訴我們。

{next_meeting}

順頌商祺
{signature}
""",
    ),
    DocumentKind.MINUTES: (
        "會議紀錄：{meeting}，{meeting_day}",
        """\
{greeting}

感謝您撥冗出席，會議紀錄請見附件。{headline}

{attached}

{actions}

{objections}

{next_meeting}

順頌商祺
{signature}
""",
    ),
    DocumentKind.STATUS: (
        "{project}：導入週報 第{number}期，{day}",
        """\
{greeting}

{report}

順頌商祺，{our_name}，{our_company}
""",
    ),
    DocumentKind.PLAN: (
        "{project}：專案計畫，{day}",
        """\
{greeting}

附上「{project}」截至{day}的專案計畫。{headline}

若有日期對您不合適，現在調整影響最小：請告訴我們是哪一項，我們會說明由此帶來的變化。

順頌商祺
{signature}
""",
    ),
    DocumentKind.ACCEPTANCE: (
        "{project}：驗收單，請您簽署",
        """\
{greeting}

附上「{project}」的驗收單，內容包括約定的範圍、每項標準的核對方式，以及尚待處理的事項。{criteria}

請您與同仁一起核對，在簽名欄上方勾選結果、簽名後寄回。若有哪一項與您在系統裡看到的不一致，\
請先告訴我們，我們一起確認。

順頌商祺
{signature}
""",
    ),
    DocumentKind.COMPLETION: (
        "「{project}」已上線",
        """\
{greeting}

「{project}」已於{live_on}上線。附上完成通知函，供您存檔：\
交付了什麼、數據上有哪些變化、還有哪些待辦，以及今後由誰為您服務。

{next_meeting}

感謝您和各位同仁的投入。

順頌商祺
{signature}
""",
    ),
    DocumentKind.CERTIFICATE: (
        "{holder}的證書，編號 {number}",
        """\
{greeting}

附上{holder}的證書。

證書隨時可以查驗：向我們提供編號 {number} 即可。

順頌商祺
{signature}
""",
    ),
    DocumentKind.QBR: (
        "{customer}：{period}業務回顧",
        """\
{greeting}

附上{period}的業務回顧簡報。{headline}

數據均以您確認過的為準。若有哪一項與您了解的不同，請在會前告訴我。

{next_meeting}

順頌商祺
{signature}
""",
    ),
    DocumentKind.REQUESTS: (
        "{customer}：{period}支援請求報告",
        """\
{greeting}

附上{period}您向我們提出的請求及處理結果。{headline}

若有一項在報告中已解決，而您那邊並沒有解決，直接回覆這封信，我們會重新處理。

順頌商祺
{signature}
""",
    ),
    DocumentKind.RENEWAL: (
        "{customer}：合約期回顧與續約",
        """\
{greeting}

附上本合約期取得的成果，以及下一期的安排。{headline}

{next_meeting}

在談其他事情之前，我想先聽聽您希望下一期有哪些不同。

順頌商祺
{signature}
""",
    ),
    DocumentKind.STORY: (
        "{customer}：成功案例，請您過目",
        """\
{greeting}

附上我們想講述的合作故事。{headline}

在您同意之前，其中任何內容都不會公開。您想更動或刪去的地方請直接標出，\
也請告訴我們貴方還有哪位同仁需要過目。

順頌商祺
{signature}
""",
    ),
}  # fmt: skip

_TEXTS: Mapping[Language, Texts] = {
    Language.EN: _EN,
    Language.ZH_CN: _ZH_CN,
    Language.ZH_TW: _ZH_TW,
}


def default_text(kind: DocumentKind, language: Language) -> tuple[str, str]:
    """Return subject and body of a kind's mail as csdesk has them."""
    subject, body = _TEXTS[language][kind]
    return subject, body.rstrip("\n")
