"""Certificates made by hand: the drawn one, and the hard cases."""

from dataclasses import replace
from datetime import date

from csdesk.domain.codes import Language, UserRole
from csdesk.domain.views.certificate import CertificateView
from csdesk.domain.views.common import Party, Sender

_WORDS = {
    Language.EN: (
        "Northlane Software", "Harbour & Pike Logistics", "Hull", "Tom Aldous", "Megan Webb",
        "runs Northlane Dispatch on her own, at dispatcher level.",
        ("Quiz passed with 18 of 20 points on 12 February 2027",
         "25 routes planned and 140 deliveries closed, 1 to 12 February 2027",
         "Three sessions attended, 4 hours 30 minutes"),
    ),
    Language.ZH_CN: (
        "云栈软件", "海拓冷链物流", "苏州", "陈一鸣", "欧阳明月",
        "能够独立使用云栈调度系统，达到调度员水平。",
        ("2027年2月12日测验，20分中得18分",
         "2月1日至12日，规划线路25条，完成配送140单",
         "参加培训三次，共4小时30分钟"),
    ),
    Language.ZH_TW: (
        "雲棧軟體", "宏岳醫材股份有限公司", "臺北", "陳一鳴", "林佳蓉",
        "能夠獨立操作雲棧倉儲系統，達到「倉管」等級。",
        ("2027年2月12日測驗，20分中得18分",
         "2月1日至12日，完成盤點25次、出庫140筆",
         "參加訓練三次，共4小時30分鐘"),
    ),
}  # fmt: skip


def drawn_certificate(language: Language = Language.EN) -> CertificateView:
    """The certificate of the drawing."""
    us, customer, city, signer, name, statement, facts = _WORDS[language]
    return CertificateView(
        language=language,
        today=date(2027, 2, 15),
        us=Party(name=us),
        customer=Party(name=customer),
        sender=Sender(name=signer, role=UserRole.CSM, mail="tom.aldous@northlane.example"),
        number="NS-2027-0042",
        name=name,
        statement=statement,
        facts=facts,
        city=city,
        issued_on=date(2027, 2, 15),
        signed_by=signer,
        register_mail="support@northlane.example",
        register_phone="+44 113 555 0142",
    )


def long_certificate(language: Language = Language.EN) -> CertificateView:
    """A name of sixty characters, a long statement, six long facts, a long signer."""
    view = drawn_certificate(language)
    if language is Language.EN:
        name = "Maria Magdalena Theodora von Hohenstein-Wittgenstein Laurent"
        statement = (
            "sets up depots, drivers and routes in Northlane Dispatch, answers the questions of "
            "her colleagues in four depots, and trains new dispatchers without our help."
        )
    else:
        name = "买买提·阿不都热依木·吐尔逊江·艾山巴拉提·古丽米热·克力木"
        statement = view.statement.rstrip("。") + "，" + view.statement * 2
    facts = tuple(f"{fact} ({fact.lower()})" for fact in view.facts) * 2
    return replace(
        view,
        name=name,
        statement=statement,
        facts=facts,
        signed_by=name,
        customer=Party(name=view.customer.name * 3),
        us=Party(name=view.us.name * 3),
    )


def bare_certificate(language: Language = Language.EN) -> CertificateView:
    """Nothing but a name and a statement."""
    view = drawn_certificate(language)
    return replace(
        view, facts=(), city="", signed_by="", register_mail="", register_phone="", name="Bo"
    )
